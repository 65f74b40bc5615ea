package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"pickpack/picking"
)

// Item is one row of a file of items. Zero values mean "not said": what is known of the item stays.
type Item struct {
	Row int // line in the file
	picking.Item
	Codes []Code
}

// Code is one barcode of an item, in the form of picking.NormalCode, and how many units it means.
type Code struct {
	Code string
	Qty  picking.Qty
}

const (
	maxName  = 200
	maxShort = 64
	maxQty   = 1_000_000
)

var trackings = map[string]string{"none": "none", "no": "none", "lot": "lot", "lots": "lot", "batch": "lot", "serial": "serial", "serials": "serial"}

var stands = map[string]string{"any": "any", "no": "any", "upright": "upright", "yes": "upright", "this side up": "upright"}

func (t *table) items() []Item {
	var out []Item
	seen := map[string]int{}
	codes := map[string]int{}
	for _, r := range t.rows {
		c := t.cells(r)
		it := c.item()
		c.first("sku", it.SKU, seen)
		for _, code := range it.Codes {
			c.first("barcode", code.Code, codes)
		}
		if c.fine {
			out = append(out, it)
		}
	}
	return out
}

// first refuses a value that an earlier row has already given.
func (c *cells) first(column, value string, seen map[string]int) {
	if value == "" {
		return
	}
	if line, twice := seen[value]; twice {
		c.bad(column, value, "is already on line %d", line)
		return
	}
	seen[value] = c.row.line
}

func (c *cells) item() Item {
	it := Item{Row: c.row.line, Item: picking.Item{
		SKU: c.id("sku", maxShort), Name: c.text("name", maxName), Picture: c.text("picture", maxName),
		Weight: picking.Grams(c.whole("weight_g", 0, 1_000_000)), Length: c.millimetres("length_mm"),
		Width: c.millimetres("width_mm"), Height: c.millimetres("height_mm"),
		Stand:    picking.Stand(c.word("stand", "", stands)),
		Tracking: picking.Tracking(c.word("tracking", "", trackings)), Hazard: c.text("hazard", maxName),
	}}
	c.required("sku")
	c.required("name")
	if it.Picture != "" && !fitPicture(it.Picture) {
		c.bad("picture", it.Picture, "must be an emoji or the address of an image on this server, such as /images/1.png")
	}
	it.Codes = append(c.unitCodes(), c.caseCodes()...)
	return it
}

func (c *cells) millimetres(column string) picking.Millimetres {
	return picking.Millimetres(c.whole(column, 0, 100_000))
}

func fitPicture(s string) bool {
	if strings.HasPrefix(s, "/") {
		return !strings.HasPrefix(s, "//") && !strings.ContainsAny(s, " \"'<>\\")
	}
	return utf8.RuneCountInString(s) <= 16 && !strings.ContainsFunc(s, func(r rune) bool { return r < 0x80 && unicode.IsPunct(r) })
}

func (c *cells) unitCodes() []Code {
	var out []Code
	for _, s := range parts(c.text("barcode", MaxCell)) {
		if code, ok := c.code("barcode", s); ok {
			out = append(out, Code{code, 1})
		}
	}
	return out
}

// caseCodes reads “code”, with the quantity in case_qty, and “code=12|code=48”.
func (c *cells) caseCodes() []Code {
	column := "case_barcode"
	each := c.whole("case_qty", 2, maxQty)
	var out []Code
	for _, s := range parts(c.text(column, MaxCell)) {
		s, count, own := strings.Cut(s, "=")
		qty := each
		if own {
			var why string
			if qty, why = whole(count, 2, maxQty); why != "" {
				c.bad(column, s+"="+count, "the quantity %s", why)
				continue
			}
		}
		if qty == 0 {
			c.bad("case_qty", "", "is empty: how many units are in the case with code %s?", s)
			continue
		}
		if code, ok := c.code(column, s); ok {
			out = append(out, Code{code, picking.Qty(qty)})
		}
	}
	return out
}

func (c *cells) code(column, s string) (string, bool) {
	code, err := picking.NormalCode(s)
	if err != nil {
		c.bad(column, s, "%s", err)
		return "", false
	}
	if picking.LostZero(s) {
		c.t.findings.note(Problem{Line: c.row.line, Field: column, Value: s,
			Reason: "looks like a GTIN that lost its leading zero in a spreadsheet; it is taken as a code of your own"})
	}
	return code, true
}

func parts(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '|' || r == ',' || r == ';' || unicode.IsSpace(r) })
}
