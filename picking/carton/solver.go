package carton

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// solver is a problem made ready: boxes and kinds in the solver's terms.
type solver struct {
	p     *Problem
	boxes []box // the cheapest first, of two the smaller
	kinds []kind
	clock *clock
	rnd   *rand.Rand
}

// box is a kind of carton: weight is what goods in it may have.
type box struct {
	index     int // into Problem.Boxes
	inner     vec
	volume    int64
	weight    int64
	cost      float64
	available int
}

func (b *box) takes(k *kind) bool {
	return k.weight <= b.weight && slices.ContainsFunc(k.turns, func(t vec) bool { return t.within(b.inner) })
}

// newSolver leaves out boxes of which there are none.
func newSolver(p *Problem, c *clock, seed uint64) *solver {
	s := &solver{p: p, kinds: kindsOf(p.Items), clock: c, rnd: rand.New(rand.NewPCG(seed, 1))}
	for i, b := range p.Boxes {
		inner := b.Inner.vec()
		weight := int64(b.MaxWeight) - int64(b.Tare)
		if b.MaxWeight == Unlimited {
			weight = math.MaxInt64
		}
		if b.Available > 0 {
			s.boxes = append(s.boxes, box{i, inner, inner.volume(), weight, b.Cost, b.Available})
		}
	}
	slices.SortStableFunc(s.boxes, func(a, b box) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.volume, b.volume))
	})
	return s
}

// filled is one carton of a packing.
type filled struct {
	box   int // into solver.boxes
	units []need
	parts []part
}

// packing is cartons and the units that are in none of them.
type packing struct {
	cartons []filled
	left    *pool
}

// rank is what packings are compared by, lower is better: volume not packed, cartons, their cost, their volume.
type rank struct {
	left   int64
	count  int
	cost   float64
	volume int64
}

func (s *solver) rank(p *packing) rank {
	r := rank{left: p.left.volume, count: len(p.cartons)}
	for _, c := range p.cartons {
		r.cost += s.boxes[c.box].cost
		r.volume += s.boxes[c.box].volume
	}
	return r
}

func (r rank) better(than rank) bool {
	if r.left == than.left && r.count == than.count && math.Abs(r.cost-than.cost) <= 1e-9*(1+r.cost) {
		return r.volume < than.volume
	}
	return cmp.Or(cmp.Compare(r.left, than.left), cmp.Compare(r.count, than.count), cmp.Compare(r.cost, than.cost)) < 0
}

// free is how many boxes of each kind cartons leave.
func (s *solver) free(cartons []filled) []int {
	free := make([]int, len(s.boxes))
	for i, b := range s.boxes {
		free[i] = b.available
	}
	for _, c := range cartons {
		free[c.box]--
	}
	return free
}
