package handheld_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
	"pickpack/web/handheld"
)

// sixtySQL is three aisles of twenty bins, B-01 … B-60, with 10 of one item each, S-01 … S-60; of S-10 two lots. List 1 is a
// cluster of orders O-1 … O-8 with 60 lines, one a bin; list 2 wants two more of S-05 for O-9. R-01 has S-05 as well.
const sixtySQL = `
INSERT INTO warehouses (code, name, layout) VALUES ('W', 'Sixty', '{"aisles_x":[0,4,8],"cross_aisles_y":[0,20],"depot":{"x":0,"y":0}}');
INSERT INTO locations (warehouse_id, code, kind, slots) VALUES (1, 'SUPPLIER', 'supplier', 0);
INSERT INTO locations (warehouse_id, code, kind, zone, aisle, y, side, level)
	SELECT 1, 'B-' || lpad(n::text, 2, '0'), 'pick', 'A', (n - 1) / 20, (n - 1) % 20 + 0.5, 'left', 1 FROM generate_series(1, 60) n ORDER BY n;
INSERT INTO locations (warehouse_id, code, kind, zone, aisle, y, side, level) VALUES (1, 'R-01', 'pick', 'A', 2, 10, 'right', 4);
INSERT INTO locations (warehouse_id, code, kind, slots) SELECT 1, 'T-' || lpad(n::text, 2, '0'), 'tote', 0 FROM generate_series(1, 12) n ORDER BY n;
INSERT INTO locations (warehouse_id, code, kind, slots) VALUES (1, 'CART-1', 'cart', 12), (1, 'PACK-1', 'station', 0);
INSERT INTO items (warehouse_id, sku, name, tracking, over_pick)
	SELECT 1, 'S-' || lpad(n::text, 2, '0'), 'Article ' || n, CASE WHEN n = 10 THEN 'lot' ELSE 'none' END, n = 45 FROM generate_series(1, 60) n ORDER BY n;
INSERT INTO lots (warehouse_id, item_id, code, expires) VALUES (1, 10, 'LOT-A', current_date + 90), (1, 10, 'LOT-B', current_date + 200);
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
	SELECT 1, 'O-' || n, 'test', n, 'online', 'express', now() + interval '2 h', '{}', '', CASE WHEN n = 9 THEN 2 ELSE (SELECT sum(1 + i % 3) FROM generate_series(1, 60) i WHERE (i - 1) % 8 + 1 = n) END
	  FROM generate_series(1, 9) n ORDER BY n;
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) SELECT 1, (n - 1) % 8 + 1, (n - 1) / 8 + 1, n, 1 + n % 3 FROM generate_series(1, 60) n ORDER BY n;
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 9, 1, 5, 2);
INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'cluster', 'released', 9, 61, 122, 100, 200, 1);
UPDATE orders SET wave_id = 1;
INSERT INTO pick_lists (warehouse_id, wave_id, method, priority, cutoff, tasks, metres) VALUES (1, 1, 'cluster', 5, now() + interval '2 h', 60, 100), (1, 1, 'cluster', 1, now() + interval '2 h', 1, 20);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id) SELECT 1, 1, n, n FROM generate_series(1, 8) n UNION ALL SELECT 1, 2, 1, 9;
INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot)
	SELECT 1, 1, n, n + 1, n, CASE WHEN n = 10 THEN 1 ELSE 0 END, 1 + n % 3, n, (n - 1) % 8 + 1 FROM generate_series(1, 60) n ORDER BY n;
INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, line_id, slot) VALUES (1, 2, 1, 6, 5, 2, 61, 1);
SELECT ledger_apply(1, gen_random_uuid(), 1, (SELECT jsonb_agg(jsonb_build_object('item', i, 'lot', l, 'from', 1, 'to', b, 'qty', 10, 'cause', 'receive', 'task', 0, 'line', 0, 'serial', '')) FROM (
		SELECT n AS i, CASE WHEN n = 10 THEN 1 ELSE 0 END AS l, n + 1 AS b FROM generate_series(1, 60) n UNION ALL VALUES (10, 2, 11), (5, 0, 62)) x),
	(SELECT jsonb_agg(jsonb_build_object('location', location_id, 'item', item_id, 'lot', lot_id, 'qty', qty, 'suspect', false)) FROM tasks));
`

