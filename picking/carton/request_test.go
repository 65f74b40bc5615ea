package carton

import (
	"context"
	"errors"
	"testing"

	"pickpack/picking"
	"pickpack/picking/check"
	"pickpack/picking/contract"

	"github.com/google/go-cmp/cmp"
)

func number(n int) *int { return &n }

func request() contract.CartonRequest {
	return contract.CartonRequest{
		Boxes: []contract.Box{
			{ID: "S", Inner: []int{230, 300, 240}, Tare: 160, MaxWeight: number(15_000), Cost: 1},
			{ID: "F", Inner: []int{364, 374, 40}, Tare: 140, MaxWeight: number(3_000), Cost: 0.5, Available: number(3)},
		},
		Items: []contract.Ware{
			{ID: "x", Dims: []int{297, 8, 210}, Weight: 300, Qty: 4, MayBeHeight: []bool{false, true, false}},
			{ID: "y", Dims: []int{400, 400, 400}, Weight: 1, Qty: 2},
			{ID: "z", Dims: []int{10, 10, 10}, Weight: 20_000, Qty: 1},
		},
		MaxIterations: 100,
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	r := request()
	got, _, err := Answer(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	want := contract.CartonResult{
		Cartons: []contract.Carton{{Box: "F", Weight: 1340, Placements: []contract.Placement{
			{Item: "x", At: [3]int{0, 0, 0}, Dims: [3]int{210, 297, 8}}, {Item: "x", At: [3]int{0, 0, 8}, Dims: [3]int{210, 297, 8}},
			{Item: "x", At: [3]int{0, 0, 16}, Dims: [3]int{210, 297, 8}}, {Item: "x", At: [3]int{0, 0, 24}, Dims: [3]int{210, 297, 8}}}}},
		Unpacked: []contract.Unpacked{
			{Item: "y", Qty: 2, Reason: "no box has room for 400 × 400 × 400 mm in a way that it may lie"},
			{Item: "z", Qty: 1, Reason: "it weighs 20000 g, more than a box with room for it may carry"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if err := check.Cartons(&r, &got); err != nil {
		t.Error(err)
	}
}

func TestAnswerNamesTheField(t *testing.T) {
	t.Parallel()
	type req = contract.CartonRequest
	tests := map[string]struct {
		spoil func(*req)
		field string
	}{
		"good":              {func(*req) {}, ""},
		"nothing":           {func(r *req) { *r = req{} }, ""},
		"nothing to pack":   {func(r *req) { r.Items = nil }, ""},
		"none available":    {func(r *req) { r.Boxes[0].Available, r.Boxes[1].Available = number(0), number(0) }, ""},
		"same item again":   {func(r *req) { r.Items[1] = r.Items[0] }, ""},
		"any weight":        {func(r *req) { r.Boxes[0].MaxWeight = nil }, ""},
		"tare above most":   {func(r *req) { r.Boxes[0].Tare = 20_000 }, ""},
		"no boxes":          {func(r *req) { r.Boxes = nil }, "boxes"},
		"too many boxes":    {func(r *req) { r.Boxes = make([]contract.Box, MaxBoxes+1) }, "boxes"},
		"too many lines":    {func(r *req) { r.Items = make([]contract.Ware, MaxItems+1) }, "items"},
		"budget":            {func(r *req) { r.BudgetMS = -1 }, "budget_ms"},
		"iterations":        {func(r *req) { r.MaxIterations = -1 }, "max_iterations"},
		"box without id":    {func(r *req) { r.Boxes[1].ID = "" }, "boxes[1].id"},
		"box twice":         {func(r *req) { r.Boxes[1].ID = "S" }, "boxes[1].id"},
		"two sides":         {func(r *req) { r.Boxes[1].Inner = []int{1, 2} }, "boxes[1].inner"},
		"flat box":          {func(r *req) { r.Boxes[1].Inner[2] = 0 }, "boxes[1].inner[2]"},
		"tare":              {func(r *req) { r.Boxes[0].Tare = -1 }, "boxes[0].tare"},
		"most":              {func(r *req) { r.Boxes[0].MaxWeight = number(-1) }, "boxes[0].max_weight"},
		"cost":              {func(r *req) { r.Boxes[0].Cost = -1 }, "boxes[0].cost"},
		"available":         {func(r *req) { r.Boxes[0].Available = number(-1) }, "boxes[0].available"},
		"item without id":   {func(r *req) { r.Items[0].ID = "" }, "items[0].id"},
		"other same item":   {func(r *req) { r.Items[1].ID = "x" }, "items[1].id"},
		"four sides":        {func(r *req) { r.Items[0].Dims = []int{1, 2, 3, 4} }, "items[0].dims"},
		"negative side":     {func(r *req) { r.Items[0].Dims[1] = -8 }, "items[0].dims[1]"},
		"large side":        {func(r *req) { r.Items[0].Dims[1] = MaxMillimetres + 1 }, "items[0].dims[1]"},
		"two heights":       {func(r *req) { r.Items[0].MayBeHeight = []bool{true, true} }, "items[0].may_be_height"},
		"no way to lie":     {func(r *req) { r.Items[0].MayBeHeight = []bool{false, false, false} }, "items[0].may_be_height"},
		"weight":            {func(r *req) { r.Items[0].Weight = -1 }, "items[0].weight"},
		"no quantity":       {func(r *req) { r.Items[0].Qty = 0 }, "items[0].qty"},
		"too many units":    {func(r *req) { r.Items[2].Qty = MaxUnits }, "items[2].qty"},
		"overflow of units": {func(r *req) { r.Items[2].Qty = 1<<63 - 1 }, "items[2].qty"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := request()
			tc.spoil(&r)
			res, _, err := Answer(context.Background(), r)
			var e *picking.Error
			errors.As(err, &e)
			if err != nil && e == nil || e != nil && e.Field != tc.field || e == nil && tc.field != "" {
				t.Errorf("got %v, want field %q", err, tc.field)
			}
			if err == nil {
				if err := check.Cartons(&r, &res); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(`{"boxes":[{"id":"S","inner":[4,4,2],"tare":1,"max_weight":90,"cost":1,"available":null}],
		"items":[{"id":"x","dims":[2,2,1],"weight":3,"qty":9,"may_be_height":[true,true,true]}],"budget_ms":50,"seed":1}`)
	f.Add(`{"boxes":[{"id":"S","inner":[4,4,2],"available":1},{"id":"T","inner":[9,1,1]}],"items":[{"id":"x","dims":[8,1,1],"qty":2}]}`)
	f.Fuzz(func(t *testing.T, in string) {
		var r contract.CartonRequest
		err := contract.Unmarshal([]byte(in), &r)
		var res contract.CartonResult
		if err == nil {
			r.BudgetMS, r.MaxIterations = 0, 30
			units := 0
			for _, w := range r.Items {
				units += max(0, min(w.Qty, MaxUnits))
			}
			if units > 5000 {
				return
			}
			res, _, err = Answer(context.Background(), r)
		}
		switch {
		case err != nil && picking.KindOf(err) != picking.Invalid:
			t.Fatal(err)
		case err == nil:
			if err := check.Cartons(&r, &res); err != nil {
				t.Fatal(err)
			}
		}
	})
}
