package picking_test

import (
	"testing"

	"pgregory.net/rapid"

	"pickpack/picking"
)

func TestCheckDigits(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{"": "00", "A": "65", "B-07-14-2": "89", "B-07-14-3": "90", "T-0118": "34"} {
		if got := picking.CheckDigits(code); got != want {
			t.Errorf("%s: %s, want %s", code, got, want)
		}
	}
}

func TestCheckDigitsTellNeighboursApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		code := []byte(rapid.StringMatching(`[A-Z0-9-]{2,16}`).Draw(t, "code"))
		was := picking.CheckDigits(string(code))
		i := rapid.IntRange(0, len(code)-2).Draw(t, "at")
		swapped := string(code)
		code[i], code[i+1] = code[i+1], code[i]
		if string(code) != swapped && picking.CheckDigits(string(code)) == was {
			t.Fatalf("%s and %s have the same digits", swapped, code)
		}
		other := rapid.SampledFrom([]byte("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")).Draw(t, "other")
		before := string(code)
		if code[i] != other {
			if code[i] = other; picking.CheckDigits(string(code)) == picking.CheckDigits(before) {
				t.Fatalf("%s and %s have the same digits", before, code)
			}
		}
	})
}

func TestTyped(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"T-0118 34": "T-0118", "T-0118  34": "T-0118", "T-0118 43": "T-0118 43", "T-0118": "T-0118", "T-0118 ": "T-0118 ", "": "",
		"4006381333931 " + picking.CheckDigits("4006381333931"): "4006381333931 " + picking.CheckDigits("4006381333931"), "LOT 7 A": "LOT 7 A"} {
		if got := picking.Typed(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
