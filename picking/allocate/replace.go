package allocate

import (
	"time"

	"pickpack/picking"
)

// Prefer steers Replace.
type Prefer struct {
	Except picking.LocationID // the bin that was short: never taken from
	Zone   string             // of the picker's list: its bins before others
	Today  time.Time          // as in Options
}

// Take is a quantity from one lot in one bin.
type Take struct {
	Location picking.LocationID
	Lot      picking.LotID
	Qty      picking.Qty
}

// Replace finds other stock for qty units of one item after a short, by the rules of the package. All of stock must be
// of the same item. It returns what is still missing: 0 means served in full.
func Replace(stock []Stock, qty picking.Qty, p Prefer) ([]Take, picking.Qty) {
	if qty <= 0 || len(stock) == 0 {
		return nil, max(qty, 0)
	}
	rest := make([]Stock, 0, len(stock))
	for _, st := range stock {
		if st.Location != p.Except {
			rest = append(rest, st)
		}
	}
	picks, missing := newShelf(rest, Options{Zone: p.Zone, Today: p.Today}).take(stock[0].Item, qty)
	takes := make([]Take, 0, len(picks))
	for _, t := range picks {
		takes = append(takes, Take{Location: t.row.Location, Lot: t.row.Lot, Qty: t.qty})
	}
	return takes, missing
}
