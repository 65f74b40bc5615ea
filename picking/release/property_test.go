package release

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// drawn is a hall with random stock and orders, now and then scarce, now and then too large for a cart.
func drawn(t *rapid.T) Input {
	in := hall()
	in.Method = rapid.SampledFrom(picking.Methods).Draw(t, "method")
	in.Short = rapid.Bool().Draw(t, "short")
	for loc := range picking.LocationID(8) {
		in.stock(loc+1, picking.ItemID(1+loc%2), picking.Qty(rapid.IntRange(0, 20).Draw(t, "stock")))
	}
	for range rapid.IntRange(0, 12).Draw(t, "orders") {
		var wants []int
		for range rapid.IntRange(1, 3).Draw(t, "lines") {
			wants = append(wants, rapid.IntRange(1, 2).Draw(t, "item"), rapid.IntRange(1, 7).Draw(t, "qty"))
		}
		in.order("O", wants...)
		in.Orders[len(in.Orders)-1].Priority = rapid.IntRange(0, 1).Draw(t, "priority")
	}
	return in
}

// TestDraft holds for every method and stock: orders are released or left out with a reason, lines are served or short,
// reservations are the tasks' and within stock, totes and shares fit their orders, tasks lie along the walk.
func TestDraft(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := drawn(t)
		d, err := Make(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		everyOrderOnce(t, in, d)
		everyUnitOnce(t, in, d)
		survivesJSON(t, d)
		reservedAsPicked(t, in, d)
		metres := 0.0
		for _, l := range d.Lists {
			rightTotes(t, in, l)
			alongTheWalk(t, in, l)
			metres += l.Metres
		}
		if math.Abs(metres-d.Metres) > 1e-6 || in.Method != picking.Zone && d.Metres > d.MetresOne+1e-6 {
			t.Fatalf("lists %v m, told %v m, one at a time %v m", metres, d.Metres, d.MetresOne)
		}
	})
}

func everyOrderOnce(t *rapid.T, in Input, d Draft) {
	for _, o := range in.Orders {
		released := slices.Contains(d.Orders, o.ID)
		i := slices.IndexFunc(d.Out, func(l Left) bool { return l.Order == o.ID })
		if released == (i >= 0) || i >= 0 && d.Out[i].Reason == "" {
			t.Fatalf("order %d: released %v, left out %+v", o.ID, released, d.Out)
		}
	}
}

// survivesJSON: what is kept while somebody looks at it is what is released afterwards.
func survivesJSON(t *rapid.T, d Draft) {
	text, err := json.Marshal(d)
	var back Draft
	if err == nil {
		err = json.Unmarshal(text, &back)
	}
	if diff := cmp.Diff(d, back, cmpopts.EquateEmpty()); err != nil || diff != "" {
		t.Fatalf("%v\n%s", err, diff)
	}
}

func everyUnitOnce(t *rapid.T, in Input, d Draft) {
	got := make(map[picking.LineID]picking.Qty)
	for _, l := range d.Lists {
		for _, k := range l.Tasks {
			var sum picking.Qty
			for _, s := range k.Serves() {
				got[s.Line] += s.Qty
				sum += s.Qty
			}
			if sum != k.Qty || k.Qty <= 0 {
				t.Fatalf("task of %d serves %d", k.Qty, sum)
			}
		}
	}
	short := make(map[picking.LineID]picking.Qty)
	for _, s := range d.Shortages {
		short[s.Line] += s.Qty
	}
	for _, o := range in.Orders {
		for _, l := range o.Lines {
			want := picking.Qty(0)
			if slices.Contains(d.Orders, o.ID) {
				want = l.Qty - short[l.ID]
			}
			if got[l.ID] != want {
				t.Fatalf("order %d line %d: %d in tasks, want %d", o.ID, l.ID, got[l.ID], want)
			}
		}
	}
}

