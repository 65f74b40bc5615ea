package labels

import "pickpack/picking"

// Paper is a size of sheet.
type Paper string

const (
	A4       Paper = "a4"
	Letter   Paper = "letter"
	Label4x6 Paper = "4x6" // four by six inches, the usual shipping label
)

// size in millimetres; an unknown paper is an Invalid error.
func (p Paper) size() (w, h float64, err error) {
	switch p {
	case A4:
		return 210, 297, nil
	case Letter:
		return 215.9, 279.4, nil
	case Label4x6:
		return 101.6, 152.4, nil
	}
	return 0, 0, picking.FieldError("paper", "there is no paper %q; choose a4, letter or 4x6", string(p))
}
