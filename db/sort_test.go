package db_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/wall"
)

// The wall's floor: a batch list (2) of orders O-3 (2 red) and O-4 (1 red, 1 blue), and zone lists (3, 4) of order O-5, one
// red from each zone; O-6 lies in list 4 alone. Slots W-1 and W-2.
const wallSQL = `
INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'W-1', 'slot'), (1, 'W-2', 'slot'), (1, 'T-4', 'tote'), (1, 'T-5', 'tote'), (1, 'CART-2', 'cart');
UPDATE locations SET slots = 4 WHERE kind = 'cart';
SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":2,"lot":0,"from":1,"to":6,"qty":1,"cause":"receive","task":0,"line":0,"serial":""}]',
	'[{"location":4,"item":1,"lot":0,"qty":3,"suspect":false},{"location":6,"item":2,"lot":0,"qty":1,"suspect":false},
	  {"location":6,"item":1,"lot":0,"qty":3,"suspect":false}]');
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
	VALUES (1, 'O-3', 'test', '3', 'online', 'express', now(), '{}', '', 2), (1, 'O-4', 'test', '4', 'online', 'express', now(), '{}', '', 2),
	       (1, 'O-5', 'test', '5', 'online', 'express', now(), '{}', '', 2), (1, 'O-6', 'test', '6', 'online', 'express', now(), '{}', '', 1);
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 3, 1, 1, 2), (1, 4, 1, 1, 1), (1, 4, 2, 2, 1), (1, 5, 1, 1, 2), (1, 6, 1, 1, 1);
INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'batch', 'released', 2, 3, 4, 1, 1, 1), (1, 'zone', 'released', 2, 2, 3, 1, 1, 1);
UPDATE orders SET wave_id = 2 WHERE id IN (3, 4);
UPDATE orders SET wave_id = 3 WHERE id IN (5, 6);
INSERT INTO pick_lists (warehouse_id, wave_id, method, zone, cutoff, tasks) VALUES (1, 2, 'batch', '', now(), 2), (1, 3, 'zone', 'A', now(), 1), (1, 3, 'zone', 'B', now(), 2);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id) VALUES (1, 2, 1, NULL), (1, 3, 1, 5), (1, 4, 1, 5), (1, 4, 2, 6);
INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, line_id, slot)
	VALUES (1, 2, 1, 4, 1, 3, NULL, 1), (1, 2, 2, 6, 2, 1, NULL, 1), (1, 3, 1, 6, 1, 1, 6, 1), (1, 4, 1, 6, 1, 1, 6, 1), (1, 4, 2, 6, 1, 1, 7, 2);
INSERT INTO shares (warehouse_id, task_id, line_id, qty) VALUES (1, 3, 3, 2), (1, 3, 4, 1), (1, 4, 5, 1);
UPDATE pick_lists SET state = 'assigned', user_id = 1 WHERE id > 1;
UPDATE pick_lists SET state = 'cancelled' WHERE id = 1;
`

func newWall(t testing.TB) *floor {
	t.Helper()
	f := newFloor(t)
	f.raw.MustExec(wallSQL)
	return f
}

// pick walks a list to its end with these scans.
func (f *floor) pick(t testing.TB, list picking.ListID, codes ...string) {
	t.Helper()
	for _, code := range codes {
		a, err := f.PickScan(context.Background(), f.act(f.ann), list, scanned(code))
		if err != nil || !a.Message.Verdict.Accepted() {
			t.Fatalf("list %d, scan %s: %+v, %v", list, code, a.Message, err)
		}
	}
}

func (f *floor) pickBatch(t testing.TB) {
	f.pick(t, 2, "CART-1", "T-1", "B-1", "12000000000012", "T-1", "B-3", "BLUE", "T-1", "WALL-1")
}

func (f *floor) open(t testing.TB, tote string) db.SortAnswer {
	t.Helper()
	a, err := f.SortBegin(context.Background(), f.act(f.bob), scanned(tote))
	if err != nil {
		t.Fatalf("open %s: %v", tote, err)
	}
	return a
}

