package db_test

import (
	"testing"

	"github.com/jmoiron/sqlx"

	"pickpack/db"
	"pickpack/db/dbtest"
	"pickpack/picking"
)

// hall is a generated warehouse: 10 aisles of 30 m in two blocks, zones A and B, 600 pick faces with one item each (items
// 1–300, every item in two bins), stock 50 a bin, a put wall of 40 slots, carts of 12 totes, n received orders of 1–4
// lines with cut-offs over six hours.
type hall struct {
	*db.Store
	raw        *sqlx.DB
	w          picking.WarehouseID
	boss, anna picking.UserID
}

const hallSQL = `
INSERT INTO warehouses (code, name, timezone, layout) VALUES ('W', 'Hall', 'Europe/Berlin',
	'{"aisles_x":[0,3,6,9,12,15,18,21,24,27],"cross_aisles_y":[0,15,30],"depot":{"x":0,"y":0}}');
INSERT INTO zones VALUES (1, 'A', 'Left'), (1, 'B', 'Right');
INSERT INTO users (warehouse_id, badge, name, role) VALUES (1, 'U-1', 'Boss', 'supervisor'), (1, 'U-2', 'Anna', 'picker');
INSERT INTO locations (warehouse_id, code, kind, zone, aisle, y, slots)
	SELECT 1, 'B-' || n, 'pick', CASE WHEN n % 10 < 5 THEN 'A' ELSE 'B' END, n % 10, 0.25 + (n / 10) * 0.49, 0 FROM generate_series(1, 599) n
	UNION ALL SELECT 1, 'B-600', 'pick', 'B', 9, 29, 0
	UNION ALL SELECT 1, 'SUPPLIER', 'supplier', '', 0, 0, 0
	UNION ALL SELECT 1, 'CUSTOMER', 'customer', '', 0, 0, 0
	UNION ALL SELECT 1, 'ADJUST', 'adjust', '', 0, 0, 0
	UNION ALL SELECT 1, 'WALL-1', 'wall', '', 0, 0, 0
	UNION ALL SELECT 1, 'PACK-1', 'station', '', 0, 0, 0
	UNION ALL SELECT 1, 'S-' || n, 'slot', '', 0, 0, 0 FROM generate_series(1, 40) n
	UNION ALL SELECT 1, 'CART-' || n, 'cart', '', 0, 0, 12 FROM generate_series(1, 4) n
	UNION ALL SELECT 1, 'T-' || n, 'tote', '', 0, 0, 0 FROM generate_series(1, 60) n;
INSERT INTO items (warehouse_id, sku, name, weight_g, length_mm, width_mm, height_mm)
	SELECT 1, 'SKU-' || n, 'Thing ' || n, 200 + n, 100, 80, 50 FROM generate_series(1, 300) n;
INSERT INTO barcodes (warehouse_id, code, item_id) SELECT 1, 'CODE-' || n, n FROM generate_series(1, 300) n;
SELECT ledger_apply(1, gen_random_uuid(), 1, (SELECT jsonb_agg(jsonb_build_object('item', 1 + n % 300, 'lot', 0, 'from', 601, 'to', n,
	'qty', 50, 'cause', 'receive', 'task', 0, 'line', 0, 'serial', '')) FROM generate_series(1, 600) n), '[]');
`

var hallOrdersSQL = []string{`
INSERT INTO orders (warehouse_id, number, source, external_id, channel, service, priority, cutoff, ship_to, payload_hash, units)
	SELECT 1, 'O-' || n, 'test', 'X' || n, 'online', CASE WHEN n % 9 = 0 THEN 'pickup' ELSE 'parcel' END, n % 3,
	       timestamptz '2026-11-23 12:00Z' + n % 6 * interval '1 hour', jsonb_build_object('name', 'Customer ' || n), '', 2 * (1 + n % 4)
	  FROM generate_series(1, $1::int) n`, `
INSERT INTO order_lines (warehouse_id, order_id, no, item_id, qty)
	SELECT 1, n, k, 1 + (n * 7 + k * 31) % 300, 2 FROM generate_series(1, $1::int) n, generate_series(1, 1 + n % 4) k`}

func newHall(t testing.TB, orders int) *hall {
	t.Helper()
	dsn := dbtest.DSN(t)
	h := &hall{Store: dbtest.Open(t, dsn), w: 1, boss: 1, anna: 2}
	var err error
	if h.raw, err = sqlx.Open("postgres", dsn); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.raw.Close() })
	h.raw.MustExec(hallSQL)
	for _, q := range hallOrdersSQL {
		h.raw.MustExec(q, orders)
	}
	h.raw.MustExec("ANALYZE")
	return h
}
