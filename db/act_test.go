package db_test

import (
	"testing"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// An act's id belongs to one order: sent again for it the act is answered as before, for another order it is refused.
func TestActOfAnotherOrder(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	ctx := t.Context()
	for _, tote := range []string{"T-7", "T-8", "T-9"} {
		f.begin(t, pia, tote, false)
	}
	f.pack(t, 3, "RED")
	f.pack(t, 4, "BLUE")
	f.pack(t, 5, "RED")
	for name, do := range map[string]func(a db.Act, o picking.OrderID) error{
		"scan": func(a db.Act, o picking.OrderID) error {
			_, err := f.PackScan(ctx, a, o, scanned("NOPE"), false)
			return err
		},
		"undo": func(a db.Act, o picking.OrderID) error { _, err := f.PackUndo(ctx, a, o); return err },
		"skip": func(a db.Act, o picking.OrderID) error { _, err := f.SkipLabel(ctx, a, o, "x"); return err },
		"close": func(a db.Act, o picking.OrderID) error {
			_, err := f.CloseCarton(ctx, a, o, pack.CloseRequest{})
			return err
		},
		"itself": func(a db.Act, o picking.OrderID) error {
			_, err := f.CloseCarton(ctx, a, o, pack.CloseRequest{ByItself: true})
			return err
		},
		"carton": func(a db.Act, o picking.OrderID) error { _, err := f.NewCarton(ctx, a, o); return err },
		"reopen": func(a db.Act, o picking.OrderID) error { _, err := f.ReopenCarton(ctx, a, o, 1, "x"); return err },
		"aside":  func(a db.Act, o picking.OrderID) error { _, err := f.SetAside(ctx, a, o, "x"); return err },
		"missing": func(a db.Act, o picking.OrderID) error {
			_, err := f.MissPacked(ctx, a, o, pack.MissRequest{No: 9})
			return err
		},
		"unpack": func(a db.Act, o picking.OrderID) error { _, err := f.Unpack(ctx, a, o, scanned("T-1")); return err },
	} {
		a := f.act(pia)
		for range 2 {
			if err := do(a, 3); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, other := range []picking.OrderID{4, 5} {
			if err := do(a, other); picking.KindOf(err) != picking.Conflict {
				t.Errorf("%s of another order with the same id: %v", name, err)
			}
		}
	}
	f.checkPacking(t)
}
