// Package contract reads the JSON that the planning programs take and says what is wrong with it in the sender's own
// terms: the path of the value at fault, as in orders[3].lines[0].qty. It knows no contract; each program has its own
// types. Unknown names are let through, so a problem may carry notes of its own; Strict refuses them.
package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

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
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	if errors.As(err, &kind) && strings.HasPrefix(kind.Value, "number") && name(kind.Type.Kind()) == "a whole number" {
		err = json.Unmarshal(whole(data), v)
	}
	if err == nil {
		return nil
	}
	switch {
	case errors.As(err, &syntax):
		return picking.FieldError(pathAt(data, syntax.Offset), "not JSON: %v", syntax)
	case errors.As(err, &kind):
		return picking.FieldError(pathAt(data, kind.Offset), "%s does not fit, %s expected", kind.Value, name(kind.Type.Kind()))
	}
	return picking.FieldError("input", "%v", err)
}

// whole is the same JSON with 30 for 30.0: programs that know no whole numbers write them so. Blanks stand for what is
// left out, so that every place keeps its offset.
func whole(data []byte) []byte {
	out := bytes.Clone(data)
	digit := func(i int) bool { return i >= 0 && i < len(out) && '0' <= out[i] && out[i] <= '9' }
	text := false
	for i := 0; i < len(out); i++ {
		switch {
		case text && out[i] == '\\':
			i++
		case out[i] == '"':
			text = !text
		case !text && out[i] == '.' && digit(i-1):
			end := i + 1
			for end < len(out) && out[end] == '0' {
				end++
			}
			if end > i+1 && !digit(end) && (end == len(out) || out[end]|0x20 != 'e') {
				for ; i < end; i++ {
					out[i] = ' '
				}
				i--
			}
		}
	}
	return out
}
