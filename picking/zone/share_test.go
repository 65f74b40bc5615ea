package zone

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestShare(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		jobs []Job
		n    int
		want []int
	}{
		"nothing":                {nil, 3, []int{}},
		"nobody":                 {[]Job{{1, nil}}, 0, []int{-1}},
		"longest first is off":   {[]Job{{3, nil}, {3, nil}, {2, nil}, {2, nil}, {2, nil}}, 2, []int{1, 1, 0, 0, 0}},
		"only some can":          {[]Job{{5, []int{1}}, {1, []int{0, 1}}, {1, []int{}}, {2, []int{9}}}, 2, []int{1, 0, -1, -1}},
		"no work is work enough": {[]Job{{math.NaN(), nil}, {-1, nil}, {0, []int{1}}}, 2, []int{0, 0, 1}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Share(tc.jobs, tc.n)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func busiest(jobs []Job, taker []int, n int) float64 {
	load, most := make([]float64, n), 0.0
	for i, z := range taker {
		if z >= 0 {
			load[z] += jobs[i].Work
			most = max(most, load[z])
		}
	}
	return most
}

// leastShared is the least work of the busiest over all divisions.
func leastShared(jobs []Job, load []float64) float64 {
	if len(jobs) == 0 {
		most := 0.0
		for _, l := range load {
			most = max(most, l)
		}
		return most
	}
	best := math.Inf(1)
	for z := range load {
		if can := jobs[0].Can; can == nil || slices.Contains(can, z) {
			load[z] += jobs[0].Work
			best = min(best, leastShared(jobs[1:], load))
			load[z] -= jobs[0].Work
		}
	}
	return best
}

func TestShareOfFewIsExact(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 3).Draw(t, "n")
		jobs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Job {
			j := Job{Work: float64(rapid.IntRange(0, 30).Draw(t, "work"))}
			if rapid.Bool().Draw(t, "some") {
				j.Can = rapid.SliceOfNDistinct(rapid.IntRange(0, n-1), 1, n, func(z int) int { return z }).Draw(t, "can")
			}
			return j
		}), 1, 8).Draw(t, "jobs")
		taker := Share(jobs, n)
		for i, z := range taker {
			if jobs[i].Can != nil && !slices.Contains(jobs[i].Can, z) {
				t.Fatal("order", i, "cannot be taken by", z)
			}
		}
		got, want := busiest(jobs, taker, n), leastShared(jobs, make([]float64, n))
		if got > want*(1+shareGap)+1e-9 {
			t.Fatalf("the busiest has %v, %v is possible: %v", got, want, jobs)
		}
	})
}

// Pools whose even division is known: it is drawn first and then hidden. Who can take an order is drawn besides.
func TestShareFindsAnEvenDivision(t *testing.T) {
	t.Parallel()
	for seed := range uint64(60) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		n := 2 + rnd.IntN(8)
		each := 2 + rnd.IntN(30)
		var jobs []Job
		for z := range n {
			left := 1000.0
			for k := range each {
				w := left
				if k < each-1 {
					w = left * rnd.Float64() * 2 / float64(each-k)
				}
				left -= w
				can := []int{z}
				if other := rnd.IntN(n + 2); other < n && other != z {
					can = append(can, other)
				}
				jobs = append(jobs, Job{w, can})
			}
		}
		rnd.Shuffle(len(jobs), func(i, j int) { jobs[i], jobs[j] = jobs[j], jobs[i] })
		if b := busiest(jobs, Share(jobs, n), n) / 1000; b > 1.05 {
			t.Errorf("seed %d: %d orders, %d zones: %.3f of the mean", seed, len(jobs), n, b)
		}
	}
}

func BenchmarkShare(b *testing.B) {
	rnd := rand.New(rand.NewPCG(1, 1))
	jobs := make([]Job, 10_000)
	for i := range jobs {
		jobs[i].Work = 1 + rnd.ExpFloat64()
		if rnd.IntN(2) == 0 {
			jobs[i].Can = []int{rnd.IntN(10) * rnd.IntN(10) / 9, rnd.IntN(10)}
		}
	}
	for b.Loop() {
		b.ReportMetric(busiest(jobs, Share(jobs, 10), 10), "busiest")
	}
}
