package pack

import (
	"strings"
	"testing"

	"pickpack/picking"
)

// TestSeveralCartons packs with two cartons open: what goes where, what is asked, what is taken back, and how they close.
func TestSeveralCartons(t *testing.T) {
	t.Parallel()
	f := newStation(teaOrder())
	if o := NewCarton(f.state); o.Message.Verdict.Accepted() {
		t.Fatal("a second empty carton was opened")
	}
	for n, x := range []struct{ code, verdict, title, words string }{
		{"mugs6", "ok", "4 of 7", ""}, {"open", "", "", ""}, {"c2", "ok", "Carton 2", ""}, {"mug", "ok", "5 of 7", ""},
		{"c9", "not_allowed", "No such carton", ""}, {"again mug", "ok", "6 of 7", ""}, {"mug", "line_complete", "7 of 7", ""},
		{"mug", "confirm", "It is in carton 1", "Scan it again to move it here, into carton 2."},
		{"again mug", "ok", "Moved to carton 2", "Take it out of carton 1."}, {"UNDO", "ok", "Undone", "Put it back into carton 1."},
		{"c1", "ok", "Carton 1", ""}, {"again mugs6", "too_many", "Too many", ""}, {"again mug", "ok", "Moved to carton 1", ""},
		{"SN-9", "line_complete", "1 of 1", ""}, {"SN-9", "too_many", "Already packed", ""}, {"CARTON-2", "ok", "Carton 2", ""},
		{"radio", "narrower", "Which unit?", "SN-9"}, {"radio/SN-9", "confirm", "It is in carton 1", ""}, {"again SN-9", "ok", "Moved to carton 2", ""},
		{"UNDO", "ok", "Undone", ""}, {"L31", "ok", "1 of 3", ""}, {"L31", "ok", "2 of 3", ""}, {"L32", "list_complete", "All packed", ""},
		{"c1", "ok", "Carton 1", ""}, {"teapot", "narrower", "Which lot?", ""}, {"L32", "confirm", "It is in carton 2", ""},
		{"again teapot/L31", "ok", "Moved to carton 1", ""},
	} {
		if o := f.do(x.code); string(o.Message.Verdict) != x.verdict || o.Message.Title.String() != x.title || !strings.Contains(o.Message.Need.String(), x.words) {
			t.Fatalf("%d: %s: %+v", n, x.code, o.Message)
		}
	}
	if p := PromptFor(f.state); p.Step != StepClose || len(p.Open) != 2 || !p.Open[0].Now {
		t.Fatalf("%+v", p)
	}
	f.openAnother() // and not used
	if c := Close(f.state, CloseRequest{Weight: 1}); c.Message.Verdict.Accepted() || !strings.Contains(c.Message.Need.String(), "go on with carton 1") {
		t.Fatalf("an empty carton: %+v", c.Message)
	}
	f.scan("c1")
	first := Close(f.state, CloseRequest{Weight: 2500, Reason: "test"})
	if !first.More || first.Next != 42 || first.Message.Detail.String() != "Go on with carton 2." {
		t.Fatalf("%+v", first)
	}
	f.close(first)
	last := Close(f.state, CloseRequest{Weight: 2500, Reason: "test"})
	if last.More || len(last.Empty) != 1 || last.Empty[0] != 43 || last.Message.Verdict != picking.ListComplete {
		t.Fatalf("%+v", last)
	}
}

// A carton that is void has no number any more: the next one that is opened takes it.
func TestFreeNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		states string // of the cartons 1, 2, …: open, labelled, left, void
		want   int
	}{{"", 1}, {"o", 2}, {"lo", 3}, {"v", 1}, {"vo", 1}, {"lvo", 2}, {"vlv", 1}, {"tl", 3}} {
		var s State
		for i, x := range c.states {
			s.Cartons = append(s.Cartons, Carton{N: i + 1, State: map[rune]string{'o': CartonOpen, 'l': CartonLabelled, 't': CartonLeft, 'v': CartonVoid}[x]})
		}
		if got := s.FreeNumber(); got != c.want {
			t.Errorf("%q: %d, want %d", c.states, got, c.want)
		}
	}
}
