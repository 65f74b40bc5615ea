package batch

import (
	"cmp"
	"slices"
)

// Solution is a partition of the orders of a problem into batches, with the length of each batch's tour.
type Solution struct {
	Batches [][]int
	Lengths []float64
}

// Total is the walk of all batches.
func (s Solution) Total() float64 {
	sum := 0.0
	for _, l := range s.Lengths {
		sum += l
	}
	return sum
}

// add appends a batch.
func (s *Solution) add(orders []int, length float64) {
	s.Batches, s.Lengths = append(s.Batches, orders), append(s.Lengths, length)
}

// tidy sorts orders within batches and batches by their first order, so that equal partitions look equal.
func (s *Solution) tidy() {
	type pair struct {
		orders []int
		length float64
	}
	pairs := make([]pair, 0, len(s.Batches))
	for i, b := range s.Batches {
		if len(b) > 0 {
			slices.Sort(b)
			pairs = append(pairs, pair{b, s.Lengths[i]})
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int { return cmp.Compare(a.orders[0], b.orders[0]) })
	*s = Solution{}
	for _, p := range pairs {
		s.add(p.orders, p.length)
	}
}
