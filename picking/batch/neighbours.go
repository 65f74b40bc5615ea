package batch

import (
	"cmp"
	"math/bits"
	"slices"
)

// neighbours lists, for each order, the orders it may be worth walking with: all others up to all orders, else those
// that stand within reach of it when the orders are sorted by where their walks lead: by first place, by last place,
// by the middle one and by the words they share. Time and space grow with the orders, not with their pairs.
func neighbours(p *Problem, all, want int) [][]int {
	n := len(p.orders)
	near := make([][]int, n)
	if n <= all {
		for i := range near {
			for j := range n {
				if j != i {
					near[i] = append(near[i], j)
				}
			}
		}
		return near
	}
	keys := keysOf(p)
	reach := (want + 2*len(keys) - 1) / (2 * len(keys))
	rank := make([]int, n)
	for _, key := range keys {
		for i := range rank {
			rank[i] = i
		}
		slices.SortStableFunc(rank, func(a, b int) int { return cmp.Compare(key[a], key[b]) })
		for at, i := range rank {
			for k := max(0, at-reach); k <= min(n-1, at+reach); k++ {
				if k != at {
					near[i] = append(near[i], rank[k])
				}
			}
		}
	}
	for i := range near {
		slices.Sort(near[i])
		near[i] = slices.Compact(near[i])
	}
	return near
}

// keysOf gives each order a number in several ways, such that orders with like numbers tend to be walked together.
func keysOf(p *Problem) [][]int {
	keys := make([][]int, 4)
	for k := range keys {
		keys[k] = make([]int, len(p.orders))
	}
	for i := range p.orders {
		cells := p.orders[i].cells
		if len(cells) == 0 {
			continue
		}
		first, last, mid := cells[0], cells[len(cells)-1], cells[len(cells)/2]
		a := int(first.word)<<6 | bits.TrailingZeros64(first.bits)
		b := int(last.word)<<6 | 63 - bits.LeadingZeros64(last.bits)
		m := int(mid.word)<<6 | bits.TrailingZeros64(mid.bits)
		keys[0][i] = int(first.word)<<32 | b
		keys[1][i] = int(last.word)<<32 | a
		keys[2][i] = m
		keys[3][i] = b - a
	}
	return keys
}
