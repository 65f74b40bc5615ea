package plan

import (
	"cmp"
	"math/bits"
	"slices"

	"pickpack/picking/contract"
	"pickpack/picking/route"
)

// mostOthers is how many other walks are looked at for a reason: those that share most of their way with the order.
const mostOthers = 12

// explainer knows the walks of a plan as sets of places, to say what each would be with an order more or less.
type explainer struct {
	m      *model
	solver *route.Solver
	how    route.Method
	walks  []explained
	set    route.Set
}

type explained struct {
	set    route.Set
	load   []float64
	length float64
}

// reasons says of each order of each walk what it adds there and what it would add elsewhere. Only walks of the same
// group and zone, with room for the order, are elsewhere.
func (m *model) reasons(res *Result) []contract.Reason {
	e := explainer{m: m, solver: route.NewSolver(m.ground), how: route.Method(m.req.Routing), set: m.ground.NewSet()}
	for i, w := range m.members {
		x := explained{m.ground.NewSet(), make([]float64, len(m.room)), res.Batches[i].Distance}
		for _, p := range w.parts {
			e.join(x.set, p)
			for d, v := range p.load {
				x.load[d] += v
			}
		}
		e.walks = append(e.walks, x)
	}
	if m.passed() {
		e.loadCarts(res)
	}
	var all []contract.Reason
	for i, w := range m.members {
		for k := range w.parts {
			all = append(all, e.reason(i, k))
		}
	}
	return all
}

// loadCarts gives every walk of a cart that is passed on the load of all its orders: an order needs room on the cart in
// whatever zone it is picked.
func (e *explainer) loadCarts(res *Result) {
	loads, on := map[int][]float64{}, map[[2]int]bool{}
	for i, w := range e.m.members {
		cart := res.Batches[i].Cart
		if loads[cart] == nil {
			loads[cart] = make([]float64, len(e.m.room))
		}
		for _, x := range w.parts {
			if on[[2]int{cart, x.order}] {
				continue
			}
			on[[2]int{cart, x.order}] = true
			for d, v := range x.load {
				loads[cart][d] += v
			}
		}
		e.walks[i].load = loads[cart]
	}
}

func (e *explainer) join(s route.Set, x part) {
	for _, b := range x.bins {
		e.m.ground.Add(s, b)
	}
}

// reason is about part k of walk i.
func (e *explainer) reason(i, k int) contract.Reason {
	w := e.m.members[i]
	x := w.parts[k]
	clear(e.set)
	e.join(e.set, x)
	r := contract.Reason{Order: e.m.req.Orders[x.order].ID, Batch: i, Alone: e.solver.LengthBy(e.how, e.set), Other: -1}
	mine := slices.Clone(e.set)
	for _, j := range e.others(i, x, mine) {
		e.set.Union(e.walks[j].set, mine)
		if adds := e.solver.LengthBy(e.how, e.set) - e.walks[j].length; r.Other < 0 || adds < r.OtherAdds {
			r.Other, r.OtherAdds = j, max(0, adds)
		}
	}
	clear(e.set)
	for other, p := range w.parts {
		if other != k {
			e.join(e.set, p)
		}
	}
	r.Adds = e.walks[i].length - e.solver.LengthBy(e.how, e.set)
	return r
}

// others are the walks that have room for a part of walk i, those that go its way first.
func (e *explainer) others(i int, x part, mine route.Set) []int {
	if e.m.method == contract.Discrete {
		return nil
	}
	var fit []int
	shared := make([]int, len(e.walks))
	for j, w := range e.walks {
		if j == i || !e.m.members[j].like(e.m.members[i]) || !e.fits(w.load, x.load) {
			continue
		}
		fit = append(fit, j)
		for k, word := range mine {
			if word != 0 && w.set[k] != 0 {
				shared[j] += 1 + bits.OnesCount64(word&w.set[k])
			}
		}
	}
	slices.SortStableFunc(fit, func(a, b int) int { return cmp.Compare(shared[b], shared[a]) })
	return fit[:min(len(fit), mostOthers)]
}

// like says that parts of one walk could be in the other.
func (w membership) like(x membership) bool {
	return w.group == x.group && (w.zone == nil || *w.zone == *x.zone)
}

func (e *explainer) fits(have, more []float64) bool {
	for d, most := range e.m.room {
		if have[d]+more[d] > most+1e-9*(1+most) {
			return false
		}
	}
	return true
}
