package zone

import (
	"cmp"
	"maps"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// Job is an order as Share sees it: its work, in any unit, and who can take it whole. Work that is not above 0, or not
// finite, counts as none.
type Job struct {
	Work float64
	Can  []int // nil: everybody
}

// What Share may spend beyond one round of moves.
const (
	shareJobs  = 24      // so many are settled exactly,
	shareNodes = 300_000 // within so many steps
	shareKicks = 100_000 // starts times jobs,
	shareMost  = 2000    // and starts
	shareSets  = 10
	shareGap   = 5e-4 // above the least thinkable, at which it is not worth looking further
)

// Share divides whole orders among n zones or pickers so that the busiest has little work, and says who takes each; -1
// if nobody can. The longest order goes first, to who has least so far (Graham 1969), then orders move from the busiest
// and change places with shorter ones as long as that helps, from several starts; few orders are settled exactly.
// The same jobs give the same answer. About O(jobs²/n) once longest-first does not suffice.
func Share(jobs []Job, n int) []int {
	s := newSharing(jobs, n)
	s.longestFirst()
	s.settle()
	if !s.good() {
		s.kicks()
	}
	if !s.good() && len(s.order) <= shareJobs {
		s.exact()
	}
	return s.best
}

// sharing is jobs and who takes them; best is the most even division seen.
type sharing struct {
	work  []float64
	can   [][]bool // by job
	order []int    // jobs that somebody can take, the longest first
	alike bool     // everybody can take all of those
	least float64  // no division has less for its busiest

	taker []int
	load  []float64
	best  []int
	most  float64 // of best
}

func newSharing(jobs []Job, n int) *sharing {
	s := &sharing{load: make([]float64, max(n, 0)), most: math.Inf(1), alike: true, taker: []int{}}
	for i, j := range jobs {
		if !(j.Work > 0) || math.IsInf(j.Work, 1) {
			j.Work = 0
		}
		can, some := make([]bool, len(s.load)), false
		for z := range can {
			can[z] = j.Can == nil || slices.Contains(j.Can, z)
			some = some || can[z]
		}
		s.work, s.can, s.taker = append(s.work, j.Work), append(s.can, can), append(s.taker, -1)
		if some {
			s.order = append(s.order, i)
			s.least = max(s.least, j.Work)
			s.alike = s.alike && !slices.Contains(can, false)
		}
	}
	slices.SortStableFunc(s.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(s.work[b], s.work[a]), cmp.Compare(s.choices(a), s.choices(b)))
	})
	s.least = max(s.least, s.mean())
	s.best = slices.Clone(s.taker)
	return s
}

// mean is the greatest mean that some of the zones cannot escape: what only they can take, divided by their number.
// Beyond shareSets zones only all of them together are looked at.
func (s *sharing) mean() float64 {
	n, all := len(s.load), 0.0
	only := map[uint]float64{} // work by the set of who can take it
	for _, i := range s.order {
		set := uint(0)
		for z, yes := range s.can[i] {
			if yes {
				set |= 1 << (z % 64)
			}
		}
		only[set] += s.work[i]
		all += s.work[i]
	}
	most := all / float64(max(n, 1))
	if n > shareSets {
		return most
	}
	sets := slices.Sorted(maps.Keys(only))
	for some := uint(1); some < 1<<n; some++ {
		sum := 0.0
		for _, set := range sets {
			if set&^some == 0 {
				sum += only[set]
			}
		}
		most = max(most, sum/float64(bits.OnesCount(some)))
	}
	return most
}

func (s *sharing) choices(i int) (n int) {
	for _, yes := range s.can[i] {
		if yes {
			n++
		}
	}
	return n
}

func (s *sharing) good() bool { return s.most <= s.least*(1+shareGap) }

// put gives a job to somebody, or to nobody (-1).
func (s *sharing) put(i, z int) {
	if old := s.taker[i]; old >= 0 {
		s.load[old] -= s.work[i]
	}
	if s.taker[i] = z; z >= 0 {
		s.load[z] += s.work[i]
	}
}

func (s *sharing) longestFirst() {
	for _, i := range s.order {
		to := -1
		for z, yes := range s.can[i] {
			if yes && (to < 0 || s.load[z] < s.load[to]) {
				to = z
			}
		}
		s.put(i, to)
	}
}

