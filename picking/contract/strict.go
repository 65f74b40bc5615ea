package contract

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"pickpack/picking"
)

// Strict is Decode that refuses unknown names: where a misspelt name would be missing from a printed paper in silence.
func Strict(r io.Reader, v any) error {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return picking.FieldError("input", "cannot be read: %v", err)
	}
	if err := Unmarshal(data, v); err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(whole(data)))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		if quoted, is := strings.CutPrefix(err.Error(), "json: unknown field "); is {
			name, _ := strconv.Unquote(quoted)
			return picking.FieldError(name, "there is no such name here")
		}
		return picking.FieldError("input", "%v", err)
	}
	return nil
}
