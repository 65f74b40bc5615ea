package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// OrderOfCode finds the order that a code leads to: its number, its tote or wall slot, its carton, SSCC or tracking
// number. None: id 0.
func (s *Store) OrderOfCode(ctx context.Context, w picking.WarehouseID, scan picking.Scan) (id picking.OrderID, number string, is picking.State, err error) {
	err = s.snapshot(ctx, func(tx *sqlx.Tx) error {
		if _, id, err = packOrder(ctx, tx, w, scan); err != nil || id == 0 {
			return err
		}
		var row struct {
			Number string        `db:"number"`
			State  picking.State `db:"state"`
		}
		err := tx.GetContext(ctx, &row, `SELECT number, state FROM orders WHERE warehouse_id = $1 AND id = $2`, w, id)
		number, is = row.Number, row.State
		return err
	})
	return id, number, is, dbErr(err)
}
