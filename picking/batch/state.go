package batch

import "pickpack/picking/route"

// state is a solution being changed: batches by number, emptied ones free for use again. A move asks what it would
// gain, and applies if taken.
//
// Most moves can be refused without a tour: what a batch becomes longer by is guessed stretch by stretch (route.Rough),
// and only a move that this guess, and some slack, cannot refuse is measured by tours.
type state struct {
	p       *Problem
	cost    *memo
	rough   *route.Rough
	batches []bunch
	where   []int32   // batch of each order
	saves   []float64 // what each order is guessed to save by leaving its batch, as it was at that version of the batch
	asOf    []uint32
	empty   []int32 // batches without orders
	total   float64
	turns   []turn // by word, for guess; zero
	turned  []int32
	slack   float64 // what a guess may be wrong by before it refuses a move
}

// slackShare is the slack as a share of an average stretch's cost.
const slackShare = 0.2

// bunch is a batch with what moves need to know of it. Key is the exclusive or of its orders' keys.
type bunch struct {
	orders  []int32
	load    []float64
	length  float64
	key     uint64
	union   route.Set // places visited
	twice   route.Set // those visited for two orders or more
	costs   []float64 // what each word of the union costs, guessed
	version uint32    // of its measure
}

func newState(p *Problem, cost *memo, s Solution) *state {
	st := &state{p: p, cost: cost, rough: p.Ground.Rough(p.Method), where: make([]int32, p.Len()), saves: make([]float64, p.Len()),
		asOf: make([]uint32, p.Len()), turns: make([]turn, p.Ground.Words())}
	for o := range st.where {
		st.where[o] = nowhere
	}
	for _, orders := range s.Batches {
		b := st.fresh()
		for _, o := range orders {
			st.put(int32(o), b)
		}
		st.measure(b)
	}
	visited := 0
	for i := range st.batches {
		for _, w := range st.batches[i].union {
			if w != 0 {
				visited++
			}
		}
	}
	st.slack = slackShare * st.total / float64(max(visited, 1))
	return st
}

// nowhere is the batch of an order that is not in the solution.
const nowhere = -1

// fresh is the number of an empty batch.
func (s *state) fresh() int32 {
	if n := len(s.empty); n > 0 {
		b := s.empty[n-1]
		s.empty = s.empty[:n-1]
		return b
	}
	words := s.p.Ground.Words()
	s.batches = append(s.batches, bunch{load: make([]float64, len(s.p.Capacity)), union: make(route.Set, words),
		twice: make(route.Set, words), costs: make([]float64, words)})
	return int32(len(s.batches) - 1)
}

// put adds an order to a batch without measuring it.
func (s *state) put(o, b int32) {
	at := &s.batches[b]
	at.orders = append(at.orders, o)
	at.key ^= s.cost.keys[o]
	for d, x := range s.p.orders[o].load {
		at.load[d] += x
	}
	s.where[o], s.asOf[o] = b, 0 // no measured batch has version 0
}

// pull takes an order out of its batch without measuring it.
func (s *state) pull(o int32) {
	at := &s.batches[s.where[o]]
	for i, x := range at.orders {
		if x == o {
			at.orders[i] = at.orders[len(at.orders)-1]
			at.orders = at.orders[:len(at.orders)-1]
			break
		}
	}
	at.key ^= s.cost.keys[o]
	for d, x := range s.p.orders[o].load {
		at.load[d] -= x
	}
	if len(at.orders) == 0 {
		clear(at.load) // rounding ends with the last order
	}
}

// measure sets the length of a batch and the total, and forgets what its orders would save; an empty batch is given back.
func (s *state) measure(b int32) {
	at := &s.batches[b]
	clear(at.union)
	clear(at.twice)
	for _, o := range at.orders {
		for _, c := range s.p.orders[o].cells {
			at.twice[c.word] |= at.union[c.word] & c.bits
			at.union[c.word] |= c.bits
		}
	}
	for w, places := range at.union {
		at.costs[w] = s.rough.Cost(int32(w), places)
	}
	length := s.cost.of(at, change{none, none, none, none})
	s.total += length - at.length
	at.length = length
	at.version++
	if len(at.orders) == 0 {
		s.empty = append(s.empty, b)
	}
}

// room says whether b can take one load more and another less.
func (s *state) room(b int32, more, less []float64) bool {
	load := s.batches[b].load
	for d, c := range s.p.Capacity {
		x := load[d] + more[d]
		if less != nil {
			x -= less[d]
		}
		if x > c+tolerance*(1+c) {
			return false
		}
	}
	return true
}

// save writes the state down.
func (s *state) save(to *Solution) {
	to.Batches, to.Lengths = to.Batches[:0], to.Lengths[:0]
	for i := range s.batches {
		b := &s.batches[i]
		if len(b.orders) == 0 {
			continue
		}
		orders := make([]int, len(b.orders))
		for k, o := range b.orders {
			orders[k] = int(o)
		}
		to.add(orders, b.length)
	}
}
