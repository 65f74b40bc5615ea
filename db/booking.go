package db

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Booking is a carton's label with a carrier, as people see it.
type Booking struct {
	ID      picking.BookingID
	Order   picking.OrderID   `db:"order_id"`
	Carton  picking.CartonID  `db:"carton_id"`
	Carrier picking.CarrierID `db:"carrier"` // 0: not chosen yet
	Name    string            // of the carrier
	Service string
	Why     string
	State   string
	Trouble string
	Tries   int
	Label   *BookedLabel `db:"-"`
	AskedAt time.Time    `db:"asked_at"`
	EndedAt *time.Time   `db:"ended_at"`
	Doc     []byte       `db:"label"`
}

const bookingColumns = `b.id, b.order_id, b.carton_id, COALESCE(b.carrier_id, 0) AS carrier, COALESCE(c.name, '') AS name, b.service, b.why,
	b.state, b.trouble, b.claim AS tries, b.label, b.asked_at, b.ended_at`

const bookingTables = `bookings b LEFT JOIN carriers c ON c.warehouse_id = b.warehouse_id AND c.id = b.carrier_id`

// Bookings lists the bookings of an order's cartons, the newest first.
func (s *Store) Bookings(ctx context.Context, w picking.WarehouseID, order picking.OrderID) (all []Booking, err error) {
	if err := s.db.SelectContext(ctx, &all, `SELECT `+bookingColumns+` FROM `+bookingTables+`
		WHERE b.warehouse_id = $1 AND b.order_id = $2 ORDER BY b.id DESC`, w, order); err != nil {
		return nil, dbErr(err)
	}
	for i := range all {
		if len(all[i].Doc) == 0 {
			continue
		}
		all[i].Label = new(BookedLabel)
		if err := json.Unmarshal(all[i].Doc, all[i].Label); err != nil {
			return nil, fmt.Errorf("read booking %d: %w", all[i].ID, err)
		}
	}
	return all, nil
}

// BookingWish is what a person asks of a carton's label; the zero value leaves it to the rules.
type BookingWish struct {
	Carrier picking.CarrierID
	Service string
	Why     string
	Number  string // typed, for carriers whose numbers come from elsewhere
}

// sendable is true of a carton c that a carrier may be asked about; unsendable says why one is not.
const (
	sendable = `c.state = 'labelled' AND NOT EXISTS (SELECT FROM orders o WHERE o.warehouse_id = c.warehouse_id AND o.id = c.order_id AND (o.pickup OR o.cancelled_at IS NOT NULL))`

	unsendable = "The carton is not closed, has left, or waits for its customer, or its order was cancelled."
)

// AskBooking asks for the label of a closed carton that has none. Conflict: it has one, has left, or its customer
// collects it.
func (s *Store) AskBooking(ctx context.Context, by picking.User, carton picking.CartonID, wish BookingWish) (id picking.BookingID, err error) {
	err = s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		if err := lockOrderOf(ctx, tx, by.Warehouse, carton); err != nil {
			return err
		}
		err := tx.GetContext(ctx, &id, `
			INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, why, number, user_id)
			SELECT $1, c.order_id, c.id, NULLIF($3, 0), $4, $5, $6, $7 FROM cartons c
			 WHERE c.warehouse_id = $1 AND c.id = $2 AND `+sendable+` RETURNING id`,
			by.Warehouse, carton, int64(wish.Carrier), wish.Service, wish.Why, strings.TrimSpace(wish.Number), by.ID)
		switch k := picking.KindOf(dbErr(err)); {
		case err == nil:
			return nil
		case k == picking.NotFound:
			return picking.Errorf(picking.Conflict, unsendable)
		case k == picking.Conflict:
			return &picking.Error{Kind: picking.Conflict, Message: "The carton has a label already, or one is being bought.", Cause: err}
		}
		return err
	})
	s.asked.ring()
	return id, err
}

// askLabel asks for the label of a carton that is being closed, if any carrier is enabled. asked is false if none is, or
// the customer collects it: then the house's own number goes on it.
func askLabel(ctx context.Context, tx *sqlx.Tx, a Act, carton picking.CartonID) (asked bool, err error) {
	r, err := tx.ExecContext(ctx, `INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, why, user_id)
		SELECT $1, c.order_id, c.id, w.carrier_id, COALESCE(w.service, ''), COALESCE(w.why, ''), $3
		  FROM cartons c JOIN orders o ON o.warehouse_id = $1 AND o.id = c.order_id
		  LEFT JOIN carrier_wishes w ON w.warehouse_id = $1 AND w.order_id = o.id AND w.carton_id = 0
		 WHERE c.warehouse_id = $1 AND c.id = $2 AND NOT o.pickup
		   AND EXISTS (SELECT FROM carriers WHERE warehouse_id = $1 AND enabled)`, a.Warehouse, carton, a.User)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// unlabelled is true of a carton c whose label was asked of a carrier and is not bought.
const unlabelled = `(EXISTS (SELECT FROM bookings b WHERE b.warehouse_id = c.warehouse_id AND b.carton_id = c.id)
	AND NOT EXISTS (SELECT FROM bookings b WHERE b.warehouse_id = c.warehouse_id AND b.carton_id = c.id AND b.state = 'booked'))`

// VoidBooking has a label given back to its carrier, for a reason. Conflict: it is not bought, or its carton has left.
func (s *Store) VoidBooking(ctx context.Context, by picking.User, id picking.BookingID, reason string) error {
	defer s.asked.ring()
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return picking.FieldError("reason", "Say why the label is given back.")
	case len([]rune(reason)) > 200:
		return picking.FieldError("reason", "The reason is longer than 200 characters.")
	}
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var carton picking.CartonID
		err := tx.GetContext(ctx, &carton, `SELECT COALESCE(max(carton_id), 0) FROM bookings WHERE warehouse_id = $1 AND id = $2`, by.Warehouse, id)
		if err == nil {
			err = lockOrderOf(ctx, tx, by.Warehouse, carton)
		}
		if err != nil {
			return err
		}
		return voidBooking(ctx, tx, by, id, reason)
	})
}

