package wave

import "math/rand/v2"

// trail is a search: where it is and the best wave it met.
type trail struct {
	p    *Pool
	rnd  *rand.Rand
	now  *state
	best *state
}

// note remembers the present wave if it is allowed and better than any before.
func (t *trail) note() {
	s := t.now
	if s.units < t.p.Min || s.units == 0 {
		return
	}
	if t.best == nil {
		t.best = s.clone()
	} else if s.ratio() > t.best.ratio() || s.ratio() == t.best.ratio() && s.units > t.best.units {
		t.best.copyFrom(s)
	}
}

// greedy opens one aisle after the other, each time the one that holds most of what is still wanted, and fills orders;
// the best wave on the way is kept, and the search goes on from there.
func (t *trail) greedy() {
	s := t.now
	want := t.demand()
	for s.aisles < len(t.p.Aisles) && s.units < t.p.Max {
		a := t.richest(want)
		if a < 0 {
			break
		}
		s.openAisle(a)
		s.fill(s.rank)
		tried := s.clone()
		s.prune()
		t.note()
		s.copyFrom(tried)
	}
	if t.best != nil {
		s.copyFrom(t.best)
	}
}

// demand is what all orders want of each item.
func (t *trail) demand() []int {
	want := make([]int, t.p.Items)
	for _, o := range t.now.rank {
		for _, x := range t.p.Orders[o] {
			want[x.Item] += x.Qty
		}
	}
	return want
}

// richest is the closed aisle with most units of unmet demand, -1 if none has any.
func (t *trail) richest(want []int) int {
	s := t.now
	unmet := make([]int, len(want))
	copy(unmet, want)
	for _, o := range s.rank {
		if s.taken[o] {
			for _, x := range t.p.Orders[o] {
				unmet[x.Item] -= x.Qty
			}
		}
	}
	best, most := -1, 0
	for a, stock := range t.p.Aisles {
		if s.open[a] {
			continue
		}
		gain := 0
		for _, x := range stock {
			gain += min(x.Qty, max(0, unmet[x.Item]-s.free[x.Item]))
		}
		if gain > most {
			best, most = a, gain
		}
	}
	return best
}

// widest opens everything: if a wave of Min units is to be found at all, here is where to start.
func (t *trail) widest() {
	s := t.now
	for _, o := range s.rank {
		if s.taken[o] {
			s.drop(o)
		}
	}
	for a := range t.p.Aisles {
		if !s.open[a] {
			s.openAisle(a)
		}
	}
	s.fill(s.rank)
	s.prune()
	t.note()
}
