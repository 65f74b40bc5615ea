package picking

import "strings"

// CheckDigits are the two digits printed beside the code of a place, a badge or a card, to be typed when its barcode cannot
// be read: the code as a number of base 37, modulo 97. Two codes that differ in one character, or by two neighbours changed over,
// never have the same, so whoever stands one bin off sees it.
func CheckDigits(code string) string {
	n := 0
	for i := range len(code) {
		n = (n*37 + int(code[i])) % 97
	}
	return string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
}

// Typed is a code as somebody types it from a label, without its check digits: "CART-03 47" is CART-03 if 47 are the digits
// that stand on its label. What has no digits behind a blank, or others, comes back as it is: no label says so.
func Typed(s string) string {
	code, digits, ok := strings.Cut(s, " ")
	if digits = strings.TrimSpace(digits); ok && HouseCode(code) && digits == CheckDigits(code) {
		return code
	}
	return s
}
