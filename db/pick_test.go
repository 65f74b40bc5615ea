package db_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
)

func TestPickWalk(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	walk := []struct {
		code string
		want picking.Verdict
	}{
		{"B-3", picking.WrongPlace}, {"NOPE", picking.UnknownCode}, {"02000000000022", picking.WrongItem},
		{"12000000000012", picking.OK}, {"12000000000012", picking.TooMany}, {"02000000000015", picking.OK}, {"RED", picking.OK},
		{"T-2", picking.WrongTote}, {"T-1", picking.LineComplete},
		{"B-1", picking.WrongPlace}, {"B-2", picking.OK}, {"BLUE", picking.OK}, {"BLUE", picking.OK}, {"T-2", picking.LineComplete},
		{"B-2", picking.WrongPlace}, {"PACK-1", picking.ListComplete},
	}
	for _, step := range walk {
		if a := f.scan(t, step.code); a.Message.Verdict != step.want {
			t.Fatalf("scan %s: %+v, want %s", step.code, a.Message, step.want)
		}
	}
	for what, q := range map[string]string{
		"orders picked":  `SELECT count(*) FROM orders WHERE state = 'picked'`,
		"totes dropped":  `SELECT count(*) FROM list_totes WHERE state = 'dropped' AND at_id = 11`,
		"units in totes": `SELECT sum(on_hand) - 5 FROM balances WHERE location_id IN (8, 9)`,
	} {
		if got := f.get(t, q); got != 2 {
			t.Errorf("%s: %d, want 2", what, got)
		}
	}
	if n := f.get(t, `SELECT count(*) FROM scans WHERE refused`); n != 7 {
		t.Errorf("%d refused scans kept, want 7", n)
	}
	if n := f.get(t, `SELECT sum(reserved) FROM balances`); n != 0 {
		t.Errorf("%d units still reserved", n)
	}
	if n := f.get(t, `SELECT count(*) FROM waves WHERE state = 'done'`); n != 1 {
		t.Error("the wave is not done")
	}
}

// The same scan sent many times at once counts once and is answered the same each time.
func TestSameScanCountsOnce(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	for _, code := range []string{"RED", "RED", "RED", "RED", "RED", "T-1"} {
		act := f.act(f.ann)
		answers := make([]db.PickAnswer, 8)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				var err error
				if answers[i], err = f.PickScan(context.Background(), act, f.list, scanned(code)); err != nil {
					t.Errorf("scan %s: %v", code, err)
				}
			})
		}
		wg.Wait()
		for _, a := range answers[1:] {
			if d := cmp.Diff(answers[0], a); d != "" {
				t.Fatalf("scan %s: answers differ: %s", code, d)
			}
		}
	}
	if n := f.get(t, `SELECT picked FROM order_lines WHERE id = 1`); n != 5 {
		t.Errorf("picked %d of 5", n)
	}
	if n := f.get(t, `SELECT count(*) FROM scans WHERE accepted`); n != 10 {
		t.Errorf("%d receipts, want 10", n)
	}
}

// Different scans at once on one list: each is decided on what the others left.
func TestScansRacing(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[picking.Verdict]int{}
	for range 9 {
		wg.Go(func() {
			a, err := f.PickScan(context.Background(), f.act(f.ann), f.list, scanned("RED"))
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			got[a.Message.Verdict]++
		})
	}
	wg.Wait()
	if got[picking.OK] != 5 || got[picking.TooMany] != 4 {
		t.Errorf("verdicts %v, want 5 counted and 4 refused", got)
	}
}

func TestSameIDForAnotherScanIsRefused(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	act := f.act(f.ann)
	if _, err := f.PickScan(context.Background(), act, f.list, scanned("RED")); err != nil {
		t.Fatal(err)
	}
	_, err := f.PickScan(context.Background(), act, f.list, scanned("BLUE"))
	if picking.KindOf(err) != picking.Conflict {
		t.Errorf("got %v, want a conflict", err)
	}
}

// A scan that the data forbid, race or not, is refused for good: a handheld that heard "try again" would do so for ever.
func TestForbiddenScanIsNotTriedForEver(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	f.scan(t, "RED")
	f.raw.MustExec(`ALTER TABLE pick_lists ADD CHECK (counted < 2)`)
	_, err := f.PickScan(context.Background(), f.act(f.ann), f.list, scanned("RED"))
	if picking.KindOf(err) != picking.Conflict {
		t.Errorf("got %v, want a conflict", err)
	}
}

