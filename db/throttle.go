package db

import (
	"context"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"
)

// Tries is how often a sign-in failed under one key and when the next try may be.
type Tries struct {
	Key   string
	Fails int
	Until time.Time
}

// CountTry loads the tries under the keys, lets judge change them and saves them, while nobody else can: a try is
// counted before its PIN is looked at, so a flood of parallel guesses counts in full. If judge refuses, nothing is saved.
func (s *Store) CountTry(ctx context.Context, keys []string, judge func([]Tries) error) error {
	return s.tx(ctx, func(tx *sqlx.Tx) error {
		if _, err := tx.ExecContext(ctx, `
			INSERT INTO signin_throttle (key, fails, until)
			SELECT k, 0, CAST('1970-01-01Z' AS timestamptz) FROM unnest(CAST($1 AS text[])) k ORDER BY k
			ON CONFLICT (key) DO NOTHING`, pq.Array(keys)); err != nil {
			return err
		}
		var rows []Tries
		if err := tx.SelectContext(ctx, &rows, `
			SELECT key, fails, until FROM signin_throttle WHERE key = ANY($1) ORDER BY key FOR UPDATE`, pq.Array(keys)); err != nil {
			return err
		}
		if err := judge(rows); err != nil {
			return err
		}
		for _, r := range rows {
			if _, err := tx.ExecContext(ctx, `UPDATE signin_throttle SET fails = $2, until = $3 WHERE key = $1`, r.Key, r.Fails, r.Until); err != nil {
				return err
			}
		}
		return nil
	})
}

// ForgetTries clears the keys after a success.
func (s *Store) ForgetTries(ctx context.Context, keys []string) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM signin_throttle WHERE key = ANY($1)`, pq.Array(keys))
	return dbErr(err)
}

// DeviceKnown reports whether somebody has signed in on the device before.
func (s *Store) DeviceKnown(ctx context.Context, device string) (known bool, err error) {
	err = s.db.GetContext(ctx, &known, `SELECT EXISTS (SELECT FROM devices WHERE id = $1)`, device)
	return known, dbErr(err)
}

// RememberDevice makes the device a known one.
func (s *Store) RememberDevice(ctx context.Context, device string, now time.Time) error {
	_, err := s.db.ExecContext(ctx, `
		INSERT INTO devices (id, known_at) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET known_at = EXCLUDED.known_at`, device, now)
	return dbErr(err)
}
