package batch

// Of a fitting: how many walks are looked at, and how much luck there is in choosing what to trade, in temperatures.
const (
	fitWalks = 8
	fitLuck  = 1.0
)

// fit tries the trade that guesses speak for: with the walk, of some that go order o's way, where it adds least, for the
// order there that suits best, and with a third where one of the two is too large for the other's cart. A random trade is
// accepted once in sixty times, one that was looked for and found two times in three; but looking costs as much as
// ten random moves and always finds the same, so most moves stay random.
func (a *annealing) fit(o int32, near []int, heat, least float64) {
	s := a.s
	to := a.toward(o, near)
	if to == nowhere {
		return
	}
	best, most := trade{one: none}, -never
	for _, x := range s.batches[to].orders {
		m := trade{o, x, none}
		if !m.fits(s) {
			if m = a.evened(m); m.two == m.three || !m.fits(s) {
				continue
			}
		}
		luck := fitLuck * heat * a.rnd.Float64()
		if gain, ok := m.promise(s, max(most-luck, least-s.slack)); ok {
			best, most = m, gain+luck
		}
	}
	if best.one != none {
		try(a, best, least)
	}
}

// toward is the walk, of some that neighbours of order o are on, where it adds least.
func (a *annealing) toward(o int32, near []int) int32 {
	s, to, fewest := a.s, int32(nowhere), never
	for range fitWalks {
		j := s.where[near[a.below(len(near))]]
		if j == s.where[o] || j == nowhere {
			continue
		}
		if adds := s.mayJoin(o, j, fewest); adds < fewest {
			to, fewest = j, adds
		}
	}
	return to
}

// evened is a trade of one for one that does not fit with any order of the smaller one's batch thrown in.
func (a *annealing) evened(m trade) trade {
	s := a.s
	if i := s.where[m.one]; !s.room(i, s.p.orders[m.two].load, s.p.orders[m.one].load) {
		own := s.batches[i].orders
		return trade{m.two, m.one, own[a.below(len(own))]}
	}
	mates := s.batches[s.where[m.two]].orders
	return trade{m.one, m.two, mates[a.below(len(mates))]}
}

// below draws a number below n.
func (a *annealing) below(n int) int { return int(a.rnd.Uint64() & 0xffffffff * uint64(n) >> 32) }
