package barcode_test

import (
	"image"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/datamatrix"
	"github.com/makiuchi-d/gozxing/oned"
	"github.com/makiuchi-d/gozxing/qrcode"
	"pgregory.net/rapid"

	"pickpack/labels/barcode"
	"pickpack/labels/gs1"
)

// read decodes a picture with an independent reader.
func read(t rapid.TB, kind barcode.Kind, img image.Image) string {
	t.Helper()
	hints := map[gozxing.DecodeHintType]any{gozxing.DecodeHintType_TRY_HARDER: true}
	var r gozxing.Reader
	switch kind {
	case barcode.KindCode128:
		r = oned.NewCode128Reader()
	case barcode.KindGS1128:
		r = oned.NewCode128Reader()
		hints[gozxing.DecodeHintType_ASSUME_GS1] = true
	case barcode.KindEAN13:
		r = oned.NewEAN13Reader()
	case barcode.KindEAN8:
		r = oned.NewEAN8Reader()
	case barcode.KindITF14:
		r = oned.NewITFReader()
	case barcode.KindQR:
		r = qrcode.NewQRCodeReader()
		hints[gozxing.DecodeHintType_PURE_BARCODE] = true
	default:
		r = datamatrix.NewDataMatrixReader()
		hints[gozxing.DecodeHintType_PURE_BARCODE] = true
	}
	bmp, err := gozxing.NewBinaryBitmapFromImage(img)
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Decode(bmp, hints)
	if err != nil {
		t.Fatalf("%s: the reader sees nothing: %v", kind, err)
	}
	return got.GetText()
}

