package gs1

import "strings"

func mod10(s string) string {
	if !proves(s) {
		return "has a wrong check digit: " + s
	}
	return ""
}

// companyPrefix asks for the four digits with which every GS1 company prefix begins; which prefixes are given out is
// not known here.
func companyPrefix(s string) string {
	if len(s) < 4 || !allDigits(s[:4]) {
		return "must begin with a GS1 company prefix: " + s
	}
	return ""
}

// oneOf accepts the words listed, separated by blanks.
func oneOf(words string) rule {
	return func(s string) string {
		if !strings.Contains(" "+words+" ", " "+s+" ") {
			return "must be one of " + words + ", not " + s
		}
		return ""
	}
}

func atMost(limit int) rule {
	return func(s string) string {
		if number(s) > limit {
			return "is out of range: " + s
		}
		return ""
	}
}

func day(s string) string        { return realDate("20", s, false) }
func dayOrMonth(s string) string { return realDate("20", s, true) }
func fullDay(s string) string    { return realDate("", s, false) }

// realDate checks YYYYMMDD, or YYMMDD with its century. Two-digit years are checked as 20YY: 2000 to 2099 has the same
// leap years as any century the rule of 7.12 can choose, except 1900, which it reaches for nobody alive.
func realDate(century, s string, monthOnly bool) string {
	d := century + s
	year, month, day := number(d[:4]), number(d[4:6]), number(d[6:])
	if monthOnly && day == 0 {
		day = 1
	}
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return "is not a date: " + s
	}
	return ""
}

func daysIn(year, month int) int {
	if month == 2 {
		if year%4 == 0 && year%100 != 0 || year%400 == 0 {
			return 29
		}
		return 28
	}
	return 30 + (month+month/8)%2
}

// number reads digits that were checked to be so few that they fit.
func number(s string) int {
	n := 0
	for i := range len(s) {
		n = 10*n + int(s[i]-'0')
	}
	return n
}

func hourMinute(s string) string {
	if s[:2] > "23" || s[2:] > "59" {
		return "is not a time of day: " + s
	}
	return ""
}

func country(s string) string {
	if !isCountryNumber(s) {
		return "is not a country number of ISO 3166: " + s
	}
	return ""
}

func countryOrAny(s string) string {
	if s == "999" {
		return ""
	}
	return country(s)
}

func countryLetters(s string) string {
	if !isCountryLetters(s) {
		return "is not a country of ISO 3166: " + s
	}
	return ""
}

func currency(s string) string {
	if !isCurrency(s) {
		return "is not a currency number of ISO 4217: " + s
	}
	return ""
}

// percent wants every % to open a two-digit hexadecimal escape.
func percent(s string) string {
	for i := range len(s) {
		if s[i] != '%' {
			continue
		}
		if i+3 > len(s) || !isHex(s[i+1]) || !isHex(s[i+2]) {
			return "holds a % that is no escape: " + s
		}
	}
	return ""
}

func isHex(c byte) bool { return strings.IndexByte("0123456789abcdefABCDEF", c) >= 0 }

func notZero(s string) string {
	if strings.Trim(s, "0") == "" {
		return "must not be zero"
	}
	return ""
}

// noLeadingZero refuses zero itself, too.
func noLeadingZero(s string) string {
	if s[0] == '0' {
		return "must not begin with zero: " + s
	}
	return ""
}

func someLetter(s string) string {
	if allDigits(s) {
		return "must hold something besides digits: " + s
	}
	return ""
}

// pieceOfTotal is two digits of a piece's number and two of the total.
func pieceOfTotal(s string) string {
	if s[:2] == "00" || s[2:] == "00" || s[:2] > s[2:] {
		return "is not a piece of a total: " + s
	}
	return ""
}

// birthSequence is position, slash, total: "2/3".
func birthSequence(s string) string {
	if s[0] < '1' || s[0] > '9' || s[1] != '/' || s[2] < '1' || s[2] > '9' || s[0] > s[2] {
		return "is not a position in a total, like 2/3: " + s
	}
	return ""
}

func importerIndex(s string) string {
	if s != "-" && s != "_" && !strings.Contains(alnum, s) {
		return "is not an importer index: " + s
	}
	return ""
}

func mediaType(s string) string {
	if s >= "01" && s <= "10" || s >= "80" && s <= "99" {
		return ""
	}
	return "is not an AIDC media type: " + s
}

// iban is ISO 13616: country and check digits moved to the end, letters as 10 to 35, the number modulo 97 is one. No
// country's is as short as ten characters.
func iban(s string) string {
	if len(s) <= 10 || !isCountryLetters(s[:2]) {
		return "is not an IBAN: " + s
	}
	rem := 0
	for _, c := range []byte(s[4:] + s[:4]) {
		switch {
		case c >= '0' && c <= '9':
			rem = (rem*10 + int(c-'0')) % 97
		case isUpper(c):
			rem = (rem*100 + int(c-'A') + 10) % 97
		default:
			return "is not an IBAN: " + s
		}
	}
	if rem != 1 {
		return "has wrong check digits: " + s
	}
	return ""
}

func packageType(s string) string {
	if !isPackageType(s) {
		return "is not a package type of UN/ECE recommendation 21: " + s
	}
	return ""
}

// padding of base64url: none, or one or two = that fill the last group of three, as the GS1 syntax tests count.
func padding(s string) string {
	pads := len(s) - len(strings.TrimRight(s, "="))
	if strings.Contains(s[:len(s)-pads], "=") || pads > 2 || pads > 0 && len(s)%3 != 0 {
		return "has wrong padding: " + s
	}
	return ""
}

// checkPair is the pair of check characters of a GMN, GS1 General Specifications, 7.9.5: the values of the characters
// times the prime numbers 2, 3, 5, … from the right, modulo 1021, written as two characters of thirty-two.
func checkPair(s string) string {
	const chars = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
	primes := [...]int{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83}
	if len(s) < 3 || len(s)-2 > len(primes) {
		return "is too short for its check characters: " + s
	}
	body, sum := s[:len(s)-2], 0
	for i := range len(body) {
		sum += strings.IndexByte(chars82, body[i]) * primes[len(body)-1-i]
	}
	sum %= 1021
	if s[len(s)-2] != chars[sum>>5] || s[len(s)-1] != chars[sum&31] {
		return "has wrong check characters: " + s
	}
	return ""
}
