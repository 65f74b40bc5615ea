package db_test

import (
	"context"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"pickpack/db"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// The packing station's floor: order P-1 (3; 6 red wanted and 5 come, 3 milk of two lots, a radio by serial number) lies in
// tote T-7, the pickup order P-2 (4; 2 blue) in T-8, P-3 (5; 1 red) in T-9. Pia (3) and Pam (4) pack.
const packSQL = `
INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-3', 'Pia', 'packer'), (1, 'U-4', 'Pam', 'packer');
INSERT INTO locations (warehouse_id, code, kind) VALUES (1, 'T-7', 'tote'), (1, 'T-8', 'tote'), (1, 'T-9', 'tote'), (1, 'W-1', 'slot');
INSERT INTO items (warehouse_id, sku, name, tracking) VALUES (1, 'MILK', 'Milk', 'lot'), (1, 'RADIO', 'Radio', 'serial');
UPDATE items SET weight_g = 100 * id, length_mm = 100, width_mm = 100, height_mm = 100;
INSERT INTO lots (warehouse_id, item_id, code, expires) VALUES (1, 3, 'L1', '2027-01-31'), (1, 3, 'L2', '2027-02-28');
INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, tare_g, max_weight_g) VALUES (1, 'S', 200, 200, 200, 50, 5000), (1, 'M', 400, 300, 200, 150, 15000);
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
	VALUES (1, 'P-1', 'test', '13', 'online', 'express', now(), '{"name":"Mia","city":"Leeds"}', '', 10),
	       (1, 'P-2', 'test', '14', 'store', 'pickup', now(), '{"name":"Bo"}', '', 2),
	       (1, 'P-3', 'test', '15', 'online', 'express', now(), '{"name":"Cy"}', '', 1);
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty, picked, short)
	VALUES (1, 3, 1, 1, 6, 5, 1), (1, 3, 2, 3, 3, 3, 0), (1, 3, 3, 4, 1, 1, 0), (1, 4, 1, 2, 2, 2, 0), (1, 5, 1, 1, 1, 1, 0);
INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'cluster', 'done', 3, 5, 12, 10, 20, 1);
INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, state, user_id) VALUES (1, 2, 'cluster', now(), 'done', 1);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id, tote_id, at_id, state)
	VALUES (1, 2, 1, 3, 13, 11, 'dropped'), (1, 2, 2, 4, 14, 11, 'dropped'), (1, 2, 3, 5, 15, 11, 'dropped');
SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":1,"to":13,"qty":5,"cause":"pick","task":0,"line":3,"serial":""},
	{"item":3,"lot":1,"from":1,"to":13,"qty":2,"cause":"pick","task":0,"line":4,"serial":""},
	{"item":3,"lot":2,"from":1,"to":13,"qty":1,"cause":"pick","task":0,"line":4,"serial":""},
	{"item":4,"lot":0,"from":1,"to":13,"qty":1,"cause":"pick","task":0,"line":5,"serial":"SN-9"},
	{"item":2,"lot":0,"from":1,"to":14,"qty":2,"cause":"pick","task":0,"line":6,"serial":""},
	{"item":1,"lot":0,"from":1,"to":15,"qty":1,"cause":"pick","task":0,"line":7,"serial":""}]', '[]');
INSERT INTO serials (warehouse_id, item_id, serial, task_id, line_id) VALUES (1, 4, 'SN-9', 0, 5);
UPDATE orders SET wave_id = 2, started_at = now(), picked = CASE id WHEN 3 THEN 9 WHEN 4 THEN 2 ELSE 1 END, short = CASE id WHEN 3 THEN 1 ELSE 0 END WHERE id > 2;
`

const pia, pam = picking.UserID(3), picking.UserID(4)

func newStation(t testing.TB) *floor {
	t.Helper()
	f := newFloor(t)
	f.raw.MustExec(packSQL)
	return f
}

func (f *floor) begin(t testing.TB, u picking.UserID, code string, take bool) db.PackAnswer {
	t.Helper()
	a, err := f.BeginPacking(context.Background(), f.act(u), scanned(code), take)
	if err != nil {
		t.Fatalf("begin %s: %v", code, err)
	}
	return a
}

// pack scans codes into an order; a code after "!" is refused, one after "=" was asked for again.
func (f *floor) pack(t testing.TB, order picking.OrderID, codes ...string) (a db.PackAnswer) {
	t.Helper()
	for _, code := range codes {
		refused := code[0] == '!'
		again := code[0] == '='
		if refused || again {
			code = code[1:]
		}
		var err error
		if code == "undo" {
			a, err = f.PackUndo(context.Background(), f.act(pia), order)
		} else {
			a, err = f.PackScan(context.Background(), f.act(pia), order, scanned(code), again)
		}
		if err != nil || a.Message.Verdict.Accepted() == refused {
			t.Fatalf("scan %s: %+v, %v", code, a.Message, err)
		}
		now, err := f.PackPrompt(context.Background(), f.act(pia), order)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(now, a.Prompt); d != "" {
			t.Fatalf("scan %s: the screen differs from a reload (-reload +answer):\n%s", code, d)
		}
		f.checkPacking(t)
	}
	return a
}

func (f *floor) close(t testing.TB, order picking.OrderID, r pack.CloseRequest) db.PackAnswer {
	t.Helper()
	a, err := f.CloseCarton(context.Background(), f.act(pia), order, r)
	if err != nil {
		t.Fatalf("close: %v", err)
	}
	f.checkPacking(t)
	return a
}

// checkPacking proves that balances are the sum of the moves, cartons hold what they list, and counters agree.
func (f *floor) checkPacking(t testing.TB) {
	t.Helper()
	for what, q := range map[string]string{
		"balances that are not their moves": `SELECT count(*) FROM (SELECT location_id AS l, item_id AS i, lot_id AS t, on_hand AS n FROM balances
			UNION ALL SELECT to_id, item_id, lot_id, -qty FROM moves UNION ALL SELECT from_id, item_id, lot_id, qty FROM moves) x
			GROUP BY l, i, t HAVING sum(n) <> 0`,
		"cartons that do not hold what they list": `SELECT count(*) FROM (
			SELECT c.location_id AS l, o.item_id AS i, x.lot_id AS t, x.qty AS n FROM carton_lines x JOIN cartons c ON c.id = x.carton_id AND c.state <> 'left'
			  JOIN order_lines o ON o.id = x.line_id
			UNION ALL SELECT b.location_id, b.item_id, b.lot_id, -b.on_hand FROM balances b JOIN locations l ON l.id = b.location_id AND l.kind = 'carton') x
			GROUP BY l, i, t HAVING sum(n) <> 0`,
		"lines that are not packed as counted": `SELECT count(*) FROM order_lines l WHERE packed <> COALESCE((SELECT sum(qty) FROM carton_lines x WHERE x.line_id = l.id), 0)`,
		"orders that are not their lines": `SELECT count(*) FROM orders o WHERE (packed, shipped) <> (SELECT sum(packed), sum(shipped) FROM order_lines l WHERE l.order_id = o.id)
			OR open_cartons <> (SELECT count(*) FROM cartons c WHERE c.order_id = o.id AND c.state = 'open')`,
	} {
		var n []int
		if err := f.raw.Select(&n, q); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		for _, x := range n {
			if x != 0 {
				t.Fatalf("there are %s", what)
			}
		}
	}
}

func TestPackWalk(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	if a := f.begin(t, pia, "RED", false); a.Message.Verdict != picking.Narrower || a.Prompt.Order != 0 {
		t.Fatalf("an item opened an order: %+v", a)
	}
	a := f.begin(t, pia, "T-7", false)
	if a.Message.Verdict != picking.OK || a.Prompt.Step != pack.StepPack || a.Prompt.Carton.Box != "M" {
		t.Fatalf("begin: %+v", a)
	}
	f.pack(t, 3, "!NOPE", "!BLUE", "!T-8", "!B-1", "!P-3", "RED", "12000000000012", "!12000000000012", "!MILK", "L1", "undo", "!NOPE2",
		"L1", "L1", "MILK", "S", "!RADIO")
	if got := f.pack(t, 3, "!BLUE").Message.Detail.String(); got != "Enamel teapot, blue is not in order P-1. It may be of order P-2 (T-8)." {
		t.Errorf("refused with %q", got)
	}
	if a = f.pack(t, 3, "SN-9", "RED"); a.Prompt.Step != pack.StepClose || a.Message.Verdict != picking.ListComplete {
		t.Fatalf("all packed: %+v", a)
	}
	if a = f.close(t, 3, pack.CloseRequest{Weight: 100}); !a.Confirm || a.Prompt.Step != pack.StepClose {
		t.Fatalf("a carton of 100 g was closed: %+v", a)
	}
	// 5 × 100 + 3 × 300 + 400 + box S of 50
	a = f.close(t, 3, pack.CloseRequest{Weight: 1850})
	if a.Prompt.Step != pack.StepDone || len(a.Prompt.Closed) != 1 || a.Prompt.Closed[0].Tracking == "" || len(a.Prompt.Closed[0].SSCC) != 18 {
		t.Fatalf("closed: %+v", a)
	}
	f.pack(t, 3, "!RED")
	for what, q := range map[string]string{
		"order packed":     `SELECT count(*) FROM orders WHERE id = 3 AND state = 'packed' AND packed_at IS NOT NULL AND packer_id IS NULL`,
		"tote free":        `SELECT count(*) FROM list_totes WHERE order_id = 3 AND state = 'done'`,
		"carton labelled":  `SELECT count(*) FROM cartons WHERE order_id = 3 AND state = 'labelled' AND box = 'S' AND weight_g = 1850`,
		"compensating row": `SELECT count(*) FROM moves WHERE cause = 'undo'`,
	} {
		if n := f.get(t, q); n != 1 {
			t.Errorf("%s: %d, want 1", what, n)
		}
	}
	if n := f.get(t, `SELECT count(*) FROM events WHERE order_id = 3 AND kind IN ('order.packing', 'order.packed', 'carton.open', 'carton.labelled') AND user_id = 3`); n != 4 {
		t.Errorf("%d audit rows of the packer, want 4", n)
	}
}

// Begin, scan, undo and close, each sent many times at once, count once and are answered the same each time.
func TestSamePackingActCountsOnce(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	steps := []func(db.Act) (db.PackAnswer, error){
		func(a db.Act) (db.PackAnswer, error) { return f.BeginPacking(t.Context(), a, scanned("T-8"), false) },
		func(a db.Act) (db.PackAnswer, error) { return f.PackScan(t.Context(), a, 4, scanned("BLUE"), false) },
		func(a db.Act) (db.PackAnswer, error) { return f.PackScan(t.Context(), a, 4, scanned("RED"), false) },
		func(a db.Act) (db.PackAnswer, error) { return f.PackUndo(t.Context(), a, 4) },
		func(a db.Act) (db.PackAnswer, error) { return f.PackScan(t.Context(), a, 4, scanned("BLUE"), false) },
		func(a db.Act) (db.PackAnswer, error) { return f.PackScan(t.Context(), a, 4, scanned("BLUE"), false) },
		func(a db.Act) (db.PackAnswer, error) {
			return f.CloseCarton(t.Context(), a, 4, pack.CloseRequest{Weight: 450})
		},
	}
	for i, step := range steps {
		act := f.act(pia)
		answers := make([]db.PackAnswer, 4)
		var wg sync.WaitGroup
		for j := range answers {
			wg.Go(func() {
				var err error
				if answers[j], err = step(act); err != nil {
					t.Errorf("step %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		for _, a := range answers[1:] {
			if d := cmp.Diff(answers[0], a, cmpopts.IgnoreFields(pack.Prompt{}, "Plan")); d != "" {
				t.Fatalf("step %d: answers differ: %s", i, d)
			}
		}
		if answers[0].Message.Verdict.Accepted() != (i != 2) {
			t.Fatalf("step %d: %+v", i, answers[0].Message)
		}
		f.checkPacking(t)
	}
	for what, q := range map[string]string{
		"ready for pickup": `SELECT count(*) FROM orders WHERE id = 4 AND state = 'ready_for_pickup' AND packed = 2`,
		"cartons":          `SELECT count(*) FROM cartons WHERE order_id = 4`,
		"numbers drawn":    `SELECT last_value FROM sscc_serial`,
		"receipts":         `SELECT count(*) - 6 FROM scans`,
	} {
		if n := f.get(t, q); n != 1 {
			t.Errorf("%s: %d, want 1", what, n)
		}
	}
}

// Scans of two packers at once: those of the one who has the order count, each on what the others left.
func TestTwoPackersOneOrder(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "P-1", false)
	if a := f.begin(t, pam, "T-7", false); a.Message.Verdict != picking.NotYours || a.Prompt.Number != "P-1" {
		t.Fatalf("a stranger began: %+v", a.Message)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := map[picking.UserID]map[picking.Verdict]int{pia: {}, pam: {}}
	for i := range 14 {
		wg.Go(func() {
			u := pia + picking.UserID(i%2)
			a, err := f.PackScan(context.Background(), f.act(u), 3, scanned("RED"), false)
			if err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			got[u][a.Message.Verdict]++
		})
	}
	wg.Wait()
	want := map[picking.UserID]map[picking.Verdict]int{pia: {picking.OK: 4, picking.LineComplete: 1, picking.TooMany: 2}, pam: {picking.NotYours: 7}}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("verdicts (-want +got):\n%s", d)
	}
	f.checkPacking(t)
	if a := f.begin(t, pam, "T-7", true); a.Message.Verdict != picking.OK || a.Prompt.Left != 4 {
		t.Fatalf("take over: %+v", a)
	}
	f.pack(t, 3, "!L1")
	if n := f.get(t, `SELECT count(*) FROM cartons WHERE order_id = 3`); n != 1 {
		t.Errorf("%d cartons after taking over, want 1", n)
	}
	if a, err := f.PackUndo(context.Background(), f.act(pam), 3); err != nil || !a.Message.Verdict.Accepted() {
		t.Errorf("undo after taking over: %+v, %v", a.Message, err)
	}
}

func TestSeveralCartons(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-7", false)
	f.pack(t, 3, "12000000000012", "L1")
	if a := f.close(t, 3, pack.CloseRequest{Weight: 750}); a.Message.Verdict.Accepted() || a.Confirm {
		t.Fatalf("closed with units left: %+v", a)
	}
	a := f.close(t, 3, pack.CloseRequest{Weight: 750, More: true})
	if a.Prompt.Step != pack.StepPack || a.Prompt.Carton.N != 2 || len(a.Prompt.Closed) != 1 {
		t.Fatalf("next carton: %+v", a.Prompt)
	}
	f.pack(t, 3, "!undo", "L1", "L2", "SN-9", "RED", "undo", "RED", "RED")
	if a = f.close(t, 3, pack.CloseRequest{Weight: 1250, Box: "S", Reason: "damp box"}); a.Prompt.Step != pack.StepDone || len(a.Prompt.Closed) != 2 {
		t.Fatalf("last carton: %+v", a)
	}
	if a.Prompt.Closed[0].SSCC == a.Prompt.Closed[1].SSCC || a.Prompt.Closed[0].Tracking == a.Prompt.Closed[1].Tracking {
		t.Error("two cartons share a number")
	}
	sh, err := f.Shipment(t.Context(), f.w, 3)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]db.ShipmentContent{
		{{Line: 3, Qty: 3}, {Line: 4, Qty: 1, Lot: "L1", Expires: "2027-01-31"}},
		{{Line: 3, Qty: 2}, {Line: 4, Qty: 1, Lot: "L1", Expires: "2027-01-31"}, {Line: 4, Qty: 1, Lot: "L2", Expires: "2027-02-28"}, {Line: 5, Qty: 1}},
	}
	for i, c := range sh.Cartons {
		if d := cmp.Diff(want[i], c.Contents); d != "" {
			t.Errorf("carton %d: %s", i+1, d)
		}
	}
	if d := cmp.Diff([]db.ShipmentSerial{{Line: 5, Serial: "SN-9"}}, sh.Cartons[1].Serials); d != "" {
		t.Error(d)
	}
}

// A weight that was overruled is in the history with its reason.
func TestOverruledWeightIsKept(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-9", false)
	f.pack(t, 5, "RED")
	if a := f.close(t, 5, pack.CloseRequest{Weight: 900}); !a.Confirm {
		t.Fatalf("%+v", a)
	}
	if a := f.close(t, 5, pack.CloseRequest{Weight: 900, Reason: "ice packs"}); a.Prompt.Step != pack.StepDone {
		t.Fatalf("%+v", a)
	}
	if n := f.get(t, `SELECT count(*) FROM events WHERE kind = 'carton.overruled' AND order_id = 5 AND user_id = 3 AND text LIKE '%0.900 kg%ice packs'`); n != 1 {
		t.Error("the reason is not in the history")
	}
}

// Goods in a slot of the put wall are packed from there, and the slot is free afterwards.
func TestPackFromTheWall(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.raw.MustExec(`UPDATE list_totes SET state = 'done' WHERE order_id = 5;
		INSERT INTO wall_slots (warehouse_id, slot_id, order_id) VALUES (1, 16, 5);
		SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":15,"to":16,"qty":1,"cause":"put","task":0,"line":7,"serial":""}]', '[]')`)
	if a := f.begin(t, pia, "W-1", false); a.Message.Verdict != picking.OK || a.Prompt.Number != "P-3" {
		t.Fatalf("%+v", a)
	}
	f.pack(t, 5, "RED")
	f.close(t, 5, pack.CloseRequest{Weight: 150})
	if n := f.get(t, `SELECT count(*) FROM wall_slots`); n != 0 {
		t.Error("the slot is still taken")
	}
}

// A serial number picked in a batch belongs to no line yet: packing gives it to one, an undo takes it back.
func TestSerialOfABatch(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.raw.MustExec(`INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, done, slot, state) VALUES (1, 2, 1, 4, 4, 1, 1, 1, 'done');
		INSERT INTO shares (warehouse_id, task_id, line_id, qty, put) SELECT 1, max(id), 5, 1, 1 FROM tasks;
		UPDATE serials SET line_id = 0, task_id = (SELECT max(id) FROM tasks)`)
	f.begin(t, pia, "T-7", false)
	bound := `SELECT count(*) FROM serials WHERE serial = 'SN-9' AND line_id = 5 AND task_id > 0`
	for _, step := range []struct {
		code string
		want int
	}{{"SN-9", 1}, {"undo", 0}, {"SN-9", 1}} {
		f.pack(t, 3, step.code)
		if n := f.get(t, bound); n != step.want {
			t.Fatalf("%s: bound %d, want %d", step.code, n, step.want)
		}
	}
	if n := f.get(t, `SELECT count(*) FROM serials`); n != 1 {
		t.Errorf("%d serial numbers, want 1", n)
	}
}

func TestPackHome(t *testing.T) {
	t.Parallel()
	f := newStation(t)
	f.begin(t, pia, "T-7", false)
	f.begin(t, pam, "T-9", false)
	f.pack(t, 3, "RED")
	f.begin(t, pia, "T-8", false)
	f.pack(t, 4, "BLUE", "BLUE")
	f.close(t, 4, pack.CloseRequest{Weight: 450})
	h, err := f.PackHome(t.Context(), f.w, pia, 10)
	if err != nil {
		t.Fatal(err)
	}
	if len(h.Mine) != 1 || h.Mine[0].Number != "P-1" || h.Mine[0].Packed != 1 || h.Mine[0].Places != "T-7" || h.Mine[0].At != "PACK-1" ||
		len(h.Others) != 1 || h.Others[0].PackerName != "Pam" || len(h.Pickups) != 1 || h.Pickups[0].Number != "P-2" || h.Picked != 0 || len(h.Leaving) != 0 {
		t.Errorf("%+v", h)
	}
}
