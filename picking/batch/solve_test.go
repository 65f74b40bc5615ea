package batch

import (
	"context"
	"testing"
	"time"

	"pickpack/picking/sample"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestFewOrdersArePartitionedExactly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, 9)
		s, r := Solve(context.Background(), p, Limits{Iterations: 4000, Seed: rapid.Uint64().Draw(t, "seed")})
		if f := fault(p, s); f != "" {
			t.Fatal(f, s)
		}
		if best := exhaustive(p); s.Total() > best+1e-6 || s.Total() < best-1e-6 || r.Bound != s.Total() {
			t.Fatalf("total %v, least %v", s.Total(), best)
		}
	})
}

func TestSolveIsRepeatable(t *testing.T) {
	t.Parallel()
	p := henn(t, sample.Henn{Orders: 60, Capacity: 45, Seed: 9})
	l := Limits{Iterations: 30000, Seed: 4}
	a, _ := Solve(context.Background(), p, l)
	b, _ := Solve(context.Background(), p, l)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Error(diff)
	}
	if s := Savings(p).Total(); a.Total() > 0.985*s {
		t.Errorf("total %v, savings %v", a.Total(), s)
	}
}

func TestCancelledSearchKeepsTheBest(t *testing.T) {
	t.Parallel()
	p := henn(t, sample.Henn{Orders: 40, Capacity: 45, Seed: 9})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	s, _ := Solve(ctx, p, Limits{Budget: 1 << 40})
	if f := fault(p, s); f != "" {
		t.Error(f)
	}
}

// Savings that are cut short are no worse than first come, first served.
func TestSavingsCutShort(t *testing.T) {
	t.Parallel()
	p := henn(t, sample.Henn{Orders: 600, Capacity: 60, Least: 1, Most: 9, Seed: 9})
	first := FirstCome(p).Total()
	for _, asked := range []int{0, 100, 1000} {
		left := asked
		s := SavingsUntil(p, func() bool { left--; return left < 0 })
		if f := fault(p, s); f != "" || s.Total() > first {
			t.Errorf("stopped after %d questions: %v, first come %v: %s", asked, s.Total(), first, f)
		}
	}
}

// A proof that took the whole budget leaves nothing to anneal in: the search ends, with the best it has.
func TestNothingIsLeftToRoundIn(t *testing.T) {
	t.Parallel()
	p := henn(t, sample.Henn{Orders: 40, Capacity: 45, Seed: 9})
	for _, spent := range []time.Duration{time.Second, time.Second + 1, time.Hour} {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		e := effort{Limits: Limits{Budget: time.Second, Threads: 1}, ctx: ctx, begun: time.Now().Add(-spent), p: p, near: neighbours(p, allPairs, nearest)}
		e.Start = Savings(p)
		e.best = e.Start
		o := e.round(0, prove(p, []Solution{e.Start}, func() bool { return true }))
		if ctx.Err() != nil || o.s.Total() != e.best.Total() || o.iterations != 0 {
			t.Errorf("%v spent of a second: %d iterations, ended by its context: %v", spent, o.iterations, ctx.Err() != nil)
		}
		cancel()
	}
}

// Threads share nothing that they write: run with -race. A panic in one of them reaches the caller.
func TestThreads(t *testing.T) {
	t.Parallel()
	for _, n := range []int{60, 320} {
		p := henn(t, sample.Henn{Orders: n, Capacity: 45, Seed: 9})
		l := Limits{Iterations: 60_000, Seed: 4, Threads: 3, Prove: true}
		a, _ := Solve(context.Background(), p, l)
		b, _ := Solve(context.Background(), p, l)
		if f := fault(p, a); f != "" {
			t.Errorf("%d orders: %s", n, f)
		}
		if diff := cmp.Diff(a, b); diff != "" {
			t.Errorf("%d orders: %s", n, diff)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a panic was lost")
		}
	}()
	together(3, func(i int) { _ = []int{}[i] })
}
