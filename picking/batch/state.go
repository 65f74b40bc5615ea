package batch

import "math/rand/v2"

// state is a solution being changed: batches by number, emptied ones free for use again. A move asks what it would
// gain, and applies if taken.
//
// Most moves can be refused without a tour. An order shares some of its stretches of aisle with others of its batch and
// visits the rest alone; leaving saves about a stretch's share of the walk for each of those, and joining costs as much
// for each stretch that is new there. Only a move that this guess, and some slack, cannot refuse is measured by tours.
type state struct {
	p       *Problem
	cost    *memo
	batches []bunch
	where   []int32   // batch of each order
	saves   []float64 // what each order saves by leaving its batch, as it was at that version of the batch
	asOf    []uint32
	empty   []int32 // batches without orders
	total   float64
	stretch float64 // what one more stretch of aisle adds to a walk, guessed
}

// Of the guesses: what a new stretch adds as a share of a walk's average for each, and how many stretches a guess may be
// wrong by before it refuses a move, in all and in what an order saves by leaving.
const (
	stretchShare = 0.7
	slack        = 0.7
	leaveSlack   = 0.4
)

// bunch is a batch with what moves need to know of it. Key is the exclusive or of its orders' keys.
type bunch struct {
	orders  []int32
	load    []float64
	length  float64
	key     uint64
	visits  []uint16 // orders in each word of places: a stretch of aisle, or part of a long one
	version uint32   // of its measure
}

func newState(p *Problem, cost *memo, s Solution) *state {
	st := &state{p: p, cost: cost, where: make([]int32, p.Len()), saves: make([]float64, p.Len()),
		asOf: make([]uint32, p.Len())}
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
		for _, n := range st.batches[i].visits {
			visited += min(1, int(n))
		}
	}
	st.stretch = stretchShare * st.total / float64(max(visited, 1))
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
	s.batches = append(s.batches, bunch{load: make([]float64, len(s.p.Capacity)), visits: make([]uint16, s.p.Ground.Words())})
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
	for _, c := range s.p.orders[o].cells {
		at.visits[c.word]++
	}
	s.where[o] = b
}

// leave is what order o saves by leaving its batch.
func (s *state) leave(o int32) float64 {
	b := &s.batches[s.where[o]]
	if s.asOf[o] != b.version {
		s.saves[o] = b.length - s.cost.of(b.key^s.cost.keys[o], b.orders, o, -1, -1)
		s.asOf[o] = b.version
	}
	return s.saves[o]
}

// mayLeave is leave, or a guess at it that is rarely too low: so many stretches that only this order visits.
func (s *state) mayLeave(o int32) float64 {
	b := &s.batches[s.where[o]]
	if s.asOf[o] == b.version {
		return s.saves[o]
	}
	alone := leaveSlack
	for _, c := range s.p.orders[o].cells {
		if b.visits[c.word] == 1 {
			alone++
		}
	}
	return alone * s.stretch
}

// mayJoin guesses what order o adds to batch b once another order has left it (-1: none): so many new stretches.
func (s *state) mayJoin(o, b, without int32) float64 {
	visits, fresh := s.batches[b].visits, 0
	var gone []cell
	if without >= 0 {
		gone = s.p.orders[without].cells
	}
	for _, c := range s.p.orders[o].cells {
		n := visits[c.word]
		for len(gone) > 0 && gone[0].word < c.word {
			gone = gone[1:]
		}
		if len(gone) > 0 && gone[0].word == c.word {
			n--
		}
		if n == 0 {
			fresh++
		}
	}
	return float64(fresh) * s.stretch
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
	for _, c := range s.p.orders[o].cells {
		at.visits[c.word]--
	}
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
	length := s.cost.of(at.key, at.orders, -1, -1, -1)
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

// memo is a coster that remembers: tours by order set, in a table of fixed size that forgets by
// overwriting. The key of no orders is 0, and so is their tour.
type memo struct {
	*coster
	keys  []uint64 // of the orders, random
	table []struct {
		key    uint64
		length float64
	}
}

func newMemo(p *Problem, rnd *rand.Rand) *memo {
	m := &memo{coster: newCoster(p), keys: make([]uint64, p.Len())}
	for i := range m.keys {
		m.keys[i] = rnd.Uint64()
	}
	m.table = make([]struct {
		key    uint64
		length float64
	}, 1<<16)
	return m
}

// of is the tour of orders without two and with another (-1: none), whose key is given.
func (m *memo) of(key uint64, orders []int32, without, nor, with int32) float64 {
	slot := &m.table[key&uint64(len(m.table)-1)]
	if slot.key == key {
		return slot.length
	}
	m.gather(orders, without, nor)
	if with >= 0 {
		m.put(int(with))
	}
	slot.key, slot.length = key, m.measure()
	return slot.length
}

// of2 is the tour of orders without one and with two others.
func (m *memo) of2(key uint64, orders []int32, without, with, and int32) float64 {
	slot := &m.table[key&uint64(len(m.table)-1)]
	if slot.key == key {
		return slot.length
	}
	m.gather(orders, without, -1)
	m.put(int(with))
	m.put(int(and))
	slot.key, slot.length = key, m.measure()
	return slot.length
}

// gather puts the orders but two into the empty set.
func (m *memo) gather(orders []int32, without, nor int32) {
	clear(m.set)
	for _, o := range orders {
		if o != without && o != nor {
			m.put(int(o))
		}
	}
}
