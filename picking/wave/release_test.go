package wave

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestReleaseSaysWhy(t *testing.T) {
	t.Parallel()
	at := func(h int) time.Time { return time.Date(2026, 3, 2, h, 0, 0, 0, time.UTC) }
	orders := []Candidate{
		{Due: at(17), Carrier: "P", Load: []float64{5, 1}},
		{Due: at(12), Carrier: "P", Load: []float64{4, 1}},
		{Due: at(13), Carrier: "Q", Load: []float64{4, 1}},
		{Due: at(14), Carrier: "P", Load: []float64{7, 1}, Priority: 1},
		{Carrier: "P", Load: []float64{1, 1}},
		{Due: at(15), Carrier: "P", Load: []float64{3, 1}},
		{Due: at(15), Carrier: "P", Load: []float64{1, 1}},
		{Due: at(16), Carrier: "P", Load: []float64{0, 1}},
	}
	chosen, left := Release(orders, Limits{Until: at(16), Carriers: []string{"P"}, MaxOrders: 3,
		Capacity: []float64{12, math.Inf(1)}, Names: []string{"units", "slots"}})
	want := []Left{
		{0, "its cut-off 2026-03-02 17:00 UTC is after this wave's 2026-03-02 16:00 UTC"},
		{2, `carrier "Q" is not in this wave`},
		{4, "it has no cut-off and this wave is for those until 2026-03-02 16:00 UTC"},
		{5, "units 3 do not fit: 11 of the wave's 12 are taken"},
		{7, "the wave is full: 3 orders of higher priority or earlier cut-off"},
	}
	if diff := cmp.Diff([]int{1, 3, 6}, chosen); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Error(diff)
	}
}

func TestReleaseWithoutLimitsTakesAll(t *testing.T) {
	t.Parallel()
	chosen, left := Release(make([]Candidate, 3), Limits{})
	if len(chosen) != 3 || left != nil {
		t.Error(chosen, left)
	}
}
