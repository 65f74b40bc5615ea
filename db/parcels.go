package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// ParcelLook is a parcel about which its carrier is to be asked.
type ParcelLook struct {
	Warehouse picking.WarehouseID
	Booking   picking.BookingID
	Carrier   picking.CarrierID
	Key       string
	Label     BookedLabel
	Tries     int // looks that failed, one after the other
	Watch     ship.Watch
}

// LookForParcels takes parcels whose carriers are to be asked, those that wait longest first; they are nobody else's for as
// long as lease.
func (s *Store) LookForParcels(ctx context.Context, most int, lease time.Duration) (all []ParcelLook, err error) {
	var rows []struct {
		Warehouse picking.WarehouseID `db:"warehouse_id"`
		Booking   picking.BookingID   `db:"booking_id"`
		Carrier   picking.CarrierID   `db:"carrier_id"`
		Key       string
		Label     []byte
		Tries     int
		watchRow
	}
	err = dbErr(s.db.SelectContext(ctx, &rows, `
		WITH next AS (SELECT warehouse_id, booking_id FROM parcels WHERE due <= now() ORDER BY due LIMIT $1 FOR UPDATE SKIP LOCKED), taken AS (
		UPDATE parcels p SET due = now() + make_interval(secs => $2) FROM next
		 WHERE p.warehouse_id = next.warehouse_id AND p.booking_id = next.booking_id RETURNING p.*)
		SELECT p.warehouse_id, p.booking_id, p.carrier_id, b.key, b.label, p.tries, p.status, p.at, p.expected, c.left_at
		  FROM taken p JOIN bookings b ON b.warehouse_id = p.warehouse_id AND b.id = p.booking_id
		  JOIN cartons c ON c.warehouse_id = b.warehouse_id AND c.id = b.carton_id`, most, lease.Seconds()))
	if err != nil {
		return nil, fmt.Errorf("take parcels to look for: %w", err)
	}
	for _, r := range rows {
		l := ParcelLook{Warehouse: r.Warehouse, Booking: r.Booking, Carrier: r.Carrier, Key: r.Key, Tries: r.Tries, Watch: r.watch()}
		if err := json.Unmarshal(r.Label, &l.Label); err != nil {
			return nil, fmt.Errorf("read booking %d: %w", r.Booking, err)
		}
		all = append(all, l)
	}
	return all, nil
}

// watchRow is a ship.Watch as it is stored.
type watchRow struct {
	Status   ship.Status
	At       time.Time
	Expected *time.Time
	LeftAt   *time.Time `db:"left_at"`
}

func (r watchRow) watch() ship.Watch {
	return ship.Watch{Status: r.Status, Since: r.At, Expected: orZero(r.Expected), Left: orZero(r.LeftAt)}
}

func orZero(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// ParcelNews is what a carrier told of a parcel. Next says when to ask it again, given what is known then; nil leaves that
// as it is.
type ParcelNews struct {
	News     []ship.News
	At       time.Time // when it was told
	Expected time.Time // zero: not said
	Next     func(ship.Watch) (time.Time, bool)
}

// TellParcel keeps what a carrier told of a parcel. What was told before is kept once, and what is older than what is known
// does not move the parcel back.
func (s *Store) TellParcel(ctx context.Context, w picking.WarehouseID, booking picking.BookingID, t ParcelNews) error {
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		var row struct {
			watchRow
			Due *time.Time
		}
		err := tx.GetContext(ctx, &row, `SELECT p.status, p.at, p.expected, p.due, c.left_at FROM parcels p
			JOIN bookings b ON b.warehouse_id = $1 AND b.id = p.booking_id JOIN cartons c ON c.warehouse_id = $1 AND c.id = b.carton_id
			WHERE p.warehouse_id = $1 AND p.booking_id = $2 FOR UPDATE OF p`, w, booking)
		if err != nil {
			return err
		}
		t.News = ship.Sound(t.News, t.At)
		if err := addNews(ctx, tx, w, booking, t.News); err != nil {
			return err
		}
		newest := ship.Newest(ship.News{Status: row.Status, At: row.At}, t.News)
		known := row.watch()
		known.Status, known.Since = newest.Status, newest.At
		if !t.Expected.IsZero() {
			known.Expected = t.Expected
		}
		if t.Next != nil {
			row.Due = nil
			if at, ok := t.Next(known); ok {
				row.Due = &at
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE parcels SET status = $3, at = $4, expected = $5, due = $6, tries = 0 WHERE warehouse_id = $1 AND booking_id = $2`,
			w, booking, known.Status, known.Since, orNull(known.Expected), row.Due)
		return err
	})
	if err != nil {
		return fmt.Errorf("news of booking %d: %w", booking, err)
	}
	return nil
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// mostNews is how many news are kept of one parcel.
const mostNews = 200

func addNews(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, booking picking.BookingID, news []ship.News) error {
	for _, n := range news[max(0, len(news)-mostNews):] {
		if _, err := tx.ExecContext(ctx, `INSERT INTO parcel_news (warehouse_id, booking_id, at, status, text, place)
			SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM parcel_news WHERE warehouse_id = $1 AND booking_id = $2) < $7
			ON CONFLICT DO NOTHING`, w, booking, n.At, n.Status, written(n.Text), written(n.Place), mostNews); err != nil {
			return err
		}
	}
	return nil
}

// written is a carrier's text as the database takes it: without control characters and broken letters, and not too long.
func written(s string) string {
	return clip(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == unicode.ReplacementChar {
			return ' '
		}
		return r
	}, s))
}

// LookedInVain keeps that a carrier did not answer about a parcel, and when to ask again; zero: never.
func (s *Store) LookedInVain(ctx context.Context, l ParcelLook, next time.Time) error {
	_, err := s.db.ExecContext(ctx, `UPDATE parcels SET tries = tries + 1, due = $3 WHERE warehouse_id = $1 AND booking_id = $2`,
		l.Warehouse, l.Booking, orNull(next))
	return dbErr(err)
}

// ParcelOf is the booking of a carrier's tracking number. There is none: NotFound.
func (s *Store) ParcelOf(ctx context.Context, w picking.WarehouseID, carrier picking.CarrierID, number string) (id picking.BookingID, err error) {
	if written(number) != number { // such a number is on no label
		return 0, picking.Errorf(picking.NotFound, "There is no such parcel.")
	}
	return id, dbErr(s.db.GetContext(ctx, &id, `SELECT booking_id FROM parcels WHERE warehouse_id = $1 AND carrier_id = $2 AND number = $3`, w, carrier, number))
}

// CarrierCalled finds an account and its warehouse by the number in the address that its carrier calls.
func (s *Store) CarrierCalled(ctx context.Context, id picking.CarrierID) (w picking.WarehouseID, a CarrierAccount, err error) {
	var row struct {
		Warehouse picking.WarehouseID `db:"warehouse_id"`
		CarrierAccount
	}
	err = dbErr(s.db.GetContext(ctx, &row, `SELECT warehouse_id, `+carrierColumns+` FROM carriers WHERE id = $1`, id))
	return row.Warehouse, row.CarrierAccount, err
}

// addParcel begins to watch the parcel of a label that was just bought.
func addParcel(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, booking picking.BookingID, l BookedLabel) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO parcels (warehouse_id, booking_id, carrier_id, number, at, due)
		SELECT $1, id, carrier_id, $3, $4, now() + interval '1 hour' FROM bookings WHERE warehouse_id = $1 AND id = $2`, w, booking, l.Number, l.Bought)
	return err
}
