package release

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"pickpack/picking"
	"pickpack/picking/allocate"
	"pickpack/picking/contract"
	"pickpack/picking/plan"
)

// Make makes the wave. The same input and a budget of 0 give the same draft. A cancelled context ends the search for a
// shorter plan, not the making of one. An error is a defect of the
// input (a layout nobody can walk) or of the planner (a plan that the check refutes), never a matter of stock.
func Make(ctx context.Context, in Input) (Draft, error) { return MakeWatched(ctx, in, nil) }

// MakeWatched is Make with somebody told how its search goes; see plan.MakeWatched.
func MakeWatched(ctx context.Context, in Input, watch func(plan.Progress)) (Draft, error) {
	var notes []string
	in.Layout, in.Bins, notes = Floor(in.Layout, in.Bins)
	r := allocate.Make(in.wants(), in.Stock, allocate.Options{Whole: !in.Short, Zone: in.Zone, Today: in.Today})
	d := Draft{Method: in.Method, Floor: in.Layout, Shortages: r.Shortages, Notes: notes}
	stops := in.stops(r.Picks)
	d.Out = in.limit(stops)
	w, err := in.walk(ctx, stops, watch)
	if err != nil {
		return Draft{}, err
	}
	d.MetresOne, d.FirstCome, d.Bound = w.one, w.firstCome, w.bound
	d.Out = append(d.Out, w.left...)
	d.addLists(&in, w.tours, stops)
	d.count(&in)
	d.explain(&in)
	d.name(&in)
	return d, nil
}

// wants is what all orders want.
func (in *Input) wants() []allocate.Line {
	var lines []allocate.Line
	for _, o := range in.Orders {
		for _, l := range o.Lines {
			lines = append(lines, allocate.Line{ID: l.ID, Order: o.ID, Item: l.Item, Qty: l.Qty, Priority: o.Priority, Cutoff: o.Cutoff})
		}
	}
	return lines
}

// stops joins picks with their lines, by order.
func (in *Input) stops(picks []allocate.Pick) map[picking.OrderID][]stop {
	type want struct {
		order picking.OrderID
		item  picking.ItemID
	}
	wants := make(map[picking.LineID]want)
	for _, o := range in.Orders {
		for _, l := range o.Lines {
			wants[l.ID] = want{o.ID, l.Item}
		}
	}
	stops := make(map[picking.OrderID][]stop)
	for _, p := range picks {
		w := wants[p.Line]
		stops[w.order] = append(stops[w.order], stop{Pick: p, order: w.order, item: w.item})
	}
	return stops
}

// addLists makes a list of each tour, most urgent first.
func (d *Draft) addLists(in *Input, tours []tour, stops map[picking.OrderID][]stop) {
	urgency := make(map[picking.OrderID]*Order, len(in.Orders))
	for i := range in.Orders {
		urgency[in.Orders[i].ID] = &in.Orders[i]
	}
	lists, order := make([]List, len(tours)), make([]int, len(tours))
	for i, t := range tours {
		lists[i], order[i] = in.list(t, in.of(t, stops)), i
		lists[i].Priority, lists[i].Cutoff = urgent(t.orders, urgency)
		d.Metres += t.metres
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(lists[j].Priority, lists[i].Priority), lists[i].Cutoff.Compare(lists[j].Cutoff))
	})
	place := make([]int, len(tours)) // of each tour among the lists
	for at, i := range order {
		place[i] = at
		d.Lists = append(d.Lists, lists[i])
	}
	for at, i := range order {
		d.Lists[at].Why = why(tours[i].reasons, place)
	}
}

// why is the planner's reasons, its tours named by their place among the lists.
func why(reasons []contract.Reason, place []int) []Why {
	var all []Why
	for _, r := range reasons {
		w := Why{Order: id[picking.OrderID](r.Order), Alone: r.Alone, Adds: r.Adds, Next: -1}
		if r.Other >= 0 {
			w.Next, w.NextAdds = place[r.Other], r.OtherAdds
		}
		all = append(all, w)
	}
	return all
}

// of is the stops that a tour makes, with their places in the walk.
func (in *Input) of(t tour, stops map[picking.OrderID][]stop) []stop {
	place := make(map[picking.LocationID]int, len(t.sequence))
	for i, l := range t.sequence {
		place[l] = i
	}
	var mine []stop
	for _, o := range t.orders {
		for _, s := range stops[o] {
			if in.Method != picking.Zone || in.zone(s.Location) == t.zone {
				s.place = place[s.Location]
				mine = append(mine, s)
			}
		}
	}
	return mine
}

func urgent(orders []picking.OrderID, by map[picking.OrderID]*Order) (priority int, cutoff time.Time) {
	for i, o := range orders {
		priority = max(priority, by[o].Priority)
		if i == 0 || by[o].Cutoff.Before(cutoff) {
			cutoff = by[o].Cutoff
		}
	}
	return priority, cutoff
}