// put scans codes at the wall; a code before "!" is refused.
func (f *floor) put(t testing.TB, sort picking.SortID, codes ...string) (a db.SortAnswer) {
	t.Helper()
	for _, code := range codes {
		refused := code[0] == '!'
		if refused {
			code = code[1:]
		}
		var err error
		if code == "undo" {
			a, err = f.SortUndo(context.Background(), f.act(f.bob), sort)
		} else {
			a, err = f.SortScan(context.Background(), f.act(f.bob), sort, scanned(code))
		}
		if err != nil || a.Message.Verdict.Accepted() == refused {
			t.Fatalf("wall, scan %s: %+v, %v", code, a.Message, err)
		}
		fresh, err := f.SortPrompt(context.Background(), f.w, sort)
		if d := cmp.Diff(fresh, a.Prompt); err != nil || d != "" {
			t.Fatalf("wall, scan %s: the answer shows another screen than a reload (-reload +answer) %v:\n%s", code, err, d)
		}
	}
	return a
}

func TestSortBatchTote(t *testing.T) {
	t.Parallel()
	f := newWall(t)
	f.pickBatch(t)
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id IN (3, 4) AND state = 'picking' AND picked = 0`); n != 2 {
		t.Error("batch lines count only when they are sorted")
	}
	work, err := f.WallWork(context.Background(), f.w)
	if err != nil || len(work) != 1 || work[0].Code != "T-1" || work[0].Units != 4 || work[0].At != "WALL-1" {
		t.Fatalf("wall work: %+v, %v", work, err)
	}
	a := f.open(t, "T-1")
	id := a.Prompt.Sort
	if id == 0 || a.Prompt.Step != wall.TakeItem || a.Prompt.Left != 4 {
		t.Fatalf("opened: %+v", a)
	}
	if again := f.open(t, "T-1"); again.Prompt.Sort != id {
		t.Errorf("opened twice: %d and %d", id, again.Prompt.Sort)
	}
	a = f.put(t, id, "!W-1", "!T-2", "!NOPE", "!B-1", "RED") // both orders lack two: O-3 comes first
	if a.Prompt.Order != "O-3" || a.Prompt.Need != 2 || a.Prompt.Slot != "" || a.Prompt.Free != "W-1" {
		t.Fatalf("prompt %+v", a.Prompt)
	}
	a = f.put(t, id, "undo", "RED", "!12000000000012", "RED", "!RED", "W-2", "undo", "W-1", "BLUE", "!W-1", "W-2", "RED", "!W-1", "W-2")
	if a.Message.Verdict != picking.ListComplete || a.Prompt.Step != wall.Done {
		t.Errorf("end: %+v", a)
	}
	f.put(t, id, "!RED")
	for what, q := range map[string]string{
		"orders picked":    `SELECT count(*) FROM orders WHERE id IN (3, 4) AND state = 'picked'`,
		"slots taken":      `SELECT count(*) FROM wall_slots WHERE (slot_id, order_id) IN ((13, 3), (14, 4))`,
		"units in W-1":     `SELECT sum(on_hand) FROM balances WHERE location_id = 13`,
		"kinds in W-2":     `SELECT count(*) FROM balances WHERE location_id = 14 AND on_hand = 1`,
		"shares put twice": `SELECT 2 + count(*) FROM shares WHERE put <> qty AND task_id IN (3, 4)`,
		"units left":       `SELECT 2 + COALESCE(sum(on_hand), 0) FROM balances WHERE location_id = 8`,
		"sort and tote":    `SELECT (SELECT count(*) FROM sorts WHERE state = 'done') + (SELECT count(*) FROM list_totes WHERE list_id = 2 AND state = 'done')`,
	} {
		if got := f.get(t, q); got != 2 {
			t.Errorf("%s: %d, want 2", what, got)
		}
	}
	// the tote is free for another list, its last put still undoable until then
	f.put(t, id, "undo")
	half := []wall.Cubby{{Slot: "W-1", Number: "O-3", In: 2, Of: 2}, {Slot: "W-2", Number: "O-4", In: 1, Of: 2}}
	if got, err := f.WallCubbies(context.Background(), f.w); err != nil || !cmp.Equal(got, half) || !got[0].Complete() || got[1].Complete() {
		t.Errorf("slots %+v, %v, want %+v", got, err, half)
	}
	f.put(t, id, "W-2")
	if work, _ := f.WallWork(context.Background(), f.w); len(work) != 0 {
		t.Errorf("still waiting: %+v", work)
	}
	f.raw.MustExec(`UPDATE orders SET packing_at = now() WHERE id = 3`)
	f.raw.MustExec(`UPDATE orders SET packed = picked WHERE id = 3`)
	if got, err := f.WallCubbies(context.Background(), f.w); err != nil || len(got) != 1 || got[0].Slot != "W-2" {
		t.Errorf("slots after packing: %+v, %v", got, err)
	}
	if n := f.get(t, `SELECT slot_id FROM wall_slots`); n != 14 {
		t.Errorf("a packed order keeps its slot; left is %d", n)
	}
}

func TestSortShortBatch(t *testing.T) {
	t.Parallel()
	f := newWall(t)
	f.pick(t, 2, "CART-1", "T-1", "B-1", "12000000000012", "T-1", "B-3")
	if a, err := f.PickShort(context.Background(), f.act(f.ann), 2, "none"); err != nil || !a.Message.Verdict.Accepted() {
		t.Fatalf("short: %+v %v", a, err)
	}
	f.pick(t, 2, "WALL-1")
	id := f.open(t, "T-1").Prompt.Sort
	a := f.put(t, id, "RED") // O-4 lacks nothing else now
	if a.Prompt.Order != "O-4" {
		t.Errorf("prompt %+v", a.Prompt)
	}
	f.put(t, id, "W-1", "RED", "RED", "W-2")
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id IN (3, 4) AND state = 'picked'`); n != 2 {
		t.Error("both orders are picked, one of them short")
	}
}

