package check

import (
	"strings"
	"testing"

	"pickpack/picking/contract"
	"pickpack/picking/layout"
)

// case of two orders in one walk: L1 at aisle 0, L2 at aisle 1, the loop 10+3+10+3.
func example(method string) (*contract.PlanRequest, *contract.PlanResult) {
	req := &contract.PlanRequest{
		Layout:    layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 10}},
		Locations: []contract.Location{{ID: "L1", Aisle: 0, Y: 9, Zone: "A"}, {ID: "L2", Aisle: 1, Y: 9, Zone: "A"}, {ID: "L3", Zone: "B"}},
		Orders: []contract.Order{
			{ID: "O1", Lines: []contract.Line{{Location: "L1", Qty: 1}}, Load: map[string]float64{"units": 2}},
			{ID: "O2", Lines: []contract.Line{{Location: "L2", Qty: 1}, {Location: "L1", Qty: 2}}, Load: map[string]float64{"units": 3}},
			{ID: "O3", Lines: []contract.Line{{Location: "L3", Qty: 9}}, Load: map[string]float64{"units": 9}},
		},
		Capacity: map[string]float64{"units": 5},
		Method:   method,
	}
	w := contract.Walk{Orders: []string{"O1", "O2"}, Sequence: []string{"L1", "L2"}, Distance: 26}
	if method == contract.Zone {
		zone := "A"
		w.Zone = &zone
	}
	res := &contract.PlanResult{Distance: 26, Batches: []contract.Walk{w},
		Unplanned: []contract.Unplanned{{Order: "O3", Reason: "load units 9 > capacity 5"}}}
	return req, res
}

// explain gives the example its reasons and then spoils them.
func explain(spoil func(*contract.PlanResult)) func(*contract.PlanRequest, *contract.PlanResult) {
	return func(_ *contract.PlanRequest, p *contract.PlanResult) {
		p.Reasons = []contract.Reason{{Order: "O1", Alone: 18, Adds: 0, Other: -1}, {Order: "O2", Alone: 26, Adds: 8, Other: -1}}
		spoil(p)
	}
}

