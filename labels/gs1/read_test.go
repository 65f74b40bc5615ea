package gs1

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// Each kind of code, as scanners send it and as people write it.
func TestRead(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		raw    string
		kind   Kind
		symbol string
		gtin   string
		sscc   string
		hri    string
		words  string // of the error, "" if it is right
	}{
		{"4006381333931", GTIN, "EAN-13", "04006381333931", "", "", ""},
		{"]E04006381333931", GTIN, "EAN-13", "04006381333931", "", "", ""},
		{"96385074", GTIN, "EAN-8", "00000096385074", "", "", ""},
		{"]E496385074", GTIN, "EAN-8", "00000096385074", "", "", ""},
		{"036000291452", GTIN, "UPC-A", "00036000291452", "", "", ""},
		{"0036000291452", GTIN, "UPC-A", "00036000291452", "", "", ""},
		{"04252614", GTIN, "UPC-E", "00042100005264", "", "", ""},
		{"19506000134359", GTIN, "ITF-14", "19506000134359", "", "", ""},
		{"]I119506000134359", GTIN, "ITF-14", "19506000134359", "", "", ""},
		{"]C04006381333931", GTIN, "Code 128", "04006381333931", "", "", ""}, // a GTIN in a plain Code 128
		{"]E04006381333931|]e099ABC\x1d98X", GTIN, "EAN-13", "04006381333931", "", "(99)ABC(98)X", ""},
		{"]E3400638133393112", GTIN, "EAN-13", "04006381333931", "", "", ""}, // with the add-on of a magazine
		{"]E3003600029145251299", GTIN, "UPC-A", "00036000291452", "", "", ""},
		{"]E3400638133393212345", GTIN, "", "", "", "", "should end in 1"},
		{"]E3106141412345678908", GTIN, "EAN-13", "01061414123456", "", "", ""}, // eighteen digits, yet no SSCC
		{"]E34006381333931", Unknown, "", "", "", "", "add-on"},
		{"]E212345", Unknown, "", "", "", "", "add-on"},
		{"4006381333932", Unknown, "", "", "", "", "should end in 1"},
		{"]E04006381333932", GTIN, "", "", "", "", "should end in 1"},

		{"106141412345678908", SSCC, "", "", "106141412345678908", "", ""},
		{"]C100106141412345678908", ElementString, "GS1-128", "", "106141412345678908", "(00)106141412345678908", ""},
		{"00106141412345678908", ElementString, "", "", "106141412345678908", "(00)106141412345678908", ""},
		{"106141412345678909", Unknown, "", "", "", "", "should end in 8"},

		{"]C1010950600013435210AB\x1d17270331", ElementString, "GS1-128", "09506000134352", "", "(01)09506000134352(10)AB(17)270331", ""},
		{"]d2010950600013435210AB<GS>17270331", ElementString, "GS1 DataMatrix", "09506000134352", "", "(01)09506000134352(10)AB(17)270331", ""},
		{"{FNC1}010950600013435210AB{GS}17270331", ElementString, "", "09506000134352", "", "(01)09506000134352(10)AB(17)270331", ""},
		{"^010950600013435210AB^17270331", ElementString, "", "09506000134352", "", "(01)09506000134352(10)AB(17)270331", ""},
		{"(01)09506000134352(10)A\\(B(17)270331", ElementString, "", "09506000134352", "", "(01)09506000134352(10)A(B(17)270331", ""},
		{"(01)09506000134352|(10)AB", ElementString, "", "09506000134352", "", "(01)09506000134352(10)AB", ""},
		{"^0109506000134352|^10AB", ElementString, "", "09506000134352", "", "(01)09506000134352(10)AB", ""},
		{"0109506000134352\x1d10AB", ElementString, "", "09506000134352", "", "(01)09506000134352(10)AB", ""},
		{"010950600013435210AB", ElementString, "", "09506000134352", "", "(01)09506000134352(10)AB", ""},
		{"]C110AB", ElementString, "GS1-128", "", "", "(10)AB", "needs beside it (01), (02), (03), (8006), or (8026)"},
		{"]C10109506000134352392012", ElementString, "GS1-128", "09506000134352", "", "(01)09506000134352(3920)12", "needs beside it (01) with (30), (01) with (31nn)"},
		{"]C1010950600013435217270230", ElementString, "GS1-128", "", "", "", "is not a date: 270230"}, // as it was scanned
		{"]C1ZZ", ElementString, "GS1-128", "", "", "", "no such identifier"},

		{"https://id.gs1.org/01/09506000134352/10/AB?17=270331", DigitalLink, "", "09506000134352", "", "(01)09506000134352(10)AB(17)270331", ""},
		{"]Q1HTTP://x.example/stem/00/106141412345678908", DigitalLink, "QR Code", "", "106141412345678908", "(00)106141412345678908", ""},
		{"]Q1https://example.com/page", DigitalLink, "QR Code", "", "", "", "no GS1 key"},
		{"]C0https://id.gs1.org/01/09506000134352", Unknown, "Code 128", "", "", "", "not a GS1"},
		{"HtTpS://id.gs1.org/01/09506000134352", Unknown, "", "", "", "", "not a GS1"},

		{"10D9T", Unknown, "", "", "", "", "not a GS1"}, // a lot or a bin, no (10)
		{"B-07-14-2", Unknown, "", "", "", "", "not a GS1"},
		{"]Q1any text", Unknown, "QR Code", "", "", "", ""}, // nothing is wrong with such a symbol
		{"]Q1", Unknown, "QR Code", "", "", "", ""},
		{"]C010950600013435210AB", Unknown, "Code 128", "", "", "", "not a GS1"}, // Code 128 without FNC1
		{"[)>\x1e06\x1dS123\x1dQ4\x1e\x04", Unknown, "", "", "", "", "not a GS1"},
		{"", Unknown, "", "", "", "", "nothing was scanned"},
		{"12345", Unknown, "", "", "", "", "neither a GTIN"},
	} {
		r := Read(tc.raw)
		if r.Kind != tc.kind || r.Symbol != tc.symbol || r.GTIN != tc.gtin || r.SSCC != tc.sscc || r.Elements.String() != tc.hri {
			t.Errorf("%q: %+v", tc.raw, r)
		}
		if (r.Err == nil) != (tc.words == "") || r.Err != nil && !strings.Contains(r.Err.Error(), tc.words) {
			t.Errorf("%q: %v, want %q", tc.raw, r.Err, tc.words)
		}
	}
}

