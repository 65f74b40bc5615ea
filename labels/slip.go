package labels

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/picking"
)

// Slip is what a packing slip says: the paper in the carton that tells what is in it and what is not.
type Slip struct {
	From, To   picking.Address
	Order      string
	Placed     time.Time
	Service    string
	Carton, Of int // carton n of m; Of 0 while m is not known
	Weight     picking.Grams
	SSCC       string
	Tracking   string
	Lines      []SlipLine
	Note       string // from or to the customer, at the end
}

// SlipLine is one item of the order: how many were ordered, how many are in this carton, and how many will not come.
type SlipLine struct {
	SKU, Name              string
	Ordered, Packed, Short picking.Qty
	Lots                   []SlipLot
	Serials                []string
}

// SlipLot is the lot some of the goods are from.
type SlipLot struct {
	Code    string
	Expires time.Time // zero: does not expire
	Qty     picking.Qty
}

// slipForm is the shape of slips on one paper: sizes in points, lengths in millimetres.
type slipForm struct {
	paper               Paper
	margin              float64
	title, text, number float64
	codeW, codeH        float64
	qtyW, skuW          float64 // skuW 0: the SKU stands above the name
}

func slipFormFor(p Paper) (slipForm, error) {
	if p == Label4x6 {
		return slipForm{paper: p, margin: 5, title: 13, text: 8, number: 10, codeW: 48, codeH: 9, qtyW: 10.5}, nil
	}
	_, _, err := p.size()
	return slipForm{paper: p, margin: 15, title: 20, text: 9.5, number: 11, codeW: 72, codeH: 13, qtyW: 19, skuW: 34}, err
}

// PackingSlip lays out the slip of one carton on any paper, over as many pages as it takes.
func PackingSlip(s Slip, paper Paper) (Doc, error) {
	form, err := slipFormFor(paper)
	if err != nil {
		return Doc{}, err
	}
	code, err := orderCode(s.Order, form.codePlace())
	if err != nil {
		return Doc{}, picking.FieldError("order", "%v", err)
	}
	carton := "Carton " + nOfM(s.Carton, s.Of)
	f := form.flow()
	cols := form.columns("ORDERED", "PACKED", "SHORT")
	f.head = func(p *sheet, first bool) float64 {
		if !first {
			return titles(p, form.running(p, "Packing slip "+s.Order+", "+strings.ToLower(carton)), form.text-2, cols)
		}
		p.add(code)
		return titles(p, form.slipHead(p, s), form.text-2, cols)
	}
	packed := picking.Qty(0)
	for _, l := range s.Lines {
		form.slipRow(f, cols, l)
		packed += l.Packed
	}
	form.closing(f, cols, fmt.Sprintf("%s in this carton", units(packed)), s.Note)
	return f.doc("Packing slip "+s.Order, join(" · ", s.From.Name, "Order "+s.Order, carton)), nil
}

func (form slipForm) flow() *flow {
	w, h, _ := form.paper.size()
	return &flow{w: w, h: h, margin: form.margin}
}

func (form slipForm) codePlace() barcode.Place {
	w, _, _ := form.paper.size()
	return barcode.Place{X: w - form.margin - form.codeW, Y: form.margin + form.title*font.Pitch*font.MM + 1,
		W: form.codeW, H: form.codeH, Max: 0.33}
}

// columns are item and quantities, the quantities on the right under the titles given.
func (form slipForm) columns(quantities ...string) []column {
	w, _, _ := form.paper.size()
	x, right := form.margin, w-form.margin
	cols := []column{{"ITEM", x, 0, font.Left}}
	if form.skuW > 0 {
		cols = []column{{"SKU", x, form.skuW - 2, font.Left}, {"ITEM", x + form.skuW, 0, font.Left}}
	}
	item := &cols[len(cols)-1]
	item.w = right - float64(len(quantities))*form.qtyW - item.x - 2
	for i, q := range quantities {
		cols = append(cols, column{q, right - float64(len(quantities)-i)*form.qtyW + 0.5, form.qtyW - 0.5, font.Right})
	}
	return cols
}

