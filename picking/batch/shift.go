package batch

// shift moves one order to another batch, or to one of its own if to is -1.
type shift struct{ order, to int32 }

// gain is how much shorter all walks become; ok is false if that is not above least, or does not look so, or the batch
// has no room.
func (m shift) gain(s *state, least float64) (gain float64, ok bool) {
	from := s.where[m.order]
	if m.to == from || s.mayLeave(m.order) <= least {
		return 0, false
	}
	key := s.cost.keys[m.order]
	if m.to < 0 {
		gain = s.leave(m.order) - s.cost.of(key, nil, -1, -1, m.order)
		return gain, len(s.batches[from].orders) > 1 && gain > least
	}
	if !s.room(m.to, s.p.orders[m.order].load, nil) {
		return 0, false
	}
	joins := s.mayJoin(m.order, m.to, -1) - slack*s.stretch
	if s.mayLeave(m.order)-joins <= least || s.leave(m.order)-max(0, joins) <= least {
		return 0, false
	}
	b := &s.batches[m.to]
	gain = s.leave(m.order) + b.length - s.cost.of(b.key^key, b.orders, -1, -1, m.order)
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
