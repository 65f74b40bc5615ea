package route

import "math"

// The same programme for any number of cross-aisles (Roodbergen and de Koster 2001 for three; Pansart, Catusse and
// Cambazard 2018 in general): least lengths over the states of a table, column by column and block by block.

// frontier is Length by table.
func (s *Solver) frontier(set Set) float64 {
	t := s.g.table
	fill(s.cur)
	s.cur[0] = 0
	started, x := false, 0.0
	for i := range s.g.cols {
		c := &s.g.cols[i]
		if !c.used(set) {
			continue
		}
		if started {
			s.across(c.x - x)
		}
		s.serveColumn(c, set)
		started, x = true, c.x
	}
	best := math.Inf(1)
	for i, final := range t.final {
		if final && s.cur[i] < best {
			best = s.cur[i]
		}
	}
	return best
}

func fill(v []float64) {
	for i := range v {
		v[i] = math.Inf(1)
	}
}

// across walks every state to the next column, d away.
func (s *Solver) across(d float64) {
	fill(s.next)
	for i, hops := range s.g.table.across {
		from := s.cur[i]
		if math.IsInf(from, 1) {
			continue
		}
		for _, h := range hops {
			if v := from + h.edges*d; v < s.next[h.to] {
				s.next[h.to] = v
			}
		}
	}
	s.cur, s.next = s.next, s.cur
}

// serveColumn serves one column: its blocks from below, then the crossings that have to be touched. The blocks without
// picks may be walked through too.
func (s *Solver) serveColumn(c *column, set Set) {
	seg := 0
	for b := range s.g.table.cross - 1 {
		if seg < len(c.segs) && c.segs[seg].block == b {
			if n, ok := s.g.needs(&c.segs[seg], set); ok {
				s.serve(b, n)
			} else {
				s.pass(b)
			}
			seg++
			continue
		}
		s.pass(b)
	}
	for nodes, v := s.g.nodesOf(c, set), 0; nodes != 0; nodes, v = nodes>>1, v+1 {
		if nodes&1 != 0 {
			s.meet(v)
		}
	}
}

// serve picks the segment of block b.
func (s *Solver) serve(b int, n need) {
	t, next := s.g.table, s.next
	fill(next)
	join, twice, low, high := t.join[b], t.twice[b], t.touch[b], t.touch[b+1]
	for i, v := range s.cur {
		if math.IsInf(v, 1) {
			continue
		}
		relax(next, join[i], v+n.through)
		relax(next, twice[i], v+2*n.through)
		relax(next, low[i], v+n.low)
		relax(next, high[i], v+n.high)
		relax(next, high[low[i]], v+n.gap)
	}
	s.cur, s.next = s.next, s.cur
}

// pass leaves block b of a column alone, or walks through it on the way elsewhere.
func (s *Solver) pass(b int) {
	t, next := s.g.table, s.next
	copy(next, s.cur)
	length := s.g.lay.CrossY[b+1] - s.g.lay.CrossY[b]
	for i, v := range s.cur {
		if math.IsInf(v, 1) {
			continue
		}
		relax(next, t.join[b][i], v+length)
		relax(next, t.twice[b][i], v+2*length)
	}
	s.cur, s.next = s.next, s.cur
}

// meet makes crossing c of the column part of the walk.
func (s *Solver) meet(c int) {
	fill(s.next)
	for i, v := range s.cur {
		relax(s.next, s.g.table.touch[c][i], v)
	}
	s.cur, s.next = s.next, s.cur
}

func relax(v []float64, i int32, x float64) {
	if x < v[i] {
		v[i] = x
	}
}
