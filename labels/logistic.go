package labels

import (
	"math"
	"slices"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/labels/gs1"
	"pickpack/picking"
)

// Logistic is what a GS1 logistic label says: the label of a pallet or case that goes from firm to firm.
type Logistic struct {
	From, To picking.Address
	Carrier  string
	Order    string
	ShipDate time.Time // settles the century of dates of two digits, too
	// Elements are all that is marked on the unit, the SSCC (00) among them: its content (02, 37, 15, 17, 10, 21), where
	// it goes (410, 420, 421), its consignment (401, 402, 403).
	Elements gs1.Elements
}

// The GS1 Logistic Label Guideline: three blocks, free words on top, the data for people in the middle, the symbols
// below with the SSCC lowest; modules of 0.495 mm at least, bars 32 mm high, letters 3 mm.
const (
	logisticModule = 0.5
	logisticBars   = 32.0
	logisticPitch  = logisticBars + 7 // bars, the line that says them, the white between
	logisticHRI    = 12.0             // points: capitals are 3 mm high
	logisticEdge   = 4.0
	logisticWide   = 101.6
	logisticWords  = 40.0 // the height of the block of words
	logisticRow    = 9.0  // a row of the middle block
)

// LogisticLabel lays out the label of one unit on A6, 4×6 in or, where more is to be said, A5, on the built-in form. The
// error is an Invalid *picking.Error naming the field.
func LogisticLabel(l Logistic, paper Paper) (Doc, error) {
	return OwnForm("logistic").Logistic(l, paper, nil)
}

// Logistic lays out the label of one unit. The form is of the words on top, for a width of 101.6 mm: on other papers they
// are drawn out. What stands below them is as GS1 wants it.
func (f Form) Logistic(l Logistic, paper Paper, logo *Logo) (Doc, error) {
	w, h, err := paper.size()
	if err != nil || paper != A6 && paper != A5 && paper != Label4x6 {
		return Doc{}, picking.FieldError("paper", "there is no logistic label on paper %q; choose a6, 4x6 or a5", string(paper))
	}
	symbols, err := logisticSymbols(l.Elements, w)
	if err != nil {
		return Doc{}, err
	}
	rows := float64((len(l.Elements) + 1) / 2)
	top := h - logisticEdge - float64(len(symbols))*logisticPitch
	if top < logisticWords+rows*logisticRow {
		return Doc{}, picking.FieldError("paper", "%d symbols and %d values do not fit on %s; choose a larger paper", len(symbols),
			len(l.Elements), string(paper))
	}
	data := top - rows*logisticRow
	doc, err := f.label.drawnOut(w, data).Fill("Logistic label "+l.Elements.SSCC(), l.fields(), logo)
	if err != nil {
		return Doc{}, err
	}
	s := &sheet{Page{W: w, H: h, Items: doc.Pages[0].Items}}
	s.add(Rule{logisticEdge, data - 0.8, w - 2*logisticEdge, shipLine})
	s.values(l, data)
	for i, symbol := range symbols {
		s.logisticSymbol(symbol, top+float64(i)*logisticPitch)
	}
	return Doc{Title: doc.Title, Pages: []Page{s.Page}}, nil
}

func (l Logistic) fields() map[string]string {
	return Parcel{From: l.From, To: l.To, Carrier: l.Carrier, Order: l.Order, ShipDate: l.ShipDate, SSCC: l.Elements.SSCC()}.values()
}

// drawnOut is the form of the words on top for another width, the edges kept, with so much room below.
func (t Template) drawnOut(wide, high float64) Template {
	by := (wide - 2*logisticEdge) / (logisticWide - 2*logisticEdge)
	out := t
	out.Width, out.Height, out.Elements = wide, high, slices.Clone(t.Elements)
	for i := range out.Elements {
		e := &out.Elements[i]
		e.X = logisticEdge + (e.X-logisticEdge)*by
		e.W *= by
	}
	return out
}

// logisticSymbols puts the elements into as few symbols as are no wider than the label, the SSCC alone into the last.
func logisticSymbols(e gs1.Elements, wide float64) (all []barcode.Symbol, err error) {
	if err := e.Validate(); err != nil {
		return nil, picking.FieldError("elements", "%v", err)
	}
	if err := e.Companions(); err != nil {
		return nil, picking.FieldError("elements", "%v", err)
	}
	sscc, err := barcode.SSCC(e.SSCC())
	if err != nil {
		return nil, picking.FieldError("sscc", "%v", err)
	}
	var groups []gs1.Elements
	for _, el := range e {
		if el.AI == "00" {
			continue
		}
		if groups = place(groups, el, wide); groups == nil {
			return nil, picking.FieldError("elements", "(%s)%s is too long for a label %.0f mm wide", el.AI, el.Value, wide)
		}
	}
	for _, g := range groups {
		symbol, err := barcode.GS1128(g)
		if err != nil {
			return nil, picking.FieldError("elements", "%v", err)
		}
		all = append(all, symbol)
	}
	return append(all, sscc), nil
}

// place adds an element to the first group that has room for it, or to a new one; nil if no symbol can hold it.
func place(groups []gs1.Elements, el gs1.Element, wide float64) []gs1.Elements {
	fits := func(e gs1.Elements) bool {
		s, err := barcode.GS1128(e)
		return err == nil && float64(s.FullWidth())*logisticModule <= wide
	}
	for i, g := range groups {
		if longer := append(g[:len(g):len(g)], el); fits(longer) {
			groups[i] = longer
			return groups
		}
	}
	if !fits(gs1.Elements{el}) {
		return nil
	}
	return append(groups, gs1.Elements{el})
}

// values is the block in the middle: what the symbols say, in words for people, two to a row.
func (s *sheet) values(l Logistic, y float64) {
	wide := s.W - 2*logisticEdge
	for i, el := range l.Elements {
		x, w, down := logisticEdge, wide/2-2, y+float64(i/2)*logisticRow
		if i%2 == 1 {
			x += wide / 2
		}
		title, value := said(el, l.ShipDate)
		s.add(caption(x, down, w, title), Text{X: x, Y: down + 2.4, W: w, H: logisticRow - 2.8, S: value, Size: logisticHRI, Min: 6, Bold: true})
	}
}

// said is an element's title and value as people read them: dates as days, measures with their point.
func said(el gs1.Element, today time.Time) (title, value string) {
	title, one := gs1.Title(el.AI), gs1.Elements{el}
	if today.IsZero() {
		today = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) // any day of our century tells it from the last one
	}
	if m := one.Measures(); len(m) > 0 {
		return title, join(" ", m[0].Value, m[0].Currency)
	}
	if d := one.Dates(today); len(d) > 0 && len(el.Value) == 6 {
		t, err := time.Parse(time.DateOnly, d[0].Value)
		if err == nil {
			return title, date(t)
		}
	}
	return title, el.Value
}

func (s *sheet) logisticSymbol(symbol barcode.Symbol, y float64) {
	s.add(Rule{logisticEdge, y, s.W - 2*logisticEdge, shipLine},
		Code{symbol, barcode.Place{X: 0, Y: y + 1.2, W: s.W, H: logisticBars, Max: logisticModule}},
		Text{X: logisticEdge, Y: y + 1.2 + logisticBars, W: s.W - 2*logisticEdge, S: symbol.Text, Size: logisticHRI,
			Min: math.Floor(logisticHRI / 2), Bold: true, Align: font.Center})
}