// walker does as the screen says, until one of the exceptions is due.
type walker struct {
	*device
	f      *floor
	store  *db.Store
	due    map[string]func(*walker) // by step and bin, each once
	totes  int
	scans  int
	refuse int
	took   []time.Duration
}

func (w *walker) scan(code string) {
	w.t.Helper()
	start := time.Now()
	w.device.scan(code)
	w.took = append(w.took, time.Since(start))
	w.scans++
	if v := picking.Verdict(w.at["verdict"]); v != "" && !v.Accepted() {
		w.refuse++
	}
}

// expect scans and checks what is said.
func (w *walker) expect(code, step, verdict string) {
	w.t.Helper()
	w.scan(code)
	w.is(step, verdict)
}

// step does what is asked for, or what is to happen there.
func (w *walker) step() {
	w.t.Helper()
	at := w.at["step"] + " " + w.at["bin"]
	if f := w.due[at]; f != nil {
		delete(w.due, at)
		f(w)
		return
	}
	switch w.at["step"] {
	case "cart":
		w.scan("CART-1")
	case "totes":
		w.totes++
		w.scan(fmt.Sprintf("T-%02d", w.totes))
	case "bin", "back-bin":
		w.scan(w.at["bin"])
	case "item", "back-item":
		w.scan(cmp.Or(w.at["lot"], w.at["sku"]))
	case "tote":
		w.scan(w.at["tote"])
	case "drop":
		w.scan("PACK-1")
	default:
		w.t.Fatalf("step %q: nobody knows what to do\n%s", w.at["step"], w.body)
	}
}

func (w *walker) until(step string) {
	w.t.Helper()
	for range 600 {
		if w.at["step"] == step {
			return
		}
		w.step()
	}
	w.t.Fatalf("no end at %s %s\n%s", w.at["step"], w.at["bin"], w.body)
}

// sixtyExceptions are what happens at some of the sixty bins.
var sixtyExceptions = map[string]func(*walker){
	"item B-05": func(w *walker) { // short: it comes from R-01, and so do list 2's
		w.post(handheld.ListShortPath(1), "reason", "none")
		w.says("Short noted", "will come from another bin of this list")
	},
	"item B-10": func(w *walker) { // another lot than planned
		w.expect("S-10", "item", "narrower")
		w.expect("LOT-B", "item", "confirm")
		w.expect("LOT-B", "item", "ok")
	},
	"bin B-15": func(w *walker) { w.post(handheld.ListSkipPath(1)) },
	"tote B-20": func(w *walker) { // the tote is full
		w.expect("T-09", "tote", "confirm")
		w.expect("T-09", "tote", "ok")
	},
	"item B-25": func(w *walker) { w.post(handheld.ListDamagedPath(1), "qty", "1") },
	"item B-30": func(w *walker) { // the supervisor is asked, and links the barcode while the walk goes on
		w.expect("96385074", "item", "unknown_code")
		w.expect("96385074", "item", "ok")
		w.post(handheld.ListSkipPath(1))
		ctx := context.Background()
		chores, err := w.store.Chores(ctx, 1)
		i := slices.IndexFunc(chores, func(c db.Chore) bool { return c.Kind == picking.BarcodeChore })
		if err != nil || i < 0 {
			w.t.Fatalf("the supervisor was not asked: %+v, %v", chores, err)
		}
		if _, err = w.store.LinkBarcode(ctx, 1, 2, chores[i].ID, "S-30", 1); err != nil {
			w.t.Fatal(err)
		}
		w.due["item B-30"] = func(w *walker) { w.expect("96385074", "tote", "ok") }
	},
	"bin B-35": func(w *walker) { w.post(handheld.ListDigitsPath(1), "raw", picking.CheckDigits("B-35")) },
	"tote B-40": func(w *walker) { // into the tote and, by the card, out of it
		w.expect(w.at["tote"], "bin", "line_complete")
		w.expect("UNDO", "tote", "ok")
	},
	"item B-45": func(w *walker) { // one more than ordered
		w.expect("S-45", "tote", "ok")
		w.expect("S-45", "tote", "confirm")
		w.expect("S-45", "tote", "ok")
	},
	"tote B-50": func(w *walker) { // its order is cancelled with the goods in the hand
		if err := w.store.CancelOrder(context.Background(), 1, 2, 2, "by phone"); err != nil {
			w.t.Fatal(err)
		}
		w.expect(w.at["tote"], "bin", "not_allowed")
		w.says("Order cancelled", "back into bin B-50")
	},
	"item B-53": func(w *walker) { // she pauses, and goes on with another handheld
		w.expect("S-53", "item", "ok")
		w.post(handheld.ListPausePath(1))
		w.is("home", "ok")
		w.device = w.f.device(w.t, "ANN")
		w.post(handheld.NextPath)
		w.shows("step", "item", "bin", "B-53", "counted", "1")
	},
	"item B-56": func(w *walker) { // Bo takes the cart over
		w.expect("BO", "item", "confirm")
		w.expect("CART-1", "home", "ok")
		w.device = w.f.device(w.t, "BO")
		w.open(handheld.ListPath(1))
		w.shows("step", "item", "bin", "B-56")
	},
}

