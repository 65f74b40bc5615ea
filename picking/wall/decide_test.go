package wall

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
)

// A step is one scan (or "undo") and what must come of it: the verdict, and when it is a refusal its title.
type step struct {
	scan  string
	want  picking.Verdict
	title string
}

func play(t *testing.T, f *floor, steps []step) {
	t.Helper()
	for i, st := range steps {
		before, picked := f.state, len(f.past)
		var out Outcome
		if st.scan == "undo" {
			out = f.undo()
		} else {
			out = f.scan(st.scan)
		}
		if out.Message.Verdict != st.want || st.title != "" && out.Message.Title.String() != st.title {
			t.Fatalf("step %d %s: %s %q, want %s %q", i, st.scan, out.Message.Verdict, out.Message.Title, st.want, st.title)
		}
		if !out.Message.Verdict.Accepted() {
			if d := cmp.Diff(before, f.state); d != "" || picked != len(f.past) {
				t.Fatalf("step %d %s was refused and changed: %s", i, st.scan, d)
			}
			if out.Message.Detail == "" && out.Message.Need == "" {
				t.Fatalf("step %d %s: a refusal without an explanation", i, st.scan)
			}
		}
		if d := cmp.Diff(f.state.Prompt(), out.Prompt); d != "" {
			t.Fatalf("step %d %s: the screen differs from a reload (-reload +answer):\n%s", i, st.scan, d)
		}
	}
}

func TestBatchToteByScan(t *testing.T) {
	t.Parallel()
	f := newFloor(t, batchTote())
	play(t, f, []step{
		{"W-02", picking.WrongPlace, "Item first"},
		{"spoon", picking.WrongItem, "Wrong item"},
		{"nonsense", picking.UnknownCode, "Unknown code"},
		{"T-2", picking.WrongTote, "Another tote"},
		{"T-1", picking.WrongTote, "This tote's own label"},
		{"A-01-01", picking.WrongPlace, "Wrong place"},
		{"O-17", picking.NotAllowed, "Not here"},
		{"teapot", picking.OK, "1 of 1"}, // for 17: it is complete with it
		{"teapot", picking.TooMany, "Too many"},
		{"mug", picking.WrongItem, "One item at a time"},
		{"W-02", picking.WrongPlace, "Wrong slot"}, // 12's
		{"W-04", picking.WrongPlace, "Wrong slot"}, // 5's
		{"X-99", picking.WrongPlace, "Wrong place"},
		{"W-03", picking.LineComplete, "1 in W-03"},
		{"teapot", picking.OK, "1 of 1"}, // for 12
		{"W-05", picking.WrongPlace, "Wrong slot"},
		{"W-02", picking.LineComplete, "1 in W-02"},
		{"mugs6", picking.OK, "6 of 6"}, // a case fits only 9
		{"undo", picking.OK, "Undone"},
		{"mug", picking.OK, "1 of 3"}, // single ones complete 12 first
		{"mugs6", picking.TooMany, "Too many"},
		{"mug", picking.OK, "2 of 3"},
		{"W-02", picking.OK, "2 in W-02"}, // earlier than asked: what is in the hand
		{"mug", picking.OK, "1 of 1"},
		{"W-02", picking.LineComplete, "1 in W-02"},
		{"mugs6", picking.OK, "6 of 6"},
		{"W-01", picking.LineComplete, "6 in W-01"},
		{"milk", picking.Narrower, "Which lot?"},
		{"milk-L9", picking.WrongLot, "Wrong lot"},
		{"milk-L2", picking.OK, "1 of 1"},
		{"milk-L1", picking.WrongLot, "One lot at a time"},
		{"W-05", picking.LineComplete, "1 in W-05"},
		{"L1", picking.OK, "1 of 1"}, // the lot's own label
		{"W-05", picking.LineComplete, "1 in W-05"},
		{"teapot", picking.OK, "1 of 1"},
		{"W-01", picking.ListComplete, "1 in W-01"},
		{"mug", picking.NotAllowed, "This tote is empty"},
	})
	if f.tote != "done" || f.state.Cursor.Step != Done {
		t.Errorf("tote is %s, step %s", f.tote, f.state.Cursor.Step)
	}
	want := map[picking.LocationID]stock{
		200: {{1, 0}: 1, {2, 0}: 6}, 201: {{1, 0}: 1, {2, 0}: 3}, 202: {{1, 0}: 1}, 204: {{3, 31}: 1, {3, 32}: 1},
	}
	if d := cmp.Diff(want, f.slots, cmp.AllowUnexported(goods{})); d != "" {
		t.Errorf("slots (-want +got):\n%s", d)
	}
	if d := cmp.Diff(map[picking.LineID]picking.Qty{171: 1, 121: 1, 91: 1, 122: 3, 92: 6, 81: 2}, f.picked); d != "" {
		t.Errorf("picked (-want +got):\n%s", d)
	}
}

