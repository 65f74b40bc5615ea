package ship

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"pickpack/picking"
)

// Money is an amount in the smallest unit of its currency (ISO 4217): cents of a dollar, whole yen. The zero value is
// no amount at all, which is not the same as a price of nothing.
type Money struct {
	Minor    int64  `json:"minor"`
	Currency string `json:"currency"`
}

// digits are the decimals of currencies that do not have two (ISO 4217, table A.1).
var digits = map[string]int{
	"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0, "RWF": 0, "UGX": 0, "VND": 0,
	"VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
	"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
}

func decimals(currency string) int {
	if n, ok := digits[currency]; ok {
		return n
	}
	return 2
}

// ParseMoney reads an amount as people and carriers write it: "7.58", "7", "-0.5". More decimals than the currency has
// are rounded up, away from zero: a price is never understated.
func ParseMoney(amount, currency string) (Money, error) {
	m := Money{Currency: strings.ToUpper(strings.TrimSpace(currency))}
	if len(m.Currency) != 3 || strings.Trim(m.Currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return Money{}, picking.FieldError("currency", "%.10q is no currency.", currency)
	}
	text, minus := strings.CutPrefix(strings.TrimSpace(amount), "-")
	whole, part, _ := strings.Cut(text, ".")
	n := decimals(m.Currency)
	rest := ""
	if len(part) > n {
		part, rest = part[:n], part[n:]
	}
	part += strings.Repeat("0", n-len(part))
	if whole == "" || strings.Trim(whole+part+rest, "0123456789") != "" {
		return Money{}, picking.FieldError("amount", "%.20q is no amount.", amount)
	}
	minor, err := strconv.ParseInt(whole+part, 10, 64)
	if err != nil || minor == math.MaxInt64 {
		return Money{}, picking.FieldError("amount", "%.20q is too much.", amount)
	}
	if strings.Trim(rest, "0") != "" {
		minor++
	}
	if minus {
		minor = -minor
	}
	m.Minor = minor
	return m, nil
}

// Decimal is the amount alone, as carriers write it: "7.58".
func (m Money) Decimal() string {
	n, minor, sign := decimals(m.Currency), uint64(m.Minor), ""
	if m.Minor < 0 {
		minor, sign = -minor, "-"
	}
	text := strconv.FormatUint(minor, 10)
	if n == 0 {
		return sign + text
	}
	if len(text) <= n {
		text = strings.Repeat("0", n+1-len(text)) + text
	}
	return sign + text[:len(text)-n] + "." + text[len(text)-n:]
}

// String is the amount for people: "7.58 EUR", empty if there is none.
func (m Money) String() string {
	if m.Currency == "" {
		return ""
	}
	return fmt.Sprintf("%s %s", m.Decimal(), m.Currency)
}
