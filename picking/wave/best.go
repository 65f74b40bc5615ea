package wave

import (
	"context"
	"math"
	"sync"
	"time"
)

// Stock is quantities by item: what an order demands or an aisle holds. Items are numbers below Pool.Items, each named
// once, quantities above 0.
type Stock []struct{ Item, Qty int }

// Pool is the orders that could go and the aisles they could be picked from.
type Pool struct {
	Items    int
	Orders   []Stock
	Aisles   []Stock
	Min, Max int // units of the wave
}

// Effort bounds the search of Best: Iterations if above 0, else Budget.
type Effort struct {
	Budget     time.Duration
	Iterations int64
	Seed       uint64
	Threads    int // searches side by side, the iterations shared among them; 0 is one
}

// Choice is a wave: orders and the aisles that serve all of them. Units is 0 if no wave reaching Min was found.
type Choice struct {
	Orders, Aisles []int
	Units          int
	Objective      float64 // units for each aisle
	Bound          float64 // no wave has a greater objective; 0: none reaches Min
}

// Best looks for the orders and aisles with most units for each aisle visited, and ends early if its wave is proven to
// be the best. A cancelled context ends it with the best wave so far.
func Best(ctx context.Context, p Pool, e Effort) Choice {
	start, threads := time.Now(), int64(max(1, e.Threads))
	g := newGround(&p)
	t := newTrail(g, e.Seed, hot)
	now := func(i int64) float64 {
		switch {
		case ctx.Err() != nil:
			return 1
		case e.Iterations > 0:
			return float64(i*threads) / float64(e.Iterations)
		case e.Budget <= 0:
			return 1
		}
		return float64(time.Since(start)) / float64(e.Budget)
	}
	t.greedy(func() bool {
		return ctx.Err() != nil || e.Iterations == 0 && e.Budget > 0 && time.Since(start) >= e.Budget
	})
	b := newBound(g)
	for i := int64(1); i <= priceRounds && now(i*priceSteps) < priceShare && b.improve(t.best.ratio()); i++ {
	}
	t.limit, _ = b.ratio()
	t.scouts = b.scouts()
	if len(g.rank) > 0 && len(g.aisles) > 0 {
		t.best = searchAll(t, e, now)
	}
	c := t.choice()
	c.Bound = max(t.limit, c.Objective) // sums of the same prices may differ in the last digit
	return c
}

// searchAll searches side by side from the same wave, each search cooler at first than the one before, and answers the
// best wave of all: how warm a search has to be to get away from where it starts depends on the pool, and a search that is
// too warm has no time to find back in a large one.
func searchAll(t *trail, e Effort, now progress) record {
	trails := make([]*trail, max(1, e.Threads))
	var wg sync.WaitGroup
	for i := range trails {
		trails[i] = t
		if i > 0 {
			trails[i] = t.fork(e.Seed+uint64(i)<<32, hot*math.Pow(cooler, float64(i)))
		}
	}
	for _, x := range trails {
		wg.Go(func() { x.search(now) })
	}
	wg.Wait()
	best := t.best
	for _, x := range trails[1:] {
		if x.best.ratio() > best.ratio()+1e-9 {
			best = x.best
		}
	}
	return best
}

// How long prices are settled: rounds, each counted as steps of the search where those are counted, and the share of
// the whole that they may take.
const (
	priceRounds = 1000
	priceSteps  = 100
	priceShare  = 0.1
)

// choice is the best wave met.
func (t *trail) choice() Choice {
	c := Choice{Orders: []int{}, Aisles: []int{}, Units: t.best.units, Objective: t.best.ratio()}
	if t.best.units == 0 {
		return c
	}
	for a, in := range t.best.open {
		if in {
			c.Aisles = append(c.Aisles, a)
		}
	}
	for o, in := range t.best.taken {
		if in {
			c.Orders = append(c.Orders, o)
		}
	}
	return c
}
