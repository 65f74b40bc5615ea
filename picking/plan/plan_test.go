package plan

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"pickpack/picking"
	"pickpack/picking/contract"
	"pickpack/picking/layout"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// drawRequest draws any valid request.
func drawRequest(t *rapid.T) Request {
	r := Request{
		Layout:  layout.Layout{AislesX: []float64{0, 3, 7, 9}, CrossY: []float64{0, 10, 21}, Depot: layout.Point{X: 4, Y: 10}},
		Method:  rapid.SampledFrom(methods).Draw(t, "method"),
		Routing: rapid.SampledFrom([]string{"", "exact", "s_shape", "largest_gap", "combined"}).Draw(t, "routing"),
		Seed:    rapid.Uint64().Draw(t, "seed"), Threads: rapid.IntRange(0, 2).Draw(t, "threads"),
		MaxIterations: int64(rapid.IntRange(0, 300).Draw(t, "iterations")),
		Capacity:      map[string]float64{"units": 12, "slots": float64(rapid.IntRange(1, 4).Draw(t, "slots"))},
		Explain:       rapid.Bool().Draw(t, "explain"),
		Zones:         rapid.IntRange(0, 3).Draw(t, "zones"),
		Zoning:        rapid.SampledFrom([]string{"", contract.Parallel, contract.Sequential}).Draw(t, "zoning"),
	}
	for i := range rapid.IntRange(1, 12).Draw(t, "locations") {
		r.Locations = append(r.Locations, contract.Location{ID: fmt.Sprint("L", i), Aisle: rapid.IntRange(0, 3).Draw(t, "aisle"),
			Y: float64(rapid.IntRange(0, 21).Draw(t, "y")), Zone: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "zone")})
	}
	for i := range rapid.IntRange(0, 14).Draw(t, "orders") {
		o := contract.Order{ID: fmt.Sprint("O", i), Priority: rapid.IntRange(0, 1).Draw(t, "priority"), Load: map[string]float64{
			"units": float64(rapid.IntRange(0, 130).Draw(t, "units")) / 10, "slots": 1, "grams": 700}}
		for range rapid.IntRange(0, 4).Draw(t, "lines") {
			at := rapid.IntRange(0, len(r.Locations)-1).Draw(t, "at")
			o.Lines = append(o.Lines, contract.Line{Location: r.Locations[at].ID, Qty: rapid.IntRange(1, 5).Draw(t, "qty")})
		}
		r.Orders = append(r.Orders, o)
	}
	if rapid.Bool().Draw(t, "release") {
		r.Release = &contract.Release{MaxOrders: rapid.IntRange(0, 9).Draw(t, "most"), Then: rapid.SampledFrom(append([]string{""}, methods[:4]...)).Draw(t, "then"),
			Capacity: map[string]float64{"units": 40}}
	}
	return r
}

// Make proves its own plans; here nothing may fail, searching may not make a plan worse than the baseline, and the
// same request gives the same bytes.
func TestAnyRequestIsPlanned(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r := drawRequest(t)
		res, err := Make(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		together := r.Method == contract.Batch || r.Method == contract.Cluster
		if together && r.Routing == "exact" && res.Distance > res.Baseline.SavingsExact+1e-6 {
			t.Fatalf("%v is worse than savings: %+v", res.Distance, res.Baseline)
		}
		if r.MaxIterations == 0 {
			return
		}
		again, err := Make(context.Background(), r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(inJSON(t, res), inJSON(t, again)); diff != "" {
			t.Fatal("not repeatable", diff)
		}
	})
}

func inJSON(t *rapid.T, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func contractRequest() Request {
	return Request{
		Layout:    layout.Layout{AislesX: []float64{0, 3}, CrossY: []float64{0, 31}},
		Locations: []contract.Location{{ID: "L1", Aisle: 0, Y: 3.5, Zone: "A"}, {ID: "L2", Aisle: 1, Y: 20, Zone: "B"}},
		Orders: []contract.Order{
			{ID: "O1", Lines: []contract.Line{{Location: "L1", Qty: 2}}, Load: map[string]float64{"units": 5, "slots": 1}},
			{ID: "O2", Lines: []contract.Line{{Location: "L2", Qty: 1}}, Load: map[string]float64{"units": 5, "slots": 1}},
			{ID: "O9", Lines: []contract.Line{{Location: "L1", Qty: 1}}, Load: map[string]float64{"units": 50}},
			{ID: "O0"},
		},
		Capacity: map[string]float64{"units": 45, "slots": 12}, Method: contract.Cluster, Routing: "exact",
	}
}

func TestWorkedCase(t *testing.T) {
	t.Parallel()
	res, err := Make(context.Background(), contractRequest())
	if err != nil {
		t.Fatal(err)
	}
	want := Result{
		Distance:  53, // 7 for L1 alone, 46 for L2
		Batches:   []contract.Walk{{Orders: []string{"O1", "O2"}, Sequence: []string{"L1", "L2"}, Distance: 53}},
		Baseline:  contract.Baseline{DiscreteSShape: 53, FCFSSShape: 31 + 3 + 31 + 3, FCFSExact: 53, SavingsExact: 53},
		Unplanned: []contract.Unplanned{{Order: "O0", Reason: "it has no lines"}, {Order: "O9", Reason: "load units 50 > capacity 45"}},
	}
	res.ElapsedMS, res.LowerBound, res.Iterations = 0, nil, 0
	if diff := cmp.Diff(want, res); diff != "" {
		t.Error(diff)
	}
}

func TestZonePlanCountsConsolidation(t *testing.T) {
	t.Parallel()
	r := contractRequest()
	r.Method = contract.Zone
	r.Orders[0].Lines = append(r.Orders[0].Lines, contract.Line{Location: "L2", Qty: 2})
	res, err := Make(context.Background(), r)
	if err != nil {
		t.Fatal(err)
	}
	a, b := "A", "B"
	want := []contract.Walk{{Orders: []string{"O1"}, Zone: &a, Sequence: []string{"L1"}, Distance: 7},
		{Orders: []string{"O1", "O2"}, Zone: &b, Sequence: []string{"L2"}, Distance: 46}}
	if diff := cmp.Diff(want, res.Batches); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&contract.Consolidation{Orders: 1, Slots: 1, Balance: 46 * 2 / 53.0, Lines: 2 * 2 / 3.0}, res.Consolidation); diff != "" {
		t.Error(diff)
	}
}

