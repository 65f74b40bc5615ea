package route

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// plain is the frontier programme written the plain way: a map of states, steps worked out when they are taken. It is
// what Length is measured against, and a second opinion on tours too long for Held and Karp.
func plain(g *Ground, set Set) float64 {
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

func TestLengthIsThePlainProgramme(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		g, set := problem(2+rnd.IntN(30), 2+rnd.IntN(3), 1+rnd.IntN(80), rnd)
		if want, got := plain(g, set), NewSolver(g).Length(set); math.Abs(want-got) > 1e-6 {
			t.Fatalf("%v, plain %v", got, want)
		}
	}
}

// BenchmarkAgainstPlain reports how many times faster Length is.
func BenchmarkAgainstPlain(b *testing.B) {
	for _, cross := range []int{2, 3} {
		g, set := problem(10, cross, 15, rand.New(rand.NewPCG(1, 2)))
		s := NewSolver(g)
		b.Run(map[int]string{2: "one-block", 3: "two-block"}[cross], func(b *testing.B) {
			const rounds = 300
			begun := time.Now()
			for range rounds {
				plain(g, set)
			}
			slow := float64(time.Since(begun).Nanoseconds()) / rounds
			for b.Loop() {
				s.Length(set)
			}
			b.ReportMetric(slow*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "times-faster")
		})
	}
}