// lockOrderOf has everybody wait who opens a carton again or hands it over: what is done to its label is decided on a carton
// that stays as it is. The courier, who locks bookings first, is not kept waiting.
func lockOrderOf(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, carton picking.CartonID) error {
	_, err := tx.ExecContext(ctx, `SELECT 1 FROM orders WHERE warehouse_id = $1
		AND id = (SELECT order_id FROM cartons WHERE warehouse_id = $1 AND id = $2) FOR NO KEY UPDATE`, w, carton)
	return err
}

// voidBooking has a label given back, of a carton whose order is locked; what was wished for in its place before is forgotten.
func voidBooking(ctx context.Context, tx *sqlx.Tx, by picking.User, id picking.BookingID, reason string) error {
	var row struct {
		Order  picking.OrderID  `db:"order_id"`
		Carton picking.CartonID `db:"carton_id"`
	}
	err := tx.GetContext(ctx, &row, `
		UPDATE bookings b SET state = 'voiding', ended_at = NULL, due = now(), trouble = ''
		  FROM cartons c WHERE b.warehouse_id = $1 AND b.id = $2 AND b.state = 'booked' AND b.manifest_id IS NULL AND c.warehouse_id = $1
		   AND c.id = b.carton_id AND c.state = 'labelled' RETURNING b.order_id, b.carton_id`, by.Warehouse, id)
	if err != nil && picking.KindOf(dbErr(err)) == picking.NotFound {
		return picking.Errorf(picking.Conflict, "There is no such label to give back: it is not bought, is on a manifest, or its carton has left.")
	}
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `DELETE FROM carrier_wishes WHERE warehouse_id = $1 AND order_id = $2 AND carton_id = $3`, by.Warehouse, row.Order, row.Carton); err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
		VALUES ($1, 'booking.reason', $2, $3, $4, $5)`, by.Warehouse, by.ID, row.Order, row.Carton, reason)
	return err
}

// CarrierNumber is a line of a manual carrier's book.
type CarrierNumber struct {
	Key, Service, Number string
	At                   time.Time
	Voided               bool
}

// Ends of EnterNumber that leave the book as it was.
var (
	ErrNumberTaken = errors.New("the number belongs to another parcel")
	ErrNumbersOut  = errors.New("the numbers are used up")
)

// EnterNumber gives a key its number in a manual carrier's book, once and for good: what stands there is answered. Without
// a number the next of the range is drawn: at says the n-th of it, counted from 0, false beyond its end.
func (s *Store) EnterNumber(ctx context.Context, w picking.WarehouseID, carrier picking.CarrierID, e CarrierNumber, at func(n int64) (string, bool)) (kept CarrierNumber, err error) {
	err = s.tx(ctx, func(tx *sqlx.Tx) error {
		var drawn int64
		if err := tx.GetContext(ctx, &drawn, `SELECT drawn FROM carriers WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`, w, carrier); err != nil {
			return err
		}
		err := tx.GetContext(ctx, &kept, numberQuery, w, carrier, e.Key)
		if err == nil || picking.KindOf(dbErr(err)) != picking.NotFound {
			return err
		}
		kept = e
		typed := e.Number != ""
		for {
			if !typed {
				number, ok := at(drawn)
				if !ok {
					return ErrNumbersOut
				}
				kept.Number = number
				drawn++
			}
			done, err := addNumber(ctx, tx, w, carrier, kept)
			if err != nil {
				return err
			}
			if done {
				break
			}
			if typed {
				return ErrNumberTaken
			}
		}
		_, err = tx.ExecContext(ctx, `UPDATE carriers SET drawn = $3 WHERE warehouse_id = $1 AND id = $2`, w, carrier, drawn)
		return err
	})
	return kept, err
}

const numberQuery = `SELECT key, service, number, at, voided FROM carrier_numbers WHERE warehouse_id = $1 AND carrier_id = $2 AND key = $3`

// addNumber writes a line of the book; false: the number is another's.
func addNumber(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, carrier picking.CarrierID, e CarrierNumber) (bool, error) {
	r, err := tx.ExecContext(ctx, `INSERT INTO carrier_numbers (warehouse_id, carrier_id, key, service, number, at) VALUES ($1, $2, $3, $4, $5, $6)
		ON CONFLICT (warehouse_id, carrier_id, number) DO NOTHING`, w, carrier, e.Key, e.Service, e.Number, e.At)
	if err != nil {
		return false, err
	}
	n, err := r.RowsAffected()
	return n > 0, err
}

// LookNumber is the line of a key. There is none: NotFound.
func (s *Store) LookNumber(ctx context.Context, w picking.WarehouseID, carrier picking.CarrierID, key string) (e CarrierNumber, err error) {
	return e, dbErr(s.db.GetContext(ctx, &e, numberQuery, w, carrier, key))
}

// VoidNumber marks the line of a key. There is none: NotFound.
func (s *Store) VoidNumber(ctx context.Context, w picking.WarehouseID, carrier picking.CarrierID, key string) error {
	var n int
	return dbErr(s.db.GetContext(ctx, &n, `UPDATE carrier_numbers SET voided = true WHERE warehouse_id = $1 AND carrier_id = $2 AND key = $3 RETURNING 1`,
		w, carrier, key))
}
