package picking

// CheckDigits are the two digits printed beside the code of a bin or a tote, to be typed when its barcode cannot be read:
// the code as a number of base 37, modulo 97. Two codes that differ in one character, or by two neighbours changed over,
// never have the same, so whoever stands one bin off sees it.
func CheckDigits(code string) string {
	n := 0
	for i := range len(code) {
		n = (n*37 + int(code[i])) % 97
	}
	return string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
}