// slipHead draws who sends what to whom and returns where the table begins.
func (form slipForm) slipHead(p *sheet, s Slip) float64 {
	m, line := form.margin, form.text*font.Pitch*font.MM
	right := p.W - m - form.codeW
	p.add(Text{X: right, Y: m, W: form.codeW, S: "PACKING SLIP", Size: form.title, Bold: true, Align: font.Right},
		Text{X: m, Y: m, W: right - m - 4, S: s.From.Name, Size: form.text + 3, Min: 7, Bold: true})
	from := s.From
	from.Name = ""
	p.add(Text{X: m, Y: m + (form.text+3)*font.Pitch*font.MM + 0.5, W: right - m - 4, S: address(from, s.To.Country),
		Size: form.text - 1.5, Min: 5, Lines: 4})
	y := form.codePlace().Y + form.codeH + 0.5
	p.add(Text{X: right, Y: y, W: form.codeW, S: s.Order, Size: form.number, Min: 6, Bold: true, Align: font.Right})
	y += form.number*font.Pitch*font.MM + 2.5
	p.add(caption(m, y, 40, "SHIP TO"))
	to := Text{X: m, Y: y + 3.2, W: right - m - 4, S: address(s.To, s.From.Country), Size: form.text + 1, Min: 6, Lines: 7}
	p.add(to)
	below := p.pairs(right, y, form.codeW, form.text,
		pair{"Ordered", date(s.Placed)}, pair{"Service", s.Service}, pair{"Carton", nOfM(s.Carton, s.Of)},
		pair{"Weight", optionalWeight(s.Weight)}, pair{"Tracking", s.Tracking}, pair{"SSCC", s.SSCC})
	_, _, _, bottom := to.bounds()
	return max(below, bottom, y+4*line) + 4
}

// running is the heading of later pages.
func (form slipForm) running(p *sheet, words string) float64 {
	p.add(Text{X: form.margin, Y: form.margin, W: p.W - 2*form.margin, S: words, Size: form.text, Min: 6, Bold: true})
	return form.margin + form.text*font.Pitch*font.MM + 2
}

func (form slipForm) slipRow(f *flow, cols []column, l SlipLine) {
	short := "–"
	if l.Short > 0 {
		short = quantity(l.Short)
	}
	form.itemRow(f, cols, l, quantity(l.Ordered), quantity(l.Packed), short)
}

// itemRow is SKU, name and quantities, kept together with the first line of details; serials may run over pages.
func (form slipForm) itemRow(f *flow, cols []column, l SlipLine, quantities ...string) {
	item := cols[len(cols)-len(quantities)-1]
	sku := Text{X: cols[0].x, W: cols[0].w, S: l.SKU, Size: form.text, Min: 6, Bold: true, Lines: 4}
	name := Text{X: item.x, W: item.w, S: l.Name, Size: form.text, Min: form.text - 1, Lines: 3}
	if form.skuW == 0 {
		name.Y = sku.block().Height()
	}
	row := []Item{sku, name}
	up := (form.number - form.text) * font.Ascent * font.MM // to the baseline of the name
	for i, q := range quantities {
		c := cols[len(cols)-len(quantities)+i]
		row = append(row, Text{X: c.x, Y: -up, W: c.w, S: q, Size: form.number, Min: 6, Bold: true, Align: font.Right})
	}
	details := form.details(l, item.w)
	if len(details) > 0 {
		row = append(row, Text{X: item.x, Y: name.Y + name.block().Height(), W: item.w, S: details[0], Size: form.text - 1})
	}
	for _, d := range details[min(1, len(details)):] {
		f.row(0, row...)
		row = []Item{Text{X: item.x, W: item.w, S: d, Size: form.text - 1}}
	}
	f.ruled(row...)
}

// details are lines of lots and serials, broken to the width but never cut.
func (form slipForm) details(l SlipLine, width float64) []string {
	var words []string
	for _, lot := range l.Lots {
		s := "Lot " + lot.Code
		if !lot.Expires.IsZero() {
			s += ", use by " + date(lot.Expires)
		}
		if lot.Qty > 0 && len(l.Lots) > 1 {
			s = quantity(lot.Qty) + " × " + s
		}
		words = append(words, s)
	}
	if len(l.Serials) > 0 {
		words = append(words, "Serial "+strings.Join(l.Serials, ", "))
	}
	if len(words) == 0 {
		return nil
	}
	lines, _ := font.Fit{Size: form.text - 1, Width: width, Lines: 1 << 20}.Lay(strings.Join(words, "\n"))
	return lines
}

// closing adds the sum and the note.
func (form slipForm) closing(f *flow, cols []column, sum, note string) {
	f.row(3, Text{X: cols[0].x, Y: 0.5, W: f.w - 2*form.margin, S: sum, Size: form.text + 1, Bold: true, Align: font.Right})
	if note != "" {
		f.row(0, Text{X: cols[0].x, W: f.w - 2*form.margin, S: note, Size: form.text, Lines: 12})
	}
}

func quantity(q picking.Qty) string { return strconv.Itoa(int(q)) }

func units(q picking.Qty) string {
	if q == 1 {
		return "1 unit"
	}
	return quantity(q) + " units"
}

func optionalWeight(g picking.Grams) string {
	if g <= 0 {
		return ""
	}
	return weight(g)
}
