package db

import (
	"context"

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
