package batch

import "math/rand/v2"

// memo is a coster that remembers: tours by order set, in a table of fixed size that forgets by overwriting. The key of no orders is 0, and so is their tour.
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

// of is the tour of a changed batch.
func (m *memo) of(b *bunch, c change) float64 {
	key := b.key
	for _, o := range c {
		if o != none {
			key ^= m.keys[o]
		}
	}
	slot := &m.table[key&uint64(len(m.table)-1)]
	if slot.key == key {
		return slot.length
	}
	m.gather(b, c)
	slot.key, slot.length = key, m.measure()
	return slot.length
}

// gather puts the places of a changed batch into the set. Where two orders that leave have a place in common, the batch
// is not told whether others visit it as well.
func (m *memo) gather(b *bunch, c change) {
	clear(m.set[copy(m.set, b.union):])
	if c[0] != none && c[1] != none && m.meet(c[0], c[1]) {
		clear(m.set)
		for _, o := range b.orders {
			if o != c[0] && o != c[1] {
				m.put(int(o))
			}
		}
		c[0], c[1] = none, none
	}
	for i, o := range c {
		switch {
		case o == none:
		case i >= 2:
			m.put(int(o))
		default:
			for _, x := range m.p.orders[o].cells {
				m.set[x.word] &^= x.bits &^ b.twice[x.word]
			}
		}
	}
}

// meet says whether two orders have a place in common.
func (m *memo) meet(a, b int32) bool {
	for _, x := range m.p.orders[a].cells {
		for _, y := range m.p.orders[b].cells {
			if x.word == y.word && x.bits&y.bits != 0 {
				return true
			}
		}
	}
	return false
}
