package db_test

import (
	"context"
	"strings"
	"testing"

	"pickpack/picking"
)

// Exceptions are taken back step by step, with what they had asked of others.
func TestUndoExceptions(t *testing.T) {
	t.Parallel()
	const rest = `; scan B-2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan T-2 → line_complete bin; scan B-4 → ok item; scan L1 → ok item; scan L1 → ok tote;
		scan T-2 → line_complete drop; scan PACK-1 → list_complete done`
	for name, c := range map[string]struct {
		script string
		sum    map[string]int
	}{
		"short": {`scan 12000000000012 → ok item; short none → ok tote; scan T-1 → line_complete bin; undo → ok tote; undo → ok item; short misplaced → ok tote; undo → ok item; type 5 → ok tote; scan T-1 → line_complete bin`,
			map[string]int{`SELECT count(*) FROM tasks WHERE state = 'cancelled'`: 2, `SELECT reserved FROM balances WHERE location_id = 6 AND item_id = 1`: 0,
				`SELECT count(*) FROM chores WHERE state = 'dropped'`: 2, `SELECT count(*) FROM balances WHERE suspect`: 0, `SELECT picked FROM order_lines WHERE id = 1`: 5}},
		"short of all, nowhere": {`skip → ok bin; scan B-2 → ok item; short none → ok bin; undo → ok item; scan BLUE → ok item; short none → ok tote; undo → ok item; scan BLUE → ok tote`,
			map[string]int{`SELECT short FROM orders WHERE id = 2`: 0, `SELECT done FROM pick_lists`: 0}},
		"damaged": {`damaged 4 → ok item; damaged 3 → ok item; undo → ok item; undo → ok item; undo → ok bin; scan B-1 → ok item; scan RED → ok item`,
			map[string]int{`SELECT on_hand FROM balances WHERE location_id = 4`: 10, `SELECT reserved FROM balances WHERE location_id = 6`: 0}},
		"full tote": {`scan 12000000000012 → ok item; scan T-1 → ok item; scan RED → ok item; scan T-3 → confirm item; scan T-3 → ok item; undo → ok item; scan RED → ok tote; scan T-1 → line_complete bin`,
			map[string]int{`SELECT count(*) FROM list_totes`: 2, `SELECT count(*) FROM tasks WHERE slot = 1`: 1}},
		"not empty": {`skip → ok bin; scan B-2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; not-empty → ok tote; undo → ok tote; not-empty → ok tote; undo → ok tote; undo → ok item`,
			map[string]int{`SELECT count(*) FROM chores WHERE state = 'open'`: 0, `SELECT count(*) FROM balances WHERE suspect`: 0}},
		"supervisor asked": {`scan 4006381333931 → unknown_code item; scan 4006381333931 → ok item; undo → ok item; scan RED → ok item`,
			map[string]int{`SELECT count(*) FROM chores WHERE state = 'dropped' AND kind = 'barcode'`: 1}},
		"digits": {`undo → ok bin; digits B-1 → ok item; undo → ok bin; scan B-1 → ok item`, map[string]int{`SELECT count(*) FROM chores WHERE state = 'open' AND kind = 'relabel'`: 1}},
		"the end": {`scan 12000000000012 → ok item; type 5 → ok tote; scan T-1 → line_complete bin` + rest + `; undo → ok drop; undo → ok tote; scan T-2 → line_complete drop; scan PACK-1 → list_complete done`,
			map[string]int{`SELECT count(*) FROM waves WHERE state = 'done'`: 1, `SELECT count(*) FROM list_totes WHERE state = 'dropped'`: 2,
				`SELECT count(*) FROM events WHERE kind = 'wave.in_progress'`: 2}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := exceptional(t)
			f.script(t, c.script)
			for q, want := range c.sum {
				if got := f.get(t, q); got != want {
					t.Errorf("%s: %d, want %d", q, got, want)
				}
			}
		})
	}
}

// An undo looks at what is there now, and says why it cannot give something back.
func TestUndoMeetsOthers(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	const all = `scan 12000000000012 → ok item; type 5 → ok tote; scan T-1 → line_complete bin; scan B-2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan T-2 → line_complete bin;
		scan B-4 → ok item; scan L1 → ok item; scan L1 → ok tote; scan T-2 → line_complete drop; scan PACK-1 → list_complete done`
	for name, c := range map[string]struct {
		script string
		meets  func(*floor)
		says   string
	}{
		"the bin is promised": {`scan 12000000000012 → ok item; short none → ok tote`, func(f *floor) {
			f.raw.MustExec(`UPDATE balances SET reserved = on_hand, suspect = suspect WHERE location_id = 4`)
		}, "promised to somebody else"},
		"the cart is gone": {all, func(f *floor) {
			f.raw.MustExec(`INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, state, user_id, cart_id) VALUES (1, 1, 'cluster', now(), 'in_progress', 2, 7)`)
		}, "The cart is on another list"},
		"she walks again": {all, func(f *floor) {
			f.raw.MustExec(`INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, state, user_id) VALUES (1, 1, 'cluster', now(), 'in_progress', 1)`)
		}, "You have begun another list."},
		"it is being packed": {all, func(f *floor) { f.raw.MustExec(`UPDATE orders SET packing_at = now() WHERE id = 2`) }, "being emptied already"},
		"a tote is in use again": {all, func(f *floor) {
			f.raw.MustExec(`UPDATE list_totes SET state = 'done' WHERE tote_id = 8`)
			f.raw.MustExec(`INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff) VALUES (1, 1, 'cluster', now())`)
			f.raw.MustExec(`INSERT INTO list_totes (warehouse_id, list_id, slot, order_id, tote_id, state) VALUES (1, 2, 1, 2, 8, 'filling')`)
		}, "being emptied already"},
		"an order was cancelled": {`scan 12000000000012 → ok item; scan T-1 → ok item`, func(f *floor) {
			if err := f.CancelOrder(ctx, f.w, f.bob, 1, "by phone"); err != nil {
				panic(err)
			}
		}, "An order of this list was cancelled here."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := exceptional(t)
			f.script(t, c.script)
			c.meets(f)
			a, err := f.do("undo")
			if err != nil || a.Message.Verdict != picking.NotAllowed || !strings.Contains(a.Message.Need.String(), c.says) {
				t.Errorf("%+v, %v; want %q", a.Message, err, c.says)
			}
		})
	}
}
