package classify

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
)

// A model file is magic, the length of a JSON head, the head, and the weights:
// row by row of one label after the other, deflated. The head holds their SHA-256.
const (
	magic     = "liaison model 1\n"
	headLimit = 4096
	fileLimit = 16 << 20
)

// ErrModel is wrapped by what is wrong with a model file.
var ErrModel = errors.New("this is no model that this program can use")

type modelHead struct {
	Labels      [labelCount]string  `json:"labels"`
	Buckets     int                 `json:"buckets"`
	Scale       [labelCount]float32 `json:"scale"`
	Temperature float64             `json:"temperature"`
	Threshold   float64             `json:"threshold"`
	SHA256      []byte              `json:"sha256"` // of the weights as they stand in the file
}

// Write keeps a model, the same bytes each time.
func (b *Base) Write(w io.Writer) error {
	var packed bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.BestCompression)
	if err != nil {
		return fmt.Errorf("pack the weights: %w", err)
	}
	column := make([]byte, buckets)
	for k := range labelCount {
		for i, r := range b.rows {
			column[i] = byte(r[k]) // #nosec G115 -- the bits are kept
		}
		if _, err := deflate.Write(column); err != nil {
			return fmt.Errorf("pack the weights: %w", err)
		}
	}
	if err := deflate.Close(); err != nil {
		return fmt.Errorf("pack the weights: %w", err)
	}
	sum := sha256.Sum256(packed.Bytes())
	top, err := json.Marshal(modelHead{labels, buckets, b.scale, b.temperature, b.threshold, sum[:]})
	if err != nil {
		return fmt.Errorf("write the head of a model: %w", err)
	}
	var file bytes.Buffer
	file.WriteString(magic)
	file.Write(binary.BigEndian.AppendUint32(nil, uint32(len(top)))) // #nosec G115 -- some hundred bytes
	file.Write(top)
	file.Write(packed.Bytes())
	if _, err := w.Write(file.Bytes()); err != nil {
		return fmt.Errorf("write a model: %w", err)
	}
	return nil
}

// LoadBase reads a model file. The error says which file and what to do.
func LoadBase(path string) (*Base, error) {
	f, err := os.Open(path) // #nosec G304 -- whoever starts the program names the file
	if err != nil {
		return nil, fmt.Errorf("open the model: %w", err)
	}
	defer func() { _ = f.Close() }() // nothing was written
	b, err := ReadBase(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

// ReadBase reads a model. What isn't one, or was cut or changed, is refused.
func ReadBase(from io.Reader) (*Base, error) {
	file, err := io.ReadAll(io.LimitReader(from, fileLimit+1))
	if err != nil {
		return nil, fmt.Errorf("read a model: %w", err)
	}
	rest, ok := bytes.CutPrefix(file, []byte(magic))
	if !ok || len(file) > fileLimit || len(rest) < 4 {
		return nil, fmt.Errorf("%w: it isn't one, or of another version", ErrModel)
	}
	size := binary.BigEndian.Uint32(rest)
	if rest = rest[4:]; size > headLimit || int(size) > len(rest) {
		return nil, fmt.Errorf("%w: its head is cut", ErrModel)
	}
	var h modelHead
	if err := json.Unmarshal(rest[:size], &h); err != nil || !h.usable() {
		return nil, fmt.Errorf("%w: its head says something else than this program knows", ErrModel)
	}
	packed := rest[size:]
	if sum := sha256.Sum256(packed); !bytes.Equal(sum[:], h.SHA256) {
		return nil, fmt.Errorf("%w: its weights were cut or changed", ErrModel)
	}
	rows, err := unpack(packed)
	return &Base{rows, h.Scale, h.Temperature, h.Threshold}, err
}

func (h modelHead) usable() bool {
	for _, s := range h.Scale {
		if s < 0 || math.IsInf(float64(s), 0) {
			return false
		}
	}
	return h.Labels == labels && h.Buckets == buckets && h.Temperature > 0 && h.Threshold > 0 && h.Threshold <= 1
}

func unpack(packed []byte) ([]row, error) {
	inflate := flate.NewReader(bytes.NewReader(packed))
	rows, column := make([]row, buckets), make([]byte, buckets)
	for k := range labelCount {
		if _, err := io.ReadFull(inflate, column); err != nil {
			return nil, fmt.Errorf("%w: its weights end too soon", ErrModel)
		}
		for i, v := range column {
			rows[i][k] = int8(v) // #nosec G115 -- the bits are kept
		}
	}
	return rows, nil
}
