package plan

import (
	"context"
	"time"

	"pickpack/picking/batch"
	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// baseline is what the taken orders walk by simpler rules, and the savings solution of each group. Beyond MaxExact
// cross-aisles the exact figures are those of the requested routing.
//
// The savings end with half of the budget, or with the context: they are begun from, not waited for.
func (m *model) baseline(ctx context.Context, groups []group) (contract.Baseline, []batch.Solution) {
	exact := route.Exact
	if len(m.req.Layout.CrossY) > route.MaxExact {
		exact = route.Method(m.req.Routing)
	}
	var b contract.Baseline
	var savings []batch.Solution
	for _, g := range groups {
		thumb, best := m.problem(g, route.SShape), m.problem(g, exact)
		b.DiscreteSShape += batch.Discrete(thumb).Total()
		b.FCFSSShape += batch.FirstCome(thumb).Total()
		b.FCFSExact += batch.FirstCome(best).Total()
		savings = append(savings, batch.SavingsUntil(best, m.halfTime(ctx)))
		b.SavingsExact += savings[len(savings)-1].Total()
	}
	return b, savings
}

// halfTime says that half of the budget is spent. Without a budget, or with iterations, only the context ends anything.
func (m *model) halfTime(ctx context.Context) func() bool {
	half := time.Duration(m.req.BudgetMS / 2 * float64(time.Millisecond))
	return func() bool {
		return ctx.Err() != nil || half > 0 && m.req.MaxIterations == 0 && time.Since(m.start) >= half
	}
}
