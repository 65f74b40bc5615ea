package labels

import (
	"image"
	"strings"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

// Doc is a document laid out: pages of things in their places. The zero Doc has no pages and renders as an error.
type Doc struct {
	Title string
	Pages []Page
}

// Missing lists the characters in the document that no font here has, each once. They are printed as a visible
// replacement; whoever prints should be told.
func (d Doc) Missing() []rune {
	var all strings.Builder
	for _, p := range d.Pages {
		for _, item := range p.Items {
			if t, ok := item.(Text); ok {
				all.WriteString(t.S)
			}
		}
	}
	return font.Missing(all.String())
}

// Page is so many millimetres wide and high; its items are drawn in order.
type Page struct {
	W, H  float64
	Items []Item
}

// Item is one thing on a page: Text, Box, Rule or Code.
type Item interface {
	draw(canvas) error
	// bounds is the ink and the room it needs: left, top, right, bottom in millimetres.
	bounds() (x0, y0, x1, y1 float64)
	// down is the same thing so many millimetres further down.
	down(mm float64) Item
}

// Text is words in a column W wide whose upper left corner is X, Y. They stand in one line, or in at most Lines; they
// shrink from Size to Min points to fit, then end in an ellipsis. If H is set they fit into that height and stand in its
// middle.
type Text struct {
	X, Y, W, H float64
	S          string
	Size, Min  float64
	Bold       bool
	Align      font.Align
	Lines      int
}

// Box is a rectangle drawn with lines inside its edges.
type Box struct{ X, Y, W, H, Line float64 }

// Rule is a black bar: a horizontal or vertical line.
type Rule struct{ X, Y, W, H float64 }

// Code is a barcode or matrix symbol in its place.
type Code struct {
	Symbol barcode.Symbol
	Place  barcode.Place
}

// canvas is what draws: a PDF or a ZPL file.
type canvas interface {
	Page(width, height float64)
	Block(font.Block)
	Fill(x, y, width, height float64)
	Frame(x, y, width, height, line float64)
	Symbol(barcode.Symbol, barcode.Place) error
	// Picture draws the dots that a function makes for a place of so many of them.
	Picture(dots func(width, height int) *image.Paletted, x, y, w, h float64)
	Bytes() ([]byte, error)
}

func (t Text) block() font.Block {
	face := font.Regular
	if t.Bold {
		face = font.Bold
	}
	lines, size := font.Fit{Face: face, Size: t.Size, Min: t.Min, Width: t.W, Lines: t.Lines, Height: t.H}.Lay(t.S)
	b := font.Block{X: t.X, Y: t.Y, W: t.W, Face: face, Size: size, Align: t.Align, Lines: lines}
	if t.H > 0 {
		b.Y += (t.H - b.Height()) / 2
	}
	return b
}

func (t Text) draw(c canvas) error {
	c.Block(t.block())
	return nil
}

func (t Text) bounds() (x0, y0, x1, y1 float64) {
	b := t.block()
	x0, x1 = b.X+b.W, b.X
	for i, line := range b.Lines {
		x, _ := b.Line(i)
		x0, x1 = min(x0, x), max(x1, x+b.Face.Width(b.Size, line)*font.MM)
	}
	return x0, b.Y, x1, b.Y + b.Height()
}

func (b Box) draw(c canvas) error {
	c.Frame(b.X, b.Y, b.W, b.H, b.Line)
	return nil
}

func (b Box) bounds() (x0, y0, x1, y1 float64) { return b.X, b.Y, b.X + b.W, b.Y + b.H }

func (r Rule) draw(c canvas) error {
	c.Fill(r.X, r.Y, r.W, r.H)
	return nil
}

func (r Rule) bounds() (x0, y0, x1, y1 float64) { return r.X, r.Y, r.X + r.W, r.Y + r.H }

func (k Code) draw(c canvas) error { return c.Symbol(k.Symbol, k.Place) }

// bounds is the symbol with its quiet zone.
func (k Code) bounds() (x0, y0, x1, y1 float64) {
	m, err := k.Place.Module(k.Symbol)
	if err != nil {
		m = k.Place.W / float64(k.Symbol.FullWidth())
	}
	wide := m * float64(k.Symbol.FullWidth())
	x0 = k.Place.X + (k.Place.W-wide)/2
	return x0, k.Place.Y, x0 + wide, k.Place.Y + k.Place.H
}

func (t Text) down(mm float64) Item {
	t.Y += mm
	return t
}

func (b Box) down(mm float64) Item {
	b.Y += mm
	return b
}

func (r Rule) down(mm float64) Item {
	r.Y += mm
	return r
}

func (k Code) down(mm float64) Item {
	k.Place.Y += mm
	return k
}
