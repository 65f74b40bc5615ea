package zone

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestPass(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		carts []Cart
		zones int
		want  Relay
	}{
		"nothing": {nil, 2, Relay{Places: []int{0, 0}}},
		"even flow": { // each cart is taken over as it comes
			[]Cart{{[]float64{2, 2}, 3}, {[]float64{2, 2}, 3}, {[]float64{2, 2}, 3}}, 2, Relay{[]int{0, 0}, 3, 0, 8}},
		"a slow zone": { // carts come at 1, 2 and 3; the second waits until 5, the third until 9
			[]Cart{{[]float64{1, 4}, 2}, {[]float64{1, 4}, 2}, {[]float64{1, 4}, 5}}, 2, Relay{[]int{0, 7}, 3, 3 + 6, 13}},
		"past a zone": { // the first zone hands over to the third
			[]Cart{{[]float64{1, 0, 1}, 1}, {[]float64{0, 3, 0}, 1}}, 3, Relay{[]int{0, 0, 0}, 1, 0, 3}},
		"what waits goes first": { // zone 2 starts its own cart at 0, takes the other's at 2, its second own at 3
			[]Cart{{[]float64{1, 1}, 1}, {[]float64{0, 2}, 1}, {[]float64{0, 2}, 1}}, 2, Relay{[]int{0, 1}, 1, 1, 5}},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Pass(tc.carts, tc.zones)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// No zone does anything faster than its work allows, no cart is in two places, and everything ends.
func TestPassKeepsTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		zones := rapid.IntRange(1, 4).Draw(t, "zones")
		carts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Cart {
			c := Cart{Totes: rapid.IntRange(0, 5).Draw(t, "totes")}
			for range zones {
				c.Work = append(c.Work, float64(rapid.IntRange(0, 4).Draw(t, "work")))
			}
			return c
		}), 0, 8).Draw(t, "carts")
		r := Pass(carts, zones)
		longest, total, totes, visits, begun := 0.0, 0.0, 0, 0, 0
		zoneWork := make([]float64, zones)
		for _, c := range carts {
			sum := 0.0
			for z, w := range c.Work {
				sum += w
				zoneWork[z] += w
				if w > 0 {
					visits++
				}
			}
			if sum > 0 {
				begun++
			}
			longest, total, totes = max(longest, sum), total+sum, totes+c.Totes
		}
		for z, w := range zoneWork {
			longest = max(longest, w)
			if r.Places[z] > totes {
				t.Fatal("more waits than there is:", r)
			}
		}
		if r.End < longest || r.End > total || r.HandOver != visits-begun || r.Places[0] != 0 || r.Wait < 0 {
			t.Fatalf("%+v for %+v", r, carts)
		}
	})
}
