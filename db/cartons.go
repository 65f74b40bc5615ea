package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// CloseCarton closes the carton of an order that scans go into: it gets its SSCC and tracking number, and from then on a label can be
// made of it; where a carrier is enabled, the label is asked of it (bookings.go), and the number comes with it.
// If goods remain (More) the order goes on in another open carton or a new one; else the order is packed and its totes are free. A weight
// that looks wrong is refused with Confirm until a reason is given.
func (s *Store) CloseCarton(ctx context.Context, a Act, order picking.OrderID, r pack.CloseRequest) (answer PackAnswer, err error) {
	asked, err := json.Marshal(r)
	if err != nil {
		return PackAnswer{}, err
	}
	raw := onOrder(order, "close:"+string(asked))
	if r.ByItself {
		raw = onOrder(order, "close:by itself") // the scale may show something else when its scan is sent again
	}
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		st, err := lockedState(ctx, tx, a, order)
		if err != nil {
			return step{}, err
		}
		c := pack.Close(st, r)
		w := newStep(a, raw, c.Message)
		w.Order, w.Version, w.Accepted = order, st.Order.Version, c.Message.Verdict.Accepted()
		if w.Accepted {
			w.Step = pack.Last{Kind: "close", Carton: c.Carton.ID}
			if st, err = closeCarton(ctx, tx, a, st, c); err != nil {
				return step{}, err
			}
		}
		w.Answer = PackAnswer{Message: c.Message, Prompt: pack.PromptFor(st), Confirm: c.Confirm}
		return w, nil
	})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("close carton of order %d: %w", order, err)
	}
	s.asked.ring()
	return answer, nil
}

// closeCarton writes what was decided of the open carton of a locked order, and answers the state after it.
func closeCarton(ctx context.Context, tx *sqlx.Tx, a Act, st pack.State, c pack.Closing) (pack.State, error) {
	order := st.Order.ID
	if err := labelCarton(ctx, tx, a, c.Carton); err != nil {
		return st, err
	}
	_, err := tx.ExecContext(ctx, `UPDATE cartons SET state = 'void' WHERE warehouse_id = $1 AND id = ANY ($2)`, a.Warehouse, pq.Array(c.Empty))
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE orders SET version = version + 1, open_cartons = open_cartons - 1 - $4, carton_id = NULLIF($5, 0),
			packed_at = CASE WHEN $3 THEN packed_at ELSE now() END, packer_id = CASE WHEN $3 THEN packer_id END
			WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, order, c.More, len(c.Empty), int64(c.Next))
	}
	if err == nil && c.Event != "" {
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
			VALUES ($1, 'carton.overruled', $2, $3, $4, $5)`, a.Warehouse, a.User, order, c.Carton.ID, c.Event)
	}
	if err == nil {
		err = keepLessons(ctx, tx, a.Warehouse, c.Carton, c.Lessons)
	}
	if err == nil && c.More && c.Next == 0 {
		_, err = openCarton(ctx, tx, a, st, c.NextBox)
	}
	if err == nil && !c.More {
		err = freeTotes(ctx, tx, a.Warehouse, order)
	}
	if err != nil {
		return st, err
	}
	st, _, err = packState(ctx, tx.GetContext, a, order, picking.Scan{})
	return st, err
}

// freeTotes gives the empty totes of a packed order back; its slot of the put wall is given back by a trigger.
func freeTotes(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, order picking.OrderID) error {
	_, err := tx.ExecContext(ctx, `UPDATE list_totes t SET state = 'done'
		WHERE t.warehouse_id = $1 AND t.order_id = $2 AND t.state = 'dropped' AND NOT EXISTS (
			SELECT 1 FROM balances b WHERE b.warehouse_id = $1 AND b.location_id = t.tote_id AND b.on_hand > 0)`, w, order)
	return err
}

// labelCarton draws the carton's numbers. A number that is drawn and not used leaves a gap, which is harmless.
func labelCarton(ctx context.Context, tx *sqlx.Tx, a Act, c pack.Carton) error {
	var draw struct {
		Prefix   string `db:"gs1_prefix"`
		SSCC     int64  `db:"sscc"`
		Tracking int64  `db:"tracking"`
	}
	err := tx.GetContext(ctx, &draw, `SELECT gs1_prefix, nextval('sscc_serial') AS sscc, nextval('tracking_serial') AS tracking
		FROM warehouses WHERE id = $1`, a.Warehouse)
	if err != nil {
		return err
	}
	sscc, err := pack.SSCC(draw.Prefix, draw.SSCC)
	if err != nil {
		return err
	}
	tracking, err := pack.Tracking(draw.Tracking)
	if err != nil {
		return err
	}
	asked, err := askLabel(ctx, tx, a, c.ID)
	if err != nil {
		return err
	}
	if asked {
		tracking = "" // the carrier gives one
	}
	_, err = tx.ExecContext(ctx, `UPDATE cartons SET state = 'labelled', box = $3, weight_g = $4, sscc = $5, tracking = NULLIF($6, ''),
		packer_id = $7, apply = $8, closed_at = now() WHERE warehouse_id = $1 AND id = $2 AND state = 'open'`,
		a.Warehouse, c.ID, c.Box, c.Weight, sscc, tracking, a.User, c.Apply)
	if err != nil {
		return err
	}
	return stand(ctx, tx, a, c.ID)
}

// openCarton gives a locked order another carton, with a licence plate that is a place of the ledger.
func openCarton(ctx context.Context, tx *sqlx.Tx, a Act, st pack.State, box string) (id picking.CartonID, err error) {
	if err := tx.GetContext(ctx, &id, `SELECT nextval(pg_get_serial_sequence('cartons', 'id'))`); err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `WITH place AS (
			INSERT INTO locations (warehouse_id, code, kind) VALUES ($1, $2, 'carton') RETURNING id)
		INSERT INTO cartons (warehouse_id, id, order_id, n, location_id, box, packer_id)
		OVERRIDING SYSTEM VALUE
		SELECT $1, $3, $4, $7, place.id, $5, $6 FROM place`,
		a.Warehouse, pack.CartonCode(id), id, st.Order.ID, box, a.User, st.FreeNumber())
	if err != nil {
		return 0, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE orders SET open_cartons = open_cartons + 1, carton_id = $3 WHERE warehouse_id = $1 AND id = $2`,
		a.Warehouse, st.Order.ID, id)
	return id, err
}

// NewCarton opens another carton of an order beside those that are open. Scans go into it from then on.
func (s *Store) NewCarton(ctx context.Context, a Act, order picking.OrderID) (answer PackAnswer, err error) {
	var o pack.Opening
	answer, err = s.packOnce(ctx, a, order, "carton", func(st pack.State) picking.Message { o = pack.NewCarton(st); return o.Message },
		func(tx *sqlx.Tx, st pack.State) (pack.Last, error) {
			if err := bumpOrder(ctx, tx, a.Warehouse, order); err != nil {
				return pack.Last{}, err
			}
			_, err := openCarton(ctx, tx, a, st, o.Box)
			return pack.Last{Kind: "carton"}, err
		})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("another carton of order %d: %w", order, err)
	}
	return answer, nil
}

// bumpOrder makes every scan that was decided on the order as it was be decided again.
func bumpOrder(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, order picking.OrderID) error {
	_, err := tx.ExecContext(ctx, `UPDATE orders SET version = version + 1 WHERE warehouse_id = $1 AND id = $2`, w, order)
	return err
}
