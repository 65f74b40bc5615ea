package batch

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"
	"time"
)

// Limits bounds a search: Iterations if above 0, else Budget. The same seed, threads and iterations give the same
// solution. Start is the solution to begin with, Savings if it is empty.
type Limits struct {
	Start      Solution
	Budget     time.Duration
	Iterations int64
	Seed       uint64
	Threads    int  // 0 is 1
	Prove      bool // spend a fifth of the effort on a lower bound
}

// Report is what a search says of itself. Bound is a total that no solution is below, 0 if none was proven.
type Report struct {
	Iterations int64
	Bound      float64
}

// never is the length of what is not allowed.
var never = math.Inf(1)

// Solve batches the orders of a problem, each of which must fit. Few orders are partitioned exactly. Otherwise, with no
// budget and no iterations, the answer is Savings. Threads search independently, each its share of the iterations, and
// the best solution wins.
func Solve(ctx context.Context, p *Problem, l Limits) (Solution, Report) {
	begun := time.Now()
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
	l.Threads = max(1, l.Threads)
	prove := l.Prove && p.Len() <= provable
	now := l.clock(ctx, begun, prove)
	near := neighbours(p, allPairs, nearest)
	found, counts := make([]Solution, l.Threads), make([]int64, l.Threads)
	var wg sync.WaitGroup
	for i := range l.Threads {
		wg.Go(func() { found[i], counts[i] = l.search(p, near, i, now) })
	}
	wg.Wait()
	best, r := found[0], Report{}
	for i, s := range found {
		r.Iterations += counts[i]
		if s.Total() < best.Total()-1e-9 {
			best = s
		}
	}
	if prove {
		r.Bound = Bound(p, found, l.proofEnds(ctx, begun))
	}
	return best, r
}

const (
	provable  = 300  // orders up to which a bound is tried
	proofPart = 0.2  // of the budget
	nodesEach = 2000 // iterations that a check of the proof is worth, which stands for some hundred nodes
)

// proofEnds says when a proof has to end: with the budget, or after as many checks as iterations allow.
func (l Limits) proofEnds(ctx context.Context, begun time.Time) func() bool {
	if l.Iterations > 0 {
		left := 10 + l.Iterations/nodesEach
		return func() bool { left--; return left < 0 || ctx.Err() != nil }
	}
	return func() bool { return ctx.Err() != nil || time.Since(begun) >= l.Budget }
}

// search is what one thread does.
func (l Limits) search(p *Problem, near [][]int, thread int, now clock) (Solution, int64) {
	rnd := rand.New(rand.NewPCG(l.Seed, 0x6261746368+uint64(thread)))
	a := &annealing{s: newState(p, newMemo(p, rnd), l.Start), rnd: rnd, near: near, logs: newLogs()}
	a.less = a.s.total
	a.s.save(&a.best)
	typical := a.s.total / float64(len(l.Start.Batches))
	hot, cold := l.heat(p.Len())
	iterations := a.run(hot*typical, cold*typical, now)
	a.best.tidy()
	return a.best, iterations
}

// clock counts iterations of a thread, or time.
func (l Limits) clock(ctx context.Context, begun time.Time, prove bool) clock {
	if l.Iterations > 0 {
		each := float64(max(1, l.Iterations/int64(l.Threads)))
		return func(i int64) float64 { return float64(i) / each }
	}
	budget := float64(l.Budget)
	if prove {
		budget *= 1 - proofPart
	}
	return func(int64) float64 {
		if ctx.Err() != nil {
			return 1
		}
		return float64(time.Since(begun)) / budget
	}
}

// heat is the first and last temperature, as a share of a typical walk. A search of few moves for each order must not
// undo the savings it starts from, since it has no time to find back.
func (l Limits) heat(orders int) (hot, cold float64) {
	moves := float64(l.Iterations) / float64(l.Threads)
	if l.Iterations <= 0 {
		moves = l.Budget.Seconds() * 4e6
	}
	each := moves / float64(orders)
	hot = min(0.05, max(0.003, 0.01*math.Pow(each/4000, 0.64)))
	return hot, min(0.002, hot/10)
}
