package plan

import (
	"pickpack/picking/batch"
	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// baseline is what the taken orders walk by simpler rules, and the savings solution of each group. Beyond MaxExact
// cross-aisles the exact figures are those of the requested routing.
func (m *model) baseline(groups []group) (contract.Baseline, []batch.Solution) {
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
		savings = append(savings, batch.Savings(best))
		b.SavingsExact += savings[len(savings)-1].Total()
	}
	return b, savings
}
