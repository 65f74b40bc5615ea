package wave

import (
	"context"
	"math/rand/v2"
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
}

// Best looks for the orders and aisles with most units for each aisle visited.
//
// The ratio is not searched for itself. With rho the best ratio known, any wave with units - rho*aisles above 0 is
// better (Dinkelbach 1967), and that difference says at once what an aisle must bring to be worth its visit: so aisles
// are added, dropped and exchanged by it, with slightly worse waves accepted while the search is warm, and orders fill
// what the aisles hold.
func Best(ctx context.Context, p Pool, e Effort) Choice {
	start := time.Now()
	s := newState(&p)
	t := &trail{p: &p, rnd: rand.New(rand.NewPCG(e.Seed, 0x77617665)), now: s}
	t.greedy()
	if t.best == nil {
		t.widest()
	}
	done := func(i int64) float64 {
		if e.Iterations > 0 {
			return float64(i) / float64(e.Iterations)
		}
		if ctx.Err() != nil || e.Budget <= 0 {
			return 1
		}
		return float64(time.Since(start)) / float64(e.Budget)
	}
	t.search(done)
	return t.choice()
}

// choice is the best wave met.
func (t *trail) choice() Choice {
	c := Choice{Orders: []int{}, Aisles: []int{}}
	if t.best == nil {
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
	c.Units, c.Objective = t.best.units, t.best.ratio()
	return c
}
