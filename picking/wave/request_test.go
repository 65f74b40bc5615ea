package wave

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"pickpack/picking"
	"pickpack/picking/check"
	"pickpack/picking/contract"

	"github.com/google/go-cmp/cmp"
)

func request() contract.WaveRequest {
	return contract.WaveRequest{
		Orders:   []contract.Bundle{{ID: "O1", Items: map[string]int{"S": 2}}, {ID: "O2", Items: map[string]int{"S": 3, "T": 1}}, {ID: "O3", Items: map[string]int{"U": 1, "V": 0}}},
		Aisles:   []contract.Bundle{{ID: "A1", Items: map[string]int{"S": 9}}, {ID: "A2", Items: map[string]int{"T": 1}}, {ID: "A3", Items: map[string]int{"U": 1}}},
		MinUnits: 3, MaxUnits: 80, MaxIterations: 200,
	}
}

func TestAnswer(t *testing.T) {
	t.Parallel()
	got, err := Answer(context.Background(), request())
	if err != nil {
		t.Fatal(err)
	}
	want := contract.WaveResult{Orders: []string{"O1", "O2"}, Aisles: []string{"A1", "A2"}, Units: 6, Objective: 3, UpperBound: 5}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	r := request()
	r.MinUnits = 50
	got, err = Answer(context.Background(), r)
	want = contract.WaveResult{Orders: []string{}, Aisles: []string{}, Reason: "no wave of 50 to 80 units can be served from what the aisles hold"}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestAnswerNamesTheField(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(*contract.WaveRequest)
		field string
	}{
		"good":      {func(*contract.WaveRequest) {}, ""},
		"nothing":   {func(r *contract.WaveRequest) { *r = contract.WaveRequest{} }, ""},
		"min":       {func(r *contract.WaveRequest) { r.MinUnits = -1 }, "min_units"},
		"max":       {func(r *contract.WaveRequest) { r.MaxUnits = 2 }, "max_units"},
		"budget":    {func(r *contract.WaveRequest) { r.BudgetMS = -1 }, "budget_ms"},
		"iteration": {func(r *contract.WaveRequest) { r.MaxIterations = -1 }, "max_iterations"},
		"no id":     {func(r *contract.WaveRequest) { r.Orders[1].ID = "" }, "orders[1].id"},
		"same id":   {func(r *contract.WaveRequest) { r.Aisles[2].ID = "A1" }, "aisles[2].id"},
		"quantity":  {func(r *contract.WaveRequest) { r.Aisles[1].Items["T"] = -4 }, "aisles[1].items.T"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := request()
			tc.spoil(&r)
			_, err := Answer(context.Background(), r)
			var e *picking.Error
			errors.As(err, &e)
			if err != nil && e == nil || e != nil && e.Field != tc.field || e == nil && tc.field != "" {
				t.Errorf("got %v, want field %q", err, tc.field)
			}
		})
	}
}

// A million orders are too many, and said to be so; as many as are allowed are answered.
func TestAnswerTakesMany(t *testing.T) {
	t.Parallel()
	r := contract.WaveRequest{MinUnits: 1, Aisles: []contract.Bundle{{ID: "A", Items: map[string]int{"S": 7}}}}
	for i := range MaxBundles {
		r.Orders = append(r.Orders, contract.Bundle{ID: strconv.Itoa(i), Items: map[string]int{"S": 1}})
	}
	if got, err := Answer(context.Background(), r); err != nil || got.Objective != 7 || got.UpperBound != 7 {
		t.Error(got.Objective, got.UpperBound, err)
	}
	r.Orders = append(r.Orders, r.Orders...)
	var e *picking.Error
	if _, err := Answer(context.Background(), r); !errors.As(err, &e) || e.Field != "orders" {
		t.Error(err)
	}
}

func FuzzAnswer(f *testing.F) {
	f.Add(`{"orders":[{"id":"O1","items":{"SKU":2}}],"aisles":[{"id":"A1","items":{"SKU":9}}],"min_units":1,"max_units":80}`)
	f.Add(`{"orders":[],"aisles":null,"max_units":0,"min_units":0}`)
	f.Add(`{"orders":[{"id":"O1","items":{"S":1e3}}],"aisles":[{"id":"A1","items":{"S":1.5}}]}`)
	f.Add(`{"orders":[{"id":"O1","items":{"":1000000000,"S":0}},{"id":"O2"}],"aisles":[{"id":"A1","items":{"":1000000000,"T":1}}],"budget_ms":1e9}`)
	f.Add(`{"orders":[{"id":"O1","items":{"S":-1}}],"seed":-1,"budget_ms":NaN}`)
	f.Fuzz(func(t *testing.T, in string) {
		var r contract.WaveRequest
		var res contract.WaveResult
		err := contract.Unmarshal([]byte(in), &r)
		if err == nil {
			r.BudgetMS, r.MaxIterations = 0, 30
			res, err = Answer(context.Background(), r)
		}
		if err == nil {
			err = check.Wave(&r, &res)
		}
		if err != nil && picking.KindOf(err) != picking.Invalid {
			t.Fatal(err)
		}
	})
}
