package allocate

import (
	"cmp"
	"slices"

	"pickpack/picking"
)

// fewest covers want from one group with as few bins as possible and, among those sets, from bins with little in them;
// a group that is not enough is taken whole. The takings come smallest bin first, so all but the last bin are emptied.
//
// Idea: the k fullest bins show whether k are enough. Then each of them in turn gives way to the emptiest bin that keeps
// the set sufficient. Bins A 3, B 7, C 6, D 1 and a want of 9: B+C is enough with two; C gives way to A (3+7 ≥ 9).
func fewest(group []*row, want picking.Qty) []taking {
	bins := filled(group)
	k, sum := enough(bins, want)
	first := len(bins) - k
	set := bins[first:]
	spare := bins[:first]
	for i := range set {
		for j, b := range spare {
			if sum-set[i].left+b.left < want {
				continue
			}
			sum += b.left - set[i].left
			set[i], spare = b, slices.Delete(spare, j, j+1)
			break
		}
	}
	slices.SortStableFunc(set, func(a, b *row) int { return cmp.Compare(a.left, b.left) })
	takes := make([]taking, 0, k)
	for _, b := range set {
		n := min(b.left, want)
		if n == 0 {
			break
		}
		takes, want = append(takes, taking{row: b, qty: n}), want-n
	}
	return takes
}

// filled is the rows that still hold something, emptiest first.
func filled(group []*row) []*row {
	bins := make([]*row, 0, len(group))
	for _, r := range group {
		if r.left > 0 {
			bins = append(bins, r)
		}
	}
	slices.SortStableFunc(bins, func(a, b *row) int { return cmp.Compare(a.left, b.left) })
	return bins
}

// enough is how many of the fullest bins cover want, and what they hold; all of them if they do not.
func enough(bins []*row, want picking.Qty) (k int, sum picking.Qty) {
	for k < len(bins) && sum < want {
		k++
		sum += bins[len(bins)-k].left
	}
	return k, sum
}
