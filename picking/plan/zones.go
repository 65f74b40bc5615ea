package plan

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"pickpack/picking/contract"
	"pickpack/picking/route"
	"pickpack/picking/zone"
)

// cut gives every location a zone of its own making, such that each zone has about as many order lines as the others.
func (m *model) cut() {
	lines := map[string]int{}
	for i := range m.req.Orders {
		for _, l := range m.req.Orders[i].Lines {
			lines[l.Location]++
		}
	}
	places := make([]zone.Place, len(m.req.Locations))
	for i, l := range m.req.Locations {
		places[i] = zone.Place{Aisle: l.Aisle, Y: l.Y, Work: float64(lines[l.ID])}
	}
	m.req.Locations = slices.Clone(m.req.Locations) // the sender's stay as they are
	digits := len(strconv.Itoa(m.req.Zones))
	for i, z := range zone.Assign(places, m.req.Zones) {
		m.req.Locations[i].Zone = fmt.Sprintf("Z%0*d", digits, z+1)
	}
}

// zoned is the groups of a zone plan: the parts of each zone by themselves, or whole orders on carts that pass the zones.
func (m *model) zoned(s selection, whole []group) []group {
	if m.apart() {
		return m.groups(s, true)
	}
	var passes []route.Set
	for _, name := range m.zones {
		set := m.ground.NewSet()
		for bin := range m.used {
			if m.locationOf(bin).Zone == name {
				m.ground.Add(set, bin)
			}
		}
		passes = append(passes, set)
	}
	for i := range whole {
		whole[i].passes = passes
	}
	return whole
}

// zonesNeeded are the zones that orders need, in the order in which carts pass them.
func (m *model) zonesNeeded() []string {
	names := map[string]bool{}
	for bin := range m.used {
		names[m.locationOf(bin).Zone] = true
	}
	return slices.Sorted(maps.Keys(names))
}

// legs are the walks of a cart, one in each zone where one of its orders has a line.
func (m *model) legs(cart membership) []membership {
	var legs []membership
	for _, name := range m.zones {
		leg := membership{group: cart.group, zone: &name}
		for _, x := range cart.parts {
			here := slices.DeleteFunc(slices.Clone(x.bins), func(b int) bool { return m.locationOf(b).Zone != name })
			if len(here) > 0 {
				leg.parts = append(leg.parts, part{x.order, here, x.load})
			}
		}
		if len(leg.parts) > 0 {
			legs = append(legs, leg)
		}
	}
	return legs
}

// consolidation counts what comes together again, or what is handed over, priorities one after the other.
func (m *model) consolidation(res *Result) *contract.Consolidation {
	names := m.zones
	walks, work, lines := map[string][][]int{}, make([]float64, len(names)), make([]float64, len(names))
	for i, w := range m.members {
		z, _ := slices.BinarySearch(names, *w.zone)
		var orders []int
		for _, x := range w.parts {
			orders = append(orders, x.order)
			lines[z] += float64(len(x.bins))
		}
		walks[*w.zone] = append(walks[*w.zone], orders)
		work[z] += res.Batches[i].Distance
	}
	c := &contract.Consolidation{Balance: zone.Balance(work), Lines: zone.Balance(lines)}
	c.Orders, c.Slots = zone.Open(walks)
	if m.passed() {
		c.Slots = 0 // an order stays on its cart
		m.relay(names, res, c)
	}
	return c
}

// relay counts how carts are handed over.
func (m *model) relay(names []string, res *Result, c *contract.Consolidation) {
	carts := make([]zone.Cart, m.carts)
	on := make([]map[int]bool, m.carts)
	for i, w := range m.members {
		k := res.Batches[i].Cart - 1
		if on[k] == nil {
			carts[k].Work, on[k] = make([]float64, len(names)), map[int]bool{}
		}
		z, _ := slices.BinarySearch(names, *w.zone)
		carts[k].Work[z] = res.Batches[i].Distance
		for _, x := range w.parts {
			on[k][x.order] = true
		}
		carts[k].Totes = len(on[k])
	}
	r := zone.Pass(carts, len(names))
	c.Passes = r.HandOver
	for z, n := range r.Places {
		if n > 0 && c.Places == nil {
			c.Places = map[string]int{}
		}
		if n > 0 {
			c.Places[names[z]] = n
		}
	}
}
