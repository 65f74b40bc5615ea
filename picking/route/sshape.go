package route

// sShape walks every aisle with picks from end to end, left to right; a last aisle entered from the front is left
// by the front. Entering from the back it starts at the nearer side.
func sShape(w *walker, b *block) {
	strips := b.strips
	if w.h == b.back {
		strips = b.nearestEnd(w.x)
	}
	for i, s := range strips {
		if i == len(strips)-1 && w.h == b.front {
			w.turn(s, s.stops)
			return
		}
		w.through(b, s)
	}
}
