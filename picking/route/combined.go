package route

import "math"

// combined takes the aisles in order and decides for each, by dynamic programming over the two ends, whether to walk
// it through or to turn (Roodbergen and de Koster 2001). It ends at the front.
func combined(w *walker, b *block) {
	strips := b.strips
	if w.h == b.back {
		strips = b.nearestEnd(w.x)
	}
	through := bestPlan(b, strips, w.h == b.back)
	for i, s := range strips {
		if through[i] {
			w.through(b, s)
		} else {
			w.turn(s, s.stops)
		}
	}
}

// bestPlan says which strips to walk through, starting at the back or the front. Walking along is the same whatever is
// chosen, so only climbs count.
func bestPlan(b *block, strips []strip, atBack bool) []bool {
	n := len(strips)
	cost := [2]float64{0, math.Inf(1)} // least climb from here on, by the end stood at: front, back
	choice := make([][2]bool, n)
	for i := n - 1; i >= 0; i-- {
		s := strips[i]
		turn := [2]float64{2 * (s.last() - b.front), 2 * (b.back - s.stops[0].h)}
		var now [2]float64
		for side := range now {
			stay, cross := cost[side]+turn[side], cost[1-side]+b.back-b.front
			now[side], choice[i][side] = min(stay, cross), cross < stay
		}
		cost = now
	}
	side := 0
	if atBack {
		side = 1
	}
	plan := make([]bool, n)
	for i := range plan {
		if plan[i] = choice[i][side]; plan[i] {
			side = 1 - side
		}
	}
	return plan
}
