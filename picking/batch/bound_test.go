package batch

import (
	"flag"
	"testing"
	"time"

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
