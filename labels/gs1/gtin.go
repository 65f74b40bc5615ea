package gs1

import (
	"fmt"
	"regexp"
	"strings"
)

// shortened matches what spreadsheets make of long digit strings: 9.50611E+12, 9,50611e12, 4006381333931.0.
var shortened = regexp.MustCompile(`^[+-]?\d+([.,]\d*)?[eE][+-]?\d+$|^\d+[.,]0*$`)

// NormalizeGTIN turns a GTIN-8, -12, -13 or -14 into fourteen digits by putting zeros in front: the one form in which
// GTINs are stored and compared. Blanks and hyphens (printed numbers, ISBN) are dropped. The error is a sentence for
// the person who typed or imported the number; nothing is ever corrected silently.
func NormalizeGTIN(s string) (string, error) {
	trimmed := strings.Trim(strings.TrimSpace(s), "'")
	if shortened.MatchString(trimmed) {
		return "", fmt.Errorf("%q is a number a spreadsheet has shortened, the real digits are lost: "+
			"format the column as text and export again", clip(trimmed))
	}
	digits := strings.Map(dropSpacing, trimmed)
	if digits == "" {
		return "", fmt.Errorf("there is no barcode number")
	}
	if !allDigits(digits) {
		return "", fmt.Errorf("%q is not a GTIN: only digits belong in it", clip(trimmed))
	}
	return padGTIN(digits)
}

func padGTIN(digits string) (string, error) {
	if strings.Trim(digits, "0") == "" {
		return "", fmt.Errorf("a GTIN of zeros only names nothing")
	}
	switch len(digits) {
	case 8, 12, 13, 14:
	default:
		return "", fmt.Errorf("%q has %d digits; a GTIN has 8, 12, 13 or 14%s", clip(digits), len(digits), lostZeros(digits))
	}
	if !proves(digits) {
		want, _ := CheckDigit(digits[:len(digits)-1])
		return "", fmt.Errorf("the check digit of %s is wrong: the last digit should be %c, so a digit was misread or mistyped",
			digits, want)
	}
	return strings.Repeat("0", 14-len(digits)) + digits, nil
}

// lostZeros names the number this would be with its leading zeros back, if that one proves right. It is only named in
// the message: a spreadsheet that eats zeros may have done other damage.
func lostZeros(digits string) string {
	for _, n := range []int{8, 12, 13, 14} {
		if len(digits) >= n || n-len(digits) > 3 {
			continue
		}
		full := strings.Repeat("0", n-len(digits)) + digits
		if proves(full) {
			return fmt.Sprintf("; if a spreadsheet cut the zeros in front, it is %s", full)
		}
	}
	return ""
}

// ShortGTIN is the form printed under a symbol: the eight digits of a GTIN-8, thirteen of a GTIN-12 or -13, else all
// fourteen. It expects the fourteen digits of NormalizeGTIN and returns anything else unchanged.
func ShortGTIN(gtin14 string) string {
	switch {
	case len(gtin14) != 14:
		return gtin14
	case strings.HasPrefix(gtin14, "000000"):
		return gtin14[6:]
	case gtin14[0] == '0':
		return gtin14[1:]
	}
	return gtin14
}

func dropSpacing(r rune) rune {
	switch r {
	case ' ', '-', '\u00a0', '\u2009', '\u2011', '\u2010', '\t':
		return -1
	}
	return r
}

// clip keeps quoted input short enough for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
