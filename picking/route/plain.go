package route

import "math"

// Plain is Length by the frontier programme written the plain way: a map of states, steps worked out when they are taken.
// It is what Length is measured against, and a second opinion on tours too long for Held and Karp. Up to twelve
// cross-aisles.
func Plain(g *Ground, set Set) float64 {
	cross := len(g.lay.CrossY)
	now := map[state]float64{0: 0}
	x, started := 0.0, false
	for i := range g.cols {
		c := &g.cols[i]
		if !c.used(set) {
			continue
		}
		if started {
			now = plainHops(now, cross, c.x-x)
		}
		x, started = c.x, true
		for b := range cross - 1 {
			now = plainBlock(g, c, b, set, now)
		}
		for v, nodes := 0, g.nodesOf(c, set); nodes != 0; v, nodes = v+1, nodes>>1 {
			if nodes&1 != 0 {
				next := map[state]float64{}
				for s, d := range now {
					better(next, s.touched(v).canonical(cross), d)
				}
				now = next
			}
		}
	}
	best := math.Inf(1)
	for s, d := range now {
		if s.closed(cross) {
			best = min(best, d)
		}
	}
	return best
}

func better(m map[state]float64, s state, d float64) {
	if old, ok := m[s]; !ok || d < old {
		m[s] = d
	}
}

func plainHops(now map[state]float64, cross int, dx float64) map[state]float64 {
	next := map[state]float64{}
	for s, d := range now {
		s.hops(cross, func(to state, edges int) { better(next, to.canonical(cross), d+float64(edges)*dx) })
	}
	return next
}

func plainBlock(g *Ground, c *column, b int, set Set, now map[state]float64) map[state]float64 {
	cross := len(g.lay.CrossY)
	n, picks := need{through: g.lay.CrossY[b+1] - g.lay.CrossY[b]}, false
	for i := range c.segs {
		if c.segs[i].block == b {
			if m, ok := g.needs(&c.segs[i], set); ok {
				n, picks = m, true
			}
		}
	}
	next := map[state]float64{}
	for s, d := range now {
		better(next, s.joined(b, cross, true).canonical(cross), d+n.through)
		better(next, s.joined(b, cross, false).canonical(cross), d+2*n.through)
		if !picks {
			better(next, s, d)
			continue
		}
		low := s.touched(b).canonical(cross)
		better(next, low, d+n.low)
		better(next, s.touched(b+1).canonical(cross), d+n.high)
		better(next, low.touched(b+1).canonical(cross), d+n.gap)
	}
	return next
}
