package barcode

import "fmt"

// Place is where a symbol goes on a page: a box in millimetres that holds the quiet zone too, and the width of a module
// it should have at most. Bars are as high as the box; matrix symbols stand in its middle.
type Place struct {
	X, Y, W, H float64
	Max        float64
}

// MinModule is the narrowest module a hand-held reads without effort, 7.5 mil in millimetres. GS1 sets 0.25 mm for
// trade items and 0.495 mm for logistic units.
const MinModule = 0.19

// Module is the module width of the symbol in this place, in millimetres; it fails if that would be too narrow to read.
func (p Place) Module(s Symbol) (float64, error) {
	m, err := p.Dots(s, 1000)
	return float64(m) / 1000, err
}

// Dots is Module in whole dots of a printer with so many dots per millimetre.
func (p Place) Dots(s Symbol, perMM float64) (int, error) {
	room := p.W / float64(s.FullWidth())
	if !s.Linear() {
		room = min(room, p.H/float64(len(s.Rows)+2*s.Quiet))
	}
	dots := int(p.Max*perMM + 0.5)
	if float64(dots) > room*perMM+1e-9 {
		dots = int(room*perMM + 1e-9)
	}
	if float64(dots) < MinModule*perMM {
		return 0, fmt.Errorf("%s %q does not fit into %.0f mm: its lines would be too fine to read", s.Kind, s.Text, p.W)
	}
	return dots, nil
}
