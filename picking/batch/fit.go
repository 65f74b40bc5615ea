package batch

// Of a fitting: how many walks are looked at, and how much of luck there is in choosing the order to swap with, in
// stretches.
const (
	fitWalks = 8
	fitLuck  = 1.5
)

// fit tries the swap that guesses speak for: of some walks that go order o's way the one where it brings fewest new
// stretches, and of the orders there the one that leaves most and suits o's own walk best. A random swap is accepted once
// in hundreds of times, one that was looked for once in ten; but looking is dear and always finds the same, so most moves
// stay random.
func (a *annealing) fit(o int32, near []int, least float64) {
	s := a.s
	i, to, fewest := s.where[o], int32(nowhere), never
	for range fitWalks {
		j := s.where[near[a.below(len(near))]]
		if j == i || j == nowhere {
			continue
		}
		if adds := s.mayJoin(o, j, -1); adds < fewest {
			to, fewest = j, adds
		}
	}
	if to == nowhere {
		return
	}
	load := s.p.orders[o].load
	mate, most := int32(-1), -never
	for _, x := range s.batches[to].orders {
		its := s.p.orders[x].load
		if !s.room(i, its, load) || !s.room(to, load, its) {
			continue
		}
		luck := fitLuck * s.stretch * a.rnd.Float64()
		if gain := s.mayLeave(x) - s.mayJoin(x, i, o) - s.mayJoin(o, to, x) + luck; gain > most {
			mate, most = x, gain
		}
	}
	if mate >= 0 {
		try(a, swap{o, mate}, least)
	}
}

// below draws a number below n.
func (a *annealing) below(n int) int { return int(a.rnd.Uint64() & 0xffffffff * uint64(n) >> 32) }
