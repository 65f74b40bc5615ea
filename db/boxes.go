package db

import (
	"context"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// Boxes lists the kinds of carton a warehouse has, the smallest first.
func (s *Store) Boxes(ctx context.Context, w picking.WarehouseID) (all []pack.Box, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT code, length_mm AS length, width_mm AS width, height_mm AS height, tare_g AS tare,
			max_weight_g AS maxweight FROM boxes WHERE warehouse_id = $1
		ORDER BY CAST(length_mm AS bigint) * width_mm * height_mm, code`, w)
	return all, dbErr(err)
}

func saveBox(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, b pack.Box) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, tare_g, max_weight_g) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		w, b.Code, b.Length, b.Width, b.Height, b.Tare, b.MaxWeight)
	return err
}

// firstBoxes gives a warehouse without boxes the standard ones.
func firstBoxes(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID) error {
	var some bool
	if err := tx.GetContext(ctx, &some, `SELECT EXISTS (SELECT FROM boxes WHERE warehouse_id = $1)`, w); err != nil || some {
		return err
	}
	for _, b := range pack.Standard() {
		if err := saveBox(ctx, tx, w, b); err != nil {
			return err
		}
	}
	return nil
}
