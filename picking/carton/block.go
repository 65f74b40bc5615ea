package carton

import (
	"cmp"
	"slices"
)

// block is some units held together, that are placed in one move. A simple one is a grid of equal units lying the same
// way; a joined one is blocks side by side or on each other with little air between.
type block struct {
	size   vec
	kind   int32 // of a simple block, -1 of a joined one
	count  int32 // units of that kind, or of all
	volume int64 // of the units
	weight int64
	worth  int64
	needs  []need
	parts  []part // simple ones, with their corners counted from the block's
}

// need is a number of units of a kind.
type need struct{ kind, count int32 }

// part is a grid of equal units without air between.
type part struct {
	at, size, unit vec
	kind           int32
}

func (p part) top() int32 { return p.at[2] + p.size[2] }

// units is how many units a part has along each side.
func (p part) units() vec {
	return vec{p.size[0] / p.unit[0], p.size[1] / p.unit[1], p.size[2] / p.unit[2]}
}

func (b *block) enough(left []int32) bool {
	if b.kind >= 0 {
		return b.count <= left[b.kind]
	}
	for _, n := range b.needs {
		if n.count > left[n.kind] {
			return false
		}
	}
	return true
}

// simple lists the grids of one kind that a room takes, at most limit of each way to lie: where there are more, the
// numbers along a side are thinned out.
func simple(k int32, of kind, qty int32, room vec, weight int64, limit int) (out []block) {
	if of.weight > 0 {
		qty = int32(min(int64(qty), weight/of.weight))
	}
	for _, t := range of.turns {
		if !t.within(room) {
			continue
		}
		most := vec{min(qty, room[0]/t[0]), min(qty, room[1]/t[1]), min(qty, room[2]/t[2])}
		each := limit
		for nz := range thinned(most[2], each) {
			for ny := range thinned(min(most[1], qty/nz), each) {
				for nx := range thinned(min(most[0], qty/nz/ny), each) {
					n := nx * ny * nz
					size := vec{nx * t[0], ny * t[1], nz * t[2]}
					out = append(out, block{size: size, kind: k, count: n, volume: int64(n) * of.volume,
						weight: int64(n) * of.weight, needs: []need{{k, n}}, parts: []part{{size: size, unit: t, kind: k}}})
				}
			}
		}
	}
	return out
}

// thinned counts up to n in at most about steps steps: every number while they are few, then growing ones, and n itself.
func thinned(n int32, steps int) func(func(int32) bool) {
	return func(yield func(int32) bool) {
		for i := int32(1); i <= n; {
			if !yield(i) {
				return
			}
			next := i + max(1, (i*2)/int32(steps))
			if next > n && i < n {
				next = n
			}
			i = next
		}
	}
}

// byWorth sorts blocks, those worth most first.
func byWorth(blocks []block) {
	slices.SortStableFunc(blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.count, b.count))
	})
}
