package gs1

// CheckDigit is the modulo-10 digit that belongs behind body, the GS1 General Specifications, 7.9.1: from the right,
// weights 3, 1, 3, 1, …  It is false when body is empty or holds anything but digits. Serves GTIN, SSCC, GLN, GSRN, ….
func CheckDigit(body string) (byte, bool) {
	sum := 0
	for i := range len(body) {
		c := body[len(body)-1-i]
		if c < '0' || c > '9' {
			return 0, false
		}
		weight := 3 - 2*(i%2)
		sum += weight * int(c-'0')
	}
	return byte('0' + (10-sum%10)%10), body != ""
}

// proves says whether the last digit of s is the check digit of the ones before it.
func proves(s string) bool {
	if len(s) < 2 {
		return false
	}
	c, ok := CheckDigit(s[:len(s)-1])
	return ok && c == s[len(s)-1]
}

func allDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}
