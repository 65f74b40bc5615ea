package wave

import "slices"

// greedy opens one aisle after the other, each time the one that holds most of what is still wanted, and fills orders;
// the best wave on the way is kept. It ends when more aisles can only make it worse, with all of them open, or when the
// time is over.
func (t *trail) greedy(late func() bool) {
	s := t.s
	held := make([]int, s.p.Items) // by the open aisles
	for len(s.opened) < len(s.aisles) {
		if len(s.opened)&63 == 63 && late() {
			break
		}
		a := s.richest(held)
		if a < 0 {
			break
		}
		s.openAisle(a)
		for _, x := range s.aisles[a] {
			held[x.item] += int(x.qty)
		}
		s.refill()
		t.commit()
		t.note()
		if s.units >= s.p.Min && float64(min(s.units, s.p.Max)) < 0.7*t.best.ratio()*float64(len(s.opened)) {
			return
		}
	}
	if t.best.units == 0 { // the last chance before the search: everything is open, the largest orders go first
		for _, o := range s.rank {
			if s.taken[o] {
				s.drop(o)
			}
		}
		s.fill(slices.Clone(s.rank))
		t.commit()
		t.note()
	}
}

// richest is the closed aisle with most units of demand beyond what the open ones hold, -1 if none has any.
func (s *state) richest(held []int) int {
	best, most := -1, 0
	for a, stock := range s.aisles {
		if s.open[a] {
			continue
		}
		gain := 0
		for _, x := range stock {
			gain += min(int(x.qty), max(0, s.want[x.item]-held[x.item]))
		}
		if gain > most {
			best, most = a, gain
		}
	}
	return best
}
