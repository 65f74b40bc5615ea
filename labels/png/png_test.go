package png_test

import (
	"bytes"
	"encoding/binary"
	"image"
	stdpng "image/png"
	"strings"
	"testing"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/labels/png"
)

func drawn(t *testing.T, dpi float64) []byte {
	t.Helper()
	w := png.New(dpi)
	for range 2 {
		w.Page(50, 30)
		w.Fill(0, 0, 50, 1)
		w.Frame(1, 2, 48, 27, 0.5)
		w.Block(font.Block{X: 3, Y: 3, W: 40, Size: 10, Lines: []string{"Müller Жуков"}})
		w.Block(font.Block{X: 30, Y: 28, W: 40, Size: 30, Lines: []string{"beyond every edge"}})
	}
	s, err := barcode.QR("W-1")
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Symbol(s, barcode.Place{X: 5, Y: 8, W: 20, H: 20, Max: 0.5}); err != nil {
		t.Fatal(err)
	}
	b, err := w.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The file is one bit deep, true to size, and the same each time.
func TestFile(t *testing.T) {
	t.Parallel()
	for dpi, perMetre := range map[float64]uint32{203: 7992, 300: 11811, 600: 23622} {
		b := drawn(t, dpi)
		img, err := stdpng.Decode(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		if b[24] != 1 {
			t.Errorf("%g dpi: %d bits a dot", dpi, b[24])
		}
		at := bytes.Index(b, []byte("pHYs"))
		if at != 37 || binary.BigEndian.Uint32(b[at+4:]) != perMetre || binary.BigEndian.Uint32(b[at+8:]) != perMetre || b[at+12] != 1 {
			t.Errorf("%g dpi: %d % x", dpi, at, b[at:at+13])
		}
		if want := image.Pt(int(50*dpi/25.4+0.5), 2*int(30*dpi/25.4+0.5)); img.Bounds().Size() != want {
			t.Errorf("%g dpi: %v, want %v", dpi, img.Bounds().Size(), want)
		}
		if !bytes.Equal(b, drawn(t, dpi)) {
			t.Errorf("%g dpi: other bytes", dpi)
		}
	}
}

func TestWhatCannotBeDrawn(t *testing.T) {
	t.Parallel()
	s, err := barcode.Code128(strings.Repeat("x", 48))
	if err != nil {
		t.Fatal(err)
	}
	w := png.New(203)
	w.Page(50, 50)
	if err := w.Symbol(s, barcode.Place{W: 50, H: 10, Max: 0.5}); err == nil {
		t.Error("48 characters were squeezed into 50 mm")
	}
	for range 200 {
		w.Page(210, 297)
		w.Fill(0, 0, 10, 10)
	}
	if _, err := w.Bytes(); err == nil {
		t.Error("two hundred pages became a picture")
	}
}
