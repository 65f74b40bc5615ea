package batch

import (
	"math"
	"math/rand/v2"
	"slices"

	"pickpack/picking/route"
)

// Bound proves a total that no solution of the problem is below, whatever its routing, by column generation at the root
// (Gademann and van de Velde 2005): the linear programme over known batches says what covering each order is worth, a
// search over all batches that fit finds those that are short for their worth, and they join the programme.
//
// Where that programme is proven, cuts that no whole solution breaks are added to it, and it is proven again.
//
// The bound does not rest on the programme having ended. If no batch is shorter than ratio times the worth of its
// orders, then ratio times the worth of all orders is a bound (Farley 1990), for any worths. stop ends the work; the
// best bound so far is returned. known are batches to begin with.
func Bound(p *Problem, known []Solution, stop func() bool) float64 {
	b := prove(p, known, stop)
	b.finish(known, stop)
	return b.bound
}

// finish partitions few orders exactly, if the bound is not met: what it finds is the bound.
func (b *bounding) finish(known []Solution, stop func() bool) Solution {
	p := b.pricer.cost.p
	var best Solution
	for _, s := range known {
		if len(best.Batches) == 0 || s.Total() < best.Total() {
			best = s
		}
	}
	if p.Len() > wholeOrders || len(best.Batches) == 0 || b.bound >= best.Total()*(1-1e-9) {
		return best
	}
	s, ok := whole(p, b.worths, best, stop)
	if ok {
		b.bound = max(b.bound, s.Total())
	}
	return s
}

// prove is Bound with all that was learnt on the way.
func prove(p *Problem, known []Solution, stop func() bool) *bounding {
	exact := *p
	exact.Method = route.Exact
	b := newBounding(&exact, known)
	b.bound = b.longest
	b.guess(known, stop)
	best := never
	for _, s := range known {
		best = min(best, s.Total())
	}
	b.root(stop)
	if b.center != nil {
		b.worths = b.center[:p.Len()]
	}
	for !stop() && b.bound < best*(1-1e-9) && b.tighten(stop) {
		b.root(stop)
	}
	return b
}

// root solves the programme over all batches that fit, or as much of it as stop allows.
func (b *bounding) root(stop func() bool) {
	for !stop() {
		b.master.solve(stop)
		if !b.price(stop) || b.bound >= b.master.value()*(1-1e-6) {
			break
		}
	}
}

// tighten adds the cuts that the programme breaks; false if there are none. The batches known so far stay known, but for
// those that are far too long for what they are worth.
func (b *bounding) tighten(stop func() bool) bool {
	cuts := b.master.violations()
	if len(cuts) == 0 || len(b.master.cuts) >= mostCuts {
		return false
	}
	old := b.master
	cuts = append(slices.Clone(old.cuts), cuts...)
	b.master = newMaster(b.single, old.least, cuts, rand.New(rand.NewPCG(1, 2)))
	for i := old.orders; i < len(old.columns); i++ {
		if c := &old.columns[i]; old.reduced(c) < keepWithin*c.length {
			b.master.add(column{orders: c.orders, length: c.length})
		}
	}
	b.pricer.cut(cuts)
	if b.center != nil {
		b.center = slices.Concat(b.center, make([]float64, len(cuts)-len(old.cuts)))
	}
	return !stop()
}

// keepWithin is how much of its length a batch may lack to its worth and still be kept for the next programme.
const keepWithin = 0.15

// bounding is a column generation under way.
type bounding struct {
	master  *master
	pricer  *pricer
	bound   float64
	longest float64   // tour of one order, the simplest bound
	center  []float64 // worths of the best bound
	single  []float64 // tour of each order
	worths  []float64 // of the orders, such that no batch is shorter than its own: the center before any cuts
}

