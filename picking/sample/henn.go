package sample

import (
	"fmt"
	"math/rand/v2"

	"pickpack/picking/layout"
)

// Henn is a batching problem with the parameters of Henn and Wäscher (2012): one block of 10 aisles 5 apart with 90
// bins each, 45 a side, so two bins share a height; a bin is 1 wide and a picker walks 1.5 beyond the last bin to the
// cross-aisle; an order has U(5,25) articles, each on its own bin; the depot is at the front of the first aisle.
type Henn struct {
	Orders   int    // 20 to 100 in the paper
	Capacity int    // articles a batch: 30, 45, 60, 75
	ABC      bool   // demand 52/36/12 % on 10/30/60 % of the articles instead of uniform
	Least    int    // articles of an order, 5 if 0
	Most     int    // 25 if 0
	Seed     uint64 // of the random numbers
}

// HennOrder is an order of such a problem: bins by index into Bins, and their number as its load.
type HennOrder struct {
	Bins []int
	Load float64
}

const (
	hennAisles = 10
	hennSide   = 45
)

// Layout is the floor.
func (h Henn) Layout() layout.Layout {
	l := layout.Layout{CrossY: []float64{0, hennSide - 1 + 2*1.5}}
	for a := range hennAisles {
		l.AislesX = append(l.AislesX, float64(5*a))
	}
	return l
}

// Bins are the 900 places, aisle by aisle, both sides of a height next to each other. Class A of ABC demand comes
// first: whole aisles nearest to the depot.
func (h Henn) Bins() []layout.Bin {
	bins := make([]layout.Bin, 0, 2*hennSide*hennAisles)
	for a := range hennAisles {
		for y := range hennSide {
			b := layout.Bin{Aisle: a, Y: 1.5 + float64(y)}
			bins = append(bins, b, b)
		}
	}
	return bins
}

// Draw makes the orders.
func (h Henn) Draw() []HennOrder {
	if h.Most == 0 {
		h.Least, h.Most = 5, 25
	}
	rnd := rand.New(rand.NewPCG(h.Seed, uint64(h.Orders)<<32|uint64(h.Capacity)))
	orders := make([]HennOrder, h.Orders)
	for i := range orders {
		n := h.Least + rnd.IntN(h.Most-h.Least+1)
		taken := map[int]bool{}
		for len(orders[i].Bins) < n {
			if b := h.article(rnd); !taken[b] {
				taken[b] = true
				orders[i].Bins = append(orders[i].Bins, b)
			}
		}
		orders[i].Load = float64(n)
	}
	return orders
}

// article draws a bin by demand.
func (h Henn) article(rnd *rand.Rand) int {
	const all = 2 * hennSide * hennAisles
	if !h.ABC {
		return rnd.IntN(all)
	}
	switch u := rnd.Float64(); {
	case u < 0.52:
		return rnd.IntN(all / 10)
	case u < 0.88:
		return all/10 + rnd.IntN(all*3/10)
	}
	return all*4/10 + rnd.IntN(all*6/10)
}

// Name says which problem it is.
func (h Henn) Name() string {
	demand := "uniform"
	if h.ABC {
		demand = "abc"
	}
	if h.Most > 0 {
		demand = fmt.Sprintf("%s-%d-%d", demand, h.Least, h.Most)
	}
	return fmt.Sprintf("henn-%s-n%d-c%d-s%d", demand, h.Orders, h.Capacity, h.Seed)
}
