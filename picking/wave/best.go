package wave

import (
	"context"
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
	start := time.Now()
	g := newGround(&p)
	t := newTrail(g, e.Seed)
	t.greedy()
	now := func(i int64) float64 {
		switch {
		case ctx.Err() != nil:
			return 1
		case e.Iterations > 0:
			return float64(i) / float64(e.Iterations)
		case e.Budget <= 0:
			return 1
		}
		return float64(time.Since(start)) / float64(e.Budget)
	}
	b := newBound(g)
	for i := int64(1); i <= priceRounds && now(i*priceSteps) < priceShare && b.improve(t.best.ratio()); i++ {
	}
	t.limit, _ = b.ratio()
	t.scouts = b.scouts()
	if len(g.rank) > 0 && len(g.aisles) > 0 {
		t.search(now)
	}
	c := t.choice()
	c.Bound = max(t.limit, c.Objective) // sums of the same prices may differ in the last digit
	return c
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