func TestEveryKindDecodes(t *testing.T) {
	t.Parallel()
	sscc := gs1.Elements{{AI: "00", Value: "123456789012345675"}}
	lot := gs1.Elements{{AI: "01", Value: "09506000134352"}, {AI: "10", Value: "AB-1/x"}, {AI: "17", Value: "270331"}}
	for _, tc := range []struct {
		kind   barcode.Kind
		symbol func() (barcode.Symbol, error)
		text   string
		data   string
		width  int
	}{
		{barcode.KindCode128, func() (barcode.Symbol, error) { return barcode.Code128("A-01-03-2") }, "A-01-03-2", "A-01-03-2", 0},
		{barcode.KindCode128, func() (barcode.Symbol, error) { return barcode.Code128("1Z999AA10123456784") }, "1Z999AA10123456784", "1Z999AA10123456784", 0},
		{barcode.KindCode128, func() (barcode.Symbol, error) { return barcode.Code128("a>b^c~d\\e") }, "a>b^c~d\\e", "a>b^c~d\\e", 0},
		{barcode.KindGS1128, func() (barcode.Symbol, error) { return barcode.SSCC("123456789012345675") }, "(00)123456789012345675", "]C100123456789012345675", 156},
		{barcode.KindGS1128, func() (barcode.Symbol, error) { return barcode.GS1128(lot) }, lot.String(), "]C1" + lot.Raw()[1:], 0},
		{barcode.KindEAN13, func() (barcode.Symbol, error) { return barcode.EAN13("4006381333931") }, "4006381333931", "4006381333931", 95},
		{barcode.KindEAN13, func() (barcode.Symbol, error) { return barcode.Product("00036000291452") }, "0036000291452", "0036000291452", 95},
		{barcode.KindEAN8, func() (barcode.Symbol, error) { return barcode.EAN8("96385074") }, "96385074", "96385074", 67},
		{barcode.KindEAN8, func() (barcode.Symbol, error) { return barcode.Product("00000096385074") }, "96385074", "96385074", 67},
		{barcode.KindITF14, func() (barcode.Symbol, error) { return barcode.ITF14("19506000134359") }, "19506000134359", "19506000134359", 0},
		{barcode.KindITF14, func() (barcode.Symbol, error) { return barcode.Product("19506000134359") }, "19506000134359", "19506000134359", 0},
		{barcode.KindQR, func() (barcode.Symbol, error) { return barcode.QR("Bestellung № 1042 — ñandú") }, "Bestellung № 1042 — ñandú", "Bestellung № 1042 — ñandú", 0},
		{barcode.KindDataMatrix, func() (barcode.Symbol, error) { return barcode.DataMatrix("TOTE-0017") }, "TOTE-0017", "TOTE-0017", 0},
		{barcode.KindGS1DataMatrix, func() (barcode.Symbol, error) { return barcode.GS1DataMatrix(lot) }, lot.String(), lot.Raw(), 0},
		{barcode.KindGS1DataMatrix, func() (barcode.Symbol, error) { return barcode.GS1DataMatrix(sscc) }, sscc.String(), sscc.Raw(), 0},
	} {
		t.Run(string(tc.kind)+" "+tc.text, func(t *testing.T) {
			t.Parallel()
			s, err := tc.symbol()
			if err != nil {
				t.Fatal(err)
			}
			if s.Kind != tc.kind || s.Text != tc.text || tc.width != 0 && s.Width() != tc.width {
				t.Errorf("%s %q, %d modules wide", s.Kind, s.Text, s.Width())
			}
			if got := read(t, tc.kind, s.Image(3, 60)); got != tc.data {
				t.Errorf("reads as %q, want %q", got, tc.data)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	must := func(_ barcode.Symbol, err error) error { return err }
	for name, err := range map[string]error{
		"FNC1 in disguise":     must(barcode.Code128("Ca\u00f1on")),
		"FNC4 in disguise":     must(barcode.Code128("\u00f4")),
		"umlaut":               must(barcode.Code128("Käse")),
		"separator":            must(barcode.Code128("10AB\x1d21")),
		"nothing":              must(barcode.Code128("")),
		"invisible blank":      must(barcode.Code128("TOTE ")),
		"too long":             must(barcode.Code128(strings.Repeat("x", 49))),
		"EAN-13 of 12 digits":  must(barcode.EAN13("400638133393")),
		"EAN-13, wrong check":  must(barcode.EAN13("4006381333932")),
		"EAN-13, letters":      must(barcode.EAN13("400638133393x")),
		"EAN-13, blank":        must(barcode.EAN13("400638 133393")),
		"EAN-8 of 13 digits":   must(barcode.EAN8("4006381333931")),
		"ITF, wrong check":     must(barcode.ITF14("19506000134350")),
		"product of 13 digits": must(barcode.Product("4006381333931")),
		"SSCC, wrong check":    must(barcode.SSCC("123456789012345674")),
		"unknown AI":           must(barcode.GS1128(gs1.Elements{{AI: "04", Value: "1"}})),
		"no elements":          must(barcode.GS1128(nil)),
		"long elements":        must(barcode.GS1128(gs1.Elements{{AI: "91", Value: strings.Repeat("x", 50)}})),
		"QR, not UTF-8":        must(barcode.QR("\xff")),
		"QR, nothing":          must(barcode.QR("")),
		"QR, too long":         must(barcode.QR(strings.Repeat("x", 401))),
		"Data Matrix, umlaut":  must(barcode.DataMatrix("Käse")),
		"GS1 DataMatrix, bad":  must(barcode.GS1DataMatrix(gs1.Elements{{AI: "01", Value: "1"}})),
	} {
		if err == nil {
			t.Errorf("%s was encoded", name)
		}
	}
}

// Whatever Code128 accepts is read back as it was given.
func TestCode128ReadsBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(1, 40, -1).Draw(t, "text")
		if rapid.Bool().Draw(t, "ascii") {
			text = rapid.StringMatching(`[!-~]([ -~]{0,30}[!-~])?|[0-9]{1,30}`).Draw(t, "text")
		}
		s, err := barcode.Code128(text)
		if err != nil {
			return
		}
		if got := read(t, s.Kind, s.Image(2, 30)); got != text {
			t.Fatalf("%q reads as %q", text, got)
		}
	})
}

func FuzzEncode(f *testing.F) {
	f.Add("A-01")
	f.Add("ñ\x00\x1d\xff")
	f.Add("4006381333931")
	f.Fuzz(func(t *testing.T, text string) {
		for _, encode := range []func(string) (barcode.Symbol, error){barcode.Code128, barcode.EAN13, barcode.EAN8,
			barcode.ITF14, barcode.Product, barcode.SSCC, barcode.QR, barcode.DataMatrix} {
			if s, err := encode(text); err == nil && (s.Width() == 0 || s.Quiet == 0 || s.Text == "") {
				t.Errorf("%q gives an empty symbol", text)
			}
		}
	})
}

func TestSVGIsWellFormed(t *testing.T) {
	t.Parallel()
	s, err := barcode.QR("a<b>&\"c\x01' ]]>")
	if err != nil {
		t.Fatal(err)
	}
	svg := string(s.SVG(2, 50))
	for _, bad := range []string{"a<b", "&\"", "\x01"} {
		if strings.Contains(svg, bad) {
			t.Errorf("%q got through: %s", bad, svg)
		}
	}
	if _, err := s.PNG(0, -1); err != nil {
		t.Error(err)
	}
}