// note remembers a division that is more even than the best. Loads are added up anew: moves leave crumbs in the sums.
func (s *sharing) note() {
	clear(s.load)
	for i, z := range s.taker {
		if z >= 0 {
			s.load[z] += s.work[i]
		}
	}
	most := 0.0
	for _, l := range s.load {
		most = max(most, l)
	}
	if most < s.most {
		s.most = most
		copy(s.best, s.taker)
	}
}

// settle moves and exchanges jobs until nothing improves. Each step brings two loads nearer to each other, even if
// neither is the busiest: so room that the busiest cannot reach is passed on to it through others.
func (s *sharing) settle() {
	s.note()
	for step := 0; step < 10*len(s.order) && !s.good(); step++ {
		if !s.step() {
			break
		}
		if step%64 == 63 {
			s.note()
		}
	}
	s.note()
}

// step makes the best move or exchange between the busiest that has one and anybody; false if nobody has.
func (s *sharing) step() bool {
	busiest := make([]int, len(s.load))
	for z := range busiest {
		busiest[z] = z
	}
	slices.SortStableFunc(busiest, func(a, b int) int { return cmp.Compare(s.load[b], s.load[a]) })
	members := make([][]int, len(s.load))
	for _, i := range s.order {
		members[s.taker[i]] = append(members[s.taker[i]], i)
	}
	for k, from := range busiest {
		var best trade
		for _, to := range busiest[k+1:] {
			s.trades(members, from, to, &best)
		}
		if best.gain > 1e-12*s.load[from]*s.load[from] {
			s.put(best.out, best.to)
			if best.in >= 0 {
				s.put(best.in, from)
			}
			return true
		}
	}
	return false
}

// trade is a job given away, perhaps for a shorter one; gain is by how much half the squares of the loads shrink.
type trade struct {
	out, in, to int
	gain        float64
}

// trades looks for the best trade between two. The nearer the difference of the jobs is to half that of the loads, the
// better, so of the other's jobs, longest first, only those around that are looked at.
func (s *sharing) trades(members [][]int, from, to int, best *trade) {
	gap := s.load[from] - s.load[to]
	try := func(out, in int, d float64) {
		if gain := d * (gap - d); gain > best.gain {
			*best = trade{out, in, to, gain}
		}
	}
	theirs := members[to]
	for _, out := range members[from] {
		if !s.can[out][to] {
			continue
		}
		w := s.work[out]
		try(out, -1, w)
		at, _ := slices.BinarySearchFunc(theirs, w-gap/2, func(in int, goal float64) int { return cmp.Compare(goal, s.work[in]) })
		for k := at; k < len(theirs); k++ {
			if in := theirs[k]; s.can[in][from] {
				try(out, in, w-s.work[in])
				break
			}
		}
		for k := at - 1; k >= 0 && s.work[theirs[k]] < w; k-- {
			if in := theirs[k]; s.can[in][from] {
				try(out, in, w-s.work[in])
				break
			}
		}
	}
}

// kicks gives some jobs to anybody and settles again, from the best division each time.
func (s *sharing) kicks() {
	rnd := rand.New(rand.NewPCG(uint64(len(s.work)), uint64(len(s.load))))
	for range min(shareMost, shareKicks/max(len(s.order), 1)) {
		copy(s.taker, s.best)
		s.note()
		for range min(len(s.order), 2+rnd.IntN(4)) {
			i := s.order[rnd.IntN(len(s.order))]
			if z := rnd.IntN(len(s.load)); s.can[i][z] {
				s.put(i, z)
			}
		}
		if s.settle(); s.good() {
			return
		}
	}
}

// exact tries every division that could still be better, longest jobs first, within shareNodes steps.
func (s *sharing) exact() {
	for _, i := range s.order {
		s.put(i, -1)
	}
	clear(s.load)
	nodes := shareNodes
	var try func(k int)
	try = func(k int) {
		if nodes--; nodes < 0 || s.good() {
			return
		}
		if k == len(s.order) {
			s.note()
			return
		}
		i := s.order[k]
		for z, yes := range s.can[i] {
			if yes && s.load[z]+s.work[i] < s.most*(1-1e-12) && !s.twin(z) {
				before := s.load[z]
				s.put(i, z)
				try(k + 1)
				s.put(i, -1)
				s.load[z] = before
			}
		}
	}
	try(0)
}

// twin says that z is idle and one before it too: then z need not be tried, if it makes no difference who takes what.
func (s *sharing) twin(z int) bool {
	return s.alike && s.load[z] == 0 && slices.Contains(s.load[:z], 0)
}
