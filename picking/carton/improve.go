package carton

import "slices"

// improve empties a few cartons and fills others with what was in them, again and again; what is not worse stays.
func (s *solver) improve(p *packing, bound int) {
	s.shrink(p, s.free(p.cartons))
	for round := int64(0); !s.clock.over() && !s.best(p, bound) && len(p.cartons) > 0; round++ {
		s.trade(p, round)
	}
}

// best says whether a packing has all units in as few cartons as there can be, all of the cheapest and smallest box.
func (s *solver) best(p *packing, bound int) bool {
	r := s.rank(p)
	if r.left > 0 || r.count > bound {
		return false
	}
	for _, b := range s.boxes {
		if float64(r.count)*b.cost < r.cost || int64(r.count)*b.volume < r.volume {
			return false
		}
	}
	return true
}

// trade empties some cartons and packs their units, and those left, anew.
func (s *solver) trade(p *packing, round int64) {
	some := min(len(p.cartons), 2+s.rnd.IntN(3))
	chosen := s.rnd.Perm(len(p.cartons))[:some]
	slices.Sort(chosen)
	from := s.newPool(p.left.all()...)
	var kept, out []filled
	for i, c := range p.cartons {
		if _, yes := slices.BinarySearch(chosen, i); yes {
			out = append(out, c)
			s.move(from, c.units, 1)
		} else {
			kept = append(kept, c)
		}
	}
	t := taste{weight: s.rnd.Float64(), noise: 2 * s.rnd.Float64(), loads: 1 + s.rnd.Int64N(30+round/4), effort: coarseEffort}
	free := s.free(kept)
	now := s.sequence(from, free, t, len(out))
	before := s.rank(&packing{out, p.left})
	if before.better(s.rank(&now)) {
		return
	}
	s.shrink(&now, free)
	p.cartons, p.left = append(kept, now.cartons...), now.left
}

// shrink moves the contents of each carton to the cheapest box that holds them.
func (s *solver) shrink(p *packing, free []int) {
	for i := range p.cartons {
		if i > 0 && s.clock.over() {
			return
		}
		c := &p.cartons[i]
		from := s.newPool(c.units...)
		for b := range s.boxes {
			x, y := &s.boxes[b], &s.boxes[c.box]
			if x.cost > y.cost || x.cost == y.cost && x.volume >= y.volume {
				break
			}
			if free[b] == 0 || !s.mayHold(x, c.units) {
				continue
			}
			if f, _, full := s.fill(b, from, taste{loads: firstLoads, effort: coarseEffort}); full {
				free[b]--
				free[c.box]++
				*c = f
				break
			}
		}
	}
}
