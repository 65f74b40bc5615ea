package route

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pickpack/picking/layout"
)

// problem is a random tour: aisles 5 apart, 45 heights an aisle.
func problem(aisles, cross, picks int, rnd *rand.Rand) (*Ground, Set) {
	l := layout.Layout{}
	for a := range aisles {
		l.AislesX = append(l.AislesX, float64(5*a))
	}
	for c := range cross {
		l.CrossY = append(l.CrossY, float64(c)*47/float64(cross-1))
	}
	bins := make([]layout.Bin, picks)
	all := make([]int, picks)
	for i := range bins {
		bins[i], all[i] = layout.Bin{Aisle: rnd.IntN(aisles), Y: 1.5 + float64(rnd.IntN(45))}, i
	}
	g, err := NewGround(l, bins)
	if err != nil {
		panic(err)
	}
	return g, g.SetOf(all...)
}

func BenchmarkRoute(b *testing.B) {
	for _, c := range []struct{ aisles, cross, picks int }{{10, 2, 15}, {50, 2, 30}, {10, 2, 45}, {10, 3, 15}, {50, 3, 30}, {10, 6, 15}} {
		g, set := problem(c.aisles, c.cross, c.picks, rand.New(rand.NewPCG(1, 2)))
		s := NewSolver(g)
		name := fmt.Sprintf("aisles=%d/cross=%d/picks=%d", c.aisles, c.cross, c.picks)
		b.Run("length/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Length(set)
			}
		})
		b.Run("tour/"+name, func(b *testing.B) {
			b.ReportAllocs()
			order := make([]int, 0, c.picks)
			for b.Loop() {
				s.Tour(set, order[:0])
			}
		})
	}
}
