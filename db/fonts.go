package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Font is a font file that a house has added.
type Font struct {
	ID      int64     `db:"id"`
	Name    string    `db:"name"`
	Licence string    `db:"licence"` // why it may be used
	Bytes   int       `db:"bytes"`
	By      string    `db:"by"`
	At      time.Time `db:"at"`
}

// Fonts lists a warehouse's fonts in the order in which they are asked for a letter.
func (s *Store) Fonts(ctx context.Context, w picking.WarehouseID) (all []Font, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT f.id, f.name, f.licence, length(f.file) AS bytes, u.name AS by, f.at
		  FROM fonts f JOIN users u ON u.warehouse_id = f.warehouse_id AND u.id = f.user_id
		 WHERE f.warehouse_id = $1 AND f.gone_at IS NULL ORDER BY f.id`, w)
	return all, dbErr(err)
}

// AddFont keeps a font behind those there are. The same file again: Conflict.
func (s *Store) AddFont(ctx context.Context, by picking.User, name, licence string, file []byte) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var id int64
		err := tx.GetContext(ctx, &id, `
			INSERT INTO fonts (warehouse_id, name, licence, file, user_id)
			SELECT $1, $2, $3, $4, $5 WHERE NOT EXISTS (SELECT FROM fonts WHERE warehouse_id = $1 AND gone_at IS NULL AND file = $4) RETURNING id`,
			by.Warehouse, name, licence, file, by.ID)
		if err != nil && picking.KindOf(dbErr(err)) == picking.NotFound {
			return picking.Errorf(picking.Conflict, "This font is there already.")
		}
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "font.added", name)
	})
}

// DropFont takes a font out; what was printed with it stays as it is.
func (s *Store) DropFont(ctx context.Context, by picking.User, id int64) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var name string
		err := tx.GetContext(ctx, &name, `UPDATE fonts SET gone_at = now() WHERE warehouse_id = $1 AND id = $2 AND gone_at IS NULL RETURNING name`,
			by.Warehouse, id)
		if err != nil && picking.KindOf(dbErr(err)) == picking.NotFound {
			return picking.Errorf(picking.NotFound, "There is no such font.")
		}
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "font.dropped", name)
	})
}

// FontState is a word that changes when a font of any warehouse is added or taken out.
func (s *Store) FontState(ctx context.Context) (state string, err error) {
	err = s.db.GetContext(ctx, &state, `SELECT COALESCE(string_agg(CAST(id AS text), ' ' ORDER BY id), '') FROM fonts WHERE gone_at IS NULL`)
	return state, dbErr(err)
}

// FontFiles are the fonts of all warehouses of this database, the first added first: one process prints for all of them.
func (s *Store) FontFiles(ctx context.Context) (files [][]byte, err error) {
	err = s.db.SelectContext(ctx, &files, `SELECT file FROM fonts WHERE gone_at IS NULL ORDER BY id`)
	return files, dbErr(err)
}
