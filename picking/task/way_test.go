package task

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
	"pickpack/picking/layout"
)

// Three aisles 4 m apart between cross-aisles at 0, 10 and 20 m; the depot is before aisle 2.
func TestWays(t *testing.T) {
	t.Parallel()
	spots := []Spot{{ID: 1, Aisle: 0, X: 0, Y: 2}, {ID: 2, Aisle: 0, X: 0, Y: 7}, {ID: 3, Aisle: 2, X: 8, Y: 13}, {ID: 4, Aisle: 2, X: 8, Y: 9}, {ID: 5, Aisle: 1, X: 4, Y: 10}}
	for name, c := range map[string]struct {
		at, bin picking.LocationID
		side    string
		want    *Way
	}{
		"up the aisle":                 {1, 2, "left", &Way{Metres: 5, Side: "left", From: 10, To: 35}},
		"down the aisle, sides change": {2, 1, "left", &Way{Metres: 5, Side: "right", From: 65, To: 90}},
		"the bin beside":               {1, 1, "right", &Way{From: 10, To: 10}},
		"from the depot":               {0, 1, "right", &Way{Metres: 6, Aisle: 1, Side: "right", From: 0, To: 10}},
		"another aisle, on and up":     {2, 3, "right", &Way{Metres: 14, Aisle: 3, Side: "right", From: 50, To: 65}},
		"another aisle, and back down": {3, 1, "right", &Way{Metres: 19, Aisle: 1, Side: "left", From: 50, To: 90}},
		"round by the cross-aisle":     {2, 4, "left", &Way{Metres: 12, Aisle: 3, Side: "right", From: 50, To: 55}},
		"at the corner":                {2, 5, "left", &Way{Metres: 7, Aisle: 2, From: 50, To: 50}},
		"a bin without sides":          {1, 2, "", &Way{Metres: 5, From: 10, To: 35}},
		"a bin without a place":        {1, 9, "left", nil},
		"from a bin without a place":   {9, 1, "left", nil},
	} {
		s := State{List: List{At: c.at}, Current: &Task{Location: c.bin, Side: c.side},
			Ground: Ground{CrossY: []float64{0, 10, 20}, Depot: layout.Point{X: 4}, Spots: spots}}
		if diff := cmp.Diff(c.want, wayTo(s)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", name, diff)
		}
	}
	if w := wayTo(State{List: List{At: 1}, Current: &Task{Location: 2}, Ground: Ground{Spots: spots}}); w != nil {
		t.Errorf("a way on a floor without cross-aisles: %+v", w)
	}
}

// A way is as long as the layout says the walk is, and its bin lies ahead.
func TestWaysAreTheShortest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := layout.Layout{AislesX: []float64{0, 3, 8, 20}, CrossY: []float64{0, 12, 15, 40}, Depot: layout.Point{X: 5, Y: 15}}
		bin := rapid.Custom(func(t *rapid.T) layout.Bin {
			return layout.Bin{Aisle: rapid.IntRange(0, 3).Draw(t, "aisle"), Y: rapid.Float64Range(0, 40).Draw(t, "y")}
		})
		a, b := bin.Draw(t, "from"), bin.Draw(t, "to")
		s := State{List: List{At: 1}, Current: &Task{Location: 2, Side: "left"}, Ground: Ground{CrossY: l.CrossY, Depot: l.Depot,
			Spots: []Spot{{1, a.Aisle, l.AislesX[a.Aisle], a.Y}, {2, b.Aisle, l.AislesX[b.Aisle], b.Y}}}}
		want := l.Distance(a, b)
		if rapid.Bool().Draw(t, "begins") {
			s.List.At, want = 0, l.FromDepot(b)
		}
		w := wayTo(s)
		if math.Abs(float64(w.Metres)-want) > 0.501 || w.To < w.From || w.From < 0 || w.To > 100 {
			t.Fatalf("%+v, the walk is %v m", w, want)
		}
	})
}
