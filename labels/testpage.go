package labels

import (
	"pickpack/labels/barcode"
	"pickpack/labels/font"
)

// TestPage shows whether a printer prints the whole of its paper, straight and sharp: a frame at the edge of what is
// printed on, words in three sizes, and the codes that are hardest to print. At is when it was asked for.
func TestPage(name string, paper Paper, at string) (Doc, error) {
	w, h, err := paper.size()
	if err != nil {
		return Doc{}, err
	}
	const m = 4.0
	in := w - 6*m
	x := 3 * m
	p := Page{W: w, H: h, Items: []Item{Box{X: m, Y: m, W: w - 2*m, H: h - 2*m, Line: 0.5},
		Text{X: x, Y: 3 * m, W: in, S: "Test page", Size: 24, Min: 12, Bold: true, Lines: 1},
		Text{X: x, Y: 3*m + 11, W: in, S: name, Size: 14, Min: 8, Lines: 2},
		Text{X: x, Y: 3*m + 25, W: in, S: at, Size: 10, Min: 7, Lines: 1},
		Text{X: x, Y: 3*m + 32, W: in, S: "The frame is whole and straight, the small print is sharp, and both codes can be scanned.", Size: 8, Min: 6, Lines: 2}}}
	linear, err := barcode.Code128("TEST-PAGE")
	if err != nil {
		return Doc{}, err
	}
	square, err := barcode.DataMatrix("TEST-PAGE")
	if err != nil {
		return Doc{}, err
	}
	p.Items = append(p.Items, Code{linear, barcode.Place{X: x, Y: 3*m + 44, W: min(in, 80), H: 20, Max: 0.5}},
		Code{square, barcode.Place{X: x, Y: 3*m + 70, W: 20, H: 20, Max: 0.8}},
		Text{X: x + 26, Y: 3*m + 70, W: in - 26, S: "TEST-PAGE", Size: 8, Min: 6, Align: font.Left, Lines: 1})
	for i, at := range []float64{0.2, 0.3, 0.4, 0.5} { // hairlines, to see what the head can do
		p.Items = append(p.Items, Rule{X: x + 26, Y: 3*m + 78 + 3*float64(i), W: in - 26, H: at})
	}
	return Doc{Title: "Test page", Pages: []Page{p}}, nil
}
