package route

import (
	"math"
	"math/bits"
)

// halves splits the places of a set into blocks above and below the depot's cross-aisle, nearest block first. Places
// on the depot's own cross-aisle go with the blocks above it, or below if there are none above.
func (g *Ground) halves(set Set) (halves [2][]block) {
	base, top := g.lay.CrossY[g.depot], len(g.lay.CrossY)-1
	for c := g.depot; c < top; c++ {
		halves[0] = append(halves[0], block{front: g.lay.CrossY[c] - base, back: g.lay.CrossY[c+1] - base})
	}
	for c := g.depot; c > 0; c-- {
		halves[1] = append(halves[1], block{front: base - g.lay.CrossY[c], back: base - g.lay.CrossY[c-1]})
	}
	for i := range g.cols {
		g.eachStop(&g.cols[i], set, func(bit int) {
			side, h := 0, g.y[bit]-base
			if h < 0 || h == 0 && g.depot == top {
				side, h = 1, -h
			}
			b := blockOf(halves[side], math.Abs(h))
			b.add(g.cols[i].x, stop{math.Abs(h), bit}, side == 1)
		})
	}
	return halves
}

// eachStop yields the places of a column from bottom to top, those on cross-aisles in their place.
func (g *Ground) eachStop(c *column, set Set, yield func(bit int)) {
	nodes := uint64(0)
	if c.nodes >= 0 {
		nodes = set[c.nodes]
	}
	below := func(y float64) {
		for nodes != 0 && g.y[c.nodes<<6|bits.TrailingZeros64(nodes)] <= y {
			yield(c.nodes<<6 | bits.TrailingZeros64(nodes))
			nodes &= nodes - 1
		}
	}
	for _, seg := range c.segs {
		below(seg.low)
		for w := seg.from; w < seg.to; w++ {
			for m := set[w]; m != 0; m &= m - 1 {
				yield(w<<6 | bits.TrailingZeros64(m))
			}
		}
	}
	below(math.Inf(1))
}

func blockOf(blocks []block, h float64) *block {
	for i := range blocks {
		if h <= blocks[i].back {
			return &blocks[i]
		}
	}
	return &blocks[len(blocks)-1]
}

// add appends a stop to the strip at x; mirrored halves receive their stops back to front.
func (b *block) add(x float64, s stop, mirrored bool) {
	n := len(b.strips)
	if n == 0 || b.strips[n-1].x != x {
		b.strips = append(b.strips, strip{x: x, stops: []stop{s}})
		return
	}
	at := &b.strips[n-1]
	at.stops = append(at.stops, s)
	if mirrored {
		copy(at.stops[1:], at.stops[:len(at.stops)-1])
		at.stops[0] = s
	}
}
