package batch

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// rounded is a solution made of the batches that the linear programme takes, largest fraction first with some chance
// thrown in, those that meet a batch already taken left out; orders not covered then walk alone. A search from there
// with little heat puts them away. Where batches hold two or three orders the programme is nearly whole and so is this.
func (b *bounding) rounded(rnd *rand.Rand) Solution {
	type part struct {
		orders []int32
		weight float64
	}
	var parts []part
	for r, k := range b.master.basis {
		if k >= 0 && b.master.x[r] > 0.05 {
			parts = append(parts, part{b.master.columns[k].orders, b.master.x[r] + 0.3*rnd.Float64()})
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int { return cmp.Compare(b.weight, a.weight) })
	taken := make([]bool, b.master.orders)
	var s Solution // its lengths are measured by whoever goes on from it
	for _, p := range parts {
		if slices.ContainsFunc(p.orders, func(o int32) bool { return taken[o] }) {
			continue
		}
		var orders []int
		for _, o := range p.orders {
			taken[o] = true
			orders = append(orders, int(o))
		}
		s.add(orders, 0)
	}
	for o, t := range taken {
		if !t {
			s.add([]int{o}, 0)
		}
	}
	return s
}
