package route

import "math"

// walker is a picker following a rule of thumb in one half of the floor: the part above the depot's cross-aisle or,
// mirrored, the part below. Heights are counted from that cross-aisle, so the depot is always at the front, h = 0.
type walker struct {
	x, h   float64
	length float64
	order  []int
}

// stop is a place at height h.
type stop struct {
	h   float64
	bit int
}

// strip is the stops of one aisle within one block, front to back.
type strip struct {
	x     float64
	stops []stop
}

func (s strip) last() float64 { return s.stops[len(s.stops)-1].h }

// block is a stretch between two cross-aisles with its strips from left to right.
type block struct {
	front, back float64
	strips      []strip
}

func (w *walker) along(x float64) { w.length += math.Abs(x - w.x); w.x = x }
func (w *walker) climb(h float64) { w.length += math.Abs(h - w.h); w.h = h }

// pick climbs to the stops in the given order.
func (w *walker) pick(stops []stop) {
	for _, s := range stops {
		w.climb(s.h)
		w.order = append(w.order, s.bit)
	}
}

// pickDown is pick from back to front.
func (w *walker) pickDown(stops []stop) {
	for i := len(stops) - 1; i >= 0; i-- {
		w.climb(stops[i].h)
		w.order = append(w.order, stops[i].bit)
	}
}

// through walks a strip from the end the walker stands at to the other.
func (w *walker) through(b *block, s strip) {
	w.along(s.x)
	if w.h == b.front {
		w.pick(s.stops)
		w.climb(b.back)
		return
	}
	w.pickDown(s.stops)
	w.climb(b.front)
}

// turn enters a strip from where the walker stands, goes to the farthest of the stops and comes back.
func (w *walker) turn(s strip, stops []stop) {
	if len(stops) == 0 {
		return
	}
	w.along(s.x)
	h := w.h
	if stops[0].h >= h {
		w.pick(stops)
	} else {
		w.pickDown(stops)
	}
	w.climb(h)
}
