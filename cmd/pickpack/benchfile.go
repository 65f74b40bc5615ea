package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"pickpack/picking"
	"pickpack/picking/contract"
)

// judged is what a file of problems may say beside each: its name and the best that is known of it.
type judged struct {
	Name    string  `json:"name"`
	Optimum float64 `json:"optimum"`
}

// problems reads a file in a contract's form, one JSON value or one a line, and hands each to take with its name. Fields
// that are not the contract's are let through.
func problems[R any](file string, take func(judged, R) error) error {
	f, err := os.Open(file)
	if err != nil {
		return picking.FieldError("file", "%v", err)
	}
	defer f.Close()
	d := json.NewDecoder(bufio.NewReader(f))
	for n := 1; ; n++ {
		var raw json.RawMessage
		if err := d.Decode(&raw); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return picking.FieldError("file", "%s: problem %d is not JSON: %v", file, n, err)
		}
		j := judged{Name: fmt.Sprintf("%s %d", file, n)}
		_ = json.Unmarshal(raw, &j) // a name of another kind is not for us
		var r R
		if err := contract.Unmarshal(bytes.TrimSpace(raw), &r); err != nil {
			return fmt.Errorf("%s: problem %d: %w", file, n, err)
		}
		if err := take(j, r); err != nil {
			return fmt.Errorf("%s: problem %d: %w", file, n, err)
		}
	}
}
