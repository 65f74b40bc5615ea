package allocate

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"pickpack/picking"
)

// drawn is a small warehouse and orders for it, with few items so that they compete.
func drawn(t *rapid.T) ([]Line, []Stock, Options) {
	items := rapid.IntRange(1, 3)
	kinds := rapid.SampledFrom([]picking.LocationKind{picking.PickFace, picking.PickFace, picking.PickFace, picking.Reserve, picking.Staging})
	zones := rapid.SampledFrom([]string{"A", "B"})
	var stock []Stock
	for i := range rapid.IntRange(0, 9).Draw(t, "rows") {
		s := Stock{Location: picking.LocationID(i + 1), Kind: kinds.Draw(t, "kind"), Zone: zones.Draw(t, "zone"),
			Item: picking.ItemID(items.Draw(t, "item")), Available: picking.Qty(rapid.IntRange(0, 8).Draw(t, "available")),
			Suspect: rapid.IntRange(0, 5).Draw(t, "suspect") == 0}
		if d := rapid.IntRange(-2, 5).Draw(t, "days"); d != 0 {
			s.Lot, s.Expires = picking.LotID(i+1), noon.AddDate(0, 0, d)
		}
		stock = append(stock, s)
	}
	var lines []Line
	for o := range rapid.IntRange(0, 5).Draw(t, "orders") {
		prio, cut := rapid.IntRange(0, 2).Draw(t, "priority"), noon.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "hour"))*time.Hour)
		for range rapid.IntRange(1, 3).Draw(t, "lines") {
			lines = append(lines, Line{ID: picking.LineID(len(lines) + 1), Order: picking.OrderID(o + 1), Priority: prio, Cutoff: cut,
				Item: picking.ItemID(items.Draw(t, "wanted")), Qty: picking.Qty(rapid.IntRange(1, 12).Draw(t, "qty"))})
		}
	}
	o := Options{Whole: rapid.Bool().Draw(t, "whole"), Zone: rapid.SampledFrom([]string{"", "B"}).Draw(t, "prefer")}
	if rapid.Bool().Draw(t, "dated") {
		o.Today = noon
	}
	return lines, stock, o
}

// may says by rule 1 alone whether a row may be taken from.
func may(s Stock, o Options) bool {
	return s.Kind == picking.PickFace && !s.Suspect &&
		(o.Today.IsZero() || s.Expires.IsZero() || !s.Expires.Before(o.Today))
}

// TestConservation: no bin gives more than it has, nothing forbidden is touched, each line's picks and shortages add up
// to its quantity, and nothing is short while stock for it is left over.
func TestConservation(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines, stock, o := drawn(t)
		r := Make(lines, stock, o)
		got, short := make(map[picking.LineID]picking.Qty), make(map[picking.LineID]picking.Qty)
		left := slices.Clone(stock)
		for _, p := range r.Picks {
			i := slices.IndexFunc(left, func(s Stock) bool { return s.Location == p.Location && s.Lot == p.Lot })
			if i < 0 || !may(stock[i], o) || stock[i].Item != lines[p.Line-1].Item {
				t.Fatalf("pick %+v from stock that may not be taken", p)
			}
			if left[i].Available -= p.Qty; left[i].Available < 0 || p.Qty <= 0 {
				t.Fatalf("pick %+v takes more than there is", p)
			}
			got[p.Line] += p.Qty
		}
		incomplete := make(map[picking.OrderID]bool)
		for _, s := range r.Shortages {
			if s.Qty <= 0 || s.Reason == "" {
				t.Fatalf("shortage %+v says nothing", s)
			}
			short[s.Line] += s.Qty
			incomplete[s.Order] = true
		}
		for _, l := range lines {
			switch whole := o.Whole && incomplete[l.Order]; {
			case whole && got[l.ID] != 0:
				t.Fatalf("order %d is short and still takes %d for line %d", l.Order, got[l.ID], l.ID)
			case !whole && got[l.ID]+short[l.ID] != l.Qty:
				t.Fatalf("line %d wants %d: %d picked, %d short", l.ID, l.Qty, got[l.ID], short[l.ID])
			}
			for i, s := range left {
				if !o.Whole && short[l.ID] > 0 && s.Item == l.Item && may(stock[i], o) && s.Available > 0 {
					t.Fatalf("line %d is short while %d are left in %d", l.ID, s.Available, s.Location)
				}
			}
		}
	})
}

// TestFewest compares with every subset of the bins: none covers the want with fewer bins, and none of as many bins that
// is got by exchanging one bin holds less.
func TestFewest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var group []*row
		var total picking.Qty
		for i, q := range rapid.SliceOfN(rapid.IntRange(0, 9), 1, 7).Draw(t, "bins") {
			group = append(group, &row{Stock: Stock{Location: picking.LocationID(i)}, left: picking.Qty(q)})
			total += picking.Qty(q)
		}
		want := picking.Qty(rapid.IntRange(1, 40).Draw(t, "want"))
		var sum, held picking.Qty
		takes := fewest(group, want)
		for i, k := range takes {
			sum, held = sum+k.qty, held+k.row.left
			if i < len(takes)-1 && k.qty != k.row.left {
				t.Fatalf("bin %d is left with a crumb: %d of %d", k.row.Location, k.qty, k.row.left)
			}
		}
		if sum != min(want, total) {
			t.Fatalf("took %d, want %d", sum, min(want, total))
		}
		best, least := leastBins(group, min(want, total))
		if len(takes) != best {
			t.Fatalf("%d bins, %d are enough", len(takes), best)
		}
		if best == 1 && held != least {
			t.Fatalf("took from a bin of %d, one of %d is enough", held, least)
		}
	})
}

// leastBins tries every subset: how few bins cover want, and the least that such a set holds.
func leastBins(group []*row, want picking.Qty) (bins int, held picking.Qty) {
	bins = len(group) + 1
	for set := range 1 << len(group) {
		n, sum := 0, picking.Qty(0)
		for i, r := range group {
			if set>>i&1 == 1 {
				n, sum = n+1, sum+r.left
			}
		}
		if sum >= want && (n < bins || n == bins && sum < held) {
			bins, held = n, sum
		}
	}
	return bins, held
}

// TestFirstToExpire: as long as a lot that may be taken is left, no later one of the same item is touched.
func TestFirstToExpire(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		lines, stock, o := drawn(t)
		o.Whole = false
		taken := make(map[picking.LocationID]picking.Qty)
		for _, p := range Make(lines, stock, o).Picks {
			taken[p.Location] += p.Qty
		}
		for _, a := range stock {
			for _, b := range stock {
				earlier := a.Item == b.Item && may(a, o) && may(b, o) && fefo(a, b) < 0
				if earlier && taken[a.Location] < a.Available && taken[b.Location] > 0 {
					t.Fatalf("took from %+v while %+v expires first", b, a)
				}
			}
		}
	})
}
