package batch

import "pickpack/picking/route"

// coster knows how long the tour of any group of orders is. It reuses its buffers; one for each goroutine.
type coster struct {
	p      *Problem
	solver *route.Solver
	set    route.Set
	part   route.Set // of one zone
}

func newCoster(p *Problem) *coster {
	return &coster{p: p, solver: route.NewSolver(p.Ground), set: p.Ground.NewSet(), part: p.Ground.NewSet()}
}

// length is the tour through all places of the orders.
func (c *coster) length(orders ...int) float64 { return c.lengthOf(orders, nil) }

// lengthOf is the tour through the places of two groups of orders together.
func (c *coster) lengthOf(a, b []int) float64 {
	clear(c.set)
	for _, o := range a {
		c.put(o)
	}
	for _, o := range b {
		c.put(o)
	}
	return c.measure()
}

// measure is the tour through the set, or the tours of its zones.
func (c *coster) measure() float64 {
	if len(c.p.Zones) == 0 {
		return c.solver.LengthBy(c.p.Method, c.set)
	}
	sum := 0.0
	for _, zone := range c.p.Zones {
		for i, w := range zone {
			c.part[i] = c.set[i] & w
		}
		sum += c.solver.LengthBy(c.p.Method, c.part)
	}
	return sum
}

func (c *coster) put(order int) {
	for _, x := range c.p.orders[order].cells {
		c.set[x.word] |= x.bits
	}
}
