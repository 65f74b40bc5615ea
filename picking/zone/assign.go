package zone

import (
	"cmp"
	"math"
	"slices"
	"sort"
)

// Place is a location as Assign sees it: where it is and the work it causes, in any unit (lines, seconds, lines plus a
// share of the walk). Work that is not above 0, or not finite, counts as none.
type Place struct {
	Aisle int
	Y     float64
	Work  float64
}

// Assign cuts the floor into n zones, numbered from 0, and says the zone of each place. The places are strung the way a
// picker would walk past all of them, up the first aisle, down the second and so on, and a zone is a piece of that
// string: contiguous, its ends perhaps inside an aisle. No other n pieces have less work in the busiest of them; of cuts
// as good as that, those nearest to even are taken. With n below 2 every place is in zone 0; without any work the places
// themselves are shared out.
//
// Places with 3, 3, 1 and 1 of work make the zones 3 and 3+1+1: filling the first up to the mean of 4 or beyond would
// leave 6 and 2. O(places · log places), and n binary searches for each bit of the answer.
func Assign(places []Place, n int) []int {
	zones := make([]int, len(places))
	if n < 2 || len(places) == 0 {
		return zones
	}
	order := serpentine(places)
	s := newStretch(places, order)
	for z, from := range s.cuts(n) {
		for _, i := range order[from:] { // the next zone takes back its own
			zones[i] = z
		}
	}
	return zones
}

// serpentine orders places as they are passed, every second aisle downwards; places at the same point as they came.
func serpentine(places []Place) []int {
	var aisles []int
	for _, p := range places {
		aisles = append(aisles, p.Aisle)
	}
	slices.Sort(aisles)
	aisles = slices.Compact(aisles)
	down := make(map[int]bool, len(aisles))
	for k, a := range aisles {
		down[a] = k%2 == 1
	}
	order := make([]int, len(places))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		a, b := places[i], places[j]
		if a.Aisle == b.Aisle && down[a.Aisle] {
			a, b = b, a
		}
		return cmp.Or(cmp.Compare(a.Aisle, b.Aisle), cmp.Compare(a.Y, b.Y))
	})
	return order
}

// stretch holds, for each k, the work of the first k places of the string; without any work, a place counts 1.
type stretch []float64

func newStretch(places []Place, order []int) stretch {
	s := make(stretch, 1, len(order)+1)
	for k, i := range order {
		w := places[i].Work
		if !(w > 0) || math.IsInf(w, 1) {
			w = 0
		}
		s = append(s, s[k]+w)
	}
	if s[len(order)] == 0 {
		for k := range s {
			s[k] = float64(k)
		}
	}
	return s
}

// reach is the furthest end of a piece from a place on that has at most limit of work.
func (s stretch) reach(from int, limit float64) int {
	return from + sort.Search(len(s)-1-from, func(k int) bool { return s[from+k+1]-s[from] > limit })
}

// back is the nearest start of a piece to an end that has at most limit of work.
func (s stretch) back(end int, limit float64) int {
	return sort.Search(end, func(k int) bool { return s[end]-s[k] <= limit })
}

// busiest fills n pieces up to a limit one after the other and says the work of the fullest; false if places are left.
func (s stretch) busiest(n int, limit float64) (most float64, all bool) {
	from := 0
	for range n {
		end := s.reach(from, limit)
		most = max(most, s[end]-s[from])
		from = end
	}
	return most, from == len(s)-1
}

// limit is the least work that the busiest of n pieces can have. What is tried halves between a limit too low and one
// that is met, and each met one is lowered to what was used of it.
func (s stretch) limit(n int) float64 {
	low, high := 0.0, s[len(s)-1]
	for {
		mid := low + (high-low)/2
		if mid <= low || mid >= high {
			return high
		}
		if most, all := s.busiest(n, mid); all {
			high = most
		} else {
			low = mid
		}
	}
}

// cuts is where each of n pieces starts. Those that keep the limit lie, for each cut, between the last start that the
// rest allows and the reach of the piece before; there the one is taken that leaves the piece nearest to the mean of
// what is left.
func (s stretch) cuts(n int) []int {
	limit, all := s.limit(n), len(s)-1
	earliest := make([]int, n+1)
	earliest[n] = all
	for z := n - 1; z > 0; z-- {
		earliest[z] = s.back(earliest[z+1], limit)
	}
	starts := make([]int, n)
	for z := 1; z < n; z++ {
		from := starts[z-1]
		goal := s[from] + (s[all]-s[from])/float64(n-z+1)
		at := from + sort.Search(all-from, func(k int) bool { return s[from+k] >= goal })
		if at > from && goal-s[at-1] < s[at]-goal {
			at--
		}
		starts[z] = max(from, earliest[z], min(at, s.reach(from, limit)))
	}
	return starts
}
