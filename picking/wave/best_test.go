package wave

import (
	"context"
	"fmt"
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

// enumerated is the best objective over all sets of orders and aisles.
func enumerated(p Pool) float64 {
	best := 0.0
	for os := 1; os < 1<<len(p.Orders); os++ {
		need, units := make([]int, p.Items), 0
		for i, o := range p.Orders {
			if os>>i&1 == 1 {
				for _, x := range o {
					need[x.Item] += x.Qty
					units += x.Qty
				}
			}
		}
		if units < p.Min || units > p.Max {
			continue
		}
		if n := fewest(p, need); n > 0 {
			best = max(best, float64(units)/float64(n))
		}
	}
	return best
}

// fewest is the least number of aisles that hold what is needed, 0 if all do not.
func fewest(p Pool, need []int) int {
	least := 0
	for as := 1; as < 1<<len(p.Aisles); as++ {
		have, n := make([]int, p.Items), 0
		for a, s := range p.Aisles {
			if as>>a&1 == 1 {
				n++
				for _, x := range s {
					have[x.Item] += x.Qty
				}
			}
		}
		ok := least == 0 || n < least
		for i := range need {
			ok = ok && need[i] <= have[i]
		}
		if ok {
			least = n
		}
	}
	return least
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

func TestBestIsAllowedAndNotAboveTheOptimum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		p := drawPool(rand.New(rand.NewPCG(seed, 1)), rapid.IntRange(0, 8).Draw(t, "orders"), rapid.IntRange(0, 5).Draw(t, "aisles"), 5)
		c := Best(context.Background(), p, Effort{Iterations: 200, Seed: seed})
		if f := fault(p, c); f != "" {
			t.Fatal(f, c, p)
		}
		if want := enumerated(p); c.Objective > want+1e-9 {
			t.Fatalf("objective %v, optimum %v: %+v", c.Objective, want, p)
		}
	})
}

func TestBestIsNearTheEnumeratedOptimum(t *testing.T) {
	t.Parallel()
	sum, n := 0.0, 0
	for seed := range uint64(60) {
		p := drawPool(rand.New(rand.NewPCG(seed, 1)), 8, 6, 5)
		want := enumerated(p)
		if want == 0 {
			continue
		}
		n++
		sum += Best(context.Background(), p, Effort{Iterations: 2000, Seed: seed}).Objective / want
	}
	t.Logf("%.4f of the optimum over %d pools", sum/float64(n), n)
	if sum < 0.995*float64(n) || n < 50 {
		t.Errorf("%.4f of the optimum over %d pools", sum/float64(n), n)
	}
}

func TestBestIsRepeatable(t *testing.T) {
	t.Parallel()
	p := drawPool(rand.New(rand.NewPCG(5, 5)), 300, 40, 100)
	p.Min, p.Max = 50, 200
	a := Best(context.Background(), p, Effort{Iterations: 500, Seed: 3})
	b := Best(context.Background(), p, Effort{Iterations: 500, Seed: 3})
	if fmt.Sprint(a) != fmt.Sprint(b) || fault(p, a) != "" {
		t.Error(a, b)
	}
}

func TestBestEndsWithItsBudget(t *testing.T) {
	t.Parallel()
	p := drawPool(rand.New(rand.NewPCG(6, 6)), 2000, 60, 300)
	p.Min, p.Max = 50, 2000
	start := time.Now()
	c := Best(context.Background(), p, Effort{Budget: 50 * time.Millisecond})
	if f := fault(p, c); f != "" || c.Units == 0 {
		t.Error(f, c)
	}
	if d := time.Since(start); d > 2*time.Second {
		t.Error("took", d)
	}
}
