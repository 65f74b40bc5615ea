package layout

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pickpack/picking"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestValidateNamesTheField(t *testing.T) {
	t.Parallel()
	good := Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 31}}
	tests := map[string]struct {
		spoil func(*Layout)
		field string
	}{
		"good":              {func(*Layout) {}, ""},
		"depot off aisles":  {func(l *Layout) { l.Depot = Point{X: 1.5, Y: 31} }, ""},
		"no aisles":         {func(l *Layout) { l.AislesX = nil }, "layout.aisles_x"},
		"one cross-aisle":   {func(l *Layout) { l.CrossY = l.CrossY[:1] }, "layout.cross_aisles_y"},
		"falling aisles":    {func(l *Layout) { l.AislesX = []float64{3, 0} }, "layout.aisles_x[1]"},
		"equal cross":       {func(l *Layout) { l.CrossY = []float64{0, 0} }, "layout.cross_aisles_y[1]"},
		"not a number":      {func(l *Layout) { l.AislesX = []float64{math.NaN()} }, "layout.aisles_x[0]"},
		"infinite":          {func(l *Layout) { l.CrossY = []float64{0, math.Inf(1)} }, "layout.cross_aisles_y[1]"},
		"depot in an aisle": {func(l *Layout) { l.Depot.Y = 5 }, "layout.depot.y"},
		"depot nowhere":     {func(l *Layout) { l.Depot.X = math.NaN() }, "layout.depot.x"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			l := Layout{AislesX: slices.Clone(good.AislesX), CrossY: slices.Clone(good.CrossY)}
			tc.spoil(&l)
			if diff := cmp.Diff(tc.field, fieldOf(l.Validate())); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func fieldOf(err error) string {
	var e *picking.Error
	if errors.As(err, &e) {
		return e.Field
	}
	return ""
}

func TestCheckBin(t *testing.T) {
	t.Parallel()
	l := Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 31}}
	for _, tc := range []struct {
		bin   Bin
		field string
	}{{Bin{1, 31}, ""}, {Bin{2, 5}, "b.aisle"}, {Bin{-1, 5}, "b.aisle"}, {Bin{0, 32}, "b.y"}, {Bin{0, math.NaN()}, "b.y"}} {
		if diff := cmp.Diff(tc.field, fieldOf(l.CheckBin("b", tc.bin))); diff != "" {
			t.Error(tc.bin, diff)
		}
	}
}

func TestDistanceOfTheWorkedCase(t *testing.T) {
	t.Parallel()
	l := Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 31}}
	a, b := Bin{1, 21}, Bin{0, 25}
	got := []float64{l.FromDepot(a), l.Distance(a, b), l.TourLength([]Bin{a}), l.TourLength([]Bin{a, b}), l.TourLength(nil)}
	if diff := cmp.Diff([]float64{24, 19, 48, 24 + 19 + 25, 0}, got); diff != "" {
		t.Error(diff)
	}
}

// The closed form agrees with a shortest-path search on the floor drawn as a graph.
func TestDistanceIsShortest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l, bins := floor(t)
		want := walked(l, bins)
		for i, a := range bins {
			if got := l.FromDepot(a); math.Abs(got-want[len(bins)][i]) > 1e-9 {
				t.Fatalf("from depot to %v: %v, graph %v", a, got, want[len(bins)][i])
			}
			for j, b := range bins {
				if got := l.Distance(a, b); math.Abs(got-want[i][j]) > 1e-9 {
					t.Fatalf("%v to %v: %v, graph %v", a, b, got, want[i][j])
				}
			}
		}
	})
}

func floor(t *rapid.T) (Layout, []Bin) {
	steps := func(n int, name string) []float64 {
		v, at := []float64{}, 0
		for range n {
			v = append(v, float64(at))
			at += rapid.IntRange(1, 9).Draw(t, name)
		}
		return v
	}
	l := Layout{AislesX: steps(rapid.IntRange(1, 5).Draw(t, "aisles"), "dx"), CrossY: steps(rapid.IntRange(2, 5).Draw(t, "cross"), "dy")}
	l.Depot.Y = rapid.SampledFrom(l.CrossY).Draw(t, "depot cross")
	l.Depot.X = float64(rapid.IntRange(-4, 40).Draw(t, "depot x")) / 2
	bins := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Bin {
		top := int(l.CrossY[len(l.CrossY)-1])
		return Bin{rapid.IntRange(0, len(l.AislesX)-1).Draw(t, "aisle"), float64(rapid.IntRange(0, top).Draw(t, "y"))}
	}), 1, 5).Draw(t, "bins")
	return l, bins
}

// walked is Floyd and Warshall over bins, depot (the last of them) and every crossing.
func walked(l Layout, bins []Bin) [][]float64 {
	type node struct {
		x, y         float64
		aisle, cross bool
	}
	var nodes []node
	for _, b := range bins {
		nodes = append(nodes, node{l.AislesX[b.Aisle], b.Y, true, slices.Contains(l.CrossY, b.Y)})
	}
	nodes = append(nodes, node{l.Depot.X, l.Depot.Y, slices.Contains(l.AislesX, l.Depot.X), true})
	for _, x := range l.AislesX {
		for _, y := range l.CrossY {
			nodes = append(nodes, node{x, y, true, true})
		}
	}
	d := make([][]float64, len(nodes))
	for i, a := range nodes {
		d[i] = make([]float64, len(nodes))
		for j, b := range nodes {
			d[i][j] = math.Inf(1)
			if a.x == b.x && a.aisle && b.aisle || a.y == b.y && a.cross && b.cross {
				d[i][j] = math.Abs(a.x-b.x) + math.Abs(a.y-b.y)
			}
		}
	}
	for k := range d {
		for i := range d {
			for j := range d {
				d[i][j] = min(d[i][j], d[i][k]+d[k][j])
			}
		}
	}
	return d
}
