package batch

import (
	"context"
	"math"
	"math/rand/v2"
	"sync"
	"time"

	"pickpack/picking/route"
)

// Limits bounds a search: Iterations if above 0, else Budget. The same seed, threads and iterations give the same
// solution. Start is the solution to begin with, Savings if it is empty.
type Limits struct {
	Start      Solution
	Budget     time.Duration
	Iterations int64
	Seed       uint64
	Threads    int            // 0 is 1
	Prove      bool           // spend part of the budget on a lower bound, and search on from it
	Watch      func(Progress) // told how it goes, a few times a second, never by two goroutines at once; may be nil
}

// Progress is how far a search is: the best total so far, and the bound proven so far, 0 if none.
type Progress struct{ Total, Bound float64 }

// Report is what a search says of itself. Bound is a total that no solution is below, 0 if none was proven.
type Report struct {
	Iterations int64
	Bound      float64
}

// never is the length of what is not allowed.
var never = math.Inf(1)

// Solve batches the orders of a problem, each of which must fit. Few orders are partitioned exactly. Otherwise, with no
// budget and no iterations, or more walks than memory is for, the answer is Savings.
//
// A search anneals from the savings, then proves a bound, and anneals again, with less heat, from solutions rounded out
// of the linear programme of the proof. Threads do so independently, each its share of the iterations, and the best
// solution wins; of more orders than are worth a proof, they share one annealing (divide.go). It ends early when the best
// solution meets the bound.
func Solve(ctx context.Context, p *Problem, l Limits) (Solution, Report) {
	e := effort{Limits: l, ctx: ctx, begun: time.Now(), p: p}
	slow := len(p.Ground.Layout().CrossY) >= slowCross
	if p.Len() <= fewOrders && !slow {
		s := few(p)
		return s, Report{Bound: s.Total()}
	}
	if len(l.Start.Batches) == 0 {
		e.Start = Savings(p)
	}
	if l.Budget <= 0 && l.Iterations <= 0 || len(e.Start.Batches)*p.Ground.Words() > roomy {
		return e.Start, Report{}
	}
	e.Threads = max(1, l.Threads)
	e.near = neighbours(p, allPairs, nearest)
	if p.Len() > provable && e.Threads > 1 {
		e.divide()
		return e.best, e.report
	}
	if !l.Prove || p.Len() > provable || slow {
		e.parallel(func(i int) outcome { return e.anneal(i, e.Start, e.hot(), 0, 1) })
		return e.best, e.report
	}
	first, proofPart := e.parts()
	e.parallel(func(i int) outcome { return e.anneal(i, e.Start, e.hot(), 0, first) })
	stop := e.proofEnds(proofPart)
	proof := prove(p, e.known, stop)
	if s := proof.finish(e.known, stop); p.Method == route.Exact && s.Total() < e.best.Total()-1e-9 {
		e.best = s
	}
	e.report.Bound = proof.bound
	if e.best.Total() > proof.bound*(1+1e-9) {
		e.parallel(func(i int) outcome { return e.round(i, proof) })
	}
	return e.best, e.report
}

// parts are how much of the effort is spent before the proof, and where in the budget it has to end. What it may settle
// exactly needs little search before and none after.
func (e *effort) parts() (first, proof float64) {
	if e.p.Len() <= wholeOrders {
		return 0.2, 0.9
	}
	return 0.4, 0.65
}

// slowCross is how many cross-aisles make a tour so slow, a millisecond and more, that thousands of them are not for the
// asking: no exact partition, no proof.
const slowCross = 6

// roomy is how many walks by words of the ground a search keeps in mind, in 200 MB. What is beyond it was not joined in
// time: it is far from any plan worth searching.
const roomy = 1 << 23

// Of a search with a proof.
const (
	provable  = 300  // orders up to which a proof is tried
	almostAll = 0.99 // of the budget has been spent where another annealing is not worth beginning
	nodesEach = 2000 // iterations that a check of the proof is worth, which stands for some hundred nodes
)

// reheat is the heat of each annealing after the proof.
var reheat = []float64{0.005, 0.01, 0.02}

// effort is a search under way.
type effort struct {
	Limits
	ctx    context.Context
	begun  time.Time
	p      *Problem
	near   [][]int
	known  []Solution // of the threads
	best   Solution
	report Report
	told   time.Time // when the watcher was told last
	least  float64   // what it was told then
}

// tellEach is the least time between two words to a watcher.
const tellEach = 100 * time.Millisecond

// tell says to the watcher how it goes; total is the least of the search under way.
func (e *effort) tell(total float64) {
	if e.Watch == nil || time.Since(e.told) < tellEach {
		return
	}
	if e.told.IsZero() {
		e.least = total
	}
	if len(e.best.Batches) > 0 {
		total = min(total, e.best.Total())
	}
	e.told, e.least = time.Now(), min(e.least, total) // an annealing begins anew above what another of its thread has found
	e.Watch(Progress{e.least, e.report.Bound})
}

