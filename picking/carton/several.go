package carton

import "math"

// several packs into cartons one after another, in a few tastes, and improves the best packing.
func (s *solver) several(units []need, bound int) packing {
	var best packing
	var least rank
	for _, weight := range []float64{0, 1, 0.5} {
		from := s.newPool(units...)
		p := s.sequence(from, s.free(nil), taste{weight: weight, loads: 1, effort: coarseEffort}, math.MaxInt32)
		if r := s.rank(&p); best.left == nil || r.better(least) {
			best, least = p, r
		}
		if s.clock.over() {
			break
		}
	}
	if best.left.units > 0 && !s.clock.over() {
		s.clock.within(fillUpShare, func() {
			if p := s.fillUp(s.newPool(units...)); s.rank(&p).better(least) {
				best, least = p, s.rank(&p)
			}
		})
	}
	if p := s.newPool(units...); p.units <= firstFitUnits {
		if p := s.firstFit(p); s.rank(&p).better(least) {
			best = p
		}
	}
	s.improve(&best, bound)
	return best
}

// fillUp fills the few boxes there are one after another, each with its share of the effort.
func (s *solver) fillUp(from *pool) packing {
	p := packing{left: from}
	free := s.free(nil)
	boxes := 0
	for _, n := range free {
		boxes += n
	}
	for ok := true; ok && from.units > 0 && !s.clock.over(); boxes-- {
		s.clock.within(1/float64(max(1, boxes)), func() {
			t := taste{loads: math.MaxInt64 / 2, effort: fineEffort}
			q := s.sequence(from, free, t, 1)
			ok = len(q.cartons) > 0
			p.cartons = append(p.cartons, q.cartons...)
		})
	}
	return p
}

// fillUpShare is the part of the effort spent on filling boxes that are too few.
const fillUpShare = 0.7

// firstFitUnits is where first fit begins to take too long.
const firstFitUnits = 300

// sequence fills at most so many cartons, one after another, with what is worth most of what is left. A load that can be
// had again is not looked for again. The pool becomes what is left.
func (s *solver) sequence(from *pool, free []int, t taste, most int) packing {
	p := packing{left: from}
	for from.units > 0 && len(p.cartons) < most {
		if s.clock.over() {
			t.effort = min(t.effort, hastyEffort)
		}
		f, ok := s.next(from, free, t)
		if !ok {
			break
		}
		n := from.times(f.units, int32(min(free[f.box], most-len(p.cartons))))
		s.move(from, f.units, -n)
		free[f.box] -= int(n)
		for range n {
			p.cartons = append(p.cartons, f)
		}
	}
	return p
}

// next is the best carton for some units: the cheapest that takes all, else the one of most worth. False if no box is
// left or none takes anything.
func (s *solver) next(from *pool, free []int, t taste) (best filled, ok bool) {
	most := int64(0)
	for b := range s.boxes {
		if free[b] == 0 {
			continue
		}
		f, worth, full := s.fill(b, from, t)
		if full {
			return f, true
		}
		if worth > most {
			best, ok, most = f, true, worth
		}
	}
	return best, ok
}
