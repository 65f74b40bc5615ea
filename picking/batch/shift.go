package batch

// shift moves one order to another batch, or to one of its own if to is -1.
type shift struct{ order, to int32 }

// gain is how much shorter all walks become; ok is false if that is not above least, or does not look so, or the batch
// has no room.
func (m shift) gain(s *state, least float64) (gain float64, ok bool) {
	from := s.where[m.order]
	if m.to == from || s.mayLeave(m.order)+s.slack <= least {
		return 0, false
	}
	x := &s.batches[from]
	if m.to < 0 {
		if len(x.orders) == 1 {
			return 0, false
		}
		gain = x.length - s.cost.of(x, change{m.order, none, none, none}) - s.cost.of(&bunch{}, change{none, none, m.order, none})
		return gain, gain > least
	}
	joins := change{none, none, m.order, none}
	if !s.room(m.to, s.p.orders[m.order].load, nil) || s.mayLeave(m.order)-s.mayJoin(m.order, m.to, never)+s.slack <= least {
		return 0, false
	}
	y := &s.batches[m.to]
	gain = y.length - s.cost.of(y, joins)
	if gain+s.mayLeave(m.order)+s.slack <= least {
		return 0, false
	}
	gain += x.length - s.cost.of(x, change{m.order, none, none, none})
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
