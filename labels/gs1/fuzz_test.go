package gs1

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// FuzzParse: whatever comes out of a scanner, nothing panics, and what is accepted survives being printed and scanned
// again.
func FuzzParse(f *testing.F) {
	for _, tc := range good {
		f.Add(tc.raw)
		f.Add(tc.hri)
	}
	f.Add("]C1]C1\x1d\x1d00(01)%")
	today := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, raw string) {
		_, _ = NormalizeGTIN(raw)
		_ = CheckSSCC(raw)
		_, _ = Date(raw, today)
		for _, read := range []func(string) (Elements, error){Parse, ParseBracketed} {
			e, err := read(raw)
			if err != nil {
				continue
			}
			if err := e.Validate(); err != nil {
				t.Fatalf("%q was accepted but is invalid: %v", raw, err)
			}
			again, err := Parse(e.Raw())
			if err != nil || !cmp.Equal(e, again) {
				t.Fatalf("%q → %v → %q → %v, %v", raw, e, e.Raw(), again, err)
			}
			e.Expiry(today)
			e.BestBefore(today)
			e.Count()
		}
	})
}

// Any mixture of plain AIs reads back as it was written, whatever their order.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	plain := plainAIs()
	rapid.Check(t, func(t *rapid.T) {
		codes := rapid.SliceOfNDistinct(rapid.SampledFrom(plain), 1, 8, rapid.ID[string]).Draw(t, "codes")
		var e Elements
		for _, c := range codes {
			e = append(e, Element{c, drawValue(t, find(c))})
		}
		got, err := Parse(e.Raw())
		if err != nil || !cmp.Equal(e, got) {
			t.Fatalf("%v → %q → %v, %v", e, e.Raw(), got, err)
		}
		got, err = ParseBracketed(e.Bracketed())
		if err != nil || !cmp.Equal(e, got) {
			t.Fatalf("%v → %q → %v, %v", e, e.Bracketed(), got, err)
		}
	})
}

// plainAIs are those without rules beyond length and characters.
func plainAIs() []string {
	var out []string
	for _, a := range allAIs() {
		plain := true
		for _, f := range a.fields {
			plain = plain && len(f.rules) == 0
		}
		if plain {
			out = append(out, a.code)
		}
	}
	return out
}

func drawValue(t *rapid.T, a *ai) string {
	var b strings.Builder
	for _, f := range a.fields {
		var set []rune
		for c := rune(33); c < 127; c++ {
			if f.set.holds(byte(c)) && c != '\\' {
				set = append(set, c)
			}
		}
		b.WriteString(rapid.StringOfN(rapid.RuneFrom(set), f.min, f.max, -1).Draw(t, "("+a.code+")"))
	}
	return b.String()
}
