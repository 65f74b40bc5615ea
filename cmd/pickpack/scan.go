package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"strings"
	"time"

	"pickpack/labels/gs1"
	"pickpack/picking"
)

// ScanCmd says what codes mean: one as the argument, or one JSON string a line.
type ScanCmd struct {
	Raw string `arg:"" optional:"" help:"What the scanner sent, such as ']C101…'; {GS} stands for the separator. With - each line of the input holds one as a JSON string, and is answered by a line."`
}

// Run answers each code with one JSON object. It knows the standards and what codes of the house look like; which of
// them this warehouse has is asked of the database elsewhere.
func (c *ScanCmd) Run() error { return c.answer(os.Stdin, os.Stdout, time.Now()) }

func (c *ScanCmd) answer(in io.Reader, out io.Writer, today time.Time) error {
	switch c.Raw {
	case "":
		return picking.FieldError("raw", "give a code, or - for one JSON string a line")
	case "-":
		return scanLines(in, out, today)
	}
	return scanEncoder(out).Encode(meaningOf(c.Raw, today))
}

// Meaning is what a code says. Dates are by name ("expiry": "2027-03-31"); Quantity is the count of (37) or (30).
type Meaning struct {
	Kind     string            `json:"kind"` // gs1, digital_link, gtin, sscc, own, unknown
	Valid    bool              `json:"valid"`
	Value    string            `json:"value"`
	Symbol   string            `json:"symbol,omitempty"`
	Elements gs1.Elements      `json:"elements"`
	GTIN     string            `json:"gtin"`
	SSCC     string            `json:"sscc"`
	Lot      string            `json:"lot"`
	Serial   string            `json:"serial"`
	Dates    map[string]string `json:"dates"`
	Quantity *int              `json:"quantity"`
	Measures []gs1.Measure     `json:"measures,omitempty"`
	Warnings []string          `json:"warnings"`
	Choices  []scanChoice      `json:"choices,omitempty"`
	Error    string            `json:"error"`
}

// scanChoice is another reading of the code, to be asked about.
type scanChoice struct {
	Kind     string       `json:"kind"`
	Value    string       `json:"value"`
	Symbol   string       `json:"symbol,omitempty"`
	GTIN     string       `json:"gtin,omitempty"`
	Elements gs1.Elements `json:"elements,omitempty"`
}

func meaningOf(raw string, today time.Time) Meaning {
	r := gs1.Read(raw)
	m := Meaning{Kind: string(r.Kind), Valid: r.Err == nil, Value: r.Text, Symbol: r.Symbol, Elements: r.Elements, GTIN: r.GTIN, SSCC: r.SSCC,
		Lot: r.Elements.Lot(), Serial: r.Elements.Serial(), Dates: map[string]string{}, Measures: r.Elements.Measures(), Warnings: r.Warnings}
	if code := strings.ToUpper(strings.TrimSpace(r.Text)); r.Kind == gs1.Unknown && picking.HouseCode(code) {
		m.Kind, m.Valid, m.Value, r.Err = "own", true, code, nil
	}
	if r.Kind == gs1.ElementString && r.Elements != nil {
		m.Value = r.Elements.Bracketed()
	}
	for _, d := range r.Elements.Dates(today) {
		m.Dates[d.Name] = d.Value
	}
	if n, ok := r.Elements.Count(); ok {
		m.Quantity = &n
	}
	for _, c := range r.Choices {
		value := c.Elements.Bracketed()
		if value == "" {
			value = c.GTIN
		}
		m.Choices = append(m.Choices, scanChoice{string(c.Kind), value, c.Symbol, c.GTIN, c.Elements})
	}
	if r.Err != nil {
		m.Error = r.Err.Error()
	}
	return m.whole()
}

// whole puts empty lists where there is nothing, so that a reader of the JSON never meets null for a list.
func (m Meaning) whole() Meaning {
	if m.Elements == nil {
		m.Elements = gs1.Elements{}
	}
	if m.Warnings == nil {
		m.Warnings = []string{}
	}
	if m.Dates == nil {
		m.Dates = map[string]string{}
	}
	return m
}

func scanEncoder(w io.Writer) *json.Encoder {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e
}

// maxScanLine is the longest line read whole; a longer one is answered with an error, and the next line is read.
const maxScanLine = 64 << 10

// scanLines answers line for line. What is answered goes out before it waits for more input, so that another program can
// talk with it through pipes.
func scanLines(in io.Reader, out io.Writer, today time.Time) error {
	r, w := bufio.NewReaderSize(in, maxScanLine), bufio.NewWriterSize(out, maxScanLine)
	encoder := scanEncoder(w)
	for {
		line, err := r.ReadSlice('\n')
		long := errors.Is(err, bufio.ErrBufferFull)
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = r.ReadSlice('\n')
		}
		if err != nil && err != io.EOF {
			return errors.Join(err, w.Flush())
		}
		if err == nil || len(line) > 0 {
			if bad := encoder.Encode(scanLine(line, long, today)); bad != nil {
				return bad
			}
		}
		if err == io.EOF {
			return w.Flush()
		}
		if r.Buffered() == 0 {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
}

func scanLine(line []byte, long bool, today time.Time) Meaning {
	broken := Meaning{Kind: string(gs1.Unknown)}
	line = bytes.TrimSpace(line)
	var raw string
	switch {
	case long:
		broken.Error = "the line is too long"
	case len(line) == 0 || line[0] != '"':
		broken.Error = "the line is no JSON string"
	default:
		err := json.Unmarshal(line, &raw)
		if err == nil {
			return meaningOf(raw, today)
		}
		broken.Error = "the line is no JSON string: " + err.Error()
	}
	return broken.whole()
}
