package pack

import "pickpack/picking"

// Done says which units of a packing lie in it, where in counts them by line: the lowest of each line first.
func (c Packing) Done(in map[picking.LineID]picking.Qty) []bool {
	done, have := make([]bool, len(c.Units)), map[picking.LineID]picking.Qty{}
	for i, u := range c.Units {
		have[u.Line]++
		done[i] = have[u.Line] <= in[u.Line]
	}
	return done
}

// On says whether a unit stands on another.
func (u Unit) On(o Unit) bool {
	return o.At[2]+o.Sides[2] == u.At[2] && u.beside(o, 0) && u.beside(o, 1)
}

func (u Unit) beside(o Unit, axis int) bool {
	return u.At[axis] < o.At[axis]+o.Sides[axis] && o.At[axis] < u.At[axis]+u.Sides[axis]
}

// next is the line of the piece that goes into the open carton now, by its plan: that of the line last scanned, if what it
// stands on is packed, else the lowest. 0: the plan does not say.
func (s State) next(p Plan) picking.LineID {
	if len(p.Cartons) == 0 || s.open() == nil {
		return 0
	}
	_, in := s.goods()
	c := p.Cartons[0]
	done := c.Done(in)
	last, lowest := s.lastLine(), picking.LineID(0)
	for i, u := range c.Units {
		if done[i] {
			continue
		}
		if lowest == 0 {
			lowest = u.Line
		}
		if u.Line == last {
			if c.rests(i, done) {
				return last
			}
			break
		}
	}
	return lowest
}

// rests says whether all that a unit stands on is done.
func (c Packing) rests(i int, done []bool) bool {
	for k, o := range c.Units {
		if !done[k] && c.Units[i].On(o) {
			return false
		}
	}
	return true
}

// lastLine is the line of the last scan, 0 if it was none of goods.
func (s State) lastLine() picking.LineID {
	if s.Last == nil || len(s.Last.Moves) == 0 {
		return 0
	}
	return s.Last.Moves[len(s.Last.Moves)-1].Line
}
