package gs1

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// good holds scans with their human-readable form.
var good = []struct{ raw, hri string }{
	{"]C100123456789012345675", "(00)123456789012345675"},
	{"\x1d00123456789012345675", "(00)123456789012345675"},
	{"00123456789012345675", "(00)123456789012345675"},
	{"]d20109506000134352", "(01)09506000134352"},
	{"0109506000134352", "(01)09506000134352"},
	{"]C1010950600013435210AB-1\x1d17270331", "(01)09506000134352(10)AB-1(17)270331"},
	{"0109506000134352" + "17270331" + "10AB", "(01)09506000134352(17)270331(10)AB"},
	{"]Q30109506000134352\x1d10AB", "(01)09506000134352(10)AB"}, // a separator behind a predefined length does no harm
	{"]C110AB\x1d", "(10)AB"},
	{"]C110D9T", "(10)D9T"},
	{"\x1d10D9T", "(10)D9T"},
	{"10D9T\x1d21X", "(10)D9T(21)X"},
	{"]d2310300125039221234", "(3103)001250(3922)1234"},
	{"]C1021950600013435937" + "24", "(02)19506000134359(37)24"},
	{"]e0010950600013435232" + "02012345", "(01)09506000134352(3202)012345"},
	{"]C1400AB/7\x1d4104012345000009\x1d42127655555", "(400)AB/7(410)4012345000009(421)27655555"},
	{"]C170032703312359", "(7003)2703312359"},
	{"]C18008270331235959", "(8008)270331235959"},
	{"]C180082703312359", "(8008)2703312359"},
	{"]C180131987654Ad4X4bL5ttr2310c2K", "(8013)1987654Ad4X4bL5ttr2310c2K"},
	{"]C18007DE89370400440532013000", "(8007)DE89370400440532013000"},
	{"]C180260950600013435202" + "03", "(8026)095060001343520203"},
	{"]C143300000" + "21-", "(4330)000021-"},
	{"]C1253950600013435" + "2DOC-1", "(253)9506000134352DOC-1"},
	{"]C191a(b)c", "(91)a(b)c"},
	{"]C110AB\x1d10AB", "(10)AB(10)AB"},
}

func TestParseGood(t *testing.T) {
	t.Parallel()
	for _, tc := range good {
		got, err := Parse(tc.raw)
		if err != nil {
			t.Errorf("%q: %v", tc.raw, err)
			continue
		}
		if got.String() != tc.hri {
			t.Errorf("%q reads as %s, want %s", tc.raw, got, tc.hri)
		}
		again, err := Parse(got.Raw())
		if err != nil || !cmp.Equal(got, again) {
			t.Errorf("%q: its own Raw %q reads as %v, %v", tc.raw, got.Raw(), again, err)
		}
	}
}

func TestParseNotGS1(t *testing.T) {
	t.Parallel()
	for _, raw := range []string{
		"", "10D9T", "A-01-03-2", "4006381333931", "]E04006381333931", "10AB17270331", "21123", "3103001250",
		"00123456789012345674",           // an SSCC that does not prove itself
		"0109506000134353",               // a GTIN that does not
		"0109506000134352ZZ", "01095060", // garbage behind, and cut short
		"]C00109506000134352",     // Code 128 without FNC1
		"]Q10109506000134352\x1d", // a QR code that is not GS1
		"[)>\x1e06\x1dS123\x1dQ4\x1e\x04",
		"https://id.gs1.org/01/09506000134352",
	} {
		if got, err := Parse(raw); !errors.Is(err, ErrNotGS1) {
			t.Errorf("%q: %v, %v, want ErrNotGS1", raw, got, err)
		}
	}
}

