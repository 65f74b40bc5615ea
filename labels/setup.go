package labels

import (
	"strconv"

	"pickpack/labels/barcode"
	"pickpack/labels/font"
	"pickpack/picking"
)

// SetupSheet tells on paper how a device is set up: what to do, step by step, and codes to try it with.
type SetupSheet struct {
	Title string
	Lead  string // for which devices, and what it comes to
	Steps []SetupStep
	Codes []SetupCode
	Note  string
}

// SetupStep is one thing to do: where, and what to set there.
type SetupStep struct{ Where, What string }

// SetupCode is a symbol to scan, and what should show then.
type SetupCode struct {
	Symbol barcode.Symbol
	Shows  string
}

const setupMargin = 18.0

// SetupPaper lays out the sheet on A4 or Letter, the codes in a row below the steps.
func SetupPaper(s SetupSheet, paper Paper) (Doc, error) {
	if paper != A4 && paper != Letter {
		return Doc{}, picking.FieldError("paper", "a set-up sheet needs A4 or Letter")
	}
	w, h, err := paper.size()
	if err != nil {
		return Doc{}, err
	}
	f := &flow{w: w, h: h, margin: setupMargin}
	wide := w - 2*setupMargin
	f.head = func(p *sheet, first bool) float64 {
		title := Text{X: setupMargin, Y: setupMargin, W: wide, S: s.Title, Size: 20, Min: 10, Bold: true}
		if !first {
			title.Size = 11
			p.add(title)
			return setupMargin + 8
		}
		lead := Text{X: setupMargin, Y: setupMargin + 11, W: wide, S: s.Lead, Size: 10.5, Min: 8, Lines: 4}
		p.add(title, lead)
		_, _, _, below := lead.bounds()
		return below + 6
	}
	for i, step := range s.Steps {
		f.ruled(Text{X: setupMargin, Y: 0, W: 9, S: strconv.Itoa(i + 1), Size: 15, Bold: true},
			Text{X: setupMargin + 11, Y: 0.7, W: 52, S: step.Where, Size: 10.5, Min: 7, Bold: true, Lines: 3},
			Text{X: setupMargin + 66, Y: 0.7, W: wide - 66, S: step.What, Size: 10.5, Min: 7, Lines: 6})
	}
	f.row(3, Text{X: setupMargin, Y: 5, W: wide, S: "Then scan these", Size: 13, Bold: true})
	f.row(5, setupCodes(s.Codes, wide)...)
	if s.Note != "" {
		f.row(0, Text{X: setupMargin, Y: 0, W: wide, S: s.Note, Size: 9.5, Min: 7, Lines: 6})
	}
	return f.doc(s.Title, s.Title), nil
}

// setupCodes stand beside each other, each with its kind above and what should show below.
func setupCodes(codes []SetupCode, wide float64) (row []Item) {
	if len(codes) == 0 {
		return nil
	}
	const gap, high = 6.0, 24.0
	w := (wide - gap*float64(len(codes)-1)) / float64(len(codes))
	for i, c := range codes {
		x := setupMargin + float64(i)*(w+gap)
		row = append(row, Text{X: x, Y: 0, W: w, S: string(c.Symbol.Kind), Size: 10, Bold: true, Align: font.Center},
			Code{c.Symbol, barcode.Place{X: x, Y: 6, W: w, H: high, Max: 0.5}},
			Text{X: x, Y: 6 + high + 2, W: w, S: c.Shows, Size: 9, Min: 6, Align: font.Center, Lines: 3})
	}
	return row
}