// outcome is what one thread found in how many iterations.
type outcome struct {
	s          Solution
	iterations int64
}

// parallel runs a thread's work on all threads and takes the best outcome. It does not matter which thread is first.
func (e *effort) parallel(work func(thread int) outcome) {
	found := make([]outcome, e.Threads)
	together(e.Threads, func(i int) { found[i] = work(i) })
	for _, f := range found {
		e.known = append(e.known, f.s)
		e.report.Iterations += f.iterations
		if len(e.best.Batches) == 0 || f.s.Total() < e.best.Total()-1e-9 {
			e.best = f.s
		}
	}
}

// together does n pieces of work at once. A panic in one of them is a panic here, where a caller can recover it.
func together(n int, work func(i int)) {
	failed := make(chan any, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					failed <- p
				}
			}()
			work(i)
		})
	}
	wg.Wait()
	select {
	case p := <-failed:
		panic(p)
	default:
	}
}

// anneal searches from a solution between two points of the effort, 0 and 1 being its ends.
func (e *effort) anneal(thread int, from Solution, hot, start, end float64) outcome {
	a := e.begin(from, rand.New(rand.NewPCG(e.Seed, math.Float64bits(start)+uint64(thread))))
	typical := e.Start.Total() / float64(len(e.Start.Batches))
	iterations := a.run(hot*typical, e.cold()*typical, e.watched(thread, func() float64 { return a.less }, e.clock(start, end)))
	a.best.tidy()
	return outcome{a.best, iterations}
}

// begin is an annealing of a solution, which may hold some of the orders only.
func (e *effort) begin(from Solution, rnd *rand.Rand) *annealing {
	a := &annealing{s: newState(e.p, newMemo(e.p, rnd), from), rnd: rnd, near: e.near, logs: newLogs(), blind: 63}
	if len(e.p.Ground.Layout().CrossY) >= slowCross-1 {
		a.blind = 0
	}
	for _, b := range from.Batches {
		for _, o := range b {
			a.mine = append(a.mine, int32(o))
		}
	}
	a.less = a.s.total
	a.s.save(&a.best)
	return a
}

// watched is a thread's clock; the first thread's tells the watcher how it goes.
func (e *effort) watched(thread int, total func() float64, now clock) clock {
	if thread != 0 || e.Watch == nil {
		return now
	}
	return func(i int64) float64 {
		e.tell(total())
		return now(i)
	}
}

// round anneals from rounded solutions until the effort is spent, and keeps the best. Where the proof has taken the whole
// budget, or all but nothing of it, there is no time to anneal in.
func (e *effort) round(thread int, proof *bounding) outcome {
	rnd := rand.New(rand.NewPCG(e.Seed, 1<<32+uint64(thread)))
	at, _ := e.parts()
	if e.Iterations <= 0 {
		at = float64(time.Since(e.begun)) / float64(e.Budget)
	}
	best := outcome{s: e.best}
	if at > almostAll {
		return best
	}
	step := (1 - at) / float64(len(reheat))
	for k, heat := range reheat {
		from := best.s
		if k < len(reheat)-1 {
			from = proof.rounded(rnd)
		}
		o := e.anneal(thread, from, heat, at+step*float64(k), at+step*float64(k+1))
		best.iterations += o.iterations
		if o.s.Total() < best.s.Total()-1e-9 {
			best.s = o.s
		}
		if best.s.Total() <= proof.bound*(1+1e-9) {
			break
		}
	}
	return best
}

// proofEnds says when a proof has to end: with its part of the budget, or after as many checks as iterations allow.
func (e *effort) proofEnds(part float64) func() bool {
	if e.Iterations > 0 {
		left := 10 + e.Iterations/nodesEach
		return func() bool { left--; return left < 0 || e.ctx.Err() != nil }
	}
	return func() bool {
		e.tell(e.best.Total())
		return e.ctx.Err() != nil || float64(time.Since(e.begun)) >= part*float64(e.Budget)
	}
}

// clock counts the iterations of a thread, or time, from one point of the effort to another.
func (e *effort) clock(start, end float64) clock {
	if e.Iterations > 0 {
		each := max(1, float64(e.Iterations)*(end-start)/float64(e.Threads))
		return func(i int64) float64 { return float64(i) / each }
	}
	return func(int64) float64 {
		if e.ctx.Err() != nil {
			return 1
		}
		return (float64(time.Since(e.begun))/float64(e.Budget) - start) / (end - start)
	}
}

// hot is the first temperature as a share of a typical walk, cold the last. A search of few moves for each order must
// not undo the savings it starts from, since it has no time to find back.
func (e *effort) hot() float64 {
	moves := float64(e.Iterations) / float64(e.Threads)
	if e.Iterations <= 0 {
		moves = e.Budget.Seconds() * 4e6
	}
	return min(0.045, max(0.003, 0.03*math.Pow(moves/float64(e.p.Len())/8000, 0.4)))
}

func (e *effort) cold() float64 { return min(0.004, e.hot()/5) }
