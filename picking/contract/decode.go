// Package contract reads the JSON that the planning programs take and says what is wrong with it in the sender's own
// terms: the path of the value at fault, as in orders[3].lines[0].qty. It knows no contract; each program has its own
// types. Unknown names are let through, so a problem may carry notes of its own.
package contract

import (
	"encoding/json"
	"errors"
	"io"

	"pickpack/picking"
)

// MaxBytes is the longest input that is read.
const MaxBytes = 1 << 30

// Decode reads exactly one JSON value from r into v.
func Decode(r io.Reader, v any) error {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return picking.FieldError("input", "cannot be read: %v", err)
	}
	return Unmarshal(data, v)
}

// Unmarshal is Decode for bytes at hand.
func Unmarshal(data []byte, v any) error {
	if len(data) > MaxBytes {
		return picking.FieldError("input", "longer than %d bytes", MaxBytes)
	}
	err := json.Unmarshal(data, v)
	if err == nil {
		return nil
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return picking.FieldError(pathAt(data, syntax.Offset), "not JSON: %v", syntax)
	case errors.As(err, &kind):
		return picking.FieldError(pathAt(data, kind.Offset), "%s does not fit, %s expected", kind.Value, name(kind.Type.Kind()))
	}
	return picking.FieldError("input", "%v", err)
}
