package batch

// shift moves one order to another batch, or to one of its own if to is -1.
type shift struct{ order, to int32 }

// gain is how much shorter all walks become; ok is false if that is not above least or the batch has no room.
func (m shift) gain(s *state, least float64) (gain float64, ok bool) {
	from := s.where[m.order]
	a, gain := &s.batches[from], s.saves[m.order]
	if m.to == from || gain <= least {
		return 0, false
	}
	key := s.cost.keys[m.order]
	if m.to < 0 {
		gain -= s.cost.of(key, nil, -1, -1, m.order)
		return gain, len(a.orders) > 1 && gain > least
	}
	if !s.room(m.to, s.p.orders[m.order].load, nil) {
		return 0, false
	}
	b := &s.batches[m.to]
	gain += b.length - s.cost.of(b.key^key, b.orders, -1, -1, m.order)
	return gain, gain > least
}

func (m shift) apply(s *state) {
	from, to := s.where[m.order], m.to
	if to < 0 {
		to = s.fresh()
	}
	s.pull(m.order)
	s.put(m.order, to)
	s.measure(from)
	s.measure(to)
}
