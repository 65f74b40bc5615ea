package route

import (
	"math"
	"testing"

	"pickpack/picking/layout"

	"pgregory.net/rapid"
)

// A stretch costs what walking it through does, or going in from both ends up to the widest gap and back.
func TestRoughIsTheLesserOfThroughAndTheWidestGap(t *testing.T) {
	t.Parallel()
	l := layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 20, 200}}
	var bins []layout.Bin
	for y := 1.0; y < 20; y++ {
		bins = append(bins, layout.Bin{Aisle: 1, Y: y})
	}
	g, err := NewGround(l, bins)
	if err != nil {
		t.Fatal(err)
	}
	exact, through, back := g.Rough(Exact), g.Rough(SShape), g.Rough(Return)
	rapid.Check(t, func(t *rapid.T) {
		set, at, widest, last := g.NewSet(), 0.0, 0.0, 0.0
		for i, b := range bins {
			if rapid.Bool().Draw(t, "visited") {
				g.Add(set, i)
				at, widest, last = b.Y, max(widest, b.Y-at), b.Y
			}
		}
		widest = max(widest, 20-at)
		w := int32(g.Spot(0) >> 6)
		most := 20.0
		if set.Empty() {
			most = 0
		}
		for _, x := range []struct {
			name      string
			got, want float64
		}{
			{"exact", exact.Cost(w, set[w]), min(most, 2*(20-widest))},
			{"through", through.Cost(w, set[w]), most},
			{"back", back.Cost(w, set[w]), 2 * last},
		} {
			if x.got != x.want {
				t.Errorf("%s %b: %v, want %v", x.name, set[w], x.got, x.want)
			}
		}
	})
}

// The words of a long stretch add up to it, and a bin on a crossing costs nothing.
func TestRoughOfALongStretch(t *testing.T) {
	t.Parallel()
	l := layout.Layout{AislesX: []float64{0}, CrossY: []float64{0, 200}}
	bins := []layout.Bin{{Y: 0}}
	for y := 1.0; y < 200; y++ {
		bins = append(bins, layout.Bin{Y: y})
	}
	g, err := NewGround(l, bins)
	if err != nil {
		t.Fatal(err)
	}
	r, set := g.Rough(Exact), g.NewSet()
	for i := range bins {
		g.Add(set, i)
	}
	sum := 0.0
	for w, places := range set {
		sum += r.Cost(int32(w), places)
	}
	if math.Abs(sum-200) > 1e-9 {
		t.Errorf("all of it costs %v", sum)
	}
}
