package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// APIKey is a program's way in. Only the SHA-256 of the key is kept; 256 random bits need no slow hash.
type APIKey struct {
	ID        int64
	Warehouse picking.WarehouseID
	Name      string
	CreatedAt time.Time  `db:"created_at"`
	RevokedAt *time.Time `db:"revoked_at"`
}

// AddAPIKey stores a key by its hash.
func (s *Store) AddAPIKey(ctx context.Context, by picking.User, name string, hash []byte) (id int64, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		if err := tx.GetContext(ctx, &id, `
			INSERT INTO api_keys (warehouse_id, name, hash) VALUES ($1, $2, $3) RETURNING id`, by.Warehouse, name, hash); err != nil {
			return err
		}
		return note(ctx, tx, by, "apikey.added", name)
	})
	return id, err
}

// APIKeys lists the keys of a warehouse, the newest first.
func (s *Store) APIKeys(ctx context.Context, w picking.WarehouseID) (all []APIKey, err error) {
	err = s.db.SelectContext(ctx, &all, `
		SELECT id, warehouse_id AS warehouse, name, created_at, revoked_at FROM api_keys WHERE warehouse_id = $1 ORDER BY id DESC`, w)
	return all, dbErr(err)
}

// RevokeAPIKey ends a key.
func (s *Store) RevokeAPIKey(ctx context.Context, by picking.User, id int64) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var name string
		err := tx.GetContext(ctx, &name, `
			UPDATE api_keys SET revoked_at = now() WHERE warehouse_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING name`, by.Warehouse, id)
		if err != nil {
			return err
		}
		return note(ctx, tx, by, "apikey.revoked", name)
	})
}

// FindAPIKey finds the key with this hash that is not revoked.
func (s *Store) FindAPIKey(ctx context.Context, hash []byte) (k APIKey, err error) {
	err = s.db.GetContext(ctx, &k, `
		SELECT id, warehouse_id AS warehouse, name, created_at, revoked_at FROM api_keys WHERE hash = $1 AND revoked_at IS NULL`, hash)
	return k, dbErr(err)
}
