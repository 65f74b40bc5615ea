package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/ship"
)

// States of a Booking: a carton's label with a carrier.
//
//	asked ──▶ booking ──▶ booked ──▶ voiding ──▶ booking ──▶ voided
//	  ▲          │                                  └──▶ booked     the carrier does not take it back
//	  ├──────────┤   nothing was bought, or nobody knows: it is looked for by its key before it is bought again
//	  │          └──▶ refused                                       a person mends the address or takes another service
//	  └── another booking of the same carton, with a key of its own
//
// Closing a carton and asking for its label is one transaction. Which service it takes is written down before it is bought,
// the label together with its number and bytes after it. Whoever is lost in between leaves a booking whose lease runs
// out; the next one asks the carrier by the key, which is kept from the start, and only then buys. A person may choose
// another service as long as it is sure that nothing was bought; what is bought goes back first (wish.go).
const (
	BookingAsked   = "asked"
	BookingUnder   = "booking"
	BookingRefused = "refused"
	BookingBooked  = "booked"
	BookingVoiding = "voiding"
	BookingVoided  = "voided"
)

// BookedLabel is what was bought.
type BookedLabel struct {
	ID      string     `json:"id"`
	Number  string     `json:"number"`
	By      string     `json:"by"` // who drives
	Service string     `json:"service"`
	Price   ship.Money `json:"price"`
	Bought  time.Time  `json:"bought"`
	Format  string     `json:"format,omitempty"` // of the carrier's own label; "": the label is ours to make
}

// file is the format and paper of the label's document: ZPL for finer heads has the fineness behind the paper.
func (l BookedLabel) file() (format, paper string) {
	if dpi, is := strings.CutPrefix(l.Format, "zpl"); is && dpi != "" {
		return "zpl", "4x6@" + dpi
	}
	return l.Format, "4x6"
}

// BookingClaim is a booking in the hands of one who talks to carriers.
type BookingClaim struct {
	Warehouse picking.WarehouseID `json:"warehouse"`
	ID        picking.BookingID   `json:"id"`
	N         int                 `json:"n"` // the fencing token
	Key       string              `json:"key"`
	Lost      bool                `json:"lost"` // it may be bought already: look for it first
	Sure      bool                `json:"-"`    // nothing was bought with its key: whoever has the claim finds out
	Carrier   picking.CarrierID   `json:"carrier"`
	Service   string              `json:"service"` // "": not chosen yet
	Number    string              `json:"number"`  // typed
	Label     *BookedLabel        `json:"label"`   // it is to be given back
	Order     string              `json:"order"`
	Shop      string              `json:"shop"` // the shop's word for the service
	From      picking.Address     `json:"from"`
	To        picking.Address     `json:"to"`
	Weight    picking.Grams       `json:"weight"`
	Box       string              `json:"box"`
	Length    picking.Millimetres `json:"length"` // of the box outside; 0: not known
	Width     picking.Millimetres `json:"width"`
	Height    picking.Millimetres `json:"height"`
	Gone      bool                `json:"gone"`   // its order was cancelled: it is not to be bought any more
	Format    string              `json:"format"` // in which its station prints it: pdf, or zpl, zpl300, zpl600
}

// ClaimBooking takes the booking that waits longest, in any warehouse, for as long as lease. nil: there is none.
func (s *Store) ClaimBooking(ctx context.Context, lease time.Duration) (*BookingClaim, error) {
	var doc []byte
	err := dbErr(s.db.GetContext(ctx, &doc, `
		WITH next AS (
		    SELECT warehouse_id, id FROM bookings
		     WHERE state IN ('asked', 'voiding') AND due <= now() OR state = 'booking' AND lease < now()
		     ORDER BY due, id LIMIT 1 FOR UPDATE SKIP LOCKED), taken AS (
		UPDATE bookings b SET state = 'booking', sure = false, claim = b.claim + 1, lease = now() + make_interval(secs => $1)
		  FROM next WHERE b.warehouse_id = next.warehouse_id AND b.id = next.id RETURNING b.*)
		SELECT json_build_object('warehouse', b.warehouse_id, 'id', b.id, 'n', b.claim, 'key', b.key, 'lost', b.claim > 1 AND b.service <> '',
		       'carrier', COALESCE(b.carrier_id, 0), 'service', b.service, 'number', b.number, 'label', b.label, 'order', o.number, 'gone', o.cancelled_at IS NOT NULL, 'shop', o.service,
		       'from', w.ship_from, 'to', o.ship_to, 'weight', c.weight_g, 'box', c.box, 'length', COALESCE(x.length_mm + 2 * x.wall_mm, 0),
		       'width', COALESCE(x.width_mm + 2 * x.wall_mm, 0), 'height', COALESCE(x.height_mm + 2 * x.wall_mm, 0),
		       'format', COALESCE((SELECT CASE p.format WHEN 'zpl203' THEN 'zpl' ELSE p.format END FROM station_printers sp
		           JOIN printers p ON p.warehouse_id = sp.warehouse_id AND p.id = sp.printer_id
		           WHERE sp.warehouse_id = b.warehouse_id AND sp.location_id = c.station_id AND sp.use = 'label'), 'pdf'))
		  FROM taken b JOIN warehouses w ON w.id = b.warehouse_id
		  JOIN orders o ON o.warehouse_id = b.warehouse_id AND o.id = b.order_id
		  JOIN cartons c ON c.warehouse_id = b.warehouse_id AND c.id = b.carton_id
		  LEFT JOIN boxes x ON x.warehouse_id = b.warehouse_id AND x.code = c.box`, lease.Seconds()))
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("take a booking: %w", err)
	}
	c := new(BookingClaim)
	return c, json.Unmarshal(doc, c)
}

