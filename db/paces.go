package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
)

// Pace is what one device told of its scans within an hour. The zero Name is of a person who is not known.
type Pace struct {
	Warehouse picking.WarehouseID `db:"warehouse_id"`
	Hour      time.Time           `db:"hour"`
	Device    string              `db:"device"`
	User      picking.UserID      `db:"user_id"` // who had it last
	Name      string              `db:"name"`
	SeenAt    time.Time           `db:"seen_at"`
	Waiting   int                 `db:"waiting"` // scans that waited on it at worst
	Times     pq.Int64Array       `db:"times"`   // scans by how long they took
}

// AddPaces adds what devices told to what is there.
func (s *Store) AddPaces(ctx context.Context, all []Pace) error {
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		for _, p := range all {
			_, err := tx.ExecContext(ctx, `INSERT INTO paces AS p (warehouse_id, hour, device, user_id, seen_at, waiting, times)
				VALUES ($1, $2, $3, $4, $5, $6, $7)
				ON CONFLICT (warehouse_id, hour, device) DO UPDATE SET user_id = EXCLUDED.user_id, seen_at = GREATEST(p.seen_at, EXCLUDED.seen_at),
					waiting = GREATEST(p.waiting, EXCLUDED.waiting),
					times = ARRAY(SELECT COALESCE(a, 0) + COALESCE(b, 0) FROM unnest(p.times, EXCLUDED.times) AS x(a, b))`,
				p.Warehouse, p.Hour, p.Device, p.User, p.SeenAt, p.Waiting, p.Times)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("keep the pace of %d devices: %w", len(all), err)
	}
	return nil
}

// Paces lists what devices told since a moment, by device and hour.
func (s *Store) Paces(ctx context.Context, wh picking.WarehouseID, since time.Time) ([]Pace, error) {
	var all []Pace
	err := s.db.SelectContext(ctx, &all, `SELECT p.warehouse_id, p.hour, p.device, p.user_id, COALESCE(u.name, '') AS name, p.seen_at, p.waiting, p.times
		FROM paces p LEFT JOIN users u ON u.warehouse_id = p.warehouse_id AND u.id = p.user_id
		WHERE p.warehouse_id = $1 AND p.hour >= $2 ORDER BY p.device, p.hour`, wh, since)
	return all, dbErr(err)
}

// DropPaces forgets what is older.
func (s *Store) DropPaces(ctx context.Context, before time.Time) error {
	_, err := s.db.ExecContext(ctx, `DELETE FROM paces WHERE hour < $1`, before)
	return dbErr(err)
}
