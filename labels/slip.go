package labels

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/picking"
	"pickpack/picking/ship"
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
	Price                  ship.Money // of one; the zero value prints none
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
	switch p {
	case Receipt:
		return slipForm{paper: p, margin: 4, title: 13, text: 8, number: 9.5, codeW: 40, codeH: 9, qtyW: 10}, nil
	case Label4x6:
		return slipForm{paper: p, margin: 5, title: 13, text: 8, number: 10, codeW: 48, codeH: 9, qtyW: 10.5}, nil
	case A4, Letter:
		return slipForm{paper: p, margin: 15, title: 20, text: 9.5, number: 11, codeW: 72, codeH: 13, qtyW: 19, skuW: 34}, nil
	}
	return slipForm{}, picking.FieldError("paper", "there are no slips on paper %q; choose a4, letter, 4x6 or 80mm", string(p))
}

// PackingSlip lays out the slip of one carton on any paper, over as many pages as it takes. Prices are printed if there
// are any.
func PackingSlip(s Slip, paper Paper) (Doc, error) {
	k := slipKind{title: "Packing slip", caption: "SHIP TO", quantities: []string{"ORDERED", "PACKED", "SHORT"}, facts: s.facts(), row: packedRow}
	if s.priced() {
		k.quantities, k.row = append(k.quantities, "PRICE"), pricedRow
	}
	packed := picking.Qty(0)
	for _, l := range s.Lines {
		packed += l.Packed
	}
	return k.doc(s, paper, func(form slipForm, f *flow) {
		form.sum(f, join(" · ", units(packed)+" in this carton", s.total()))
		form.note(f, s.Note)
	})
}

// slipKind is what one sort of slip prints: its name, what stands above the address, the facts beside it, the columns
// of quantities and what a line says in them.
type slipKind struct {
	title, caption string
	quantities     []string
	facts          []pair
	row            func(SlipLine) []string
}

func (k slipKind) doc(s Slip, paper Paper, closing func(slipForm, *flow)) (Doc, error) {
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
	cols := form.columns(k.quantities...)
	f.head = func(p *sheet, first bool) float64 {
		if !first {
			return titles(p, form.running(p, k.title+" "+s.Order+", "+strings.ToLower(carton)), form.text-2, cols)
		}
		p.add(code)
		return titles(p, form.slipHead(p, s, k), form.text-2, cols)
	}
	for _, l := range s.Lines {
		form.itemRow(f, cols, l, k.row(l)...)
	}
	closing(form, f)
	return f.doc(k.title+" "+s.Order, join(" · ", s.From.Name, "Order "+s.Order, carton)), nil
}

func packedRow(l SlipLine) []string {
	short := "–"
	if l.Short > 0 {
		short = quantity(l.Short)
	}
	return []string{quantity(l.Ordered), quantity(l.Packed), short}
}

func pricedRow(l SlipLine) []string {
	price := "–"
	if l.Price.Currency != "" {
		price = l.Price.Decimal()
	}
	return append(packedRow(l), price)
}

func (s Slip) priced() bool {
	return slices.ContainsFunc(s.Lines, func(l SlipLine) bool { return l.Price.Currency != "" })
}

// total is what the goods in the carton cost, if they have prices in one currency.
func (s Slip) total() string {
	sum := ship.Money{}
	for _, l := range s.Lines {
		switch l.Price.Currency {
		case "":
			continue
		case sum.Currency:
		default:
			if sum.Currency != "" {
				return ""
			}
			sum.Currency = l.Price.Currency
		}
		sum.Minor += l.Price.Minor * int64(l.Packed)
	}
	return sum.String()
}

// facts stand beside the address.
func (s Slip) facts() []pair {
	return []pair{{"Ordered", date(s.Placed)}, {"Service", s.Service}, {"Carton", nOfM(s.Carton, s.Of)},
		{"Weight", optionalWeight(s.Weight)}, {"Tracking", s.Tracking}, {"SSCC", s.SSCC}}
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
func (form slipForm) slipHead(p *sheet, s Slip, k slipKind) float64 {
	m, line := form.margin, form.text*font.Pitch*font.MM
	right := p.W - m - form.codeW
	p.add(Text{X: right, Y: m, W: form.codeW, S: strings.ToUpper(k.title), Size: form.title, Min: 8, Bold: true, Align: font.Right},
		Text{X: m, Y: m, W: right - m - 4, S: s.From.Name, Size: form.text + 3, Min: 7, Bold: true})
	from := s.From
	from.Name = ""
	p.add(Text{X: m, Y: m + (form.text+3)*font.Pitch*font.MM + 0.5, W: right - m - 4, S: address(from, s.To.Country),
		Size: form.text - 1.5, Min: 5, Lines: 4})
	y := form.codePlace().Y + form.codeH + 0.5
	p.add(Text{X: right, Y: y, W: form.codeW, S: s.Order, Size: form.number, Min: 6, Bold: true, Align: font.Right})
	y += form.number*font.Pitch*font.MM + 2.5
	p.add(caption(m, y, 40, k.caption))
	to := Text{X: m, Y: y + 3.2, W: right - m - 4, S: address(s.To, s.From.Country), Size: form.text + 1, Min: 6, Lines: 7}
	p.add(to)
	below := p.pairs(right, y, form.codeW, form.text, k.facts...)
	_, _, _, bottom := to.bounds()
	return max(below, bottom, y+4*line) + 4
}

// running is the heading of later pages.
func (form slipForm) running(p *sheet, words string) float64 {
	p.add(Text{X: form.margin, Y: form.margin, W: p.W - 2*form.margin, S: words, Size: form.text, Min: 6, Bold: true})
	return form.margin + form.text*font.Pitch*font.MM + 2
}

// toFillIn in place of a quantity is a box for a pen.
const toFillIn = "☐"

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
		if q == toFillIn {
			row = append(row, Box{c.x + c.w*0.2, 0, c.w * 0.8, form.number * font.Pitch * font.MM, 0.3})
			continue
		}
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
	return font.Fit{Size: form.text - 1, Width: width, Lines: 1 << 20}.Break(strings.Join(words, "\n"))
}

// sum stands below the last row.
func (form slipForm) sum(f *flow, words string) {
	f.row(3, Text{X: form.margin, Y: 0.5, W: f.w - 2*form.margin, S: words, Size: form.text + 1, Min: 6, Bold: true, Align: font.Right})
}

// note stands at the end.
func (form slipForm) note(f *flow, words string) {
	if words != "" {
		f.row(2, Text{X: form.margin, W: f.w - 2*form.margin, S: words, Size: form.text, Lines: 12})
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
