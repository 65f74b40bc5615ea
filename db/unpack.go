package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// Unpack takes what is in the first full carton of a cancelled order out of it, into the tote that was scanned. The carton is
// void; the tote waits to be put back, as those of every cancelled order (back.go).
func (s *Store) Unpack(ctx context.Context, a Act, order picking.OrderID, scan picking.Scan) (answer PackAnswer, err error) {
	var row struct {
		Found []byte `db:"found"`
		Full  bool   `db:"full_"`
	}
	err = s.hot(ctx, &row, `SELECT f.j AS found, EXISTS (SELECT FROM balances b WHERE b.warehouse_id = $1
			AND b.location_id = CAST(f.j->'location'->>'id' AS bigint) AND b.on_hand > 0) AS full_
		FROM (SELECT scan_found($1, $2, $3) AS j) f`, a.Warehouse, scan.Code, scan.GTIN)
	var found picking.Found
	if err == nil {
		err = json.Unmarshal(row.Found, &found)
	}
	if err != nil {
		return PackAnswer{}, fmt.Errorf("unpack into %q: %w", scan.Code, err)
	}
	var u pack.Unpacking
	answer, err = s.packOnce(ctx, a, order, "unpack:"+scan.Raw, func(st pack.State) picking.Message {
		u = pack.Unpack(st, scan.Code, found, row.Full)
		return u.Message
	}, func(tx *sqlx.Tx, _ pack.State) (pack.Last, error) {
		return pack.Last{Kind: "unpack", Carton: u.Carton.ID}, unpack(ctx, tx, a, order, u)
	})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("unpack order %d: %w", order, err)
	}
	return answer, nil
}

// unpack writes it for a locked order.
func unpack(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, u pack.Unpacking) error {
	contents, err := contentsOf(ctx, tx, a.Warehouse, []int64{int64(u.Carton.ID)})
	if err != nil {
		return err
	}
	if u.New {
		if err := bindTote(ctx, tx, a, order, u.Tote); err != nil {
			return err
		}
	}
	for _, q := range []string{
		`UPDATE order_lines l SET packed = packed - x.qty FROM (SELECT line_id, sum(qty) AS qty FROM carton_lines
			WHERE warehouse_id = $1 AND carton_id = $3 GROUP BY 1) x WHERE l.warehouse_id = $1 AND l.order_id = $2 AND l.id = x.line_id`,
		`UPDATE orders SET version = version + 1, packed = packed - (SELECT sum(qty) FROM carton_lines WHERE warehouse_id = $1 AND carton_id = $3),
			open_cartons = open_cartons - (SELECT count(*) FROM cartons WHERE warehouse_id = $1 AND id = $3 AND state = 'open')
			WHERE warehouse_id = $1 AND id = $2`,
		`UPDATE carton_lines x SET qty = 0 FROM cartons c WHERE x.warehouse_id = $1 AND x.carton_id = $3 AND c.warehouse_id = $1 AND c.order_id = $2 AND c.id = $3`,
		`UPDATE cartons SET state = 'void' WHERE warehouse_id = $1 AND order_id = $2 AND id = $3`,
	} {
		if _, err := tx.ExecContext(ctx, q, a.Warehouse, order, u.Carton.ID); err != nil {
			return err
		}
	}
	return applyMoves(ctx, tx, a, pack.Unpacked(contents, u.Tote))
}

// bindTote makes an empty tote one of a cancelled order's: it stands where it was scanned, as if its last list had left it there.
func bindTote(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, tote picking.LocationID) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO list_totes (warehouse_id, list_id, slot, order_id, tote_id, at_id, state)
		SELECT $1, x.list_id, (SELECT COALESCE(max(slot), 0) + 1 FROM list_totes WHERE warehouse_id = $1 AND list_id = x.list_id), $2, $3,
		       (SELECT location_id FROM station_devices WHERE warehouse_id = $1 AND device = $4), 'dropped'
		  FROM (SELECT max(list_id) AS list_id FROM (
		        SELECT list_id FROM list_totes WHERE warehouse_id = $1 AND order_id = $2
		        UNION SELECT t.list_id FROM order_lines l JOIN shares s ON s.warehouse_id = $1 AND s.line_id = l.id
		          JOIN tasks t ON t.warehouse_id = $1 AND t.id = s.task_id WHERE l.warehouse_id = $1 AND l.order_id = $2) y) x`,
		a.Warehouse, order, tote, a.Device)
	return err
}
