package zone

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAssign(t *testing.T) {
	t.Parallel()
	line := func(work ...float64) (all []Place) {
		for y, w := range work {
			all = append(all, Place{Y: float64(y), Work: w})
		}
		return all
	}
	tests := map[string]struct {
		places []Place
		n      int
		want   []int
	}{
		"nothing":                 {nil, 3, []int{}},
		"no zones":                {line(1, 2), 0, []int{0, 0}},
		"not filled to the mean":  {line(3, 3, 1, 1), 2, []int{0, 1, 1, 1}},
		"more zones than places":  {line(5, 5), 4, []int{0, 2}},
		"a cut inside an aisle":   {line(1, 1, 1, 1, 1, 1), 2, []int{0, 0, 0, 1, 1, 1}},
		"the second aisle downs":  {[]Place{{0, 1, 1}, {0, 2, 1}, {1, 1, 1}, {1, 2, 1}, {4, 1, 1}, {4, 2, 1}}, 3, []int{0, 0, 1, 1, 2, 2}},
		"its far end comes first": {[]Place{{7, 0, 2}, {8, 0, 2}, {8, 9, 1}, {8, 5, 1}}, 3, []int{0, 2, 1, 1}},
		"no demand at all":        {line(0, math.NaN(), -2, math.Inf(1)), 2, []int{0, 0, 1, 1}},
		"even beyond the busiest": {line(9, 1, 1, 1, 1, 1, 1), 3, []int{0, 1, 1, 1, 2, 2, 2}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Assign(tc.places, tc.n)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// leastBusy is the least work of the busiest of n pieces over all cuts of a string.
func leastBusy(work []float64, n int) float64 {
	if n == 1 {
		sum := 0.0
		for _, w := range work {
			sum += w
		}
		return sum
	}
	best, sum := leastBusy(work, n-1), 0.0
	for k, w := range work {
		sum += w
		best = min(best, max(sum, leastBusy(work[k+1:], n-1)))
	}
	return best
}

func TestAssignIsTheBestCut(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Place {
			return Place{rapid.IntRange(0, 4).Draw(t, "aisle"), float64(rapid.IntRange(0, 5).Draw(t, "y")), rapid.Float64Range(0, 9).Draw(t, "work")}
		}), 1, 9).Draw(t, "places")
		n := rapid.IntRange(1, 4).Draw(t, "n")
		zones := Assign(places, n)
		load, last := make([]float64, n), 0
		var work []float64
		for _, i := range serpentine(places) {
			if zones[i] < last || zones[i] >= n {
				t.Fatal("not contiguous:", zones)
			}
			last = zones[i]
			load[last] += places[i].Work
			work = append(work, places[i].Work)
		}
		most := 0.0
		for _, l := range load {
			most = max(most, l)
		}
		if want := leastBusy(work, n); most > want+1e-9 {
			t.Fatalf("the busiest has %v, %v is possible: %v %v", most, want, places, zones)
		}
	})
}

// A floor as it is: 24 aisles of 72 places, demand falling from one end. Every number of zones is within 5 %.
func TestAssignIsEven(t *testing.T) {
	t.Parallel()
	var places []Place
	for k := range 24 * 72 {
		places = append(places, Place{k / 72, float64(k % 72 / 2), 1000 / float64(10+k)})
	}
	for n := 2; n <= 12; n++ {
		load := make([]float64, n)
		for i, z := range Assign(places, n) {
			load[z] += places[i].Work
		}
		if b := Balance(load); b > 1.05 {
			t.Errorf("%d zones: %.3f, %v", n, b, load)
		}
	}
}
