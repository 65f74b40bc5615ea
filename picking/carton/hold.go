package carton

import (
	"math/bits"
	"sort"
)

// hold is a box to be filled from some units: what does not change while loads are tried.
type hold struct {
	inner     vec
	weight    int64 // that goods may have
	of        []int // the solver's numbers of the kinds
	kinds     []kind
	qty       []int32 // that may be used of each kind
	worth     []int64 // of a unit of each kind
	narrowest []vec   // least side of each kind along each axis
	blocks    []block
	plain     bool       // worth is volume
	reach     [3][]int32 // along an axis: the longest row of units that is not longer than an index
}

// prepare makes the blocks and tables. Effort limits the number of blocks.
func (h *hold) prepare(effort int) {
	ways := 0
	for k := range h.kinds {
		ways += len(h.kinds[k].turns)
	}
	for k := range h.kinds {
		narrow := vec{1 << 30, 1 << 30, 1 << 30}
		for _, t := range h.kinds[k].turns {
			if t.within(h.inner) {
				for a := range 3 {
					narrow[a] = min(narrow[a], t[a])
				}
			}
		}
		h.narrowest = append(h.narrowest, narrow)
		h.blocks = grids(h.blocks, int32(k), h.kinds[k], h.qty[k], h.inner, effort, blocksEach*effort/ways)
	}
	h.plain = true
	for i := range h.blocks {
		b := &h.blocks[i]
		b.worth = int64(b.count) * h.worth[b.kind]
		h.plain = h.plain && b.worth == b.volume*worthUnit
	}
	byWorth(h.blocks)
	for a := range 3 {
		h.reach[a] = h.reaches(a)
	}
}

// blocksEach is how many blocks there are at most, about, for a unit of effort.
const blocksEach = 500

// first is the first block that may be as small as a volume.
func (h *hold) first(volume int64) int {
	if !h.plain {
		return 0
	}
	return sort.Search(len(h.blocks), func(i int) bool { return h.blocks[i].volume <= volume })
}

// reaches fills the table of an axis: which lengths are sums of unit sides is a set of bits, shifted by a side for each
// unit that may lie that way.
func (h *hold) reaches(a int) []int32 {
	n := int(h.inner[a]) + 1
	set := make([]uint64, (n+63)/64)
	set[0] = 1
	for k := range h.kinds {
		sides := map[int32]bool{}
		for _, t := range h.kinds[k].turns {
			if t.within(h.inner) && !sides[t[a]] {
				sides[t[a]] = true
				most := min(h.qty[k], h.inner[a]/t[a])
				for m := int32(1); most > 0; m *= 2 { // 1, 2, 4 … and the rest add up to any number
					m = min(m, most)
					most -= m
					shiftOr(set, int(m*t[a]))
				}
			}
		}
	}
	reach := make([]int32, n)
	for i, last := 0, int32(0); i < n; i++ {
		if set[i/64]>>(i%64)&1 == 1 {
			last = int32(i)
		}
		reach[i] = last
	}
	return reach
}

// shiftOr adds by to the members of a set of numbers and keeps the old ones.
func shiftOr(set []uint64, by int) {
	words, rest := by/64, by%64
	for i := len(set) - 1; i >= words; i-- {
		x := set[i-words] << rest
		if rest > 0 && i > words {
			x |= set[i-words-1] >> (bits.UintSize - rest)
		}
		set[i] |= x
	}
}
