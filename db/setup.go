package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// NewWarehouse is what the first visit gives.
type NewWarehouse struct{ Code, Name, Timezone string }

// setupValid is how long a set-up token opens the door.
const setupValid = 24 * time.Hour

// NeedsSetup reports whether nobody could administer this database yet.
func (s *Store) NeedsSetup(ctx context.Context) (needs bool, err error) {
	err = s.db.GetContext(ctx, &needs, `SELECT NOT EXISTS (SELECT FROM users WHERE role = 'admin' AND active)`)
	return needs, dbErr(err)
}

// PutSetupToken makes the token with this hash the only one.
func (s *Store) PutSetupToken(ctx context.Context, hash []byte, now time.Time) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `DELETE FROM setup_tokens WHERE used_at IS NULL`); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `INSERT INTO setup_tokens (hash, made_at) VALUES ($1, $2)`, hash, now)
		return err
	})
}

// SetupOpen reports whether the token with this hash may still be used.
func (s *Store) SetupOpen(ctx context.Context, hash []byte, now time.Time) (open bool, err error) {
	err = s.db.GetContext(ctx, &open, `
		SELECT EXISTS (SELECT FROM setup_tokens WHERE hash = $1 AND used_at IS NULL AND made_at > $2)`, hash, now.Add(-setupValid))
	return open, dbErr(err)
}

// Setup uses up the token and makes the warehouse (or takes the one there is under this code) with the ends of its ledger,
// the standard boxes if it has none, and its first admin, all or nothing. A token that is unknown, used or a day old is Forbidden.
func (s *Store) Setup(ctx context.Context, hash []byte, now time.Time, w NewWarehouse, admin Credentials) (made picking.User, err error) {
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		if err := useToken(ctx, tx, hash, now); err != nil {
			return err
		}
		admin.Role = picking.Admin
		if err := tx.GetContext(ctx, &admin.Warehouse, `
			INSERT INTO warehouses (code, name, timezone) VALUES ($1, $2, $3)
			ON CONFLICT (code) DO UPDATE SET name = EXCLUDED.name RETURNING id`, w.Code, w.Name, w.Timezone); err != nil {
			return err
		}
		if err := saveVirtual(ctx, tx, admin.Warehouse); err != nil {
			return err
		}
		if err := firstBoxes(ctx, tx, admin.Warehouse); err != nil {
			return err
		}
		id, err := addUser(ctx, tx, admin)
		made = admin.User
		made.ID, made.Active = id, true
		return err
	})
	return made, err
}

func useToken(ctx context.Context, tx *sqlx.Tx, hash []byte, now time.Time) error {
	var one int
	err := tx.GetContext(ctx, &one, `
		UPDATE setup_tokens SET used_at = $2 WHERE hash = $1 AND used_at IS NULL AND made_at > $3 RETURNING 1`, hash, now, now.Add(-setupValid))
	if errors.Is(err, sql.ErrNoRows) {
		return picking.Errorf(picking.Forbidden, "This set-up link has been used or is too old. Start the server again for a new one.")
	}
	return err
}
