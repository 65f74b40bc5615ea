package batch

import (
	"cmp"
	"slices"
)

// pricer searches all batches that fit for the one whose tour is shortest for what its orders are worth: least
// length / worth. It is a depth-first search over orders by worth for their load. A partial batch is given up when even
// the best filling of the room that is left, orders taken in fractions, could not bring the ratio below the least one
// known; adding orders never shortens a tour. The same test, one order ahead, strikes orders off for a whole subtree.
type pricer struct {
	cost   *coster
	dim    int // the dimension that is scarcest, for the filling
	rank   []int32
	price  []float64 // of the orders, of a batch, of the cuts
	cutsOf [][]int32 // by order
	met    []int     // how many of each cut's orders are chosen
	ratio  float64   // least length / worth so far
	found  []column
	chosen []int
	load   []float64
	stop   func() bool
	late   bool
	nodes  int
}

func newPricer(p *Problem) *pricer {
	c := &pricer{cost: newCoster(p), load: make([]float64, len(p.Capacity))}
	scarce := -1.0
	for d, room := range p.Capacity {
		sum := 0.0
		for _, o := range p.orders {
			sum += o.load[d]
		}
		if sum/room > scarce {
			scarce, c.dim = sum/room, d
		}
	}
	return c
}

// run searches with the given worths, of the orders, of a batch as such, and of cuts, and returns the least ratio, at most
// start, and the batches that lowered it or came below one on the way. If stop says so the search ends early, and the
// ratio is a bound all the same.
func (c *pricer) run(price []float64, start float64, stop func() bool) (float64, []column) {
	c.price, c.ratio, c.stop, c.late, c.found = price, start, stop, false, nil
	c.rank = c.rank[:0]
	batch := c.cost.p.Len()
	for i, v := range price[:batch] {
		if v > 0 {
			c.rank = append(c.rank, int32(i))
		}
	}
	slices.SortStableFunc(c.rank, func(a, b int32) int { return cmp.Compare(c.density(b), c.density(a)) })
	clear(c.load)
	c.chosen = c.chosen[:0]
	if each := price[batch]; each > 0 { // a batch of orders that are worth nothing is worth this, and no shorter than one of them
		for i, v := range price[:batch] {
			if v <= 0 {
				c.ratio = min(c.ratio, c.length(int32(i))/each)
			}
		}
	}
	c.extend(c.rank, price[batch])
	return c.ratio, c.found
}

// cut makes cuts known: a batch that holds two of a cut's orders is worth less by what the cut takes off.
func (c *pricer) cut(cuts []cut) {
	c.cutsOf, c.met = make([][]int32, c.cost.p.Len()), make([]int, len(cuts))
	for k, x := range cuts {
		for _, o := range x {
			c.cutsOf[o] = append(c.cutsOf[o], int32(k))
		}
	}
}

// worthOf is what an order adds to the worth of the chosen ones. What the filling expects of it is no less, since a cut
// only takes off.
func (c *pricer) worthOf(o int32) float64 {
	w := c.price[o]
	if len(c.met) == 0 {
		return w
	}
	for _, k := range c.cutsOf[o] {
		if c.met[k] == 1 {
			w += c.price[c.cost.p.Len()+1+int(k)]
		}
	}
	return w
}

func (c *pricer) density(o int32) float64 {
	return c.price[o] / (c.cost.p.orders[o].load[c.dim] + 1e-12)
}

// extend tries every candidate as the next order of the chosen ones, whose worth is given.
func (c *pricer) extend(candidates []int32, worth float64) {
	type choice struct {
		order  int32
		length float64
	}
	var keep []choice
	var order []int32
	for _, o := range candidates {
		if !c.cost.p.fitsBoth(c.load, c.cost.p.orders[o].load) {
			continue
		}
		length := c.length(o)
		w := worth + c.worthOf(o)
		c.meet(o, length, w)
		if length < c.ratio*(w+c.filling(candidates, o)) {
			keep, order = append(keep, choice{o, length}), append(order, o)
		}
	}
	for k, x := range keep {
		w := worth + c.worthOf(x.order)
		full := w + c.filling(order[k+1:], x.order)
		if x.length >= c.ratio*full {
			continue
		}
		if c.late = c.late || c.nodes&255 == 0 && c.stop(); c.late {
			c.ratio = min(c.ratio, x.length/full)
			continue
		}
		c.nodes++
		c.push(x.order)
		c.extend(order[k+1:], w)
		c.pop(x.order)
	}
}

// meet notes a batch whose ratio is below one.
func (c *pricer) meet(o int32, length, worth float64) {
	if length >= worth*(1-1e-9) {
		return
	}
	if length < c.ratio*worth || len(c.found) < 200 {
		col := column{length: length}
		for _, x := range c.chosen {
			col.orders = append(col.orders, int32(x))
		}
		col.orders = append(col.orders, o)
		c.found = append(c.found, col)
	}
	c.ratio = min(c.ratio, length/worth)
}

func (c *pricer) length(with int32) float64 {
	c.chosen = append(c.chosen, int(with))
	v := c.cost.length(c.chosen...)
	c.chosen = c.chosen[:len(c.chosen)-1]
	return v
}

// filling is the most that candidates could add beside the chosen orders and one more, taken in fractions by density.
func (c *pricer) filling(candidates []int32, and int32) float64 {
	p := c.cost.p
	room := p.Capacity[c.dim] - c.load[c.dim] - p.orders[and].load[c.dim]
	room = max(0, room+tolerance*(1+p.Capacity[c.dim]))
	sum := 0.0
	for _, o := range candidates {
		if o == and {
			continue
		}
		x := p.orders[o].load[c.dim]
		if x > room {
			return sum + c.price[o]*room/x
		}
		room -= x
		sum += c.price[o]
	}
	return sum
}

func (c *pricer) push(o int32) {
	c.chosen = append(c.chosen, int(o))
	c.count(o, 1)
	for d, x := range c.cost.p.orders[o].load {
		c.load[d] += x
	}
}

func (c *pricer) pop(o int32) {
	c.chosen = c.chosen[:len(c.chosen)-1]
	c.count(o, -1)
	for d, x := range c.cost.p.orders[o].load {
		c.load[d] -= x
	}
}

func (c *pricer) count(o int32, n int) {
	if len(c.met) > 0 {
		for _, k := range c.cutsOf[o] {
			c.met[k] += n
		}
	}
}
