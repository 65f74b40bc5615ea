package pace

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// A quantile is the true one or up to a step above it, whatever was counted.
func TestQuantiles(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.IntRange(0, 9000), 1, 200).Draw(t, "ms")
		q := rapid.Float64Range(0.01, 1).Draw(t, "q")
		counted := make(Times, Steps)
		for _, ms := range all {
			counted[step(ms)]++
		}
		slices.Sort(all)
		rank := 0
		for float64(rank) < q*float64(len(all)) {
			rank++
		}
		want, got := time.Duration(all[rank-1])*time.Millisecond, counted.At(q)
		if got < want-time.Millisecond || got > max(want*116/100, 20*time.Millisecond)+time.Millisecond {
			t.Fatalf("%v, want %v or a step more", got, want)
		}
	})
}

func TestNoTimes(t *testing.T) {
	t.Parallel()
	if got := make(Times, Steps).At(.5); got != 0 {
		t.Errorf("%v", got)
	}
	if step(0) != 0 || step(1<<30) != Steps-1 {
		t.Errorf("steps %d and %d", step(0), step(1<<30))
	}
}
