package db

import (
	"context"
	"fmt"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// Ways to choose parcels.
const (
	ParcelsToLookAt = "look"
	ParcelsOnTheWay = "way"
	ParcelsArrived  = "arrived"
	ParcelsAll      = "all"
)

// ParcelRow is a parcel in a list.
type ParcelRow struct {
	Booking picking.BookingID `db:"booking_id"`
	Number  string
	Account string          // its name
	Driver  string          // who drives
	Service string          // the carrier's code
	Order   picking.OrderID `db:"order_id"`
	OrderNo string          `db:"order_no"`
	N       int             // of the carton
	To      string          // the recipient
	watchRow
}

// Watch is what is known of the parcel.
func (r ParcelRow) Watch() ship.Watch { return r.watch() }

const parcelColumns = `SELECT p.booking_id, p.number, r.name AS account, COALESCE(b.label->>'by', '') AS driver, b.service, o.id AS order_id, o.number AS order_no,
		c.n, COALESCE(o.ship_to->>'name', '') AS to, p.status, p.at, p.expected, c.left_at
	FROM parcels p JOIN bookings b ON b.warehouse_id = p.warehouse_id AND b.id = p.booking_id
	JOIN carriers r ON r.warehouse_id = p.warehouse_id AND r.id = p.carrier_id
	JOIN orders o ON o.warehouse_id = p.warehouse_id AND o.id = b.order_id
	JOIN cartons c ON c.warehouse_id = p.warehouse_id AND c.id = b.carton_id
	WHERE p.warehouse_id = $1 AND `

// parcelWays are the conditions of each way to choose. That for those to look at takes in what ship.Watch.Concern has words
// for at $2, and lets the index leave out all others.
var parcelWays = map[string]string{
	ParcelsToLookAt: `p.status NOT IN ('delivered', 'cancelled') AND (p.status IN ('trouble', 'returning', 'missed')
		OR c.left_at IS NOT NULL AND p.status = 'announced' AND c.left_at < $2::timestamptz - interval '1 day'
		OR (p.status <> 'announced' OR c.left_at IS NOT NULL) AND (p.status = 'delayed' OR p.expected < $2)
		OR p.status <> 'announced' AND p.at < $2::timestamptz - interval '5 days')`,
	ParcelsOnTheWay: `p.status NOT IN ('delivered', 'cancelled') AND $2::timestamptz IS NOT NULL`,
	ParcelsArrived:  `p.status = 'delivered' AND $2::timestamptz IS NOT NULL`,
	ParcelsAll:      `$2::timestamptz IS NOT NULL`,
}

// Parcels lists parcels, those with the newest news first. Search is a tracking number, an order's number or a part of the
// recipient's name.
func (s *Store) Parcels(ctx context.Context, w picking.WarehouseID, way, search string, now time.Time, limit, offset int) (all []ParcelRow, err error) {
	where, known := parcelWays[way]
	if !known {
		return nil, picking.Errorf(picking.NotFound, "There is no such list of parcels.")
	}
	args := []any{w, now, limit, offset}
	if search != "" {
		where += ` AND (p.number = $5 OR o.number = $5 OR lower(o.ship_to->>'name') LIKE lower($6))`
		args = append(args, search, holds(search))
	}
	err = s.db.SelectContext(ctx, &all, parcelColumns+where+` ORDER BY p.at DESC, p.booking_id DESC LIMIT $3 OFFSET $4`, args...)
	return all, dbErr(err)
}

var parcelsToLook = `SELECT count(*) FROM parcels p JOIN bookings b ON b.warehouse_id = p.warehouse_id AND b.id = p.booking_id
		JOIN cartons c ON c.warehouse_id = p.warehouse_id AND c.id = b.carton_id WHERE p.warehouse_id = $1 AND ` + parcelWays[ParcelsToLookAt]

// ParcelsToLook counts the parcels that somebody should look at.
func (s *Store) ParcelsToLook(ctx context.Context, w picking.WarehouseID, now time.Time) (n int, err error) {
	err = s.db.GetContext(ctx, &n, parcelsToLook, w, now)
	return n, dbErr(err)
}

// Track is a parcel with all its news, the newest first.
type Track struct {
	ParcelRow
	News []ship.News
}

// Tracks are the parcels of an order, by carton, those whose labels were given back last.
func (s *Store) Tracks(ctx context.Context, w picking.WarehouseID, order picking.OrderID) (all []Track, err error) {
	err = s.snapshot(ctx, func(tx *sqlx.Tx) error {
		all = nil
		var rows []ParcelRow
		if err := tx.SelectContext(ctx, &rows, parcelColumns+`b.order_id = $2 ORDER BY b.state <> 'booked', c.n, p.booking_id`, w, order); err != nil {
			return err
		}
		for _, r := range rows {
			t := Track{ParcelRow: r}
			if err := tx.SelectContext(ctx, &t.News, `SELECT status, at, text, place FROM parcel_news WHERE warehouse_id = $1 AND booking_id = $2
				ORDER BY at DESC, heard_at DESC`, w, r.Booking); err != nil {
				return err
			}
			all = append(all, t)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("parcels of order %d: %w", order, dbErr(err))
	}
	return all, nil
}
