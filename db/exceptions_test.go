package db_test

import (
	"context"
	"strings"
	"testing"

	"pickpack/db"
	"pickpack/picking"
)

// script walks a list by lines "scan CODE → verdict step", "undo → …", "short REASON → …", "type N → …" and so on, by Ann
// (or "bob: …"), and proves the database after each.
func (f *floor) script(t testing.TB, lines string) {
	t.Helper()
	for line := range strings.SplitSeq(lines, ";") {
		act, want, _ := strings.Cut(strings.TrimSpace(line), " → ")
		a, err := f.do(act)
		if err != nil {
			t.Fatalf("%s: %v", act, err)
		}
		if got := string(a.Message.Verdict) + " " + string(a.Prompt.Step); got != want {
			t.Fatalf("%s: got %q, want %q (%+v)", act, got, want, a.Message)
		}
		f.sound(t, act)
	}
}

func (f *floor) do(line string) (db.PickAnswer, error) {
	ctx, who := context.Background(), f.ann
	if rest, ok := strings.CutPrefix(line, "bob: "); ok {
		line, who = rest, f.bob
	}
	verb, arg, _ := strings.Cut(line, " ")
	act := f.act(who)
	switch verb {
	case "undo":
		return f.PickUndo(ctx, act, f.list)
	case "short":
		return f.PickShort(ctx, act, f.list, arg)
	case "skip":
		return f.PickSkip(ctx, act, f.list)
	case "pause":
		return f.PickPause(ctx, act, f.list)
	case "damaged":
		return f.PickDamaged(ctx, act, f.list, number(arg))
	case "digits":
		return f.PickDigits(ctx, act, f.list, picking.CheckDigits(arg))
	case "not-empty":
		return f.PickNotEmpty(ctx, act, f.list)
	case "take":
		return f.PickTakeOver(ctx, act, scanned(arg))
	case "type":
		return f.PickType(ctx, act, f.list, number(arg))
	}
	scan := scanned(arg)
	if item, lot, ok := strings.Cut(arg, "/"); ok { // an item's code with its lot
		scan.Code, scan.Lot = item, lot
	}
	return f.PickScan(ctx, act, f.list, scan)
}

func number(s string) (n picking.Qty) {
	for _, c := range s {
		n = n*10 + picking.Qty(c-'0')
	}
	return n
}

// sound proves I1 to I10.
func (f *floor) sound(t testing.TB, after string) {
	t.Helper()
	found, err := f.Verify(context.Background(), f.w)
	if err != nil || len(found) > 0 {
		t.Fatalf("after %s: %+v, %v", after, found, err)
	}
}

// exceptional is the floor with what its exceptions need: a bin B-4 with oats in two lots, 3 of L1 (2 reserved) and 5 of L2,
// wanted by order O-2.
func exceptional(t testing.TB) *floor {
	f := newFloor(t)
	f.raw.MustExec(`
		INSERT INTO events (warehouse_id, kind, list_id) VALUES (1, 'list.open', 1);
		INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'B-4', 'pick'), (1, 'T-4', 'tote');
		INSERT INTO items (warehouse_id, sku, name, tracking) VALUES (1, 'OATS', 'Oats, 1 kg', 'lot');
		INSERT INTO lots (warehouse_id, item_id, code, expires) VALUES (1, 3, 'L1', current_date + 30), (1, 3, 'L2', current_date + 60), (1, 3, 'L0', current_date - 1);
		SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":3,"lot":1,"from":1,"to":13,"qty":3,"cause":"receive","task":0,"line":0,"serial":""},
			{"item":3,"lot":2,"from":1,"to":13,"qty":5,"cause":"receive","task":0,"line":0,"serial":""},
			{"item":3,"lot":3,"from":1,"to":13,"qty":5,"cause":"receive","task":0,"line":0,"serial":""}]',
			'[{"location":13,"item":3,"lot":1,"qty":2,"suspect":false}]');
		INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 2, 2, 3, 2);
		UPDATE orders SET units = 4 WHERE id = 2;
		INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot) VALUES (1, 1, 3, 13, 3, 1, 2, 3, 2);
		UPDATE pick_lists SET tasks = 3;
		UPDATE items SET over_pick = true WHERE sku = 'RED'`)
	f.start(t)
	return f
}