// A cluster list of sixty lines and everything that can happen to it, in one go; at the end no unit, promise or receipt is amiss.
func TestSixtyLines(t *testing.T) {
	t.Parallel()
	f := floorOf(t, sixtySQL)
	w := &walker{device: f.device(t, "ANN"), f: f, store: dbtest.Open(t, f.dsn), due: map[string]func(*walker){}}
	for at, what := range sixtyExceptions {
		w.due[at] = what
	}
	w.post(handheld.NextPath)
	w.until("done")
	if len(w.due) > 0 {
		t.Errorf("%d exceptions never came up", len(w.due))
	}
	w.says("order O-2 was cancelled")
	w.scan("T-02") // its goods go back to their bins
	w.until("back-done")
	lines := f.get(t, `SELECT count(*) FROM tasks WHERE list_id = 1 AND state IN ('done', 'short')`)
	slices.Sort(w.took)
	ms := func(p int) float64 { return float64(w.took[len(w.took)*p/100].Microseconds()) / 1000 }
	t.Logf("60 lines (%d tasks done), %d exceptions, %d scans, %d refusals; a scan takes %.1f ms (p50), %.1f ms (p95)",
		lines, len(sixtyExceptions), w.scans, w.refuse, ms(50), ms(95))
	for q, want := range map[string]int{
		`SELECT count(*) FROM orders WHERE state = 'picked'`:              7,
		`SELECT sum(short) FROM orders`:                                   0,
		`SELECT location_id FROM tasks WHERE list_id = 2`:                 62,
		`SELECT sum(over) FROM order_lines`:                               1,
		`SELECT count(*) FROM tasks WHERE list_id = 1 AND state = 'open'`: 0,
		`SELECT count(*) FROM list_totes t JOIN orders o ON o.id = t.order_id AND o.number = 'O-2' WHERE t.state <> 'done'`: 0,
		`SELECT count(*) FROM chores WHERE state = 'open' AND kind IN ('count', 'relabel')`:                                 2,
		`SELECT count(DISTINCT user_id) FROM scans WHERE list_id = 1 AND accepted AND device <> 'desk'`:                     2,
	} {
		if got := f.get(t, q); got != want {
			t.Errorf("%s: %d, want %d", q, got, want)
		}
	}
	sound(t, w.store)
}

// sound proves I1 to I10.
func sound(t *testing.T, store *db.Store) {
	t.Helper()
	found, err := store.Verify(context.Background(), 1)
	if err != nil {
		t.Error(err)
	}
	for _, v := range found {
		t.Errorf("%+v", v)
	}
}
