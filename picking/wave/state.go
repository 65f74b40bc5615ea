package wave

import "slices"

// state is open aisles and taken orders. Free is what the open aisles hold beyond what the taken orders demand; it may
// be negative only between closing an aisle and shed.
type state struct {
	p        *Pool
	open     []bool
	taken    []bool
	free     []int // by item
	aisles   int
	units    int
	size     []int     // units of each order
	byItem   [][]int32 // possible orders with an item, the largest first
	aislesOf [][]int32 // aisles with an item
	rank     []int32   // orders, the largest first
}

func newState(p *Pool) *state {
	s := &state{p: p, open: make([]bool, len(p.Aisles)), taken: make([]bool, len(p.Orders)), free: make([]int, p.Items),
		size: make([]int, len(p.Orders)), byItem: make([][]int32, p.Items), aislesOf: make([][]int32, p.Items)}
	all := make([]int, p.Items)
	for i, a := range p.Aisles {
		for _, x := range a {
			all[x.Item] += x.Qty
			s.aislesOf[x.Item] = append(s.aislesOf[x.Item], int32(i))
		}
	}
	for i, o := range p.Orders {
		possible := len(o) > 0
		for _, x := range o {
			s.size[i] += x.Qty
			possible = possible && x.Qty <= all[x.Item]
		}
		if possible && s.size[i] <= p.Max {
			s.rank = append(s.rank, int32(i))
		}
	}
	slices.SortStableFunc(s.rank, func(a, b int32) int { return s.size[b] - s.size[a] })
	for _, i := range s.rank {
		for _, x := range p.Orders[i] {
			s.byItem[x.Item] = append(s.byItem[x.Item], i)
		}
	}
	return s
}

// copyFrom makes s equal to o; what never changes is shared.
func (s *state) copyFrom(o *state) {
	copy(s.open, o.open)
	copy(s.taken, o.taken)
	copy(s.free, o.free)
	s.aisles, s.units = o.aisles, o.units
}

func (s *state) clone() *state {
	c := *s
	c.open, c.taken, c.free = slices.Clone(s.open), slices.Clone(s.taken), slices.Clone(s.free)
	return &c
}

func (s *state) ratio() float64 {
	if s.aisles == 0 {
		return 0
	}
	return float64(s.units) / float64(s.aisles)
}

func (s *state) openAisle(a int) {
	s.open[a] = true
	s.aisles++
	for _, x := range s.p.Aisles[a] {
		s.free[x.Item] += x.Qty
	}
}

func (s *state) closeAisle(a int) {
	s.open[a] = false
	s.aisles--
	for _, x := range s.p.Aisles[a] {
		s.free[x.Item] -= x.Qty
	}
}

// fits says whether an order can be taken as things stand.
func (s *state) fits(o int32) bool {
	if s.units+s.size[o] > s.p.Max {
		return false
	}
	for _, x := range s.p.Orders[o] {
		if x.Qty > s.free[x.Item] {
			return false
		}
	}
	return true
}

func (s *state) take(o int32) {
	s.taken[o] = true
	s.units += s.size[o]
	for _, x := range s.p.Orders[o] {
		s.free[x.Item] -= x.Qty
	}
}

func (s *state) drop(o int32) {
	s.taken[o] = false
	s.units -= s.size[o]
	for _, x := range s.p.Orders[o] {
		s.free[x.Item] += x.Qty
	}
}

// fill takes what fits, in the order of rank.
func (s *state) fill(rank []int32) {
	for _, o := range rank {
		if s.units == s.p.Max {
			return
		}
		if !s.taken[o] && s.fits(o) {
			s.take(o)
		}
	}
}

// shed drops orders until the open aisles serve the rest: for each item short, the smallest orders that hold it.
func (s *state) shed(a int) {
	for _, x := range s.p.Aisles[a] {
		holders := s.byItem[x.Item]
		for i := len(holders) - 1; i >= 0 && s.free[x.Item] < 0; i-- {
			if s.taken[holders[i]] {
				s.drop(holders[i])
			}
		}
	}
}

// prune closes aisles that nobody needs.
func (s *state) prune() {
	for a, open := range s.open {
		if open && s.spare(a) {
			s.closeAisle(a)
		}
	}
}

func (s *state) spare(a int) bool {
	for _, x := range s.p.Aisles[a] {
		if s.free[x.Item] < x.Qty {
			return false
		}
	}
	return true
}
