package batch

import (
	"math"
	"slices"
	"testing"

	"pickpack/picking/layout"
	"pickpack/picking/route"
	"pickpack/picking/sample"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// henn is a generated problem with the published parameters.
func henn(tb testing.TB, h sample.Henn) *Problem {
	g, err := route.NewGround(h.Layout(), h.Bins())
	if err != nil {
		tb.Fatal(err)
	}
	p := NewProblem(g, route.Exact, []float64{float64(h.Capacity)})
	for _, o := range h.Draw() {
		p.Add(o.Bins, []float64{o.Load})
	}
	return p
}

// drawProblem draws a small problem with two dimensions of capacity.
func drawProblem(t *rapid.T, most int) *Problem {
	l := layout.Layout{AislesX: []float64{0, 3, 7, 9}, CrossY: []float64{0, 10, 21}, Depot: layout.Point{X: 4}}
	bins := make([]layout.Bin, 24)
	for i := range bins {
		bins[i] = layout.Bin{Aisle: i % 4, Y: float64(i/4*3 + i%2)}
	}
	g, err := route.NewGround(l, bins)
	if err != nil {
		t.Fatal(err)
	}
	p := NewProblem(g, route.Exact, []float64{10, 3})
	for range rapid.IntRange(1, most).Draw(t, "orders") {
		places := rapid.SliceOfN(rapid.IntRange(0, len(bins)-1), 1, 5).Draw(t, "bins")
		p.Add(places, []float64{float64(rapid.IntRange(1, 100).Draw(t, "load")) / 10, 1})
	}
	return p
}

// fault says what is wrong with a solution, measuring every batch anew.
func fault(p *Problem, s Solution) string {
	var all []int
	c := newCoster(p)
	for i, b := range s.Batches {
		all = append(all, b...)
		load := make([]float64, len(p.Capacity))
		for _, o := range b {
			for d, x := range p.orders[o].load {
				load[d] += x
			}
		}
		if len(b) == 0 || !p.fits(load) {
			return "empty or overfull batch"
		}
		if math.Abs(c.length(b...)-s.Lengths[i]) > 1e-6 {
			return "wrong length"
		}
	}
	slices.Sort(all)
	for i := range p.orders {
		if i >= len(all) || all[i] != i {
			return "not a partition"
		}
	}
	if len(all) != p.Len() {
		return "order twice"
	}
	return ""
}

// exhaustive is the least total over all partitions.
func exhaustive(p *Problem) float64 {
	n, c := p.Len(), newCoster(p)
	length := make([]float64, 1<<n)
	for m := 1; m < 1<<n; m++ {
		var orders []int
		load := make([]float64, len(p.Capacity))
		for i := range n {
			if m>>i&1 == 1 {
				orders = append(orders, i)
				for d, x := range p.orders[i].load {
					load[d] += x
				}
			}
		}
		if length[m] = math.Inf(1); p.fits(load) {
			length[m] = c.length(orders...)
		}
	}
	best := make([]float64, 1<<n)
	for m := 1; m < 1<<n; m++ {
		best[m] = math.Inf(1)
		low := m & -m
		for b := m; b > 0; b = (b - 1) & m { // batches with the lowest order of m
			if b&low != 0 {
				best[m] = min(best[m], length[b]+best[m&^b])
			}
		}
	}
	return best[1<<n-1]
}

func TestConstructionsAreFeasible(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, 9)
		best := exhaustive(p)
		for name, s := range map[string]Solution{"discrete": Discrete(p), "first come": FirstCome(p), "savings": Savings(p)} {
			if f := fault(p, s); f != "" {
				t.Fatal(name, f, s)
			}
			if s.Total() < best-1e-6 {
				t.Fatal(name, "is below the least total", s.Total(), best)
			}
			if s.Total() > Discrete(p).Total()+1e-6 {
				t.Fatal(name, "is worse than one order a walk")
			}
		}
	})
}

func TestFirstComeClosesWhatIsFull(t *testing.T) {
	t.Parallel()
	g, err := route.NewGround(layout.Layout{AislesX: []float64{0}, CrossY: []float64{0, 10}}, []layout.Bin{{Y: 1}, {Y: 5}})
	if err != nil {
		t.Fatal(err)
	}
	p := NewProblem(g, route.Exact, []float64{5})
	for _, o := range []struct{ bin, load int }{{0, 3}, {1, 2}, {0, 1}, {1, 5}} {
		p.Add([]int{o.bin}, []float64{float64(o.load)})
	}
	want := Solution{Batches: [][]int{{0, 1}, {2}, {3}}, Lengths: []float64{10, 2, 10}}
	if diff := cmp.Diff(want, FirstCome(p)); diff != "" {
		t.Error(diff)
	}
	want = Solution{Batches: [][]int{{0, 1}, {2}, {3}}, Lengths: []float64{10, 2, 10}}
	if diff := cmp.Diff(want, Savings(p)); diff != "" {
		t.Error(diff)
	}
}

// Savings is well below first come, first served; beyond allPairs orders neighbours must be nearly as good as all pairs.
func TestSavingsOnHenn(t *testing.T) {
	t.Parallel()
	p := henn(t, sample.Henn{Orders: 100, Capacity: 45, Seed: 1})
	if s, f := Savings(p).Total(), FirstCome(p).Total(); s > 0.9*f {
		t.Errorf("savings %v, first come %v", s, f)
	}
}
