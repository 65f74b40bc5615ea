package carton

import (
	"cmp"
	"slices"
)

// block is a grid of equal units lying the same way, placed in one move.
type block struct {
	size, unit vec
	kind       int32
	count      int32
	volume     int64
	weight     int64
	worth      int64
}

// need is a number of units of a kind.
type need struct{ kind, count int32 }

// part is a block in its place.
type part struct {
	at, size, unit vec
	kind           int32
}

func (p part) top() int32 { return p.at[2] + p.size[2] }

// units is how many units a part has along each side.
func (p part) units() vec {
	return vec{p.size[0] / p.unit[0], p.size[1] / p.unit[1], p.size[2] / p.unit[2]}
}

// grids adds the blocks of one kind that a room takes. There are about so many numbers of units along a side to choose
// from, fewer where a way to lie would have more than most blocks.
func grids(blocks []block, k int32, of kind, qty int32, room vec, effort, most int) []block {
	for _, t := range of.turns {
		if !t.within(room) {
			continue
		}
		n := vec{min(qty, room[0]/t[0]), min(qty, room[1]/t[1]), min(qty, room[2]/t[2])}
		steps := effort
		for steps > 1 && choices(n[0], steps)*choices(n[1], steps)*choices(n[2], steps) > most {
			steps /= 2
		}
		for z := range thinned(n[2], steps) {
			for y := range thinned(min(n[1], qty/z), steps) {
				for x := range thinned(min(n[0], qty/z/y), steps) {
					count := x * y * z
					blocks = append(blocks, block{size: vec{x * t[0], y * t[1], z * t[2]}, unit: t, kind: k, count: count,
						volume: int64(count) * of.volume, weight: int64(count) * of.weight})
				}
			}
		}
	}
	return blocks
}

// thinned counts up to n: every number while they are few, then in growing steps, and n itself.
func thinned(n int32, steps int) func(func(int32) bool) {
	return func(yield func(int32) bool) {
		for i := int32(1); i <= n; {
			if !yield(i) {
				return
			}
			next := i + max(1, i*2/int32(steps))
			if next > n && i < n {
				next = n
			}
			i = next
		}
	}
}

// choices is how many numbers thinned counts.
func choices(n int32, steps int) (count int) {
	for range thinned(n, steps) {
		count++
	}
	return count
}

// byWorth sorts blocks, those worth most first.
func byWorth(blocks []block) {
	slices.SortStableFunc(blocks, func(a, b block) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), cmp.Compare(a.count, b.count))
	})
}
