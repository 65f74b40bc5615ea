package check

import "pickpack/picking/contract"

// served: every order is either unplanned, with a reason, or in exactly one batch; picked by zone, in exactly one batch
// of each zone it has lines in.
func served(v *view) {
	for _, u := range v.res.Unplanned {
		if _, twice := v.unplanned[u.Order]; twice {
			v.fault("order %q is unplanned twice", u.Order)
		}
		if u.Reason == "" {
			v.fault("order %q is unplanned without a reason", u.Order)
		}
		v.unplanned[u.Order] = u.Reason
	}
	type place struct{ order, zone string }
	count := map[place]int{}
	for i, w := range v.res.Batches {
		if len(w.Orders) == 0 {
			v.fault("batch %d is empty", i)
		}
		for _, id := range w.Orders {
			count[place{id, zoneOf(w)}]++
		}
	}
	total := 0
	for i := range v.req.Orders {
		o := &v.req.Orders[i]
		for _, z := range v.zonesOf(o) {
			want := 1
			if _, out := v.unplanned[o.ID]; out {
				want = 0
			}
			if got := count[place{o.ID, z}]; got != want {
				v.fault("order %q is in %d batches of zone %q, not %d", o.ID, got, z, want)
			}
			total += want
		}
	}
	for _, n := range count {
		total -= n
	}
	if total != 0 {
		v.fault("batches serve %d parts of orders that do not exist", -total)
	}
}

func zoneOf(w contract.Walk) string {
	if w.Zone == nil {
		return ""
	}
	return *w.Zone
}

// zonesOf is the zones an order has to be served in; one nameless zone unless it is picked by zone.
func (v *view) zonesOf(o *contract.Order) []string {
	if !v.byZone {
		return []string{""}
	}
	var zones []string
	seen := map[string]bool{}
	for _, l := range o.Lines {
		if z := v.locations[l.Location].Zone; !seen[z] {
			seen[z] = true
			zones = append(zones, z)
		}
	}
	if len(zones) == 0 { // no lines: it must be unplanned
		zones = []string{""}
	}
	return zones
}
