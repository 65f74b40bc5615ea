package route

// largestGap is midpoint with the cut at the largest gap: between two neighbouring picks, or between an end of the
// aisle and the pick nearest to it, in which case the aisle is served from the other end alone.
func largestGap(w *walker, b *block) {
	split(w, b, func(s strip) int {
		cut, gap, last := 0, -1.0, b.front
		for i, st := range s.stops {
			if st.h-last > gap {
				cut, gap = i, st.h-last
			}
			last = st.h
		}
		if b.back-last > gap {
			return len(s.stops)
		}
		return cut
	})
}
