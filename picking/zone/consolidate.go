package zone

// Open counts the orders picked in more than one zone and the most of them that are open at once, if each zone works
// through its walks one after the other and the zones work side by side, a walk a turn. An order is open from its first
// part's walk until its last; each open order holds a slot of the put wall. walks lists, by zone, the orders of each
// walk.
func Open(walks map[string][][]int) (split, slots int) {
	first, last, zones := map[int]int{}, map[int]int{}, map[int]int{}
	turns := 0
	for _, list := range walks {
		turns = max(turns, len(list))
		for turn, orders := range list {
			for _, o := range orders {
				if zones[o]++; zones[o] == 1 {
					first[o], last[o] = turn, turn
				}
				first[o], last[o] = min(first[o], turn), max(last[o], turn)
			}
		}
	}
	open := make([]int, turns+1)
	for o, n := range zones {
		if n > 1 {
			split++
			open[first[o]]++
			open[last[o]+1]--
		}
	}
	now := 0
	for _, d := range open {
		now += d
		slots = max(slots, now)
	}
	return split, slots
}

// Balance is the greatest of the zones' work over their mean: 1 is even, 0 means no work.
func Balance(work []float64) float64 {
	sum, most := 0.0, 0.0
	for _, w := range work {
		sum, most = sum+w, max(most, w)
	}
	if sum == 0 {
		return 0
	}
	return most * float64(len(work)) / sum
}
