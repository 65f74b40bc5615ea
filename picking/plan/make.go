package plan

import (
	"context"
	"math"
	"time"

	"pickpack/picking/batch"
	"pickpack/picking/check"
	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// Request and Result are the contract's; a caller fills and reads them directly.
type (
	Request = contract.PlanRequest
	Result  = contract.PlanResult
)

// Progress is how far a plan is: the share of the budget that is spent, what all walks add up to by now, a total that no
// plan is below (0 if none is proven yet), and what the same orders walk one at a time and first come, first served, both
// in S-shape.
type Progress struct {
	Share, Distance, Bound, Discrete, FirstCome float64
}

// Make plans: it takes the orders that can go, groups them by priority and zone, batches each group and routes each
// batch, within the request's budget or iterations. A cancelled context ends the search early; the best plan so far is
// returned, not an error. Every plan is proven by package check before it is returned. Not all orders need be planned:
// see Result.Unplanned.
func Make(ctx context.Context, r Request) (Result, error) { return MakeWatched(ctx, r, nil) }

// MakeWatched is Make with somebody told of its progress a few times a second, never by two goroutines at once.
func MakeWatched(ctx context.Context, r Request, watch func(Progress)) (Result, error) {
	start := time.Now()
	if err := Validate(&r); err != nil {
		return Result{}, err
	}
	m, err := newModel(&r)
	if err != nil {
		return Result{}, err
	}
	m.start, m.watch = start, watch
	s := m.choose()
	res := Result{Batches: []contract.Walk{}, Unplanned: s.left}
	if res.Unplanned == nil {
		res.Unplanned = []contract.Unplanned{}
	}
	groups := m.groups(s, false)
	var savings []batch.Solution
	res.Baseline, savings = m.baseline(ctx, groups)
	if m.method == contract.Zone {
		groups, savings = m.zoned(s, groups), nil
	}
	if route.Method(m.req.Routing) != route.Exact && m.req.Routing != "" {
		savings = nil
	}
	m.walks(ctx, groups, savings, &res)
	if m.method == contract.Zone {
		res.Consolidation = m.consolidation(&res)
	}
	if r.Explain {
		res.Reasons = m.reasons(&res)
	}
	if r.MaxIterations == 0 {
		res.ElapsedMS = float64(time.Since(start).Microseconds()) / 1000
	}
	return res, check.Plan(&r, &res)
}

// walks batches and routes every group; savings holds a first solution of each, if it is at hand.
func (m *model) walks(ctx context.Context, groups []group, savings []batch.Solution, res *Result) {
	problems, todo := make([]*batch.Problem, len(groups)), 0.0
	left := 0
	for i, g := range groups {
		problems[i] = m.problem(g, route.Method(m.req.Routing))
		left += len(g.parts)
		if i >= len(savings) {
			savings = append(savings, m.begin(ctx, problems[i]))
		}
		todo += savings[i].Total()
	}
	bound := 0.0
	for i, g := range groups {
		todo -= savings[i].Total()
		l := m.limits(float64(len(g.parts))/float64(left), res.Iterations)
		l.Start, l.Watch = savings[i], m.telling(res, todo)
		left -= len(g.parts)
		s, report := m.solve(ctx, problems[i], l)
		m.describe(i, g, s, res)
		res.Iterations += report.Iterations
		if bound += report.Bound; report.Bound == 0 && s.Total() > 0 {
			bound = math.NaN() // of one group unproven, of the plan unproven
		}
	}
	if bound = min(bound, res.Distance); !math.IsNaN(bound) { // sums of the same lengths may differ in the last digit
		res.LowerBound = &bound
	}
}

// begin is the solution that a group's search begins with.
func (m *model) begin(ctx context.Context, p *batch.Problem) batch.Solution {
	if m.method == contract.Discrete {
		return batch.Discrete(p)
	}
	return batch.SavingsUntil(p, m.halfTime(ctx))
}

// telling passes the progress of one group on as that of the plan; todo is what the groups not yet begun walk.
func (m *model) telling(res *Result, todo float64) func(batch.Progress) {
	if m.watch == nil {
		return nil
	}
	single := len(res.Batches) == 0 && todo == 0
	return func(p batch.Progress) {
		share := 0.0
		if m.req.BudgetMS > 0 {
			share = min(1, float64(time.Since(m.start).Milliseconds())/m.req.BudgetMS)
		}
		if !single {
			p.Bound = 0
		}
		m.watch(Progress{share, res.Distance + p.Total + todo, p.Bound, res.Baseline.DiscreteSShape, res.Baseline.FCFSSShape})
	}
}

// limits gives a group its share of what is left: of the budget, or of the iterations of which some are spent.
func (m *model) limits(share float64, spent int64) batch.Limits {
	l := batch.Limits{Seed: m.req.Seed, Threads: m.req.Threads, Prove: true}
	if n := m.req.MaxIterations; n > 0 {
		l.Iterations = max(1, int64(share*float64(n-spent)))
		return l
	}
	rest := m.req.BudgetMS*float64(time.Millisecond) - float64(time.Since(m.start))
	l.Budget = time.Duration(max(0, rest*share))
	return l
}

func (m *model) solve(ctx context.Context, p *batch.Problem, l batch.Limits) (batch.Solution, batch.Report) {
	if m.method == contract.Discrete { // there is no choice
		s := batch.Discrete(p)
		return s, batch.Report{Bound: s.Total()}
	}
	return batch.Solve(ctx, p, l)
}

// describe turns the solution of a group into walks of the result.
func (m *model) describe(at int, g group, s batch.Solution, res *Result) {
	solver := route.NewSolver(m.ground)
	for _, members := range s.Batches {
		w := membership{group: at, zone: g.zone}
		for _, k := range members {
			w.parts = append(w.parts, g.parts[k])
		}
		if g.passes == nil {
			m.walk(solver, w, 0, res)
			continue
		}
		m.carts++
		for _, leg := range m.legs(w) {
			m.walk(solver, leg, m.carts, res)
		}
	}
}

// walk adds one walk to the result.
func (m *model) walk(solver *route.Solver, of membership, cart int, res *Result) {
	w := contract.Walk{Zone: of.zone, Cart: cart}
	var bins []int
	for _, x := range of.parts {
		w.Orders = append(w.Orders, m.req.Orders[x.order].ID)
		bins = append(bins, x.bins...)
	}
	length, order := solver.Sequence(route.Method(m.req.Routing), bins)
	w.Distance = length
	for _, b := range order {
		w.Sequence = append(w.Sequence, m.locationOf(b).ID)
	}
	res.Distance += length
	res.Batches = append(res.Batches, w)
	m.members = append(m.members, of)
}
