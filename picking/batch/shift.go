package batch

// shift moves one order to another batch, or to one of its own if to is -1.
type shift struct{ order, to int32 }

// gain is how much shorter all walks become; ok is false if the batch has no room or the order is there already.
func (m shift) gain(s *state) (gain float64, ok bool) {
	from := s.where[m.order]
	a, key := &s.batches[from], s.cost.keys[m.order]
	if m.to < 0 {
		if len(a.orders) == 1 {
			return 0, false
		}
		return a.length - s.cost.of(a.key^key, a.orders, m.order, -1) - s.cost.of(key, nil, -1, m.order), true
	}
	if m.to == from || !s.room(m.to, s.p.orders[m.order].load, nil) {
		return 0, false
	}
	b := &s.batches[m.to]
	gain = a.length - s.cost.of(a.key^key, a.orders, m.order, -1)
	return gain + b.length - s.cost.of(b.key^key, b.orders, -1, m.order), true
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
