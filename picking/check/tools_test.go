package check

import (
	"strings"
	"testing"

	"pickpack/picking/contract"
	"pickpack/picking/layout"
)

func says(t *testing.T, err error, want string) {
	t.Helper()
	if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
		t.Errorf("got %v, want %q", err, want)
	}
}

func TestRoute(t *testing.T) {
	t.Parallel()
	l := layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 10}}
	bins := map[string]layout.Bin{"a": {Aisle: 0, Y: 9}, "b": {Aisle: 1, Y: 9}}
	for _, tc := range []struct {
		sequence []string
		distance float64
		exact    bool
		want     string
	}{
		{[]string{"a", "b"}, 26, true, ""},
		{[]string{"b", "a"}, 26, true, ""},
		{[]string{"a", "b"}, 27, false, ""},
		{[]string{"a", "b"}, 27, true, "says 27"},
		{[]string{"a", "b"}, 25, false, "says 25"},
		{[]string{"a"}, 18, true, `"b" is not visited`},
		{[]string{"a", "b", "a"}, 26, true, "without need or twice"},
	} {
		says(t, Route(l, bins, tc.sequence, tc.distance, tc.exact), tc.want)
	}
}

func TestWave(t *testing.T) {
	t.Parallel()
	req := &contract.WaveRequest{
		Orders:   []contract.Bundle{{ID: "O1", Items: map[string]int{"S": 2}}, {ID: "O2", Items: map[string]int{"S": 4}}},
		Aisles:   []contract.Bundle{{ID: "A1", Items: map[string]int{"S": 5}}, {ID: "A2", Items: map[string]int{"S": 1}}},
		MinUnits: 2, MaxUnits: 6,
	}
	type res = contract.WaveResult
	for name, tc := range map[string]struct {
		res  res
		want string
	}{
		"good":          {res{Orders: []string{"O1", "O2"}, Aisles: []string{"A1", "A2"}, Units: 6, Objective: 3}, ""},
		"none":          {res{Reason: "nothing fits"}, ""},
		"none, silent":  {res{}, "without orders"},
		"short":         {res{Orders: []string{"O1", "O2"}, Aisles: []string{"A1"}, Units: 6, Objective: 6}, `item "S": 6 wanted, 5`},
		"order twice":   {res{Orders: []string{"O1", "O1"}, Aisles: []string{"A1"}, Units: 4, Objective: 4}, `order "O1" is unknown or chosen twice`},
		"unknown aisle": {res{Orders: []string{"O1"}, Aisles: []string{"A1", "A9"}, Units: 2, Objective: 1}, `aisle "A9"`},
		"units":         {res{Orders: []string{"O1"}, Aisles: []string{"A1"}, Units: 3, Objective: 3}, "2 units, 3 said"},
		"objective":     {res{Orders: []string{"O1"}, Aisles: []string{"A1"}, Units: 2, Objective: 3}, "objective 3"},
	} {
		t.Run(name, func(t *testing.T) { t.Parallel(); says(t, Wave(req, &tc.res), tc.want) })
	}
	tight := *req
	tight.MaxUnits = 5
	says(t, Wave(&tight, &res{Orders: []string{"O1", "O2"}, Aisles: []string{"A1", "A2"}, Units: 6, Objective: 3}), "2 to 5 allowed")
}
