package labels

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/picking"
)

// Manifest is the list of the parcels that a carrier takes along at the end of the day, to be signed by the driver.
type Manifest struct {
	From    picking.Address
	Number  string
	Carrier string
	Made    time.Time
	Parcels []ManifestParcel
	Note    string
}

// ManifestParcel is one of them. Number is the carrier's tracking number, or the SSCC while there is none.
type ManifestParcel struct {
	Number  string          `json:"number"`
	Order   string          `json:"order"`
	Service string          `json:"service"`
	To      picking.Address `json:"to"`
	Weight  picking.Grams   `json:"weight"`
}

const manifestMargin = 13.0

// ManifestPaper lays out the list on A4 or Letter, over as many pages as it takes, with the sums and lines to sign on at
// the end.
func ManifestPaper(m Manifest, paper Paper) (Doc, error) {
	if paper != A4 && paper != Letter {
		return Doc{}, picking.FieldError("paper", "a manifest needs A4 or Letter")
	}
	w, h, _ := paper.size()
	place := barcode.Place{X: w - manifestMargin - 72, Y: manifestMargin, W: 72, H: 13, Max: 0.4}
	code, err := orderCode(m.Number, place)
	if err != nil {
		return Doc{}, picking.FieldError("number", "%v", err)
	}
	f := &flow{w: w, h: h, margin: manifestMargin}
	cols := manifestColumns(w)
	f.head = func(p *sheet, first bool) float64 {
		if !first {
			p.add(Text{X: manifestMargin, Y: manifestMargin, W: w - 2*manifestMargin, S: "Manifest " + m.Number + ", " + m.Carrier, Size: 11,
				Min: 7, Bold: true})
			return titles(p, manifestMargin+7, 7.5, cols)
		}
		p.add(code)
		return titles(p, manifestHead(p, m, place), 7.5, cols)
	}
	for i, parcel := range m.Parcels {
		manifestRow(f, cols, i+1, parcel)
	}
	manifestEnd(f, m)
	return f.doc("Manifest "+m.Number, join(" · ", m.From.Name, m.Carrier, "Manifest "+m.Number, dateClock(m.Made))), nil
}

func manifestColumns(w float64) []column {
	x, right := manifestMargin, w-manifestMargin
	to := x + 91
	return []column{
		{"#", x, 9, font.Right}, {"NUMBER", x + 12, 48, font.Left}, {"ORDER", x + 62, 27, font.Left},
		{"TO", to, right - 56 - to, font.Left}, {"SERVICE", right - 54, 28, font.Left}, {"WEIGHT", right - 25, 16, font.Right},
		{"", right - 7, 7, font.Left},
	}
}

func manifestHead(p *sheet, m Manifest, code barcode.Place) float64 {
	left := code.X - manifestMargin - 4
	p.add(Text{X: manifestMargin, Y: manifestMargin, W: left, S: "MANIFEST", Size: 20, Bold: true},
		Text{X: manifestMargin, Y: manifestMargin + 9.5, W: left, S: m.Carrier, Size: 14, Min: 7, Bold: true},
		Text{X: code.X, Y: code.Y + code.H + 0.5, W: code.W, S: m.Number, Size: 12, Min: 7, Bold: true, Align: font.Right})
	y := manifestMargin + 22
	from := Text{X: code.X, Y: y, W: code.W, S: address(m.From, m.From.Country), Size: 9, Min: 6, Lines: 6}
	p.add(from)
	below := p.pairs(manifestMargin, y, left, 10, pair{"Made", dateClock(m.Made)}, pair{"Parcels", strconv.Itoa(len(m.Parcels))},
		pair{"Weight", weight(m.weight())})
	_, _, _, bottom := from.bounds()
	return max(below, bottom) + 4
}

func (m Manifest) weight() (sum picking.Grams) {
	for _, p := range m.Parcels {
		sum += p.Weight
	}
	return sum
}

// manifestRow is a parcel with a box to tick when it is loaded.
func manifestRow(f *flow, cols []column, n int, p ManifestParcel) {
	text := func(c int, s string, bold bool) Text {
		return Text{X: cols[c].x, Y: 0.8, W: cols[c].w, S: s, Size: 9, Min: 6, Bold: bold, Align: cols[c].align, Lines: 2}
	}
	_, place := addressLines(p.To, "")
	to := join(", ", append([]string{p.To.Name}, place...)...)
	f.ruled(text(0, strconv.Itoa(n), false), text(1, p.Number, true), text(2, p.Order, false), text(3, to, false),
		text(4, p.Service, false), text(5, weight(p.Weight), false), Box{cols[6].x + 2.5, 0.8, 4.5, 4.5, 0.3})
}

// manifestEnd is the number of parcels of each service, the note, and lines for both who hand over and take over.
func manifestEnd(f *flow, m Manifest) {
	count := map[string]int{}
	for _, p := range m.Parcels {
		count[p.Service]++
	}
	wide := f.w - 2*manifestMargin
	for i, service := range slices.Sorted(maps.Keys(count)) {
		words := fmt.Sprintf("%d × %s", count[service], service)
		if service == "" {
			words = fmt.Sprintf("%d without a service", count[service])
		}
		f.row(0.5, Text{X: manifestMargin, Y: max(0, 2-float64(i)*2), W: wide, S: words, Size: 10, Min: 6, Bold: true})
	}
	if m.Note != "" {
		f.row(1, Text{X: manifestMargin, Y: 2, W: wide, S: m.Note, Size: 9.5, Lines: 8})
	}
	form := slipForm{margin: manifestMargin}
	form.signature(f, []string{"HANDED OVER BY", "DATE AND TIME"})
	f.row(2)
	form.signature(f, []string{"TAKEN OVER BY, FOR " + m.Carrier, "DATE AND TIME"})
}