func TestZoneToteIsOneScan(t *testing.T) {
	t.Parallel()
	f := newFloor(t, zoneTote())
	if p := f.state.Prompt(); p.Slot != "W-02" || p.Step != PutSlot || !p.Whole || p.Elsewhere != 1 {
		t.Fatalf("prompt %+v", p)
	}
	play(t, f, []step{
		{"teapot", picking.NotAllowed, "No need to scan items"},
		{"W-01", picking.WrongPlace, "Wrong slot"},
		{"W-02", picking.ListComplete, "14 in W-02"},
		{"undo", picking.OK, "Undone"},
		{"W-02", picking.ListComplete, "14 in W-02"},
	})
	if len(f.picked) != 0 {
		t.Errorf("a whole tote was counted when it was picked, not again: %v", f.picked)
	}
}

func TestZoneToteTakesAFreeSlot(t *testing.T) {
	t.Parallel()
	s := zoneTote()
	s.Orders[0].Slot, s.Slots[1].Order, s.Slots[1].Number = 0, 0, ""
	f := newFloor(t, s)
	if p := s.Prompt(); p.Slot != "" || p.Free != "W-01" {
		t.Fatalf("prompt %+v", p)
	}
	play(t, f, []step{
		{"W-04", picking.WrongPlace, "Wrong slot"},
		{"W-03", picking.ListComplete, "14 in W-03"},
		{"undo", picking.OK, "Undone"}, // and the slot is free again
		{"W-01", picking.ListComplete, "14 in W-01"},
	})
	if o, _ := f.state.order(12); o.Slot != 200 {
		t.Errorf("order 12 has slot %d", o.Slot)
	}
}

func TestFullWall(t *testing.T) {
	t.Parallel()
	s := batchTote()
	for i := range s.Slots {
		if s.Slots[i].Order == 0 {
			s.Slots[i].Order, s.Slots[i].Number = 99, "O-99"
		}
	}
	f := newFloor(t, s)
	play(t, f, []step{
		{"teapot", picking.OK, "1 of 1"}, // 17 would come first but cannot get a slot; 12 has one
		{"W-02", picking.LineComplete, ""},
		{"teapot", picking.NotAllowed, "The wall is full"},
		{"milk-L1", picking.NotAllowed, "The wall is full"},
	})
}

func TestUndoEndsWherePackingBegins(t *testing.T) {
	t.Parallel()
	f := newFloor(t, batchTote())
	play(t, f, []step{{"undo", picking.NotAllowed, "Nothing to undo"}, {"teapot", picking.OK, ""}, {"W-01", picking.LineComplete, ""}})
	for i := range f.state.Orders {
		f.state.Orders[i].Packing = f.state.Orders[i].ID == 17
	}
	play(t, f, []step{{"undo", picking.NotAllowed, "Too late to undo"}})

	z := newFloor(t, zoneTote())
	play(t, z, []step{{"W-02", picking.ListComplete, ""}})
	z.state.Tote.Reused = true
	play(t, z, []step{{"undo", picking.NotAllowed, "Too late to undo"}})
}

func TestNobodyNeedsIt(t *testing.T) {
	t.Parallel()
	s := batchTote()
	s.Shares = s.Shares[3:] // the teapots' orders were cancelled
	f := newFloor(t, s)
	play(t, f, []step{{"teapot", picking.NotAllowed, "Nobody needs it"}})
}

func TestBeginWithAnEmptyTote(t *testing.T) {
	t.Parallel()
	s := batchTote()
	s.Contents = nil
	f := newFloor(t, s)
	out := Begin(s)
	f.write(out)
	if out.Message.Verdict != picking.ListComplete || f.tote != "done" || f.state.Cursor.Step != Done {
		t.Errorf("%+v, tote %s", out.Message, f.tote)
	}
	full := batchTote()
	if out := Begin(full); out.Effects.Sort != nil || out.Prompt.Step != TakeItem || out.Prompt.Left != 14 || out.Prompt.Kinds != 4 {
		t.Errorf("begin of a full tote: %+v", out)
	}
}
