package labels

import "pickpack/picking"

// Paper is a size of sheet, label or roll.
type Paper string

const (
	A4       Paper = "a4"
	Letter   Paper = "letter"
	A5       Paper = "a5"
	A6       Paper = "a6"  // the label stock for logistic labels
	Label4x6 Paper = "4x6" // four by six inches, the usual shipping label
	Label4x2 Paper = "4x2" // four by two inches, for places, totes and carts
	Label57  Paper = "57x32"
	Receipt  Paper = "80mm" // a roll of 80 mm: a page as long as what stands on it
)

// size in millimetres; a roll has no height. An unknown paper is an Invalid error.
func (p Paper) size() (w, h float64, err error) {
	switch p {
	case A4:
		return 210, 297, nil
	case Letter:
		return 215.9, 279.4, nil
	case A5:
		return 148, 210, nil
	case A6:
		return 105, 148, nil
	case Label4x6:
		return 101.6, 152.4, nil
	case Label4x2:
		return 101.6, 50.8, nil
	case Label57:
		return 57, 32, nil
	case Receipt:
		return 80, 0, nil
	}
	return 0, 0, picking.FieldError("paper", "there is no paper %q; choose a4, letter, a5, a6, 4x6, 4x2, 57x32 or 80mm", string(p))
}
