package pdf_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/labels/pdf"
)

func page(t rapid.TB, text string) []byte {
	t.Helper()
	w := pdf.New(text)
	w.Page(101.6, 152.4)
	lines, size := font.Fit{Size: 20, Min: 8, Width: 90, Lines: 3}.Lay(text)
	w.Block(font.Block{X: 5, Y: 5, W: 90, Size: size, Lines: lines})
	w.Block(font.Block{X: 5, Y: 45, W: 90, Size: size, Lines: lines, Face: font.Bold, Align: font.Right})
	w.Frame(5, 80, 90, 5, 0.5)
	w.Fill(5, 86, 90, 1)
	s, err := barcode.SSCC("123456789012345675")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Symbol(s, barcode.Place{X: 2, Y: 90, W: 97, H: 32, Max: 0.5}); err != nil {
		t.Fatal(err)
	}
	b, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The same page made at the same time by many is the same to the byte.
func TestSameInputSameBytes(t *testing.T) {
	t.Parallel()
	const text = "Müller Жуков Ωμέγα (東)"
	want := page(t, text)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			if !bytes.Equal(want, page(t, text)) {
				t.Error("other bytes")
			}
		})
	}
	wg.Wait()
}

func TestAnyTextMakesAFile(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		if b := page(t, rapid.String().Draw(t, "text")); !bytes.HasPrefix(b, []byte("%PDF-")) {
			t.Fatal("not a PDF")
		}
	})
}

func TestSymbolThatDoesNotFit(t *testing.T) {
	t.Parallel()
	s, err := barcode.Code128(strings.Repeat("x", 48))
	if err != nil {
		t.Fatal(err)
	}
	w := pdf.New("")
	w.Page(50, 50)
	if err := w.Symbol(s, barcode.Place{W: 50, H: 10, Max: 0.5}); err == nil {
		t.Error("48 characters were squeezed into 50 mm")
	}
}