func TestPickExceptions(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		script string
		sum    map[string]int // queries and what they answer afterwards
	}{
		"another bin": {`undo → ok bin; scan B-3 → wrong_place bin; scan B-2 → wrong_place bin; scan B-1 → ok item; scan 12000000000012 → ok item;
			scan B-3 → wrong_place item; scan T-1 → ok item; scan B-3 → confirm item; scan RED → ok item; scan T-1 → ok item; scan B-3 → confirm item; scan B-3 → ok item;
			scan RED → ok tote; undo → ok item; undo → ok item; scan B-3 → confirm item; scan B-3 → ok item; scan RED → ok tote; scan T-1 → line_complete bin`,
			map[string]int{`SELECT on_hand FROM balances WHERE location_id = 6`: 3, `SELECT on_hand FROM balances WHERE location_id = 4`: 6,
				`SELECT sum(reserved) FROM balances WHERE item_id = 1`: 0, `SELECT count(*) FROM events WHERE kind = 'pick.switched'`: 2}},
		"another lot": {`skip → ok bin; skip → ok bin; scan B-4 → ok item; scan OATS → narrower item; scan OATS/L9 → wrong_lot item; scan OATS/L0 → wrong_lot item;
			scan L0 → wrong_lot item; scan L2 → confirm item; scan L1 → ok item; scan L2 → wrong_lot item; undo → ok item; scan OATS/L2 → confirm item; scan OATS/L2 → ok item;
			undo → ok item; scan OATS/L2 → confirm item; scan OATS/L2 → ok item; scan L2 → ok tote; scan T-2 → line_complete bin`,
			map[string]int{`SELECT on_hand FROM balances WHERE location_id = 13 AND lot_id = 2`: 3, `SELECT reserved FROM balances WHERE location_id = 13 AND lot_id = 1`: 0,
				`SELECT on_hand FROM balances WHERE location_id = 9 AND lot_id = 2`: 2}},
		"more than ordered": {`scan 12000000000012 → ok item; scan 12000000000012 → confirm item; scan 12000000000012 → ok tote; undo → ok item; scan 12000000000012 → confirm item;
			scan 12000000000012 → ok tote; scan T-1 → line_complete bin; scan B-2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan BLUE → too_many tote`,
			map[string]int{`SELECT qty * 100 + over * 10 + picked FROM order_lines WHERE id = 1`: 616, `SELECT units FROM orders WHERE id = 1`: 6}},
		"full tote": {`scan 12000000000012 → ok item; scan T-1 → ok item; scan RED → ok item; scan T-3 → confirm item; scan T-3 → ok item; scan RED → ok tote; scan T-3 → line_complete bin;
			undo → ok tote; scan T-3 → line_complete bin; scan B-2 → ok item; scan BLUE → ok item; scan T-4 → confirm item; scan T-4 → ok item; scan T-4 → ok item; scan BLUE → ok tote; scan T-4 → line_complete bin;
			scan B-4 → ok item; scan L1 → ok item; scan L1 → ok tote; scan T-4 → line_complete drop; scan PACK-1 → list_complete done`,
			map[string]int{`SELECT count(*) FROM list_totes WHERE state = 'dropped'`: 3, `SELECT count(*) FROM list_totes WHERE order_id = 1`: 2,
				`SELECT count(*) FROM list_totes WHERE state = 'done' AND tote_id = 9`: 1, `SELECT sum(on_hand) FROM balances WHERE location_id = 14`: 4}},
		"typed": {`type 5 → not_allowed item; scan RED → ok item; type 6 → too_many item; type 5 → ok tote; scan T-1 → line_complete bin`,
			map[string]int{`SELECT count(*) FROM scans WHERE raw = 'type:5' AND verdict = 'ok'`: 1, `SELECT count(*) FROM events WHERE kind = 'pick.typed'`: 1}},
		"unknown barcode": {`scan 4006381333931 → unknown_code item; scan 4006381333931 → ok item; scan 4006381333931 → unknown_code item; scan 4006381333931 → ok item; scan RED → ok item`,
			map[string]int{`SELECT count(*) FROM chores WHERE kind = 'barcode' AND code = '04006381333931' AND item_id = 1 AND location_id = 4`: 1}},
		"damaged": {`damaged 12 → too_many item; damaged 4 → ok item; scan RED → ok item; damaged 3 → ok item; scan RED → ok item; scan RED → ok tote; scan T-1 → line_complete bin;
			scan B-2 → ok item; scan BLUE → ok item; damaged 1 → ok tote; scan T-2 → line_complete bin`,
			map[string]int{`SELECT sum(on_hand) FROM balances b JOIN locations l ON l.id = b.location_id AND l.kind = 'quarantine'`: 8,
				`SELECT on_hand FROM balances WHERE location_id = 4`: 0, `SELECT reserved FROM balances WHERE location_id = 6`: 2, `SELECT short FROM orders WHERE id = 2`: 1}},
		"digits": {`undo → ok bin; digits B-3 → wrong_place bin; digits B-1 → ok item; scan 12000000000012 → ok item; digits T-1 → ok item; digits T-1 → not_allowed item`,
			map[string]int{`SELECT count(*) FROM chores WHERE kind = 'relabel' AND location_id IN (4, 8)`: 2, `SELECT count(*) FROM events WHERE kind = 'pick.digits'`: 2}},
		"not empty": {`not-empty → not_allowed item; skip → ok bin; scan B-2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; not-empty → ok tote; not-empty → not_allowed tote; scan T-2 → line_complete bin`,
			map[string]int{`SELECT count(*) FROM chores WHERE kind = 'count' AND location_id = 5 AND item_id = 2`: 1, `SELECT count(*) FROM balances WHERE suspect AND location_id = 5`: 1}},
		"handed over": {`scan RED → ok item; pause → ok item; scan U-2 → confirm item; scan CART-1 → ok item; scan RED → not_yours item; bob: scan RED → ok item; bob: undo → ok item`,
			map[string]int{`SELECT user_id FROM pick_lists`: 2, `SELECT counted FROM pick_lists`: 1}},
		"taken over": {`scan RED → ok item; bob: scan RED → not_yours item; bob: take CART-1 → confirm item; take CART-1 → not_allowed item;
			bob: take CART-1 → ok item; bob: scan RED → ok item; scan RED → not_yours item`, map[string]int{`SELECT user_id FROM pick_lists`: 2}},
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

// A choice is confirmed once, however often its scans are sent, and its undo waits for what others were promised.
func TestSwitchIsNotUndoneIntoOthersGoods(t *testing.T) {
	t.Parallel()
	f := exceptional(t)
	f.script(t, `scan 12000000000012 → ok item; scan T-1 → ok item; scan B-3 → confirm item; scan B-3 → ok item`)
	f.raw.MustExec(`UPDATE balances SET suspect = suspect, reserved = on_hand WHERE location_id = 4`)
	a, err := f.do("undo")
	if err != nil || a.Message.Verdict != picking.NotAllowed || !strings.Contains(a.Message.Need.String(), "promised to somebody else") {
		t.Errorf("%+v, %v", a, err)
	}
}

// A short sends the walk on where it is, moves a colleague's task that waits for the same goods, and lets the bin be counted.
func TestShortFreesSiblings(t *testing.T) {
	t.Parallel()
	f := exceptional(t)
	f.raw.MustExec(`
		UPDATE warehouses SET layout = '{"aisles_x":[0,4],"cross_aisles_y":[0,20],"depot":{"x":0,"y":0}}';
		UPDATE locations SET y = id; UPDATE locations SET aisle = 1 WHERE code IN ('B-4', 'B-3');
		SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":1,"to":6,"qty":2,"cause":"receive","task":0,"line":0,"serial":""}]',
			'[{"location":4,"item":1,"lot":0,"qty":5,"suspect":false}]');
		INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units, wave_id)
			VALUES (1, 'O-3', 'test', '3', 'online', 'express', now(), '{}', '', 3, 1), (1, 'O-4', 'test', '4', 'online', 'express', now(), '{}', '', 2, 1);
		INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 3, 1, 1, 3), (1, 4, 1, 1, 2);
		INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, tasks) VALUES (1, 1, 'cluster', now(), 2);
		UPDATE pick_lists SET state = 'assigned', user_id = 2 WHERE id = 2;
		INSERT INTO list_totes (warehouse_id, list_id, slot, order_id) VALUES (1, 2, 1, 3), (1, 2, 2, 4);
		INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, line_id, slot) VALUES (1, 2, 1, 4, 1, 3, 4, 1), (1, 2, 2, 4, 1, 2, 5, 2)`)
	f.script(t, `scan 12000000000012 → ok item; short none → ok tote`)
	for q, want := range map[string]int{
		`SELECT location_id FROM tasks WHERE list_id = 1 AND seq = 3`:                             6, // 2 for Ann, on the way to B-4
		`SELECT location_id FROM tasks WHERE list_id = 2 AND line_id = 4`:                         6, // Bob's 3 are there too
		`SELECT qty FROM tasks WHERE list_id = 2 AND line_id = 5 AND location_id = 6`:             1, // of his 2 there is 1 left,
		`SELECT qty FROM tasks WHERE list_id = 2 AND line_id = 5 AND location_id = 4`:             1, // for the other he looks himself
		`SELECT tasks FROM pick_lists WHERE id = 2`:                                               3,
		`SELECT version FROM pick_lists WHERE id = 2`:                                             1,
		`SELECT reserved FROM balances WHERE location_id = 6 AND item_id = 1`:                     6,
		`SELECT count(*) FROM chores WHERE kind = 'count' AND location_id = 4 AND state = 'open'`: 1,
		`SELECT count(*) FROM events WHERE kind = 'pick.moved' AND list_id = 2`:                   2,
	} {
		if got := f.get(t, q); got != want {
			t.Errorf("%s: %d, want %d", q, got, want)
		}
	}
	if diff, err := f.SetCount(context.Background(), f.w, f.ann, db.Count{Location: 4, Item: 1, Qty: 5}); err != nil || diff != -5 {
		t.Errorf("count: %d, %v", diff, err)
	}
	if n := f.get(t, `SELECT count(*) FROM chores WHERE state = 'done' AND done_by = 1`); n != 1 {
		t.Error("the count is still to be done")
	}
	f.sound(t, "the count")
}

// An order cancelled while its goods are picked: its tasks end, the hand goes back to the bin, its tote is named at its next
// scan, and the list goes on without it.
func TestCancelledInTheMiddle(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	for name, c := range map[string]struct{ before, after, note string }{
		"the order in the hand": {`scan 12000000000012 → ok item; scan T-1 → ok item; scan RED → ok item`,
			`scan T-1 → not_allowed bin; scan T-1 → wrong_place bin; scan B-2 → ok item; scan BLUE → ok item; scan T-1 → wrong_tote item; scan BLUE → ok tote; scan T-2 → line_complete bin;
			scan B-4 → ok item; scan L1 → ok item; scan L1 → ok tote; scan T-2 → line_complete drop; scan PACK-1 → list_complete done`, "Put the 1 you hold back into bin B-1."},
		"an order behind": {`scan 12000000000012 → ok item; type 5 → ok tote; scan T-1 → line_complete bin; scan B-2 → ok item`,
			`scan BLUE → not_allowed item; scan BLUE → ok item; scan BLUE → ok tote; scan T-1 → wrong_tote tote; scan T-2 → line_complete bin`, "Order O-1 was cancelled."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := exceptional(t)
			f.script(t, c.before)
			if err := f.CancelOrder(ctx, f.w, f.bob, 1, "by phone"); err != nil {
				t.Fatal(err)
			}
			f.sound(t, "the cancelling")
			first, rest, _ := strings.Cut(c.after, ";")
			act, _, _ := strings.Cut(first, " → ")
			if a, err := f.do(act); err != nil || a.Message.Title != "Order cancelled" || !strings.Contains(a.Message.Detail.String(), c.note) {
				t.Fatalf("%s: %+v, %v", act, a.Message, err)
			}
			f.script(t, rest)
			if n := f.get(t, `SELECT sum(reserved) FROM balances WHERE item_id = 1`); n != 0 {
				t.Errorf("%d red ones are still reserved", n)
			}
		})
	}
}

