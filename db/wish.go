package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
)

// Consignment is what carriers are asked about a parcel, closed or still to come.
type Consignment struct {
	Order  string              `json:"order"`
	Shop   string              `json:"shop"` // the shop's word for the service
	Pickup bool                `json:"pickup"`
	State  picking.State       `json:"state"`
	From   picking.Address     `json:"from"`
	To     picking.Address     `json:"to"`
	Weight picking.Grams       `json:"weight"` // of an order without a carton: what it should weigh
	N      int                 `json:"n"`      // of the carton, 0: the order as a whole
	Box    string              `json:"box"`
	Length picking.Millimetres `json:"length"` // of the box; 0: not known
	Width  picking.Millimetres `json:"width"`
	Height picking.Millimetres `json:"height"`
}

// Consignment loads an order's carton, or, with none, the order as if it went in one. There is none: NotFound.
func (s *Store) Consignment(ctx context.Context, w picking.WarehouseID, order picking.OrderID, carton picking.CartonID) (x Consignment, err error) {
	var doc []byte
	err = dbErr(s.db.GetContext(ctx, &doc, `SELECT json_build_object('order', o.number, 'shop', o.service, 'pickup', o.pickup, 'state', o.state,
		       'from', w.ship_from, 'to', o.ship_to, 'n', COALESCE(c.n, 0), 'box', COALESCE(c.box, ''), 'length', COALESCE(x.length_mm + 2 * x.wall_mm, 0),
		       'width', COALESCE(x.width_mm + 2 * x.wall_mm, 0), 'height', COALESCE(x.height_mm + 2 * x.wall_mm, 0), 'weight', COALESCE(c.weight_g, (
		           SELECT sum(l.qty * i.weight_g) FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
		            WHERE l.warehouse_id = $1 AND l.order_id = o.id), 0))
		  FROM orders o JOIN warehouses w ON w.id = o.warehouse_id
		  LEFT JOIN cartons c ON c.warehouse_id = $1 AND c.order_id = o.id AND c.id = $3 AND c.state <> 'void'
		  LEFT JOIN boxes x ON x.warehouse_id = $1 AND x.code = c.box
		 WHERE o.warehouse_id = $1 AND o.id = $2 AND ($3 = 0 OR c.id IS NOT NULL)`, w, order, carton))
	if err == nil {
		err = json.Unmarshal(doc, &x)
	}
	if err != nil && picking.KindOf(err) == picking.NotFound {
		return x, picking.Errorf(picking.NotFound, "There is no such parcel here.")
	}
	if err != nil {
		return x, fmt.Errorf("parcel of order %d: %w", order, err)
	}
	return x, nil
}

// OrderWay is how an order is to go: whether a carrier sells labels here, and what a person chose against the rules.
type OrderWay struct {
	Carriers bool   `db:"carriers"`
	Carrier  string `db:"carrier"` // the chosen one's name; "": the rules choose
	Service  string `db:"service"`
	Why      string `db:"why"`
}

// OrderWay says how the cartons of an order that are still to be closed go.
func (s *Store) OrderWay(ctx context.Context, w picking.WarehouseID, order picking.OrderID) (x OrderWay, err error) {
	err = s.db.GetContext(ctx, &x, `SELECT EXISTS (SELECT FROM carriers WHERE warehouse_id = $1 AND enabled AND gone_at IS NULL) AS carriers,
		COALESCE(max(c.name), '') AS carrier, COALESCE(max(k.service), '') AS service, COALESCE(max(k.why), '') AS why
		FROM carrier_wishes k JOIN carriers c ON c.warehouse_id = $1 AND c.id = k.carrier_id
		WHERE k.warehouse_id = $1 AND k.order_id = $2 AND k.carton_id = 0`, w, order)
	return x, dbErr(err)
}

