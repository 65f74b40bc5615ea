package route

import (
	"math"
	"math/bits"
)

// Tour is Length with the walk: the places of set in walking order, appended to order. It works on the states of the
// table whatever the number of cross-aisles, remembers how each was reached, draws the walk as a graph of which every
// crossing has an even degree, and walks that graph.
func (s *Solver) Tour(set Set, order []int) (float64, []int) {
	if set.Empty() {
		return 0, order
	}
	if s.g.table == nil {
		return math.Inf(1), order
	}
	length, end := s.remember(set)
	s.draw(set, end)
	return length, s.euler.walk(s.g, set, order)
}

// step is a way of getting from one state to the next.
type step int8

const (
	stay step = iota
	through
	twice
	fromLow
	fromHigh
	fromBoth
	touching
	hopping
)

// stage is one stage of the programme: for each state after it, the state before it and the step between.
type stage struct {
	column, seg int // seg: index in the column's segments, -1 for a block without picks
	block       int
	kind        step // touching and hopping stages; others are decided state by state
	from        []int32
	by          []step
}

// open adds a stage, with the slices of an earlier tour if there are some.
func (s *Solver) open(column, seg, block int, kind step) *stage {
	n := len(s.trail)
	if n < cap(s.trail) {
		s.trail = s.trail[:n+1]
	} else {
		s.trail = append(s.trail, stage{})
	}
	st := &s.trail[n]
	if st.from == nil {
		st.from, st.by = make([]int32, len(s.cur)), make([]step, len(s.cur))
	}
	st.column, st.seg, st.block, st.kind = column, seg, block, kind
	fill(s.next)
	return st
}

func (s *Solver) reach(st *stage, from int, to int32, v float64, by step) {
	if v < s.next[to] {
		s.next[to], st.from[to], st.by[to] = v, int32(from), by
	}
}

func (s *Solver) swap() { s.cur, s.next = s.next, s.cur }

// remember runs the programme and leaves its trail; end is the best closed state.
func (s *Solver) remember(set Set) (best float64, end int32) {
	s.trail = s.trail[:0]
	fill(s.cur)
	s.cur[0] = 0
	last := -1
	for i := range s.g.cols {
		c := &s.g.cols[i]
		if !c.used(set) {
			continue
		}
		if last >= 0 {
			s.rememberHop(i, c.x-s.g.cols[last].x)
		}
		s.rememberColumn(i, set)
		last = i
	}
	best = math.Inf(1)
	for i, final := range s.g.table.final {
		if final && s.cur[i] < best {
			best, end = s.cur[i], int32(i)
		}
	}
	return best, end
}

func (s *Solver) rememberHop(column int, d float64) {
	st := s.open(column, -1, -1, hopping)
	for i, hops := range s.g.table.across {
		if math.IsInf(s.cur[i], 1) {
			continue
		}
		for _, h := range hops {
			s.reach(st, i, h.to, s.cur[i]+h.edges*d, hopping)
		}
	}
	s.swap()
}

func (s *Solver) rememberColumn(column int, set Set) {
	c, seg := &s.g.cols[column], 0
	for b := range s.g.table.cross - 1 {
		at := -1
		if seg < len(c.segs) && c.segs[seg].block == b {
			at = seg
			seg++
		}
		s.rememberBlock(column, at, b, set)
	}
	for nodes := s.g.nodesOf(c, set); nodes != 0; nodes &= nodes - 1 {
		v := bits.TrailingZeros64(nodes)
		st := s.open(column, -1, v, touching)
		for i, x := range s.cur {
			s.reach(st, i, s.g.table.touch[v][i], x, touching)
		}
		s.swap()
	}
}

func (s *Solver) rememberBlock(column, seg, b int, set Set) {
	var n need
	picks := false
	if seg >= 0 {
		n, picks = s.g.needs(&s.g.cols[column].segs[seg], set)
	}
	if !picks {
		seg, n.through = -1, s.g.lay.CrossY[b+1]-s.g.lay.CrossY[b]
	}
	st, t := s.open(column, seg, b, stay), s.g.table
	for i, v := range s.cur {
		if math.IsInf(v, 1) {
			continue
		}
		s.reach(st, i, t.join[b][i], v+n.through, through)
		if !picks {
			s.reach(st, i, int32(i), v, stay)
		} else {
			s.reach(st, i, t.touch[b][i], v+n.low, fromLow)
			s.reach(st, i, t.touch[b+1][i], v+n.high, fromHigh)
			s.reach(st, i, t.touch[b+1][t.touch[b][i]], v+n.gap, fromBoth)
		}
		s.reach(st, i, t.twice[b][i], v+2*n.through, twice)
	}
	s.swap()
}

// draw follows the trail back from the best closed state and puts its edges into the graph.
func (s *Solver) draw(set Set, end int32) {
	e := &s.euler
	e.reset(len(s.g.cols) * s.g.table.cross)
	at := end
	for i := len(s.trail) - 1; i >= 0; i-- {
		st := &s.trail[i]
		from := st.from[at]
		if st.kind == hopping {
			s.drawHop(i, s.g.table.keys[at])
		} else {
			s.drawBlock(st, st.by[at], set)
		}
		at = from
	}
}

// drawHop draws the cross-aisle edges that lead into the column of stage i; the stage before it belongs to the column
// on the left.
func (s *Solver) drawHop(i int, to state) {
	h := s.g.table.cross
	left, right := s.trail[i-1].column, s.trail[i].column
	for c := range h {
		if to.label(c) == 0 {
			continue
		}
		s.euler.join(left*h+c, right*h+c, leg{})
		if !to.odd(c) {
			s.euler.join(left*h+c, right*h+c, leg{})
		}
	}
}

func (s *Solver) drawBlock(st *stage, by step, set Set) {
	h := s.g.table.cross
	low := st.column*h + st.block
	all := leg{}
	if st.seg >= 0 {
		seg := &s.g.cols[st.column].segs[st.seg]
		all = leg{from: seg.from << 6, to: seg.to << 6}
	}
	switch by {
	case twice:
		s.euler.join(low, low+1, all)
		s.euler.join(low, low+1, leg{})
	case through:
		s.euler.join(low, low+1, all)
	case fromLow:
		s.euler.loop(low, all)
	case fromHigh:
		all.down = true
		s.euler.loop(low+1, all)
	case fromBoth:
		mid := s.g.widest(all, set)
		s.euler.loop(low, leg{from: all.from, to: mid})
		s.euler.loop(low+1, leg{from: mid, to: all.to, down: true})
	case touching:
		if w := s.g.cols[st.column].nodes; w >= 0 {
			s.euler.loop(low, leg{from: w<<6 | st.block, to: w<<6 | st.block + 1})
		}
	}
}

// widest is the first place above the largest gap between two neighbouring places of a leg.
func (g *Ground) widest(l leg, set Set) int {
	mid, gap, last := l.to, -1.0, -1
	for w := l.from >> 6; w < l.to>>6; w++ {
		for m := set[w]; m != 0; m &= m - 1 {
			bit := w<<6 | bits.TrailingZeros64(m)
			if last >= 0 && g.y[bit]-g.y[last] > gap {
				mid, gap = bit, g.y[bit]-g.y[last]
			}
			last = bit
		}
	}
	return mid
}
