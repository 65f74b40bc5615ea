package check

import "pickpack/picking/contract"

// priorities: orders of different priorities share no walk, and the walks of higher priorities come first.
func priorities(v *view) {
	for i, w := range v.res.Batches {
		for _, id := range w.Orders[1:] {
			if v.orders[id].Priority != v.orders[w.Orders[0]].Priority {
				v.fault("batch %d mixes priorities: orders %q and %q", i, w.Orders[0], id)
			}
		}
		if i > 0 && v.priority(v.res.Batches[i-1]) < v.priority(w) {
			v.fault("batch %d has a higher priority than the one before it", i)
		}
	}
}

func (v *view) priority(w contract.Walk) int { return v.orders[w.Orders[0]].Priority }
