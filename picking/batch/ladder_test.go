package batch

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"testing"
	"time"

	"pickpack/picking/sample"
)

var (
	ladder  = flag.Duration("ladder", 0, "time for each problem of the ladder; 0 measures the constructions")
	record  = flag.Bool("record", false, "write better totals to testdata/henn_best.json")
	small   = flag.Bool("small", false, "orders of 2 to 10 articles, capacity 24 to 48, as Muter and Öncan (2015) have them")
	every   = flag.Int("every", 1, "take every n-th problem of the ladder")
	orders  = flag.Int("orders", 0, "one problem of that many orders of 1 to 9 articles, capacity 60, instead")
	proof   = flag.Bool("proof", true, "prove a bound and search from it")
	threads = flag.Int("threads", 1, "threads of the search")
	rounds  = flag.Int64("iterations", 0, "iterations for each problem instead of time")
	seed    = flag.Uint64("seed", 1, "seed of the search")
)

// rungs are 40 problems: 20 to 100 orders, capacity 30 to 75, uniform and ABC demand.
func rungs() []sample.Henn {
	var all []sample.Henn
	if *orders > 0 {
		return []sample.Henn{{Orders: *orders, Capacity: 60, Least: 1, Most: 9, Seed: 1}}
	}
	if *small {
		for n := 20; n <= 100; n += 20 {
			for c := 24; c <= 48; c += 12 {
				all = append(all, sample.Henn{Orders: n, Capacity: c, Least: 2, Most: 10, Seed: 1})
			}
		}
		return all
	}
	for _, abc := range []bool{false, true} {
		for n := 20; n <= 100; n += 20 {
			for c := 30; c <= 75; c += 15 {
				all = append(all, sample.Henn{Orders: n, Capacity: c, ABC: abc, Seed: 1})
			}
		}
	}
	return all
}

const bestFile = "testdata/henn_best.json"

// readBest is the best totals found so far, by problem.
func readBest(t *testing.T) map[string]float64 {
	best := map[string]float64{}
	b, err := os.ReadFile(bestFile)
	if err == nil {
		err = json.Unmarshal(b, &best)
	}
	if err != nil {
		t.Fatal(err)
	}
	return best
}

// TestLadder measures: go test ./picking/batch -run Ladder -v -ladder 1s. The best totals ever found by these programs
// on these problems are in testdata/henn_best.json; -record betters them.
func TestLadder(t *testing.T) {
	best := readBest(t)
	var first, sav, gap, worst float64
	n := 0
	for i, h := range rungs() {
		if i%*every != 0 {
			continue
		}
		p := henn(t, h)
		f, s := FirstCome(p).Total(), Savings(p)
		began := time.Now()
		got, report := Solve(context.Background(), p, Limits{Budget: *ladder, Iterations: *rounds, Seed: *seed, Threads: *threads, Prove: *proof})
		took := time.Since(began)
		if why := fault(p, got); why != "" {
			t.Fatal(h.Name(), why)
		}
		total := got.Total()
		if b, ok := best[h.Name()]; !ok || total < b-1e-6 {
			best[h.Name()] = total
		}
		b := best[h.Name()]
		t.Logf("%-24s first %7.0f savings %7.0f plan %7.0f best %7.0f gap %5.2f%% bound %7.0f %8d it %v", h.Name(), f, s.Total(), total, b, 100*(total/b-1), report.Bound, report.Iterations, took.Round(time.Millisecond))
		first, sav, gap, worst, n = first+total/f, sav+total/s.Total(), gap+total/b-1, max(worst, total/b-1), n+1
	}
	t.Logf("%d problems: plan/first come %.4f, plan/savings %.4f, above best found: mean %.3f%%, worst %.2f%%",
		n, first/float64(n), sav/float64(n), 100*gap/float64(n), 100*worst)
	if *record {
		b, err := json.MarshalIndent(best, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(bestFile, append(b, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if sav > float64(n)+1e-9 {
		t.Error("plans are worse than savings")
	}
}
