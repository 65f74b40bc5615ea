package gs1

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestNormalizeGTIN(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ in, want, words string }{
		{"4006381333931", "04006381333931", ""},
		{" 4006381333931\t", "04006381333931", ""},
		{"4 006381 333931", "04006381333931", ""},
		{"978-3-16-148410-0", "09783161484100", ""},
		{"036000291452", "00036000291452", ""},
		{"96385074", "00000096385074", ""},
		{"09506000134352", "09506000134352", ""},
		{"19506000134359", "19506000134359", ""},
		{"'4006381333931", "04006381333931", ""},
		{"4006381333932", "", "check digit of 4006381333932 is wrong: the last digit should be 1"},
		{"4.00638E+12", "", "spreadsheet has shortened"},
		{"1.23E+12", "", "spreadsheet has shortened"},
		{"4,00638e12", "", "spreadsheet has shortened"},
		{"4006381333931.0", "", "spreadsheet has shortened"},
		{"36000291452", "", "has 11 digits; a GTIN has 8, 12, 13 or 14; if a spreadsheet cut the zeros in front, it is 036000291452"},
		{"400638133393", "", "check digit"},
		{"123", "", "has 3 digits"},
		{"", "", "no barcode number"},
		{"  ", "", "no barcode number"},
		{"0000000000000", "", "zeros only"},
		{"40063813339X1", "", "only digits"},
		{"４００６３８１３３３９３１", "", "only digits"},
		{strings.Repeat("9", 5000), "", "has 5000 digits"},
	} {
		t.Run(fmt.Sprintf("%.20q", tc.in), func(t *testing.T) {
			t.Parallel()
			got, err := NormalizeGTIN(tc.in)
			if got != tc.want {
				t.Errorf("got %q, want %q (%v)", got, tc.want, err)
			}
			if (tc.words == "") != (err == nil) || err != nil && !strings.Contains(err.Error(), tc.words) {
				t.Errorf("error %v, want the words %q", err, tc.words)
			}
		})
	}
}

// A single wrong digit is always found, and a number that was normalised stays as it is.
func TestGTINFindsEveryWrongDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{7, 11, 12, 13}).Draw(t, "length")
		body := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), n, n, -1).Draw(t, "body")
		check, _ := CheckDigit(body)
		full := body + string(check)
		if strings.Trim(full, "0") == "" {
			return
		}
		got, err := NormalizeGTIN(full)
		if err != nil || len(got) != 14 || !strings.HasSuffix(got, full) {
			t.Fatalf("%s → %q, %v", full, got, err)
		}
		if again, err := NormalizeGTIN(got); again != got || err != nil {
			t.Fatalf("%s again → %q, %v", got, again, err)
		}
		i := rapid.IntRange(0, n).Draw(t, "at")
		wrong := []byte(full)
		wrong[i] = '0' + (wrong[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if _, err := NormalizeGTIN(string(wrong)); err == nil {
			t.Fatalf("%s passes as well as %s", wrong, full)
		}
	})
}

func TestShortGTIN(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"00000096385074": "96385074", "04006381333931": "4006381333931", "00036000291452": "0036000291452",
		"19506000134359": "19506000134359", "x": "x",
	} {
		if got := ShortGTIN(in); got != want {
			t.Errorf("ShortGTIN(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestNewSSCC(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		extension int
		prefix    string
		serial    int64
		want      string
	}{
		{0, "0614141", 123456789, "006141411234567890"},
		{3, "4012345", 0, "340123450000000000"},
		{1, "23456789012", 34567, "123456789012345675"},
		{10, "4012345", 1, ""},
		{-1, "4012345", 1, ""},
		{0, "401", 1, ""},
		{0, "4012345678901", 1, ""},
		{0, "40123x5", 1, ""},
		{0, "4012345", -1, ""},
		{0, "4012345", 1_000_000_000, ""},
	} {
		got, err := NewSSCC(tc.extension, tc.prefix, tc.serial)
		if got != tc.want || (err == nil) != (tc.want != "") {
			t.Errorf("NewSSCC(%d, %q, %d) = %q, %v, want %q", tc.extension, tc.prefix, tc.serial, got, err, tc.want)
		}
		if err == nil && CheckSSCC(got) != nil {
			t.Errorf("%s does not pass its own check: %v", got, CheckSSCC(got))
		}
	}
}

func TestCheckSSCC(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "123456789012345674", "12345678901234567", "1234567890123456755", "12345678901234567x"} {
		if CheckSSCC(bad) == nil {
			t.Errorf("%q passes as an SSCC", bad)
		}
	}
}
