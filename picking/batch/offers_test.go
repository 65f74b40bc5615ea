package batch

import (
	"fmt"
	"slices"
	"testing"

	"pickpack/picking/sample"

	"pgregory.net/rapid"
)

func TestOffersComeBestFirst(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.SliceOf(rapid.Custom(func(t *rapid.T) offer {
			return offer{float64(rapid.IntRange(0, 5).Draw(t, "saving")), rapid.IntRange(0, 3).Draw(t, "i"), rapid.IntRange(0, 3).Draw(t, "j")}
		}))
		h := offers(draw.Draw(t, "at first"))
		want := slices.Clone([]offer(h))
		h.init()
		for _, o := range draw.Draw(t, "later") {
			h.push(o)
			want = append(want, o)
		}
		slices.SortFunc(want, func(a, b offer) int {
			switch {
			case a.before(b):
				return -1
			case b.before(a):
				return 1
			}
			return 0
		})
		for _, o := range want {
			if got := h.pop(); got != o {
				t.Fatalf("%v, want %v", got, o)
			}
		}
	})
}

// BenchmarkSavings is the growth of savings with the number of orders, five lines each.
func BenchmarkSavings(b *testing.B) {
	for _, n := range []int{100, 1000, 2000, 4000, 8000} {
		p := henn(b, sample.Henn{Orders: n, Capacity: 60, Least: 1, Most: 9, Seed: 1})
		b.Run(fmt.Sprint("orders=", n), func(b *testing.B) {
			for b.Loop() {
				Savings(p)
			}
		})
	}
}
