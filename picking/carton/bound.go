package carton

import (
	"math"
	"slices"
)

// A measure says for each kind which part of a box a unit takes at least, infinite if it does not fit: whatever goes into
// one box adds up to no more than 1. There are many: the volume, the weight, and products of stretched sides.
type measure []float64

// stretch is a dual feasible function: numbers that add up to no more than 1 still do after it. Where long sides are
// stretched, goods that leave unusable gaps need more than the room they take (Fekete and Schepers 2004).
type stretch func(x float64) float64

// stretches are the identity and the functions u(k), which round x to k-ths in favour of what is just too long.
var stretches = func() []stretch {
	all := []stretch{func(x float64) float64 { return x }}
	for _, k := range []float64{1, 2, 3, 4, 5} {
		all = append(all, func(x float64) float64 {
			y := x * (k + 1)
			if math.Abs(y-math.Round(y)) < 1e-9 {
				return x
			}
			return math.Floor(y) / k
		})
	}
	return all
}()

// measures are those of a box for some kinds.
func (s *solver) measures(b *box, units []need) []measure {
	volume, weight := make(measure, len(units)), make(measure, len(units))
	sides := make([][][3][]float64, len(units)) // of each way to lie, along each axis, under each stretch
	for i, u := range units {
		k := &s.kinds[u.kind]
		volume[i], weight[i] = math.Inf(1), math.Inf(1)
		if !b.takes(k) {
			continue
		}
		volume[i] = float64(k.volume) / float64(b.volume)
		weight[i] = float64(k.weight) / float64(max(1, b.weight))
		for _, t := range k.turns {
			if t.within(b.inner) {
				sides[i] = append(sides[i], stretched(t, b.inner))
			}
		}
	}
	all := []measure{volume, weight}
	if len(units) > manyKinds {
		return all
	}
	for x := range stretches {
		for y := range stretches {
			for z := range stretches {
				m := make(measure, len(units))
				for i := range units {
					m[i] = math.Inf(1)
					for _, t := range sides[i] {
						m[i] = min(m[i], t[0][x]*t[1][y]*t[2][z])
					}
				}
				all = append(all, m)
			}
		}
	}
	return all
}

// manyKinds is where measures of stretched sides begin to take too long.
const manyKinds = 200

func stretched(t, inner vec) (sides [3][]float64) {
	for a := range 3 {
		for _, by := range stretches {
			sides[a] = append(sides[a], by(float64(t[a])/float64(inner[a])))
		}
	}
	return sides
}

// of adds up what units take.
func (m measure) of(units []need) (sum float64) {
	for i, u := range units {
		sum += float64(u.count) * m[i]
	}
	return sum
}

// hasRoom is false if units are too many for a box, too heavy, or one is too large.
func (s *solver) hasRoom(b *box, units []need) bool {
	room, weight := b.volume, b.weight
	for _, u := range units {
		k := &s.kinds[u.kind]
		room -= int64(u.count) * k.volume
		weight -= int64(u.count) * k.weight
		if room < 0 || weight < 0 || !b.takes(k) {
			return false
		}
	}
	return true
}

// mayHold is false if a box certainly cannot hold all units.
func (s *solver) mayHold(b *box, units []need) bool {
	return s.hasRoom(b, units) &&
		!slices.ContainsFunc(s.measures(b, units), func(m measure) bool { return m.of(units) > 1+1e-9 })
}

// atLeast is a number of cartons below which the units cannot be packed, however many boxes there are. Every unit must
// fit some box.
//
// Each box may be measured in its own way. A unit counts as the least part that it takes of any box, so the units of any
// carton count as no more than 1 and their sum is a bound. Each box's measure is chosen so that the sum becomes large.
func (s *solver) atLeast(units []need) int {
	var all [][]measure
	one := false
	for i := range s.boxes {
		all = append(all, s.measures(&s.boxes[i], units))
		one = one || s.mayHold(&s.boxes[i], units)
	}
	most := max(climb(all, 0, units), climb(all, 1, units))
	bound := int(math.Ceil(most - 1e-9))
	if bound <= 1 && !one {
		bound = 2
	}
	return bound
}

// climb changes the measure of one box after another while the sum grows.
func climb(all [][]measure, start int, units []need) float64 {
	chosen := make([]measure, len(all))
	for b := range chosen {
		chosen[b] = all[b][start]
	}
	best := 0.0
	others := make(measure, len(units))
	for grown := true; grown; {
		grown = false
		for b := range all {
			for i := range units {
				others[i] = math.Inf(1)
				for c := range chosen {
					if c != b {
						others[i] = min(others[i], chosen[c][i])
					}
				}
			}
			for _, m := range all[b] {
				sum := 0.0
				for i, u := range units {
					sum += float64(u.count) * min(others[i], m[i])
				}
				if sum > best+1e-9 {
					best, chosen[b], grown = sum, m, true
				}
			}
		}
	}
	return best
}
