package zone

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestSplit(t *testing.T) {
	t.Parallel()
	orders := []Order{
		{Zones: []string{"B", "A", "B"}, Qty: []int{1, 2, 1}, Load: []float64{8, 1}},
		{Zones: []string{"A"}, Qty: []int{3}, Load: []float64{0.3, 1}},
	}
	want := []Part{
		{Zone: "A", Order: 0, Lines: []int{1}, Load: []float64{4, 1}},
		{Zone: "A", Order: 1, Lines: []int{0}, Load: []float64{0.3, 1}},
		{Zone: "B", Order: 0, Lines: []int{0, 2}, Load: []float64{4, 1}},
	}
	if diff := cmp.Diff(want, Split(orders, []bool{false, true})); diff != "" {
		t.Error(diff)
	}
}

// Every line is in exactly one part, of its own zone, and shared loads add up again.
func TestSplitLosesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		orders := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Order {
			n := rapid.IntRange(1, 6).Draw(t, "lines")
			return Order{
				Zones: rapid.SliceOfN(rapid.SampledFrom([]string{"A", "B", "C"}), n, n).Draw(t, "zones"),
				Qty:   rapid.SliceOfN(rapid.IntRange(1, 9), n, n).Draw(t, "qty"),
				Load:  []float64{float64(rapid.IntRange(0, 50).Draw(t, "load")), 1},
			}
		}), 0, 5).Draw(t, "orders")
		sum, seen := make([]float64, len(orders)), map[[2]int]bool{}
		for _, p := range Split(orders, []bool{false, true}) {
			sum[p.Order] += p.Load[0]
			for _, l := range p.Lines {
				if seen[[2]int{p.Order, l}] || orders[p.Order].Zones[l] != p.Zone {
					t.Fatal("line twice or in the wrong zone:", p, l)
				}
				seen[[2]int{p.Order, l}] = true
			}
		}
		lines := 0
		for i, o := range orders {
			lines += len(o.Zones)
			if d := sum[i] - o.Load[0]; d > 1e-9 || d < -1e-9 {
				t.Fatal("load of order", i, "is", o.Load[0], "parts add to", sum[i])
			}
		}
		if len(seen) != lines {
			t.Fatal(len(seen), "of", lines, "lines")
		}
	})
}

func TestOpenAndBalance(t *testing.T) {
	t.Parallel()
	walks := map[string][][]int{"A": {{1, 2}, {3}}, "B": {{3}, {1}, {4}}}
	// order 1 is open in turns 0 and 1, order 3 in 0 and 1; 2 and 4 have one zone
	split, slots := Open(walks)
	if diff := cmp.Diff([]int{2, 2}, []int{split, slots}); diff != "" {
		t.Error(diff)
	}
	if got := Balance([]float64{3, 1, 2}); got != 1.5 {
		t.Error("balance", got)
	}
}
