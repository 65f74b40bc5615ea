package batch

import (
	"slices"

	"pickpack/picking/route"
)

// Problem is a set of orders to be put into batches, each walked in one tour. It is immutable and may be shared.
type Problem struct {
	Ground   *route.Ground
	Method   route.Method // how a batch is walked
	Capacity []float64    // by dimension; every load has as many
	Zones    []route.Set  // if any, a batch is walked zone by zone, each tour from the depot and back
	orders   []order
}

// order is the places of an order, by word of its set, and its load.
type order struct {
	cells []cell
	load  []float64
}

type cell struct {
	word int32
	bits uint64
}

// NewProblem makes a problem without orders.
func NewProblem(g *route.Ground, m route.Method, capacity []float64) *Problem {
	return &Problem{Ground: g, Method: m, Capacity: capacity}
}

// Add appends an order: the bins of the ground it needs, and its load. Add is for setting up; the problem must not be
// in use by anything else yet.
func (p *Problem) Add(bins []int, load []float64) {
	spots := make([]int, len(bins))
	for i, b := range bins {
		spots[i] = p.Ground.Spot(b)
	}
	slices.Sort(spots)
	o := order{load: load}
	for _, s := range spots {
		w := int32(s >> 6)
		if n := len(o.cells); n == 0 || o.cells[n-1].word != w {
			o.cells = append(o.cells, cell{word: w})
		}
		o.cells[len(o.cells)-1].bits |= 1 << (s & 63)
	}
	p.orders = append(p.orders, o)
}

// Len is the number of orders.
func (p *Problem) Len() int { return len(p.orders) }

// tolerance lets sums of decimal loads fit a capacity they fill exactly.
const tolerance = 1e-9

// fits says whether a load is within capacity.
func (p *Problem) fits(load []float64) bool {
	for d, c := range p.Capacity {
		if load[d] > c+tolerance*(1+c) {
			return false
		}
	}
	return true
}

// fitsBoth says whether two loads fit together.
func (p *Problem) fitsBoth(a, b []float64) bool {
	for d, c := range p.Capacity {
		if a[d]+b[d] > c+tolerance*(1+c) {
			return false
		}
	}
	return true
}

// Oversize is the dimension in which an order alone exceeds capacity, -1 if it fits.
func (p *Problem) Oversize(order int) int {
	for d, c := range p.Capacity {
		if p.orders[order].load[d] > c+tolerance*(1+c) {
			return d
		}
	}
	return -1
}
