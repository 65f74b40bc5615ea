package sandbox

import (
	"strings"

	"pickpack/labels"
	"pickpack/labels/barcode"
	"pickpack/labels/carrier"
	"pickpack/labels/font"
	"pickpack/picking"
)

// formats are the labels' formats that ours are drawn in.
var formats = map[carrier.Format]labels.Format{carrier.PDF: labels.PDF, carrier.ZPL: labels.ZPL203,
	carrier.ZPL300: labels.ZPL300, carrier.ZPL600: labels.ZPL600, carrier.PNG: labels.PNG203}

// draw makes the carrier's own label. It says that it is none, so that nobody drops the parcel at a real counter.
func draw(o carrier.Order, l carrier.Label, s service) ([]byte, error) {
	f, ok := formats[l.Format]
	if !ok {
		return nil, carrier.Troubled(carrier.Refused, "%s makes no labels in the format %.10q.", Name, l.Format).Field("format")
	}
	code, err := barcode.Code128(l.Number)
	if err != nil {
		return nil, carrier.Troubled(carrier.Refused, "The number cannot be printed.").Because(err)
	}
	b, err := labels.Render(labels.Doc{Title: "Sandbox label " + l.Number, Pages: []labels.Page{page(o, l, s, code)}}, f)
	if err != nil {
		return nil, carrier.Troubled(carrier.Refused, "The label cannot be printed.").Because(err)
	}
	return b, nil
}

func page(o carrier.Order, l carrier.Label, s service, code barcode.Symbol) labels.Page {
	const left, wide = 4.0, 93.6
	text := func(y, size float64, words string) labels.Text {
		return labels.Text{X: left, Y: y, W: wide, S: words, Size: size, Min: 6, Lines: 1}
	}
	p := labels.Page{W: 101.6, H: 152.4, Items: []labels.Item{
		labels.Text{X: left, Y: 4, W: 60, S: strings.ToUpper(Name), Size: 22, Bold: true},
		labels.Text{X: 60, Y: 5, W: 37.6, S: s.name, Size: 18, Min: 8, Bold: true, Align: font.Right},
		text(13, 9, "Not a real label: no carrier takes this parcel."),
		labels.Rule{X: left, Y: 19, W: wide, H: 0.4},
		text(21, 7, "FROM"), labels.Text{X: left, Y: 24, W: wide, S: lines(o.Parcel.From), Size: 8, Min: 6, Lines: 5},
		labels.Rule{X: left, Y: 44, W: wide, H: 0.4},
		text(46, 7, "TO"), labels.Text{X: left, Y: 50, W: wide, H: 42, S: lines(o.Parcel.To), Size: 16, Min: 7, Bold: true, Lines: 7},
		labels.Rule{X: left, Y: 95, W: wide, H: 0.4},
		text(97, 9, "Reference "+o.Parcel.Reference),
		labels.Code{Symbol: code, Place: barcode.Place{X: 1, Y: 106, W: 99.6, H: 28, Max: 0.5}},
		labels.Text{X: left, Y: 136, W: wide, S: l.Number, Size: 14, Bold: true, Align: font.Center},
	}}
	return p
}

func lines(a picking.Address) string {
	var out []string
	for _, l := range []string{a.Name, a.Company, a.Street1, a.Street2, strings.TrimSpace(a.Postcode + " " + a.City), a.Region, a.Country} {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return strings.Join(out, "\n")
}