func newBounding(p *Problem, known []Solution) *bounding {
	c := newCoster(p)
	b := &bounding{pricer: newPricer(p), single: make([]float64, p.Len())}
	for i := range b.single {
		b.single[i] = c.length(i)
		b.longest = max(b.longest, b.single[i])
	}
	b.master = newMaster(b.single, p.fewest(), nil, rand.New(rand.NewPCG(1, 2)))
	for _, s := range known {
		for _, orders := range s.Batches {
			col := column{length: c.length(orders...)}
			for _, o := range orders {
				col.orders = append(col.orders, int32(o))
			}
			b.master.add(col)
		}
	}
	return b
}

// price looks for batches to join, first at worths between those of the best bound and the programme's, where prices
// swing less (Wentges 1997), then at the programme's own; false if there are none.
func (b *bounding) price(stop func() bool) bool {
	for _, pull := range []float64{0.7, 0} {
		if b.center == nil && pull > 0 {
			continue
		}
		at := make([]float64, b.master.n)
		for i, v := range b.master.price {
			if at[i] = max(0, v); i > b.master.orders {
				at[i] = min(0, v)
			}
			if pull > 0 {
				at[i] = pull*b.center[i] + (1-pull)*at[i]
			}
		}
		for _, start := range b.levels(at) {
			ratio, found := b.pricer.run(at, start, stop)
			b.learn(at, ratio)
			if b.join(found) > 0 {
				return true
			}
		}
	}
	return false
}

// guess takes a bound before there is any programme: each walk of the best known solution divided among its orders,
// half by their loads and half by their walks alone, is close to what they will turn out to be worth.
func (b *bounding) guess(known []Solution, stop func() bool) {
	at := make([]float64, b.master.n)
	least := never
	for _, s := range known {
		if s.Total() >= least {
			continue
		}
		least = s.Total()
		for _, orders := range s.Batches {
			load, alone := 0.0, 0.0
			for _, o := range orders {
				load += b.load(o)
				alone += b.master.columns[o].length
			}
			length := b.pricer.cost.length(orders...)
			for _, o := range orders {
				at[o] = length * (0.5*b.load(o)/max(load, 1e-12) + 0.5*b.master.columns[o].length/max(alone, 1e-12))
			}
		}
	}
	if least == never {
		return
	}
	for _, start := range ratios {
		ratio, found := b.pricer.run(at, start, stop)
		b.learn(at, ratio)
		if b.join(found); ratio < start {
			return
		}
	}
}

func (b *bounding) load(o int) float64 { return b.pricer.cost.p.orders[o].load[b.pricer.dim] }

// ratios are proven one after the other: a low one takes little time, is a bound already, and on the way the worst
// offenders are found.
var ratios = []float64{0.3, 0.45, 0.6, 0.7, 0.8, 0.88, 0.94, 0.98, 1}

// levels are the ratios that could better the bound, and the one below them.
func (b *bounding) levels(at []float64) []float64 {
	k := 0
	for known := b.bound / b.master.worth(at); k+1 < len(ratios) && ratios[k+1] <= known; {
		k++
	}
	return ratios[k:]
}

// learn takes the bound that worths and ratio give.
func (b *bounding) learn(at []float64, ratio float64) {
	sum := ratio * b.master.worth(at)
	if sum > b.bound || b.center == nil {
		b.bound = max(b.bound, sum)
		b.center = make([]float64, len(at))
		for i, v := range at {
			b.center[i] = v * ratio
		}
	}
}

// join adds the batches that better the programme.
func (b *bounding) join(found []column) int {
	n := 0
	for _, c := range found {
		b.master.add(c)
		if last := len(b.master.columns) - 1; b.master.reduced(&b.master.columns[last]) < -1e-7 {
			n++
		} else {
			b.master.columns = b.master.columns[:last]
		}
	}
	return n
}

// fewest is a number of batches that no solution is below: by the loads of a dimension, and by the orders of which no
// two fit together.
func (p *Problem) fewest() float64 {
	least := 1.0
	for d, room := range p.Capacity {
		sum, large := 0.0, 0.0
		for _, o := range p.orders {
			sum += o.load[d]
			if o.load[d] > room/2+tolerance*(1+room) {
				large++
			}
		}
		least = max(least, large, math.Ceil(sum/room-1e-6))
	}
	return least
}
