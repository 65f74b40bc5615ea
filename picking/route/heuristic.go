package route

import "math"

// rule serves one block: the walker stands at its front or at its back, serves every strip and ends at the front.
type rule func(w *walker, b *block)

// rules are the rules of thumb, as floors use them and textbooks define them for one block.
var rules = map[Method]rule{SShape: sShape, Midpoint: midpoint, LargestGap: largestGap, Combined: combined}

// thumb walks a set by a rule of thumb: the half above the depot, then the half below.
func (g *Ground) thumb(m Method, set Set, order []int) (float64, []int) {
	w := walker{x: g.lay.Depot.X, order: order}
	for _, blocks := range g.halves(set) {
		if m == Return {
			returning(&w, blocks)
		} else {
			blockwise(&w, blocks, rules[m])
		}
		w.along(g.lay.Depot.X)
	}
	return w.length, w.order
}

// blockwise is the frame of Roodbergen and de Koster (2001) for several blocks: up the leftmost aisle with picks to the
// farthest block with picks, serve it, then the nearer blocks one after the other, each from its back to its front.
func blockwise(w *walker, blocks []block, r rule) {
	far := len(blocks) - 1
	for far >= 0 && len(blocks[far].strips) == 0 {
		far--
	}
	if far < 0 {
		return
	}
	if far > 0 {
		climbLeft(w, blocks[:far+1])
	}
	for b := far; b >= 0; b-- {
		if len(blocks[b].strips) > 0 {
			r(w, &blocks[b])
		}
		w.climb(blocks[b].front)
	}
}

// climbLeft goes up the leftmost aisle with picks to the front of the last block, picking on the way.
func climbLeft(w *walker, blocks []block) {
	left := math.Inf(1)
	for _, b := range blocks {
		if len(b.strips) > 0 {
			left = min(left, b.strips[0].x)
		}
	}
	w.along(left)
	for i := range blocks[:len(blocks)-1] {
		b := &blocks[i]
		if len(b.strips) > 0 && b.strips[0].x == left {
			w.pick(b.strips[0].stops)
			b.strips = b.strips[1:]
		}
		w.climb(b.back)
	}
}

// nearestEnd is the strips in the order that starts at the end nearer to x.
func (b *block) nearestEnd(x float64) []strip {
	n := len(b.strips)
	if math.Abs(b.strips[0].x-x) <= math.Abs(b.strips[n-1].x-x) {
		return b.strips
	}
	turned := make([]strip, n)
	for i, s := range b.strips {
		turned[n-1-i] = s
	}
	return turned
}
