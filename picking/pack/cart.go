package pack

import (
	"strings"

	"pickpack/picking"
)

// OnCart is an order whose tote came on a cart.
type OnCart struct {
	ID     picking.OrderID `db:"id"`
	Number string          `db:"number"`
	Tote   string          `db:"tote"`
	Left   picking.Qty     `db:"left"` // to pack
}

// FromCart says whether a code, that was scanned of a cart's goods, tells which order it is of: want are the cart's orders
// that have such goods in their totes.
func FromCart(cart string, want []OnCart, f picking.Found, code string) picking.Message {
	what := unknown(code).Detail
	if f.Item != nil {
		what = f.Scanned()
	}
	if len(want) == 1 {
		return picking.Message{Verdict: picking.OK}
	}
	if len(want) == 0 {
		return picking.Refuse(picking.WrongItem, "Not of this cart", what, picking.Say("No order on %s waits for it. Scan a tote.", cart))
	}
	var totes []string
	for _, w := range want[:min(4, len(want))] {
		totes = append(totes, w.Tote+" ("+w.Number+")")
	}
	return picking.Refuse(picking.Narrower, "Which tote?", what, picking.Say("Several orders want it: scan the tote it came out of, %s.", strings.Join(totes, " or ")))
}

// OnlyBegun is said when an item of a cart began its order: that scan has packed nothing.
const OnlyBegun picking.Text = "Scan it again to pack it."

// CartScanned says what came on a cart.
func CartScanned(cart string, n int) picking.Message {
	return picking.Message{Verdict: picking.OK, Title: picking.Name(cart), Detail: picking.Say("%d order to pack.|%d orders to pack.", n), Need: "Scan any item on it, or a tote."}
}
