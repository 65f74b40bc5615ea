package batch

// trade exchanges an order for one or two of another batch; three is none if it is one. Where carts are full to the last
// unit, a large order only leaves for two small ones.
type trade struct{ one, two, three int32 }

// fits says whether both batches have room for it.
func (m trade) fits(s *state) bool {
	i, j := &s.batches[s.where[m.one]], &s.batches[s.where[m.two]]
	for d, c := range s.p.Capacity {
		more := s.p.orders[m.two].load[d] - s.p.orders[m.one].load[d]
		if m.three != none {
			more += s.p.orders[m.three].load[d]
		}
		if most := c + tolerance*(1+c); i.load[d]+more > most || j.load[d]-more > most {
			return false
		}
	}
	return true
}

// promise guesses how much shorter all walks become; ok is false if that is not above least. An order never shortens the
// walk it joins, so what orders save by leaving is a bound that spares most of the work.
func (m trade) promise(s *state, least float64) (gain float64, ok bool) {
	pair := s.mayLeave(m.two) + s.mayLeave(m.three)
	if s.mayLeave(m.one)+pair <= least {
		return 0, false
	}
	gain = -s.guess(s.where[m.one], m.there())
	if gain+pair <= least {
		return 0, false
	}
	gain -= s.guess(s.where[m.two], m.back())
	return gain, gain > least
}

// there is what becomes of the batch of one, back of the other.
func (m trade) there() change { return change{m.one, none, m.two, m.three} }
func (m trade) back() change  { return change{m.two, m.three, m.one, none} }

// gain is how much shorter all walks become; ok is false if that is not above least, or does not look so, or either
// batch would be overfull.
func (m trade) gain(s *state, least float64) (gain float64, ok bool) {
	i, j := s.where[m.one], s.where[m.two]
	if i == j || m.two == m.three || m.three != none && s.where[m.three] != j || !m.fits(s) {
		return 0, false
	}
	if _, ok := m.promise(s, least-s.slack); !ok {
		return 0, false
	}
	x, y := &s.batches[i], &s.batches[j]
	gain = x.length - s.cost.of(x, m.there())
	if gain+s.mayLeave(m.two)+s.mayLeave(m.three)+s.slack <= least {
		return 0, false
	}
	gain += y.length - s.cost.of(y, m.back())
	return gain, gain > least
}

func (m trade) apply(s *state) {
	i, j := s.where[m.one], s.where[m.two]
	s.pull(m.one)
	s.put(m.one, j)
	for _, o := range []int32{m.two, m.three} {
		if o != none {
			s.pull(o)
			s.put(o, i)
		}
	}
	s.measure(i)
	s.measure(j)
}
