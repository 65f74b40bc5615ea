package scan_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
	"pickpack/web/scan"
)

func TestRead(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, raw string
		want      picking.Scan
	}{
		{"bin", "b-07-14-2", picking.Scan{Code: "B-07-14-2"}},
		{"a tote, typed with its check digits", "t-0118 34", picking.Scan{Code: "T-0118"}},
		{"a tote, typed with another's", "t-0118 43", picking.Scan{Code: "T-0118 43"}},
		{"EAN-13", "4006381333931", picking.Scan{Code: "4006381333931", GTIN: "04006381333931"}},
		{"EAN-13 with its symbology", "]E04006381333931", picking.Scan{Code: "4006381333931", GTIN: "04006381333931"}},
		{"EAN-8", "96385074", picking.Scan{Code: "96385074", GTIN: "00000096385074"}},
		{"wrong check digit", "4006381333932", picking.Scan{Code: "4006381333932"}},
		{"GS1 with lot and count", "010400638133393110L22\x1d3712", picking.Scan{Code: "010400638133393110L22\x1d3712", GTIN: "04006381333931", Lot: "L22", Count: 12}},
		{"GS1 with serial", "]d2010400638133393121SN-1", picking.Scan{Code: "010400638133393121SN-1", GTIN: "04006381333931", Serial: "SN-1"}},
		{"EAN-8 that is a UPC-E, too", "01234565", picking.Scan{Code: "01234565", GTIN: "00000001234565"}},
		{"UPC-E", "04252614", picking.Scan{Code: "04252614", GTIN: "00042100005264"}},
		{"separators as a scanner types them", "]d2010400638133393110L22{GS}17270331", picking.Scan{Code: "010400638133393110L22\x1d17270331", GTIN: "04006381333931", Lot: "L22"}},
		{"a lot in a symbol of its own", "]C110L22", picking.Scan{Code: "10L22", Lot: "L22"}},
		{"Digital Link", "https://id.gs1.org/01/04006381333931/10/l22", picking.Scan{Code: "HTTPS://ID.GS1.ORG/01/04006381333931/10/L22", GTIN: "04006381333931", Lot: "l22"}},
		{"plain SSCC", "106141412345678908", picking.Scan{Code: "106141412345678908"}},
		{"SSCC in a Digital Link", "https://id.gs1.org/00/106141412345678908", picking.Scan{Code: "106141412345678908"}},
		{"SSCC", "]C100106141412345678908", picking.Scan{Code: "106141412345678908"}},
		{"a lot that looks like an AI", "10D9T", picking.Scan{Code: "10D9T"}},
		{"controls and bad UTF-8", "T\x00-\xff0012\r\n", picking.Scan{Code: "T-0012"}},
	} {
		got, err := scan.Read(tt.raw)
		got.Raw = ""
		if d := cmp.Diff(tt.want, got); d != "" || err != nil {
			t.Errorf("%s: %v (-want +got)\n%s", tt.name, err, d)
		}
	}
	for _, raw := range []string{"", " \r\n", "\x00\xff", strings.Repeat("9", scan.Longest+1)} {
		if _, err := scan.Read(raw); picking.KindOf(err) != picking.Invalid {
			t.Errorf("%.10q: %v, want it refused", raw, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"4006381333931", "]C10104006381333931", "10D9T", "\x1d", "]", "é\u2028\x00", "01"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		s, err := scan.Read(raw)
		if err != nil {
			return
		}
		if s.Code == "" || !utf8.ValidString(s.Raw+s.Code) || strings.ContainsRune(s.Raw+s.Code, 0) {
			t.Errorf("%q is read as %+v", raw, s)
		}
		if s.GTIN != "" && len(s.GTIN) != 14 {
			t.Errorf("%q has the GTIN %q", raw, s.GTIN)
		}
	})
}

func TestNewID(t *testing.T) {
	t.Parallel()
	a, b := scan.NewID(), scan.NewID()
	if a == b || len(a) != 36 || a[14] != '4' {
		t.Errorf("%s, %s", a, b)
	}
}
