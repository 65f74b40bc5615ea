package batch

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// dealings is how often a divided search is put together and divided anew: the oftener the better, but for the work of
// beginning anew, which grows with the orders.
func dealings(orders int) int { return min(64, max(16, 64_000/orders)) }

// divide is one annealing shared by all threads, for problems so large that each thread's own would end long before it has
// cooled slowly: the walks are dealt out, each thread anneals those it has got for one round of the cooling, then all
// are put together and dealt out anew, by where they lead or at random, so that any two meet now and then.
func (e *effort) divide() {
	rnd := rand.New(rand.NewPCG(e.Seed, 2<<32))
	hot := e.hot() * e.Start.Total() / float64(len(e.Start.Batches))
	cool := e.cold() / e.hot()
	now := e.Start
	e.best = e.Start
	n := dealings(e.p.Len())
	for r := range n {
		start, end := float64(r)/float64(n), float64(r+1)/float64(n)
		parts := e.deal(now, rnd)
		found, iterations := make([]*annealing, len(parts)), make([]int64, len(parts))
		together(len(parts), func(i int) {
			a := e.begin(parts[i], rand.New(rand.NewPCG(e.Seed, uint64(r)<<32+uint64(i))))
			iterations[i] = a.run(hot*math.Pow(cool, start), hot*math.Pow(cool, end), e.watched(i, e.best.Total, e.clock(start, end)))
			found[i] = a
		})
		now = Solution{}
		var best Solution
		for i, a := range found {
			var last Solution
			a.s.save(&last)
			now.join(last)
			best.join(a.best)
			e.report.Iterations += iterations[i]
		}
		if best.Total() < e.best.Total()-1e-9 {
			e.best = best
		}
	}
	e.best.tidy()
}

// deal shares the batches of a solution among the threads.
func (e *effort) deal(s Solution, rnd *rand.Rand) []Solution {
	key, byPlace := make([]float64, len(s.Batches)), rnd.IntN(2) == 0
	index := make([]int, len(s.Batches))
	for i, b := range s.Batches {
		if index[i], key[i] = i, rnd.Float64(); byPlace {
			key[i] = e.p.middle(b)
		}
	}
	slices.SortStableFunc(index, func(a, b int) int { return cmp.Compare(key[a], key[b]) })
	parts := make([]Solution, min(e.Threads, len(index)))
	for k, i := range index {
		parts[k*len(parts)/len(index)].add(s.Batches[i], s.Lengths[i])
	}
	return parts
}

// middle is the mean place of some orders, in words.
func (p *Problem) middle(orders []int) float64 {
	sum, n := 0.0, 0.0
	for _, o := range orders {
		for _, c := range p.orders[o].cells {
			sum, n = sum+float64(c.word), n+1
		}
	}
	return sum / max(n, 1)
}

// join adds the batches of another solution.
func (s *Solution) join(o Solution) {
	s.Batches, s.Lengths = append(s.Batches, o.Batches...), append(s.Lengths, o.Lengths...)
}
