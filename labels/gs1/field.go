package gs1

import "fmt"

// A field is one part of an AI's data: so many characters of a set, and rules about what they say. Only the last field
// of an AI may have a variable length, and nothing that must be there follows what may be left out.
type field struct {
	set      charset
	min, max int
	optional bool
	rules    []rule
}

// A rule says what is wrong with a field's characters, or "". The characters are of the right set and number.
type rule func(s string) string

type charset int

const (
	numeric charset = iota // 0–9
	cset82                 // GS1 General Specifications, figure 7.11-1
	cset39                 // figure 7.11-2
	base64url
)

const (
	upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	alnum = "0123456789" + upper + "abcdefghijklmnopqrstuvwxyz"

	// chars82 is in the order of its values, which the alphanumeric check characters need.
	chars82 = `!"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz`
)

// sets holds for each byte one bit for each charset it belongs to.
var sets = bytesOf(anyDigit, chars82, anyDigit+upper+"#-/", alnum+"-_=")

// bytesOf makes a table in which bit i of a byte says that the i-th list holds it.
func bytesOf(lists ...string) (t [256]uint8) {
	for i, list := range lists {
		for j := range len(list) {
			t[list[j]] |= 1 << i
		}
	}
	return t
}

func (c charset) holds(b byte) bool { return sets[b]>>c&1 != 0 }

func digits(n int, rules ...rule) field   { return field{numeric, n, n, false, rules} }
func digitsTo(n int, rules ...rule) field { return field{numeric, 1, n, false, rules} }
func text(n int, rules ...rule) field     { return field{cset82, n, n, false, rules} }
func textTo(n int, rules ...rule) field   { return field{cset82, 1, n, false, rules} }

func maybe(f field) field {
	f.optional = true
	return f
}

// take checks the field at the start of data and returns what is left behind it, or what is wrong.
func (f *field) take(data string) (rest, problem string) {
	n := min(len(data), f.max)
	for i := range n {
		if !f.set.holds(data[i]) {
			return "", fmt.Sprintf("holds %q, which is not allowed there", data[i])
		}
	}
	if n < f.min {
		return "", fmt.Sprintf("is too short: %q", clip(data))
	}
	for _, r := range f.rules {
		if p := r(data[:n]); p != "" {
			return "", p
		}
	}
	return data[n:], ""
}
