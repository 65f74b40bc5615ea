package sample

import (
	"fmt"
	"math"
	"math/rand/v2"

	"pickpack/picking/contract"
)

// WavePool is a pool of orders and aisles to choose a wave from. What makes such pools hard is how many orders want an
// item, in how many aisles it lies and whether Min forces more aisles than the richest: WavePools holds some of each.
type WavePool struct {
	Name                  string
	Orders, Items, Aisles int
	Lines                 float64 // of an order, on average, at least one
	Most                  int     // lines of an order, 9 if 0
	Skew                  float64 // 1: all items are wanted alike; 3: a tenth of them makes half of the demand
	Width                 float64 // items of an aisle, on average
	Depth                 float64 // units of an item in an aisle: most hold few, some a hundred times that
	Alike                 bool    // aisles hold about as many items each; otherwise some hold ten times as many as others
	Min, Max              int
	Seed                  uint64
}

// WavePools are pools of different character.
func WavePools() []WavePool {
	return []WavePool{
		{Name: "singles", Orders: 12_000, Items: 11_000, Aisles: 410, Lines: 1, Skew: 1.3, Width: 85, Depth: 1.2, Min: 1950, Max: 7700},
		{Name: "scattered", Orders: 1600, Items: 3700, Aisles: 380, Lines: 2.6, Skew: 1.1, Width: 35, Depth: 1, Min: 416, Max: 1746},
		{Name: "baskets", Orders: 2000, Items: 1500, Aisles: 165, Lines: 4, Most: 20, Skew: 1.6, Width: 60, Depth: 1, Min: 2500, Max: 4000},
		{Name: "thin", Orders: 5500, Items: 4000, Aisles: 400, Lines: 1.8, Skew: 2, Width: 25, Depth: 0.6, Min: 1100, Max: 2500},
		{Name: "loose", Orders: 6500, Items: 5000, Aisles: 180, Lines: 1.6, Skew: 1.5, Width: 120, Depth: 1, Min: 300, Max: 100_000},
		{Name: "tight", Orders: 3000, Items: 800, Aisles: 120, Lines: 2.5, Skew: 1.5, Width: 40, Depth: 1.3, Alike: true, Min: 1990, Max: 2000},
		{Name: "heavy", Orders: 300, Items: 600, Aisles: 80, Lines: 14, Most: 40, Skew: 1.3, Width: 70, Depth: 1, Min: 500, Max: 620},
		{Name: "rich", Orders: 4000, Items: 2000, Aisles: 200, Lines: 2, Skew: 2.5, Width: 40, Depth: 2, Min: 1000, Max: 3000},
		{Name: "large", Orders: 45_000, Items: 14_000, Aisles: 480, Lines: 1.4, Skew: 1.6, Width: 180, Depth: 1.3, Min: 9000, Max: 20_000},
		{Name: "huge", Orders: 60_000, Items: 9000, Aisles: 450, Lines: 2.2, Skew: 1.4, Width: 150, Depth: 1.5, Alike: true, Min: 12_000, Max: 30_000},
	}
}

// Draw makes the pool. Every item lies somewhere, but not always as much of it as is wanted.
func (w WavePool) Draw() contract.WaveRequest {
	rnd := rand.New(rand.NewPCG(w.Seed, uint64(w.Orders)<<32|uint64(w.Aisles)))
	r := contract.WaveRequest{MinUnits: w.Min, MaxUnits: w.Max}
	rank := rnd.Perm(w.Items) // which items are wanted most
	most := w.Most
	if most == 0 {
		most = 9
	}
	for i := range w.Orders {
		o := contract.Bundle{ID: fmt.Sprintf("O%d", i+1), Items: map[string]int{}}
		for n := min(most, 1+int(rnd.ExpFloat64()*(w.Lines-1)+0.5)); n > 0; n-- {
			item := rank[int(float64(w.Items)*math.Pow(rnd.Float64(), w.Skew))]
			o.Items[itemName(item)] = units(rnd)
		}
		r.Orders = append(r.Orders, o)
	}
	for i := range w.Aisles {
		r.Aisles = append(r.Aisles, contract.Bundle{ID: fmt.Sprintf("A%d", i+1), Items: map[string]int{}})
	}
	for item := range w.Items {
		r.Aisles[rnd.IntN(w.Aisles)].Items[itemName(item)] = w.depth(rnd)
	}
	for _, a := range r.Aisles {
		width := w.Width
		if !w.Alike {
			width *= math.Exp(0.8*rnd.NormFloat64() - 0.3)
		}
		for len(a.Items) < min(int(width), w.Items/2) {
			a.Items[itemName(rank[int(float64(w.Items)*math.Pow(rnd.Float64(), (1+w.Skew)/2))])] = w.depth(rnd)
		}
	}
	return r
}

func itemName(i int) string { return fmt.Sprintf("I%d", i+1) }

// units wanted of an item: one, often; sometimes a carton of them.
func units(rnd *rand.Rand) int {
	switch u := rnd.Float64(); {
	case u < 0.8:
		return 1
	case u < 0.98:
		return 1 + int(rnd.ExpFloat64()*2)
	}
	return 4 + rnd.IntN(9)
}

// depth is the units of an item in an aisle.
func (w WavePool) depth(rnd *rand.Rand) int {
	q := math.Exp(w.Depth * math.Abs(rnd.NormFloat64()))
	if rnd.IntN(40) == 0 {
		q *= 20
	}
	return int(q)
}
