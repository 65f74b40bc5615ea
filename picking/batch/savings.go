package batch

import (
	"cmp"
	"slices"
)

// Savings starts with every order on its own walk and always joins the two batches whose common walk saves most,
// computing the savings of what was joined anew (Clarke and Wright 1964; de Koster, van der Poort and Wolters 1999,
// C&W(ii)). Up to allPairs orders every pair is looked at, beyond it only pairs of neighbours.
func Savings(p *Problem) Solution { return SavingsUntil(p, func() bool { return false }) }

// SavingsUntil is Savings, or as much of it as is done when stop says so: the walks that are left then are joined as they
// lie.
func SavingsUntil(p *Problem, stop func() bool) Solution {
	v := newMerger(p)
	v.stop = stop
	for i, near := range neighbours(p, allPairs, partners) {
		for _, j := range near {
			if i < j {
				v.offer(i, j)
			}
		}
	}
	v.offers.init()
	for len(v.offers) > 0 {
		if o := v.offers.pop(); v.alive(o) {
			v.join(o)
		}
	}
	if v.late {
		v.hurry()
	}
	s := Solution{}
	for i, b := range v.batches {
		if b != nil {
			s.add(b, v.lengths[i])
		}
	}
	s.tidy()
	return s
}

const (
	allPairs = 400 // orders up to which every pair is a neighbour
	nearest  = 96  // neighbours of an order beyond that
	partners = 24  // of them that savings are computed for
)

// merger is the state of Savings: batches by number, joined ones under a new number.
type merger struct {
	p       *Problem
	cost    *coster
	batches [][]int
	loads   [][]float64
	lengths []float64
	near    [][]int // partners offered to each batch, each once
	offers  offers
	ready   bool // offers is a heap
	stop    func() bool
	late    bool // stop said so
	asked   int
}

func newMerger(p *Problem) *merger {
	v := &merger{p: p, cost: newCoster(p)}
	for i, o := range p.orders {
		v.add([]int{i}, o.load, v.cost.length(i))
	}
	return v
}

func (v *merger) add(orders []int, load []float64, length float64) int {
	v.batches, v.loads = append(v.batches, orders), append(v.loads, load)
	v.lengths, v.near = append(v.lengths, length), append(v.near, nil)
	return len(v.batches) - 1
}

// offer records what joining batches i and j would save, if they fit together and it saves anything.
func (v *merger) offer(i, j int) {
	if v.asked++; v.asked&15 == 0 {
		v.late = v.late || v.stop()
	}
	if v.late || !v.p.fitsBoth(v.loads[i], v.loads[j]) {
		return
	}
	saving := v.lengths[i] + v.lengths[j] - v.cost.lengthOf(v.batches[i], v.batches[j])
	if saving < 0 {
		return
	}
	v.near[i], v.near[j] = append(v.near[i], j), append(v.near[j], i)
	o := offer{saving, i, j}
	if v.ready {
		v.offers.push(o)
	} else {
		v.offers = append(v.offers, o)
	}
}

func (v *merger) alive(o offer) bool { return v.batches[o.i] != nil && v.batches[o.j] != nil }

// join puts two batches together and offers the new one to the neighbours of both.
func (v *merger) join(o offer) {
	v.ready = true
	load := slices.Clone(v.loads[o.i])
	for d, x := range v.loads[o.j] {
		load[d] += x
	}
	n := v.add(slices.Concat(v.batches[o.i], v.batches[o.j]), load, v.lengths[o.i]+v.lengths[o.j]-o.saving)
	v.batches[o.i], v.batches[o.j] = nil, nil
	var partners []int
	for _, old := range []int{o.i, o.j} {
		for _, k := range v.near[old] {
			if v.batches[k] != nil {
				partners = append(partners, k)
			}
		}
		v.near[old] = nil
	}
	slices.Sort(partners)
	for _, k := range slices.Compact(partners) {
		v.offer(n, k)
	}
}

// hurry joins each walk to the one before, in the order of where they lead.
func (v *merger) hurry() {
	var left []int
	middle := make([]float64, len(v.batches))
	for i, b := range v.batches {
		if b != nil {
			left, middle[i] = append(left, i), v.p.middle(b)
		}
	}
	slices.SortStableFunc(left, func(a, b int) int { return cmp.Compare(middle[a], middle[b]) })
	last := -1
	for _, i := range left {
		if last < 0 || !v.p.fitsBoth(v.loads[last], v.loads[i]) {
			last = i
			continue
		}
		both := v.cost.lengthOf(v.batches[last], v.batches[i])
		v.join(offer{v.lengths[last] + v.lengths[i] - both, last, i})
		last = len(v.batches) - 1
	}
}

// offer is a possible joining.
type offer struct {
	saving float64
	i, j   int
}

// before orders offers: the greatest saving first, ties by number.
func (o offer) before(x offer) bool {
	if o.saving != x.saving {
		return o.saving > x.saving
	}
	if o.i != x.i {
		return o.i < x.i
	}
	return o.j < x.j
}
