package release

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"pickpack/picking"
	"pickpack/picking/contract"
	"pickpack/picking/layout"
	"pickpack/picking/plan"
	"pickpack/picking/route"
)

// grace is how long planning may take beyond its budget before its search is broken off.
const grace = time.Second

// noZone stands for the zone of bins that have none when lists are made zone by zone.
const noZone = "other"

// walk asks the planner for the tours of all stops. Every plan it returns has passed picking/check.
func (in *Input) walk(ctx context.Context, stops map[picking.OrderID][]stop, watch func(plan.Progress)) (walks, error) {
	req := in.request(stops)
	if len(req.Orders) == 0 {
		return walks{}, nil
	}
	search, cancel := context.WithTimeout(ctx, in.Budget+grace) // somebody waits for it: the best so far will do
	defer cancel()
	res, err := plan.MakeWatched(search, req, watch)
	if err != nil {
		return walks{}, fmt.Errorf("plan a wave of %d orders: %w", len(req.Orders), err)
	}
	w := walks{bound: res.LowerBound, firstCome: res.Baseline.FCFSSShape}
	for _, b := range res.Batches {
		w.tours = append(w.tours, tourOf(b))
	}
	for _, r := range res.Reasons {
		w.tours[r.Batch].reasons = append(w.tours[r.Batch].reasons, r)
	}
	for _, u := range res.Unplanned {
		w.left = append(w.left, Left{Order: id[picking.OrderID](u.Order), Reason: u.Reason})
	}
	w.one, err = in.oneByOne(stops)
	return w, err
}

// walks is what the planner says: the tours, what the same orders walk by simpler rules, and the orders it cannot place.
type walks struct {
	tours     []tour
	one       float64  // one at a time
	firstCome float64  // as they come, in S-shape
	bound     *float64 // no plan walks less; nil if not proven
	left      []Left
}

func (in *Input) request(stops map[picking.OrderID][]stop) plan.Request {
	r := plan.Request{Layout: in.Layout, Method: string(in.Method), Capacity: in.room(), Seed: in.Seed,
		BudgetMS: float64(in.Budget) / float64(time.Millisecond), Threads: in.Threads, Explain: true}
	seen := make(map[picking.LocationID]bool)
	for _, o := range in.Orders {
		mine := stops[o.ID]
		if len(mine) == 0 {
			continue
		}
		order := contract.Order{ID: strconv.FormatInt(int64(o.ID), 10), Priority: o.Priority, Load: in.load(o.ID, mine)}
		for _, s := range mine {
			order.Lines = append(order.Lines, contract.Line{Location: name(s.Location), Qty: int(s.Qty)})
			seen[s.Location] = true
		}
		r.Orders = append(r.Orders, order)
	}
	for _, l := range slices.Sorted(maps.Keys(seen)) {
		b := in.Bins[l]
		r.Locations = append(r.Locations, contract.Location{ID: name(l), Aisle: b.Aisle, Y: b.Y, Zone: in.zone(l)})
	}
	return r
}

func (in *Input) zone(l picking.LocationID) string {
	if z := in.Bins[l].Zone; z != "" {
		return z
	}
	return noZone
}

// room is the capacity of one walk. A batch shares its totes, so its volume and the slots of the wall limit it; the
// other methods have totes of an order each.
func (in *Input) room() map[string]float64 {
	room := make(map[string]float64)
	slots := max(in.Capacity.Slots, 1)
	if in.Method != picking.Batch {
		room["slots"] = float64(slots)
	} else {
		if in.Capacity.Wall > 0 {
			room["wall"] = float64(in.Capacity.Wall)
		}
		if in.Capacity.Tote > 0 {
			room["volume"] = float64(in.Capacity.Tote) * float64(slots)
		}
	}
	if in.Capacity.Weight > 0 {
		room["weight"] = float64(in.Capacity.Weight)
	}
	if len(room) == 0 {
		room["slots"] = float64(slots)
	}
	return room
}

// load is what an order takes of a walk's room. What is more than all of it counts as all of it: see the package's Why.
func (in *Input) load(o picking.OrderID, stops []stop) map[string]float64 {
	volume, weight := volumeOf(in, stops, o), 0.0
	for _, s := range stops {
		weight += float64(s.Qty) * float64(in.Items[s.item].Weight)
	}
	load := map[string]float64{"slots": float64(in.slots(volume)), "wall": 1, "volume": float64(volume), "weight": weight}
	for d, most := range in.room() {
		load[d] = min(load[d], most)
	}
	return load
}

// oneByOne is the walk of the same orders one at a time, each on a shortest tour.
func (in *Input) oneByOne(stops map[picking.OrderID][]stop) (float64, error) {
	index := make(map[picking.LocationID]int)
	var bins []layout.Bin
	for _, o := range in.Orders {
		for _, s := range stops[o.ID] {
			if _, known := index[s.Location]; !known {
				index[s.Location] = len(bins)
				bins = append(bins, in.Bins[s.Location].Bin)
			}
		}
	}
	ground, err := route.NewGround(in.Layout, bins)
	if err != nil {
		return 0, err
	}
	solver, set, sum := route.NewSolver(ground), ground.NewSet(), 0.0
	for _, o := range in.Orders {
		clear(set)
		for _, s := range stops[o.ID] {
			ground.Add(set, index[s.Location])
		}
		if !set.Empty() {
			sum += solver.LengthBy(route.Exact, set)
		}
	}
	return sum, nil
}

func tourOf(w contract.Walk) tour {
	t := tour{metres: w.Distance}
	if w.Zone != nil {
		t.zone = *w.Zone
	}
	for _, o := range w.Orders {
		t.orders = append(t.orders, id[picking.OrderID](o))
	}
	for _, l := range w.Sequence {
		t.sequence = append(t.sequence, id[picking.LocationID](l))
	}
	return t
}

func name(l picking.LocationID) string { return strconv.FormatInt(int64(l), 10) }

// id reads an identifier that this package wrote.
func id[T ~int64](s string) T {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		panic("release: the planner speaks of " + s)
	}
	return T(n)
}
