package wave

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"
)

// BenchmarkBest is a large pool: 60,000 orders of 1 to 3 items, 400 aisles, 5,000 items; the ratio is reported.
func BenchmarkBest(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 1))
	p := Pool{Items: 5000, Min: 500, Max: 5000}
	stock := func(lines, most int) Stock {
		var s Stock
		seen := map[int]bool{}
		for range lines {
			if item := int(float64(p.Items) * rnd.Float64() * rnd.Float64()); !seen[item] {
				seen[item] = true
				s = append(s, struct{ Item, Qty int }{item, 1 + rnd.IntN(most)})
			}
		}
		return s
	}
	for range 60_000 {
		p.Orders = append(p.Orders, stock(1+rnd.IntN(3), 3))
	}
	for range 400 {
		p.Aisles = append(p.Aisles, stock(60, 40))
	}
	for _, budget := range []time.Duration{0, time.Second, 10 * time.Second} {
		b.Run(budget.String(), func(b *testing.B) {
			for b.Loop() {
				c := Best(context.Background(), p, Effort{Budget: budget})
				if f := fault(p, c); f != "" {
					b.Fatal(f)
				}
				b.ReportMetric(c.Objective, "units/aisle")
				b.ReportMetric(float64(len(c.Aisles)), "aisles")
			}
		})
	}
}
