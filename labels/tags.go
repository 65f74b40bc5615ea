package labels

import (
	"fmt"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/labels/gs1"
	"pickpack/picking"
)

// Tag is one label of a sheet: a code to scan, what people read on it, and a few words below.
type Tag struct {
	Code string `json:"code"` // encoded; Code 128, or EAN/ITF if it is a GTIN on an item label
	Big  string `json:"big"`  // read from afar; "" means Code. The name on a badge
	// Small is the line below: the zone of a bin, the name of an item, the role on a badge.
	Small string `json:"small"`
	// Check are the digits that are typed when the barcode is damaged, so that a slip of the finger is noticed; "" prints
	// none, as on item labels, whose numbers check themselves.
	Check string `json:"check"`
}

// TagKind says what the labels of a sheet are stuck on.
type TagKind string

const (
	BinTags   TagKind = "bin"
	ToteTags  TagKind = "tote"
	CartTags  TagKind = "cart"
	BadgeTags TagKind = "badge"
	ItemTags  TagKind = "item"
)

// grid is how labels lie on a sheet, in millimetres: the first one's corner, their size, the distance from one to the
// next, and how many there are.
type grid struct {
	left, top, w, h, stepX, stepY float64
	cols, rows                    int
}

// grids are those of label sheets sold everywhere: on A4 with 14, 8, 2 and 21 labels (Avery L7163, L7165, L7168, L7160),
// on Letter with 10, 6, 2 and 30 (Avery 5163, 5164, 5126, 5160). Badges are cards of 85.6 × 54 to be cut out. The stock
// of label printers bears one label a page.
var grids = map[Paper]map[TagKind]grid{
	A4: {
		BinTags:   {4.65, 15.15, 99.1, 38.1, 101.6, 38.1, 2, 7},
		ToteTags:  {4.65, 13.1, 99.1, 67.7, 101.6, 67.7, 2, 4},
		CartTags:  {5.2, 5, 199.6, 143.5, 199.6, 143.5, 1, 2},
		BadgeTags: {16.4, 11.5, 85.6, 54, 91.6, 55, 2, 5},
		ItemTags:  {7.2, 15.15, 63.5, 38.1, 66, 38.1, 3, 7},
	},
	Letter: {
		BinTags:   {4, 12.7, 101.6, 50.8, 106.3, 50.8, 2, 5},
		ToteTags:  {4, 12.7, 101.6, 84.6, 106.3, 84.6, 2, 3},
		CartTags:  {6, 5, 203.9, 134.7, 203.9, 134.7, 1, 2},
		BadgeTags: {19.3, 8, 85.6, 54, 91.6, 54.6, 2, 4},
		ItemTags:  {4.8, 12.7, 66.7, 25.4, 69.85, 25.4, 3, 10},
	},
	Label4x2: {
		BinTags:   {1, 1, 99.6, 48.8, 0, 0, 1, 1},
		ToteTags:  {1, 1, 99.6, 48.8, 0, 0, 1, 1},
		CartTags:  {1, 1, 99.6, 48.8, 0, 0, 1, 1},
		BadgeTags: {8, 0, 85.6, 50.8, 0, 0, 1, 1},
		ItemTags:  {16, 1, 69.6, 48.8, 0, 0, 1, 1},
	},
	Label57: {
		BinTags:  {1, 1, 55, 30, 0, 0, 1, 1},
		ToteTags: {1, 1, 55, 30, 0, 0, 1, 1},
		ItemTags: {1, 1, 55, 30, 0, 0, 1, 1},
	},
}

// TagPapers are the papers on which there are labels of a kind, the usual one first.
func TagPapers(kind TagKind) (all []Paper) {
	for _, p := range []Paper{A4, Letter, Label4x2, Label57} {
		if _, ok := grids[p][kind]; ok {
			all = append(all, p)
		}
	}
	return all
}

// Sheet lays out labels of one kind on A4 or Letter, row by row, on as many sheets as they take, or one by one on the
// stock of a label printer.
func Sheet(kind TagKind, tags []Tag, paper Paper) (Doc, error) {
	g, ok := grids[paper][kind]
	if !ok {
		return Doc{}, picking.FieldError("paper", "there are no %s labels on paper %q", string(kind), string(paper))
	}
	d := Doc{Title: fmt.Sprintf("%d %s labels", len(tags), kind)}
	w, h, _ := paper.size()
	perPage := g.cols * g.rows
	for i, t := range tags {
		n := i % perPage
		if n == 0 {
			d.Pages = append(d.Pages, Page{W: w, H: h})
		}
		c := cell{g.left + float64(n%g.cols)*g.stepX, g.top + float64(n/g.cols)*g.stepY, g.w, g.h}
		items, err := t.items(kind, c)
		if err != nil {
			return Doc{}, picking.FieldError(fmt.Sprintf("tags[%d].code", i), "%v", err)
		}
		p := &d.Pages[len(d.Pages)-1]
		p.Items = append(p.Items, items...)
	}
	return d, nil
}