// count adds up what the lists take.
func (d *Draft) count(in *Input) {
	type key struct {
		item picking.ItemID
		loc  picking.LocationID
		lot  picking.LotID
	}
	reserve := make(map[key]picking.Qty)
	lines := make(map[picking.LineID]bool)
	for _, l := range d.Lists {
		for _, t := range l.Tasks {
			reserve[key{t.Item, t.Location, t.Lot}] += t.Qty
			for _, s := range t.Serves() {
				lines[s.Line] = true
			}
			d.Total.Units += t.Qty
			d.Total.Volume += int64(t.Qty) * in.Items[t.Item].Volume
			d.Total.Weight += picking.Grams(t.Qty) * in.Items[t.Item].Weight
		}
	}
	for k, q := range reserve {
		d.Reserve = append(d.Reserve, picking.Reservation{Location: k.loc, Item: k.item, Lot: k.lot, Qty: q})
	}
	slices.SortFunc(d.Reserve, func(a, b picking.Reservation) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(a.Location, b.Location), cmp.Compare(a.Lot, b.Lot))
	})
	for _, o := range in.Orders {
		if slices.ContainsFunc(o.Lines, func(l Line) bool { return lines[l.ID] }) {
			d.Served = append(d.Served, served(o))
		}
	}
	slices.SortFunc(d.Served, func(a, b Served) int { return cmp.Compare(a.ID, b.ID) })
	for _, o := range d.Served {
		d.Orders = append(d.Orders, o.ID)
	}
	d.Total.Orders, d.Total.Lines = len(d.Orders), len(lines)
}

func served(o Order) Served {
	s := Served{ID: o.ID, Number: o.Number, Priority: o.Priority, Cutoff: o.Cutoff}
	for _, l := range o.Lines {
		s.Units += l.Qty
	}
	return s
}

// name keeps what a page calls things: the bins and where they are, the items, what is missing.
func (d *Draft) name(in *Input) {
	d.Bins, d.SKUs = make(map[picking.LocationID]Bin), make(map[picking.ItemID]string)
	for _, l := range d.Lists {
		for _, t := range l.Tasks {
			d.Bins[t.Location], d.SKUs[t.Item] = in.Bins[t.Location], in.Items[t.Item].SKU
		}
	}
	sku := in.skus()
	for _, s := range d.Shortages {
		if i, released := slices.BinarySearch(d.Orders, s.Order); released {
			d.Missing = append(d.Missing, Missing{s.Order, d.Served[i].Number, sku[s.Line], s.Qty, s.Reason})
		}
	}
}

// skus is what each line wants.
func (in *Input) skus() map[picking.LineID]string {
	sku := make(map[picking.LineID]string)
	for _, o := range in.Orders {
		for _, l := range o.Lines {
			sku[l.ID] = in.Items[l.Item].SKU
		}
	}
	return sku
}

// Serves is whom the task is for: its one line, or its shares.
func (t Task) Serves() []picking.Share {
	if t.Line == 0 {
		return t.Shares
	}
	return []picking.Share{{Line: t.Line, Qty: t.Qty}}
}

// explain gives every order that stays behind its reason, and notes what a supervisor should know before releasing.
func (d *Draft) explain(in *Input) {
	why := in.whyShort(d.Shortages)
	for _, l := range d.Out {
		why[l.Order] = l.Reason
	}
	d.Out = nil
	for _, o := range in.Orders {
		if _, released := slices.BinarySearch(d.Orders, o.ID); !released {
			d.Out = append(d.Out, Left{Order: o.ID, Number: o.Number, Reason: cmp.Or(why[o.ID], "nothing is wanted of it")})
		}
	}
	for _, l := range d.Lists {
		if in.overflows(l.volume(in)) {
			d.Notes = append(d.Notes, fmt.Sprintf("A list fills more than its %d totes: the last one will overflow.", len(l.Totes)))
		}
	}
}

// whyShort is a sentence for each order with shortages: the first one, and how many more there are.
func (in *Input) whyShort(shortages []allocate.Shortage) map[picking.OrderID]string {
	sku := in.skus()
	why, more := make(map[picking.OrderID]string), make(map[picking.OrderID]int)
	for _, s := range shortages {
		if why[s.Order] == "" {
			why[s.Order] = sku[s.Line] + ": " + s.Reason
		} else {
			more[s.Order]++
		}
	}
	for o, n := range more {
		why[o] += fmt.Sprintf(", and %d more short", n)
	}
	return why
}

func (l List) volume(in *Input) (v int64) {
	for _, t := range l.Tasks {
		v += int64(t.Qty) * in.Items[t.Item].Volume
	}
	return v
}
