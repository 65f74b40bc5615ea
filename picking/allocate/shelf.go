package allocate

import (
	"cmp"
	"slices"

	"pickpack/picking"
)

// shelf is the stock while it is being promised: for each item its bins, best group first, and what may not be taken.
type shelf struct {
	items map[picking.ItemID]*supply
	taken []taking // by the order being served
}

// supply is one item's stock. Rows that may be taken stand in groups of equal rank (rules 2 and 3), bins of a group by
// ascending content when they are asked for.
type supply struct {
	groups   [][]*row
	start    picking.Qty // that could be taken before the first line
	reserved picking.Qty // promised to earlier waves
	reserve  picking.Qty // in bulk, not in a pick face
	suspect  picking.Qty
	expired  picking.Qty
}

// row is a Stock with what is left of it.
type row struct {
	Stock
	left picking.Qty
}

// taking is a quantity out of a row.
type taking struct {
	row *row
	qty picking.Qty
}

func newShelf(stock []Stock, o Options) *shelf {
	s := &shelf{items: make(map[picking.ItemID]*supply)}
	rows := make(map[picking.ItemID][]*row)
	for _, st := range stock {
		if s.supply(st.Item).admit(st, o) {
			rows[st.Item] = append(rows[st.Item], &row{Stock: st, left: st.Available})
		}
	}
	for item, r := range rows {
		s.items[item].groups = grouped(r, o.Zone)
	}
	return s
}

func (s *shelf) supply(item picking.ItemID) *supply {
	if s.items[item] == nil {
		s.items[item] = &supply{}
	}
	return s.items[item]
}

// admit says whether a row may be taken from (rule 1), and remembers why not.
func (s *supply) admit(st Stock, o Options) bool {
	free := max(st.Available, 0)
	switch {
	case st.Kind == picking.Reserve:
		s.reserve += free
	case st.Kind != picking.PickFace:
	case st.Suspect:
		s.suspect += free
	case !o.Today.IsZero() && !st.Expires.IsZero() && st.Expires.Before(o.Today):
		s.expired += free
	default:
		s.start += free
		s.reserved += st.Reserved
		return free > 0
	}
	return false
}

// grouped sorts rows by expiry and zone, and cuts them into groups that are equal in both.
func grouped(rows []*row, zone string) [][]*row {
	rank := func(a, b *row) int {
		return cmp.Or(fefo(a.Stock, b.Stock), cmp.Compare(outside(a, zone), outside(b, zone)))
	}
	slices.SortStableFunc(rows, func(a, b *row) int {
		return cmp.Or(rank(a, b), cmp.Compare(a.Location, b.Location), cmp.Compare(a.Lot, b.Lot))
	})
	var groups [][]*row
	for i, r := range rows {
		if i == 0 || rank(rows[i-1], r) != 0 {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], r)
	}
	return groups
}

// fefo orders by expiry; what does not expire comes last.
func fefo(a, b Stock) int {
	switch {
	case a.Expires.IsZero() && b.Expires.IsZero():
		return 0
	case a.Expires.IsZero():
		return 1
	case b.Expires.IsZero():
		return -1
	}
	return a.Expires.Compare(b.Expires)
}

func outside(r *row, zone string) int {
	if zone == "" || r.Zone == zone {
		return 0
	}
	return 1
}

// take takes up to qty units of an item and returns what is missing.
func (s *shelf) take(item picking.ItemID, qty picking.Qty) ([]taking, picking.Qty) {
	sup := s.items[item]
	if sup == nil {
		return nil, max(qty, 0)
	}
	var all []taking
	for _, group := range sup.groups {
		if qty <= 0 {
			break
		}
		for _, t := range fewest(group, qty) {
			t.row.left -= t.qty
			qty -= t.qty
			all = append(all, t)
		}
	}
	return all, max(qty, 0)
}

// giveBack undoes every taking of the order being served.
func (s *shelf) giveBack() {
	for _, t := range s.taken {
		t.row.left += t.qty
	}
}