// ErrFenced ends the work of one whose claim is not the newest any more: another one has the booking.
var ErrFenced error = picking.Errorf(picking.Conflict, "The booking is in other hands.")

// ChooseBooking writes down by which service a carton goes. Only then may it be bought. ErrFenced: the claim is lost.
func (s *Store) ChooseBooking(ctx context.Context, c *BookingClaim, carrier picking.CarrierID, service, why string) error {
	return s.endClaim(ctx, c, `carrier_id = $4, service = $5, why = $6`, carrier, service, why)
}

// PostponeBooking gives a claimed booking back: it is tried again after a while. If it is sure that nothing was bought,
// somebody may choose another service until then.
func (s *Store) PostponeBooking(ctx context.Context, c *BookingClaim, trouble string, wait time.Duration) error {
	return s.endClaim(ctx, c, `state = CASE WHEN label IS NULL THEN 'asked' ELSE 'voiding' END, lease = NULL, trouble = $4,
		due = now() + make_interval(secs => $5), sure = $6`, clip(trouble), wait.Seconds(), c.Sure)
}

// RefuseBooking ends a claimed booking: the carrier will not. One that was to be given back stays booked.
func (s *Store) RefuseBooking(ctx context.Context, c *BookingClaim, trouble string) error {
	return s.endClaim(ctx, c, `state = CASE WHEN label IS NULL THEN 'refused' ELSE 'booked' END, lease = NULL, trouble = $4, ended_at = now()`,
		clip(trouble))
}

func (s *Store) endClaim(ctx context.Context, c *BookingClaim, set string, args ...any) error {
	r, err := s.db.ExecContext(ctx, `UPDATE bookings SET `+set+` WHERE warehouse_id = $1 AND id = $2 AND claim = $3 AND state = 'booking'`,
		append([]any{c.Warehouse, c.ID, c.N}, args...)...)
	if err != nil {
		return fmt.Errorf("booking %d: %w", c.ID, dbErr(err))
	}
	if n, err := r.RowsAffected(); err != nil || n == 0 {
		return ErrFenced
	}
	return nil
}

// Booked keeps a label that was bought: its number goes with the carton, its bytes with the documents, unchanged. Without
// content the label is ours to make. ErrFenced: the claim is lost; whoever has it finds the same label. Another Conflict:
// the number is another carton's.
func (s *Store) Booked(ctx context.Context, c *BookingClaim, l BookedLabel, content []byte) error {
	if len(content) == 0 {
		l.Format = ""
	}
	doc, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return s.keepBooking(ctx, c, `state = 'booked', lease = NULL, trouble = '', ended_at = now(), label = CAST($4 AS jsonb)`, []any{string(doc)},
		func(tx *sqlx.Tx, order picking.OrderID, carton picking.CartonID) error {
			if _, err := tx.ExecContext(ctx, `UPDATE cartons SET tracking = $3, papers = CASE papers WHEN 'asked' THEN 'due' ELSE papers END
				WHERE warehouse_id = $1 AND id = $2`, c.Warehouse, carton, l.Number); err != nil {
				return err
			}
			if err := addParcel(ctx, tx, c.Warehouse, c.ID, l); err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, giveBack, c.Warehouse, c.ID); err != nil || len(content) == 0 {
				return err
			}
			format, paper := l.file()
			_, err := tx.ExecContext(ctx, `INSERT INTO documents (warehouse_id, kind, format, paper, order_id, carton_id, content)
				VALUES ($1, 'label', $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`, c.Warehouse, format, paper, order, carton, content)
			return err
		})
}

// BookingVoided keeps that a label was given back: the carton has no number, and what was printed of it counts no more.
func (s *Store) BookingVoided(ctx context.Context, c *BookingClaim) error {
	return s.keepBooking(ctx, c, `state = 'voided', lease = NULL, trouble = '', ended_at = now()`, nil,
		func(tx *sqlx.Tx, _ picking.OrderID, carton picking.CartonID) error {
			_, err := tx.ExecContext(ctx, `UPDATE cartons SET tracking = NULL WHERE warehouse_id = $1 AND id = $2`, c.Warehouse, carton)
			if err == nil {
				_, err = tx.ExecContext(ctx, `UPDATE documents SET voided_at = now() WHERE warehouse_id = $1 AND carton_id = $2 AND kind = 'label'
					AND voided_at IS NULL`, c.Warehouse, carton)
			}
			if err == nil {
				_, err = tx.ExecContext(ctx, `UPDATE parcels SET status = 'cancelled', at = now(), due = NULL WHERE warehouse_id = $1 AND booking_id = $2`, c.Warehouse, c.ID)
			}
			if err == nil {
				err = grantWish(ctx, tx, c.Warehouse, c.ID)
			}
			return err
		})
}

// keepBooking ends a claim together with what f writes of its carton.
func (s *Store) keepBooking(ctx context.Context, c *BookingClaim, set string, args []any, f func(*sqlx.Tx, picking.OrderID, picking.CartonID) error) error {
	err := s.tx(ctx, func(tx *sqlx.Tx) error {
		var row struct {
			Order  picking.OrderID  `db:"order_id"`
			Carton picking.CartonID `db:"carton_id"`
		}
		err := tx.GetContext(ctx, &row, `UPDATE bookings SET `+set+` WHERE warehouse_id = $1 AND id = $2 AND claim = $3 AND state = 'booking'
			RETURNING order_id, carton_id`, append([]any{c.Warehouse, c.ID, c.N}, args...)...)
		if err != nil && picking.KindOf(dbErr(err)) == picking.NotFound {
			return ErrFenced
		}
		if err != nil {
			return err
		}
		return f(tx, row.Order, row.Carton)
	})
	if err != nil {
		return fmt.Errorf("booking %d: %w", c.ID, err)
	}
	s.due.ring()
	return nil
}
