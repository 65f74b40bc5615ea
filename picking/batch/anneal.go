package batch

import (
	"math"
	"math/rand/v2"
)

// annealing is the search: shifts and swaps at random, worse ones accepted with a probability that falls as the search
// cools (Kirkpatrick, Gelatt and Vecchi 1983). A descent stops at the first plan that no single move betters; here the
// search still moves there.
type annealing struct {
	s    *state
	rnd  *rand.Rand
	near [][]int // orders worth meeting, by order
	best Solution
	less float64 // total of best
	note func(*bunch)
}

// clock says how much of a search is over, from 0 to 1.
type clock func(iteration int64) float64

// run cools from hot to cold, temperatures in lengths, and leaves the best solution met. It returns the iterations.
func (a *annealing) run(hot, cold float64, now clock) int64 {
	heat := hot
	for i := int64(0); ; i++ {
		if i&63 == 0 {
			share := now(i)
			if share >= 1 {
				return i
			}
			heat = hot * math.Pow(cold/hot, share)
		}
		a.step(heat)
	}
}

// step tries one random move.
func (a *annealing) step(heat float64) {
	o := int32(a.rnd.IntN(len(a.near)))
	if len(a.near[o]) == 0 {
		return
	}
	other := int32(a.near[o][a.rnd.IntN(len(a.near[o]))])
	least := heat * math.Log(a.rnd.Float64()) // gains above it are accepted
	if a.rnd.IntN(4) == 0 {
		m := shift{o, a.s.where[other]}
		if a.rnd.IntN(64) == 0 {
			m.to = -1
		}
		if gain, ok := m.gain(a.s); ok && gain > least {
			m.apply(a.s)
			a.keep(gain)
		}
		return
	}
	m := swap{o, other}
	if gain, ok := m.gain(a.s); ok && gain > least {
		m.apply(a.s)
		a.keep(gain)
	}
}

// keep remembers the solution if it is the best.
func (a *annealing) keep(gain float64) {
	if gain > 0 && a.s.total < a.less-1e-7 {
		a.less = a.s.total
		a.s.save(&a.best)
	}
}