// What could be meant otherwise is a choice: it is asked, not guessed.
func TestChoices(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		raw, reading, choices string
	}{
		{"010950600013435210AB17270331", "(01)09506000134352(10)AB17270331", "(01)09506000134352(10)AB(17)270331"},
		{"]C1010950600013435210AB1727033121X", "(01)09506000134352(10)AB1727033121X", "(01)09506000134352(10)AB(17)270331(21)X"},
		{"]C1010950600013435210ABCDEFGHIJKLM21XYZ12345", "", // too long as it stands
			"(01)09506000134352(10)ABCDEFGHIJKLM(21)XYZ12345"},
		{"]C1010950600013435210AB17271331", "(01)09506000134352(10)AB17271331", ""}, // there is no month 13
		{"]C1010950600013435210AB\x1d21X", "(01)09506000134352(10)AB(21)X", ""},
		{"]C1010950600013435210A21X", "(01)09506000134352(10)A21X", ""}, // some identifier is in any text
		{"^010950600013435210AB17270331", "(01)09506000134352(10)AB17270331", ""},
		{"01234565", "", "EAN-8 00000001234565, UPC-E 00012345000065"},
		{"]E0036000291452", "", "UPC-A 00036000291452"},
		{"36000291452", "", "UPC-A 00036000291452"},
		{"421276", "", ""},
		{"4104012345000009", "", "(410)4012345000009"},
		{"4104012345000008", "", ""},
		{"9112345", "", ""}, // proves nothing
		{"17270331", "", ""},
	} {
		r := Read(tc.raw)
		var choices []string
		for _, c := range r.Choices {
			if c.Kind == GTIN {
				choices = append(choices, c.Symbol+" "+c.GTIN)
			} else {
				choices = append(choices, c.Elements.String())
			}
		}
		if got := strings.Join(choices, ", "); got != tc.choices || r.Elements.String() != tc.reading {
			t.Errorf("%q reads as %s, choices %s", tc.raw, r.Elements, got)
		}
	}
}

func TestExpandUPCE(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"04252614": "042100005264", "01234505": "012000003455", "01234531": "012300000451", "01234543": "012340000053",
		"01234558": "012345000058", "01234565": "012345000065", "04252615": "", "14252614": "", "0425261": "", "0425261x": "",
	} {
		if got, ok := ExpandUPCE(in); ok != (want != "") || ok && got != want {
			t.Errorf("%s expands to %s, %v, want %s", in, got, ok, want)
		}
	}
}

