package labels

import (
	"maps"
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

// PackingSlip, GiftSlip, ReturnSlip and PickupSlip lay out a slip on any paper on its built-in form, over as many pages as it
// takes. Prices are on the packing slip if there are any. The gift slip says no prices and nothing of who paid. The return
// slip has boxes for how much comes back and why, the pickup slip the customer's name to be read from afar.
func PackingSlip(s Slip, paper Paper) (Doc, error)  { return OwnForm("slip").Slip(s, paper, nil) }
func GiftSlip(s Slip, paper Paper) (Doc, error)     { return OwnForm("gift").Slip(s, paper, nil) }
func ReturnSlip(s Slip, paper Paper) (Doc, error)   { return OwnForm("return").Slip(s, paper, nil) }
func PickupSlip(p Pickup, paper Paper) (Doc, error) { return OwnForm("pickup").Pickup(p, paper, nil) }

// Slip lays out the slip of one carton, with the house's logo if the form has a place for it.
func (f Form) Slip(s Slip, paper Paper, logo *Logo) (Doc, error) {
	return f.slip.doc(s.Order, s.Lines, s.values(), paper, logo)
}

// Pickup lays out the slip on goods that their customer collects.
func (f Form) Pickup(p Pickup, paper Paper, logo *Logo) (Doc, error) {
	return f.slip.doc(p.Order, p.Lines, p.values(), paper, logo)
}

func (t SlipTemplate) doc(order string, lines []SlipLine, values map[string]string, paper Paper, logo *Logo) (Doc, error) {
	form, err := slipFormFor(paper)
	switch {
	case err != nil:
		return Doc{}, err
	case order == "":
		return Doc{}, picking.FieldError("order", "A slip needs the order's number.")
	}
	if strings.TrimSpace(order) == "" {
		return Doc{}, picking.FieldError("order", "there is no order number")
	}
	var code []Item
	if says := saying(t.Code, values); says != "" {
		c, err := orderCode(says, form.codePlace())
		if err != nil {
			return Doc{}, picking.FieldError("order", "%v", err)
		}
		code = []Item{c}
	}
	shown := slices.DeleteFunc(slices.Clone(t.Columns), func(c SlipColumn) bool { return c.If != "" && values[c.If] == "" })
	f := form.flow()
	cols := form.columns(shown)
	f.head = func(p *sheet, first bool) float64 {
		if !first {
			return titles(p, form.running(p, saying(t.Running, values)), form.text-2, cols)
		}
		p.add(code...)
		return titles(p, form.slipHead(p, t, values, logo), form.text-2, cols)
	}
	for _, l := range lines {
		own := l.values(values)
		row := make([]string, len(shown))
		for i, c := range shown {
			row[i] = saying(c.Value, own)
		}
		form.itemRow(f, cols, l.only(t.Lots, t.Serials), row...)
	}
	for _, w := range t.End {
		form.words(f, w, saying(w.Text, values))
	}
	form.signature(f, t.Sign)
	return f.doc(t.Name+" "+order, saying(t.Foot, values)), nil
}

// slipFields are what the form of a slip may say, lineFields what the columns of its table may say besides.
var (
	slipFields = slices.Sorted(maps.Keys(Slip{}.values()))
	lineFields = slices.Sorted(maps.Keys(SlipLine{}.values(nil)))
)

func (s Slip) values() map[string]string {
	v := map[string]string{"order": s.Order, "placed": date(s.Placed), "service": s.Service, "carton": nOfM(s.Carton, s.Of),
		"weight": optionalWeight(s.Weight), "sscc": s.SSCC, "tracking": s.Tracking, "note": s.Note, "shelf": "", "ready": "", "until": ""}
	v["from"], v["from_name"], v["from_place"] = addressee(s.From, s.To.Country)
	v["to"], v["to_name"], v["to_place"] = addressee(s.To, s.From.Country)
	v["units"], v["prices"], v["total"] = sums(s.Lines)
	return v
}

// addressee is an address whole, its name, and what stands below the name.
func addressee(a picking.Address, home string) (whole, name, below string) {
	whole, name = address(a, home), a.Name
	a.Name = ""
	return whole, name, address(a, home)
}

// values are a line's fields, on top of those of its slip.
func (l SlipLine) values(slip map[string]string) map[string]string {
	v := maps.Clone(slip)
	if v == nil {
		v = map[string]string{}
	}
	none := func(ok bool, s string) string {
		if ok {
			return s
		}
		return "–"
	}
	amount := ship.Money{Currency: l.Price.Currency, Minor: l.Price.Minor * int64(l.Packed)}
	priced := l.Price.Currency != ""
	v["sku"], v["name"], v["ordered"], v["packed"] = l.SKU, l.Name, quantity(l.Ordered), quantity(l.Packed)
	v["short"] = none(l.Short > 0, quantity(l.Short))
	v["price"], v["amount"] = none(priced, l.Price.Decimal()), none(priced, amount.Decimal())
	return v
}

// only leaves out of a line what its form does not show.
func (l SlipLine) only(lots, serials bool) SlipLine {
	if !lots {
		l.Lots = nil
	}
	if !serials {
		l.Serials = nil
	}
	return l
}

// sums are the units in the carton, the currency of its prices ("" if there are none, several if there are several), and what
// the goods cost if that is one currency.
func sums(lines []SlipLine) (unit, currencies, total string) {
	var all []string
	packed, sum := picking.Qty(0), ship.Money{}
	for _, l := range lines {
		packed += l.Packed
		if c := l.Price.Currency; c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
		sum.Minor += l.Price.Minor * int64(l.Packed)
	}
	if len(all) == 1 {
		sum.Currency = all[0]
		total = sum.String()
	}
	return units(packed), strings.Join(all, " "), total
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

// columns are item and quantities, the quantities on the right under their titles.
func (form slipForm) columns(quantities []SlipColumn) []column {
	w, _, _ := form.paper.size()
	x, right := form.margin, w-form.margin
	cols := []column{{"ITEM", x, 0, font.Left}}
	if form.skuW > 0 {
		cols = []column{{"SKU", x, form.skuW - 2, font.Left}, {"ITEM", x + form.skuW, 0, font.Left}}
	}
	item := &cols[len(cols)-1]
	item.w = right - float64(len(quantities))*form.qtyW - item.x - 2
	for i, q := range quantities {
		cols = append(cols, column{q.Title, right - float64(len(quantities)-i)*form.qtyW + 0.5, form.qtyW - 0.5, font.Right})
	}
	return cols
}

// slipHead draws who sends what to whom and returns where the table begins.
func (form slipForm) slipHead(p *sheet, t SlipTemplate, v map[string]string, logo *Logo) float64 {
	m := form.margin
	right := p.W - m - form.codeW
	wide := right - m - 4
	p.add(Text{X: right, Y: m, W: form.codeW, S: saying(t.Title, v), Size: form.title, Min: 8, Bold: true, Align: font.Right})
	top := m
	if logo != nil && t.Logo > 0 {
		p.add(Picture{m, top, wide, t.Logo, logo})
		top += t.Logo + 1.5
	}
	sender := Text{X: m, Y: top, W: wide, S: saying(t.Sender, v), Size: form.text + 3, Min: 7, Bold: true, Lines: 2}
	below := Text{X: m, Y: top + sender.block().Height() + 0.5, W: wide, S: saying(t.Below, v), Size: form.text - 1.5, Min: 5, Lines: 4}
	p.add(sender, below)
	y := form.codePlace().Y
	if says := saying(t.Code, v); says != "" {
		y += form.codeH + 0.5
		p.add(Text{X: right, Y: y, W: form.codeW, S: says, Size: form.number, Min: 6, Bold: true, Align: font.Right})
		y += form.number * font.Pitch * font.MM
	}
	y += 2.5
	if _, _, _, end := below.bounds(); end+2.5 > y {
		y = end + 2.5
	}
	if t.Large != "" {
		y = form.large(p, y, t, v)
	}
	if t.To == "" && len(t.Facts) == 0 {
		return y
	}
	return form.whom(p, y, t, v) + 4
}

// whom is who gets it, with the facts beside it.
func (form slipForm) whom(p *sheet, y float64, t SlipTemplate, v map[string]string) float64 {
	m, line := form.margin, form.text*font.Pitch*font.MM
	right := p.W - m - form.codeW
	p.add(caption(m, y, 40, saying(t.Caption, v)))
	to := Text{X: m, Y: y + 3.2, W: right - m - 4, S: saying(t.To, v), Size: form.text + 1, Min: 6, Lines: 7}
	p.add(to)
	var facts []pair
	for _, f := range t.Facts {
		facts = append(facts, pair{f.Name, saying(f.Value, v)})
	}
	below := p.pairs(right, y, form.codeW, form.text, facts...)
	_, _, _, bottom := to.bounds()
	return max(below, bottom, y+4*line)
}

// large is what is read from afar, with a frame beside it.
func (form slipForm) large(p *sheet, y float64, t SlipTemplate, v map[string]string) float64 {
	m, wide, box := form.margin, p.W-2*form.margin, 0.0
	if says := saying(t.Box, v); says != "" {
		box = wide * 0.28
		x := m + wide - box
		p.add(Box{x, y, box, 17, 0.6}, caption(x+2, y+1.6, box-4, saying(t.BoxCaption, v)),
			Text{X: x + 1.5, Y: y + 4.5, W: box - 3, H: 12, S: says, Size: 26, Min: 9, Bold: true, Align: font.Center})
	}
	p.add(caption(m, y+1.6, 40, saying(t.LargeCaption, v)),
		Text{X: m, Y: y + 4.5, W: wide - box - 4, H: 12, S: saying(t.Large, v), Size: 28, Min: 10, Bold: true})
	return y + 21
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
		name.Y, name.Lines = sku.block().Height(), 6
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

// words stand below the table.
func (form slipForm) words(f *flow, w SlipWords, says string) {
	if says == "" {
		return
	}
	f.row(2.5, Text{X: form.margin, Y: 0.5 + w.Above, W: f.w - 2*form.margin, S: says, Size: form.text + w.Larger, Min: min(6, form.text+w.Larger),
		Bold: w.Bold, Align: aligns[w.Align], Lines: 20})
}

// signature is lines to write on, over what is to be written there.
func (form slipForm) signature(f *flow, under []string) {
	wide := f.w - 2*form.margin
	var row []Item
	for i, words := range under {
		x, w := form.margin, wide*0.55
		if i == 1 {
			x, w = form.margin+wide*0.62, wide*0.38
		}
		row = append(row, Rule{x, 12, w, hairline}, caption(x, 12.8, w, words))
	}
	if row != nil {
		f.row(0, row...)
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
