package carton

// taste is what a load is preferred for, and how long to look for it.
type taste struct {
	weight float64 // share of weight in what a unit is worth, the rest is volume
	noise  float64 // by which worths are changed at random
	loads  int64   // to try, for one box
	effort int     // numbers of units along a side of a block, about
}

// fill looks for a good load of a box. Full says that it is everything in the pool, worth how good it is.
func (s *solver) fill(b int, from *pool, t taste) (f filled, worth int64, full bool) {
	h := s.hold(b, from, t)
	x := newSearch(h, s.clock)
	x.run(s.clock.loads + t.loads)
	f = s.filled(b, h, &x.best)
	n := int64(0)
	for _, u := range f.units {
		n += int64(u.count)
	}
	return f, x.best.value, n == from.units
}

// filled is a carton in the solver's kinds.
func (s *solver) filled(b int, h *hold, l *load) filled {
	f := filled{box: b, parts: make([]part, len(l.parts))}
	for k, n := range l.left {
		if n < h.qty[k] {
			f.units = append(f.units, need{int32(h.of[k]), h.qty[k] - n})
		}
	}
	for i, p := range l.parts {
		p.kind = int32(h.of[p.kind])
		f.parts[i] = p
	}
	return f
}

// A box is offered the largest units, some times what it takes, and the smallest, for the gaps.
const (
	windowLarge = 4
	windowSmall = 0.5
)

// hold prepares a box for units that may go into it.
func (s *solver) hold(b int, from *pool, t taste) *hold {
	x := &s.boxes[b]
	h := &hold{inner: x.inner, weight: x.weight}
	offer := func(k int) int64 {
		n := min(int64(from.left[k]), x.volume/s.kinds[k].volume)
		if w := s.kinds[k].weight; w > 0 && x.weight >= 0 {
			n = min(n, x.weight/w)
		}
		if n <= 0 || !x.takes(&s.kinds[k]) {
			return 0
		}
		h.of = append(h.of, k)
		h.kinds = append(h.kinds, s.kinds[k])
		h.qty = append(h.qty, int32(n))
		h.worth = append(h.worth, s.worth(k, from, t))
		return n * s.kinds[k].volume
	}
	k, room := from.from, windowLarge*x.volume
	for ; k < from.to && room > 0; k++ {
		room -= offer(k)
	}
	room = int64(windowSmall * float64(x.volume))
	for l := from.to - 1; l >= k && room > 0; l-- {
		room -= offer(l)
	}
	h.prepare(t.effort)
	return h
}

// worth says what a unit is worth for a taste, in volumes of a worthUnit: its own if only volume counts.
func (s *solver) worth(k int, from *pool, t taste) int64 {
	x := &s.kinds[k]
	density := 1 - t.weight
	if t.weight > 0 {
		density += t.weight * float64(x.weight) / float64(max(1, from.weight)) * float64(from.volume) / float64(x.volume)
	}
	if s.picky(k) {
		density *= 2
	}
	if t.noise > 0 {
		density *= 1 + t.noise*s.rnd.Float64()
	}
	return max(1, int64(min(density, mostDensity)*worthUnit*float64(x.volume)))
}

// worthUnit is what a unit of volume is worth, mostDensity bounds what it may come to be worth.
const (
	worthUnit   = 256
	mostDensity = 16
)

// picky says whether a kind fits into some boxes only.
func (s *solver) picky(k int) bool {
	for i := range s.boxes {
		if !s.boxes[i].takes(&s.kinds[k]) {
			return true
		}
	}
	return false
}
