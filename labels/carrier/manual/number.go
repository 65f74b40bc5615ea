package manual

import (
	"fmt"
	"strings"

	"pickpack/picking"
)

// Check is how a range's numbers prove themselves.
type Check string

const (
	NoCheck Check = ""
	Mod10   Check = "mod10" // GS1 General Specifications, 7.9
	S10     Check = "s10"   // UPU S10: postal items, eight digits, modulo 11
)

// Range are the numbers a carrier has given us, written as prefix, digits, check digit, suffix.
type Range struct {
	Prefix string `json:"prefix"`
	First  int64  `json:"first"`
	Last   int64  `json:"last"`
	Digits int    `json:"digits"` // leading zeros fill them
	Check  Check  `json:"check"`
	Suffix string `json:"suffix"`
}

// Valid refuses a range that would print what is no number.
func (r Range) Valid() error {
	switch {
	case r.First < 0 || r.Last < r.First:
		return picking.FieldError("last", "The last number is before the first.")
	case r.Digits < 1 || r.Digits > 18:
		return picking.FieldError("digits", "A number has between 1 and 18 digits.")
	case len(fmt.Sprint(r.Last)) > r.Digits:
		return picking.FieldError("digits", "The last number has more than %d digits.", r.Digits)
	case r.Check != NoCheck && r.Check != Mod10 && r.Check != S10:
		return picking.FieldError("check", "There is no check digit %.20q.", string(r.Check))
	case r.Check == S10 && r.Digits != 8:
		return picking.FieldError("digits", "Postal numbers have eight digits before their check digit.")
	case !printable(r.Prefix+r.Suffix) || strings.Contains(r.Prefix+r.Suffix, " ") || len(r.Prefix+r.Suffix) > 10:
		return picking.FieldError("prefix", "Prefix and suffix are at most ten letters, digits and dashes.")
	}
	return nil
}

// At is the n-th number of a valid range, counted from 0; ok is false beyond its end.
func (r Range) At(n int64) (number string, ok bool) {
	if n < 0 || n > r.Last-r.First {
		return "", false
	}
	ref := fmt.Sprintf("%0*d", r.Digits, r.First+n)
	switch r.Check {
	case Mod10:
		ref += string(picking.CheckDigit(ref))
	case S10:
		ref += string(s10(ref))
	}
	return r.Prefix + ref + r.Suffix, true
}

// s10 is the check digit of a postal item: weights 8 6 4 2 3 5 9 7, eleven minus the remainder by eleven; ten is
// written 0 and eleven 5.
func s10(ref string) byte {
	sum := 0
	for i, w := range []int{8, 6, 4, 2, 3, 5, 9, 7} {
		sum += w * int(ref[i]-'0')
	}
	switch check := 11 - sum%11; check {
	case 10:
		return '0'
	case 11:
		return '5'
	default:
		return byte('0' + check)
	}
}
