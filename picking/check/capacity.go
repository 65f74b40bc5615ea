package check

import "pickpack/picking/contract"

// capacity: the loads of a batch fit in every dimension; in discrete picking a batch is one order. Of an order picked
// by zone, slots and totes count in full in each zone and the rest in proportion to the quantity there.
func capacity(v *view) {
	if v.passed {
		carts(v)
		return
	}
	discrete := v.req.Method == contract.Discrete ||
		v.req.Method == contract.Wave && v.req.Release != nil && v.req.Release.Then == contract.Discrete
	for i, w := range v.res.Batches {
		if discrete && len(w.Orders) != 1 {
			v.fault("batch %d serves %d orders, discrete picking takes one", i, len(w.Orders))
		}
		for dim, room := range v.req.Capacity {
			sum := 0.0
			for _, id := range w.Orders {
				sum += v.orders[id].Load[dim] * v.share(v.orders[id], w, dim)
			}
			if sum > room+1e-6*(1+room) {
				v.fault("batch %d carries %s %g, capacity %g", i, dim, sum, room)
			}
		}
	}
}

// share is the part of an order's load that a walk carries.
func (v *view) share(o *contract.Order, w contract.Walk, dim string) float64 {
	if !v.byZone || dim == "slots" || dim == "totes" {
		return 1
	}
	here, all := 0, 0
	for _, l := range o.Lines {
		all += l.Qty
		if v.locations[l.Location].Zone == zoneOf(w) {
			here += l.Qty
		}
	}
	return float64(here) / float64(all)
}

// carts: where carts are passed from zone to zone, the whole orders on a cart fit together, and an order is on one cart.
func carts(v *view) {
	orders := map[int]map[string]bool{}
	cart := map[string]int{}
	for i, w := range v.res.Batches {
		if w.Cart < 1 {
			v.fault("batch %d is on no cart", i)
		}
		for _, id := range w.Orders {
			if c, known := cart[id]; known && c != w.Cart {
				v.fault("order %q is on carts %d and %d", id, c, w.Cart)
			}
			cart[id] = w.Cart
			if orders[w.Cart] == nil {
				orders[w.Cart] = map[string]bool{}
			}
			orders[w.Cart][id] = true
		}
	}
	for c, on := range orders {
		for dim, room := range v.req.Capacity {
			sum := 0.0
			for id := range on {
				sum += v.orders[id].Load[dim]
			}
			if sum > room+1e-6*(1+room) {
				v.fault("cart %d carries %s %g, capacity %g", c, dim, sum, room)
			}
		}
	}
}
