package route

import "math/bits"

// euler is a graph of crossings whose degrees are all even, and the walk that uses each edge once (Hierholzer 1873).
type euler struct {
	head  []int32 // last edge end at each crossing, -1 for none
	ends  []end   // two for each edge; end i belongs to edge i/2
	loops []loop
	first []int32 // last loop at each crossing, -1 for none
	stack []int32
	path  []int32
}

// end is one end of an edge: where the edge leads from here.
type end struct {
	to, prev int32
	used     bool
	picks    leg
}

// loop is a way out of a crossing and back by the same edge.
type loop struct {
	picks leg
	prev  int32
}

// leg is the places passed on an edge: those of the set within [from, to), highest first if down.
type leg struct {
	from, to int
	down     bool
}

func (e *euler) reset(crossings int) {
	if cap(e.head) < crossings {
		e.head, e.first = make([]int32, crossings), make([]int32, crossings)
	}
	e.head, e.first = e.head[:crossings], e.first[:crossings]
	for i := range e.head {
		e.head[i], e.first[i] = -1, -1
	}
	e.ends, e.loops = e.ends[:0], e.loops[:0]
}

// join adds an edge from crossing a to b; picks are passed in ascending order from a to b.
func (e *euler) join(a, b int, picks leg) {
	n := int32(len(e.ends))
	back := picks
	back.down = true
	e.ends = append(e.ends, end{int32(b), e.head[a], false, picks}, end{int32(a), e.head[b], false, back})
	e.head[a], e.head[b] = n, n+1
}

func (e *euler) loop(at int, picks leg) {
	e.loops = append(e.loops, loop{picks, e.first[at]})
	e.first[at] = int32(len(e.loops) - 1)
}

// walk appends the places of set in the order of a closed walk from the depot over all edges and loops.
func (e *euler) walk(g *Ground, set Set, order []int) []int {
	at := int32(g.depotNode())
	e.circuit(at)
	order = e.visit(g, set, at, order)
	for i := len(e.path) - 1; i >= 0; i-- {
		n := &e.ends[e.path[i]]
		order = g.passed(set, n.picks, order)
		order = e.visit(g, set, n.to, order)
	}
	return order
}

func (g *Ground) depotNode() int {
	for i := range g.cols {
		if g.cols[i].depot {
			return i*len(g.lay.CrossY) + g.depot
		}
	}
	return 0
}

// circuit leaves in path the ends of a closed walk from start, last first.
func (e *euler) circuit(start int32) {
	e.stack, e.path = append(e.stack[:0], -1), e.path[:0]
	at := start
	for len(e.stack) > 0 {
		i := e.head[at]
		for i >= 0 && e.ends[i].used {
			i = e.ends[i].prev
		}
		e.head[at] = i
		if i >= 0 {
			e.ends[i].used, e.ends[i^1].used = true, true
			e.stack = append(e.stack, i)
			at = e.ends[i].to
			continue
		}
		top := e.stack[len(e.stack)-1]
		e.stack = e.stack[:len(e.stack)-1]
		if top >= 0 {
			e.path = append(e.path, top)
			at = e.ends[top^1].to
		}
	}
}

// visit walks the loops of a crossing, once.
func (e *euler) visit(g *Ground, set Set, at int32, order []int) []int {
	for i := e.first[at]; i >= 0; i = e.loops[i].prev {
		order = g.passed(set, e.loops[i].picks, order)
	}
	e.first[at] = -1
	return order
}

// passed appends the places of set on a leg.
func (g *Ground) passed(set Set, l leg, order []int) []int {
	start := len(order)
	for bit := l.from; bit < l.to; {
		m := set[bit>>6] >> (bit & 63)
		if m == 0 {
			bit = (bit>>6 + 1) << 6
			continue
		}
		bit += bits.TrailingZeros64(m)
		if bit < l.to {
			order = append(order, bit)
		}
		bit++
	}
	if l.down {
		for i, j := start, len(order)-1; i < j; i, j = i+1, j-1 {
			order[i], order[j] = order[j], order[i]
		}
	}
	return order
}
