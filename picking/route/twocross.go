package route

import "math"

// The programme of Ratliff and Rosenthal (1983) with its seven states as five numbers. After each column the walk so
// far is one of
//
//	odd   both crossings have an odd degree (one piece)
//	low   only the lower crossing is used, evenly      high  only the upper one
//	one   both are used evenly, in one piece           two   both, in two pieces
//
// and "none" before anything is visited. Columns without picks are skipped: a walk through an empty aisle can be moved
// sideways, at no cost in one of the two directions, until it meets a used column.
//
// Worked case: aisles at 0 and 3, length 31, one pick at height 21 of the second, depot at the first. Column 0 is only
// touched: low = 0. Two edges across, 6: low = 6. The pick in from below, 42: low = 48, in from above 20: two = 26,
// through 31: odd = 37. Only low, high and one are closed walks: 48.

// frontier2 holds the least lengths by state.
type frontier2 struct{ odd, low, high, one, two float64 }

// twoCross is Length on a layout with two cross-aisles.
func (g *Ground) twoCross(set Set) float64 {
	inf := math.Inf(1)
	f := frontier2{inf, inf, inf, inf, inf}
	none, x := 0.0, 0.0
	for i := range g.cols {
		c := &g.cols[i]
		if !c.used(set) {
			continue
		}
		if none > 0 {
			f.across(c.x - x)
		}
		n, ok := need{}, false
		if len(c.segs) > 0 {
			n, ok = g.needs(&c.segs[0], set)
		}
		switch {
		case ok:
			f.serve(n, none)
			none = inf
		case c.nodes >= 0:
			none = f.pass(g.lay.CrossY[1]-g.lay.CrossY[0], none)
		}
		if nodes := g.nodesOf(c, set); nodes != 0 {
			f.touch(nodes, none)
		}
		none, x = inf, c.x
	}
	return min(f.low, f.high, f.one)
}

// across walks to the next column, d away.
func (f *frontier2) across(d float64) {
	f.odd += 2 * d
	f.low, f.high = min(f.low, f.one)+2*d, min(f.high, f.one)+2*d
	f.one += 4 * d
	f.two += 4 * d
}

// serve picks a column; none is 0 if nothing was visited before, else +Inf. Walking through twice connects the two
// crossings, which only a pick at the far crossing of the one used aisle can call for.
func (f *frontier2) serve(n need, none float64) {
	turn, apart := min(n.low, n.high, n.gap), min(f.low, f.high, f.two, none)
	*f = frontier2{
		odd:  min(f.odd+turn, min(f.one, apart)+n.through),
		low:  min(f.low, none) + n.low,
		high: min(f.high, none) + n.high,
		one:  min(f.one+turn, f.odd+n.through, apart+2*n.through),
		two:  min(f.two+turn, f.low+min(n.high, n.gap), f.high+min(n.low, n.gap), none+n.gap),
	}
}

// pass leaves a column without picks between its crossings alone, or walks through it; what none has become is
// returned: a walk may still begin at the touched crossings.
func (f *frontier2) pass(length, none float64) float64 {
	apart := min(f.low, f.high, f.two, none)
	f.odd, f.one = min(f.odd, min(f.one, apart)+length), min(f.one, f.odd+length, apart+2*length)
	return none
}

// touch makes crossings part of the walk: bit 0 the lower, bit 1 the upper.
func (f *frontier2) touch(nodes uint64, none float64) {
	inf := math.Inf(1)
	if nodes&1 != 0 {
		f.two, f.high = min(f.two, f.high), inf
		f.low, none = min(f.low, none), inf
	}
	if nodes&2 != 0 {
		f.two, f.low = min(f.two, f.low), inf
		f.high = min(f.high, none)
	}
}
