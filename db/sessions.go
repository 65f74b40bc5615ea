package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Session is one signed-in person on one device.
type Session struct {
	picking.User
	Preferences
	Timezone string    // of the warehouse, an IANA name
	Data     []byte    // the web's own
	SeenAt   time.Time `db:"seen_at"`
	Expiry   time.Time
}

// FindSession loads a session by the hash of its token, with the person as they are now: one SELECT by primary keys. It
// is NotFound if there is none, if it has expired or if the person is not active any more.
func (s *Store) FindSession(ctx context.Context, token string, now time.Time) (f Session, err error) {
	err = s.hot(ctx, &f, `SELECT * FROM find_session($1, $2)`, token, now)
	return f, err
}

// SaveSession writes a session under the hash of its token. Somebody who is not active gets none: Forbidden.
func (s *Store) SaveSession(ctx context.Context, token string, f Session) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		var id int64 // locked, so that a change of the person and this session see each other
		err := tx.GetContext(ctx, &id, `SELECT id FROM users WHERE warehouse_id = $1 AND id = $2 AND active FOR SHARE`, f.Warehouse, f.ID)
		if errors.Is(err, sql.ErrNoRows) {
			return picking.Errorf(picking.Forbidden, "This person may not sign in any more.")
		}
		if err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `
			INSERT INTO sessions (token, warehouse_id, user_id, data, seen_at, expiry) VALUES ($1, $2, $3, $4, $5, $6)
			ON CONFLICT (token) DO UPDATE SET data = EXCLUDED.data, seen_at = EXCLUDED.seen_at, expiry = EXCLUDED.expiry`,
			token, f.Warehouse, f.ID, f.Data, f.SeenAt, f.Expiry)
		return err
	})
}

// TouchSession notes that a session is in use.
func (s *Store) TouchSession(ctx context.Context, token string, now time.Time) error {
	_, err := s.db.ExecContext(ctx, `UPDATE sessions SET seen_at = $2 WHERE token = $1 AND seen_at < $2`, token, now)
	return dbErr(err)
}

// DropSession ends a session.
func (s *Store) DropSession(ctx context.Context, token string) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM sessions WHERE token = $1`, token)
	return dbErr(err)
}

func dropSessionsOf(ctx context.Context, tx *sqlx.Tx, u picking.User) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM sessions WHERE warehouse_id = $1 AND user_id = $2`, u.Warehouse, u.ID)
	return err
}

// SweepSignIns forgets what is over: sessions not used since idle, and tries to sign in that are a day old.
func (s *Store) SweepSignIns(ctx context.Context, now time.Time, idle time.Duration) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM sessions WHERE seen_at < $1 OR expiry < $2`, now.Add(-idle), now)
	if err != nil {
		return dbErr(err)
	}
	_, err = s.db.ExecContext(ctx, `DELETE FROM signin_throttle WHERE until < $1`, now.Add(-24*time.Hour))
	return dbErr(err)
}