// cell is one label of a sheet.
type cell struct{ x, y, w, h float64 }

// items lays out one label. It fails if the code cannot be encoded or would be too fine for its place.
func (t Tag) items(kind TagKind, c cell) ([]Item, error) {
	if t.Big == "" {
		t.Big = t.Code
	}
	symbol, err := t.symbol(kind)
	if err != nil {
		return nil, err
	}
	code, words := Code{Symbol: symbol}, []Item(nil)
	switch kind {
	case BadgeTags:
		code.Place, words = t.badge(c)
	case ItemTags:
		code.Place, words = t.item(c, symbol.Text)
	default:
		code.Place, words = t.place(c)
	}
	_, err = code.Place.Module(symbol)
	return append(words, code), err
}

// symbol is the product's own barcode on an item label with a GTIN, Code 128 otherwise.
func (t Tag) symbol(kind TagKind) (barcode.Symbol, error) {
	if kind == ItemTags {
		if gtin, err := gs1.NormalizeGTIN(t.Code); err == nil {
			return barcode.Product(gtin)
		}
	}
	return barcode.Code128(t.Code)
}

// place is the label of a bin, tote or cart: the word to be read from afar and the check digits above the code, the
// small line below.
func (t Tag) place(c cell) (barcode.Place, []Item) {
	pad, bigH, smallH := c.h*0.06, c.h*0.40, c.h*0.13
	size := bigH / font.MM / 1.1
	wide := c.w - 4*pad
	var items []Item
	if t.Check != "" {
		high := bigH * 0.62
		box := Box{c.x + c.w - 2*pad - high*1.35, c.y + pad + (bigH-high)/2, high * 1.35, high, 0.5}
		wide -= box.W + 2
		items = append(items, box, Text{X: box.X + 1, Y: box.Y, W: box.W - 2, H: box.H, S: t.Check, Size: size * 0.5, Min: 5,
			Bold: true, Align: font.Center})
	}
	items = append(items,
		Text{X: c.x + 2*pad, Y: c.y + pad, W: wide, H: bigH, S: t.Big, Size: size, Min: 8, Bold: true},
		Text{X: c.x + 2*pad, Y: c.y + c.h - smallH - pad, W: c.w - 4*pad, H: smallH, S: t.below(),
			Size: smallH / font.MM / 1.3, Min: 6, Align: font.Center})
	return barcode.Place{X: c.x + pad, Y: c.y + pad + bigH, W: c.w - 2*pad, H: c.h - bigH - smallH - 2.5*pad, Max: c.w / 180}, items
}

// below is what the code says, unless that is read above, and the words that go with it.
func (t Tag) below() string {
	if t.Big == t.Code {
		return t.Small
	}
	return join("   ", t.Code, t.Small)
}

// badge is a card with a person's name and role.
func (t Tag) badge(c cell) (barcode.Place, []Item) {
	x, wide := c.x+6, c.w-12
	words := []Item{
		Box{c.x, c.y, c.w, c.h, 0.2},
		Text{X: x, Y: c.y + 5, W: wide, H: 14, S: t.Big, Size: 24, Min: 9, Bold: true, Lines: 2, Align: font.Center},
		Text{X: x, Y: c.y + 20, W: wide, S: t.Small, Size: 13, Min: 7, Align: font.Center},
		Text{X: x + 11, Y: c.y + 45.5, W: wide - 22, S: t.Code, Size: 10, Min: 6, Align: font.Center},
	}
	if t.Check != "" {
		box := Box{c.x + c.w - 15, c.y + 44.6, 10, 5.2, 0.3}
		words = append(words, box, Text{X: box.X + 0.5, Y: box.Y + 0.3, W: box.W - 1, S: t.Check, Size: 11, Min: 5, Bold: true, Align: font.Center})
	}
	return barcode.Place{X: c.x + 4, Y: c.y + 29, W: c.w - 8, H: 15, Max: 0.4}, words
}

// item has the name and the SKU above the bars and the number below.
func (t Tag) item(c cell, number string) (barcode.Place, []Item) {
	const line = 4.0
	name, x, wide := c.h*0.28, c.x+3, c.w-6
	return barcode.Place{X: c.x + 1, Y: c.y + 2 + name + line, W: c.w - 2, H: c.h - name - 2*line - 4, Max: 0.33}, []Item{
		Text{X: x, Y: c.y + 2, W: wide, H: name, S: t.Small, Size: 9, Min: 7, Lines: 2},
		Text{X: x, Y: c.y + 2 + name, W: wide, H: line, S: t.Big, Size: 9, Min: 6, Bold: true},
		Text{X: x, Y: c.y + c.h - line - 1.2, W: wide, H: line, S: number, Size: 9, Min: 6, Align: font.Center},
	}
}
