package plan

import (
	"pickpack/picking/batch"
	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// baseline is what the taken orders walk by simpler rules. Beyond MaxExact cross-aisles the exact figures are those of
// the requested routing.
func (m *model) baseline(groups []group) contract.Baseline {
	exact := route.Exact
	if len(m.req.Layout.CrossY) > route.MaxExact {
		exact = route.Method(m.req.Routing)
	}
	var b contract.Baseline
	for _, g := range groups {
		thumb, best := m.problem(g, route.SShape), m.problem(g, exact)
		b.DiscreteSShape += batch.Discrete(thumb).Total()
		b.FCFSSShape += batch.FirstCome(thumb).Total()
		b.FCFSExact += batch.FirstCome(best).Total()
		b.SavingsExact += batch.Savings(best).Total()
	}
	return b
}
