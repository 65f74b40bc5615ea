package db

import (
	"context"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Template is a version of a label's form. Version 0 and the empty body are the built-in one.
type Template struct {
	Version int       `db:"version"`
	Body    string    `db:"body"`
	By      string    `db:"by"`
	At      time.Time `db:"at"`
}

const templateColumns = `t.version, t.body, t.at, u.name AS by FROM templates t JOIN users u ON u.warehouse_id = t.warehouse_id AND u.id = t.user_id`

// Template answers the version of a label's form that holds: the zero Template if there never was another than the
// built-in one.
func (s *Store) Template(ctx context.Context, w picking.WarehouseID, kind string) (t Template, err error) {
	all, err := s.Templates(ctx, w, kind, 1)
	if len(all) > 0 {
		t = all[0]
	}
	return t, err
}

// Templates lists the last versions of a label's form, the newest first.
func (s *Store) Templates(ctx context.Context, w picking.WarehouseID, kind string, limit int) (all []Template, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT `+templateColumns+` WHERE t.warehouse_id = $1 AND t.kind = $2 ORDER BY t.version DESC LIMIT $3`,
		w, kind, limit)
	return all, dbErr(err)
}

// TemplateVersion answers one version.
func (s *Store) TemplateVersion(ctx context.Context, w picking.WarehouseID, kind string, version int) (t Template, err error) {
	err = s.db.GetContext(ctx, &t, `SELECT `+templateColumns+` WHERE t.warehouse_id = $1 AND t.kind = $2 AND t.version = $3`, w, kind, version)
	return t, dbErr(err)
}

// SaveTemplate makes a body the version that holds, if base is still the last one. The body is not judged here.
func (s *Store) SaveTemplate(ctx context.Context, by picking.User, kind string, base int, body string) error {
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var last int
		err := tx.GetContext(ctx, &last, `SELECT COALESCE(max(version), 0) FROM templates WHERE warehouse_id = $1 AND kind = $2`, by.Warehouse, kind)
		if err != nil {
			return err
		}
		if last != base {
			return picking.Errorf(picking.Conflict, "Somebody else saved version %d in the meantime. Look at it before you save yours.", last)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO templates (warehouse_id, kind, version, body, user_id) VALUES ($1, $2, $3, $4, $5)`,
			by.Warehouse, kind, base+1, body, by.ID)
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "template.saved", kind)
	})
	return dbErr(err)
}

// Logo answers the house's logo as PNG, nothing if there is none.
func (s *Store) Logo(ctx context.Context, w picking.WarehouseID) (png []byte, err error) {
	err = dbErr(s.db.GetContext(ctx, &png, `SELECT png FROM logos WHERE warehouse_id = $1 ORDER BY version DESC LIMIT 1`, w))
	if own := new(picking.Error); errors.As(err, &own) && own.Kind == picking.NotFound {
		return nil, nil
	}
	return png, err
}

// SaveLogo puts another logo in place of the one there is; no bytes: none.
func (s *Store) SaveLogo(ctx context.Context, by picking.User, png []byte) error {
	if png == nil {
		png = []byte{}
	}
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		_, err := tx.ExecContext(ctx, `INSERT INTO logos (warehouse_id, version, png, user_id)
			SELECT $1, COALESCE(max(version), 0) + 1, $2, $3 FROM logos WHERE warehouse_id = $1`, by.Warehouse, png, by.ID)
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "logo.saved", "")
	})
	return dbErr(err)
}
