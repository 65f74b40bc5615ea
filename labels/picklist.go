package labels

import (
	"fmt"
	"strconv"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/picking"
)

// PickSheet is a pick list on paper, for the day the network is down.
type PickSheet struct {
	Number string // the list's code, to be scanned when the sheet is typed in again
	Method string
	Zone   string
	Picker string
	Cart   string
	Made   time.Time
	Slots  []PickSlot
	Lines  []PickLine
	Note   string // "one list of three of wave 12"
}

// PickSlot says which tote is on which place of the cart, for which order.
type PickSlot struct {
	Slot  string `json:"slot"`
	Tote  string `json:"tote"`
	Order string `json:"order"`
}

// PickLine is one stop: go there, take so many of that, put them there.
type PickLine struct {
	Seq  int         `json:"seq"`
	Bin  string      `json:"bin"`
	SKU  string      `json:"sku"`
	Name string      `json:"name"`
	Lot  string      `json:"lot"`
	Qty  picking.Qty `json:"qty"`
	Tote string      `json:"tote"` // the tote or slot the goods go to
}

const pickMargin = 13.0

// PickListPaper lays out the sheet on A4 or Letter: the stops in walking order with a box to tick and the bin's barcode.
func PickListPaper(l PickSheet, paper Paper) (Doc, error) {
	if paper != A4 && paper != Letter {
		return Doc{}, picking.FieldError("paper", "a pick list needs A4 or Letter")
	}
	w, h, _ := paper.size()
	place := barcode.Place{X: w - pickMargin - 72, Y: pickMargin, W: 72, H: 13, Max: 0.4}
	code, err := orderCode(l.Number, place)
	if err != nil {
		return Doc{}, picking.FieldError("number", "%v", err)
	}
	f := &flow{w: w, h: h, margin: pickMargin}
	cols := pickColumns(w)
	f.head = func(p *sheet, first bool) float64 {
		if !first {
			p.add(Text{X: pickMargin, Y: pickMargin, W: w - 2*pickMargin, S: "Pick list " + l.Number, Size: 11, Min: 7, Bold: true})
			return titles(p, pickMargin+7, 7.5, cols)
		}
		p.add(code)
		return titles(p, pickHead(p, l, place), 7.5, cols)
	}
	for i, line := range l.Lines {
		if err := pickRow(f, cols, line); err != nil {
			return Doc{}, picking.FieldError(fmt.Sprintf("lines[%d].bin", i), "%v", err)
		}
	}
	if len(l.Slots) > slotsInHead {
		manySlots(f, l.Slots)
	}
	return f.doc("Pick list "+l.Number, join(" · ", "Pick list "+l.Number, l.Picker, dateClock(l.Made))), nil
}

func pickColumns(w float64) []column {
	x, right := pickMargin, w-pickMargin
	return []column{
		{"", x, 8, font.Left}, {"#", x + 9, 8, font.Left}, {"BIN", x + 18, 55, font.Left},
		{"ITEM", x + 76, right - 46 - x - 76, font.Left}, {"QTY", right - 44, 16, font.Right}, {"TOTE", right - 25, 25, font.Left},
	}
}

func pickHead(p *sheet, l PickSheet, code barcode.Place) float64 {
	left := code.X - pickMargin - 4
	p.add(Text{X: pickMargin, Y: pickMargin, W: left, S: "PICK LIST", Size: 20, Bold: true},
		Text{X: code.X, Y: code.Y + code.H + 0.5, W: code.W, S: l.Number, Size: 12, Min: 7, Bold: true, Align: font.Right},
		Text{X: pickMargin, Y: pickMargin + 9.5, W: left, S: l.Note, Size: 10, Min: 7})
	units := picking.Qty(0)
	for _, line := range l.Lines {
		units += line.Qty
	}
	y := pickMargin + 22
	below := p.pairs(pickMargin, y, left, 10, pair{"Picker", l.Picker}, pair{"Method", l.Method}, pair{"Zone", l.Zone},
		pair{"Cart", l.Cart}, pair{"Made", dateClock(l.Made)}, pair{"Stops", fmt.Sprintf("%d, %d units", len(l.Lines), units)})
	if len(l.Slots) <= slotsInHead {
		for i, slot := range l.Slots {
			p.add(slotItems(slot, code.X, y+float64(i)*slotPitch, code.W)...)
		}
		below = max(below, y+float64(len(l.Slots))*slotPitch)
	}
	return below + 4
}

// A cart's slots stand beside the facts of the list; the many of a put wall follow behind the last stop.
const (
	slotsInHead = 16
	slotSize    = 9.0
	slotPitch   = slotSize * font.Pitch * font.MM
)

// slotItems says in one line which tote stands on a slot and for which order.
func slotItems(s PickSlot, x, y, w float64) []Item {
	return []Item{
		Text{X: x, Y: y, W: w * 0.18, S: s.Slot, Size: slotSize, Min: 6, Bold: true},
		Text{X: x + w*0.2, Y: y, W: w * 0.38, S: s.Tote, Size: slotSize, Min: 5},
		Text{X: x + w*0.6, Y: y, W: w * 0.4, S: s.Order, Size: slotSize, Min: 5},
	}
}

// manySlots lists them in two columns.
func manySlots(f *flow, slots []PickSlot) {
	w := (f.w - 2*pickMargin - 8) / 2
	for i := 0; i < len(slots); i += 2 {
		row := slotItems(slots[i], pickMargin, 0, w)
		if i+1 < len(slots) {
			row = append(row, slotItems(slots[i+1], pickMargin+w+8, 0, w)...)
		}
		f.row(0, row...)
	}
}

func pickRow(f *flow, cols []column, l PickLine) error {
	bin, err := barcode.Code128(l.Bin)
	if err != nil {
		return err
	}
	code, err := flush(bin, barcode.Place{X: cols[2].x, Y: 7, W: cols[2].w, H: 7, Max: 0.33}, font.Left)
	if err != nil {
		return err
	}
	text := func(c int, y, size float64, s string) Text {
		return Text{X: cols[c].x, Y: y, W: cols[c].w, S: s, Size: size, Min: 7, Bold: true, Align: cols[c].align}
	}
	seq, name := text(1, 1.6, 11, strconv.Itoa(l.Seq)), text(3, 5, 9, join(" · ", l.Name, after("lot ", l.Lot)))
	seq.Bold, name.Bold, name.Lines = false, false, 3
	f.ruled(Box{cols[0].x, 1, 6.5, 6.5, 0.4}, seq, text(2, 0, 15, l.Bin), code, text(3, 0.6, 10, l.SKU), name,
		text(4, -0.4, 20, quantity(l.Qty)), text(5, 0.1, 15, l.Tote))
	return nil
}
