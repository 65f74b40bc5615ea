package plan

import (
	"context"
	"testing"

	"pickpack/picking/contract"
	"pickpack/picking/layout"

	"github.com/google/go-cmp/cmp"
)

// Three orders in one aisle at heights 2, 5 and 9, carts for two. The far two share a walk; the near one adds nothing to
// either walk but there is no room for it with them.
func TestReasons(t *testing.T) {
	t.Parallel()
	r := Request{
		Layout:    layout.Layout{AislesX: []float64{0}, CrossY: []float64{0, 10}},
		Locations: []contract.Location{{ID: "near", Y: 2}, {ID: "mid", Y: 5}, {ID: "far", Y: 9}},
		Capacity:  map[string]float64{"slots": 2}, Method: contract.Cluster, Explain: true,
	}
	for _, l := range r.Locations {
		r.Orders = append(r.Orders, contract.Order{ID: l.ID, Lines: []contract.Line{{Location: l.ID, Qty: 1}}, Load: map[string]float64{"slots": 1}})
	}
	res, err := Make(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	want := []contract.Reason{
		{Order: "near", Batch: 0, Alone: 4, Adds: 4, Other: -1},
		{Order: "mid", Batch: 1, Alone: 10, Adds: 0, Other: 0, OtherAdds: 6},
		{Order: "far", Batch: 1, Alone: 18, Adds: 8, Other: 0, OtherAdds: 14},
	}
	if diff := cmp.Diff(want, res.Reasons); diff != "" {
		t.Error(diff)
	}
}

// A watcher hears of a shrinking walk that ends where the plan ends, of the share of the budget that is spent, and of the
// baselines.
func TestWatchedPlan(t *testing.T) {
	t.Parallel()
	r := floor(60)
	r.BudgetMS = 1500
	var heard []Progress
	res, err := MakeWatched(context.Background(), r, func(p Progress) { heard = append(heard, p) })
	if err != nil {
		t.Fatal(err)
	}
	if len(heard) < 2 {
		t.Fatalf("heard %d times", len(heard))
	}
	for i, p := range heard {
		if p.Distance < res.Distance-1e-6 || p.Distance > res.Baseline.SavingsExact+1e-6 || p.Bound > res.Distance ||
			i > 0 && (p.Distance > heard[i-1].Distance+1e-6 || p.Share < heard[i-1].Share) {
			t.Errorf("heard %+v of a plan of %v, before %+v", p, res.Distance, heard[max(0, i-1)])
		}
		if p.Share <= 0 || p.Share > 1 || p.Discrete != res.Baseline.DiscreteSShape || p.FirstCome != res.Baseline.FCFSSShape {
			t.Errorf("heard %+v", p)
		}
	}
}
