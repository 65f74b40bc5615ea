package batch

import (
	"math"
	"math/rand/v2"
)

// annealing is the search: shifts and trades at random, worse ones accepted with a probability that falls as the search
// cools (Kirkpatrick, Gelatt and Vecchi 1983). A descent stops at the first plan that no single move betters; here the
// search still moves there.
type annealing struct {
	s       *state
	rnd     *rand.Rand
	mine    []int32 // its orders
	near    [][]int // orders worth meeting, by order
	best    Solution
	less    float64 // total of best
	unsaved bool    // best is not written down yet: the state is it
	logs    []float64

	blind int64 // the clock is looked at where this mask leaves nothing of the iteration
}

// clock says how much of a search is over, from 0 to 1.
type clock func(iteration int64) float64

// run cools from hot to cold, temperatures in lengths, and leaves the best solution met. It returns the iterations.
func (a *annealing) run(hot, cold float64, now clock) int64 {
	heat := hot
	for i := int64(0); ; i++ {
		if i&a.blind == 0 {
			share := now(i)
			if share >= 1 {
				a.keep()
				return i
			}
			heat = hot * math.Pow(cold/hot, share)
		}
		a.step(heat)
	}
}

// step tries one random move.
func (a *annealing) step(heat float64) {
	r := a.rnd.Uint64()
	o := a.mine[r&0xffffffff*uint64(len(a.mine))>>32]
	near := a.near[o]
	if len(near) == 0 {
		return
	}
	if r>>40&255 < fitShare {
		a.fit(o, near, heat, heat*a.logs[r>>48&(logSize-1)])
		return
	}
	r = a.rnd.Uint64()
	other := int32(near[r&0xffffffff*uint64(len(near))>>32])
	if a.s.where[other] == nowhere {
		return
	}
	least := heat * a.logs[r>>32&(logSize-1)] // gains above it are accepted
	switch kind := r >> 32 >> logBits & 63; {
	case kind < shiftShare:
		m := shift{o, a.s.where[other]}
		if r>>58 == 0 {
			m.to = -1
		}
		try(a, m, least)
	case kind < tradeShare:
		mates := a.s.batches[a.s.where[other]].orders
		try(a, trade{o, other, mates[r>>52&0xfff%uint64(len(mates))]}, least)
	default:
		try(a, trade{o, other, none}, least)
	}
}

// move is a change of the state.
type move interface {
	shift | trade
	gain(s *state, least float64) (float64, bool)
	apply(s *state)
}

func try[M move](a *annealing, m M, least float64) {
	gain, ok := m.gain(a.s, least)
	if !ok {
		return
	}
	if gain < 0 {
		a.keep()
	}
	m.apply(a.s)
	if a.s.total < a.less-1e-7 {
		a.less, a.unsaved = a.s.total, true
	}
}

// logs is a table of logarithms of random numbers: drawing from it is drawing a logarithm.
const (
	logBits = 10
	logSize = 1 << logBits
)

func newLogs() []float64 {
	logs := make([]float64, logSize)
	for i := range logs {
		logs[i] = math.Log((float64(i) + 0.5) / logSize)
	}
	return logs
}

// Of 256 moves, those below fitShare are fittings. Of 64 others, those below shiftShare are shifts, those below tradeShare
// are trades of one order for two, the rest of one for one.
const fitShare, shiftShare, tradeShare = 64, 14, 48

// keep writes the best solution down. It is called only when the search is about to leave it, since while a search
// improves every step is the best so far.
func (a *annealing) keep() {
	if a.unsaved {
		a.s.save(&a.best)
		a.unsaved = false
	}
}
