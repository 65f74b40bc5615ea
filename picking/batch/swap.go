package batch

// swap exchanges two orders of different batches.
type swap struct{ a, b int32 }

// gain is how much shorter all walks become; ok is false if that is not above least, or does not look so, or either
// batch would be overfull. An order never shortens the walk it joins, so what the two save by leaving, where that is
// known, is a bound that spares most tours.
func (m swap) gain(s *state, least float64) (gain float64, ok bool) {
	i, j := s.where[m.a], s.where[m.b]
	if i == j || s.mayLeave(m.a)+s.mayLeave(m.b) <= least {
		return 0, false
	}
	la, lb := s.p.orders[m.a].load, s.p.orders[m.b].load
	if !s.room(i, lb, la) || !s.room(j, la, lb) {
		return 0, false
	}
	joins := s.mayJoin(m.b, i, m.a) + s.mayJoin(m.a, j, m.b) - slack*s.stretch
	if s.mayLeave(m.a)+s.mayLeave(m.b)-max(0, joins) <= least {
		return 0, false
	}
	x, y, key := &s.batches[i], &s.batches[j], s.cost.keys[m.a]^s.cost.keys[m.b]
	gain = x.length - s.cost.of(x.key^key, x.orders, m.a, -1, m.b)
	if gain+s.mayLeave(m.b) <= least {
		return 0, false
	}
	gain += y.length - s.cost.of(y.key^key, y.orders, m.b, -1, m.a)
	return gain, gain > least
}

func (m swap) apply(s *state) {
	i, j := s.where[m.a], s.where[m.b]
	s.pull(m.a)
	s.pull(m.b)
	s.put(m.a, j)
	s.put(m.b, i)
	s.measure(i)
	s.measure(j)
}
