// Package zone divides a warehouse and its orders among people who each keep to their part: where the zones lie so that
// all have as much to do (Assign), who takes which whole order (Share), which part of an order is picked where and what
// that part takes of a cart (Split), and how much room the parts need where they come together again (Open) or where a
// cart passes from zone to zone (Pass). It does not batch or route; package plan does that zone by zone.
package zone

import "slices"

// Order is an order as zones see it: the zone and quantity of each line, and its load by dimension.
type Order struct {
	Zones []string // of each line
	Qty   []int    // of each line
	Load  []float64
}

// Part is what one zone picks of one order.
type Part struct {
	Zone  string
	Order int   // index
	Lines []int // indices into the order's lines
	Load  []float64
}

// Split divides orders into parts, ordered by zone and then as the orders came. A dimension that is whole (a tote, a
// slot on the cart) is taken in full by every part, since each zone starts its own tote; the others are shared in
// proportion to quantity.
func Split(orders []Order, whole []bool) []Part {
	var parts []Part
	for i, o := range orders {
		first := len(parts)
		for line, z := range o.Zones {
			k := slices.IndexFunc(parts[first:], func(p Part) bool { return p.Zone == z })
			if k < 0 {
				parts = append(parts, Part{Zone: z, Order: i})
				k = len(parts) - 1 - first
			}
			parts[first+k].Lines = append(parts[first+k].Lines, line)
		}
		for k := first; k < len(parts); k++ {
			parts[k].Load = share(o, parts[k].Lines, whole)
		}
	}
	slices.SortStableFunc(parts, func(a, b Part) int {
		switch {
		case a.Zone < b.Zone:
			return -1
		case a.Zone > b.Zone:
			return 1
		}
		return a.Order - b.Order
	})
	return parts
}

// share is the load of some lines of an order.
func share(o Order, lines []int, whole []bool) []float64 {
	part, all := 0, 0
	for _, q := range o.Qty {
		all += q
	}
	for _, l := range lines {
		part += o.Qty[l]
	}
	load := slices.Clone(o.Load)
	for d := range load {
		if !whole[d] && part < all {
			load[d] *= float64(part) / float64(all)
		}
	}
	return load
}
