package carton

// pool is units that are not in a carton. Kinds outside from ≤ k < to have none.
type pool struct {
	left           []int32 // of each kind
	from, to       int
	units          int64
	volume, weight int64
}

// newPool is a pool of some units.
func (s *solver) newPool(units ...need) *pool {
	p := &pool{left: make([]int32, len(s.kinds)), from: len(s.kinds)}
	s.move(p, units, 1)
	return p
}

// move adds units to the pool, or takes them out if times is negative.
func (s *solver) move(p *pool, units []need, times int32) {
	for _, u := range units {
		n := int64(u.count) * int64(times)
		k := int(u.kind)
		p.left[k] += int32(n)
		p.units += n
		p.volume += n * s.kinds[k].volume
		p.weight += n * s.kinds[k].weight
		if n > 0 {
			p.from, p.to = min(p.from, k), max(p.to, k+1)
		}
	}
	for p.from < p.to && p.left[p.from] == 0 {
		p.from++
	}
	for p.from < p.to && p.left[p.to-1] == 0 {
		p.to--
	}
}

// all lists what is in the pool.
func (p *pool) all() (units []need) {
	for k := p.from; k < p.to; k++ {
		if p.left[k] > 0 {
			units = append(units, need{int32(k), p.left[k]})
		}
	}
	return units
}

// times is how often units can be taken out of the pool, at most so often.
func (p *pool) times(units []need, most int32) int32 {
	for _, u := range units {
		most = min(most, p.left[u.kind]/u.count)
	}
	return most
}
