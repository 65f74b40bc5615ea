package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

// Writer collects pages. It is used by one goroutine and only until Bytes.
type Writer struct {
	f     *fpdf.Fpdf
	fonts map[string]bool // that are in the file

	pictures int
}

// written is the date in every file; the documents carry their own dates in print.
var written = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)

// New starts a file with the title a viewer shows.
func New(title string) *Writer {
	f := fpdf.New("P", "mm", "A4", "")
	f.SetCatalogSort(true)
	f.SetCreationDate(written)
	f.SetModificationDate(written)
	f.SetProducer("pickpack", false)
	f.SetTitle(font.Clean(title), true)
	f.SetMargins(0, 0, 0)
	f.SetAutoPageBreak(false, 0)
	return &Writer{f: f, fonts: map[string]bool{}}
}

// font makes a typeface the one that is written in, and part of the file if it was not.
func (w *Writer) font(face font.Face, typeface int, size float64) {
	family, style := fmt.Sprint("font", typeface), ""
	if face == font.Bold {
		style = "B"
	}
	if !w.fonts[family+style] {
		w.fonts[family+style] = true
		w.f.AddUTF8FontFromBytes(family, style, bytes.Clone(face.File(typeface))) // it writes into what it is given
	}
	w.f.SetFont(family, style, size)
}

// Page begins a page of that size in millimetres.
func (w *Writer) Page(width, height float64) {
	w.f.AddPageFormat("P", fpdf.SizeType{Wd: width, Ht: height})
	w.f.SetFillColor(0, 0, 0)
}

// Block draws laid-out text. Its lines must have gone through font.Clean, as those of font.Fit have.
func (w *Writer) Block(b font.Block) {
	for i, line := range b.Lines {
		x, y := b.Line(i)
		for _, run := range b.Face.Runs(b.Size, line) {
			w.font(b.Face, run.Typeface, b.Size)
			w.f.Text(x+run.X*font.MM, y, run.Text)
		}
	}
}

// Fill blackens a rectangle.
func (w *Writer) Fill(x, y, width, height float64) { w.f.Rect(x, y, width, height, "F") }

// Frame draws a rectangle whose lines are so thick, inside its edges.
func (w *Writer) Frame(x, y, width, height, line float64) {
	w.f.SetLineWidth(line)
	w.f.Rect(x+line/2, y+line/2, width-line, height-line, "D")
}

// Symbol draws a barcode in the middle of its place.
func (w *Writer) Symbol(s barcode.Symbol, p barcode.Place) error {
	module, err := p.Module(s)
	if err != nil {
		return err
	}
	x := p.X + (p.W-module*float64(s.Width()))/2
	y, tall := p.Y, p.H
	if !s.Linear() {
		y, tall = p.Y+(p.H-module*float64(len(s.Rows)))/2, module
	}
	for _, bar := range s.Bars() {
		left, top := x+module*float64(bar.Start), y+tall*float64(bar.Row)
		w.rectangle(left, top, module*float64(bar.Len), tall)
	}
	w.f.DrawPath("F") // one path: seams between rectangles of their own would show as hairlines
	return nil
}

func (w *Writer) rectangle(x, y, width, height float64) {
	w.f.MoveTo(x, y)
	w.f.LineTo(x+width, y)
	w.f.LineTo(x+width, y+height)
	w.f.LineTo(x, y+height)
	w.f.ClosePath()
}

// pictureDots is how fine pictures are: as a thermal printer's dots, so that all formats look alike.
const pictureDots = 300 / 25.4

// Picture draws the dots made for its place.
func (w *Writer) Picture(dots func(width, height int) *image.Paletted, x, y, width, height float64) {
	img := dots(max(int(width*pictureDots), 1), max(int(height*pictureDots), 1))
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		w.f.SetError(err)
		return
	}
	w.pictures++
	name, kind := fmt.Sprint("picture", w.pictures), fpdf.ImageOptions{ImageType: "PNG"}
	w.f.RegisterImageOptionsReader(name, kind, &b)
	w.f.ImageOptions(name, x, y, float64(img.Rect.Dx())/pictureDots, float64(img.Rect.Dy())/pictureDots, false, kind, 0, "")
}

// Bytes finishes the file.
func (w *Writer) Bytes() ([]byte, error) {
	var b bytes.Buffer
	if err := w.f.Output(&b); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	return b.Bytes(), nil
}
