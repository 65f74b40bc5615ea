package route

import (
	"math"
	"testing"

	"pickpack/picking/layout"

	"pgregory.net/rapid"
)

// Every choice of bins tried: none makes a shorter tour than Choose does.
func TestChooseFindsTheShortestTour(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, bins := drawFloor(t, rapid.IntRange(2, 3).Draw(t, "cross"), 9)
		if len(bins) == 0 {
			return
		}
		g, err := NewGround(l, bins)
		if err != nil {
			t.Fatal(err)
		}
		var options [][]int
		for at := 0; at < len(bins); {
			n := min(rapid.IntRange(1, 3).Draw(t, "bins of a pick"), len(bins)-at)
			var o []int
			for k := range n {
				o = append(o, at+k)
			}
			options, at = append(options, o), at+n
		}
		s := NewSolver(g)
		got := s.Length(g.SetOf(s.Choose(Exact, options)...))
		if want := allChoices(s, options, nil); math.Abs(got-want) > 1e-6 {
			t.Fatalf("%v, shortest %v", got, want)
		}
	})
}

func allChoices(s *Solver, options [][]int, chosen []int) float64 {
	if len(chosen) == len(options) {
		return s.Length(s.g.SetOf(chosen...))
	}
	best := math.Inf(1)
	for _, b := range options[len(chosen)] {
		best = min(best, allChoices(s, options, append(chosen, b)))
	}
	return best
}

func TestRequestWithAlternatives(t *testing.T) {
	t.Parallel()
	r := Request{Layout: layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 31}}, Picks: []Pick{
		{ID: "a", Aisle: 1, Y: 21, Alternatives: []layout.Bin{{Aisle: 0, Y: 6}, {Aisle: 0, Y: 7}}}, {ID: "b", Y: 5}}}
	got, err := r.Solve()
	if err != nil || got.Distance != 12 || got.Bins["a"] != (layout.Bin{Y: 6}) || len(got.Bins) != 1 {
		t.Error(got, err)
	}
}
