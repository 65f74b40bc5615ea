package labels

import (
	"fmt"
	"math"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

// flow fills pages from top to bottom: a heading on each, rows that stay in one piece, a foot with the page number.
type flow struct {
	w, h, margin float64
	head         func(s *sheet, first bool) (below float64)
	sheets       []*sheet
	y            float64
}

// foot is the height kept for the foot line, in millimetres.
const foot = 6

// longest is how far a page of a roll reaches, in millimetres: what printers of rolls take and PDF allows.
const longest = 3000

func (f *flow) bottom() float64 {
	if f.h == 0 {
		return longest - f.margin - foot
	}
	return f.h - f.margin - foot
}

func (f *flow) next() {
	f.cut()
	s := &sheet{Page{W: f.w, H: f.h}}
	f.sheets = append(f.sheets, s)
	f.y = f.head(s, len(f.sheets) == 1)
}

// cut ends the page of a roll behind what stands on it.
func (f *flow) cut() {
	if n := len(f.sheets); n > 0 && f.h == 0 {
		f.sheets[n-1].H = math.Ceil(f.y) + foot + f.margin
	}
}

// row adds items whose Y counts from the top of the row, on the next page if they do not fit on this one, and leaves
// gap millimetres below them.
func (f *flow) row(gap float64, items ...Item) {
	high := height(items)
	if f.sheets == nil || f.y+high > f.bottom() {
		f.next()
	}
	s := f.sheets[len(f.sheets)-1]
	for _, item := range items {
		s.add(item.down(f.y))
	}
	f.y += high + gap
}

// ruled is row with a line below it that is never parted from it.
func (f *flow) ruled(items ...Item) {
	line := Rule{f.margin, height(items) + 1.2, f.w - 2*f.margin, hairline}
	f.row(1.4, append(items, line)...)
}

// height is the lowest ink of items whose Y counts from zero.
func height(items []Item) float64 {
	high := 0.0
	for _, item := range items {
		_, _, _, y1 := item.bounds()
		high = max(high, y1)
	}
	return high
}

// doc finishes the pages with their foot lines.
func (f *flow) doc(title, left string) Doc {
	if f.sheets == nil {
		f.next()
	}
	f.cut()
	d := Doc{Title: title}
	for i, s := range f.sheets {
		y, wide := s.H-f.margin-4, f.w-2*f.margin
		s.add(Rule{f.margin, y - 1, wide, hairline},
			Text{X: f.margin, Y: y, W: wide * 0.7, S: left, Size: 7.5, Min: 5},
			Text{X: f.margin + wide*0.7, Y: y, W: wide * 0.3, Size: 7.5, Align: font.Right,
				S: fmt.Sprintf("Page %d of %d", i+1, len(f.sheets))})
		d.Pages = append(d.Pages, s.Page)
	}
	return d
}

// hairline separates rows, in millimetres: one dot at 203 dpi and still visible from a laser.
const hairline = 0.15

// column is a column of a table: its title stands aligned as its values do.
type column struct {
	title string
	x, w  float64
	align font.Align
}

// titles draws the head of a table between two rules and returns where the first row begins.
func titles(s *sheet, y, size float64, cols []column) float64 {
	x0, x1 := cols[0].x, cols[len(cols)-1].x+cols[len(cols)-1].w
	s.add(Rule{x0, y, x1 - x0, 0.4})
	for _, c := range cols {
		s.add(Text{X: c.x, Y: y + 1.2, W: c.w, S: c.title, Size: size, Min: 5, Bold: true, Align: c.align})
	}
	below := y + 1.8 + size*font.Pitch*font.MM
	s.add(Rule{x0, below, x1 - x0, hairline})
	return below + 1.5
}

// orderCode is the barcode of an order or list number, its bars flush with the right edge of the place: Code 128, or a
// QR Code if a shop's number holds what Code 128 cannot say or is too long for the place.
func orderCode(number string, p barcode.Place) (Code, error) {
	s, err := barcode.Code128(number)
	if err == nil {
		_, err = p.Module(s)
	}
	if err != nil {
		s, err = barcode.QR(number)
	}
	if err != nil {
		return Code{}, err
	}
	return flush(s, p, font.Right)
}

// flush moves a symbol to the left or right edge of its place, so that its bars stand in line with the text above and
// below; the quiet zone then lies outside, where the caller keeps white.
func flush(s barcode.Symbol, p barcode.Place, side font.Align) (Code, error) {
	m, err := p.Module(s)
	if err != nil {
		return Code{}, err
	}
	wide, quiet := m*float64(s.FullWidth()), m*float64(s.Quiet)
	if side == font.Left {
		p.X -= quiet
	} else {
		p.X += p.W - wide + quiet
	}
	p.W, p.Max = wide, m
	return Code{s, p}, nil
}

// pair is a small word and what it stands for, in a list of facts.
type pair struct{ name, value string }

// pairs lists facts below each other, leaving out those without a value, and returns the y below.
func (s *sheet) pairs(x, y, w, size float64, pairs ...pair) float64 {
	for _, p := range pairs {
		if p.value == "" {
			continue
		}
		s.add(Text{X: x, Y: y, W: w * 0.32, S: p.name, Size: size, Min: 5},
			Text{X: x + w*0.34, Y: y, W: w * 0.66, S: p.value, Size: size, Min: 5, Bold: true})
		y += size * font.Pitch * font.MM
	}
	return y
}
