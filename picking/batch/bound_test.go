package batch

import (
	"context"
	"flag"
	"math/rand/v2"
	"testing"
	"time"

	"pickpack/picking/sample"

	"pgregory.net/rapid"
)

var (
	bound = flag.Duration("bound", 0, "time for each bound of the ladder; 0 stops after the first programme")
	upTo  = flag.Int("up-to", 20, "orders up to which the ladder is bounded")
)

func TestBoundIsNotAboveTheOptimum(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, 9)
		best, left := exhaustive(p), rapid.IntRange(0, 40).Draw(t, "checks before the stop")
		cut := Bound(p, nil, func() bool { left--; return left < 0 })
		full := Bound(p, []Solution{Savings(p)}, func() bool { return false })
		if cut > best+1e-6 || full > best+1e-6 || full < 0.8*best {
			t.Fatalf("bound %v, cut short %v, optimum %v", full, cut, best)
		}
	})
}

// Up to twenty orders are settled, whatever the linear programme leaves open.
func TestFewOrdersAreSettled(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, 9)
		s, ok := whole(p, nil, Savings(p), func() bool { return false })
		if best := exhaustive(p); !ok || fault(p, s) != "" || s.Total() > best+1e-6 || s.Total() < best-1e-6 {
			t.Fatalf("%v, least %v, ended %v: %s", s.Total(), best, ok, fault(p, s))
		}
	})
	p := henn(t, sample.Henn{Orders: wholeOrders, Capacity: 75, Seed: 1})
	s, r := Solve(context.Background(), p, Limits{Iterations: 4_000_000, Seed: 1, Prove: true})
	if fault(p, s) != "" || r.Bound < s.Total()-1e-6 {
		t.Errorf("%v, bound %v: %s", s.Total(), r.Bound, fault(p, s))
	}
}

// Three pairs that share an order each are half a batch each to the linear programme; the cut says that only one is.
func TestCutOfThree(t *testing.T) {
	t.Parallel()
	m := newMaster([]float64{10, 10, 10}, 1, nil, rand.New(rand.NewPCG(1, 2)))
	for _, pair := range [][]int32{{0, 1}, {0, 2}, {1, 2}} {
		m.add(column{orders: pair, length: 12})
	}
	never := func() bool { return false }
	m.solve(never)
	cuts := m.violations()
	if len(cuts) != 1 || cuts[0] != (cut{0, 1, 2}) || m.value() > 18.1 {
		t.Fatal(cuts, m.value())
	}
	b := &bounding{master: m, pricer: &pricer{cost: &coster{p: NewProblem(nil, "", nil)}}, single: []float64{10, 10, 10}}
	b.pricer.cost.p.orders = make([]order, 3)
	if !b.tighten(never) {
		t.Fatal("no cut was added")
	}
	b.master.solve(never)
	if v := b.master.value(); v < 21.9 || v > 22.1 || len(b.master.violations()) != 0 {
		t.Error("one pair and one alone walk 22, the programme says", v)
	}
}

// TestLadderBound measures: go test ./picking/batch -run LadderBound -v -bound 10s. Gaps are of the best totals found.
func TestLadderBound(t *testing.T) {
	best := readBest(t)
	sum, worst, n := 0.0, 0.0, 0
	for _, h := range rungs() {
		if h.Orders > *upTo {
			continue
		}
		p, begun := henn(t, h), time.Now()
		b := Bound(p, []Solution{Savings(p)}, func() bool { return time.Since(begun) > *bound })
		total, known := best[h.Name()]
		if !known {
			continue
		}
		if b > total+1e-6 {
			t.Errorf("%s: bound %v above a plan of %v", h.Name(), b, total)
		}
		gap := 100 * (total/b - 1)
		t.Logf("%-24s bound %8.1f best %7.0f gap %5.2f%% %v", h.Name(), b, total, gap, time.Since(begun).Round(time.Millisecond))
		sum, worst, n = sum+gap, max(worst, gap), n+1
	}
	t.Logf("%d problems: certified gap of the best found: mean %.2f%%, worst %.2f%%", n, sum/float64(n), worst)
}
