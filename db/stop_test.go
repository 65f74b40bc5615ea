package db_test

import (
	"context"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
)

// inBatch is the floor with a batch list for Ann: 5 red from B-1, of which order O-3 wants 2 and O-4 wants 3; a wall of two slots.
func inBatch(t testing.TB) *floor {
	f := newFloor(t)
	f.raw.MustExec(`
		SELECT ledger_apply(1, gen_random_uuid(), 1, '[]', '[{"location":4,"item":1,"lot":0,"qty":5,"suspect":false}]');
		INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'W-1', 'slot'), (1, 'W-2', 'slot');
		INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
			VALUES (1, 'O-3', 'test', '3', 'online', 'express', now(), '{}', '', 2), (1, 'O-4', 'test', '4', 'online', 'express', now(), '{}', '', 3);
		INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 3, 1, 1, 2), (1, 4, 1, 1, 3);
		INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'batch', 'released', 2, 2, 5, 10, 20, 1);
		UPDATE orders SET wave_id = 2 WHERE id > 2;
		INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, tasks) VALUES (1, 2, 'batch', now(), 1);
		UPDATE pick_lists SET state = 'assigned', user_id = 1 WHERE id = 2;
		INSERT INTO list_totes (warehouse_id, list_id, slot) VALUES (1, 2, 1);
		INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, slot) VALUES (1, 2, 1, 4, 1, 5, 1);
		INSERT INTO shares (warehouse_id, task_id, line_id, qty) VALUES (1, 3, 3, 2), (1, 3, 4, 3)`)
	f.list = 2
	f.script(t, `scan CART-1 → ok totes; scan T-1 → ok bin`)
	return f
}

// An order of a batch that is under way is cancelled: what nobody holds yet is not picked for it, what is in the tote goes into
// a slot after everybody else has been served, and from there back into its bin.
func TestCancelledInABatch(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		before string
		cancel []picking.OrderID
		after  string
		qty    int // of the task, all orders together
		sort   string
		back   string // at the wall, then into the bin
	}{
		"before its first": {`scan B-1 → ok item`, []picking.OrderID{4}, `scan RED → not_allowed item; scan RED → ok item; scan RED → ok tote; scan T-1 → line_complete drop`, 2,
			"RED → ok item; RED → ok slot; W-1 → list_complete done", ""},
		"in the hand": {`scan B-1 → ok item; scan 12000000000012 → ok item; scan RED → ok item`, []picking.OrderID{4},
			`scan T-1 → not_allowed tote; undo → not_allowed tote; scan T-1 → line_complete drop`, 4,
			"RED → ok item; RED → ok slot; W-1 → line_complete item; RED → ok item; RED → ok slot; W-2 → list_complete done", "W-2: B-1 → ok item; RED → ok item; RED → list_complete done"},
		"in the tote": {`scan B-1 → ok item; scan 12000000000012 → ok item; scan T-1 → ok item; scan RED → ok item`, []picking.OrderID{3},
			`scan T-1 → not_allowed tote; scan T-1 → line_complete drop`, 4,
			"12000000000012 → ok slot; W-1 → line_complete item; RED → ok slot; W-2 → list_complete done", "W-2: B-1 → ok item; RED → list_complete done"},
		"all of them": {`scan B-1 → ok item`, []picking.OrderID{3, 4}, `scan PACK-1 → not_allowed drop; scan WALL-1 → list_complete done`, 3, "", ""},
		"at the wall": {`scan B-1 → ok item; scan RED → ok item; type 5 → ok tote; scan T-1 → line_complete drop; scan WALL-1 → list_complete done`, []picking.OrderID{3}, "", 5,
			"RED → ok item; RED → ok item; RED → ok slot; W-1 → line_complete item; RED → ok item; RED → ok slot; W-2 → list_complete done", "W-2: B-1 → ok item; RED → ok item; RED → list_complete done"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ctx := context.Background()
			f := inBatch(t)
			f.script(t, c.before)
			for _, o := range c.cancel {
				if err := f.CancelOrder(ctx, f.w, f.bob, o, "by phone"); err != nil {
					t.Fatal(err)
				}
				f.sound(t, "the cancelling")
			}
			if c.after != "" {
				f.script(t, c.after)
			}
			if n := f.get(t, `SELECT qty FROM tasks WHERE id = 3`); n != c.qty {
				t.Errorf("the task is of %d, want %d", n, c.qty)
			}
			if c.sort == "" {
				return
			}
			if f.get(t, `SELECT count(*) FROM pick_lists WHERE id = 2 AND state = 'done'`) == 0 {
				f.script(t, `scan WALL-1 → list_complete done`)
			}
			slot, script, back := strings.Cut(c.back, ": ")
			f.returns(t, back, "")
			f.sorted(t, "T-1", c.sort)
			f.returns(t, back, slot)
			if back {
				f.putBack(t, slot, script)
			}
			f.returns(t, false, "")
		})
	}
}

// returns checks what the supervisor is told of goods to put back: some in a place, some not sorted yet (no place), or none.
func (f *floor) returns(t *testing.T, some bool, place string) {
	t.Helper()
	r, err := f.Returns(context.Background(), f.w)
	switch {
	case err != nil || some != (len(r) == 1):
		t.Errorf("to put back: %+v, %v", r, err)
	case some && (r[0].Places != place || (r[0].Unsort > 0) != (place == "")):
		t.Errorf("to put back: %+v, want them in %q", r[0], place)
	}
}

// sorted empties a tote at the wall by a script of scans.
func (f *floor) sorted(t *testing.T, tote, script string) {
	t.Helper()
	ctx := context.Background()
	a, err := f.SortBegin(ctx, f.act(f.ann), scanned(tote))
	if err != nil {
		t.Fatal(err)
	}
	id := a.Prompt.Sort
	f.each(t, script, func(code string) (string, error) {
		a, err = f.SortScan(ctx, f.act(f.ann), id, scanned(code))
		return string(a.Message.Verdict) + " " + string(a.Prompt.Step), err
	})
}

// putBack brings back what lies in a slot or tote by a script of scans.
func (f *floor) putBack(t *testing.T, from, script string) {
	t.Helper()
	ctx := context.Background()
	order, err := f.BackOf(ctx, f.w, scanned(from))
	if err != nil {
		t.Fatalf("nothing to put back from %s: %v", from, err)
	}
	var a db.BackAnswer
	f.each(t, script, func(code string) (string, error) {
		a, err = f.BackScan(ctx, f.act(f.ann), order, scanned(code))
		return string(a.Message.Verdict) + " " + string(a.Prompt.Step), err
	})
}

func (f *floor) each(t *testing.T, script string, do func(code string) (string, error)) {
	t.Helper()
	for line := range strings.SplitSeq(script, "; ") {
		code, want, _ := strings.Cut(line, " → ")
		if got, err := do(code); err != nil || got != want {
			t.Fatalf("%s: got %q, want %q (%v)", code, got, want, err)
		}
		f.sound(t, code)
	}
}
