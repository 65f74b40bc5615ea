package task

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"pickpack/picking"
)

// world is everything an undo has to give back.
type world struct {
	List          List
	Tasks         []Task
	Hand, Held    map[[2]int64]picking.Qty
	Doubt         map[[2]int64]bool
	Picked, Short map[picking.LineID]picking.Qty
	Shares        map[picking.TaskID][]Share
	Serials       map[string]bool
	Chores        map[string][]picking.Chore
}

// world is a copy of the floor without what may differ: versions, choices that wait, the gaps between numbers.
func (f *floor) world() world {
	w := world{List: f.list, Hand: counted(f.hand), Held: counted(f.held), Picked: counted(f.picked), Short: counted(f.short),
		Doubt: maps.Clone(f.doubt), Serials: maps.Clone(f.serials), Shares: map[picking.TaskID][]Share{}, Chores: maps.Clone(f.chores)}
	maps.DeleteFunc(w.Doubt, func(_ [2]int64, yes bool) bool { return !yes })
	maps.DeleteFunc(w.Serials, func(_ string, yes bool) bool { return !yes })
	w.List.Version, w.List.Ask, w.List.Paused = 0, picking.Ask{}, false
	w.List.Totes = slices.Clone(f.list.Totes)
	for id, sh := range f.shares {
		if len(sh) > 0 {
			w.Shares[id] = slices.SortedFunc(slices.Values(sh), func(a, b Share) int { return int(a.Line - b.Line) })
		}
	}
	w.Tasks = slices.DeleteFunc(slices.Clone(f.tasks), func(t Task) bool { return t.State == Cancelled })
	slices.SortFunc(w.Tasks, func(a, b Task) int { return a.Seq - b.Seq })
	for i := range w.Tasks {
		w.Tasks[i].Seq = i
	}
	return w
}

func counted[K comparable](m map[K]picking.Qty) map[K]picking.Qty {
	m = maps.Clone(m)
	maps.DeleteFunc(m, func(_ K, n picking.Qty) bool { return n == 0 })
	return m
}

// Every accepted step of any walk is undone to the last unit, promise and chore, and can then be done again.
func TestAnyStepIsUndone(t *testing.T) {
	t.Parallel()
	acts := []string{"scan T1", "scan T2", "scan T3", "scan B1", "scan B2", "scan B3", "scan RED", "scan RED-CASE", "scan NOPE", "scan 4006381333931",
		"skip", "short none", "type 2", "type 4", "damaged 1", "damaged 2", "damaged 6", "not-empty", "digits 68"}
	rapid.Check(t, func(rt *rapid.T) {
		f := newFloor()
		if rapid.Bool().Draw(rt, "batch") {
			f = batchFloor()
		}
		act := ""
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			if act == "" || rapid.IntRange(0, 2).Draw(rt, "again") > 0 {
				act = rapid.SampledFrom(acts).Draw(rt, "act")
			}
			if p := PromptFor(f.state("")); rapid.Bool().Draw(rt, "follow the prompt") {
				act = "scan " + f.follow(p)
			}
			was := f.world()
			o := f.do(t, act)
			if o.Last == nil {
				continue
			}
			if u := f.do(t, "undo"); u.Message.Verdict != picking.OK {
				rt.Fatalf("undo of %s (%s): %+v", act, o.Last.Kind, u.Message)
			}
			f.sound(t)
			if d := cmp.Diff(was, f.world()); d != "" {
				rt.Fatalf("undo of %s (%s): %s", act, o.Last.Kind, d)
			}
			f.do(t, act)
			f.sound(t)
		}
	})
}

// batchFloor is one total of 9 red at B1 for three order lines; 4 more lie at B3.
func batchFloor() *floor {
	f := newFloor()
	f.list.Method = picking.Batch
	f.list.Totes = []Tote{{Slot: 1, State: "empty"}}
	f.tasks = []Task{{ID: 1, Seq: 1, Location: 11, Bin: "B1", Item: 31, SKU: "RED", TypedQty: true, Qty: 9, Slot: 1, State: Open}}
	f.list.Tasks = 1
	f.held = map[[2]int64]picking.Qty{{11, 31}: 9}
	f.shares[1] = []Share{{Line: 201, Qty: 3}, {Line: 202, Qty: 4}, {Line: 203, Qty: 2}}
	return f
}

