package allocate

import (
	"cmp"
	"slices"
	"time"

	"pickpack/picking"
)

// Line is an order line that wants goods. Priority, Cutoff and Order say whose turn it is; Qty ≤ 0 wants nothing.
type Line struct {
	ID       picking.LineID
	Order    picking.OrderID
	Item     picking.ItemID
	Qty      picking.Qty
	Priority int // 0 (lowest) … 9
	Cutoff   time.Time
}

// Stock is one lot of one item in one place. Available is on hand less reserved; Reserved is only spoken of in reasons.
type Stock struct {
	Location  picking.LocationID
	Kind      picking.LocationKind
	Zone      string
	Item      picking.ItemID
	Lot       picking.LotID
	Expires   time.Time // zero: never
	Available picking.Qty
	Reserved  picking.Qty
	Suspect   bool
}

// Options steer Make. The zero value takes partial orders, prefers no zone and looks at no date.
type Options struct {
	Whole bool      // an order that cannot be served completely takes nothing
	Zone  string    // bins of this zone before others, "" for no preference
	Today time.Time // lots that expired before this moment are not taken; zero: do not look
}

// Pick is a quantity of a line's item to be taken from one lot in one bin.
type Pick struct {
	Line     picking.LineID
	Location picking.LocationID
	Lot      picking.LotID
	Qty      picking.Qty
}

// Shortage is what of a line cannot be served, with the reason for a person.
type Shortage struct {
	Line   picking.LineID
	Order  picking.OrderID
	Qty    picking.Qty
	Reason string
}

// Result is what Make decided. Picks are grouped by order in the order of service; with Options.Whole the orders that
// have Shortages have no Picks.
type Result struct {
	Picks     []Pick
	Shortages []Shortage
}

// Make serves lines from stock. It never takes more than is available and accounts for every unit wanted: with partial
// orders, picks and shortages of a line add up to its Qty. The inputs are left as they are. It takes
// O(n log n + lines × bins of an item) time.
func Make(lines []Line, stock []Stock, o Options) Result {
	shelf := newShelf(stock, o)
	var r Result
	for _, order := range turns(lines) {
		r.serve(shelf, order, o.Whole)
	}
	return r
}

// serve takes what one order wants, or with whole all of it or nothing.
func (r *Result) serve(s *shelf, order []Line, whole bool) {
	from, short := len(r.Picks), len(r.Shortages)
	for _, l := range order {
		picks, missing := s.take(l.Item, l.Qty)
		for _, p := range picks {
			r.Picks = append(r.Picks, Pick{Line: l.ID, Location: p.row.Location, Lot: p.row.Lot, Qty: p.qty})
		}
		s.taken = append(s.taken, picks...)
		if missing > 0 {
			r.Shortages = append(r.Shortages, Shortage{Line: l.ID, Order: l.Order, Qty: missing, Reason: s.reason(l.Item, l.Qty, missing)})
		}
	}
	if whole && len(r.Shortages) > short {
		s.giveBack()
		r.Picks = r.Picks[:from]
	}
	s.taken = s.taken[:0]
}

// turns groups lines by order, in the order of service.
func turns(lines []Line) [][]Line {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, func(a, b Line) int {
		return cmp.Or(cmp.Compare(b.Priority, a.Priority), a.Cutoff.Compare(b.Cutoff), cmp.Compare(a.Order, b.Order))
	})
	var orders [][]Line
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j].Order == sorted[i].Order {
			j++
		}
		orders = append(orders, sorted[i:j:j])
		i = j
	}
	return orders
}
