package batch

import "pickpack/picking/route"

// coster knows how long the tour of any group of orders is. It reuses its buffers; one for each goroutine.
type coster struct {
	p      *Problem
	solver *route.Solver
	set    route.Set
}

func newCoster(p *Problem) *coster {
	return &coster{p: p, solver: route.NewSolver(p.Ground), set: p.Ground.NewSet()}
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
	return c.solver.LengthBy(c.p.Method, c.set)
}

func (c *coster) put(order int) {
	for _, x := range c.p.orders[order].cells {
		c.set[x.word] |= x.bits
	}
}
