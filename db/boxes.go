package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/pack"
	"pickpack/picking/ship"
)

type boxRow struct {
	pack.Box
	Carriers pq.StringArray
	N        int `db:"fill_n"`
	Mean     float64
	Doubt    float64
	Spread   float64
}

// Boxes lists the kinds of carton a warehouse has, the smallest first.
func (s *Store) Boxes(ctx context.Context, w picking.WarehouseID) (all []pack.Box, err error) {
	var rows []boxRow
	err = s.db.SelectContext(ctx, &rows, `SELECT code, length_mm AS length, width_mm AS width, height_mm AS height, tare_g AS tare,
			max_weight_g AS maxweight, wall_mm AS wall, padding, stock, carriers, fill_n, fill_mean AS mean, fill_doubt AS doubt, fill_spread AS spread
		  FROM boxes WHERE warehouse_id = $1
		ORDER BY CAST(length_mm AS bigint) * width_mm * height_mm, code`, w)
	for _, r := range rows {
		r.Box.Carriers, r.Box.Filling = r.Carriers, pack.Learned{N: r.N, Mean: r.Mean, Doubt: r.Doubt, Spread: r.Spread}
		all = append(all, r.Box)
	}
	return all, dbErr(err)
}

// SaveBox adds a kind of box or changes the one of this code. What was learned of it stays.
func (s *Store) SaveBox(ctx context.Context, by picking.User, b pack.Box) error {
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		if err := saveBox(ctx, tx, by.Warehouse, b); err != nil {
			return err
		}
		return note(ctx, tx, by, "box.saved", b.Code+", "+b.Size())
	})
	if err != nil {
		return fmt.Errorf("save box %s: %w", b.Code, err)
	}
	return nil
}

// DropBox takes a kind of box off the list. Cartons that were packed in one keep its name.
func (s *Store) DropBox(ctx context.Context, by picking.User, code string) error {
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		r, err := tx.ExecContext(ctx, `DELETE FROM boxes WHERE warehouse_id = $1 AND code = $2`, by.Warehouse, code)
		if err != nil {
			return err
		}
		if n, err := r.RowsAffected(); err != nil || n == 0 {
			return picking.Errorf(picking.NotFound, "There is no such box.")
		}
		return note(ctx, tx, by, "box.dropped", code)
	})
	if err != nil {
		return fmt.Errorf("drop box %s: %w", code, err)
	}
	return nil
}

func saveBox(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, b pack.Box) error {
	if b.Carriers == nil {
		b.Carriers = []string{}
	}
	_, err := tx.ExecContext(ctx, `
		INSERT INTO boxes (warehouse_id, code, length_mm, width_mm, height_mm, tare_g, max_weight_g, wall_mm, padding, stock, carriers)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (warehouse_id, code) DO UPDATE SET length_mm = excluded.length_mm, width_mm = excluded.width_mm, height_mm = excluded.height_mm,
			tare_g = excluded.tare_g, max_weight_g = excluded.max_weight_g, wall_mm = excluded.wall_mm, padding = excluded.padding,
			stock = excluded.stock, carriers = excluded.carriers`,
		w, b.Code, b.Length, b.Width, b.Height, b.Tare, b.MaxWeight, b.Wall, b.Padding, b.Stock, pq.StringArray(b.Carriers))
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

// readGoods adds what pack_goods says of boxes and weights to a state.
func readGoods(doc []byte, st *pack.State) error {
	var goods struct {
		Carriers []string
		Divisor  int64
		Limits   []ship.Limits
		Boxes    []pack.Box
		Lines    []struct {
			ID      picking.LineID
			Upright bool
			Learned pack.Learned
		}
	}
	if err := json.Unmarshal(doc, &goods); err != nil {
		return fmt.Errorf("read boxes and weights: %w", err)
	}
	st.Order.Carriers, st.Order.Divisor, st.Order.Limits, st.Boxes = goods.Carriers, goods.Divisor, goods.Limits, goods.Boxes
	for _, g := range goods.Lines {
		for i := range st.Lines {
			if l := &st.Lines[i]; l.ID == g.ID {
				l.Upright, l.Learned = g.Upright, g.Learned
			}
		}
	}
	return nil
}
