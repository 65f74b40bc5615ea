package route

import (
	"math"
	"slices"
	"testing"

	"pickpack/picking/layout"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawFloor draws a floor with up to most bins, some of them on cross-aisles, some in the same place.
func drawFloor(t *rapid.T, cross, most int) (layout.Layout, []layout.Bin) {
	steps := func(n, widest int, name string) []float64 {
		v, at := []float64{}, rapid.IntRange(-3, 3).Draw(t, name+" start")
		for range n {
			v = append(v, float64(at))
			at += rapid.IntRange(1, widest).Draw(t, name)
		}
		return v
	}
	l := layout.Layout{AislesX: steps(rapid.IntRange(1, 6).Draw(t, "aisles"), 12, "x"), CrossY: steps(cross, 12, "y")}
	l.Depot.Y = rapid.SampledFrom(l.CrossY).Draw(t, "depot cross")
	l.Depot.X = float64(rapid.IntRange(-10, 60).Draw(t, "depot x")) / 2
	bin := rapid.Custom(func(t *rapid.T) layout.Bin {
		y := rapid.Float64Range(l.CrossY[0], l.CrossY[cross-1]).Draw(t, "height")
		if rapid.IntRange(0, 4).Draw(t, "on the grid") > 0 {
			y = math.Round(y)
		}
		return layout.Bin{Aisle: rapid.IntRange(0, len(l.AislesX)-1).Draw(t, "aisle"), Y: y}
	})
	return l, rapid.SliceOfN(bin, 0, most).Draw(t, "bins")
}

// heldKarp is the shortest tour by trying all orders over subsets.
func heldKarp(l layout.Layout, bins []layout.Bin) float64 {
	n := len(bins)
	if n == 0 {
		return 0
	}
	best := make([][]float64, 1<<n)
	for m := range best {
		best[m] = make([]float64, n)
		for j := range n {
			best[m][j] = math.Inf(1)
			if m == 1<<j {
				best[m][j] = l.FromDepot(bins[j])
			}
			for i := range n {
				if m>>j&1 == 1 && m>>i&1 == 1 && i != j {
					best[m][j] = min(best[m][j], best[m&^(1<<j)][i]+l.Distance(bins[i], bins[j]))
				}
			}
		}
	}
	total := math.Inf(1)
	for j, v := range best[len(best)-1] {
		total = min(total, v+l.FromDepot(bins[j]))
	}
	return total
}

func pickAt(bins []layout.Bin, order []int) []layout.Bin {
	out := make([]layout.Bin, len(order))
	for i, b := range order {
		out[i] = bins[b]
	}
	return out
}

func TestExactIsTheShortest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, bins := drawFloor(t, rapid.IntRange(2, 5).Draw(t, "cross"), 8)
		length, order, err := Solve(l, bins, Exact)
		if err != nil {
			t.Fatal(err)
		}
		want := heldKarp(l, bins)
		if math.Abs(length-want) > 1e-6 {
			t.Fatalf("length %v, shortest %v\n%+v\n%v", length, want, l, bins)
		}
		checkWalk(t, l, bins, order)
		if got := l.TourLength(pickAt(bins, order)); math.Abs(got-length) > 1e-6 {
			t.Fatalf("sequence walks %v, length says %v\n%+v\n%v\n%v", got, length, l, bins, order)
		}
		if g, _ := NewGround(l, bins); math.Abs(NewSolver(g).Length(g.SetOf(order...))-length) > 1e-6 {
			t.Fatal("Length and Tour differ")
		}
	})
}

func checkWalk(t *rapid.T, l layout.Layout, bins []layout.Bin, order []int) {
	seen := slices.Clone(order)
	slices.Sort(seen)
	for i, b := range seen {
		if b != i {
			t.Fatalf("order %v is no permutation of %d bins", order, len(bins))
		}
	}
	if len(seen) != len(bins) {
		t.Fatalf("order %v misses some of %d bins", order, len(bins))
	}
}

// A rule of thumb visits everything, never beats the exact tour, and never walks less than its own sequence needs.
func TestRulesOfThumbWalkWhatTheySay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, bins := drawFloor(t, rapid.IntRange(2, 4).Draw(t, "cross"), 12)
		exact, _, err := Solve(l, bins, Exact)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range methods[1:] {
			length, order, err := Solve(l, bins, m)
			if err != nil {
				t.Fatal(err)
			}
			checkWalk(t, l, bins, order)
			shortest := l.TourLength(pickAt(bins, order))
			if shortest > length+1e-6 || exact > length+1e-6 {
				t.Fatalf("%s says %v; its sequence needs %v, exact %v\n%+v\n%v\n%v", m, length, shortest, exact, l, bins, order)
			}
		}
	})
}

// Three aisles of length 10 at 0, 4 and 8, depot below the first.
func TestRulesOnACaseDoneByHand(t *testing.T) {
	t.Parallel()
	l := layout.Layout{AislesX: []float64{0, 4, 8}, CrossY: []float64{0, 10}}
	bins := []layout.Bin{{Aisle: 0, Y: 2}, {Aisle: 0, Y: 8}, {Aisle: 1, Y: 3}, {Aisle: 1, Y: 9}, {Aisle: 2, Y: 4}}
	want := map[Method]float64{
		SShape:     16 + 10 + 10 + 8,     // up, down, in to 4 and back
		Return:     16 + 16 + 18 + 8,     // 8, 9 and 4 deep
		Midpoint:   16 + 10 + 2 + 10 + 6, // up the first, 9 from the back, down the last, 3 from the front
		LargestGap: 16 + 10 + 2 + 10 + 6,
		Combined:   16 + 10 + 10 + 8,
		Exact:      16 + 10 + 10 + 8,
	}
	got := map[Method]float64{}
	for _, m := range methods {
		length, _, err := Solve(l, bins, m)
		if err != nil {
			t.Fatal(err)
		}
		got[m] = length
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestMethodCheck(t *testing.T) {
	t.Parallel()
	l := layout.Layout{AislesX: []float64{0}, CrossY: make([]float64, MaxExact+1)}
	for c := range l.CrossY {
		l.CrossY[c] = float64(c)
	}
	bins := []layout.Bin{{Aisle: 0, Y: 3.5}}
	if _, _, err := Solve(l, bins, Exact); err == nil {
		t.Error("too many cross-aisles taken as exact")
	}
	if length, _, err := Solve(l, bins, SShape); err != nil || length != 7 {
		t.Error("S-shape through three blocks and into the fourth:", length, err)
	}
	if _, _, err := Solve(l, bins, "zigzag"); err == nil {
		t.Error("unknown method taken")
	}
}
