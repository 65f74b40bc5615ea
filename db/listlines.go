package db

import (
	"context"

	"pickpack/picking"
)

// PickLine is one line of a list as its picker looks it up.
type PickLine struct {
	ID    picking.TaskID `db:"id"`
	Seq   int            `db:"seq"`
	Bin   string         `db:"bin"`
	Name  string         `db:"name"`
	Qty   picking.Qty    `db:"qty"`
	Done  picking.Qty    `db:"done"`
	Short picking.Qty    `db:"short"`
	Slot  int            `db:"slot"`
	Open  bool           `db:"open"`
}

// PickTote is one slot of a cart: the tote in it ("" while none is) and the order it is for ("" for any).
type PickTote struct {
	Slot      int    `db:"slot"`
	Code      string `db:"code"`
	Number    string `db:"number"`
	Cancelled bool   `db:"cancelled"`
}

// PickLines are all lines of a list in the order they are walked, what is at the cursor first of all.
func (s *Store) PickLines(ctx context.Context, w picking.WarehouseID, l picking.ListID) (all []PickLine, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT t.id, t.seq, b.code AS bin, i.name, t.qty, t.done, t.short, t.slot, t.state = 'open' AS open
		FROM pick_lists p
		JOIN tasks t ON t.warehouse_id = p.warehouse_id AND t.list_id = p.id AND t.state <> 'cancelled'
		JOIN locations b ON b.warehouse_id = t.warehouse_id AND b.id = t.location_id
		JOIN items i ON i.warehouse_id = t.warehouse_id AND i.id = t.item_id
		WHERE p.warehouse_id = $1 AND p.id = $2
		ORDER BY t.id = p.task_id DESC, t.seq, t.id`, w, l)
	return all, dbErr(err)
}

// PickTotes are the slots of a list's cart.
func (s *Store) PickTotes(ctx context.Context, w picking.WarehouseID, l picking.ListID) (all []PickTote, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT t.slot, COALESCE(c.code, '') AS code, COALESCE(o.number, '') AS number, o.cancelled_at IS NOT NULL AS cancelled
		FROM list_totes t
		LEFT JOIN locations c ON c.warehouse_id = t.warehouse_id AND c.id = t.tote_id
		LEFT JOIN orders o ON o.warehouse_id = t.warehouse_id AND o.id = t.order_id
		WHERE t.warehouse_id = $1 AND t.list_id = $2
		ORDER BY t.slot`, w, l)
	return all, dbErr(err)
}
