package picking_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"pickpack/picking"
)

func TestNormalCode(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, want, refused string }{
		{in: "4006381333931", want: "04006381333931"},
		{in: " 036000291452 ", want: "00036000291452"},
		{in: "96385074", want: "00000096385074"},
		{in: "10012345678902", want: "10012345678902"},
		{in: "x-17b", want: "X-17B"},
		{in: "12345", want: "12345"},
		{in: "1E7", want: "1E7"},
		{in: "4006381333932", refused: "wrong check digit: it ends in 2, 1 would be right"},
		{in: "4.00638E+12", refused: "rounded by a spreadsheet"},
		{in: "4,00638e+12", refused: "rounded by a spreadsheet"},
		{in: "4E+12", refused: "rounded by a spreadsheet"},
		{in: "", refused: "empty"},
		{in: "a b", refused: "blank"},
		{in: "a\x1db", refused: "blank or a character"},
		{in: "ñ1", refused: "blank or a character"},
		{in: strings.Repeat("9", 49), refused: "longer than 48"},
	} {
		got, err := picking.NormalCode(c.in)
		if c.refused == "" && (err != nil || got != c.want) {
			t.Errorf("%q: got %q, %v, want %q", c.in, got, err, c.want)
		}
		if c.refused != "" && (err == nil || !strings.Contains(err.Error(), c.refused)) {
			t.Errorf("%q: got %q, %v, want a refusal with %q", c.in, got, err, c.refused)
		}
	}
}

func TestLostZero(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{"36000291452": true, "36000291453": false, "96385074": false, "AB": false, "": false} {
		if got := picking.LostZero(code); got != want {
			t.Errorf("%q: got %v", code, got)
		}
	}
}

// Every single wrong digit is found, and the fourteen digits never change by being normalised again.
func TestCheckDigitFindsEveryWrongDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringMatching(`[0-9]{7}|[0-9]{11,13}`).Draw(t, "body")
		code := body + string(picking.CheckDigit(body))
		whole, err := picking.NormalCode(code)
		if err != nil || !strings.HasSuffix(whole, code) || len(whole) != 14 {
			t.Fatalf("%s: %s, %v", code, whole, err)
		}
		if again, err := picking.NormalCode(whole); err != nil || again != whole {
			t.Fatalf("%s: %s, %v", whole, again, err)
		}
		i := rapid.IntRange(0, len(code)-1).Draw(t, "at")
		wrong := []byte(code)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if got, err := picking.NormalCode(string(wrong)); err == nil {
			t.Fatalf("%s is taken as %s", wrong, got)
		}
	})
}

func TestHouseCode(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]bool{
		"B-07-14-2": true, "T-0012": true, "CART-3": true, "UNDO": true, "10D9T": true, "O-1042": true, "A": true, "7/2.A_B": true,
		"": false, "4006381333931": false, "1": false, "-A": false, "A B": false, "a": false, "Ä": false, "A\x1dB": false, "(01)A": false,
		strings.Repeat("A", picking.MaxCode): true, strings.Repeat("A", picking.MaxCode+1): false,
	} {
		if got := picking.HouseCode(code); got != want {
			t.Errorf("HouseCode(%q) = %v", code, got)
		}
	}
}
