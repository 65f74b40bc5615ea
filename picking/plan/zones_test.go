package plan

import (
	"context"
	"testing"

	"pickpack/picking/contract"

	"github.com/google/go-cmp/cmp"
)

// Pick-and-pass: both orders are on one cart, which zone A hands over to zone B once.
func TestCartsArePassed(t *testing.T) {
	t.Parallel()
	r := contractRequest()
	r.Method, r.Zoning, r.Explain = contract.Zone, contract.Sequential, true
	r.Orders[0].Lines = append(r.Orders[0].Lines, contract.Line{Location: "L2", Qty: 2})
	res, err := Make(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	a, b := "A", "B"
	want := []contract.Walk{{Orders: []string{"O1"}, Zone: &a, Cart: 1, Sequence: []string{"L1"}, Distance: 7},
		{Orders: []string{"O1", "O2"}, Zone: &b, Cart: 1, Sequence: []string{"L2"}, Distance: 46}}
	if diff := cmp.Diff(want, res.Batches); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&contract.Consolidation{Orders: 1, Balance: 46 * 2 / 53.0, Lines: 2 * 2 / 3.0, Passes: 1}, res.Consolidation); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]contract.Reason{
		{Order: "O1", Alone: 7, Adds: 7, Other: -1},
		{Order: "O1", Batch: 1, Alone: 46, Other: -1}, {Order: "O2", Batch: 1, Alone: 46, Other: -1},
	}, res.Reasons); diff != "" {
		t.Error(diff)
	}
	r.Capacity["units"] = 9 // no cart takes both whole
	if res, err = Make(context.Background(), r); err != nil || len(res.Batches) != 3 || res.Batches[2].Cart != 2 {
		t.Error(err, res.Batches)
	}
}

// A floor cut by the planner is even, and zones side by side walk hardly more than one floor does.
func TestZonesAreEvenAndWalkLittle(t *testing.T) {
	t.Parallel()
	r := floor(150)
	r.MaxIterations = 20_000
	whole, err := Make(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	r.Method, r.Zones = contract.Zone, 3
	for _, zoning := range []string{contract.Parallel, contract.Sequential} {
		r.Zoning = zoning
		res, err := Make(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		c := res.Consolidation
		t.Logf("%s: %.0f, batches over the whole floor %.0f, %+v", zoning, res.Distance, whole.Distance, *c)
		if c.Lines > 1.05 || c.Orders == 0 {
			t.Errorf("%s: %+v", zoning, c)
		}
		if zoning == contract.Parallel && res.Distance > 1.1*whole.Distance {
			t.Errorf("%v, batches over the whole floor %v", res.Distance, whole.Distance)
		}
		if zoning == contract.Sequential && (c.Slots != 0 || c.Passes == 0) || zoning == contract.Parallel && (c.Slots == 0 || c.Passes != 0) {
			t.Errorf("%s: %+v", zoning, c)
		}
	}
	if r.Locations[0].Zone != "A" {
		t.Error("the sender's locations were changed")
	}
}
