package wave

import (
	"context"
	"fmt"
	"math/bits"
	"math/rand/v2"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// drawPool draws a pool small enough to enumerate.
func drawPool(rnd *rand.Rand, orders, aisles, items int) Pool {
	stock := func(lines, most int) Stock {
		var s Stock
		for _, item := range rnd.Perm(items)[:min(items, lines)] {
			s = append(s, struct{ Item, Qty int }{item, 1 + rnd.IntN(most)})
		}
		return s
	}
	p := Pool{Items: items, Min: 4, Max: 20}
	for range orders {
		p.Orders = append(p.Orders, stock(1+rnd.IntN(3), 4))
	}
	for range aisles {
		p.Aisles = append(p.Aisles, stock(1+rnd.IntN(4), 6))
	}
	return p
}

// optimum is the best objective, found without anything that Best is made of: for every set of aisles, the orders that
// they serve with most units, by branching on each order as long as what is left could still make a better ratio.
func optimum(p Pool) float64 {
	best := 0.0
	for set := 1; set < 1<<len(p.Aisles); set++ {
		free, n := make([]int, p.Items), float64(bits.OnesCount(uint(set)))
		for a, s := range p.Aisles {
			if set>>a&1 == 1 {
				for _, x := range s {
					free[x.Item] += x.Qty
				}
			}
		}
		var branch func(i, units, rest int)
		branch = func(i, units, rest int) {
			if units >= max(p.Min, 1) && units <= p.Max {
				best = max(best, float64(units)/n)
			}
			if i == len(p.Orders) || units > p.Max || float64(units+rest) <= best*n {
				return
			}
			fits, size := true, 0
			for _, x := range p.Orders[i] {
				fits = fits && x.Qty <= free[x.Item]
				size += x.Qty
			}
			if fits {
				serve(free, p.Orders[i], -1)
				branch(i+1, units+size, rest-size)
				serve(free, p.Orders[i], 1)
			}
			branch(i+1, units, rest-size)
		}
		branch(0, 0, units(p.Orders))
	}
	return best
}

func serve(free []int, s Stock, by int) {
	for _, x := range s {
		free[x.Item] += by * x.Qty
	}
}

func units(all []Stock) (n int) {
	for _, s := range all {
		for _, x := range s {
			n += x.Qty
		}
	}
	return n
}

// fault replays a choice.
func fault(p Pool, c Choice) string {
	if c.Units == 0 {
		if len(c.Orders)+len(c.Aisles) > 0 {
			return "orders without units"
		}
		return ""
	}
	free, units := make([]int, p.Items), 0
	for _, a := range c.Aisles {
		for _, x := range p.Aisles[a] {
			free[x.Item] += x.Qty
		}
	}
	for _, o := range c.Orders {
		for _, x := range p.Orders[o] {
			free[x.Item] -= x.Qty
			units += x.Qty
		}
	}
	for i, f := range free {
		if f < 0 {
			return fmt.Sprint("item short: ", i)
		}
	}
	if units != c.Units || units < p.Min || units > p.Max {
		return fmt.Sprint("units ", units, " said ", c.Units)
	}
	if c.Objective != float64(units)/float64(len(c.Aisles)) {
		return "objective"
	}
	return ""
}

func TestBestIsAllowedAndBounded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		p := drawPool(rand.New(rand.NewPCG(seed, 1)), rapid.IntRange(0, 9).Draw(t, "orders"), rapid.IntRange(0, 6).Draw(t, "aisles"), 5)
		p.Min = rapid.IntRange(0, 12).Draw(t, "min")
		p.Max = p.Min + rapid.SampledFrom([]int{0, 3, 20, 500}).Draw(t, "room")
		c := Best(context.Background(), p, Effort{Iterations: 200, Seed: seed})
		if f := fault(p, c); f != "" {
			t.Fatal(f, c, p)
		}
		if want := optimum(p); c.Objective > want+1e-9 || c.Bound < want-1e-9 {
			t.Fatalf("objective %v, optimum %v, bound %v: %+v", c.Objective, want, c.Bound, p)
		}
	})
}

// Small pools are to be solved, whatever it is that binds.
func TestBestIsTheOptimumOfSmallPools(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ orders, aisles, items, min, max int }{
		"few":          {8, 6, 5, 4, 20},
		"many items":   {12, 10, 14, 8, 500},
		"many orders":  {18, 9, 8, 12, 25},
		"no limits":    {14, 10, 10, 0, 500},
		"nearly all":   {10, 8, 10, 17, 500},
		"few units":    {16, 8, 6, 5, 7},
		"exactly":      {14, 8, 8, 17, 17},
		"many aisles":  {10, 13, 12, 15, 40},
		"small orders": {20, 6, 6, 10, 60},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sum, n := 0.0, 0
			for seed := range uint64(12) {
				p := drawPool(rand.New(rand.NewPCG(seed, 1)), tc.orders, tc.aisles, tc.items)
				p.Min, p.Max = tc.min, tc.max
				want := optimum(p)
				c := Best(context.Background(), p, Effort{Iterations: 20_000, Seed: seed})
				if c.Bound < want-1e-9 {
					t.Errorf("bound %v, optimum %v", c.Bound, want)
				}
				if want > 0 {
					n++
					sum += c.Objective / want
				}
			}
			if t.Logf("%.4f of the optimum over %d pools", sum/float64(n), n); sum < 0.999*float64(n) || n < 6 {
				t.Errorf("%.4f of the optimum over %d pools", sum/float64(n), n)
			}
		})
	}
}

func TestBestIsRepeatable(t *testing.T) {
	t.Parallel()
	p := drawPool(rand.New(rand.NewPCG(5, 5)), 300, 40, 100)
	p.Min, p.Max = 50, 200
	a := Best(context.Background(), p, Effort{Iterations: 500, Seed: 3, Threads: 2})
	b := Best(context.Background(), p, Effort{Iterations: 500, Seed: 3, Threads: 2})
	if fmt.Sprint(a) != fmt.Sprint(b) || fault(p, a) != "" {
		t.Error(a, b)
	}
}

func TestBestEndsWithItsBudget(t *testing.T) {
	t.Parallel()
	p := drawPool(rand.New(rand.NewPCG(6, 6)), 2000, 60, 300)
	p.Min, p.Max = 50, 2000
	stopped, stop := context.WithCancel(context.Background())
	stop()
	start := time.Now()
	for name, c := range map[string]Choice{
		"none":    Best(context.Background(), p, Effort{}),
		"little":  Best(context.Background(), p, Effort{Budget: 50 * time.Millisecond}),
		"stopped": Best(stopped, p, Effort{Iterations: 1 << 40}),
	} {
		if f := fault(p, c); f != "" || c.Units == 0 {
			t.Error(name, f, c)
		}
	}
	if d := time.Since(start); d > 2*time.Second {
		t.Error("took", d)
	}
}