func TestDates(t *testing.T) {
	t.Parallel()
	e := Elements{{"11", "270131"}, {"17", "270200"}, {"7003", "2702282359"}, {"7007", "270101270105"}, {"7011", "270101"},
		{"8008", "27010109"}, {"4324", "2701001830"}, {"7251", "199012312359"}, {"15", "991301"}, {"10", "270101"}, {"12", "27"}}
	want := []Dated{{"production", "2027-01-31"}, {"expiry", "2027-02-28"}, {"expiry", "2027-02-28T23:59"},
		{"harvest", "2027-01-01/2027-01-05"}, {"test_by", "2027-01-01"}, {"production", "2027-01-01T09:00"},
		{"not_before", "2027-01-31T18:30"}, {"birth", "1990-12-31T23:59"}}
	if d := cmp.Diff(want, e.Dates(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))); d != "" {
		t.Error(d)
	}
}

func TestMeasures(t *testing.T) {
	t.Parallel()
	e := Elements{{"3103", "001250"}, {"3100", "000000"}, {"3922", "5"}, {"3932", "9781999"}, {"3941", "0505"}, {"37", "12"}, {"3105", "012345"}}
	want := []Measure{{"3103", "NET WEIGHT (kg)", "1.250", ""}, {"3100", "NET WEIGHT (kg)", "0", ""}, {"3922", "PRICE", "0.05", ""},
		{"3932", "PRICE", "19.99", "978"}, {"3941", "PRCNT OFF", "50.5", ""}, {"3105", "NET WEIGHT (kg)", "0.12345", ""}}
	if d := cmp.Diff(want, e.Measures()); d != "" {
		t.Error(d)
	}
}

// Whatever is scanned: no panic, elements that are each right, a reading that survives being scanned again, GTINs of
// fourteen digits.
func FuzzRead(f *testing.F) {
	for _, name := range []string{"good.txt", "bad.txt"} {
		for i, line := range corpusLines(f, name) {
			if i%7 == 0 {
				raw, _, _ := strings.Cut(line, "\t")
				f.Add(raw)
			}
		}
	}
	for _, s := range []string{"]C1", "^", "(", "|", "01234565", "]E04006381333931|]e099A", "]Q1http://a/00/%", "{GS}<GS>", "010950600013435210AB17270331"} {
		f.Add(s)
	}
	today := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, raw string) {
		r := Read(raw)
		if r.GTIN != "" && len(r.GTIN) != 14 || r.SSCC != "" && len(r.SSCC) != 18 {
			t.Fatalf("%q: GTIN %q, SSCC %q", raw, r.GTIN, r.SSCC)
		}
		if len(r.Elements) > 0 && r.Elements.Validate() != nil {
			t.Fatalf("%q: %v: %v", raw, r.Elements, r.Elements.Validate())
		}
		r.Elements.Dates(today)
		r.Elements.Measures()
		if len(r.Elements) > 0 {
			again := Read("]C1" + r.Elements.Raw()[1:])
			if !cmp.Equal(r.Elements, again.Elements) || r.Kind != GTIN && (r.Err == nil) != (again.Err == nil) {
				t.Fatalf("%q: %v, %v; again: %v, %v", raw, r.Elements, r.Err, again.Elements, again.Err)
			}
		}
		for _, c := range r.Choices {
			if c.Kind == ElementString && (c.Elements.Validate() != nil || c.Elements.Companions() != nil) {
				t.Fatalf("%q offers %v", raw, c.Elements)
			}
		}
	})
}

// A right message loses its rightness when any one digit of its key changes.
func TestReadFindsEveryWrongDigit(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), 13, 13, -1).Draw(t, "body")
		check, _ := CheckDigit(body)
		raw := []byte("]C101" + body + string(check) + "10LOT")
		if r := Read(string(raw)); r.Err != nil {
			t.Fatal(r.Err)
		}
		at := 5 + rapid.IntRange(0, 13).Draw(t, "at")
		raw[at] = '0' + (raw[at]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "by")))%10
		if r := Read(string(raw)); r.Err == nil {
			t.Fatalf("%s passes", raw)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, bc := range []struct{ name, raw string }{
		{"EAN13", "]E04006381333931"},
		{"house", "B-07-14-2"},
		{"GS1", "]C101095060001343521726033110AB-123\x1d21SERIAL9\x1d3103001250"},
		{"link", "https://id.gs1.org/01/09506000134352/10/AB-123/21/SERIAL9?17=270331&3103=001250"},
		{"wrong", "]C1010950600013435317260331"},
	} {
		b.Run(bc.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(bc.raw)
			}
		})
	}
}
