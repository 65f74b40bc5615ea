package wave

import (
	"math"
	"math/rand/v2"
)

// trail is a search: where it is and the best wave it met.
type trail struct {
	s      *state
	rnd    *rand.Rand
	best   record
	limit  float64 // no wave has a better ratio
	scouts []int32 // aisles, the most promising first
	lack   float64 // price of a unit missing to Min
	pause  int     // steps to go before trimming is tried again
	heat   float64 // at first, of the ratio
}

func newTrail(g *ground, seed uint64, heat float64) *trail {
	return &trail{s: newState(g), rnd: rand.New(rand.NewPCG(seed, 0x77617665)), lack: 2, limit: math.Inf(1), heat: heat,
		best: record{open: make([]bool, len(g.aisles)), taken: make([]bool, len(g.orders))}}
}

// fork is another search from the best wave of this one.
func (t *trail) fork(seed uint64, heat float64) *trail {
	f := newTrail(t.s.ground, seed, heat)
	f.limit, f.scouts = t.limit, t.scouts
	f.best = t.best.clone()
	return f
}

// Heat of the search: of the ratio at first, of a unit at last; and of each search beside it as a share of the one before.
const (
	hot       = 0.1
	cooler    = 0.3
	cold      = 0.3
	coolings  = 3
	reheating = 0.5
)

// progress says how much of a search is over after some iterations, from 0 to 1.
type progress func(iteration int64) float64

// search anneals, each time from the best wave met, the first time the warmest.
func (t *trail) search(now progress) {
	i := int64(0)
	from := now(i)
	if from >= 1 {
		return
	}
	for round := range coolings {
		if t.best.units > 0 {
			t.restore()
		}
		heat := max(1, t.heat*t.best.ratio())
		if round > 0 {
			heat = max(1, heat*reheating)
		}
		begin := from + (1-from)*float64(round)/coolings
		i = t.cool(heat, i, func(i int64) float64 { return (now(i) - begin) / (1 - from) * coolings })
	}
}

// cool anneals from an iteration on until now says 1 or more or the best wave is proven to be the best. It returns the
// last iteration.
func (t *trail) cool(heat float64, i int64, now progress) int64 {
	warm := heat
	for ; t.best.units == 0 || t.best.ratio() < t.limit-1e-9; i++ {
		if i&15 == 0 {
			share := now(i)
			if share >= 1 {
				break
			}
			warm = heat * math.Pow(cold/heat, max(0, share))
		}
		t.step(warm)
	}
	return i
}

// step tries one change.
func (t *trail) step(heat float64) {
	s := t.s
	least := t.worth(float64(s.units)) + heat*math.Log(t.rnd.Float64())
	t.move()
	if t.worth(float64(s.units)+s.hope()) < least { // filling costs most of a step
		s.undo(0)
		return
	}
	s.refill()
	if t.worth(float64(s.units)) < least {
		s.undo(0)
		return
	}
	if n := len(s.opened); n > 0 {
		if a := int(s.opened[t.rnd.IntN(n)]); s.spare(a) {
			s.closeAisle(a)
		}
	}
	t.commit()
	t.note()
	t.weigh()
}

// worth is what Dinkelbach's step maximises, with a price on units missing to Min, if the wave had so many units.
func (t *trail) worth(units float64) float64 {
	s := t.s
	missing := max(0, float64(s.p.Min)-units)
	return min(units, float64(s.p.Max)) - t.best.ratio()*float64(len(s.opened)) - t.lack*missing
}

// weigh moves the price of missing units so that the search is below Min about as often as above.
func (t *trail) weigh() {
	const by, most, least = 1.002, 100, 0.3
	if t.s.units < t.s.p.Min {
		t.lack = min(t.lack*by, most)
	} else {
		t.lack = max(t.lack/by, least)
	}
}