func TestSortZoneTotes(t *testing.T) {
	t.Parallel()
	f := newWall(t)
	f.pick(t, 3, "CART-1", "T-2", "B-3", "RED", "T-2", "WALL-1")
	if a := f.open(t, "T-3"); a.Message.Verdict != picking.NotAllowed {
		t.Errorf("a free tote: %+v", a.Message)
	}
	f.pick(t, 4, "CART-2", "T-3", "T-4", "B-3", "RED", "T-3", "RED", "T-4")
	if a := f.open(t, "T-3"); a.Message.Title != "Still being picked" {
		t.Errorf("a tote on its cart: %+v", a.Message)
	}
	f.pick(t, 4, "WALL-1")
	if a := f.open(t, "T-4"); a.Message.Title != "Straight to packing" || a.Prompt.Sort != 0 {
		t.Errorf("all of O-6 in one tote: %+v", a)
	}
	if work, err := f.WallWork(context.Background(), f.w); err != nil || len(work) != 2 {
		t.Errorf("wall work %+v, %v", work, err)
	}
	a := f.open(t, "T-2")
	if !a.Prompt.Whole || a.Prompt.Order != "O-5" || a.Prompt.Elsewhere != 1 || a.Prompt.Free != "W-1" {
		t.Fatalf("opened: %+v", a)
	}
	f.put(t, a.Prompt.Sort, "!RED", "W-2")
	a = f.open(t, "T-3")
	if a.Prompt.Slot != "W-2" || a.Prompt.Elsewhere != 0 {
		t.Fatalf("the second tote: %+v", a)
	}
	f.put(t, a.Prompt.Sort, "!W-1", "W-2")
	if n := f.get(t, `SELECT sum(on_hand) FROM balances WHERE location_id = 14`); n != 2 {
		t.Errorf("%d units in W-2, want 2", n)
	}
	if n := f.get(t, `SELECT picked FROM orders WHERE id = 5`); n != 2 {
		t.Errorf("order O-5 counts %d, want 2: the wall does not count again", n)
	}
}

