package route

import (
	"math"
	"math/bits"
)

// never is the length of what cannot be reached.
var never = math.Inf(1)

// threeCross is Length on a layout with three cross-aisles: the programme of Roodbergen and de Koster (2001). It is
// frontier with the table written out, which spares the look-ups and lets the sums stay in registers.
func (g *Ground) threeCross(set Set) float64 {
	var f frontier3
	for i := range f {
		f[i] = never
	}
	f[0] = 0
	started, x := false, 0.0
	for i := range g.cols {
		c := &g.cols[i]
		if !c.used(set) {
			continue
		}
		if started {
			f.across(c.x - x)
		}
		f.column(g, c, set)
		started, x = true, c.x
	}
	return f.closed()
}

// column serves the blocks of a column from below, then the crossings that have to be touched.
func (f *frontier3) column(g *Ground, c *column, set Set) {
	var n [2]need
	var picks [2]bool
	for i := range c.segs {
		b := c.segs[i].block
		n[b&1], picks[b&1] = g.needs(&c.segs[i], set)
	}
	if picks[0] {
		f.serve0(n[0])
	} else {
		f.pass0(g.lay.CrossY[1] - g.lay.CrossY[0])
	}
	if picks[1] {
		f.serve1(n[1])
	} else {
		f.pass1(g.lay.CrossY[2] - g.lay.CrossY[1])
	}
	for nodes := g.nodesOf(c, set); nodes != 0; nodes &= nodes - 1 {
		switch bits.TrailingZeros64(nodes) {
		case 0:
			f.meet0()
		case 1:
			f.meet1()
		default:
			f.meet2()
		}
	}
}
