package carton

import (
	"cmp"
	"slices"
)

// search looks for the load of most worth in a hold.
type search struct {
	*hold
	clock  *clock
	end    int64 // of the loads on the clock
	width  int   // of the next beam
	root   load
	best   load
	trial  load // scratch of greedy
	choice []option
	full   bool // everything is in the best load
}

func newSearch(h *hold, c *clock) *search {
	s := &search{hold: h, clock: c}
	s.start(&s.best)
	return s
}

// greedy fills a load with the best block for each space in turn and keeps it if it is the best. The load itself stays
// as it is.
func (s *search) greedy(from *load) int64 {
	s.clock.loads++
	t := &s.trial
	t.copyFrom(from)
	for {
		s.choice = s.options(t, 1, s.choice)
		if len(s.choice) == 0 {
			break
		}
		s.put(t, s.choice[0].block, s.choice[0].at)
	}
	s.keep(t)
	return t.value
}

// keep writes a load down if none was worth more.
func (s *search) keep(l *load) {
	if l.value > s.best.value {
		s.best.copyFrom(l)
	}
	s.full = s.full || l.units == 0
}

// node is a load in the beam, and what greedy makes of it.
type node struct {
	load
	promise int64
}

// run searches with beams of growing width until the clock shows end loads or is over, or everything is in. It may be called again to go on.
func (s *search) run(end int64) {
	s.end = end
	if s.width == 0 {
		s.start(&s.root)
		s.greedy(&s.root)
		s.width = 1
	}
	for s.width <= maxWidth && !s.over() && s.beam() {
		s.width = s.width*3/2 + 1
	}
}

const maxWidth = 400

// spent says whether nothing more is to be had of going on.
func (s *search) spent() bool { return s.width > maxWidth }

func (s *search) over() bool {
	return s.full || s.clock.loads >= s.end || s.clock.over()
}

// beam fills the carton block by block and keeps the width most promising loads at each step. False if it was cut short.
func (s *search) beam() bool {
	now := []*node{{}}
	now[0].copyFrom(&s.root)
	var next, spare []*node
	var options []option
	for len(now) > 0 {
		next = next[:0]
		for _, n := range now {
			options = s.options(&n.load, s.width, options)
			for _, o := range options {
				if s.over() {
					return false
				}
				var c *node
				if k := len(spare); k > 0 {
					c, spare = spare[k-1], spare[:k-1]
				} else {
					c = &node{}
				}
				c.copyFrom(&n.load)
				s.put(&c.load, o.block, o.at)
				c.promise = s.greedy(&c.load)
				next = append(next, c)
			}
		}
		spare = append(spare, now...)
		slices.SortStableFunc(next, func(a, b *node) int {
			return cmp.Or(cmp.Compare(b.promise, a.promise), cmp.Compare(b.volume, a.volume))
		})
		now = now[:0]
		for i, n := range next {
			if len(now) == s.width || i > 0 && len(now) > 0 && n.like(now[len(now)-1]) {
				spare = append(spare, n)
				continue
			}
			now = append(now, n)
		}
	}
	return true
}

// like says whether two loads are probably the same, reached in another order.
func (n *node) like(m *node) bool {
	return n.promise == m.promise && n.volume == m.volume && slices.Equal(n.left, m.left)
}
