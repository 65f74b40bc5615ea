package wall

import (
	"cmp"
	"slices"
	"strings"

	"pickpack/picking"
)

// choose picks the share that a scan of n units of c is for: among the shares of that item and lot whose order has a slot
// or can get one, the order that this tote brings nearest to complete. Three orders want a teapot: 17 lacks only the
// teapot, 12 lacks two more things of this tote, 9 waits for another tote; they are served 17, 12, 9.
//
// Shares that can take all n come first, so a case goes where a case fits. wanted says that some order wants the item,
// even if none can be reached because the wall is full.
func choose(s State, c Content, n picking.Qty) (best Share, ok, wanted bool) {
	_, free := s.free()
	for _, h := range s.Shares {
		if h.Item != c.Item || h.Lot != c.Lot || h.Left <= 0 {
			continue
		}
		wanted = true
		if o, known := s.order(h.Order); !known || o.Slot == 0 && !free {
			continue
		}
		if !ok || s.before(h, best, min(n, c.Qty)) {
			best, ok = h, true
		}
	}
	return best, ok, wanted
}

// before orders shares: total, so the choice is the same every time.
func (s State) before(a, b Share, n picking.Qty) bool {
	oa, _ := s.order(a.Order)
	ob, _ := s.order(b.Order)
	return cmp.Or(
		no(!oa.Cancelled, !ob.Cancelled), // what goes back is what nobody else wants
		no(a.Left >= n, b.Left >= n),
		cmp.Compare(oa.Missing-s.brings(a.Order), ob.Missing-s.brings(b.Order)),
		cmp.Compare(oa.Missing, ob.Missing),
		no(oa.Slot != 0, ob.Slot != 0),
		oa.Cutoff.Compare(ob.Cutoff),
		cmp.Compare(a.Order, b.Order),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Task, b.Task),
	) < 0
}

// no compares so that true comes before false.
func no(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	default:
		return 1
	}
}

// brings is how many units an order can get out of this tote: of each item and lot no more than the tote holds.
func (s State) brings(o picking.OrderID) (n picking.Qty) {
	for _, c := range s.Contents {
		var want picking.Qty
		for _, h := range s.Shares {
			if h.Order == o && h.Item == c.Item && h.Lot == c.Lot {
				want += h.Left
			}
		}
		n += min(want, c.Qty)
	}
	return n
}

// identify finds which of the tote's contents a scan means. An item in two lots is proven by the lot: read from the code,
// or scanned as a code of its own.
func identify(s State, scan picking.Scan, f picking.Found) (Content, picking.Qty, *picking.Message) {
	if f.Item == nil {
		return byLotCode(s, scan.Code)
	}
	mine := slices.DeleteFunc(slices.Clone(s.Contents), func(c Content) bool { return c.Item != f.Item.ID || c.Qty <= 0 })
	if len(mine) == 0 {
		return Content{}, 0, s.wrongItem(*f.Item)
	}
	if scan.Lot != "" && mine[0].LotCode != "" {
		mine = slices.DeleteFunc(mine, func(c Content) bool { return !strings.EqualFold(c.LotCode, scan.Lot) })
		if len(mine) == 0 {
			return Content{}, 0, wrongLot(*f.Item, scan.Lot)
		}
	}
	if len(mine) > 1 {
		return Content{}, 0, narrower(mine)
	}
	return mine[0], max(f.Item.Qty, 1), nil
}

func byLotCode(s State, code string) (found Content, n picking.Qty, no *picking.Message) {
	for _, c := range s.Contents {
		if c.LotCode == "" || !strings.EqualFold(c.LotCode, code) || c.Qty <= 0 {
			continue
		}
		if n > 0 { // two items share the lot code
			return Content{}, 0, unknown()
		}
		found, n = c, 1
	}
	if n == 0 {
		return Content{}, 0, unknown()
	}
	return found, n, nil
}
