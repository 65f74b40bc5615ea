package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Photo is a picture of an open carton.
type Photo struct {
	ID     int64     `db:"id"`
	Carton int       `db:"carton"` // its n
	Who    string    `db:"who"`
	At     time.Time `db:"at"`
}

// mostPhotos is how many photos an order may have.
const mostPhotos = 20

// AddPhoto keeps a photo of carton n of an order that has not left, once for an act. Conflict: there is no such carton, or
// the order has its photos.
func (s *Store) AddPhoto(ctx context.Context, a Act, order picking.OrderID, n int, jpeg []byte) error {
	return s.write(ctx, a.User, func(tx *sqlx.Tx) error {
		var ids []int64
		err := tx.SelectContext(ctx, &ids, `INSERT INTO carton_photos (warehouse_id, scan_id, order_id, carton_id, jpeg, user_id)
			SELECT $1, CAST($2 AS uuid), c.order_id, c.id, $5, $6 FROM cartons c
			 WHERE c.warehouse_id = $1 AND c.order_id = $3 AND c.n = $4 AND c.state IN ('open', 'labelled')
			   AND (SELECT count(*) FROM carton_photos p WHERE p.warehouse_id = $1 AND p.order_id = $3) < $7
			ON CONFLICT (warehouse_id, scan_id) DO NOTHING RETURNING carton_id`, a.Warehouse, a.ID, order, n, jpeg, a.User, mostPhotos)
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			var kept bool
			err := tx.GetContext(ctx, &kept, `SELECT EXISTS (SELECT FROM carton_photos WHERE warehouse_id = $1 AND scan_id = CAST($2 AS uuid) AND order_id = $3)`,
				a.Warehouse, a.ID, order)
			if err != nil || kept {
				return err
			}
			return picking.Errorf(picking.Conflict, "There is no such carton here, or the order has %d photos already.", mostPhotos)
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text) VALUES ($1, 'carton.photo', $2, $3, $4, $5)`,
			a.Warehouse, a.User, order, ids[0], fmt.Sprintf("carton %d", n))
		return err
	})
}

// Photo is the JPEG of a photo of an order.
func (s *Store) Photo(ctx context.Context, w picking.WarehouseID, order picking.OrderID, id int64) (jpeg []byte, err error) {
	err = s.db.GetContext(ctx, &jpeg, `SELECT jpeg FROM carton_photos WHERE warehouse_id = $1 AND order_id = $2 AND id = $3`, w, order, id)
	return jpeg, dbErr(err)
}
