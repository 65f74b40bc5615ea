package batch

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A changed batch is measured, and guessed, as one that is made of its orders anew; also where two orders that leave
// share a place, and after any moves.
func TestAChangedBatchIsOneMadeAnew(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		p := drawProblem(t, 12)
		s := newState(p, newMemo(p, rand.New(rand.NewPCG(1, 2))), Discrete(p))
		draw := rapid.IntRange(0, p.Len()-1)
		for range rapid.IntRange(0, 12).Draw(t, "moves") { // carts may be overfull here
			shift{int32(draw.Draw(t, "order")), s.where[draw.Draw(t, "to")]}.applyIfElsewhere(s)
		}
		b := s.where[draw.Draw(t, "batch")]
		at, after, c := &s.batches[b], []int{}, change{none, none, none, none}
		for i, o := range at.orders {
			if i < 2 && rapid.Bool().Draw(t, "leaves") {
				c[i] = o
			} else {
				after = append(after, int(o))
			}
		}
		for i := 2; i < 4; i++ {
			if o := draw.Draw(t, "joins"); s.where[o] != b && !slices.Contains(after, o) {
				c[i], after = int32(o), append(after, o)
			}
		}
		if got, want := s.cost.of(at, c), newCoster(p).length(after...); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v of %v: measured %v, made anew %v", c, at.orders, got, want)
		}
		if c[0] == none || c[1] == none { // two that share a place are guessed to leave it to somebody
			if got, want := s.guess(b, c), s.roughly(after)-s.roughly(ints(at.orders)); math.Abs(got-want) > 1e-9 {
				t.Errorf("%v of %v: guessed %v, made anew %v", c, at.orders, got, want)
			}
		}
	})
}

func (m shift) applyIfElsewhere(s *state) {
	if s.where[m.order] != m.to {
		m.apply(s)
	}
}

// roughly is the guess at the walk of some orders.
func (s *state) roughly(orders []int) (sum float64) {
	set := s.p.Ground.NewSet()
	for _, o := range orders {
		for _, c := range s.p.orders[o].cells {
			set[c.word] |= c.bits
		}
	}
	for w, places := range set {
		sum += s.rough.Cost(int32(w), places)
	}
	return sum
}

func ints(orders []int32) (out []int) {
	for _, o := range orders {
		out = append(out, int(o))
	}
	return out
}
