package labels

import (
	"time"

	"pickpack/labels/font"
	"pickpack/picking"
)

// Pickup is what the slip on goods says that a customer collects.
type Pickup struct {
	From       picking.Address // the shop
	Customer   string
	Order      string
	Shelf      string // where it waits
	Parcel, Of int
	Ready      time.Time // since when it waits
	Until      time.Time // how long it is kept; zero: no limit
	Lines      []SlipLine
	Note       string
}

// PickupSlip lays out the slip of a pickup order: the customer's name large enough to find it on the shelf, then what
// is in it and a line to sign on.
func PickupSlip(s Pickup, paper Paper) (Doc, error) {
	form, err := slipFormFor(paper)
	if err != nil {
		return Doc{}, err
	}
	code, err := orderCode(s.Order, form.codePlace())
	if err != nil {
		return Doc{}, picking.FieldError("order", "%v", err)
	}
	f := form.flow()
	cols := form.columns("PACKED", "SHORT")
	f.head = func(p *sheet, first bool) float64 {
		if !first {
			return titles(p, form.running(p, "Pickup "+s.Order+", "+s.Customer), form.text-2, cols)
		}
		p.add(code)
		return titles(p, form.pickupHead(p, s), form.text-2, cols)
	}
	packed := picking.Qty(0)
	for _, l := range s.Lines {
		short := "–"
		if l.Short > 0 {
			short = quantity(l.Short)
		}
		form.itemRow(f, cols, l, quantity(l.Packed), short)
		packed += l.Packed
	}
	form.sum(f, units(packed))
	form.note(f, s.Note)
	form.signature(f, "RECEIVED BY", "DATE")
	return f.doc("Pickup slip "+s.Order, join(" · ", s.From.Name, "Order "+s.Order)), nil
}

func (form slipForm) pickupHead(p *sheet, s Pickup) float64 {
	m := form.margin
	right, wide := p.W-m-form.codeW, p.W-2*m
	p.add(Text{X: right, Y: m, W: form.codeW, S: "PICKUP", Size: form.title, Bold: true, Align: font.Right},
		Text{X: m, Y: m, W: right - m - 4, S: s.From.Name, Size: form.text + 3, Min: 7, Bold: true},
		Text{X: m, Y: m + (form.text+3)*font.Pitch*font.MM + 1, W: right - m - 4, Size: form.text, Min: 6, Lines: 3,
			S: join("\n", after("Ready ", dateClock(s.Ready)), after("Kept until ", date(s.Until)), "Parcel "+nOfM(s.Parcel, s.Of))})
	y := form.codePlace().Y + form.codeH + 0.5
	p.add(Text{X: right, Y: y, W: form.codeW, S: s.Order, Size: form.number, Min: 6, Bold: true, Align: font.Right})
	y += form.number*font.Pitch*font.MM + 2
	shelf := 0.0
	if s.Shelf != "" {
		shelf = wide * 0.28
		x := m + wide - shelf
		p.add(Box{x, y, shelf, 17, 0.6}, caption(x+2, y+1.6, shelf-4, "SHELF"),
			Text{X: x + 1.5, Y: y + 4.5, W: shelf - 3, H: 12, S: s.Shelf, Size: 26, Min: 9, Bold: true, Align: font.Center})
	}
	p.add(caption(m, y+1.6, 40, "CUSTOMER"),
		Text{X: m, Y: y + 4.5, W: wide - shelf - 4, H: 12, S: s.Customer, Size: 28, Min: 10, Bold: true})
	return y + 21
}

// signature is two lines to write on, over what is to be written there.
func (form slipForm) signature(f *flow, who, when string) {
	wide := f.w - 2*form.margin
	f.row(0, Rule{form.margin, 12, wide * 0.55, hairline}, Rule{form.margin + wide*0.62, 12, wide * 0.38, hairline},
		caption(form.margin, 12.8, wide*0.55, who), caption(form.margin+wide*0.62, 12.8, wide*0.38, when))
}

func after(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
