package gs1

import (
	"errors"
	"fmt"
	"strings"
)

// FNC1 is how scanners hand over the separator: ASCII 29, group separator.
const FNC1 = "\x1d"

// maxElements and maxBytes bound a message, as in the GS1 Barcode Syntax Engine. No symbol holds that much.
const (
	maxElements = 64
	maxBytes    = 8190
)

// ErrNotGS1 means that nothing marks the scan as GS1 data and that it does not prove itself either: it may well be a
// code of the house. A scan that is marked and wrong gives an *Error instead.
var ErrNotGS1 = errors.New("not a GS1 element string")

// Error says which AI of a marked message is wrong and why, for the person holding the scanner.
type Error struct {
	AI      string // "" if none was recognised
	Offset  int    // bytes into the data behind the AIM identifier
	Problem string
}

func (e *Error) Error() string {
	if e.AI == "" {
		return fmt.Sprintf("GS1 data: %s (at character %d)", e.Problem, e.Offset+1)
	}
	if title := Title(e.AI); title != "" {
		return fmt.Sprintf("GS1 data: (%s) %s %s", e.AI, title, e.Problem)
	}
	return fmt.Sprintf("GS1 data: (%s) %s", e.AI, e.Problem)
}

// SplitAIM takes the AIM identifier (ISO/IEC 15424: "]", a letter, a modifier) off a scan; aim is "" if there is none.
func SplitAIM(raw string) (aim, data string) {
	if len(raw) >= 3 && raw[0] == ']' && strings.IndexByte(alnum, raw[1]) >= 10 && strings.IndexByte(alnum, raw[2]) >= 0 {
		return raw[:3], raw[3:]
	}
	return "", raw
}

// isGS1Carrier: GS1-128, DataBar and composite, GS1 DataMatrix, GS1 QR, GS1 DotCode.
func isGS1Carrier(aim string) bool {
	switch aim {
	case "]C1", "]e0", "]d2", "]Q3", "]J1":
		return true
	}
	return false
}

// Parse reads a scanned element string. Marked data (AIM identifier of a GS1 carrier, separator in front or inside) is
// read strictly and gives an *Error if it is wrong; unmarked data is accepted only if it begins with an SSCC or GTIN
// that proves itself and everything behind it parses too, else the answer is ErrNotGS1. Whether the elements belong
// together is asked of Companions.
func Parse(raw string) (Elements, error) {
	aim, data := SplitAIM(raw)
	switch {
	case isGS1Carrier(aim):
		return parseData(data)
	case aim != "" || strings.HasPrefix(data, "[)>"):
		return nil, ErrNotGS1 // another symbology or ISO/IEC 15434, no element string however much it looks like one
	case strings.HasPrefix(data, FNC1):
		return parseData(data[1:])
	case strings.Contains(data, FNC1):
		return parseData(data)
	}
	if len(data) < 16 || data[:2] != "00" && data[:2] != "01" && data[:2] != "02" {
		return nil, ErrNotGS1
	}
	e, err := parseData(data)
	if err != nil {
		return nil, ErrNotGS1
	}
	return e, nil
}

func parseData(data string) (Elements, error) {
	if data == "" {
		return nil, &Error{Problem: "there is nothing in it"}
	}
	if len(data) > maxBytes {
		return nil, &Error{Offset: maxBytes, Problem: "it is too long"}
	}
	out := make(Elements, 0, 4)
	for pos := 0; pos < len(data); {
		el, err := elementAt(data, pos)
		if err != nil {
			return nil, err
		}
		if len(out) == maxElements {
			return nil, &Error{Offset: pos, Problem: "it has too many elements"}
		}
		out = append(out, el)
		pos += len(el.AI) + len(el.Value)
		if strings.HasPrefix(data[pos:], FNC1) {
			pos++
		}
	}
	return out, out.repeats()
}

// elementAt reads the element that begins there, without the separator behind it.
func elementAt(data string, pos int) (Element, error) {
	a := lookup(data[pos:])
	if a == nil {
		return Element{}, &Error{Offset: pos, Problem: fmt.Sprintf("there is no such identifier: %q", clip(data[pos:]))}
	}
	start := pos + len(a.code)
	value := a.cut(data[start:])
	if p := a.problem(value); p != "" {
		return Element{}, &Error{AI: a.code, Offset: start, Problem: p}
	}
	return Element{a.code, value}, nil
}

// cut is the part of data that belongs to the AI: up to the separator, and no more than a predefined length.
func (a *ai) cut(data string) string {
	value, _, _ := strings.Cut(data, FNC1)
	if a.fixed {
		return value[:min(len(value), a.length())]
	}
	return value
}

// repeats refuses an AI given twice with different values: nobody could say which one holds.
func (e Elements) repeats() error {
	for i, el := range e {
		for _, other := range e[:i] {
			if el.AI == other.AI && el.Value != other.Value {
				return &Error{AI: el.AI, Problem: "is there twice with different values"}
			}
		}
	}
	return nil
}

// ParseBracketed reads the printed form, "(01)09506000134352(10)AB-1", as people type it or write it into files. An
// opening bracket that belongs to the data is written \(.
func ParseBracketed(s string) (Elements, error) {
	if !strings.HasPrefix(s, "(") {
		return nil, ErrNotGS1
	}
	var out Elements
	for rest := s; rest != ""; {
		code, value, ok := strings.Cut(rest[1:], ")")
		if !ok {
			return nil, &Error{Offset: len(s) - len(rest), Problem: "a bracket is not closed"}
		}
		end := openBracket(value)
		rest = value[end:]
		if value = value[:end]; strings.Contains(value, `\(`) {
			value = strings.ReplaceAll(value, `\(`, "(")
		}
		out = append(out, Element{code, value})
	}
	return out, out.Validate()
}

// openBracket is where the first bracket opens that is not data, or the end.
func openBracket(s string) int {
	for i := range len(s) {
		if s[i] == '(' && (i == 0 || s[i-1] != '\\') {
			return i
		}
	}
	return len(s)
}
