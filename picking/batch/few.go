package batch

import "math/bits"

// fewOrders is how many orders are partitioned exactly: 4,096 tours and half a million comparisons.
const fewOrders = 12

// few is the best partition of at most fewOrders orders: for each set of orders in turn the best batch that holds its
// lowest order, by dynamic programming over subsets.
func few(p *Problem) Solution {
	n := p.Len()
	length := everySubset(p)
	total, first := make([]float64, 1<<n), make([]uint32, 1<<n)
	for set := uint32(1); set < 1<<n; set++ {
		low := set & -set
		rest := set &^ low
		total[set] = never
		for part := rest; ; part = (part - 1) & rest { // batches: the lowest order and part of the rest
			b := part | low
			if t := length[b] + total[set&^b]; t < total[set] {
				total[set], first[set] = t, b
			}
			if part == 0 {
				break
			}
		}
	}
	s := Solution{}
	for set := uint32(1<<n - 1); set != 0; set &^= first[set] {
		s.add(members(first[set]), length[first[set]])
	}
	s.tidy()
	return s
}

// everySubset is the tour of each set of orders, never if they do not fit together.
func everySubset(p *Problem) []float64 {
	n, c := p.Len(), newCoster(p)
	length := make([]float64, 1<<n)
	load := make([][]float64, 1<<n)
	load[0] = make([]float64, len(p.Capacity))
	for set := uint32(1); set < 1<<n; set++ {
		low := bits.TrailingZeros32(set)
		before := set & (set - 1)
		length[set] = never
		if load[before] == nil || !p.fitsBoth(load[before], p.orders[low].load) {
			continue
		}
		load[set] = make([]float64, len(p.Capacity))
		for d, x := range p.orders[low].load {
			load[set][d] = load[before][d] + x
		}
		length[set] = c.length(members(set)...)
	}
	return length
}

func members(set uint32) []int {
	var orders []int
	for ; set != 0; set &= set - 1 {
		orders = append(orders, bits.TrailingZeros32(set))
	}
	return orders
}
