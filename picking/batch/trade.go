package batch

// trade exchanges one order for two of another batch: where carts are full to the last unit, a large order only leaves
// for two small ones.
type trade struct{ one, two, three int32 }

// gain is how much shorter all walks become; ok is false if that is not above least, or does not look so, or either
// batch would be overfull.
func (m trade) gain(s *state, least float64) (gain float64, ok bool) {
	i, j := s.where[m.one], s.where[m.two]
	if i == j || m.two == m.three || s.where[m.three] != j {
		return 0, false
	}
	for d, c := range s.p.Capacity {
		more := s.p.orders[m.two].load[d] + s.p.orders[m.three].load[d] - s.p.orders[m.one].load[d]
		most := c + tolerance*(1+c)
		if s.batches[i].load[d]+more > most || s.batches[j].load[d]-more > most {
			return 0, false
		}
	}
	joins := s.mayJoin(m.two, i, m.one) + s.mayJoin(m.three, i, m.one) + s.mayJoin(m.one, j, m.two) - slack*s.stretch
	if s.mayLeave(m.one)+s.mayLeave(m.two)+s.mayLeave(m.three)-joins <= least {
		return 0, false
	}
	x, y := &s.batches[i], &s.batches[j]
	pair := s.cost.keys[m.two] ^ s.cost.keys[m.three]
	left := y.length - s.cost.of(y.key^pair, y.orders, m.two, m.three, -1) // what the two save by leaving
	if s.mayLeave(m.one)+left <= least {
		return 0, false
	}
	pair ^= s.cost.keys[m.one]
	gain = y.length - s.cost.of(y.key^pair, y.orders, m.two, m.three, m.one)
	if gain+s.mayLeave(m.one) <= least {
		return 0, false
	}
	gain += x.length - s.cost.of2(x.key^pair, x.orders, m.one, m.two, m.three)
	return gain, gain > least
}

func (m trade) apply(s *state) {
	i, j := s.where[m.one], s.where[m.two]
	for _, o := range []int32{m.one, m.two, m.three} {
		s.pull(o)
	}
	s.put(m.one, j)
	s.put(m.two, i)
	s.put(m.three, i)
	s.measure(i)
	s.measure(j)
}
