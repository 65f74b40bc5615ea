package picking

import "strings"

// CheckDigit is the GS1 modulo-10 check digit of a string of decimal digits (GS1 General Specifications, 7.9.1): from
// the right, digits weigh 3, 1, 3, …; the check digit fills the sum up to a multiple of ten. It panics on anything but
// digits. labels/gs1 holds the same sum again: neither room may import the other.
func CheckDigit(body string) byte {
	sum, weight := 0, 3
	for i := len(body) - 1; i >= 0; i-- {
		if !isDigit(body[i]) {
			panic("picking: check digit of " + body)
		}
		sum += int(body[i]-'0') * weight
		weight = 4 - weight
	}
	return '0' + byte((10-sum%10)%10)
}

// NormalCode is the one form in which an item's code is stored and compared: a GTIN of 8, 12, 13 or 14 digits padded
// with zeros to 14, anything else as a house code in upper case. It refuses, in words for the person who wrote the code,
// what cannot have been printed on goods: wrong check digits, numbers a spreadsheet has rounded, control characters.
func NormalCode(s string) (string, error) {
	s = strings.TrimSpace(s)
	unreadable := strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
	s = strings.ToUpper(s)
	switch {
	case s == "":
		return "", Errorf(Invalid, "the barcode is empty")
	case len(s) > MaxCode:
		return "", Errorf(Invalid, "the barcode is longer than %d characters", MaxCode)
	case unreadable:
		return "", Errorf(Invalid, "barcode %q holds a blank or a character that scanners do not send", s)
	case Rounded(s):
		return "", Errorf(Invalid, "barcode %s was rounded by a spreadsheet and its digits are lost: format the column as text and export again", s)
	case !allDigits(s) || !gtinLength(len(s)):
		return s, nil
	case IsGTIN(s):
		return strings.Repeat("0", 14-len(s)) + s, nil
	}
	return "", Errorf(Invalid, "barcode %s has the wrong check digit: it ends in %c, %c would be right",
		s, s[len(s)-1], CheckDigit(s[:len(s)-1]))
}

// IsGTIN says whether s is 8, 12, 13 or 14 digits of which the last is the right check digit.
func IsGTIN(s string) bool {
	return allDigits(s) && gtinLength(len(s)) && CheckDigit(s[:len(s)-1]) == s[len(s)-1]
}

// MaxCode is the longest house code taken.
const MaxCode = 48

// HouseCode says whether s, in upper case, looks like a code of a house: letters and digits, and - . _ / between them. A
// code of digits alone is for a barcode table to know.
func HouseCode(s string) bool {
	if len(s) > MaxCode || s == "" || allDigits(s) {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case isDigit(c) || c >= 'A' && c <= 'Z':
		case i > 0 && strings.IndexByte("-._/", c) >= 0:
		default:
			return false
		}
	}
	return true
}

// LostZero says whether a code looks like a GTIN that lost its leading zeros on the way through a spreadsheet: 9 to 11
// digits, or 7, that end in the right check digit. One house code in ten looks so by chance.
func LostZero(code string) bool {
	n := len(code)
	return allDigits(code) && (n == 7 || n >= 9 && n <= 11) && CheckDigit(code[:n-1]) == code[n-1]
}

func gtinLength(n int) bool { return n == 8 || n >= 12 && n <= 14 }

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// Rounded says whether s is a number in scientific notation, such as 1.23E+12 or 4,00638E+12: what a spreadsheet makes of
// a long number.
func Rounded(s string) bool {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(s), "E")
	if !found || !allDigits(strings.TrimLeft(exponent, "+-")) {
		return false
	}
	signed := exponent[0] == '+' || exponent[0] == '-'
	whole, part, point := strings.Cut(strings.Replace(mantissa, ",", ".", 1), ".")
	return allDigits(whole) && (point && allDigits(part) || !point && signed)
}
