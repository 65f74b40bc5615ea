package plan

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"pickpack/picking/contract"
	"pickpack/picking/wave"
	"pickpack/picking/zone"
)

// selection is the orders a plan takes, by index, and those it leaves out.
type selection struct {
	taken []int
	left  []contract.Unplanned
	parts []zone.Part // of the taken orders, if they are picked by zone
}

// choose leaves out orders without lines, those a wave does not take and those too large for a walk.
func (m *model) choose() selection {
	var s selection
	var all []int
	for i := range m.req.Orders {
		if len(m.req.Orders[i].Lines) == 0 {
			s.leave(m, i, "it has no lines")
		} else {
			all = append(all, i)
		}
	}
	if m.apart() {
		all = s.fitZones(m, all)
	} else {
		all = s.fit(m, all)
	}
	if m.req.Method == contract.Wave {
		all = s.release(m, all)
	}
	s.taken = all
	return s
}

func (s *selection) leave(m *model, order int, reason string) {
	s.left = append(s.left, contract.Unplanned{Order: m.req.Orders[order].ID, Reason: reason})
}

// tooLarge says in which dimension a load exceeds the capacity of a walk, empty if it fits.
func (m *model) tooLarge(load []float64) string {
	for d, x := range load {
		if x > m.room[d]+1e-9*(1+m.room[d]) {
			return fmt.Sprintf("load %s %g > capacity %g", m.dims[d], x, m.room[d])
		}
	}
	return ""
}

func (s *selection) fit(m *model, orders []int) []int {
	return slices.DeleteFunc(orders, func(i int) bool {
		why := m.tooLarge(m.load(&m.req.Orders[i]))
		if why != "" {
			s.leave(m, i, why)
		}
		return why != ""
	})
}

// fitZones is fit for parts: an order is left out if one of its parts does not fit.
func (s *selection) fitZones(m *model, orders []int) []int {
	s.parts = zone.Split(m.zoneOrders(orders), m.whole)
	why := map[int]string{}
	for i := range s.parts {
		p := &s.parts[i]
		p.Order = orders[p.Order]
		if w := m.tooLarge(p.Load); w != "" && why[p.Order] == "" {
			why[p.Order] = w + " in zone " + p.Zone
		}
	}
	return slices.DeleteFunc(orders, func(i int) bool {
		if why[i] != "" {
			s.leave(m, i, why[i])
		}
		return why[i] != ""
	})
}

func (m *model) zoneOrders(orders []int) []zone.Order {
	out := make([]zone.Order, len(orders))
	for k, i := range orders {
		o := &m.req.Orders[i]
		out[k].Load = m.load(o)
		for _, l := range o.Lines {
			out[k].Zones = append(out[k].Zones, m.locationOf(m.binOf[l.Location]).Zone)
			out[k].Qty = append(out[k].Qty, l.Qty)
		}
	}
	return out
}

// release asks the wave which orders go out now.
func (s *selection) release(m *model, orders []int) []int {
	var limits wave.Limits
	var names []string
	if r := m.req.Release; r != nil {
		limits.Until, _ = when(r.Until)
		limits.Carriers, limits.MaxOrders = r.Carriers, r.MaxOrders
		names = slices.Sorted(maps.Keys(r.Capacity))
		for _, d := range names {
			limits.Capacity = append(limits.Capacity, r.Capacity[d])
		}
		limits.Names = names
	}
	candidates := make([]wave.Candidate, len(orders))
	for k, i := range orders {
		o := &m.req.Orders[i]
		due, _ := when(o.Due)
		candidates[k] = wave.Candidate{Due: due, Carrier: o.Carrier, Priority: o.Priority}
		for _, d := range names {
			candidates[k].Load = append(candidates[k].Load, o.Load[d])
		}
	}
	chosen, left := wave.Release(candidates, limits)
	for _, l := range left {
		s.leave(m, orders[l.Order], l.Reason)
	}
	for k, c := range chosen {
		chosen[k] = orders[c]
	}
	return chosen
}

// groups are the parts that may share walks, the highest priority first, zones by name within it.
func (m *model) groups(s selection, byZone bool) []group {
	taken := make(map[int]bool, len(s.taken))
	for _, i := range s.taken {
		taken[i] = true
	}
	var groups []group
	put := func(z *string, name string, x part) {
		prio := m.req.Orders[x.order].Priority
		k := slices.IndexFunc(groups, func(g group) bool {
			return g.priority == prio && (z == nil || *g.zone == name)
		})
		if k < 0 {
			groups, k = append(groups, group{zone: z, priority: prio}), len(groups)
		}
		groups[k].parts = append(groups[k].parts, x)
	}
	if byZone {
		for _, p := range s.parts {
			if taken[p.Order] {
				name := p.Zone
				put(&name, name, part{p.Order, m.bins(&m.req.Orders[p.Order], p.Lines), p.Load})
			}
		}
	} else {
		for _, i := range s.taken {
			o := &m.req.Orders[i]
			put(nil, "", part{i, m.bins(o, upTo(len(o.Lines))), m.load(o)})
		}
	}
	slices.SortStableFunc(groups, func(a, b group) int { return cmp.Compare(b.priority, a.priority) })
	return groups
}

func upTo(n int) []int {
	v := make([]int, n)
	for i := range v {
		v[i] = i
	}
	return v
}
