package classify

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ReadRows reads rows of JSON, one after the other, which the name stands for in an error.
func ReadRows(r io.Reader, name string) ([]Row, error) {
	var rows []Row
	for d := json.NewDecoder(r); ; {
		var one Row
		err := d.Decode(&one)
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s, row %d: %w", name, len(rows)+1, err)
		}
		rows = append(rows, one)
	}
}
