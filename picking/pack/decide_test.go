package pack

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/picking"
)

// A step is one scan (or "undo") and what must come of it.
type step struct {
	scan  string
	want  picking.Verdict
	title string
	says  string // part of Detail or Need
}

func play(t *testing.T, f *station, steps []step) {
	t.Helper()
	for i, st := range steps {
		before := f.state
		var out Outcome
		if st.scan == "undo" {
			out = f.undo()
		} else {
			out = f.scan(st.scan)
		}
		m := out.Message
		if m.Verdict != st.want || st.title != "" && m.Title.String() != st.title || !strings.Contains(m.Detail.And(m.Need).String(), st.says) {
			t.Fatalf("step %d %s: %+v, want %+v", i, st.scan, m, st)
		}
		if !m.Verdict.Accepted() {
			if d := cmp.Diff(before, f.state); d != "" || out.Effects.Pack != nil || m.Detail == "" || m.Need == "" {
				t.Fatalf("step %d %s: refused with %+v and changed: %s", i, st.scan, out, d)
			}
		}
		if d := cmp.Diff(PromptFor(f.state), out.Prompt); d != "" {
			t.Fatalf("step %d %s: the screen differs from a reload (-reload +answer):\n%s", i, st.scan, d)
		}
	}
}

func TestPackByScan(t *testing.T) {
	t.Parallel()
	f := newStation(teaOrder())
	play(t, f, []step{
		{"undo", picking.NotAllowed, "Nothing to undo", ""},
		{"spoon", picking.WrongItem, "Not in this order", "Spoon is not in order 1042. It may be of order 1045 (T-9)."},
		{"towel", picking.WrongItem, "Not in this order", "none was picked"},
		{"nonsense", picking.UnknownCode, "Unknown code", `"nonsense"`},
		{"T-9", picking.WrongTote, "Another order", "holds order 1045; this is order 1042"},
		{"T-0", picking.WrongTote, "Not this order", ""},
		{"T-3", picking.NotAllowed, "Already open", "Still to pack: 2 × Stoneware mug, 3 × Enamel teapot …"},
		{"A-01-1", picking.WrongPlace, "A bin label", ""},
		{"CART-1", picking.WrongPlace, "Not here", "cart CART-1"},
		{"C-40", picking.WrongTote, "A carton label", ""},
		{"1045", picking.WrongTote, "Another order", ""},
		{"1042", picking.NotAllowed, "Already open", ""},
		{"mug", picking.OK, "1 of 2", "Stoneware mug"},
		{"mugs6", picking.OK, "5 of 7", ""}, // one fills line 1, five go to line 5
		{"undo", picking.OK, "Undone", "6 × Stoneware mug Put it back into T-3, T-4."},
		{"mug", picking.LineComplete, "2 of 2", ""},
		{"mugs6", picking.OK, "6 of 7", ""},
		{"mugs6", picking.TooMany, "Too many", "only 1 are to be packed"},
		{"mug", picking.LineComplete, "7 of 7", ""},
		{"mug", picking.TooMany, "Too many", "All Stoneware mug of order 1042 are packed"},
		{"teapot", picking.Narrower, "Which lot?", "L31 or L32"},
		{"teapot/L99", picking.WrongLot, "Wrong lot", "L31 or L32"},
		{"teapot/L32", picking.OK, "1 of 3", ""},
		{"teapot/L32", picking.WrongLot, "Wrong lot", "we need lot L31."},
		{"teapot", picking.OK, "2 of 3", ""}, // only one lot is left, so the item is enough
		{"L31", picking.LineComplete, "3 of 3", ""},
		{"S", picking.OK, "Box S", "230 × 160 × 100 mm"},
		{"undo", picking.OK, "Undone", "Box M again."},
		{"box-s", picking.OK, "Box S", ""},
		{"radio", picking.Narrower, "Which unit?", "SN-9"},
		{"radio/SN-1", picking.WrongItem, "Another unit", "SN-9"},
		{"radio/SN-9", picking.ListComplete, "All packed", "close carton 1"},
		{"undo", picking.OK, "Undone", "Put it back into T-3."},
		{"SN-9", picking.ListComplete, "All packed", ""},
		{"SN-9", picking.TooMany, "Already packed", ""},
		{"radio", picking.TooMany, "Too many", ""},
	})
	for at, n := range f.ledger {
		if at.at != 51 && n != 0 {
			t.Errorf("%d left at %+v", n, at)
		}
	}
}

func TestUndoCardIsAScan(t *testing.T) {
	t.Parallel()
	f := newStation(teaOrder())
	play(t, f, []step{
		{"mug", picking.OK, "1 of 2", ""},
		{UndoCode, picking.OK, "Undone", ""},
		{UndoCode, picking.NotAllowed, "Nothing to undo", ""},
	})
}

// A serial number of a batch is given to the line it is packed for, and taken back by an undo.
func TestSerialOfABatch(t *testing.T) {
	t.Parallel()
	s := teaOrder()
	s.Serials[0].Line = 0
	f := newStation(s)
	out := f.scan("SN-9")
	want := []picking.Serial{{Item: 3, Serial: "SN-9", Gone: true}, {Item: 3, Serial: "SN-9", Task: 61, Line: 13}}
	if d := cmp.Diff(want, out.Effects.Serials); d != "" {
		t.Error(d)
	}
	out = f.undo()
	want[1].Line = 0
	if d := cmp.Diff(want, out.Effects.Serials); d != "" {
		t.Error(d)
	}
}

func TestWhoMayScan(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		set  func(*State)
		want picking.Verdict
	}{
		"packer":    {func(s *State) {}, picking.OK},
		"another":   {func(s *State) { s.User = 8 }, picking.NotYours},
		"nobody's":  {func(s *State) { s.Order.Packer = 0 }, picking.NotAllowed},
		"no carton": {func(s *State) { s.Cartons = nil }, picking.NotAllowed},
		"cancelled": {func(s *State) { s.Order.State = picking.Cancelled }, picking.NotAllowed},
		"on hold":   {func(s *State) { s.Order.State, s.Order.Hold = picking.OnHold, "payment" }, picking.NotAllowed},
		"packed":    {func(s *State) { s.Order.State = picking.Packed }, picking.NotAllowed},
	} {
		s := teaOrder()
		c.set(&s)
		if got := newStation(s).scan("mug").Message.Verdict; got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if got := Undo(s).Message.Verdict; got.Accepted() {
			t.Errorf("%s: undo of nothing was accepted", name)
		}
	}
}

// The books may disagree with the counters only through a defect; then nothing is packed on credit.
func TestNothingIsPackedThatIsNotThere(t *testing.T) {
	t.Parallel()
	s := teaOrder()
	s.Places[0].Goods, s.Places[1].Goods = nil, nil
	out := newStation(s).scan("mug")
	if out.Message.Verdict != picking.NotAllowed || out.Effects.Pack != nil {
		t.Errorf("%+v", out.Message)
	}
}

func TestCountOfGS1Code(t *testing.T) {
	t.Parallel()
	s := teaOrder()
	scan, what := found("mug")
	scan.Count, s.Found = 3, what
	if out := Decide(s, scan); out.Message.Title.String() != "1 of 7" {
		t.Errorf("three mugs: %+v", out.Message)
	}
	scan.Count = 99_999_999
	if out := Decide(s, scan); out.Message.Verdict != picking.TooMany {
		t.Errorf("too many mugs: %+v", out.Message)
	}
}