func TestParseMarkedAndWrong(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ raw, ai, words string }{
		{"]C1", "", "nothing in it"},
		{"\x1d", "", "nothing in it"},
		{"]C1\x1d10AB", "", "no such identifier"},
		{"]C110AB\x1d\x1d21X", "", "no such identifier"},
		{"]C1ZZ", "", "no such identifier"},
		{"]C1049506000134352", "", "no such identifier"},
		{"]C13106001250", "", "no such identifier"},
		{"]C1010950600013435", "01", "too short"},
		{"]C10109506000134353", "01", "check digit"},
		{"]C101095060001343x2", "01", "not allowed"},
		{"]C10109506000134352Z", "", "no such identifier"},
		{"]C110", "10", "too short"},
		{"]C110\x1d21X", "10", "too short"},
		{"]C110" + strings.Repeat("A", 21), "10", "too long"},
		{"]C110A B", "10", "not allowed"},
		{"]C110Ä", "10", "not allowed"},
		{"]C117271301", "17", "not a date"},
		{"]C117270230", "17", "not a date"},
		{"]C117270000", "17", "not a date"},
		{"]C170032703002359", "7003", "not a date"},
		{"]C170032703312400", "7003", "not a time"},
		{"]C1422276X", "422", "too long"},
		{"]C1422999", "422", "not a country"},
		{"]C139319991234", "3931", ""},
		{"]C139310001234", "3931", "not a currency"},
		{"]C14104012345000008", "410", "check digit"},
		{"]C1402" + "12345678901234567", "402", "check digit"},
		{"]C18004ABC", "8004", "company prefix"},
		{"]C1801119", "8011", ""},
		{"]C1801109", "8011", "begin with zero"},
		{"]C180131987654Ad4X4bL5ttr2310c2L", "8013", "check characters"},
		{"]C18007DE89370400440532013001", "8007", "check digits"},
		{"]C180060950600013435204" + "03", "8006", "piece of a total"},
		{"]C14300A%2", "4300", "no escape"},
		{"]C14300A%2Z", "4300", "no escape"},
		{"]C14300A%20B", "4300", ""},
		{"]C143212", "4321", "must be one of"},
		{"]C110AB\x1d10CD", "10", "twice"},
		{"01095060001343521" + "0\x1d", "10", "too short"},
	} {
		got, err := Parse(tc.raw)
		if tc.words == "" {
			if err != nil {
				t.Errorf("%q: %v", tc.raw, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("%q: %v, %v, want an *Error", tc.raw, got, err)
			continue
		}
		if e.AI != tc.ai || !strings.Contains(e.Error(), tc.words) {
			t.Errorf("%q: %q about AI %q, want %q about %q", tc.raw, e, e.AI, tc.words, tc.ai)
		}
	}
}

func TestParseBracketed(t *testing.T) {
	t.Parallel()
	got, err := ParseBracketed(`(01)09506000134352(10)A\(B)C(17)270331`)
	want := Elements{{"01", "09506000134352"}, {"10", "A(B)C"}, {"17", "270331"}}
	if err != nil || !cmp.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "01", "(", "(01", "()", "(01)", "x(01)09506000134352", "(01)09506000134352 ",
		"(01)09506000134352x", "(99999)1", "(10)a(b"} {
		if got, err := ParseBracketed(bad); err == nil && bad != "(01)09506000134352 " {
			t.Errorf("%q reads as %v", bad, got)
		}
	}
}

func TestSplitAIM(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string][2]string{
		"]C1abc": {"]C1", "abc"}, "]E04006": {"]E0", "4006"}, "]d2": {"]d2", ""}, "]C": {"", "]C"}, "]11x": {"", "]11x"},
		"abc": {"", "abc"}, "": {"", ""},
	} {
		if aim, data := SplitAIM(raw); aim != want[0] || data != want[1] {
			t.Errorf("SplitAIM(%q) = %q, %q", raw, aim, data)
		}
	}
}

func TestAccessors(t *testing.T) {
	t.Parallel()
	today := time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)
	e, err := ParseBracketed("(00)123456789012345675(02)19506000134359(37)24(10)L1(21)S1(17)270200(15)261231")
	if err != nil {
		t.Fatal(err)
	}
	count, _ := e.Count()
	expiry, _ := e.Expiry(today)
	best, _ := e.BestBefore(today)
	got := []any{e.SSCC(), e.GTIN(), count, e.Lot(), e.Serial(), expiry.Format(time.DateOnly), best.Format(time.DateOnly)}
	want := []any{"123456789012345675", "19506000134359", 24, "L1", "S1", "2027-02-28", "2026-12-31"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	none := Elements{{"91", "x"}}
	_, c := none.Count()
	_, x := none.Expiry(today)
	if none.GTIN()+none.SSCC()+none.Lot()+none.Serial() != "" || c || x {
		t.Error("accessors find what is not there")
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		in   string
		year int
		want string
	}{
		{"270331", 2026, "2027-03-31"},
		{"280200", 2026, "2028-02-29"},
		{"761231", 2026, "2076-12-31"},
		{"770101", 2026, "1977-01-01"},
		{"000101", 2060, "2100-01-01"},
		{"110101", 2060, "2011-01-01"},
		{"100101", 2060, "2110-01-01"},
		{"270431", 2026, ""},
		{"271301", 2026, ""},
		{"270001", 2026, ""},
		{"2703", 2026, ""},
		{"27a331", 2026, ""},
	} {
		got, err := Date(tc.in, time.Date(tc.year, 6, 1, 0, 0, 0, 0, time.UTC))
		if tc.want == "" {
			if err == nil {
				t.Errorf("%s reads as %s", tc.in, got)
			}
		} else if err != nil || got.Format(time.DateOnly) != tc.want {
			t.Errorf("%s in %d reads as %s, %v, want %s", tc.in, tc.year, got.Format(time.DateOnly), err, tc.want)
		}
	}
}