// Two people empty two totes of one order at once and scan different slots: the order ends with one.
func TestSortOneSlotPerOrder(t *testing.T) {
	t.Parallel()
	f := newWall(t)
	f.pick(t, 3, "CART-1", "T-2", "B-3", "RED", "T-2", "WALL-1")
	f.pick(t, 4, "CART-2", "T-3", "T-4", "B-3", "RED", "T-3", "RED", "T-4", "WALL-1")
	sorts := []picking.SortID{f.open(t, "T-2").Prompt.Sort, f.open(t, "T-3").Prompt.Sort}
	got := make([]db.SortAnswer, 2)
	var wg sync.WaitGroup
	for i, id := range sorts {
		wg.Go(func() {
			var err error
			if got[i], err = f.SortScan(context.Background(), f.act(f.bob), id, scanned([]string{"W-1", "W-2"}[i])); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	taken := 0
	for _, a := range got {
		if a.Message.Verdict.Accepted() {
			taken++
		} else if a.Message.Verdict != picking.WrongPlace {
			t.Errorf("the slower one: %+v", a.Message)
		}
	}
	if n := f.get(t, `SELECT count(*) FROM wall_slots`); taken != 1 || n != 1 {
		t.Errorf("%d puts accepted, %d slots taken, want one each", taken, n)
	}
}

// Two totes of one list hold pieces for the same order line: two people empty them at once, each counts what its own tote
// brings, and nobody is asked to scan again.
func TestSortTwoTotesOfOneLine(t *testing.T) {
	t.Parallel()
	f := newWall(t)
	f.raw.MustExec(`INSERT INTO list_totes (warehouse_id, list_id, slot) VALUES (1, 2, 2);
		UPDATE shares SET qty = 1 WHERE task_id = 3 AND line_id = 3;
		UPDATE tasks SET qty = 2 WHERE id = 3;
		INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, slot) VALUES (1, 2, 3, 4, 1, 1, 2);
		INSERT INTO shares (warehouse_id, task_id, line_id, qty) SELECT 1, max(id), 3, 1 FROM tasks`)
	f.pick(t, 2, "CART-1", "T-1", "T-2", "B-1", "RED", "RED", "T-1", "B-3", "BLUE", "T-1", "B-1", "RED", "T-2", "WALL-1")
	one, two := f.open(t, "T-1").Prompt.Sort, f.open(t, "T-2").Prompt.Sort
	f.put(t, two, "RED") // for O-3
	a := f.put(t, one, "RED", "undo", "RED")
	first := "W-1"
	if a.Prompt.Order == "O-3" { // whichever of its two orders the first tote serves first
		first = "W-2"
	}
	f.put(t, two, "W-2")
	f.put(t, one, first)
	for a = f.put(t, one); a.Prompt.Step != wall.Done; {
		p, err := f.SortPrompt(context.Background(), f.w, one)
		if err != nil {
			t.Fatal(err)
		}
		code := p.Slot + p.Free
		if p.Step == wall.TakeItem {
			code = p.Show[0].SKU
		}
		a = f.put(t, one, code)
	}
	if n := f.get(t, `SELECT count(*) FROM orders WHERE id IN (3, 4) AND state = 'picked'`); n != 2 {
		t.Errorf("%d of 2 orders are complete", n)
	}
}

func TestSortSameScanCountsOnce(t *testing.T) {
	t.Parallel()
	f := newWall(t)
	f.pickBatch(t)
	id := f.open(t, "T-1").Prompt.Sort
	for _, code := range []string{"RED", "RED", "W-1"} {
		act := f.act(f.bob)
		answers := make([]db.SortAnswer, 6)
		var wg sync.WaitGroup
		for i := range answers {
			wg.Go(func() {
				var err error
				if answers[i], err = f.SortScan(context.Background(), act, id, scanned(code)); err != nil {
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
	if n := f.get(t, `SELECT picked FROM orders WHERE id = 3`); n != 2 {
		t.Errorf("picked %d of 2", n)
	}
	act := f.act(f.bob)
	first, err := f.SortBegin(context.Background(), act, scanned("T-5"))
	again, err2 := f.SortBegin(context.Background(), act, scanned("T-5"))
	if d := cmp.Diff(first, again); d != "" || err != nil || err2 != nil {
		t.Errorf("a refused opening sent again: %v %v\n%s", err, err2, d)
	}
}
