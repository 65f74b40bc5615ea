package release

import (
	"slices"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/contract"
)

// tour is what the planner says of one walk: who is served, in which zone (empty: all), and where to go in which order.
type tour struct {
	orders   []picking.OrderID
	zone     string
	sequence []picking.LocationID
	metres   float64
	reasons  []contract.Reason
}

// stop is one pick on a walk, with what the floor must know of it.
type stop struct {
	allocate.Pick
	order picking.OrderID
	item  picking.ItemID
	place int // of its bin in the walk
}

// list makes the pick list of one tour from the stops that belong to it.
func (in *Input) list(t tour, stops []stop) List {
	slices.SortStableFunc(stops, byWalk)
	l := List{Zone: t.zone, Metres: t.metres, Orders: len(t.orders)}
	for _, s := range stops {
		l.Units += s.Qty
	}
	if in.Method == picking.Batch {
		in.fillShared(&l, stops)
	} else {
		in.fillByOrder(&l, t.orders, stops)
	}
	return l
}

// byWalk orders stops as the picker meets them: bin by bin; in a bin item by item and lot by lot.
func byWalk(a, b stop) int {
	return firstOf(a.place-b.place, int(a.item-b.item), int(a.Lot-b.Lot), int(a.Line-b.Line))
}

func firstOf(c ...int) int {
	for _, x := range c {
		if x != 0 {
			return x
		}
	}
	return 0
}

// fillByOrder gives every order the totes it needs and makes a task of every stop.
func (in *Input) fillByOrder(l *List, orders []picking.OrderID, stops []stop) {
	gauge := make(map[picking.OrderID]*gauge, len(orders))
	for _, o := range orders {
		g := in.newGauge(len(l.Totes)+1, in.slots(volumeOf(in, stops, o)))
		gauge[o] = g
		for s := range g.slots {
			l.Totes = append(l.Totes, Tote{Slot: g.first + s, Order: o})
		}
	}
	for _, s := range stops {
		task := Task{Location: s.Location, Item: s.item, Lot: s.Lot, Line: s.Line}
		for _, part := range gauge[s.order].put(s.Qty, in.Items[s.item].Volume) {
			task.Slot, task.Qty = part.slot, part.qty
			l.Tasks = append(l.Tasks, task)
		}
	}
}

// fillShared makes one task of all stops for the same item and lot in the same bin, into totes that belong to nobody.
func (in *Input) fillShared(l *List, stops []stop) {
	var volume int64
	for _, s := range stops {
		volume += int64(s.Qty) * in.Items[s.item].Volume
	}
	g := in.newGauge(1, in.slots(volume))
	for s := range g.slots {
		l.Totes = append(l.Totes, Tote{Slot: s + 1})
	}
	for i := 0; i < len(stops); {
		j, total := i, picking.Qty(0)
		for j < len(stops) && sameBin(stops[i], stops[j]) {
			total, j = total+stops[j].Qty, j+1
		}
		share := shares(stops[i:j])
		for _, part := range g.put(total, in.Items[stops[i].item].Volume) {
			task := Task{Location: stops[i].Location, Item: stops[i].item, Lot: stops[i].Lot, Slot: part.slot, Qty: part.qty}
			task.Shares = share(part.qty)
			l.Tasks = append(l.Tasks, task)
		}
		i = j
	}
}

func sameBin(a, b stop) bool { return a.place == b.place && a.item == b.item && a.Lot == b.Lot }

// shares deals the stops' quantities out in turn: each call returns whose the next n units are.
func shares(stops []stop) func(n picking.Qty) []picking.Share {
	i, used := 0, picking.Qty(0)
	return func(n picking.Qty) []picking.Share {
		var out []picking.Share
		for n > 0 {
			take := min(n, stops[i].Qty-used)
			if k := len(out) - 1; k >= 0 && out[k].Line == stops[i].Line {
				out[k].Qty += take
			} else {
				out = append(out, picking.Share{Line: stops[i].Line, Qty: take})
			}
			if n, used = n-take, used+take; used == stops[i].Qty {
				i, used = i+1, 0
			}
		}
		return out
	}
}
