package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Count is what somebody counted of one lot of one item in one place.
type Count struct {
	Location picking.LocationID
	Item     picking.ItemID
	Lot      picking.LotID
	Qty      picking.Qty
}

// SetCount makes a balance what was counted: the difference moves from or to the adjustment account, and the stock is
// trusted again. It answers the difference. A count below what is reserved is refused: those units have been promised, and
// a picker who does not find them says so. The same count again changes nothing.
func (s *Store) SetCount(ctx context.Context, wh picking.WarehouseID, user picking.UserID, c Count) (diff picking.Qty, err error) {
	if c.Qty < 0 || c.Qty > maxCount {
		return 0, picking.FieldError("qty", "count between 0 and %d units", maxCount)
	}
	err = s.write(ctx, user, func(tx *sqlx.Tx) error {
		st, err := lockCounted(ctx, tx, wh, c)
		if err != nil {
			return err
		}
		if c.Qty < st.Reserved {
			return picking.FieldError("qty", "%d of %s in %s are promised to pick lists. Take a list back first, or let its picker say short.",
				st.Reserved, st.SKU, st.Bin)
		}
		diff = c.Qty - st.OnHand
		return st.adjust(ctx, tx, wh, user, c)
	})
	if err != nil {
		return 0, fmt.Errorf("count item %d in location %d: %w", c.Item, c.Location, err)
	}
	return diff, nil
}

// maxCount is far above what a bin holds and far below what an int4 does.
const maxCount = 1_000_000

type counted struct {
	Bin      string             `db:"bin"`
	SKU      string             `db:"sku"`
	Adjust   picking.LocationID `db:"adjust"`
	OnHand   picking.Qty        `db:"on_hand"`
	Reserved picking.Qty        `db:"reserved"`
	Suspect  bool               `db:"suspect"`
}

// lockCounted locks the balance that was counted and the adjustment account's, if they are there yet, in the order of the
// ledger, and reads their names.
func lockCounted(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, c Count) (st counted, err error) {
	if _, err = tx.ExecContext(ctx, `SELECT 1 FROM balances WHERE warehouse_id = $1 AND item_id = $3 AND lot_id = $4
		AND location_id IN ($2, (SELECT min(id) FROM locations WHERE warehouse_id = $1 AND kind = 'adjust')) ORDER BY location_id FOR UPDATE`,
		wh, c.Location, c.Item, c.Lot); err != nil {
		return st, err
	}
	err = tx.GetContext(ctx, &st, `SELECT p.code AS bin, i.sku, a.id AS adjust, COALESCE(b.on_hand, 0) AS on_hand,
			COALESCE(b.reserved, 0) AS reserved, COALESCE(b.suspect, false) AS suspect
		FROM locations p
		JOIN items i ON i.warehouse_id = $1 AND i.id = $3
		JOIN LATERAL (SELECT id FROM locations WHERE warehouse_id = $1 AND kind = 'adjust' ORDER BY id LIMIT 1) a ON true
		LEFT JOIN balances b ON b.warehouse_id = $1 AND b.location_id = p.id AND b.item_id = i.id AND b.lot_id = $4
		WHERE p.warehouse_id = $1 AND p.id = $2 AND p.kind IN ('pick', 'reserve', 'staging', 'quarantine')
		  AND ($4 = 0 AND i.tracking <> 'lot' OR EXISTS (SELECT 1 FROM lots l WHERE l.warehouse_id = $1 AND l.id = $4 AND l.item_id = i.id))`,
		wh, c.Location, c.Item, c.Lot)
	if picking.KindOf(dbErr(err)) == picking.NotFound {
		err = picking.Errorf(picking.NotFound, "There is no such stock here to be counted.")
	}
	return st, err
}

// adjust books the difference and lifts the doubt.
func (st counted) adjust(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, user picking.UserID, c Count) error {
	diff := c.Qty - st.OnHand
	if diff != 0 {
		move := picking.Move{Item: c.Item, Lot: c.Lot, From: st.Adjust, To: c.Location, Qty: diff, Cause: "count"}
		if diff < 0 {
			move.From, move.To, move.Qty = c.Location, st.Adjust, -diff
		}
		if err := ledger(ctx, tx, wh, user, []picking.Move{move}); err != nil {
			return err
		}
	}
	if _, err := tx.ExecContext(ctx, `UPDATE chores SET state = 'done', done_by = $5, done_at = now() WHERE warehouse_id = $1 AND kind = 'count'
		AND location_id = $2 AND item_id = $3 AND lot_id = $4 AND state = 'open'`, wh, c.Location, c.Item, c.Lot, user); err != nil {
		return err
	}
	if diff == 0 && !st.Suspect {
		return nil
	}
	if _, err := tx.ExecContext(ctx, `UPDATE balances SET suspect = false
		WHERE warehouse_id = $1 AND location_id = $2 AND item_id = $3 AND lot_id = $4`, wh, c.Location, c.Item, c.Lot); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'stock.counted', $2, $3)`,
		wh, user, fmt.Sprintf("%s in %s: %d, was %d", st.SKU, st.Bin, c.Qty, st.OnHand))
	return err
}

// ledger books moves that no scan caused.
func ledger(ctx context.Context, tx *sqlx.Tx, wh picking.WarehouseID, user picking.UserID, moves []picking.Move) error {
	doc, err := json.Marshal(moves)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `SELECT ledger_apply($1, gen_random_uuid(), $2, CAST($3 AS jsonb), '[]')`, wh, user, string(doc))
	return err
}
