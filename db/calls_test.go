package db_test

import (
	"testing"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// A packer sets an order aside, a supervisor takes off it what nobody finds, and it is packed on; another order, of which
// nothing is there, ends.
func TestSetAsideAndMissing(t *testing.T) {
	t.Parallel()
	f := exceptional(t)
	for _, code := range []string{"RED", "12000000000012", "RED", "T-1", "B-2", "BLUE", "BLUE", "T-2", "B-4", "L1", "L1", "T-2", "PACK-1"} {
		if a := f.scan(t, code); !a.Message.Verdict.Accepted() {
			t.Fatalf("%s: %+v", code, a.Message)
		}
	}
	f.begin(t, f.bob, "T-1", false)
	act := func() (a pack.Prompt) {
		x, err := f.PackScan(t.Context(), f.act(f.bob), 1, scanned("12000000000012"), false)
		if err != nil || !x.Message.Verdict.Accepted() {
			t.Fatalf("%+v %v", x, err)
		}
		return x.Prompt
	}
	act()
	if _, err := f.SetAside(t.Context(), f.act(f.bob), 1, " "); picking.KindOf(err) != picking.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	once := f.act(f.bob)
	for range 2 {
		if a, err := f.SetAside(t.Context(), once, 1, "Something is missing"); err != nil || !a.Message.Verdict.Accepted() {
			t.Fatalf("%+v %v", a, err)
		}
	}
	if a := f.begin(t, f.bob, "O-1", false); a.Message.Title != "Set aside" {
		t.Errorf("begun while it waits: %+v", a.Message)
	}
	h, err := f.PackHome(t.Context(), 1, f.bob, 10)
	if err != nil || len(h.Aside) != 1 || h.Aside[0].Call != "Something is missing" || len(h.Ready) != 1 {
		t.Fatalf("%+v %v", h, err)
	}
	calls, err := f.Calls(t.Context(), 1)
	if err != nil || len(calls) != 1 || calls[0].Prompt.Left != 2 || calls[0].Who != "Bob" {
		t.Fatalf("%+v %v", calls, err)
	}
	for qty, good := range map[picking.Qty]bool{3: false, 0: false, -1: false} {
		if a, err := f.MissPacked(t.Context(), f.act(f.ann), 1, pack.MissRequest{No: 1, Qty: qty}); err != nil || a.Message.Verdict.Accepted() != good {
			t.Errorf("%d missing: %+v %v", qty, a.Message, err)
		}
	}
	f.sound(t, "what was refused")
	once = f.act(f.ann)
	for range 2 {
		if a, err := f.MissPacked(t.Context(), once, 1, pack.MissRequest{No: 1, Qty: 1}); err != nil || !a.Message.Verdict.Accepted() || a.Prompt.Left != 1 {
			t.Fatalf("%+v %v", a, err)
		}
	}
	f.sound(t, "one missing")
	if err := f.ResolveCall(t.Context(), picking.User{ID: f.ann, Warehouse: 1}, calls[0].ID, "one found on the floor"); err != nil {
		t.Fatal(err)
	}
	if err := f.ResolveCall(t.Context(), picking.User{ID: f.ann, Warehouse: 1}, calls[0].ID, ""); picking.KindOf(err) != picking.Conflict {
		t.Errorf("resolved twice: %v", err)
	}
	if h, err = f.PackHome(t.Context(), 1, f.bob, 10); err != nil || len(h.Ready) != 2 || len(h.Aside) != 0 {
		t.Fatalf("%+v %v", h, err)
	}
	if a := f.begin(t, f.bob, "O-1", false); a.Prompt.Left != 1 || a.Prompt.Carton.Units != 3 {
		t.Fatalf("gone on with: %+v", a)
	}
	if a, err := f.PackScan(t.Context(), f.act(f.bob), 1, scanned("RED"), false); err != nil || a.Prompt.Step != pack.StepClose {
		t.Fatalf("%+v %v", a, err)
	}
	f.sound(t, "all that came is packed")
	for no := range 2 {
		if a, err := f.MissPacked(t.Context(), f.act(f.ann), 2, pack.MissRequest{No: no + 1, Qty: 2}); err != nil || !a.Message.Verdict.Accepted() {
			t.Fatalf("%+v %v", a, err)
		}
		f.sound(t, "another line missing")
	}
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id = 2 AND state = 'backordered'`); n != 1 {
		t.Error("an order of which nothing came is not backordered")
	}
	f.sound(t, "an order ended")
}

// serialsPicked is an exceptional floor whose list is picked and dropped, with two BLUE by their serial numbers in T-2.
func serialsPicked(t *testing.T) *floor {
	t.Helper()
	f := exceptional(t)
	f.raw.MustExec(`UPDATE items SET tracking = 'serial' WHERE id = 2`)
	for _, code := range []string{"RED", "12000000000012", "RED", "T-1", "B-2", "BLUE", "SN-1", "BLUE", "SN-2", "T-2", "B-4", "L1", "L1", "T-2", "PACK-1"} {
		if a := f.scan(t, code); !a.Message.Verdict.Accepted() {
			t.Fatalf("%s: %+v", code, a.Message)
		}
	}
	return f
}

// Of units with serial numbers, those that are there are scanned; the rest is missing, and may be picked again.
func TestMissingSerials(t *testing.T) {
	t.Parallel()
	f := serialsPicked(t)
	for _, x := range []struct {
		r     pack.MissRequest
		title string
	}{
		{pack.MissRequest{No: 1, There: []string{"SN-3"}}, "Not one of these"},
		{pack.MissRequest{No: 1, There: []string{"sn-1", "SN-2"}}, "Nothing is missing"},
		{pack.MissRequest{No: 1, Qty: 2, There: []string{"SN-2"}}, "Count again"},
		{pack.MissRequest{No: 1, There: []string{"sn-2", "SN-2"}}, "Noted"},
	} {
		once := f.act(f.ann)
		for range 2 {
			if a, err := f.MissPacked(t.Context(), once, 2, x.r); err != nil || a.Message.Title.String() != x.title {
				t.Fatalf("%+v: %+v %v", x.r, a.Message, err)
			}
		}
		f.sound(t, x.title)
	}
	if s := f.text(t, `SELECT string_agg(serial, ' ') FROM serials`); s != "SN-2" {
		t.Errorf("captured are %s", s)
	}
	f.begin(t, f.bob, "T-2", false)
	for code, good := range map[string]bool{"SN-1": false, "SN-2": true} {
		if a, err := f.PackScan(t.Context(), f.act(f.bob), 2, scanned(code), false); err != nil || a.Message.Verdict.Accepted() != good {
			t.Errorf("%s: %+v %v", code, a.Message, err)
		}
	}
	f.sound(t, "packed")
}
