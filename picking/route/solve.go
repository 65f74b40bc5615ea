package route

import (
	"fmt"
	"slices"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Method is a way of routing a picker.
type Method string

const (
	Exact      Method = "exact"
	SShape     Method = "s_shape"
	Return     Method = "return"
	Midpoint   Method = "midpoint"
	LargestGap Method = "largest_gap"
	Combined   Method = "combined"
)

// methods are all of them, the exact one first.
var methods = []Method{Exact, SShape, Return, Midpoint, LargestGap, Combined}

// Check says whether there is such a method for this floor; empty means exact.
func (m Method) Check(field string, l layout.Layout) error {
	if m == "" || m == Exact {
		if n := len(l.CrossY); n > MaxExact {
			return picking.FieldError("layout.cross_aisles_y", "exact routing takes at most %d, %d given", MaxExact, n)
		}
		return nil
	}
	if !slices.Contains(methods, m) {
		return picking.FieldError(field, "unknown %q: one of %v", string(m), methods)
	}
	return nil
}

// LengthBy is the length of the tour through set that a method walks.
func (s *Solver) LengthBy(m Method, set Set) float64 {
	if m == Exact || m == "" {
		return s.Length(set)
	}
	var length float64
	length, s.scratch = s.g.thumb(m, set, s.scratch[:0])
	return length
}

// TourBy is Tour by any method. The places come in walking order, each once.
func (s *Solver) TourBy(m Method, set Set, order []int) (float64, []int) {
	if m == Exact || m == "" {
		return s.Tour(set, order)
	}
	return s.g.thumb(m, set, order)
}

// Sequence is the tour through some bins, given by index: its length and the bins in walking order, each once, those
// of one place in the order of their indices.
func (s *Solver) Sequence(m Method, bins []int) (float64, []int) {
	length, spots := s.TourBy(m, s.g.SetOf(bins...), nil)
	rank := make(map[int]int, len(spots))
	for i, spot := range spots {
		rank[spot] = i
	}
	order := slices.Clone(bins)
	slices.Sort(order)
	order = slices.Compact(order)
	slices.SortStableFunc(order, func(a, b int) int { return rank[s.g.Spot(a)] - rank[s.g.Spot(b)] })
	return length, order
}

// Solve routes one tour through bins: its length and the indices of all bins in walking order.
func Solve(l layout.Layout, bins []layout.Bin, m Method) (float64, []int, error) {
	g, err := NewGround(l, bins)
	if err != nil {
		return 0, nil, err
	}
	if err := m.Check("method", l); err != nil {
		return 0, nil, err
	}
	all := make([]int, len(bins))
	for i := range all {
		all[i] = i
	}
	length, order := NewSolver(g).Sequence(m, all)
	if len(order) != len(bins) {
		return 0, nil, fmt.Errorf("route: tour visits %d of %d bins", len(order), len(bins))
	}
	return length, order, nil
}