// A short that is undone leaves what waited for the same goods where it was sent: part of a task of the same list.
func TestUndoneShortLeavesSiblings(t *testing.T) {
	t.Parallel()
	f := newFloor()
	f.tasks = append(f.tasks, Task{ID: 4, Seq: 4, Location: 11, Bin: "B1", Item: 31, SKU: "RED", Qty: 3, Line: 104, Slot: 2, State: Open})
	f.list.Tasks = 4
	f.held[[2]int64{11, 31}] = 8
	for _, act := range []string{"scan CART", "scan T1", "scan T2", "scan B1", "scan RED", "scan RED", "short none"} {
		if o := f.do(t, act); !o.Message.Verdict.Accepted() {
			t.Fatalf("%s: %+v", act, o.Message)
		}
		f.sound(t)
	}
	if f.list.Tasks != 6 || f.tasks[3].Qty != 2 || f.tasks[5].Qty != 1 || f.tasks[5].Location != 13 || f.tasks[5].Slot != 2 {
		t.Fatalf("%+v", f.tasks)
	}
	o := f.do(t, "undo")
	f.sound(t)
	if f.list.Tasks != 5 || f.tasks[4].State != Cancelled || f.tasks[5].State != Open || f.held[[2]int64{11, 31}] != 7 || f.held[[2]int64{13, 31}] != 1 {
		t.Errorf("%+v %v", f.tasks, f.held)
	}
	if d := cmp.Diff(PromptFor(f.state("")), o.Prompt); d != "" {
		t.Errorf("the screen differs from a reload: %s", d)
	}
}

// What an undo cannot give back it says.
func TestUndoSaysWhyNot(t *testing.T) {
	t.Parallel()
	const atItem = "scan CART; scan T1; scan T2; scan B1; scan RED-CASE"
	for name, c := range map[string]struct {
		script string
		change func(*State)
		says   string
	}{
		"nothing yet":            {"", nil, "There is nothing to undo here."},
		"handed over":            {atItem + "; scan BO; scan CART", func(s *State) { s.List.User = s.User }, "Scan your colleague's badge"},
		"an order cancelled":     {atItem, func(s *State) { s.Last = &Last{Kind: "cancel"} }, "An order of this list was cancelled here."},
		"a short, promised":      {atItem + "; short none", func(s *State) { s.Past.Free = 1 }, "What lies at B1 is promised to somebody else by now"},
		"damaged, taken away":    {atItem + "; damaged 2", func(s *State) { s.Past.Aside = 1 }, "They are not in quarantine any more."},
		"a switch, promised":     {atItem + "; scan T1; scan B3; scan B3", func(s *State) { s.Past.Free = 1 }, "What was planned at B1 is promised to somebody else"},
		"the end, totes emptied": {atItem, func(s *State) { s.Last, s.Past = &Last{Kind: "drop"}, &Past{Ended: "totes"} }, "being emptied already"},
		"the end, cart gone":     {atItem, func(s *State) { s.Last, s.Past = &Last{Kind: "drop"}, &Past{Ended: "cart"} }, "The cart is on another list"},
		"the end, busy":          {atItem, func(s *State) { s.Last, s.Past = &Last{Kind: "drop"}, &Past{Ended: "list"} }, "You have begun another list."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFloor()
			for line := range strings.SplitSeq(c.script, "; ") {
				if line != "" {
					f.do(t, line)
				}
			}
			s := f.state("")
			if c.change != nil {
				c.change(&s)
			}
			o := Undo(s)
			if o.Message.Verdict != picking.NotAllowed || !strings.Contains(o.Message.Need.String(), c.says) || o.Effects.List != nil {
				t.Errorf("%+v, want %q", o.Message, c.says)
			}
		})
	}
}
