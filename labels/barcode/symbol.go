package barcode

import (
	"image"
	"image/color"
)

// Kind names a symbology.
type Kind string

// The kinds are spelt as GS1 and ISO/IEC spell them.
const (
	KindCode128       Kind = "Code 128"
	KindGS1128        Kind = "GS1-128"
	KindEAN13         Kind = "EAN-13"
	KindEAN8          Kind = "EAN-8"
	KindITF14         Kind = "ITF-14"
	KindQR            Kind = "QR Code"
	KindDataMatrix    Kind = "Data Matrix"
	KindGS1DataMatrix Kind = "GS1 DataMatrix"
)

// Symbol is a finished barcode. It is not changed once made, so it may be shared.
type Symbol struct {
	Kind Kind
	// Text is what people read below the symbol: the data, for GS1 kinds with its identifiers in brackets.
	Text string
	// Rows holds the modules, true is black: a single row of bars for the linear kinds, as many rows as columns else.
	Rows [][]bool
	// Quiet is how many modules must stay white: left and right of linear symbols, all around the others.
	Quiet int
}

// Linear says whether the symbol is bars of any height.
func (s Symbol) Linear() bool { return len(s.Rows) == 1 }

// Width is the number of modules across, without the quiet zone.
func (s Symbol) Width() int {
	if len(s.Rows) == 0 {
		return 0
	}
	return len(s.Rows[0])
}

// FullWidth is Width with the quiet zone on both sides.
func (s Symbol) FullWidth() int { return s.Width() + 2*s.Quiet }

// Bar is a run of black modules in one row.
type Bar struct{ Row, Start, Len int }

// Bars lists the black runs, top to bottom and left to right.
func (s Symbol) Bars() []Bar {
	var out []Bar
	for y, row := range s.Rows {
		for x := 0; x < len(row); x++ {
			start := x
			for x < len(row) && row[x] {
				x++
			}
			if x > start {
				out = append(out, Bar{y, start, x - start})
			}
		}
	}
	return out
}

// modules reads the drawing of the encoder; linear symbols are one pixel high.
func modules(img image.Image) [][]bool {
	b := img.Bounds()
	rows := make([][]bool, b.Dy())
	for y := range rows {
		rows[y] = make([]bool, b.Dx())
		for x := range rows[y] {
			g := color.GrayModel.Convert(img.At(b.Min.X+x, b.Min.Y+y)).(color.Gray)
			rows[y][x] = g.Y < 128
		}
	}
	return rows
}
