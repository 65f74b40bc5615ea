package main

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"pickpack/picking"
)

const toolLayout = `"layout":{"aisles_x":[0,3],"cross_aisles_y":[0,31],"depot":{"x":0,"y":0}}`

// The planning programs read a contract and write its answer, or name the field at fault.
func TestPlanningPrograms(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	route := func(in string) (string, error) {
		var out bytes.Buffer
		err := (&RouteCmd{}).answer(strings.NewReader(in), &out)
		return out.String(), err
	}
	plan := func(in string) (string, error) {
		var out bytes.Buffer
		err := (&PlanCmd{}).answer(ctx, strings.NewReader(in), &out)
		return out.String(), err
	}
	wave := func(in string) (string, error) {
		var out bytes.Buffer
		err := (&WaveCmd{}).answer(ctx, strings.NewReader(in), &out)
		return out.String(), err
	}
	cartonize := func(in string) (string, error) {
		var out bytes.Buffer
		err := (&CartonizeCmd{}).answer(ctx, strings.NewReader(in), &out)
		return out.String(), err
	}
	tests := map[string]struct {
		run   func(string) (string, error)
		in    string
		out   string // part of the answer
		field string // or the field at fault
	}{
		"route":            {route, `{` + toolLayout + `,"picks":[{"id":"a","aisle":1,"y":21}],"method":"exact"}`, `{"distance":48,"sequence":["a"],"method":"exact"}`, ""},
		"route of nothing": {route, `{` + toolLayout + `,"picks":[]}`, `{"distance":0,"sequence":[],"method":"exact"}`, ""},
		"route NaN":        {route, `{` + toolLayout + `,"picks":[{"id":"a","aisle":1,"y":NaN}]}`, "", "picks[0].y"},
		"route outside":    {route, `{` + toolLayout + `,"picks":[{"id":"a","aisle":7,"y":1}]}`, "", "picks[0].aisle"},
		"plan": {plan, `{` + toolLayout + `,"locations":[{"id":"L1","aisle":0,"y":3.5}],"orders":[{"id":"O1","lines":[{"location":"L1","qty":2}],"load":{"units":5}}],
			"capacity":{"units":45},"method":"cluster","max_iterations":10}`, `"batches":[{"orders":["O1"],"zone":null,"sequence":["L1"],"distance":7}]`, ""},
		"plan of nothing": {plan, `{` + toolLayout + `,"locations":[],"orders":[],"capacity":{"units":45},"method":"batch"}`, `{"distance":0,"batches":[],`, ""},
		"plan unknown": {plan, `{` + toolLayout + `,"locations":[],"orders":[{"id":"O1","lines":[{"location":"L9","qty":2}]}],
			"capacity":{"units":45},"method":"cluster"}`, "", "orders[0].lines[0].location"},
		"plan zero capacity": {plan, `{` + toolLayout + `,"orders":[],"capacity":{"units":0},"method":"batch"}`, "", "capacity.units"},
		"wave": {wave, `{"orders":[{"id":"O1","items":{"S":40}}],"aisles":[{"id":"A1","items":{"S":90}}],"min_units":30,"max_units":80,"max_iterations":10}`,
			`{"orders":["O1"],"aisles":["A1"],"units":40,"objective":40,"upper_bound":40}`, ""},
		"cartonize": {cartonize, `{"boxes":[{"id":"S","inner":[230,300,240],"tare":160,"max_weight":15000,"cost":1,"available":null}],
			"items":[{"id":"x","dims":[210,297,8],"weight":300,"qty":1,"may_be_height":[false,false,true]}]}`,
			`{"cartons":[{"box":"S","weight":460,"placements":[{"item":"x","at":[0,0,0],"dims":[210,297,8]}]}],"unpacked":[]}`, ""},
		"cartonize nothing":  {cartonize, `{"boxes":[],"items":[]}`, `{"cartons":[],"unpacked":[]}`, ""},
		"cartonize no boxes": {cartonize, `{"boxes":[],"items":[{"id":"x","dims":[1,1,1],"qty":1}]}`, "", "boxes"},
		"cartonize NaN":      {cartonize, `{"boxes":[{"id":"S","inner":[1,NaN,1]}]}`, "", "boxes[0].inner[1]"},
		"wave negative":      {wave, `{"orders":[{"id":"O1","items":{"S":-1}}]}`, "", "orders[0].items.S"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out, err := tc.run(tc.in)
			var e *picking.Error
			errors.As(err, &e)
			switch {
			case tc.field == "" && (err != nil || !strings.Contains(out, tc.out)):
				t.Errorf("got %s, %v; want %s", out, err, tc.out)
			case tc.field != "" && (e == nil || e.Kind != picking.Invalid || e.Field != tc.field || out != ""):
				t.Errorf("got %s, %v; want field %s", out, err, tc.field)
			}
		})
	}
}
