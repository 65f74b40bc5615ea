package route

import "slices"

// Scattered storage: an item that lies in several bins may be taken from any of them. Choosing the bins and the tour
// together is hard in general (Weidinger 2018), but tours only grow with places, so a depth-first search over the
// choices with the best tour known as a bound ends quickly for the few scattered picks a list has; where it does not
// end within maxNodes, the best found so far stands.

const maxNodes = 200_000

// scatter is a search for the bins that make a tour shortest.
type scatter struct {
	s      *Solver
	method Method
	picks  [][]int // bins that can serve each scattered pick
	count  []int   // how many picks use each place
	set    Set
	chosen []int
	best   []int
	length float64
	nodes  int
}

// Choose says which bin serves each pick so that the tour through all of them is shortest: exact if few picks have a
// choice, a descent from two starts otherwise. options[i] are the bins, by index, that pick i can be served from, the
// usual one first.
func (s *Solver) Choose(m Method, options [][]int) []int {
	c := &scatter{s: s, method: m, set: s.g.NewSet(), count: make([]int, s.g.words<<6), chosen: make([]int, len(options))}
	var free []int // picks with a choice, those with least choice first
	for i, bins := range options {
		if c.chosen[i] = bins[0]; len(bins) > 1 {
			free = append(free, i)
		} else {
			c.put(bins[0], 1)
		}
	}
	slices.SortStableFunc(free, func(a, b int) int { return len(options[a]) - len(options[b]) })
	c.picks = options
	c.usual(free)
	c.nearest(free)
	c.search(free)
	return c.best
}

// put counts a bin's place in or, with -1, out.
func (c *scatter) put(bin, n int) {
	spot := c.s.g.Spot(bin)
	if c.count[spot] += n; c.count[spot] > 0 {
		c.set[spot>>6] |= 1 << (spot & 63)
	} else {
		c.set[spot>>6] &^= 1 << (spot & 63)
	}
}

func (c *scatter) tour() float64 { return c.s.LengthBy(c.method, c.set) }

// keep remembers the present choice if it is the best.
func (c *scatter) keep() {
	if length := c.tour(); c.best == nil || length < c.length-1e-9 {
		c.best, c.length = slices.Clone(c.chosen), length
	}
}

// usual starts from the usual bins and descends.
func (c *scatter) usual(free []int) {
	for _, i := range free {
		c.chosen[i] = c.picks[i][0]
		c.put(c.chosen[i], 1)
	}
	c.descend(free)
	for _, i := range free {
		c.put(c.chosen[i], -1)
	}
}

// nearest puts the picks in one after the other, each where it lengthens the tour least, and descends.
func (c *scatter) nearest(free []int) {
	for _, i := range free {
		c.chosen[i], _ = c.least(i)
		c.put(c.chosen[i], 1)
	}
	c.descend(free)
	for _, i := range free {
		c.put(c.chosen[i], -1)
	}
}

// least is the bin that serves pick i best beside what is in the set, and the tour with it.
func (c *scatter) least(i int) (bin int, length float64) {
	bin = -1
	for _, b := range c.picks[i] {
		c.put(b, 1)
		if l := c.tour(); bin < 0 || l < length-1e-9 {
			bin, length = b, l
		}
		c.put(b, -1)
	}
	return bin, length
}

// descend moves one pick at a time as long as the tour becomes shorter.
func (c *scatter) descend(free []int) {
	for better := true; better; {
		better = false
		before := c.tour()
		for _, i := range free {
			c.put(c.chosen[i], -1)
			bin, length := c.least(i)
			if length < before-1e-9 {
				c.chosen[i], before, better = bin, length, true
			}
			c.put(c.chosen[i], 1)
		}
	}
	c.keep()
}

// search tries all choices for the picks left, giving up where the tour is too long already.
func (c *scatter) search(left []int) {
	if len(left) == 0 {
		c.keep()
		return
	}
	i := left[0]
	for _, b := range c.picks[i] {
		if c.nodes++; c.nodes > maxNodes {
			return
		}
		c.put(b, 1)
		if c.tour() < c.length-1e-9 {
			c.chosen[i] = b
			c.search(left[1:])
		}
		c.put(b, -1)
	}
}
