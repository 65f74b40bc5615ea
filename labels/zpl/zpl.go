package zpl

import (
	"bytes"
	"fmt"
	"image"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

// Dots per millimetre of the usual print heads. They make four inches 812, 1218 and 2436 dots, as Zebra counts; a head
// with 1200 dots on four inches prints a label made for 1218 one and a half percent larger, which the margins hold.
const (
	DPI203 = 203 / 25.4
	DPI300 = 1.5 * DPI203
	DPI600 = 3 * DPI203
)

// Writer collects pages. It is used by one goroutine and only until Bytes.
type Writer struct {
	b     bytes.Buffer
	perMM float64
	open  bool
}

// New starts a file for a print head of so many dots per millimetre.
func New(dotsPerMM float64) *Writer { return &Writer{perMM: dotsPerMM} }

// dots rounds millimetres to the nearest dot.
func (w *Writer) dots(mm float64) int { return int(mm*w.perMM + 0.5) }

// Page begins a label of that size in millimetres.
func (w *Writer) Page(width, height float64) {
	w.close()
	w.open = true
	fmt.Fprintf(&w.b, "^XA\n^CI28\n^PW%d\n^LL%d\n^LH0,0\n", w.dots(width), w.dots(height))
}

func (w *Writer) close() {
	if w.open {
		w.b.WriteString("^XZ\n")
	}
}

// Fill blackens a rectangle.
func (w *Writer) Fill(x, y, width, height float64) {
	wide, high := max(w.dots(width), 1), max(w.dots(height), 1)
	fmt.Fprintf(&w.b, "^FO%d,%d^GB%d,%d,%d^FS\n", w.dots(x), w.dots(y), wide, high, min(wide, high))
}

// Frame draws a rectangle whose lines are so thick, inside its edges.
func (w *Writer) Frame(x, y, width, height, line float64) {
	fmt.Fprintf(&w.b, "^FO%d,%d^GB%d,%d,%d^FS\n", w.dots(x), w.dots(y), w.dots(width), w.dots(height), max(w.dots(line), 1))
}

// baseline is where font 0 puts the feet of its letters, as a part of its height.
const baseline = 0.78

// Block draws laid-out text, always with six commands. Its lines must have gone through font.Clean.
func (w *Writer) Block(b font.Block) {
	if !resident(b.Lines) {
		w.picture(b)
		return
	}
	em := b.Size * font.MM
	top := b.Y + (font.Ascent-baseline)*em
	height := max(w.dots(em), 1)
	fmt.Fprintf(&w.b, "^FO%d,%d^A0N,%d,%d^FB%d,%d,%d,%c,0^FH^FD", w.dots(b.X), max(w.dots(top), 0), height, height,
		max(w.dots(b.W), 1), len(b.Lines), w.dots(em*font.Pitch)-height, "LCR"[b.Align])
	for i, line := range b.Lines {
		if i > 0 {
			w.b.WriteString(`\&`)
		}
		escape(&w.b, line)
	}
	w.b.WriteString("^FS\n")
}

// picture draws the block as dots; the empty field behind it makes up the six commands.
func (w *Writer) picture(b font.Block) {
	img, above := b.Raster(w.perMM)
	x, y := w.dots(b.X), w.dots(b.Y)-above
	if y < 0 {
		img = cutTop(img, -y)
		y = 0
	}
	fmt.Fprintf(&w.b, "^FO%d,%d", x, y)
	graphic(&w.b, grayBits(img))
	fmt.Fprintf(&w.b, "^FS^FO%d,%d^FD^FS\n", x, y)
}

// Symbol draws a barcode in the middle of its place.
func (w *Writer) Symbol(s barcode.Symbol, p barcode.Place) error {
	module, err := p.Dots(s, w.perMM)
	if err != nil {
		return err
	}
	x := w.dots(p.X) + (w.dots(p.W)-module*s.Width())/2
	y, tall := w.dots(p.Y), w.dots(p.H)
	if mode, data := residentCode(s); mode != 0 {
		fmt.Fprintf(&w.b, "^FO%d,%d^BY%d,3,%d^BCN,%d,N,N,N,%c^FH^FD", x, y, module, tall, tall, mode)
		escape(&w.b, data)
		w.b.WriteString("^FS\n")
		return nil
	}
	if !s.Linear() {
		y, tall = y+(tall-module*len(s.Rows))/2, module
	}
	fmt.Fprintf(&w.b, "^FO%d,%d", x, y)
	graphic(&w.b, symbolBits(s, module, tall))
	w.b.WriteString("^FS\n")
	return nil
}

// Picture draws the dots made for its place.
func (w *Writer) Picture(dots func(width, height int) *image.Paletted, x, y, width, height float64) {
	img := dots(max(w.dots(width), 1), max(w.dots(height), 1))
	b := newBits(img.Rect.Dx(), img.Rect.Dy())
	for dy := range img.Rect.Dy() {
		for dx := range img.Rect.Dx() {
			if img.ColorIndexAt(dx, dy) == 1 {
				b.set(dx, dy)
			}
		}
	}
	fmt.Fprintf(&w.b, "^FO%d,%d", w.dots(x), w.dots(y))
	graphic(&w.b, b)
	w.b.WriteString("^FS\n")
}

// Bytes finishes the file.
func (w *Writer) Bytes() ([]byte, error) {
	w.close()
	w.open = false
	return w.b.Bytes(), nil
}
