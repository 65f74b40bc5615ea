package route

import (
	"math"
	"math/bits"
)

// Rough guesses what each stretch of aisle costs a walk, by itself and in no time. A walk of many picks meets nearly every
// crossing anyway; then a stretch is walked through, or from both ends up to its widest gap, whichever is shorter. Only a
// gap longer than half the stretch is worth a turn, and that one lies across the middle: two places tell the cost.
type Rough struct {
	y     []float64
	words []roughly
}

// roughly is a word: its stretch, or its part of a long one.
type roughly struct {
	low, high float64 // its ends
	most      float64 // it costs at most
	each      float64 // walking twice, as a factor
	lower     uint64  // places nearer to its lower end
}

// Rough is made once for a method and may be shared.
func (g *Ground) Rough(m Method) *Rough {
	r := &Rough{g.y, make([]roughly, g.words)}
	for _, c := range g.cols {
		for _, s := range c.segs {
			low := s.low
			for w := s.from; w < s.to; w++ {
				high := s.high
				if w+1 < s.to {
					high = g.y[(w+1)<<6]
				}
				r.words[w] = g.roughly(m, w, low, high)
				low = high
			}
		}
	}
	return r
}

func (g *Ground) roughly(m Method, w int, low, high float64) roughly {
	r := roughly{low: low, high: high, most: high - low, each: 2}
	for b, y := range g.y[w<<6 : (w+1)<<6] {
		if 2*y <= low+high {
			r.lower |= 1 << b
		}
	}
	switch m {
	case SShape: // always through
		r.each = math.Inf(1)
	case Return: // always back
		r.most, r.lower = math.Inf(1), math.MaxUint64
	}
	return r
}

// Cost is what the places of one word cost.
func (r *Rough) Cost(word int32, places uint64) float64 {
	if places == 0 {
		return 0
	}
	w := &r.words[word]
	from, to := w.low, w.high
	if below := places & w.lower; below != 0 {
		from = r.y[int(word)<<6|(63-bits.LeadingZeros64(below))]
	}
	if above := places &^ w.lower; above != 0 {
		to = r.y[int(word)<<6|bits.TrailingZeros64(above)]
	}
	return min(w.most, w.each*(w.high-w.low-(to-from)))
}
