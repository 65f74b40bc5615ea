package pack

import (
	"strings"
	"testing"

	"pickpack/picking"
)

// TestLabelIsScannedOn closes a carton where its label is to be scanned: only its own ends it.
func TestLabelIsScannedOn(t *testing.T) {
	t.Parallel()
	s := teaOrder()
	s.Stick = true
	f := newStation(s)
	for range 13 {
		f.scan(f.follow())
	}
	c := Close(f.state, CloseRequest{Weight: 5950})
	if c.Carton.Apply != "due" || c.Message.Need.String() != "Stick the label on carton 1 and scan it." {
		t.Fatalf("%+v", c)
	}
	c.Carton.SSCC, c.Carton.Tracking = "050123450000000015", "1Z999AA10123456784"
	f.close(c)
	f.state.Order.State, f.state.Order.Packer = picking.Packed, 0
	if p := PromptFor(f.state); p.Step != StepLabel || p.Due != 1 || p.CanUndo {
		t.Fatalf("%+v", p)
	}
	f.state.Parcel = &Scanned{Number: "1043", N: 2}
	if o := f.scan("PK00000000024"); o.Message.Verdict != picking.WrongTote || !strings.Contains(o.Message.Need.String(), "Take it off: this is carton 1 of order 1042.") {
		t.Errorf("the neighbour's label: %+v", o.Message)
	}
	f.state.Parcel = nil
	for _, code := range []string{"mug", "UNDO", "T-9", "c2", "1042", "nonsense"} {
		if o := f.scan(code); o.Message.Title != "First the label" || o.Effects.Pack != nil {
			t.Errorf("%s: %+v", code, o.Message)
		}
	}
	for _, code := range []string{"050123450000000015", "00050123450000000015", "(00)050123450000000015", "1z999aa10123456784", "42090210 1Z999AA10123456784"} {
		o := Decide(f.state, picking.Scan{Raw: code, Code: code})
		if o.Message.Verdict != picking.ListComplete || o.Prompt.Step != StepDone || o.Effects.Pack.Apply != "done" {
			t.Errorf("%s: %+v", code, o)
		}
	}
	if o := SkipLabel(f.state, "no printer"); o.Prompt.Step != StepDone || o.Effects.Pack.Apply != "skipped" || len(o.Effects.Events) != 1 {
		t.Errorf("skipped: %+v", o)
	}
	f.state.Cartons[0].Apply = "done"
	if o := SkipLabel(f.state, "no printer"); o.Message.Verdict.Accepted() {
		t.Errorf("nothing to skip: %+v", o)
	}
}

// TestByItself says when the last scan closes the carton.
func TestByItself(t *testing.T) {
	t.Parallel()
	p := Prompt{ByItself: true, Step: StepClose, Version: 7, Carton: &PromptCarton{Expected: 900, Known: true}}
	if r, ok := ByItself(p, 0); !ok || r.Weight != 900 || r.Version != 7 || !r.Unweighed {
		t.Errorf("%+v %v", r, ok)
	}
	if r, ok := ByItself(p, 912); !ok || r.Weight != 912 || r.Version != 7 || r.Unweighed {
		t.Errorf("with a scale: %+v %v", r, ok)
	}
	for name, q := range map[string]Prompt{
		"not wanted": {Step: StepClose, Carton: p.Carton}, "more to pack": {ByItself: true, Step: StepPack, Carton: p.Carton},
		"unknown weight": {ByItself: true, Step: StepClose, Carton: &PromptCarton{Expected: 900}},
		"two cartons":    {ByItself: true, Step: StepClose, Carton: p.Carton, Open: []PromptOpen{{}, {}}},
	} {
		if _, ok := ByItself(q, 0); ok {
			t.Errorf("%s: closed by itself", name)
		}
	}
}
