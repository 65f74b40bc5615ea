package route

import (
	"math"
	"math/bits"
)

// Solver computes exact tours on one Ground. It reuses its buffers: after the first calls Length allocates nothing.
// Not safe for concurrent use; make one for each goroutine.
type Solver struct {
	g         *Ground
	cur, next []float64
	trail     []stage // of Tour: how each state was reached
	scratch   []int   // places of a rule of thumb
	euler     euler
}

// NewSolver makes a solver.
func NewSolver(g *Ground) *Solver {
	s := &Solver{g: g}
	if g.table != nil {
		n := len(g.table.keys)
		s.cur, s.next = make([]float64, n), make([]float64, n)
	}
	return s
}

// Length is the length of a shortest tour from the depot through all of set and back; +Inf beyond MaxExact
// cross-aisles. Time grows with the columns in use, not with the picks.
func (s *Solver) Length(set Set) float64 {
	switch {
	case set.Empty():
		return 0
	case s.g.table == nil:
		return math.Inf(1)
	case s.g.table.cross == 3:
		return s.g.threeCross(set)
	case s.g.table.cross == 2:
		return s.g.twoCross(set)
	}
	return s.frontier(set)
}

// need is what the picks in one segment cost by each way of serving them.
type need struct {
	through float64 // from one end to the other
	low     float64 // in from the lower end and back
	high    float64 // in from the upper end and back
	gap     float64 // in from both ends, leaving the largest gap unwalked
}

// needs reads the places of one segment out of a set; ok is false if there are none.
func (g *Ground) needs(seg *segment, set Set) (n need, ok bool) {
	first, last, widest := 0.0, 0.0, 0.0
	for w := seg.from; w < seg.to; w++ {
		for m := set[w]; m != 0; m &= m - 1 {
			y := g.y[w<<6|bits.TrailingZeros64(m)]
			if !ok {
				first, ok = y, true
			} else if y-last > widest {
				widest = y - last
			}
			last = y
		}
	}
	length := seg.high - seg.low
	return need{length, 2 * (last - seg.low), 2 * (seg.high - first), 2 * (length - widest)}, ok
}

// nodesOf is the set of cross-aisles that have to be touched in a column.
func (g *Ground) nodesOf(c *column, set Set) uint64 {
	nodes := uint64(0)
	if c.nodes >= 0 {
		nodes = set[c.nodes]
	}
	if c.depot {
		nodes |= 1 << g.depot
	}
	return nodes
}

func (c *column) used(set Set) bool {
	if c.depot || c.nodes >= 0 && set[c.nodes] != 0 {
		return true
	}
	for i := range c.segs {
		for w := c.segs[i].from; w < c.segs[i].to; w++ {
			if set[w] != 0 {
				return true
			}
		}
	}
	return false
}
