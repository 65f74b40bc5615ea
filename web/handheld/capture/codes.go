package capture

import (
	"encoding/base64"
	"strings"

	"pickpack/labels/barcode"
	"pickpack/labels/gs1"
)

// testCode is a code whose content the page knows: what a scanner sends for it tells how the scanner is set. The three
// show what differs from scanner to scanner: letters, the separator inside GS1 data, and digits alone.
type testCode struct {
	Name string
	Text string // as it stands in the symbol, separators as 0x1D
	make func() (barcode.Symbol, error)
}

// 950 is the prefix that GS1 keeps for examples, so none of these is anybody's article.
const testEAN = "9506000134352"

var testElements = gs1.Elements{{AI: "01", Value: "0" + testEAN}, {AI: "10", Value: "TEST-10"}, {AI: "21", Value: "12345"}}

var testCodes = []testCode{
	{"Code 128", "PICKPACK-TEST", func() (barcode.Symbol, error) { return barcode.Code128("PICKPACK-TEST") }},
	{"GS1 DataMatrix", strings.TrimPrefix(testElements.Raw(), gs1.FNC1), func() (barcode.Symbol, error) { return barcode.GS1DataMatrix(testElements) }},
	{"EAN-13", testEAN, func() (barcode.Symbol, error) { return barcode.EAN13(testEAN) }},
}

// picture is the symbol as an address, large enough for a scanner held before a screen.
func (t testCode) picture() (string, error) {
	s, err := t.make()
	if err != nil {
		return "", err
	}
	module := 2
	if !s.Linear() {
		module = 5
	}
	png, err := s.PNG(module, 70)
	return "data:image/png;base64," + base64.StdEncoding.EncodeToString(png), err
}

// written is Text with a word for the separator: attributes of a page hold no control characters.
func (t testCode) written() string { return strings.ReplaceAll(t.Text, gs1.FNC1, "{GS}") }
