package gs1

import (
	"cmp"
	"errors"
	"strings"
)

func isGTINLength(n int) bool { return n == 8 || n >= 12 && n <= 14 }

func pad14(digits string) string { return strings.Repeat("0", 14-len(digits)) + digits }

// printedAs names the symbol in which so many digits are mostly printed.
func printedAs(digits string) string {
	switch len(digits) {
	case 8:
		return "EAN-8"
	case 12:
		return "UPC-A"
	case 13:
		if digits[0] == '0' {
			return "UPC-A" // scanners put a zero in front
		}
		return "EAN-13"
	}
	return "ITF-14"
}

// withAddOn reads an EAN-13 or UPC symbol (]E3) that came together with the two or five digits of the add-on beside it: an
// issue or a price, nothing that names goods. The add-on by itself (]E1, ]E2) names nothing.
func (r *Reading) withAddOn() {
	const n = 13
	if extra := len(r.Text) - n; r.AIM != "]E3" || extra != 2 && extra != 5 || !allDigits(r.Text) {
		r.Err = errors.New("this is only the add-on beside a barcode, or cut short: scan the barcode itself")
		return
	}
	addOn := r.Text[n:]
	r.Text = r.Text[:n]
	if r.retail(n); r.Err == nil {
		r.Warnings = append(r.Warnings, "the add-on "+addOn+" beside the barcode is left out")
	}
}

// bareGTIN reads 8, 12, 13 or 14 digits. Eight digits may be an EAN-8 or a UPC-E; if both prove themselves, which one it
// is must be asked.
func (r *Reading) bareGTIN(digits string) {
	upc, isUPC := ExpandUPCE(digits)
	switch ean := proves(digits); {
	case ean && isUPC:
		r.Kind = GTIN
		r.Choices = append(gtinChoice(digits), Choice{Kind: GTIN, Symbol: "UPC-E", GTIN: pad14(upc)})
		r.Warnings = append(r.Warnings, "eight digits that are right as EAN-8 and as UPC-E: scan with the symbology told, or ask")
	case ean:
		r.Kind, r.Symbol, r.GTIN = GTIN, cmp.Or(r.Symbol, printedAs(digits)), pad14(digits)
	case isUPC:
		r.Kind, r.Symbol, r.GTIN = GTIN, cmp.Or(r.Symbol, "UPC-E"), pad14(upc)
	default:
		r.Err = wrongCheck(digits)
		return
	}
	if strings.Trim(digits, "0") == "" {
		r.Warnings = append(r.Warnings, "a GTIN of zeros only names nothing")
	}
}

// ExpandUPCE is the UPC-A of twelve digits that the eight digits of a UPC-E stand for (GS1 General Specifications,
// 5.2.2.4.2): a zero, six digits of which the last tells where zeros were left out, and the check digit. It is false if
// the digits are no UPC-E or their check digit is wrong.
func ExpandUPCE(s string) (string, bool) {
	if len(s) != 8 || !allDigits(s) || s[0] != '0' {
		return "", false
	}
	var body string
	switch d := s[1:7]; d[5] {
	case '0', '1', '2':
		body = d[:2] + d[5:] + "0000" + d[2:5]
	case '3':
		body = d[:3] + "00000" + d[3:5]
	case '4':
		body = d[:4] + "00000" + d[4:5]
	default:
		body = d[:5] + "0000" + d[5:]
	}
	full := "0" + body + s[7:]
	return full, proves(full)
}

func gtinChoice(digits string) []Choice {
	return []Choice{{Kind: GTIN, Symbol: printedAs(digits), GTIN: pad14(digits)}}
}

// zeroChoices are the GTINs that digits would be with up to three lost zeros back in front.
func zeroChoices(digits string) []Choice {
	for _, n := range []int{8, 12, 13, 14} {
		if lost := n - len(digits); lost > 0 && lost <= 3 && len(digits) >= 5 {
			if full := strings.Repeat("0", lost) + digits; proves(full) {
				return gtinChoice(full)
			}
		}
	}
	return nil
}

// upcChoices reads the twelve or eight digits that some scanners send for a UPC symbol.
func upcChoices(digits string) []Choice {
	if !allDigits(digits) || len(digits) != 8 && len(digits) != 12 {
		return nil
	}
	var r Reading
	if r.bareGTIN(digits); r.GTIN != "" {
		return []Choice{{Kind: GTIN, Symbol: r.Symbol, GTIN: r.GTIN}}
	}
	return r.Choices
}

// stringChoice reads digits as an element string whose mark was lost, if its first element proves itself.
func stringChoice(s string) []Choice {
	first := lookup(s)
	if first == nil || !first.provesItself() {
		return nil
	}
	e, err := parseData(s)
	if err != nil || e.Companions() != nil {
		return nil
	}
	return []Choice{{Kind: ElementString, GTIN: e.GTIN(), Elements: e}}
}