// The goods of a cancelled order go back to their bins by scan, once each, and their tote is free again.
func TestPutBack(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	f := exceptional(t)
	f.script(t, `scan 12000000000012 → ok item; type 5 → ok tote; scan T-1 → line_complete bin; scan B-2 → ok item; scan BLUE → ok item; scan BLUE → ok tote; scan T-2 → line_complete bin`)
	if err := f.CancelOrder(ctx, f.w, f.bob, 2, "by phone"); err != nil {
		t.Fatal(err)
	}
	f.script(t, `scan PACK-1 → not_allowed drop; scan PACK-1 → list_complete done`)
	if _, err := f.BackOf(ctx, f.w, scanned("T-1")); picking.KindOf(err) != picking.NotFound {
		t.Errorf("T-1 is of an order that goes on: %v", err)
	}
	order, err := f.BackOf(ctx, f.w, scanned("T-2"))
	if err != nil || order != 2 {
		t.Fatalf("order %d, %v", order, err)
	}
	for _, line := range []string{"undo → not_allowed bin", "BLUE → not_allowed bin", "B-1 → wrong_place bin", "NOPE → unknown_code bin", "B-2 → ok item", "RED → wrong_item item", "BLUE → ok item",
		"undo → ok item", "undo → ok bin", "B-2 → ok item", "BLUE → ok item", "BLUE → list_complete done", "BLUE → not_allowed done", "undo → ok item", "BLUE → list_complete done"} {
		code, want, _ := strings.Cut(line, " → ")
		act := f.act(f.ann)
		for range 2 { // sent twice, done once
			do := func() (db.BackAnswer, error) { return f.BackScan(ctx, act, order, scanned(code)) }
			if code == "undo" {
				do = func() (db.BackAnswer, error) { return f.BackUndo(ctx, act, order) }
			}
			a, err := do()
			if got := string(a.Message.Verdict) + " " + string(a.Prompt.Step); err != nil || got != want {
				t.Fatalf("%s: got %q, want %q (%+v, %v)", code, got, want, a.Message, err)
			}
		}
		f.sound(t, line)
	}
	if n := f.get(t, `SELECT on_hand FROM balances WHERE location_id = 5`); n != 2 {
		t.Errorf("%d blue ones in their bin, want 2", n)
	}
	if n := f.get(t, `SELECT count(*) FROM list_totes WHERE order_id = 2 AND state = 'done'`); n != 1 {
		t.Error("the tote is not free")
	}
}
