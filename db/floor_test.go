package db_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"

	"github.com/jmoiron/sqlx"
	_ "github.com/lib/pq"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

// floor is a small warehouse on a database of its own: 10 red teapots in B-1 (5 reserved), 4 more in B-3, 2 blue ones in
// B-2 (reserved); order O-1 wants 5 red, order O-2 two blue; one cluster list of both, assigned to user Ann.
type floor struct {
	*db.Store
	raw  *sqlx.DB
	w    picking.WarehouseID
	ann  picking.UserID
	bob  picking.UserID
	list picking.ListID
}

const floorSQL = `
INSERT INTO warehouses (code, name) VALUES ('W', 'Test');
INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Ann', 'picker'), (1, 'U-2', 'Bob', 'picker');
INSERT INTO locations (warehouse_id, code, kind, slots) VALUES (1, 'SUPPLIER', 'supplier', 0), (1, 'CUSTOMER', 'customer', 0),
	(1, 'ADJUST', 'adjust', 0), (1, 'B-1', 'pick', 0), (1, 'B-2', 'pick', 0), (1, 'B-3', 'pick', 0), (1, 'CART-1', 'cart', 12),
	(1, 'T-1', 'tote', 0), (1, 'T-2', 'tote', 0), (1, 'T-3', 'tote', 0), (1, 'PACK-1', 'station', 0), (1, 'WALL-1', 'wall', 0);
INSERT INTO items (warehouse_id, sku, name) VALUES (1, 'RED', 'Enamel teapot, red'), (1, 'BLUE', 'Enamel teapot, blue');
INSERT INTO barcodes (warehouse_id, code, item_id, qty) VALUES (1, '02000000000015', 1, 1), (1, '12000000000012', 1, 3), (1, '02000000000022', 2, 1);
SELECT ledger_apply(1, gen_random_uuid(), 1, '[{"item":1,"lot":0,"from":1,"to":4,"qty":10,"cause":"receive","task":0,"line":0,"serial":""},
	{"item":1,"lot":0,"from":1,"to":6,"qty":4,"cause":"receive","task":0,"line":0,"serial":""},
	{"item":2,"lot":0,"from":1,"to":5,"qty":2,"cause":"receive","task":0,"line":0,"serial":""}]',
	'[{"location":4,"item":1,"lot":0,"qty":5,"suspect":false},{"location":5,"item":2,"lot":0,"qty":2,"suspect":false}]');
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, cutoff, ship_to, payload_hash, units)
	VALUES (1, 'O-1', 'test', '1', 'online', 'express', now(), '{}', '', 5), (1, 'O-2', 'test', '2', 'online', 'express', now(), '{}', '', 2);
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty) VALUES (1, 1, 1, 1, 5), (1, 2, 1, 2, 2);
INSERT INTO waves (warehouse_id, method, state, orders, lines, units, metres, metres_one, user_id) VALUES (1, 'cluster', 'released', 2, 2, 7, 10, 20, 1);
UPDATE orders SET wave_id = 1;
INSERT INTO pick_lists (warehouse_id, wave_id, method, cutoff, tasks) VALUES (1, 1, 'cluster', now(), 2);
INSERT INTO list_totes (warehouse_id, list_id, slot, order_id) VALUES (1, 1, 1, 1), (1, 1, 2, 2);
INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, qty, line_id, slot) VALUES (1, 1, 1, 4, 1, 5, 1, 1), (1, 1, 2, 5, 2, 2, 2, 2);
`

func newFloor(t testing.TB) *floor {
	t.Helper()
	dsn := dbtest.DSN(t)
	s := dbtest.Open(t, dsn)
	raw, err := sqlx.Open("postgres", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { raw.Close() })
	raw.MustExec(floorSQL)
	return &floor{Store: s, raw: raw, w: 1, ann: 1, bob: 2, list: 1}
}

func (f *floor) act(u picking.UserID) db.Act {
	return db.Act{Warehouse: f.w, User: u, Device: "handheld-1", ID: newID()}
}

func newID() string {
	var b [16]byte
	_, _ = rand.Read(b[:])
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// scanned is a code as the web room parses it; the test's GTINs are padded already.
func scanned(code string) picking.Scan {
	s := picking.Scan{Raw: code, Code: code}
	if len(code) == 14 {
		s.GTIN = code
	}
	return s
}

func (f *floor) scan(t testing.TB, code string) db.PickAnswer {
	t.Helper()
	a, err := f.PickScan(context.Background(), f.act(f.ann), f.list, scanned(code))
	if err != nil {
		t.Fatalf("scan %s: %v", code, err)
	}
	return a
}

// start claims the list for Ann, binds cart and totes and proves the first bin.
func (f *floor) start(t testing.TB) {
	t.Helper()
	if got, err := f.NextList(context.Background(), f.act(f.ann), ""); err != nil || got != f.list {
		t.Fatalf("next list: %d, %v", got, err)
	}
	for _, code := range []string{"CART-1", "T-1", "T-2", "B-1"} {
		if a := f.scan(t, code); a.Message.Verdict != picking.OK {
			t.Fatalf("scan %s: %+v", code, a.Message)
		}
	}
}

func (f *floor) get(t testing.TB, q string, args ...any) int {
	t.Helper()
	var n int
	if err := f.raw.Get(&n, q, args...); err != nil {
		t.Fatalf("%s: %v", q, err)
	}
	return n
}
