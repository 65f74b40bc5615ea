package check

import (
	"testing"

	"pickpack/picking/contract"
)

// packed is a slab with two cubes on it, a carton of its own for a third.
func packed() (*contract.CartonRequest, *contract.CartonResult) {
	most, two := 20, 2
	req := &contract.CartonRequest{
		Boxes: []contract.Box{{ID: "B", Inner: []int{4, 4, 4}, Tare: 3, MaxWeight: &most, Available: &two}},
		Items: []contract.Ware{
			{ID: "slab", Dims: []int{4, 2, 1}, Weight: 5, Qty: 1, MayBeHeight: []bool{false, false, true}},
			{ID: "cube", Dims: []int{2, 2, 2}, Weight: 4, Qty: 2},
			{ID: "cube", Dims: []int{2, 2, 2}, Weight: 4, Qty: 2},
		},
	}
	cube := func(x, y, z int) contract.Placement {
		return contract.Placement{Item: "cube", At: [3]int{x, y, z}, Dims: [3]int{2, 2, 2}}
	}
	return req, &contract.CartonResult{
		Cartons: []contract.Carton{
			{Box: "B", Weight: 16, Placements: []contract.Placement{{Item: "slab", Dims: [3]int{2, 4, 1}}, cube(0, 0, 1), cube(0, 2, 1)}},
			{Box: "B", Weight: 7, Placements: []contract.Placement{cube(1, 1, 0)}},
		},
		Unpacked: []contract.Unpacked{{Item: "cube", Qty: 1, Reason: "the boxes available are full"}},
	}
}

func TestCartons(t *testing.T) {
	t.Parallel()
	type req = contract.CartonRequest
	type res = contract.CartonResult
	for name, tc := range map[string]struct {
		spoil func(*req, *res)
		want  string // empty: nothing is wrong
	}{
		"good":            {func(*req, *res) {}, ""},
		"turned":          {func(_ *req, p *res) { p.Cartons[0].Placements[0].Dims = [3]int{4, 2, 1} }, "rests on 0 of 4"},
		"upright":         {func(_ *req, p *res) { p.Cartons[0].Placements[0].Dims = [3]int{1, 4, 2} }, `unit 0 of item "slab" may not lie as`},
		"other sides":     {func(_ *req, p *res) { p.Cartons[0].Placements[1].Dims = [3]int{2, 2, 1} }, "may not lie as"},
		"sticks out":      {func(_ *req, p *res) { p.Cartons[1].Placements[0].At[2] = 3 }, "unit 0 sticks out"},
		"below the floor": {func(_ *req, p *res) { p.Cartons[1].Placements[0].At[2] = -1 }, "unit 0 sticks out"},
		"overlap":         {func(_ *req, p *res) { p.Cartons[0].Placements[2].At[1] = 1 }, "units 1 and 2 overlap"},
		"floats":          {func(_ *req, p *res) { p.Cartons[0].Placements[2].At[2] = 2 }, "unit 2 rests on 0 of 4"},
		"hangs over":      {func(_ *req, p *res) { p.Cartons[0].Placements[1].At[0] = 1 }, "unit 1 rests on 2 of 4"},
		"too heavy":       {func(r *req, _ *res) { *r.Boxes[0].MaxWeight = 15 }, "carton 0 weighs 16, at most 15"},
		"misweighed":      {func(_ *req, p *res) { p.Cartons[1].Weight = 4 }, "carton 1 weighs 7, 4 is said"},
		"too few boxes":   {func(r *req, _ *res) { *r.Boxes[0].Available = 1 }, `box "B" is used 2 times, there are 1`},
		"unknown box":     {func(_ *req, p *res) { p.Cartons[1].Box = "C" }, `unknown box "C"`},
		"unknown item":    {func(_ *req, p *res) { p.Cartons[1].Placements[0].Item = "c" }, `unknown item "c"`},
		"empty carton":    {func(_ *req, p *res) { p.Cartons[1].Placements = nil }, "carton 1 is empty"},
		"unit lost":       {func(_ *req, p *res) { p.Unpacked = nil }, `item "cube": 1 units are missing`},
		"unit made up":    {func(r *req, _ *res) { r.Items[1].Qty = 1 }, `item "cube": -1 units are missing`},
		"no reason":       {func(_ *req, p *res) { p.Unpacked[0].Reason = "" }, "without a reason"},
		"unknown left":    {func(_ *req, p *res) { p.Unpacked[0].Item = "c" }, `unknown item "c"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, p := packed()
			tc.spoil(r, p)
			says(t, Cartons(r, p), tc.want)
		})
	}
}

// Among many units, as among few, two in the same place are found wherever they are.
func TestOverlapsAmongMany(t *testing.T) {
	t.Parallel()
	const n = 12
	req := &contract.CartonRequest{Boxes: []contract.Box{{ID: "B", Inner: []int{2 * n, 2 * n, 2 * n}}},
		Items: []contract.Ware{{ID: "i", Dims: []int{2, 2, 2}, Qty: n * n * n}}}
	var c contract.Carton
	c.Box = "B"
	for i := range n * n * n {
		c.Placements = append(c.Placements, contract.Placement{Item: "i", At: [3]int{i % n * 2, i / n % n * 2, i / n / n * 2}, Dims: [3]int{2, 2, 2}})
	}
	res := &contract.CartonResult{Cartons: []contract.Carton{c}}
	says(t, Cartons(req, res), "")
	for i := 1; i < len(c.Placements); i += 97 {
		before := c.Placements[i].At
		c.Placements[i].At = c.Placements[len(c.Placements)-1-i].At
		says(t, Cartons(req, res), "overlap")
		c.Placements[i].At = before
	}
}
