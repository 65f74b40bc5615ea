package intake

import (
	"time"

	"pickpack/picking"
)

// Count is a bin's stock of one item and lot as it was counted.
type Count struct {
	Row      int
	Location picking.LocationID
	Item     picking.ItemID
	Lot      picking.LotID // 0: LotCode is new, or there is none
	LotCode  string
	Expires  time.Time
	Qty      picking.Qty
}

// Move is the ledger row that brings the stock of a bin from was to what was counted: what the place holds for the first
// time comes from the supplier, any other difference from or to the place of adjustments. ok is false if there is none.
func (c Count) Move(was Balance, known bool, supplier, adjust picking.LocationID) (m picking.Move, ok bool) {
	m = picking.Move{Item: c.Item, Lot: c.Lot, From: adjust, To: c.Location, Qty: c.Qty - was.OnHand, Cause: "count"}
	switch {
	case m.Qty == 0:
		return picking.Move{}, false
	case m.Qty < 0:
		m.From, m.To, m.Qty = c.Location, adjust, -m.Qty
	case !known:
		m.From, m.Cause = supplier, "receive"
	}
	return m, true
}

func (j *judge) stock() {
	seen := map[[3]string]int{}
	for _, r := range j.Stock {
		it, each, column, why := j.known.itemOf(r.SKU, r.Barcode)
		if why != "" {
			j.bad(r.Row, column, cmpOr(column == "barcode", r.Barcode, r.SKU), "%s", why)
			continue
		}
		place, here := j.known.Locations[r.Location]
		if !j.holds(r, place, here) || !j.lotFits(r, it) {
			continue
		}
		name := [3]string{r.Location, it.SKU, r.Lot}
		if line, twice := seen[name]; twice {
			j.bad(r.Row, "location", r.Location, "the same item and lot in this bin is already on line %d", line)
			continue
		}
		seen[name] = r.Row
		if r.Qty > maxQty/each {
			j.bad(r.Row, "qty", "", "is too much: the barcode means %d units", each)
			continue
		}
		j.count(r, it, place.ID, r.Qty*each)
	}
}

func (j *judge) count(r StockRow, it KnownItem, place picking.LocationID, qty picking.Qty) {
	lot := j.known.Lots[LotKey{it.ID, r.Lot}]
	was, known := j.known.Balances[BalanceKey{place, it.ID, lot.ID}]
	if r.Lot != "" && lot.ID == 0 {
		was, known = Balance{}, false
	}
	if qty < was.Reserved {
		j.bad(r.Row, "qty", "", "%d units are promised to pick lists from this bin, so it cannot hold only %d: finish or un-release those first", was.Reserved, qty)
		return
	}
	switch {
	case known && was.OnHand == qty:
		j.report.Same++
	case known:
		j.report.Changed++
	default:
		j.report.New++
	}
	j.accepted.Counts = append(j.accepted.Counts, Count{Row: r.Row, Location: place, Item: it.ID, Lot: lot.ID, LotCode: r.Lot, Expires: r.Expires, Qty: qty})
}

func (j *judge) holds(r StockRow, place picking.Location, here bool) bool {
	switch {
	case !here:
		j.bad(r.Row, "location", r.Location, "is unknown here: import the location first")
	case place.Kind == picking.PickFace, place.Kind == picking.Reserve, place.Kind == picking.Staging:
		return true
	default:
		j.bad(r.Row, "location", r.Location, "is a %s; stock is counted in bins", place.Kind)
	}
	return false
}

func (j *judge) lotFits(r StockRow, it KnownItem) bool {
	lot, here := j.known.Lots[LotKey{it.ID, r.Lot}]
	switch {
	case it.Tracking == picking.ByLot && r.Lot == "":
		j.bad(r.Row, "lot", "", "is empty, but %s is tracked by lot", it.SKU)
	case it.Tracking != picking.ByLot && r.Lot != "":
		j.bad(r.Row, "lot", r.Lot, "%s is not tracked by lot", it.SKU)
	case here && !r.Expires.IsZero() && !lot.Expires.IsZero() && !lot.Expires.Equal(r.Expires):
		j.bad(r.Row, "expiry", r.Expires.Format(time.DateOnly), "lot %s expires on %s here", r.Lot, lot.Expires.Format(time.DateOnly))
	default:
		return true
	}
	return false
}

func cmpOr(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}
