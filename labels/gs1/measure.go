package gs1

import "strings"

// Measure is a weight, length, area, volume, amount or price with its exact decimal value, "1.250". The unit is in the
// title; amounts may name their currency by the three digits of ISO 4217.
type Measure struct {
	AI       string `json:"ai"`
	Title    string `json:"title"`
	Value    string `json:"value"`
	Currency string `json:"currency,omitempty"`
}

// Measures lists what the elements measure, in their order: the AIs whose last digit is the number of decimals.
func (e Elements) Measures() []Measure {
	var out []Measure
	for _, el := range e {
		if !hasDecimals(el.AI) {
			continue
		}
		m := Measure{AI: el.AI, Title: Title(el.AI)}
		digits := el.Value
		if (el.AI[:3] == "391" || el.AI[:3] == "393") && len(digits) > 3 {
			m.Currency, digits = digits[:3], digits[3:]
		}
		m.Value = decimal(digits, int(el.AI[3]-'0'))
		out = append(out, m)
	}
	return out
}

// hasDecimals: 31nn to 36nn and 390n to 395n.
func hasDecimals(code string) bool {
	return len(code) == 4 && code[0] == '3' && (code[1] >= '1' && code[1] <= '6' || code[1] == '9' && code[2] <= '5')
}

// decimal puts the point before the last n digits.
func decimal(digits string, n int) string {
	if short := n + 1 - len(digits); short > 0 {
		digits = strings.Repeat("0", short) + digits
	}
	whole := strings.TrimLeft(digits[:len(digits)-n], "0")
	if whole == "" {
		whole = "0"
	}
	if n == 0 {
		return whole
	}
	return whole + "." + digits[len(digits)-n:]
}