func TestShortIsServedFromAnotherBin(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	f.scan(t, "12000000000012")
	a, err := f.PickShort(context.Background(), f.act(f.ann), f.list, "none")
	if err != nil || a.Message.Verdict != picking.OK {
		t.Fatalf("short: %+v, %v", a.Message, err)
	}
	for _, code := range []string{"T-1", "B-2", "BLUE"} {
		f.scan(t, code)
	}
	if a, err = f.PickShort(context.Background(), f.act(f.ann), f.list, "damaged"); err != nil || !a.Message.Verdict.Accepted() {
		t.Fatalf("short: %+v, %v", a.Message, err)
	}
	for _, code := range []string{"T-2", "B-3", "RED", "RED", "T-1", "PACK-1"} {
		if a = f.scan(t, code); !a.Message.Verdict.Accepted() {
			t.Fatalf("scan %s: %+v", code, a.Message)
		}
	}
	if a.Message.Verdict != picking.ListComplete {
		t.Errorf("last answer %+v", a.Message)
	}
	if n := f.get(t, `SELECT picked FROM orders WHERE id = 1`); n != 5 {
		t.Errorf("order 1 picked %d of 5", n)
	}
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id = 2 AND state = 'picked' AND short = 1 AND picked = 1`); n != 1 {
		t.Error("order 2 is not picked with one short")
	}
	if n := f.get(t, `SELECT count(*) FROM balances WHERE suspect`); n != 2 {
		t.Errorf("%d suspect bins, want 2", n)
	}
}

func TestUndoReversesThePick(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	f.start(t)
	for _, code := range []string{"12000000000012", "RED", "RED", "T-1"} {
		f.scan(t, code)
	}
	for _, want := range []string{"tote", "item", "item", "item", "bin"} {
		a, err := f.PickUndo(context.Background(), f.act(f.ann), f.list)
		if err != nil || string(a.Prompt.Step) != want {
			t.Fatalf("undo: %+v %v, want step %s", a, err, want)
		}
	}
	if n := f.get(t, `SELECT picked FROM orders WHERE id = 1`); n != 0 {
		t.Errorf("picked %d after undo", n)
	}
	if n := f.get(t, `SELECT reserved FROM balances WHERE location_id = 4`); n != 5 {
		t.Errorf("reserved %d, want 5", n)
	}
	if n := f.get(t, `SELECT count(*) FROM moves WHERE cause = 'undo'`); n != 1 {
		t.Error("no compensating move")
	}
}

func TestOneListOnePicker(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	var wg sync.WaitGroup
	got := make([]error, 8)
	for i := range got {
		wg.Go(func() { _, got[i] = f.NextList(context.Background(), f.act(f.ann+picking.UserID(i%2)), "") })
	}
	wg.Wait()
	none := 0
	for _, err := range got {
		if picking.KindOf(err) == picking.NotFound && err != nil {
			none++
		} else if err != nil {
			t.Error(err)
		}
	}
	if none != 4 { // one person's four taps give the same list, the other's give none
		t.Errorf("%d of 8 got nothing, want 4", none)
	}
	holder := picking.UserID(f.get(t, `SELECT user_id FROM pick_lists WHERE id = 1`))
	other := f.ann + f.bob - holder
	a, err := f.PickScan(context.Background(), f.act(other), f.list, scanned("CART-1"))
	if err != nil || a.Message.Verdict != picking.NotYours {
		t.Errorf("scan by a stranger: %+v, %v", a.Message, err)
	}
}

// The generated column and picking.Progress.State are the same table.
func TestStateColumnAgrees(t *testing.T) {
	t.Parallel()
	f := newFloor(t)
	checked := 0
	for bits := range 64 {
		has := func(i int) bool { return bits>>i&1 == 1 }
		for short := range 3 {
			for picked := range 3 - short {
				for packed := range picked + 1 {
					for shipped := range packed + 1 {
						p := picking.Progress{Cancelled: has(0), Held: has(1), Waved: has(2), Started: has(3), PackingBegun: has(4), Pickup: has(5),
							Units: 2, Short: picking.Qty(short), Picked: picking.Qty(picked), Packed: picking.Qty(packed), Shipped: picking.Qty(shipped), Open: bits % 2}
						var got string
						err := f.raw.Get(&got, `UPDATE orders SET cancelled_at = CASE WHEN $1 THEN now() END, hold = CASE WHEN $2 THEN 'stock' ELSE '' END,
							wave_id = CASE WHEN $3 THEN 1 END, started_at = CASE WHEN $4 THEN now() END, packing_at = CASE WHEN $5 THEN now() END,
							service = CASE WHEN $6 THEN 'pickup' ELSE 'express' END, units = 2, short = $7, picked = $8, packed = $9, shipped = $10, open_cartons = $11
							WHERE id = 1 RETURNING state`, p.Cancelled, p.Held, p.Waved, p.Started, p.PackingBegun, p.Pickup, short, picked, packed, shipped, p.Open)
						if err != nil || got != string(p.State()) {
							t.Fatalf("%+v: database %q (%v), code %q", p, got, err, p.State())
						}
						checked++
					}
				}
			}
		}
	}
	if checked != 960 {
		t.Errorf("%d progresses compared, want 960", checked)
	}
}
