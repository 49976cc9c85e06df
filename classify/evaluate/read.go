package evaluate

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// lineLimit is how long a row may be.
	lineLimit = 1 << 20
	// faultLimit is how many bad rows are named; who has more has the wrong file.
	faultLimit = 20
)

// Row is a message and the label that it should be given.
type Row struct {
	Lang  string `json:"lang"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Label string `json:"label"`
}

// words is what the classifier is asked by. Some who export messages repeat the
// title at the head of the text, and it is said once.
func (r Row) words(title bool) string {
	head, body := strings.TrimSpace(r.Title), strings.TrimSpace(r.Text)
	switch {
	case title || body == "":
		return head
	case head == "" || strings.HasPrefix(body, head):
		return body
	}
	return head + "\n" + body
}

// Read takes a JSONL file of rows whose label is one of these or None. The error
// names each bad row by file and line and says what to do.
func Read(r io.Reader, name string, labels []string) ([]Row, error) {
	var rows []Row
	var faults []error
	reader := bufio.NewReaderSize(r, lineLimit+1) // a line and its end
	for n := 1; ; n++ {
		line, err := reader.ReadSlice('\n')
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		ended := errors.Is(err, io.EOF)
		if errors.Is(err, bufio.ErrBufferFull) {
			faults = append(faults, fmt.Errorf("%s:%d: the line is longer than 1 MiB: shorten it or leave it out", name, n))
			if ended, err = skipLine(reader); err != nil {
				return nil, fmt.Errorf("read %s: %w", name, err)
			}
			line = nil
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\uFEFF"))
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			row, err := parse(line, labels)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s:%d: %w", name, n, err))
			}
			rows = append(rows, row)
		}
		if len(faults) > faultLimit {
			return nil, errors.Join(append(faults[:faultLimit], fmt.Errorf("%s: and more; these are the first %d", name, faultLimit))...)
		}
		if ended {
			break
		}
	}
	if len(rows) == 0 && len(faults) == 0 {
		return nil, fmt.Errorf("%s: there is no row in it: write one JSON object a line, with text and label", name)
	}
	if len(faults) > 0 {
		return nil, errors.Join(faults...)
	}
	return rows, nil
}

// skipLine leaves the rest of a line that is too long, and says whether the file ended with it.
func skipLine(r *bufio.Reader) (ended bool, err error) {
	for {
		_, err := r.ReadSlice('\n')
		switch {
		case err == nil:
			return false, nil
		case errors.Is(err, io.EOF):
			return true, nil
		case !errors.Is(err, bufio.ErrBufferFull):
			return false, err
		}
	}
}

// parse reads one row. What a fault says never quotes the text: people wrote it.
func parse(line []byte, labels []string) (Row, error) {
	var row Row
	if !utf8.Valid(line) {
		return row, errors.New("the line isn't UTF-8: save the file as UTF-8")
	}
	if err := json.Unmarshal(line, &row); err != nil {
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
			return row, fmt.Errorf("%q must be a string, not %s", wrong.Field, wrong.Value)
		}
		return row, errors.New(`the line isn't a JSON object: write {"text":"...","label":"..."} on one line`)
	}
	switch {
	case row.words(false) == "":
		return row, errors.New("the text is empty: fill it in or leave the line out")
	case row.Label == "":
		return row, fmt.Errorf("the label is missing: it is one of %s", names(labels))
	case row.Label != None && !slices.Contains(labels, row.Label):
		return row, fmt.Errorf("label %q is unknown: it is one of %s", row.Label, names(labels))
	}
	return row, nil
}

// names lists the labels for a person.
func names(labels []string) string { return strings.Join(append(slices.Clone(labels), None), ", ") }
