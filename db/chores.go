package db

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Chore is work beside the picking that somebody found on the way and that waits to be done.
type Chore struct {
	ID       int64              `db:"id"`
	Kind     picking.ChoreKind  `db:"kind"`
	Location picking.LocationID `db:"location_id"`
	Place    string             `db:"place"`
	Item     picking.ItemID     `db:"item_id"` // to count; of a barcode: what was looked for
	SKU      string             `db:"sku"`
	Name     string             `db:"name"`
	Lot      picking.LotID      `db:"lot_id"`
	LotCode  string             `db:"lot_code"`
	Code     string             `db:"code"` // the unknown barcode
	List     picking.ListID     `db:"list_id"`
	Text     string             `db:"text"`
	Who      string             `db:"who"`
	At       time.Time          `db:"at"`
}

// mostChores is how many chores are listed.
const mostChores = 300

// Chores lists what is to be done, barcodes first: somebody may be waiting for them.
func (s *Store) Chores(ctx context.Context, wh picking.WarehouseID) ([]Chore, error) {
	var all []Chore
	err := s.db.SelectContext(ctx, &all, `SELECT c.id, c.kind, c.location_id, COALESCE(l.code, '') AS place, c.item_id, COALESCE(i.sku, '') AS sku,
			COALESCE(i.name, '') AS name, c.lot_id, COALESCE(t.code, '') AS lot_code, c.code, c.list_id, c.text, COALESCE(u.name, '') AS who, c.at
		FROM chores c
		LEFT JOIN locations l ON l.warehouse_id = $1 AND l.id = c.location_id
		LEFT JOIN items i ON i.warehouse_id = $1 AND i.id = c.item_id
		LEFT JOIN lots t ON t.warehouse_id = $1 AND t.id = c.lot_id
		LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = c.user_id
		WHERE c.warehouse_id = $1 AND c.state = 'open' ORDER BY c.kind <> 'barcode', c.kind, c.at, c.id LIMIT $2`, wh, mostChores)
	if err != nil {
		return nil, fmt.Errorf("list chores: %w", dbErr(err))
	}
	return all, nil
}

// LinkBarcode says which item an unknown barcode stands for and how many units it means. The picker's next scan finds it.
func (s *Store) LinkBarcode(ctx context.Context, wh picking.WarehouseID, by picking.UserID, chore int64, sku string, qty picking.Qty) (code string, err error) {
	if qty < 1 || qty > maxCount {
		return "", picking.FieldError("qty", "A barcode means between 1 and %d units.", maxCount)
	}
	err = s.chore(ctx, wh, by, chore, "done", func(tx *sqlx.Tx, c Chore) error {
		if c.Kind != picking.BarcodeChore {
			return picking.Errorf(picking.Conflict, "This is not about a barcode.")
		}
		code = c.Code
		var item picking.ItemID
		err := tx.GetContext(ctx, &item, `SELECT id FROM items WHERE warehouse_id = $1 AND upper(sku) = upper($2)`, wh, strings.TrimSpace(sku))
		if picking.KindOf(dbErr(err)) == picking.NotFound {
			return picking.FieldError("sku", "There is no item %q here.", sku)
		}
		if err != nil {
			return err
		}
		var owner picking.ItemID
		err = tx.GetContext(ctx, &owner, `WITH mine AS (INSERT INTO barcodes (warehouse_id, code, item_id, qty) VALUES ($1, $2, $3, $4)
				ON CONFLICT DO NOTHING RETURNING item_id)
			SELECT item_id FROM mine UNION ALL SELECT item_id FROM barcodes WHERE warehouse_id = $1 AND code = $2 LIMIT 1`, wh, c.Code, item, qty)
		if err == nil && owner != item {
			return picking.Errorf(picking.Conflict, "Barcode %s belongs to another item by now.", c.Code)
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'barcode.linked', $2, $3)`,
			wh, by, fmt.Sprintf("%s means %d of %s", c.Code, qty, sku))
		return err
	})
	return code, err
}

// DoneChore closes a chore that was done elsewhere: a label printed, a bin looked at.
func (s *Store) DoneChore(ctx context.Context, wh picking.WarehouseID, by picking.UserID, chore int64) error {
	return s.chore(ctx, wh, by, chore, "done", nil)
}

// DropChore closes a chore that need not be done.
func (s *Store) DropChore(ctx context.Context, wh picking.WarehouseID, by picking.UserID, chore int64) error {
	return s.chore(ctx, wh, by, chore, "dropped", nil)
}

// chore closes a chore in one transaction with what f writes.
func (s *Store) chore(ctx context.Context, wh picking.WarehouseID, by picking.UserID, id int64, state string, f func(*sqlx.Tx, Chore) error) error {
	err := s.write(ctx, by, func(tx *sqlx.Tx) error {
		var c Chore
		err := tx.GetContext(ctx, &c, `UPDATE chores SET state = $3, done_by = $4, done_at = now()
			WHERE warehouse_id = $1 AND id = $2 AND state = 'open' RETURNING id, kind, code`, wh, id, state, by)
		if err != nil || f == nil {
			return err
		}
		return f(tx, c)
	})
	if picking.KindOf(err) == picking.NotFound {
		return picking.Errorf(picking.Conflict, "This has been done already.")
	}
	if err != nil {
		return fmt.Errorf("chore %d: %w", id, err)
	}
	return nil
}

// ItemRules are what pickers may do with an item beyond the plan.
type ItemRules struct {
	OverPick  bool `db:"over_pick"`  // take more than ordered, if confirmed
	TypedQty  bool `db:"typed_qty"`  // type a quantity
	ExpiredOK bool `db:"expired_ok"` // take an expired lot, if confirmed
}

// ItemRules loads the rules of an item.
func (s *Store) ItemRules(ctx context.Context, wh picking.WarehouseID, item picking.ItemID) (r ItemRules, err error) {
	err = s.db.GetContext(ctx, &r, `SELECT over_pick, typed_qty, expired = 'confirm' AS expired_ok FROM items WHERE warehouse_id = $1 AND id = $2`, wh, item)
	return r, dbErr(err)
}

// SetItemRules changes them.
func (s *Store) SetItemRules(ctx context.Context, wh picking.WarehouseID, by picking.UserID, item picking.ItemID, r ItemRules) error {
	return s.write(ctx, by, func(tx *sqlx.Tx) error {
		var sku string
		err := tx.GetContext(ctx, &sku, `UPDATE items SET over_pick = $3, typed_qty = $4, expired = CASE WHEN $5 THEN 'confirm' ELSE 'refuse' END
			WHERE warehouse_id = $1 AND id = $2 RETURNING sku`, wh, item, r.OverPick, r.TypedQty, r.ExpiredOK)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'item.rules', $2, $3)`, wh, by, sku)
		return err
	})
}
