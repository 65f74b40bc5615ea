package batch

import (
	"context"
	"math"
	"math/rand/v2"
	"time"
)

// Limits bounds a search: Iterations if above 0, else Budget. The same seed and iterations give the same solution.
// Start is the solution to begin with, Savings if it is empty.
type Limits struct {
	Start      Solution
	Budget     time.Duration
	Iterations int64
	Seed       uint64
	Threads    int
}

// Report is what a search says of itself. Bound is a total that no solution is below, 0 if none was proven.
type Report struct {
	Iterations int64
	Bound      float64
}

// never is the length of what is not allowed.
var never = math.Inf(1)

// Solve batches the orders of a problem, each of which must fit. Few orders are partitioned exactly. Otherwise, with no
// budget and no iterations, the answer is Savings.
func Solve(ctx context.Context, p *Problem, l Limits) (Solution, Report) {
	start := time.Now()
	if p.Len() <= fewOrders {
		s := few(p)
		return s, Report{Bound: s.Total()}
	}
	if len(l.Start.Batches) == 0 {
		l.Start = Savings(p)
	}
	if l.Budget <= 0 && l.Iterations <= 0 {
		return l.Start, Report{}
	}
	rnd := rand.New(rand.NewPCG(l.Seed, 0x6261746368))
	a := &annealing{s: newState(p, newMemo(p, rnd), l.Start), rnd: rnd, near: neighbours(p, allPairs, nearest), logs: newLogs()}
	a.less = a.s.total
	a.s.save(&a.best)
	typical := a.s.total / float64(len(l.Start.Batches))
	iterations := a.run(hot*typical, cold*typical, func(i int64) float64 {
		if l.Iterations > 0 {
			return float64(i) / float64(l.Iterations)
		}
		if ctx.Err() != nil {
			return 1
		}
		return float64(time.Since(start)) / float64(l.Budget)
	})
	a.best.tidy()
	return a.best, Report{Iterations: iterations}
}

// Temperatures by the length of a typical walk.
const hot, cold = 0.05, 0.002