func TestBadRequestsNameTheField(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(*Request)
		field string
	}{
		"good":              {func(*Request) {}, ""},
		"no orders":         {func(r *Request) { r.Orders = nil }, ""},
		"no aisles":         {func(r *Request) { r.Layout.AislesX = nil }, "layout.aisles_x"},
		"method":            {func(r *Request) { r.Method = "" }, "method"},
		"routing":           {func(r *Request) { r.Routing = "best" }, "routing"},
		"budget":            {func(r *Request) { r.BudgetMS = -1 }, "budget_ms"},
		"budget NaN":        {func(r *Request) { r.BudgetMS = math.NaN() }, "budget_ms"},
		"iterations":        {func(r *Request) { r.MaxIterations = -1 }, "max_iterations"},
		"threads":           {func(r *Request) { r.Threads = -1 }, "threads"},
		"no capacity":       {func(r *Request) { r.Capacity = nil }, "capacity"},
		"zero capacity":     {func(r *Request) { r.Capacity["slots"] = 0 }, "capacity.slots"},
		"capacity NaN":      {func(r *Request) { r.Capacity["slots"] = math.NaN() }, "capacity.slots"},
		"location id":       {func(r *Request) { r.Locations[1].ID = "" }, "locations[1].id"},
		"same location":     {func(r *Request) { r.Locations[1].ID = "L1" }, "locations[1].id"},
		"location aisle":    {func(r *Request) { r.Locations[1].Aisle = 2 }, "locations[1].aisle"},
		"location height":   {func(r *Request) { r.Locations[1].Y = 32 }, "locations[1].y"},
		"order id":          {func(r *Request) { r.Orders[1].ID = "" }, "orders[1].id"},
		"same order":        {func(r *Request) { r.Orders[1].ID = "O1" }, "orders[1].id"},
		"unknown location":  {func(r *Request) { r.Orders[1].Lines[0].Location = "L9" }, "orders[1].lines[0].location"},
		"quantity":          {func(r *Request) { r.Orders[1].Lines[0].Qty = 0 }, "orders[1].lines[0].qty"},
		"negative load":     {func(r *Request) { r.Orders[1].Load["units"] = -1 }, "orders[1].load.units"},
		"load NaN":          {func(r *Request) { r.Orders[1].Load["kg"] = math.NaN() }, "orders[1].load.kg"},
		"zone missing":      {func(r *Request) { r.Method = contract.Zone; r.Locations[1].Zone = "" }, "orders[1].lines[0].location"},
		"zones":             {func(r *Request) { r.Zones = -1 }, "zones"},
		"zoning":            {func(r *Request) { r.Zoning = "both" }, "zoning"},
		"zones of its own":  {func(r *Request) { r.Method = contract.Zone; r.Locations[1].Zone = ""; r.Zones = 2 }, ""},
		"wave of waves":     {func(r *Request) { r.Release = &contract.Release{Then: contract.Wave} }, "release.then"},
		"until":             {func(r *Request) { r.Release = &contract.Release{Until: "noon"} }, "release.until"},
		"due":               {func(r *Request) { r.Method = contract.Wave; r.Orders[1].Due = "noon" }, "orders[1].due"},
		"wave without room": {func(r *Request) { r.Release = &contract.Release{Capacity: map[string]float64{"units": 0}} }, "release.capacity.units"},
	}
	for name, tc := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := contractRequest()
			tc.spoil(&r)
			_, err := Make(context.Background(), r)
			var e *picking.Error
			errors.As(err, &e)
			if err != nil && e == nil || e != nil && e.Field != tc.field || e == nil && tc.field != "" {
				t.Errorf("got %v, want field %q", err, tc.field)
			}
		})
	}
}

// FuzzMake reads anything as a request: the answer is a proven plan or an error that names a field.
func FuzzMake(f *testing.F) {
	good, err := json.Marshal(contractRequest())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good))
	f.Add(strings.Replace(string(good), "cluster", "zone", 1))
	f.Add(strings.Replace(string(good), "cluster", "wave", 1))
	f.Fuzz(func(t *testing.T, in string) {
		var r Request
		err := contract.Unmarshal([]byte(in), &r)
		if err == nil {
			r.BudgetMS, r.MaxIterations, r.Threads = 0, min(r.MaxIterations, 50), min(r.Threads, 2)
			_, err = Make(context.Background(), r)
		}
		if err != nil && picking.KindOf(err) != picking.Invalid {
			t.Fatalf("%v\n%s", err, in)
		}
	})
}