func reservedAsPicked(t *rapid.T, in Input, d Draft) {
	picked := make(map[picking.LocationID]picking.Qty)
	for _, l := range d.Lists {
		for _, k := range l.Tasks {
			picked[k.Location] += k.Qty
		}
	}
	for i, r := range d.Reserve {
		if r.Qty != picked[r.Location] || r.Qty > in.Stock[r.Location-1].Available {
			t.Fatalf("reserves %d of %d in %d for tasks of %d", r.Qty, in.Stock[r.Location-1].Available, r.Location, picked[r.Location])
		}
		if i > 0 && (d.Reserve[i-1].Item > r.Item || d.Reserve[i-1].Item == r.Item && d.Reserve[i-1].Location >= r.Location) {
			t.Fatalf("reservations out of order: %+v", d.Reserve)
		}
		delete(picked, r.Location)
	}
	if len(picked) > 0 {
		t.Fatalf("not reserved: %v", picked)
	}
}

func rightTotes(t *rapid.T, in Input, l List) {
	owner := make(map[picking.LineID]picking.OrderID)
	for _, o := range in.Orders {
		for _, line := range o.Lines {
			owner[line.ID] = o.ID
		}
	}
	orders := make(map[picking.OrderID]bool)
	for i, tote := range l.Totes {
		if tote.Slot != i+1 || (tote.Order == 0) != (in.Method == picking.Batch) {
			t.Fatalf("totes %+v", l.Totes)
		}
	}
	for _, k := range l.Tasks {
		if k.Slot < 1 || k.Slot > len(l.Totes) || (k.Line == 0) != (in.Method == picking.Batch) {
			t.Fatalf("task %+v of totes %+v", k, l.Totes)
		}
		if k.Line != 0 && owner[k.Line] != l.Totes[k.Slot-1].Order {
			t.Fatalf("task %+v goes into the tote of order %d", k, l.Totes[k.Slot-1].Order)
		}
		if in.Method == picking.Zone && in.Bins[k.Location].Zone != l.Zone {
			t.Fatalf("bin %d is not in zone %s", k.Location, l.Zone)
		}
		for _, s := range k.Serves() {
			orders[owner[s.Line]] = true
		}
	}
	if len(l.Totes) > in.Capacity.Slots || len(orders) != l.Orders || in.Method == picking.Discrete && l.Orders != 1 ||
		in.Method == picking.Batch && l.Orders > in.Capacity.Wall {
		t.Fatalf("%d totes for %d orders, told %d", len(l.Totes), len(orders), l.Orders)
	}
}

// alongTheWalk: following the tasks is exactly the walk that the plan promised.
func alongTheWalk(t *rapid.T, in Input, l List) {
	var bins []layout.Bin
	for i, k := range l.Tasks {
		if i == 0 || k.Location != l.Tasks[i-1].Location {
			bins = append(bins, in.Bins[k.Location].Bin)
		}
	}
	if got := in.Layout.TourLength(bins); math.Abs(got-l.Metres) > 1e-6 {
		t.Fatalf("the tasks walk %v m, the list says %v m", got, l.Metres)
	}
}

// TestGauge: a volume of n totes' content never leaves the n totes, and each but the last is within one unit of full
// before the next is begun.
func TestGauge(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Capacity: Capacity{Slots: 5, Tote: 1000}}
		type lump struct {
			n picking.Qty
			v int64
		}
		var lumps []lump
		var total int64
		for range rapid.IntRange(1, 6).Draw(t, "lumps") {
			l := lump{picking.Qty(rapid.IntRange(1, 9).Draw(t, "n")), int64(rapid.IntRange(0, 700).Draw(t, "volume"))}
			lumps, total = append(lumps, l), total+int64(l.n)*l.v
		}
		g := in.newGauge(3, in.slots(total))
		before, at := int64(0), 3
		for _, l := range lumps {
			var sum picking.Qty
			for _, p := range g.put(l.n, l.v) {
				if p.qty <= 0 || p.slot < at || p.slot >= 3+g.slots {
					t.Fatalf("part %+v after slot %d of %d", p, at, g.slots)
				}
				for at < p.slot {
					at++
					if before < int64(at-3)*1000 {
						t.Fatalf("slot %d begun after %d", at, before)
					}
				}
				before, sum = before+int64(p.qty)*l.v, sum+p.qty
			}
			if sum != l.n {
				t.Fatalf("put %d of %d", sum, l.n)
			}
		}
	})
}
