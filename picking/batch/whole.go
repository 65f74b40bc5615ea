package batch

import "math/bits"

// wholeOrders is how many orders may be partitioned exactly where the linear programme's bound is not met: a million sets
// of orders, most of which the programme's worths rule out.
const wholeOrders = 20

// whole is the best partition of at most wholeOrders orders by dynamic programming over the sets of orders already in
// batches: the next batch always holds the lowest order left. A set is gone on from only if its batches, and what the
// orders left are worth at least, are shorter than the best solution known. worth of orders is such that no batch is
// shorter than the worth of its orders; nil knows of none. ok is false if stop ended it.
func whole(p *Problem, worth []float64, best Solution, stop func() bool) (s Solution, ok bool) {
	w := &wholly{p: p, cost: newCoster(p), worth: worth, least: best.Total() - 1e-9, length: make([]float64, 1<<p.Len()),
		total: make([]float64, 1<<p.Len()), last: make([]uint32, 1<<p.Len()), load: make([]float64, len(p.Capacity)), stop: stop}
	for i := range w.total {
		w.total[i] = never
	}
	w.total[0] = 0
	full := uint32(1)<<p.Len() - 1
	for done := uint32(0); done < full; done++ {
		if done&(1<<14-1) == 0 && stop() || w.late {
			return best, false
		}
		if w.total[done]+w.left(done) < w.least {
			low := bits.TrailingZeros32(^done)
			clear(w.load)
			w.extend(done, 1<<low, low)
		}
	}
	if w.total[full] >= w.least {
		return best, true
	}
	for set := full; set != 0; set &^= w.last[set] {
		b := w.last[set]
		s.add(members(b), w.length[b])
	}
	s.tidy()
	return s, true
}

// wholly is the programme: total is the least of each set of orders, last the batch that it ends with.
type wholly struct {
	p      *Problem
	cost   *coster
	worth  []float64
	least  float64
	length []float64 // tours by set, 0 where not asked for yet
	total  []float64
	last   []uint32
	load   []float64 // of the batch that is being made
	stop   func() bool
	asked  int  // batches looked at
	late   bool // stop said so
}

// left is what the orders that are not done are worth.
func (w *wholly) left(done uint32) (sum float64) {
	if w.worth == nil {
		return 0
	}
	for set := ^done & (1<<w.p.Len() - 1); set != 0; set &= set - 1 {
		sum += w.worth[bits.TrailingZeros32(set)]
	}
	return sum
}

// extend closes the batch and goes on with each order behind the one added last that fits in.
func (w *wholly) extend(done, batch uint32, added int) {
	if w.asked++; w.asked&(1<<16-1) == 0 {
		w.late = w.late || w.stop()
	}
	for d, x := range w.p.orders[added].load {
		w.load[d] += x
	}
	if w.length[batch] == 0 {
		w.length[batch] = w.cost.length(members(batch)...)
	}
	to := done | batch
	if total := w.total[done] + w.length[batch]; total < w.total[to] && total+w.left(to) < w.least {
		w.total[to], w.last[to] = total, batch
	}
	for o := added + 1; o < w.p.Len(); o++ {
		if !w.late && to>>o&1 == 0 && w.p.fitsBoth(w.load, w.p.orders[o].load) {
			w.extend(done, batch|1<<o, o)
		}
	}
	for d, x := range w.p.orders[added].load {
		w.load[d] -= x
	}
}
