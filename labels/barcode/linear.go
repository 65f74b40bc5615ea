package barcode

import (
	"fmt"
	"strings"

	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/ean"
	"github.com/boombuler/barcode/twooffive"

	"pickpack/labels/gs1"
)

// maxCode128 is what one hand-held scan of a label still reads; the standard itself sets no limit.
const maxCode128 = 48

// Code128 encodes printable ASCII, 1 to 48 characters, no blank in front or behind. The house codes (bins, totes, carts,
// badges, orders) and tracking numbers are written in it.
func Code128(text string) (Symbol, error) {
	if err := printable(text, maxCode128); err != nil {
		return Symbol{}, fmt.Errorf("code 128: %w", err)
	}
	code, err := code128.Encode(text)
	if err != nil {
		return Symbol{}, fmt.Errorf("code 128: %w", err)
	}
	return Symbol{KindCode128, text, modules(code), 10}, nil
}

// GS1128 encodes an element string, FNC1 in front and between. An SSCC alone takes 156 modules.
func GS1128(e gs1.Elements) (Symbol, error) {
	if err := e.Validate(); err != nil {
		return Symbol{}, fmt.Errorf("gs1-128: %w", err)
	}
	raw := e.Raw()
	if len(raw) > maxCode128+1 {
		return Symbol{}, fmt.Errorf("gs1-128: %d characters are too many, at most %d fit", len(raw)-1, maxCode128)
	}
	code, err := code128.Encode(strings.ReplaceAll(raw, gs1.FNC1, string(code128.FNC1)))
	if err != nil {
		return Symbol{}, fmt.Errorf("gs1-128: %w", err)
	}
	return Symbol{KindGS1128, e.String(), modules(code), 10}, nil
}

// SSCC is GS1128 of a Serial Shipping Container Code.
func SSCC(sscc string) (Symbol, error) {
	if err := gs1.CheckSSCC(sscc); err != nil {
		return Symbol{}, err
	}
	return GS1128(gs1.Elements{{AI: "00", Value: sscc}})
}

// EAN13 encodes thirteen digits, the last one being the right check digit. A GTIN-12 gets its zero in front first.
func EAN13(digits string) (Symbol, error) { return encodeEAN(KindEAN13, digits, 13, 11) }

// EAN8 encodes eight digits, the last one being the right check digit.
func EAN8(digits string) (Symbol, error) { return encodeEAN(KindEAN8, digits, 8, 7) }

func encodeEAN(kind Kind, digits string, n, quiet int) (Symbol, error) {
	if err := gtinOf(kind, digits, n); err != nil {
		return Symbol{}, err
	}
	code, err := ean.Encode(digits)
	if err != nil {
		return Symbol{}, fmt.Errorf("%s: %w", kind, err)
	}
	return Symbol{kind, digits, modules(code), quiet}, nil
}

// ITF14 encodes a GTIN-14, as on cases. Wide bars are three modules. Print it no smaller than 0.5 mm a module.
func ITF14(digits string) (Symbol, error) {
	if err := gtinOf(KindITF14, digits, 14); err != nil {
		return Symbol{}, err
	}
	code, err := twooffive.Encode(digits, true)
	if err != nil {
		return Symbol{}, fmt.Errorf("%s: %w", KindITF14, err)
	}
	return Symbol{KindITF14, digits, modules(code), 10}, nil
}

// Product encodes the fourteen digits of gs1.NormalizeGTIN in the symbol a shop or warehouse expects for them: EAN-8,
// EAN-13 (which serves GTIN-12 too), or ITF-14 where the first digit is not zero.
func Product(gtin14 string) (Symbol, error) {
	if err := gtinOf("GTIN", gtin14, 14); err != nil {
		return Symbol{}, err
	}
	switch short := gs1.ShortGTIN(gtin14); len(short) {
	case 8:
		return EAN8(short)
	case 13:
		return EAN13(short)
	}
	return ITF14(gtin14)
}

func gtinOf(kind Kind, digits string, n int) error {
	if len(digits) != n {
		return fmt.Errorf("%s: %d digits are needed, not %d characters", kind, n, len(digits))
	}
	if got, err := gs1.NormalizeGTIN(digits); err != nil {
		return fmt.Errorf("%s: %w", kind, err)
	} else if len(got) != 14 {
		return fmt.Errorf("%s: only digits belong in it", kind)
	}
	return nil
}

func printable(text string, limit int) error {
	if text == "" {
		return fmt.Errorf("there is nothing to encode")
	}
	if len(text) > limit {
		return fmt.Errorf("%d characters are too many, at most %d fit", len(text), limit)
	}
	for _, r := range text {
		if r < ' ' || r > '~' {
			return fmt.Errorf("%q cannot be encoded, only plain letters, digits and signs can", r)
		}
	}
	if strings.TrimSpace(text) != text {
		return fmt.Errorf("a blank in front or behind would be invisible: %q", text)
	}
	return nil
}
