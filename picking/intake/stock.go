package intake

import (
	"strings"
	"time"

	"pickpack/picking"
)

// StockRow says how many units of an item were counted in a bin. SKU or Barcode names the item.
type StockRow struct {
	Row      int
	Location string
	SKU      string
	Barcode  string
	Qty      picking.Qty
	Lot      string
	Expires  time.Time // a day, zero: not said
}

func (t *table) stock() []StockRow {
	var out []StockRow
	for _, r := range t.rows {
		c := t.cells(r)
		if row := c.stockRow(); c.fine {
			out = append(out, row)
		}
	}
	return out
}

func (c *cells) stockRow() StockRow {
	row := StockRow{Row: c.row.line, Location: strings.ToUpper(c.id("location", maxShort)), SKU: c.id("sku", maxShort),
		Barcode: c.itemCode(), Qty: picking.Qty(c.whole("qty", 0, maxQty)), Lot: c.id("lot", maxShort), Expires: c.day("expiry")}
	c.required("location")
	c.required("qty")
	if c.raw("barcode") == "" {
		c.required("sku")
	}
	if row.Lot == "" && !row.Expires.IsZero() {
		c.bad("lot", "", "is empty, so nothing can expire")
	}
	return row
}

// itemCode is a barcode that names an item.
func (c *cells) itemCode() string {
	s := c.text("barcode", MaxCell)
	if s == "" {
		return ""
	}
	code, err := picking.NormalCode(s)
	if err != nil {
		c.bad("barcode", s, "%s", err)
	}
	return code
}
