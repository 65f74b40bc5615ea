package route

import (
	"encoding/json"
	"errors"
	"math"
	"testing"

	"pickpack/picking"
	"pickpack/picking/layout"

	"github.com/google/go-cmp/cmp"
)

func TestRequestOfTheContract(t *testing.T) {
	t.Parallel()
	var r Request
	in := `{"layout":{"aisles_x":[0,3],"cross_aisles_y":[0,31],"depot":{"x":0,"y":0}},
		"picks":[{"id":"a","aisle":1,"y":21}], "method":"exact"}`
	if err := json.Unmarshal([]byte(in), &r); err != nil {
		t.Fatal(err)
	}
	got, err := r.Solve()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Result{Distance: 48, Sequence: []string{"a"}, Method: Exact}, got); diff != "" {
		t.Error(diff)
	}
}

func TestRequestNamesTheField(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(*Request)
		field string
	}{
		"good":         {func(*Request) {}, ""},
		"nothing":      {func(r *Request) { r.Picks = nil }, ""},
		"no aisles":    {func(r *Request) { r.Layout.AislesX = nil }, "layout.aisles_x"},
		"method":       {func(r *Request) { r.Method = "zigzag" }, "method"},
		"aisle":        {func(r *Request) { r.Picks[1].Aisle = 2 }, "picks[1].aisle"},
		"height":       {func(r *Request) { r.Picks[1].Y = -1 }, "picks[1].y"},
		"not a height": {func(r *Request) { r.Picks[0].Y = math.NaN() }, "picks[0].y"},
		"no id":        {func(r *Request) { r.Picks[0].ID = "" }, "picks[0].id"},
		"alternative":  {func(r *Request) { r.Picks[1].Alternatives = []layout.Bin{{Aisle: 9}} }, "picks[1].alternatives[0].aisle"},
		"same id":      {func(r *Request) { r.Picks[1].ID = "a" }, "picks[1].id"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := Request{Layout: layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 31}},
				Picks: []Pick{{ID: "a", Y: 4}, {ID: "b", Aisle: 1, Y: 31}}}
			tc.spoil(&r)
			_, err := r.Solve()
			var e *picking.Error
			errors.As(err, &e)
			if err != nil && e == nil || e != nil && e.Field != tc.field || e == nil && tc.field != "" {
				t.Errorf("got %v, want field %q", err, tc.field)
			}
		})
	}
}
