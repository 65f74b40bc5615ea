package gs1

import (
	"errors"
	"fmt"
	"strings"
)

// FNC1 is how scanners hand over the separator: ASCII 29, group separator.
const FNC1 = "\x1d"

// ErrNotGS1 means that nothing marks the scan as GS1 data and that it does not prove itself either: it may well be a
// code of the house. A scan that is marked and wrong gives an *Error instead.
var ErrNotGS1 = errors.New("not a GS1 element string")

// Error says which AI of a marked element string is wrong and why, for the person holding the scanner.
type Error struct {
	AI      string // "" if none was recognised
	Offset  int    // bytes into the data behind the AIM identifier
	Problem string
}

func (e *Error) Error() string {
	if e.AI == "" {
		return fmt.Sprintf("GS1 data: %s (at character %d)", e.Problem, e.Offset+1)
	}
	return fmt.Sprintf("GS1 data: (%s) %s %s", e.AI, Title(e.AI), e.Problem)
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
	case "]C1", "]e0", "]e1", "]e2", "]d2", "]Q3", "]J1":
		return true
	}
	return false
}

// Parse reads a scanned element string. Marked data (AIM identifier of a GS1 carrier, separator in front or inside) is
// read strictly and gives an *Error if it is wrong; unmarked data is accepted only if it begins with an SSCC or GTIN
// that proves itself and everything behind it parses too, else the answer is ErrNotGS1.
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
	var out Elements
	for pos := 0; pos < len(data); {
		a, ok := lookup(data[pos:])
		if !ok {
			return nil, &Error{Offset: pos, Problem: fmt.Sprintf("there is no such identifier: %q", clip(data[pos:]))}
		}
		start := pos + len(a.code)
		value := a.cut(data[start:])
		if p := a.problem(value); p != "" {
			return nil, &Error{AI: a.code, Offset: start, Problem: p}
		}
		out = append(out, Element{a.code, value})
		pos = start + len(value)
		if strings.HasPrefix(data[pos:], FNC1) {
			pos++
		}
	}
	return out, out.repeats()
}

// cut is the part of data that belongs to the AI: up to the separator, and no more than a predefined length.
func (a ai) cut(data string) string {
	value, _, _ := strings.Cut(data, FNC1)
	if a.fixed {
		return value[:min(len(value), a.length())]
	}
	return value
}

// repeats refuses an empty message, and an AI given twice with different values: nobody could say which one holds.
func (e Elements) repeats() error {
	if len(e) == 0 {
		return &Error{Problem: "there is nothing in it"}
	}
	seen := make(map[string]string, len(e))
	for _, el := range e {
		if v, ok := seen[el.AI]; ok && v != el.Value {
			return &Error{AI: el.AI, Problem: "is there twice with different values"}
		}
		seen[el.AI] = el.Value
	}
	return nil
}

// ParseBracketed reads the printed form, "(01)09506000134352(10)AB-1", as people type it or write it into files. An
// opening bracket that belongs to the data is written \(.
func ParseBracketed(s string) (Elements, error) {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "(") || strings.Contains(s, "\x00") {
		return nil, ErrNotGS1
	}
	s = strings.ReplaceAll(s, `\(`, "\x00")
	var out Elements
	for part := range strings.SplitSeq(s[1:], "(") {
		code, value, ok := strings.Cut(part, ")")
		if !ok {
			return nil, &Error{Problem: "a bracket is not closed"}
		}
		out = append(out, Element{code, strings.ReplaceAll(value, "\x00", "(")})
	}
	return out, out.Validate()
}
