package route

// midpoint walks the first and the last aisle with picks from end to end and serves the aisles between from the front
// up to their middle and from the back down to it.
func midpoint(w *walker, b *block) {
	mid := (b.front + b.back) / 2
	split(w, b, func(s strip) int {
		i := 0
		for i < len(s.stops) && s.stops[i].h <= mid {
			i++
		}
		return i
	})
}

// split serves a block with strips cut in two: cut says how many stops are served from the front. From the front, the
// first and the last strip are walked through; from the back, the farther end strip is.
func split(w *walker, b *block, cut func(strip) int) {
	if w.h == b.back {
		splitFromBack(w, b, cut)
		return
	}
	n := len(b.strips)
	if n == 1 {
		w.turn(b.strips[0], b.strips[0].stops)
		return
	}
	middle, start := b.strips[1:n-1], w.x
	for i := len(middle) - 1; i >= 0; i-- { // passed on the way to the first strip
		if s := middle[i]; s.x <= start {
			w.turn(s, s.stops[:cut(s)])
		}
	}
	w.through(b, b.strips[0])
	for _, s := range middle {
		w.turn(s, s.stops[cut(s):])
	}
	w.through(b, b.strips[n-1])
	for i := len(middle) - 1; i >= 0; i-- {
		if s := middle[i]; s.x > start {
			w.turn(s, s.stops[:cut(s)])
		}
	}
}

func splitFromBack(w *walker, b *block, cut func(strip) int) {
	strips := b.nearestEnd(w.x)
	last := len(strips) - 1
	for _, s := range strips[:last] {
		w.turn(s, s.stops[cut(s):])
	}
	w.through(b, strips[last])
	for i := last - 1; i >= 0; i-- {
		w.turn(strips[i], strips[i].stops[:cut(strips[i])])
	}
}
