package wave

import "math"

// search walks from wave to wave until done says 1 or more.
func (t *trail) search(done func(int64) float64) {
	if len(t.now.rank) == 0 || len(t.p.Aisles) == 0 {
		return
	}
	before := t.now.clone()
	share := 0.0
	for i := int64(0); ; i++ {
		if i&15 == 0 || len(t.now.rank) > 2000 {
			if share = done(i); share >= 1 {
				return
			}
		}
		t.step()
		t.note()
		if t.accept(before, share) {
			before.copyFrom(t.now)
			continue
		}
		t.now.copyFrom(before)
		if t.best != nil && t.rnd.IntN(2000) == 0 {
			t.now.copyFrom(t.best)
			before.copyFrom(t.best)
		}
	}
}

// worth is what Dinkelbach's step maximises, with a price on units missing to Min.
func (t *trail) worth(s *state) float64 {
	rho := 0.0
	if t.best != nil {
		rho = t.best.ratio()
	}
	return float64(s.units) - rho*float64(s.aisles) - 10*float64(max(0, t.p.Min-s.units))
}

// accept takes what is not worse and, the warmer the search, some of what is.
func (t *trail) accept(before *state, share float64) bool {
	d := t.worth(t.now) - t.worth(before)
	if d >= 0 {
		return true
	}
	rho := 1.0
	if t.best != nil {
		rho += t.best.ratio()
	}
	_, phase := math.Modf(3 * share) // three coolings
	warm := 0.4 * rho * (1 - phase) * (1 - phase)
	return t.rnd.Float64() < math.Exp(d/max(warm, 1e-9))
}

// step changes the wave: closes or opens aisles or drops orders, then fills and prunes.
func (t *trail) step() {
	switch k := t.rnd.IntN(13); {
	case k < 3:
		t.close(1)
	case k < 7:
		t.close(1)
		t.openWanted()
	case k < 8:
		t.close(2)
		t.openWanted()
	case k < 9:
		t.openWanted()
	case k < 12:
		t.force()
	default:
		t.dropSome()
	}
	t.refill()
	if t.best != nil || t.now.units >= t.p.Min { // until a wave reaches Min, aisles cost nothing
		t.now.prune()
	}
}

// close shuts some open aisles and drops the orders they leave unserved.
func (t *trail) close(n int) {
	for range n {
		if t.now.aisles == 0 {
			return
		}
		a := t.rnd.IntN(len(t.p.Aisles))
		for !t.now.open[a] {
			a = (a + 1) % len(t.p.Aisles)
		}
		t.now.closeAisle(a)
		t.now.shed(a)
	}
}

// openWanted opens, for a random order not taken, the aisle that holds most of what it misses, or any aisle.
func (t *trail) openWanted() {
	s := t.now
	if s.aisles == len(t.p.Aisles) {
		return
	}
	o := s.rank[t.rnd.IntN(len(s.rank))]
	best, most := -1, 0
	for range 24 { // a sample: there may be thousands of aisles
		a := t.rnd.IntN(len(t.p.Aisles))
		if !s.open[a] {
			if gain := t.serves(a, o); best < 0 || gain > most {
				best, most = a, gain
			}
		}
	}
	if best >= 0 {
		s.openAisle(best)
	}
}

// serves is how many missing units of an order an aisle holds, and a little for all else it holds.
func (t *trail) serves(a int, o int32) int {
	gain := 0
	for _, x := range t.p.Aisles[a] {
		for _, y := range t.p.Orders[o] {
			if x.Item == y.Item && !t.now.taken[o] {
				gain += 100 * min(x.Qty, max(0, y.Qty-t.now.free[y.Item]))
			}
		}
		gain += min(x.Qty, len(t.now.byItem[x.Item]))
	}
	return gain
}

// dropSome drops a few taken orders, so that others may find room.
func (t *trail) dropSome() {
	s := t.now
	for range 1 + t.rnd.IntN(4) {
		at := t.rnd.IntN(len(s.rank))
		for k := range s.rank {
			if o := s.rank[(at+k)%len(s.rank)]; s.taken[o] {
				s.drop(o)
				break
			}
		}
	}
}

// refill takes orders: the largest first, or from a random place on, or a random few before the largest.
func (t *trail) refill() {
	s := t.now
	switch t.rnd.IntN(3) {
	case 0:
		at := t.rnd.IntN(len(s.rank))
		s.fill(s.rank[at:])
	case 1:
		for range 3 {
			if o := s.rank[t.rnd.IntN(len(s.rank))]; !s.taken[o] && s.fits(o) {
				s.take(o)
			}
		}
	}
	s.fill(s.rank)
}
