package wave

import (
	"math"
	"slices"
)

// state is open aisles and taken orders. Every change is logged, so that a move that is not wanted costs no more to take
// back than it cost to make. Free is what the open aisles hold beyond what the taken orders demand; it is negative only
// between closing an aisle and shed.
type state struct {
	*ground
	open   []bool
	taken  []bool
	free   []int   // by item
	left   []int   // by item, what orders that are not taken want
	opened []int32 // open aisles
	at     []int32 // of an aisle in opened
	units  int
	top    int // units never taken beyond: Max, or none where what is above can be trimmed

	log     []int32 // orders, and ^aisles, that changed
	touched []int32 // items of which something may have become free
	fresh   []int32 // orders to try
	seen    []int64 // when an order or item was last looked at
	seenAt  []int64
	tick    int64
	turn    uint64 // where long lists are looked into
}

func newState(g *ground) *state {
	s := &state{ground: g, open: make([]bool, len(g.aisles)), taken: make([]bool, len(g.orders)), free: make([]int, g.p.Items),
		left: slices.Clone(g.want), at: make([]int32, len(g.aisles)), top: g.p.Max, seen: make([]int64, len(g.orders)), seenAt: make([]int64, g.p.Items)}
	if g.soft {
		s.top = math.MaxInt
	}
	return s
}

// commit forgets how the state came about; undo goes back to the last commit.
func (s *state) commit() { s.log, s.touched = s.log[:0], s.touched[:0] }

func (s *state) undo(to int) {
	for k := len(s.log) - 1; k >= to; k-- {
		switch x := s.log[k]; {
		case x < 0 && s.open[^x]:
			s.shut(int(^x))
		case x < 0:
			s.unlock(int(^x))
		case s.taken[x]:
			s.put(x)
		default:
			s.get(x)
		}
	}
	s.log, s.touched = s.log[:to], s.touched[:0]
}

func (s *state) openAisle(a int) {
	s.unlock(a)
	s.log = append(s.log, ^int32(a))
	for _, x := range s.aisles[a] {
		s.touched = append(s.touched, x.item)
	}
}

func (s *state) unlock(a int) {
	s.open[a], s.at[a] = true, int32(len(s.opened))
	s.opened = append(s.opened, int32(a))
	for _, x := range s.aisles[a] {
		s.free[x.item] += int(x.qty)
	}
}

// closeAisle leaves items short; shed comes next.
func (s *state) closeAisle(a int) {
	s.shut(a)
	s.log = append(s.log, ^int32(a))
}

func (s *state) shut(a int) {
	last := s.opened[len(s.opened)-1]
	s.opened[s.at[a]], s.at[last] = last, s.at[a]
	s.opened = s.opened[:len(s.opened)-1]
	s.open[a] = false
	for _, x := range s.aisles[a] {
		s.free[x.item] -= int(x.qty)
	}
}

// fits says whether an order can be taken as things stand.
func (s *state) fits(o int32) bool {
	if s.size[o] > s.top-s.units {
		return false
	}
	for _, x := range s.orders[o] {
		if int(x.qty) > s.free[x.item] {
			return false
		}
	}
	return true
}

func (s *state) take(o int32) {
	s.get(o)
	s.log = append(s.log, o)
}

func (s *state) get(o int32) {
	s.taken[o] = true
	s.units += s.size[o]
	for _, x := range s.orders[o] {
		s.free[x.item] -= int(x.qty)
		s.left[x.item] -= int(x.qty)
	}
}

func (s *state) drop(o int32) {
	s.put(o)
	s.log = append(s.log, o)
	for _, x := range s.orders[o] {
		s.touched = append(s.touched, x.item)
	}
}

func (s *state) put(o int32) {
	s.taken[o] = false
	s.units -= s.size[o]
	for _, x := range s.orders[o] {
		s.free[x.item] += int(x.qty)
		s.left[x.item] += int(x.qty)
	}
}

// hope is about the most units that refill could take: what is free and wanted of the items touched, and as much again
// as orders want of other items beside one.
func (s *state) hope() float64 {
	s.tick++
	sum := 0
	for _, item := range s.touched {
		if s.seenAt[item] != s.tick {
			s.seenAt[item] = s.tick
			sum += min(s.free[item], s.left[item])
		}
	}
	return float64(sum) * s.breadth
}

// most orders of an item that refill looks at.
const most = 64

// refill takes orders with an item that was touched, the largest first. Of an item that very many want, it looks at some.
func (s *state) refill() {
	s.tick++
	s.fresh = s.fresh[:0]
	for _, item := range s.touched {
		if s.free[item] == 0 || s.seenAt[item] == s.tick {
			continue
		}
		s.seenAt[item] = s.tick
		orders := s.byItem[item]
		if n := len(orders); n > most {
			s.turn = s.turn*6364136223846793005 + 1442695040888963407
			from := int(s.turn >> 32 % uint64(n))
			s.offer(orders[:max(0, from+most-n)])
			orders = orders[from:min(n, from+most)]
		}
		s.offer(orders)
	}
	s.touched = s.touched[:0]
	s.fill(s.fresh)
}

// offer lists orders that could be taken.
func (s *state) offer(orders []int32) {
	for _, o := range orders {
		if !s.taken[o] && s.seen[o] != s.tick && s.fits(o) {
			s.seen[o] = s.tick
			s.fresh = append(s.fresh, o)
		}
	}
}

// fill takes what fits of some orders, the largest first.
func (s *state) fill(orders []int32) {
	slices.SortFunc(orders, func(a, b int32) int { return int(s.place[a] - s.place[b]) })
	for _, o := range orders {
		if s.fits(o) {
			s.take(o)
		}
	}
}

// shed drops orders until the open aisles serve the rest: for each item short in a closed aisle, the smallest orders
// that hold it.
func (s *state) shed(a int) {
	for _, x := range s.aisles[a] {
		holders := s.byItem[x.item]
		for i := len(holders) - 1; i >= 0 && s.free[x.item] < 0; i-- {
			if s.taken[holders[i]] {
				s.drop(holders[i])
			}
		}
	}
}

// prune closes aisles that nobody needs.
func (s *state) prune() {
	for k := len(s.opened) - 1; k >= 0; k-- {
		if a := int(s.opened[k]); s.spare(a) {
			s.closeAisle(a)
		}
	}
}

func (s *state) spare(a int) bool {
	for _, x := range s.aisles[a] {
		if s.free[x.item] < int(x.qty) {
			return false
		}
	}
	return true
}
