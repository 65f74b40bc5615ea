package db

import (
	"context"
	"strconv"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// write runs f in one READ COMMITTED transaction whose audit rows carry the given person. f may run more than once:
// deadlocks and lock time-outs are tried again.
func (s *Store) write(ctx context.Context, user picking.UserID, f func(*sqlx.Tx) error) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `SELECT set_config('pickpack.user', $1, true)`, strconv.FormatInt(int64(user), 10)); err != nil {
			return err
		}
		return f(tx)
	})
}
