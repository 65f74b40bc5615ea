package batch

import (
	"cmp"
	"slices"
)

// cut is three orders of which at most one batch holds two or more: any two such batches would share an order. The linear
// programme, which takes batches in fractions, may break it: half of AB, half of BC and half of AC cover each of A, B
// and C once with one and a half batches. (Subset-row inequalities, Jepsen, Petersen, Spoorendonk and Pisinger 2008.)
type cut [3]int32

// holds says whether two of the three are among some orders.
func (c cut) holds(orders []int32) bool {
	n := 0
	for _, o := range orders {
		if o == c[0] || o == c[1] || o == c[2] {
			n++
		}
	}
	return n > 1
}

const (
	cutsEach = 25   // added at a time
	mostCuts = 400  // in all
	violated = 0.02 // by how much at least
)

// violations are the cuts that the programme's present solution breaks most.
func (m *master) violations() []cut {
	pair := make([]float64, m.orders*m.orders)
	holding := make([][]int, m.orders) // rows of the basis whose batch holds an order
	for r, k := range m.basis {
		if k < 0 || m.x[r] < 1e-6 {
			continue
		}
		for _, a := range m.columns[k].orders {
			holding[a] = append(holding[a], r)
			for _, b := range m.columns[k].orders {
				pair[int(a)*m.orders+int(b)] += m.x[r]
			}
		}
	}
	type breach struct {
		cut
		by float64
	}
	var all []breach
	for a := range m.orders {
		for b := a + 1; b < m.orders; b++ {
			for c := b + 1; c < m.orders; c++ {
				pairs := pair[a*m.orders+b] + pair[a*m.orders+c] + pair[b*m.orders+c]
				if pairs <= 1+violated {
					continue
				}
				x := cut{int32(a), int32(b), int32(c)}
				if by := pairs - 2*m.allOf(x, holding[a]) - 1; by > violated {
					all = append(all, breach{x, by})
				}
			}
		}
	}
	slices.SortStableFunc(all, func(x, y breach) int { return cmp.Compare(y.by, x.by) })
	var found []cut
	for _, b := range all {
		if len(found) == cutsEach {
			break
		}
		if !slices.Contains(m.cuts, b.cut) {
			found = append(found, b.cut)
		}
	}
	return found
}

// allOf is how much of batches that hold all three orders is taken.
func (m *master) allOf(c cut, rows []int) (sum float64) {
	for _, r := range rows {
		orders := m.columns[m.basis[r]].orders
		if slices.Contains(orders, c[1]) && slices.Contains(orders, c[2]) {
			sum += m.x[r]
		}
	}
	return sum
}
