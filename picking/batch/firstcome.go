package batch

import "slices"

// FirstCome is first come, first served: orders join the open batch as they stand; one that does not fit closes it.
func FirstCome(p *Problem) Solution {
	c, s := newCoster(p), Solution{}
	var open []int
	load := make([]float64, len(p.Capacity))
	shut := func() {
		if len(open) > 0 {
			s.add(slices.Clone(open), c.length(open...))
			open = open[:0]
			clear(load)
		}
	}
	for i, o := range p.orders {
		if !p.fitsBoth(load, o.load) {
			shut()
		}
		open = append(open, i)
		for d := range load {
			load[d] += o.load[d]
		}
	}
	shut()
	return s
}
