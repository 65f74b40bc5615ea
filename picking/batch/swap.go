package batch

// swap exchanges two orders of different batches.
type swap struct{ a, b int32 }

// gain is how much shorter all walks become; ok is false if either batch would be overfull.
func (m swap) gain(s *state) (gain float64, ok bool) {
	i, j := s.where[m.a], s.where[m.b]
	if i == j {
		return 0, false
	}
	la, lb := s.p.orders[m.a].load, s.p.orders[m.b].load
	if !s.room(i, lb, la) || !s.room(j, la, lb) {
		return 0, false
	}
	x, y, key := &s.batches[i], &s.batches[j], s.cost.keys[m.a]^s.cost.keys[m.b]
	gain = x.length - s.cost.of(x.key^key, x.orders, m.a, m.b)
	return gain + y.length - s.cost.of(y.key^key, y.orders, m.b, m.a), true
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