func TestEachRuleFires(t *testing.T) {
	t.Parallel()
	type req = contract.PlanRequest
	type res = contract.PlanResult
	tests := map[string]struct {
		method string
		spoil  func(*req, *res)
		want   string // empty: nothing is wrong
	}{
		"good":               {contract.Batch, func(*req, *res) {}, ""},
		"good by zone":       {contract.Zone, func(*req, *res) {}, ""},
		"unknown order":      {contract.Batch, func(_ *req, p *res) { p.Batches[0].Orders[0] = "O9" }, "unknown order"},
		"unknown location":   {contract.Batch, func(_ *req, p *res) { p.Batches[0].Sequence[0] = "L9" }, "unknown location"},
		"unknown unplanned":  {contract.Batch, func(_ *req, p *res) { p.Unplanned[0].Order = "O9" }, "unknown order"},
		"lost order":         {contract.Batch, func(_ *req, p *res) { p.Batches[0].Orders = []string{"O2"} }, `order "O1" is in 0`},
		"order twice":        {contract.Batch, func(_ *req, p *res) { p.Batches[0].Orders = []string{"O2", "O1", "O1"} }, `order "O1" is in 2`},
		"planned and not":    {contract.Batch, func(_ *req, p *res) { p.Unplanned[0].Order = "O1" }, `order "O1" is in 1`},
		"unplanned twice":    {contract.Batch, func(_ *req, p *res) { p.Unplanned = append(p.Unplanned, p.Unplanned[0]) }, "unplanned twice"},
		"no reason":          {contract.Batch, func(_ *req, p *res) { p.Unplanned[0].Reason = "" }, "without a reason"},
		"empty batch":        {contract.Batch, func(_ *req, p *res) { p.Batches = append(p.Batches, contract.Walk{}) }, "batch 1 is empty"},
		"reasons":            {contract.Batch, explain(func(*res) {}), ""},
		"reason missing":     {contract.Batch, explain(func(p *res) { p.Reasons = p.Reasons[:1] }), `order "O2" of batch 0 has no reason`},
		"reason of another":  {contract.Batch, explain(func(p *res) { p.Reasons[0].Order = "O3" }), "not \"O1\" of 0"},
		"reason too many":    {contract.Batch, explain(func(p *res) { p.Reasons = append(p.Reasons, p.Reasons[0]) }), "3 reasons for 2"},
		"adds too much":      {contract.Batch, explain(func(p *res) { p.Reasons[1].Adds = 27 }), "adds 27"},
		"adds less than 0":   {contract.Batch, explain(func(p *res) { p.Reasons[1].Adds = -1 }), "adds -1"},
		"elsewhere is here":  {contract.Batch, explain(func(p *res) { p.Reasons[1].Other = 0 }), "could be in batch 0"},
		"capacity":           {contract.Batch, func(r *req, _ *res) { r.Capacity["units"] = 4 }, "carries units 5"},
		"discrete of two":    {contract.Discrete, func(*req, *res) {}, "discrete picking takes one"},
		"zone missing":       {contract.Zone, func(_ *req, p *res) { p.Batches[0].Zone = nil }, `in 0 batches of zone "A"`},
		"zone uncalled for":  {contract.Batch, func(_ *req, p *res) { z := ""; p.Batches[0].Zone = &z }, "picked by zone: false"},
		"leaves its zone":    {contract.Zone, func(_ *req, p *res) { p.Batches[0].Sequence[0] = "L3" }, `of zone "A" visits "L3"`},
		"mixed priorities":   {contract.Batch, func(r *req, _ *res) { r.Orders[0].Priority = 1 }, "mixes priorities"},
		"missed location":    {contract.Batch, func(_ *req, p *res) { p.Batches[0].Sequence = []string{"L1"} }, `does not visit "L2"`},
		"location twice":     {contract.Batch, func(_ *req, p *res) { p.Batches[0].Sequence = []string{"L1", "L2", "L1"} }, "without need or twice"},
		"needless location":  {contract.Batch, func(_ *req, p *res) { p.Batches[0].Sequence = []string{"L1", "L2", "L3"} }, "without need or twice"},
		"batch too short":    {contract.Batch, func(_ *req, p *res) { p.Batches[0].Distance = 25 }, "says 25"},
		"batch too long":     {contract.Batch, func(_ *req, p *res) { p.Batches[0].Distance = 27 }, "says 27"},
		"sum":                {contract.Batch, func(_ *req, p *res) { p.Distance = 25 }, "add to 26"},
		"bound above plan":   {contract.Batch, func(_ *req, p *res) { b := 27.0; p.LowerBound = &b }, "lower bound 27"},
		"bound at plan":      {contract.Batch, func(_ *req, p *res) { b := 26.0; p.LowerBound = &b }, ""},
		"rule of thumb long": {contract.Batch, func(r *req, p *res) { r.Routing = "return"; p.Batches[0].Distance, p.Distance = 42, 42 }, ""},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, p := example(tc.method)
			tc.spoil(r, p)
			err := Plan(r, p)
			if tc.want == "" && err != nil || tc.want != "" && (err == nil || !strings.Contains(err.Error(), tc.want)) {
				t.Errorf("got %v, want %q", err, tc.want)
			}
		})
	}
}

func TestHigherPriorityFirst(t *testing.T) {
	t.Parallel()
	r, p := example(contract.Batch)
	r.Orders[0].Priority = 1
	p.Batches = []contract.Walk{{Orders: []string{"O2"}, Sequence: []string{"L1", "L2"}, Distance: 26}, {Orders: []string{"O1"}, Sequence: []string{"L1"}, Distance: 18}}
	p.Distance = 44
	if err := Plan(r, p); err == nil || !strings.Contains(err.Error(), "higher priority than the one before") {
		t.Error(err)
	}
	p.Batches[0], p.Batches[1] = p.Batches[1], p.Batches[0]
	if err := Plan(r, p); err != nil {
		t.Error(err)
	}
}
