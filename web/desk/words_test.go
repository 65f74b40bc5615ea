package desk

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/plan"
	"pickpack/picking/release"
)

func TestWhyWords(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		why   release.Why
		alone bool
		next  string
		want  string
	}{
		"adds little":       {release.Why{Alone: 120, Adds: 14, NextAdds: 31}, false, "List 3", "It adds 14 m here. By itself it would walk 120 m; List 3, the next best, would grow by 31 m."},
		"adds nothing":      {release.Why{Alone: 120, Adds: 0.2}, false, "", "It adds no step here: the walk passes its bins anyway. By itself it would walk 120 m; no other list of its kind has room for it."},
		"nobody has room":   {release.Why{Alone: 1200, Adds: 1200}, true, "", "It walks 1.20 km by itself: no other list of its kind has room for it."},
		"somebody, farther": {release.Why{Alone: 80, Adds: 80, NextAdds: 95}, true, "L-7", "It walks 80 m by itself; L-7 has room, but would grow by 95 m."},
	} {
		if got := whyWords(c.why, c.alone, c.next); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()
	near, far, same := 95.0, 50.0, 100.0
	for name, c := range map[string]struct {
		bound  *float64
		proven bool
		words  string
	}{
		"near":     {&near, true, "at most 5.3 % above the best possible"},
		"far":      {&far, false, "at most 100 % above it"},
		"best":     {&same, true, "no plan of these orders walks less"},
		"unproven": {nil, false, "was not proven"},
	} {
		if got := compare(100, 200, 400, c.bound); got.Proven != c.proven || !strings.Contains(got.Proof, c.words) {
			t.Errorf("%s: %v %q", name, got.Proven, got.Proof)
		}
	}
	want := []compareRow{
		{Word: "This wave", Metres: "100 m", Bar: 250, Ours: true},
		{Word: "First come, first served, in S-shape", Metres: "200 m", Saves: "saves 100 m (50 %)", Bar: 500},
		{Word: "One order at a time", Metres: "400 m", Saves: "saves 300 m (75 %)", Bar: 1000},
	}
	if d := cmp.Diff(want, compare(100, 200, 400, nil).Rows); d != "" {
		t.Error(d)
	}
	if rows := compare(100, 0, 90, nil).Rows; len(rows) != 2 || rows[1].Saves != "saves nothing" || rows[0].Bar != 1000 {
		t.Errorf("nothing to save: %+v", rows)
	}
	compare(0, 0, 0, nil) // a wave of nothing divides by nothing
}

func TestSelection(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		list, from, lists int
		want              selection
		bad               bool
	}{
		"nothing said":   {0, 0, 35, selection{0, 10, -1}, false},
		"a page":         {0, 21, 35, selection{20, 30, -1}, false},
		"the last page":  {0, 31, 35, selection{30, 35, -1}, false},
		"a list's page":  {12, 0, 35, selection{10, 20, 11}, false},
		"list elsewhere": {12, 1, 35, selection{0, 10, 11}, false},
		"no lists":       {0, 0, 0, selection{0, 0, -1}, false},
		"no such list":   {36, 0, 35, selection{}, true},
		"no such page":   {0, 99, 35, selection{}, true},
	} {
		got, err := selectionAt(c.list, c.from, c.lists)
		if got != c.want || (picking.KindOf(err) == picking.NotFound) != c.bad {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if p := (selection{10, 20, -1}).pager("/x", 35); p.Previous != "/x?from=1#lists" || p.Next != "/x?from=21#lists" || p.From != 11 || p.To != 20 {
		t.Errorf("%+v", p)
	}
}

func TestSearchInWords(t *testing.T) {
	t.Parallel()
	search := db.WaveRequest{Search: 4 * time.Second}
	some := plan.Progress{Share: 0.25, Distance: 800, FirstCome: 1000, Bound: 700}
	for name, c := range map[string]struct {
		job  db.Job
		want searchView
	}{
		"just asked":   {db.Job{State: "queued"}, searchView{Now: "Waiting for a planner"}},
		"begun":        {db.Job{State: "running", Request: search, Ran: time.Second}, searchView{Now: "Reading orders and stock"}},
		"searching":    {db.Job{State: "running", Request: search, Ran: time.Second, Progress: some}, searchView{Now: "Looking for shorter walks", Left: "about 3 s left", Share: 25, Metres: "800 m", Saves: "−20 %", Proof: "700 m"}},
		"time is over": {db.Job{State: "running", Request: search, Ran: 5 * time.Second, Progress: some}, searchView{Now: "Finishing", Share: 100, Metres: "800 m", Saves: "−20 %", Proof: "700 m"}},
		"stopped":      {db.Job{State: "running", Request: search, Ran: time.Second, Stopped: true}, searchView{Now: "Stopping: the best plan so far is kept", Share: 25, Stopped: true}},
	} {
		if d := cmp.Diff(&c.want, searchOf(c.job)); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
	for _, j := range []db.Job{{State: "queued", Waited: 9 * time.Second}, {State: "running", Lost: true}} {
		if v := searchOf(j); v.Warn == "" {
			t.Errorf("%+v does not say what is wrong", j)
		}
	}
}

func TestLeftOutIsGrouped(t *testing.T) {
	t.Parallel()
	var out []release.Left
	for i := range 100 {
		out = append(out, release.Left{Order: picking.OrderID(i), Number: "O", Reason: "the wave is full"})
	}
	out = append(out, release.Left{Order: 100, Number: "P", Reason: "short"})
	groups, more := leftOut(out)
	if len(groups) != 2 || groups[0].Of != 100 || len(groups[0].Orders) != ordersNamed || groups[1].Reason != "short" || more != 0 {
		t.Errorf("%+v, %d more", groups, more)
	}
	for i := range 60 {
		out = append(out, release.Left{Number: "Q", Reason: strings.Repeat("x", i+1)})
	}
	if groups, more := leftOut(out); len(groups) != outShown || more != 62-outShown {
		t.Errorf("%d groups, %d more", len(groups), more)
	}
}

// Void cartons do not count among an order's; where one between was left empty it is not said of how many.
func TestWhichCarton(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ cartons, want string }{
		{"1labelled", "1 of 1"}, {"1void 1labelled 2open", "1, 1 of 2, 2 of 2"}, {"1left 3left 2void", "1, 3, 2"}, {"1void", "1"},
	} {
		var p db.OrderPage
		for i, x := range strings.Fields(c.cartons) {
			p.Cartons = append(p.Cartons, db.OrderCarton{ID: picking.CartonID(i + 1), N: int(x[0] - '0'), State: x[1:]})
		}
		var got []string
		for _, l := range orderOf(p, clock{time.Now(), time.UTC}, "").Cartons {
			got = append(got, l.Which)
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: %v, want %s", c.cartons, got, c.want)
		}
	}
}
