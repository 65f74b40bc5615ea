package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// keepLessons writes what a closed carton has taught, and takes its box from the count of boxes. Rows are changed in the
// order of the items; two cartons that teach the same item at once may forget one of the lessons, which does no harm.
func keepLessons(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, c pack.Carton, lessons []pack.Lesson) error {
	for _, l := range lessons {
		k := l.Now
		var err error
		if l.Item == 0 {
			_, err = tx.ExecContext(ctx, `UPDATE boxes SET fill_n = $3, fill_mean = $4, fill_doubt = $5, fill_spread = $6
				WHERE warehouse_id = $1 AND code = $2`, w, l.Box, k.N, k.Mean, k.Doubt, k.Spread)
		} else {
			_, err = tx.ExecContext(ctx, `WITH known AS (
				INSERT INTO item_weights (warehouse_id, item_id, n, mean, doubt, spread) VALUES ($1, $2, $3, $4, $5, $6)
				ON CONFLICT (warehouse_id, item_id) DO UPDATE SET n = excluded.n, mean = excluded.mean, doubt = excluded.doubt,
				       spread = excluded.spread, at = now())
				INSERT INTO weight_samples (warehouse_id, carton_id, item_id, qty, off_g, before_g, after_g) VALUES ($1, $7, $2, $8, $9, $10, $4)
				ON CONFLICT DO NOTHING`, w, l.Item, k.N, k.Mean, k.Doubt, k.Spread, c.ID, l.Qty, l.Off, l.Before.Mean)
		}
		if err != nil {
			return err
		}
	}
	_, err := tx.ExecContext(ctx, `UPDATE boxes SET stock = stock - 1 WHERE warehouse_id = $1 AND code = $2 AND stock > 0`, w, c.Box)
	return err
}

// ItemWeight is an item whose learned weight differs from the one that was typed. Doubt is a standard deviation.
type ItemWeight struct {
	Item  picking.ItemID
	SKU   string
	Name  string
	Typed picking.Grams
	N     int
	Mean  float64
	Doubt float64
}

// OddWeights lists the items whose weight was learned from at least 3 cartons and is more than 2 % and twice its doubt off
// the typed one, the most wrong first.
func (s *Store) OddWeights(ctx context.Context, w picking.WarehouseID, limit int) (all []ItemWeight, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT i.id AS item, i.sku, i.name, i.weight_g AS typed, k.n, k.mean, k.doubt
		  FROM item_weights k JOIN items i ON i.warehouse_id = $1 AND i.id = k.item_id
		 WHERE k.warehouse_id = $1 AND k.n >= 3 AND abs(k.mean - i.weight_g) > GREATEST(0.02 * k.mean, 2 * k.doubt, 1)
		 ORDER BY abs(k.mean - i.weight_g) / k.mean DESC, i.sku LIMIT $2`, w, limit)
	return all, dbErr(err)
}

// TakeWeight makes what was learned the weight of an item in the master data.
func (s *Store) TakeWeight(ctx context.Context, by picking.User, item picking.ItemID) (sku string, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var row struct {
			SKU      string
			Was, Now picking.Grams
		}
		err := tx.GetContext(ctx, &row, `
			WITH was AS (SELECT id, weight_g FROM items WHERE warehouse_id = $1 AND id = $2 FOR UPDATE)
			UPDATE items i SET weight_g = GREATEST(1, round(k.mean)) FROM item_weights k, was
			 WHERE i.warehouse_id = $1 AND i.id = was.id AND k.warehouse_id = $1 AND k.item_id = i.id
			RETURNING i.sku, was.weight_g AS was, i.weight_g AS now`, by.Warehouse, item)
		if picking.KindOf(dbErr(err)) == picking.NotFound && err != nil {
			return picking.Errorf(picking.NotFound, "Nothing was learned of such an item.")
		}
		if err != nil {
			return err
		}
		sku = row.SKU
		return note(ctx, tx, by, "item.weight", fmt.Sprintf("%s: %d g, was %d g", row.SKU, row.Now, row.Was))
	})
	return sku, err
}