// WishOrder has every carton of an order that is closed from now on go by a service, against the rules.
func (s *Store) WishOrder(ctx context.Context, by picking.User, order picking.OrderID, wish BookingWish) error {
	return s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var open bool
		err := tx.GetContext(ctx, &open, `SELECT left_at IS NULL AND NOT pickup AND state <> 'cancelled' FROM orders WHERE warehouse_id = $1 AND id = $2 FOR UPDATE`,
			by.Warehouse, order)
		if err != nil {
			return err
		}
		if !open {
			return picking.Errorf(picking.Conflict, "The order goes with no carrier any more.")
		}
		wish.Number = "" // each carton has its own
		if err := keepWish(ctx, tx, by, order, 0, wish); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, text)
			SELECT $1, 'booking.chosen', $2, $3, concat_ws(', ', name, $5::text, $6::text) FROM carriers WHERE warehouse_id = $1 AND id = $4`,
			by.Warehouse, by.ID, order, int64(wish.Carrier), wish.Service, wish.Why)
		return err
	})
}

func keepWish(ctx context.Context, tx *sqlx.Tx, by picking.User, order picking.OrderID, carton picking.CartonID, wish BookingWish) error {
	_, err := tx.ExecContext(ctx, `
		INSERT INTO carrier_wishes (warehouse_id, order_id, carton_id, carrier_id, service, why, number, user_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
		ON CONFLICT (warehouse_id, order_id, carton_id) DO UPDATE SET carrier_id = EXCLUDED.carrier_id, service = EXCLUDED.service, why = EXCLUDED.why,
			number = EXCLUDED.number, user_id = EXCLUDED.user_id, at = now()`,
		by.Warehouse, order, carton, int64(wish.Carrier), wish.Service, wish.Why, strings.TrimSpace(wish.Number), by.ID)
	return err
}

// WishCarton has a closed carton go by a service, against the rules. A label that is bought goes back first; the new one
// is asked for when the carrier has taken it. Conflict: one is being bought, or the carton has left.
func (s *Store) WishCarton(ctx context.Context, by picking.User, carton picking.CartonID, wish BookingWish) error {
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		if err := lockOrderOf(ctx, tx, by.Warehouse, carton); err != nil {
			return err
		}
		b, err := lockBooking(ctx, tx, by.Warehouse, carton)
		if err != nil {
			return err
		}
		var order picking.OrderID
		err = tx.GetContext(ctx, &order, `SELECT c.order_id FROM cartons c WHERE c.warehouse_id = $1 AND c.id = $2 AND `+sendable, by.Warehouse, carton)
		if err != nil && picking.KindOf(dbErr(err)) == picking.NotFound {
			return picking.Errorf(picking.Conflict, unsendable)
		}
		if err != nil {
			return err
		}
		switch b.State {
		case "", BookingRefused, BookingVoided:
			return askWish(ctx, tx, by, order, carton, wish)
		case BookingAsked:
			if !b.Sure {
				return picking.Errorf(picking.Conflict, "Perhaps the label is bought already. Wait until the carrier has answered.")
			}
			return rewish(ctx, tx, by, b.ID, wish)
		case BookingBooked:
			if err := voidBooking(ctx, tx, by, b.ID, wish.Why); err != nil {
				return err
			}
		case BookingUnder:
			if b.Label == nil {
				return picking.Errorf(picking.Conflict, "The label is being bought right now. Try again in a moment.")
			}
		}
		return keepWish(ctx, tx, by, order, carton, wish)
	})
	if err == nil {
		s.asked.ring()
	}
	return err
}

// lockedBooking is a carton's newest booking; the zero value: it has none.
type lockedBooking struct {
	ID    picking.BookingID
	State string
	Sure  bool // nothing was bought with its key
	Label []byte
}

func lockBooking(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, carton picking.CartonID) (b lockedBooking, err error) {
	err = tx.GetContext(ctx, &b, `SELECT id, state, sure, label FROM bookings WHERE warehouse_id = $1 AND carton_id = $2
		ORDER BY id DESC LIMIT 1 FOR UPDATE`, w, carton)
	if err != nil && picking.KindOf(dbErr(err)) == picking.NotFound {
		return lockedBooking{}, nil
	}
	return b, err
}

func askWish(ctx context.Context, tx *sqlx.Tx, by picking.User, order picking.OrderID, carton picking.CartonID, wish BookingWish) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, why, number, user_id)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, by.Warehouse, order, carton, int64(wish.Carrier), wish.Service, wish.Why, strings.TrimSpace(wish.Number), by.ID)
	return err
}

// rewish changes a booking of which nothing can have been bought.
func rewish(ctx context.Context, tx *sqlx.Tx, by picking.User, id picking.BookingID, wish BookingWish) error {
	_, err := tx.ExecContext(ctx, `UPDATE bookings SET carrier_id = $3, service = $4, why = $5, number = $6, user_id = $7, due = now(), trouble = ''
		WHERE warehouse_id = $1 AND id = $2`, by.Warehouse, id, int64(wish.Carrier), wish.Service, wish.Why, strings.TrimSpace(wish.Number), by.ID)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
			SELECT $1, 'booking.chosen', $2, order_id, carton_id, concat_ws(', ', service, why) FROM bookings WHERE warehouse_id = $1 AND id = $3`,
			by.Warehouse, by.ID, id)
	}
	return err
}

// grantWish asks for the label that somebody has wished for while the one of a booking was given back.
func grantWish(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, given picking.BookingID) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO bookings (warehouse_id, order_id, carton_id, carrier_id, service, why, number, user_id)
		SELECT b.warehouse_id, b.order_id, b.carton_id, w.carrier_id, w.service, w.why, w.number, w.user_id
		  FROM bookings b JOIN carrier_wishes w ON w.warehouse_id = b.warehouse_id AND w.order_id = b.order_id AND w.carton_id = b.carton_id AND w.at > b.asked_at
		  JOIN cartons c ON c.warehouse_id = b.warehouse_id AND c.id = b.carton_id AND c.state = 'labelled'
		 WHERE b.warehouse_id = $1 AND b.id = $2`, w, given)
	return err
}
