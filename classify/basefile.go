package classify

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The file of a base model is a few lines that anybody can read, and a
// compressed body. The hash is over everything but its own line, so that a
// changed threshold is noticed like a changed weight.
const (
	modelFormat = "liaison model 1"
	headLines   = 5
	headLimit   = 4096
	fileLimit   = 16 << 20
	bodySize    = 4*labelCount + buckets*labelCount
)

//go:embed base.model
var embedded []byte

var embeddedBase = sync.OnceValues(func() (*Base, error) { return DecodeBase(embedded) })

// inProgram is the model in the program; nil if that isn't one, which a test excludes.
func inProgram() *Base {
	b, err := embeddedBase()
	if err != nil {
		return nil
	}
	return b
}

// LoadBase reads a model from a file; without a name it is the one in the program.
// The error says what is wrong with the file and what to do about it.
func LoadBase(path string) (*Base, error) {
	if path == "" {
		return embeddedBase()
	}
	data, err := readModel(path)
	if err != nil {
		return nil, err
	}
	b, err := DecodeBase(data)
	if err != nil {
		return nil, fmt.Errorf("model file %s: %w; make it anew with liaison train, or leave LIAISON_MODEL empty for the model in the program", path, err)
	}
	return b, nil
}

func readModel(path string) ([]byte, error) {
	f, err := os.Open(path) // #nosec G304 -- the administrator names it
	if err != nil {
		return nil, fmt.Errorf("model file can't be read: %w; correct LIAISON_MODEL, or leave it empty for the model in the program", err)
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, fileLimit+1))
	if err != nil {
		return nil, fmt.Errorf("model file %s can't be read: %w", path, err)
	}
	return data, nil
}

// DecodeBase reads a model. It takes nothing on trust: whatever the bytes are,
// there is a whole model or an error.
func DecodeBase(data []byte) (*Base, error) {
	if len(data) > fileLimit {
		return nil, errors.New("it is larger than any model")
	}
	lines, body, err := splitModel(data)
	if err != nil {
		return nil, err
	}
	if lines[0] != modelFormat {
		return nil, fmt.Errorf("it isn't of the format %q that this release reads", modelFormat)
	}
	if sum := sumOf(lines[:headLines-1], body); lines[headLines-1] != "sha256 "+sum {
		return nil, errors.New("it is damaged: its bytes don't have the hash that it states")
	}
	if lines[1] != "labels "+strings.Join(labels, " ") {
		return nil, errors.New("its labels aren't those of this release")
	}
	b := &Base{}
	if b.temperature, err = positive(lines[2], "temperature "); err != nil {
		return nil, err
	}
	if b.threshold, err = positive(lines[3], "threshold "); err != nil {
		return nil, err
	}
	return b, b.unpack(body)
}

// splitModel parts the lines of the head from the body.
func splitModel(data []byte) ([]string, []byte, error) {
	var lines []string
	rest := data
	for len(lines) < headLines {
		end := bytes.IndexByte(rest[:min(len(rest), headLimit)], '\n')
		if end < 0 {
			return nil, nil, errors.New("it isn't a model, or only the beginning of one")
		}
		lines, rest = append(lines, string(rest[:end])), rest[end+1:]
	}
	return lines, rest, nil
}

func sumOf(lines []string, body []byte) string {
	h := sha256.New()
	h.Write([]byte(strings.Join(lines, "\n") + "\n"))
	h.Write(body)
	return hex.EncodeToString(h.Sum(nil))
}

func positive(line, name string) (float64, error) {
	value, named := strings.CutPrefix(line, name)
	x, err := strconv.ParseFloat(value, 64)
	if !named || err != nil || !(x > 0 && x < 1000) {
		return 0, fmt.Errorf("its %sis no number that can be worked with", name)
	}
	return x, nil
}

func (b *Base) unpack(body []byte) error {
	flat := make([]byte, bodySize)
	r := flate.NewReader(bytes.NewReader(body))
	if _, err := io.ReadFull(r, flat); err != nil {
		return fmt.Errorf("its weights can't be read: %w", err)
	}
	for k := range b.scale {
		b.scale[k] = math.Float32frombits(binary.LittleEndian.Uint32(flat[4*k:]))
		if x := float64(b.scale[k]); !(x >= 0 && x < 1000) {
			return errors.New("the scale of its weights is no number that can be worked with")
		}
	}
	flat = flat[4*labelCount:]
	b.rows = make([]row, buckets)
	for i := range b.rows {
		for k := range b.rows[i] {
			b.rows[i][k] = int8(flat[i*labelCount+k]) // #nosec G115 -- a weight is one signed byte
		}
	}
	return nil
}

// Encode writes the model: the same model is the same bytes.
func (b *Base) Encode(w io.Writer) error {
	flat := make([]byte, 0, bodySize)
	for _, scale := range b.scale {
		flat = binary.LittleEndian.AppendUint32(flat, math.Float32bits(scale))
	}
	for _, r := range b.rows {
		for _, x := range r {
			flat = append(flat, byte(x)) // #nosec G115 -- a weight is one signed byte
		}
	}
	var body bytes.Buffer
	z, err := flate.NewWriter(&body, flate.BestCompression)
	if err != nil {
		return fmt.Errorf("compress the model: %w", err)
	}
	if _, err := z.Write(flat); err != nil {
		return fmt.Errorf("compress the model: %w", err)
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("compress the model: %w", err)
	}
	lines := []string{
		modelFormat, "labels " + strings.Join(labels, " "),
		"temperature " + strconv.FormatFloat(b.temperature, 'g', 6, 64), "threshold " + strconv.FormatFloat(b.threshold, 'g', 6, 64),
	}
	lines = append(lines, "sha256 "+sumOf(lines, body.Bytes()))
	out := bufio.NewWriter(w)
	_, _ = out.WriteString(strings.Join(lines, "\n") + "\n") // a failure comes back from Flush
	_, _ = out.Write(body.Bytes())
	return out.Flush()
}

// Labels lists what the model sorts by.
func Labels() []string { return slices.Clone(labels[:labelCount-1]) }
