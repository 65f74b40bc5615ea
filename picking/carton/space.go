package carton

// space is a free cuboid that cannot grow in any direction: spaces overlap. Its base is the rectangle around all tops
// that it stands on.
type space struct {
	lo, hi         vec
	baseLo, baseHi [2]int32
}

func (s *space) meets(lo, hi vec) bool {
	return s.lo[0] < hi[0] && lo[0] < s.hi[0] && s.lo[1] < hi[1] && lo[1] < s.hi[1] && s.lo[2] < hi[2] && lo[2] < s.hi[2]
}

func (s *space) holds(t *space) bool {
	return s.lo[0] <= t.lo[0] && t.hi[0] <= s.hi[0] && s.lo[1] <= t.lo[1] && t.hi[1] <= s.hi[1] && s.lo[2] <= t.lo[2] && t.hi[2] <= s.hi[2]
}

// carve takes a cuboid out of the spaces. New ones narrower than least along some side are not kept.
func (l *load) carve(lo, hi vec) {
	kept := l.spaces[:0]
	fresh := l.fresh[:0]
	for i := range l.spaces {
		s := l.spaces[i]
		if !s.meets(lo, hi) {
			kept = append(kept, s)
			continue
		}
		for a := range 3 {
			if lo[a]-s.lo[a] >= l.least[a] {
				t := s
				t.hi[a] = lo[a]
				fresh = append(fresh, t)
			}
			if s.hi[a]-hi[a] >= l.least[a] {
				t := s
				t.lo[a] = hi[a]
				fresh = append(fresh, t)
			}
		}
	}
	l.spaces, l.fresh = kept, fresh
	l.rest(kept, lo, hi)
	l.adopt()
}

// adopt moves fresh spaces to the others, but for those that another one holds.
func (l *load) adopt() {
	old := len(l.spaces)
next:
	for i := range l.fresh {
		f := &l.fresh[i]
		for j := range l.spaces[:old] {
			if l.spaces[j].holds(f) {
				continue next
			}
		}
		for j := range l.fresh {
			if j != i && l.fresh[j].holds(f) && (j < i || !f.holds(&l.fresh[j])) {
				continue next
			}
		}
		if l.ground(f) {
			l.spaces = append(l.spaces, *f)
		}
	}
}

// ground finds what a space stands on; false if nothing.
func (l *load) ground(s *space) bool {
	if s.lo[2] == 0 {
		s.baseLo, s.baseHi = [2]int32{s.lo[0], s.lo[1]}, [2]int32{s.hi[0], s.hi[1]}
		return true
	}
	s.baseLo, s.baseHi = [2]int32{s.hi[0], s.hi[1]}, [2]int32{s.lo[0], s.lo[1]}
	for i := range l.parts {
		if p := &l.parts[i]; p.top() == s.lo[2] {
			s.widen(p.at, p.at.plus(p.size))
		}
	}
	return s.baseLo[0] < s.baseHi[0]
}

// rest tells spaces that stand as high as a new cuboid's top that they can rest on it.
func (l *load) rest(spaces []space, lo, hi vec) {
	for i := range spaces {
		if s := &spaces[i]; s.lo[2] == hi[2] {
			s.widen(lo, hi)
		}
	}
}

// widen makes the base reach over a top, as far as that lies below the space.
func (s *space) widen(lo, hi vec) {
	if lo[0] >= s.hi[0] || hi[0] <= s.lo[0] || lo[1] >= s.hi[1] || hi[1] <= s.lo[1] {
		return
	}
	for a := range 2 {
		s.baseLo[a] = min(s.baseLo[a], max(lo[a], s.lo[a]))
		s.baseHi[a] = max(s.baseHi[a], min(hi[a], s.hi[a]))
	}
}

// corner is where a block goes in a space: at the corner of its base nearest to a corner of the carton. high says along
// which of x and y that is the upper end, room how far the space reaches from there.
type corner struct {
	at   vec
	high [2]bool
	room vec
	far  int32 // distance to the carton's corner
}

func (s *space) corner(inner vec) corner {
	c := corner{at: s.lo, room: s.hi.minus(s.lo), far: s.lo[2]}
	for a := range 2 {
		below, above := s.baseLo[a], inner[a]-s.baseHi[a]
		if above < below {
			c.high[a], c.at[a], c.room[a] = true, s.baseHi[a], s.baseHi[a]-s.lo[a]
			c.far += above
		} else {
			c.at[a], c.room[a] = s.baseLo[a], s.hi[a]-s.baseLo[a]
			c.far += below
		}
	}
	return c
}

// origin is the lower corner of a block of a size that goes there.
func (c *corner) origin(size vec) vec {
	o := c.at
	for a := range 2 {
		if c.high[a] {
			o[a] -= size[a]
		}
	}
	return o
}
