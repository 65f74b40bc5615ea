package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// ErrorsBlock says whether a refusal stops further scans on the handhelds of a warehouse until it is acknowledged.
func (s *Store) ErrorsBlock(ctx context.Context, wh picking.WarehouseID) (on bool, err error) {
	err = s.db.GetContext(ctx, &on, `SELECT COALESCE((settings->>'errors_block')::boolean, false) FROM warehouses WHERE id = $1`, wh)
	return on, dbErr(err)
}

// SetErrorsBlock changes it.
func (s *Store) SetErrorsBlock(ctx context.Context, wh picking.WarehouseID, by picking.UserID, on bool) error {
	return s.write(ctx, by, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE warehouses SET settings = settings || jsonb_build_object('errors_block', CAST($2 AS boolean)) WHERE id = $1`, wh, on)
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, text) VALUES ($1, 'settings.changed', $2, $3)`,
			wh, by, fmt.Sprintf("errors block: %t", on))
		return err
	})
}
