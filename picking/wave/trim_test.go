package wave

import (
	"testing"

	"pgregory.net/rapid"
)

// Trimming loses no more than the sizes of the orders force it to.
func TestTrimLosesLeast(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		sizes := rapid.SliceOfN(rapid.IntRange(1, 12), 1, 12).Draw(t, "sizes")
		p := Pool{Items: 1, Aisles: []Stock{{{0, 1000}}}}
		all := 0
		for _, n := range sizes {
			p.Orders = append(p.Orders, Stock{{0, n}})
			all += n
		}
		p.Max = 20 * 12 // for the orders to count as small
		s := newState(newGround(&p))
		s.openAisle(0)
		s.fill(s.rank)
		p.Max = rapid.IntRange(0, all).Draw(t, "max")
		s.trim()
		best := 0
		for set := range 1 << len(sizes) {
			sum := 0
			for i, n := range sizes {
				sum += set >> i & 1 * n
			}
			if sum <= p.Max {
				best = max(best, sum)
			}
		}
		if s.units != best || s.free[0] != all-best {
			t.Fatalf("%d units of %d kept, %d are possible below %d", s.units, all, best, p.Max)
		}
	})
}
