package batch

// change is what becomes of a batch: the first two orders leave it, the others join it.
type change [4]int32

// none is no order in a change.
const none = -1

// turn is which places of a word orders leave and which others come for.
type turn struct{ out, in uint64 }

// guess is what a batch becomes longer by with a change: the sum over the stretches that it changes.
func (s *state) guess(b int32, c change) (sum float64) {
	s.turned = s.turned[:0]
	for i, o := range c {
		if o == none {
			continue
		}
		for _, x := range s.p.orders[o].cells {
			t := &s.turns[x.word]
			if t.out|t.in == 0 {
				s.turned = append(s.turned, x.word)
			}
			if i < 2 {
				t.out |= x.bits
			} else {
				t.in |= x.bits
			}
		}
	}
	at := &s.batches[b]
	for _, w := range s.turned {
		sum += s.differs(at, w, s.turns[w])
		s.turns[w] = turn{}
	}
	return sum
}

// differs is what a word becomes dearer by. Places that two orders visit stay when one leaves.
func (s *state) differs(b *bunch, word int32, t turn) float64 {
	is := b.union[word]
	if will := is&^(t.out&^b.twice[word]) | t.in; will != is {
		return s.rough.Cost(word, will) - b.costs[word]
	}
	return 0
}

// mayJoin guesses what order o adds to batch b, or that it is most or more.
func (s *state) mayJoin(o, b int32, most float64) (sum float64) {
	at := &s.batches[b]
	for _, c := range s.p.orders[o].cells {
		if sum += s.differs(at, c.word, turn{in: c.bits}); sum >= most {
			break
		}
	}
	return sum
}

// mayLeave guesses what order o saves by leaving its batch; nobody saves nothing.
func (s *state) mayLeave(o int32) float64 {
	if o == none {
		return 0
	}
	b := &s.batches[s.where[o]]
	if s.asOf[o] != b.version {
		sum := 0.0
		for _, c := range s.p.orders[o].cells {
			sum -= s.differs(b, c.word, turn{out: c.bits})
		}
		s.saves[o], s.asOf[o] = sum, b.version
	}
	return s.saves[o]
}
