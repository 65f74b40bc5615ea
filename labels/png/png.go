package png

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	stdpng "image/png"
	"math"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

// maxDots is the largest picture that is drawn: twenty A4 pages at 300 dpi.
const maxDots = 175_000_000

// Writer collects pages. It is used by one goroutine and only until Bytes.
type Writer struct {
	perMM float64
	pages []*image.Paletted
	dots  int // of all pages
}

// New starts a picture of so many dots per inch.
func New(dpi float64) *Writer { return &Writer{perMM: dpi / 25.4} }

// at rounds millimetres to the nearest dot.
func (w *Writer) at(mm float64) int { return int(math.Round(mm * w.perMM)) }

var ink = color.Palette{color.White, color.Black}

// Page begins a page of that size in millimetres.
func (w *Writer) Page(width, height float64) {
	r := image.Rect(0, 0, max(w.at(width), 1), max(w.at(height), 1))
	if w.dots += r.Dx() * r.Dy(); w.dots > maxDots {
		r = image.Rectangle{} // Bytes refuses it
	}
	w.pages = append(w.pages, image.NewPaletted(r, ink))
}

func (w *Writer) page() *image.Paletted { return w.pages[len(w.pages)-1] }

// fill blackens dots, as far as they are on the page.
func (w *Writer) fill(r image.Rectangle) {
	p := w.page()
	r = r.Intersect(p.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		for x := r.Min.X; x < r.Max.X; x++ {
			p.Pix[y*p.Stride+x] = 1
		}
	}
}

// Fill blackens a rectangle, at least a dot of it.
func (w *Writer) Fill(x, y, width, height float64) {
	x0, y0 := w.at(x), w.at(y)
	w.fill(image.Rect(x0, y0, x0+max(w.at(width), 1), y0+max(w.at(height), 1)))
}

// Frame draws a rectangle whose lines are so thick, inside its edges.
func (w *Writer) Frame(x, y, width, height, line float64) {
	x0, y0, n := w.at(x), w.at(y), max(w.at(line), 1)
	x1, y1 := x0+max(w.at(width), 1), y0+max(w.at(height), 1)
	w.fill(image.Rect(x0, y0, x1, y0+n))
	w.fill(image.Rect(x0, y1-n, x1, y1))
	w.fill(image.Rect(x0, y0, x0+n, y1))
	w.fill(image.Rect(x1-n, y0, x1, y1))
}

// Block draws laid-out text. Its lines must have gone through font.Clean.
func (w *Writer) Block(b font.Block) {
	dots, above := b.Raster(w.perMM)
	p, x0, y0 := w.page(), w.at(b.X), w.at(b.Y)-above
	for y := max(0, -y0); y < dots.Rect.Dy() && y0+y < p.Rect.Dy(); y++ {
		for x := max(0, -x0); x < dots.Rect.Dx() && x0+x < p.Rect.Dx(); x++ {
			if dots.Pix[y*dots.Stride+x] != 0 {
				p.Pix[(y0+y)*p.Stride+x0+x] = 1
			}
		}
	}
}

// Symbol draws a barcode in the middle of its place, its modules whole dots.
func (w *Writer) Symbol(s barcode.Symbol, p barcode.Place) error {
	module, err := p.Dots(s, w.perMM)
	if err != nil {
		return err
	}
	x0, y0, tall := w.at(p.X)+(w.at(p.W)-module*s.Width())/2, w.at(p.Y), w.at(p.H)
	if !s.Linear() {
		y0, tall = y0+(tall-module*len(s.Rows))/2, module
	}
	for _, bar := range s.Bars() {
		x, y := x0+bar.Start*module, y0+bar.Row*tall
		w.fill(image.Rect(x, y, x+bar.Len*module, y+tall))
	}
	return nil
}

// Picture draws the dots made for its place.
func (w *Writer) Picture(dots func(width, height int) *image.Paletted, x, y, width, height float64) {
	img := dots(max(w.at(width), 1), max(w.at(height), 1))
	x0, y0 := w.at(x), w.at(y)
	for dy := range img.Rect.Dy() {
		for dx := range img.Rect.Dx() {
			if img.ColorIndexAt(dx, dy) == 1 {
				w.fill(image.Rect(x0+dx, y0+dy, x0+dx+1, y0+dy+1))
			}
		}
	}
}

// Bytes finishes the file.
func (w *Writer) Bytes() ([]byte, error) {
	if w.dots > maxDots {
		return nil, fmt.Errorf("png: %d million dots are too many for one picture", w.dots/1_000_000)
	}
	var b bytes.Buffer
	if err := stdpng.Encode(&b, w.roll()); err != nil {
		return nil, fmt.Errorf("png: %w", err)
	}
	return w.sized(b.Bytes()), nil
}

// roll is all pages below each other.
func (w *Writer) roll() *image.Paletted {
	wide, high := 0, 0
	for _, p := range w.pages {
		wide, high = max(wide, p.Rect.Dx()), high+p.Rect.Dy()
	}
	all := image.NewPaletted(image.Rect(0, 0, wide, high), ink)
	y0 := 0
	for _, p := range w.pages {
		for y := range p.Rect.Dy() {
			copy(all.Pix[(y0+y)*all.Stride:], p.Pix[y*p.Stride:y*p.Stride+p.Rect.Dx()])
		}
		y0 += p.Rect.Dy()
	}
	return all
}

// headerEnd is where the first chunk of every PNG ends: signature, length, name, thirteen bytes, checksum.
const headerEnd = 8 + 4 + 4 + 13 + 4

// sized puts the chunk pHYs behind the header: dots per metre across and down.
func (w *Writer) sized(file []byte) []byte {
	perMetre := uint32(math.Round(w.perMM * 1000))
	chunk := binary.BigEndian.AppendUint32(nil, 9)
	chunk = append(chunk, "pHYs"...)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = binary.BigEndian.AppendUint32(chunk, perMetre)
	chunk = append(chunk, 1) // the unit is the metre
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	out := append([]byte{}, file[:headerEnd]...)
	return append(append(out, chunk...), file[headerEnd:]...)
}
