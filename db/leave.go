package db

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/pack"
)

// LeaveAnswer is what the person at the door or at the counter is told. It is stored with the receipt.
type LeaveAnswer struct {
	Message picking.Message `json:"message"`
	Order   picking.OrderID `json:"order"`
	Number  string          `json:"number"`
	Cartons int             `json:"cartons"` // that left by this act
}

const parcelQuery = `SELECT c.id AS carton, c.n, (SELECT CASE WHEN max(x.n) = count(*) THEN count(*) ELSE 0 END
		FROM cartons x WHERE x.warehouse_id = $1 AND x.order_id = o.id AND x.state <> 'void') AS of, l.code, COALESCE(c.tracking, '') AS tracking, c.state, o.id AS order_id, o.number,
		o.service, o.pickup, ` + unlabelled + ` AS unlabelled, ` + drivenFrom + ` AS carrier, o.state AS order_is, COALESCE(o.ship_to->>'name', '') AS recipient
	FROM cartons c JOIN orders o ON o.warehouse_id = $1 AND o.id = c.order_id
	JOIN locations l ON l.warehouse_id = $1 AND l.id = c.location_id
	WHERE c.warehouse_id = $1 AND `

// HandOver lets one carton leave with its carrier at a door ("": any), by a scan of its SSCC, tracking number or licence
// plate.
func (s *Store) HandOver(ctx context.Context, a Act, scan picking.Scan, door string) (answer LeaveAnswer, err error) {
	raw := "leave:" + scan.Raw
	if door != "" {
		raw += " at " + door
	}
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		parcels, err := parcelsByCode(ctx, tx, a.Warehouse, scan.Code)
		if err != nil {
			return step{}, err
		}
		if len(parcels) == 0 {
			return leaveStep(a, raw, LeaveAnswer{Message: pack.UnknownParcel(scan.Code)}), nil
		}
		if err := lockOrders(ctx, tx, a.Warehouse, parcels); err != nil {
			return step{}, err
		}
		if parcels, err = parcelsByCode(ctx, tx, a.Warehouse, scan.Code); err != nil {
			return step{}, err
		}
		return handOver(ctx, tx, a, raw, parcels[0], door)
	})
	if err != nil {
		return LeaveAnswer{}, fmt.Errorf("hand over %q: %w", scan.Code, err)
	}
	return answer, nil
}

func handOver(ctx context.Context, tx *sqlx.Tx, a Act, raw string, p pack.Parcel, door string) (step, error) {
	var left int
	err := tx.GetContext(ctx, &left, `SELECT count(*) FROM cartons WHERE warehouse_id = $1 AND order_id = $2 AND id <> $3
		AND state IN ('open', 'labelled')`, a.Warehouse, p.Order, p.Carton)
	if err != nil {
		return step{}, err
	}
	answer := LeaveAnswer{Message: pack.HandOver(p, left, door), Order: p.Order, Number: p.Number}
	if answer.Message.Verdict.Accepted() {
		answer.Cartons = 1
		err = leave(ctx, tx, a, []pack.Parcel{p})
	}
	return leaveStep(a, raw, answer), err
}

// HandOverAll lets every waiting carton of a service leave, without a scan of each.
func (s *Store) HandOverAll(ctx context.Context, a Act, service string) (answer LeaveAnswer, err error) {
	raw := "leave all:" + service
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		parcels, err := parcelsToLeave(ctx, tx, a.Warehouse, service)
		if err == nil {
			err = lockOrders(ctx, tx, a.Warehouse, parcels)
		}
		if err == nil { // what was handed over meanwhile is gone from it, what was packed meanwhile waits
			parcels, err = stillToLeave(ctx, tx, a.Warehouse, parcels)
		}
		if err != nil {
			return step{}, err
		}
		answer := LeaveAnswer{Cartons: len(parcels), Message: pack.AllHandedOver(service, len(parcels))}
		return leaveStep(a, raw, answer), leave(ctx, tx, a, parcels)
	})
	if err != nil {
		return LeaveAnswer{}, fmt.Errorf("hand over all of %s: %w", service, err)
	}
	return answer, nil
}

// Collect gives a pickup order to its customer: all its cartons leave.
func (s *Store) Collect(ctx context.Context, a Act, order picking.OrderID) (answer LeaveAnswer, err error) {
	raw := fmt.Sprintf("collect:%d", order)
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		st, err := lockedState(ctx, tx, a, order)
		if err != nil {
			return step{}, err
		}
		answer := LeaveAnswer{Order: order, Number: st.Order.Number, Message: pack.Collect(st.Order.Number, st.Order.State)}
		if !answer.Message.Verdict.Accepted() {
			return leaveStep(a, raw, answer), nil
		}
		var parcels []pack.Parcel
		err = tx.SelectContext(ctx, &parcels, parcelQuery+`o.id = $2 AND c.state = 'labelled' ORDER BY c.id`, a.Warehouse, order)
		if err != nil {
			return step{}, err
		}
		answer.Cartons = len(parcels)
		return leaveStep(a, raw, answer), leave(ctx, tx, a, parcels)
	})
	if err != nil {
		return LeaveAnswer{}, fmt.Errorf("collect order %d: %w", order, err)
	}
	return answer, nil
}

func leaveStep(a Act, raw string, answer LeaveAnswer) step {
	w := newStep(a, raw, answer.Message)
	w.Order, w.Accepted, w.Answer = answer.Order, answer.Cartons > 0, answer
	w.Step = pack.Last{Kind: "leave"}
	return w
}

func parcelsByCode(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, code string) (p []pack.Parcel, err error) {
	err = tx.SelectContext(ctx, &p, parcelQuery+`c.id IN (
		SELECT x.id FROM cartons x WHERE x.warehouse_id = $1 AND x.sscc = $2
		UNION SELECT x.id FROM cartons x WHERE x.warehouse_id = $1 AND x.tracking = $2
		UNION SELECT x.id FROM cartons x JOIN locations y ON y.warehouse_id = $1 AND y.id = x.location_id
		 WHERE x.warehouse_id = $1 AND y.code = $2) ORDER BY c.state = 'void', c.id`, w, pack.ParcelCode(code))
	if err != nil || len(p) > 0 {
		return p, err
	}
	err = tx.SelectContext(ctx, &p, parcelQuery+`c.id IN (SELECT b.carton_id FROM bookings b
		WHERE b.warehouse_id = $1 AND b.state = 'voided' AND b.label->>'number' = $2) ORDER BY c.state = 'void', c.id`, w, pack.ParcelCode(code))
	for i := range p {
		p[i].Old = true
	}
	return p, err
}

func parcelsToLeave(ctx context.Context, q sqlx.QueryerContext, w picking.WarehouseID, service string) (p []pack.Parcel, err error) {
	err = sqlx.SelectContext(ctx, q, &p, parcelQuery+`o.state = 'packed' AND c.state = 'labelled' AND o.service = $2
		AND `+drivenFrom+` = '' AND NOT `+unlabelled+` ORDER BY o.id, c.n`, w, service)
	return p, err
}

func stillToLeave(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, of []pack.Parcel) (p []pack.Parcel, err error) {
	err = tx.SelectContext(ctx, &p, parcelQuery+`o.state = 'packed' AND c.state = 'labelled' AND c.id = ANY ($2)
		AND NOT `+unlabelled+` ORDER BY o.id, c.n`,
		w, pq.Array(cartonIDs(of)))
	return p, err
}

func cartonIDs(parcels []pack.Parcel) []int64 {
	ids := make([]int64, len(parcels))
	for i, p := range parcels {
		ids[i] = int64(p.Carton)
	}
	return ids
}

func lockOrders(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, parcels []pack.Parcel) error {
	ids := make([]int64, len(parcels))
	for i, p := range parcels {
		ids[i] = int64(p.Order)
	}
	_, err := tx.ExecContext(ctx, `SELECT 1 FROM orders WHERE warehouse_id = $1 AND id = ANY ($2) ORDER BY id FOR UPDATE`, w, pq.Array(ids))
	return err
}

// leave moves the contents of cartons of locked orders to the customer.
func leave(ctx context.Context, tx *sqlx.Tx, a Act, parcels []pack.Parcel) error {
	if len(parcels) == 0 {
		return nil
	}
	ids := cartonIDs(parcels)
	moves, err := leavingMoves(ctx, tx, a.Warehouse, ids)
	if err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE order_lines l SET shipped = shipped + x.qty FROM (SELECT line_id, sum(qty) AS qty FROM carton_lines
			WHERE warehouse_id = $1 AND carton_id = ANY ($2) GROUP BY 1) x WHERE l.warehouse_id = $1 AND l.id = x.line_id`,
		`UPDATE cartons SET state = 'left', left_at = now() WHERE warehouse_id = $1 AND id = ANY ($2)`,
		`UPDATE orders o SET version = version + 1, shipped = shipped + x.qty, left_at = CASE WHEN shipped + x.qty = packed THEN now() END
			FROM (SELECT c.order_id, sum(l.qty) AS qty FROM cartons c JOIN carton_lines l ON l.warehouse_id = $1 AND l.carton_id = c.id
			WHERE c.warehouse_id = $1 AND c.id = ANY ($2) GROUP BY 1) x WHERE o.warehouse_id = $1 AND o.id = x.order_id`,
	} {
		if _, err := tx.ExecContext(ctx, q, a.Warehouse, pq.Array(ids)); err != nil {
			return err
		}
	}
	_, err = tx.ExecContext(ctx, `SELECT ledger_apply($1, CAST($2 AS uuid), $3, CAST($4 AS jsonb), '[]')`, a.Warehouse, a.ID, a.User, moves)
	return err
}

func leavingMoves(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, cartons []int64) (string, error) {
	contents, err := contentsOf(ctx, tx, w, cartons)
	if err != nil {
		return "", err
	}
	var customer picking.LocationID
	err = tx.GetContext(ctx, &customer, `SELECT id FROM locations WHERE warehouse_id = $1 AND kind = 'customer' ORDER BY id LIMIT 1`, w)
	if err != nil {
		return "", fmt.Errorf("the warehouse has no customer location: %w", err)
	}
	moves, err := json.Marshal(pack.Leaving(contents, customer))
	return string(moves), err
}

func contentsOf(ctx context.Context, tx *sqlx.Tx, w picking.WarehouseID, cartons []int64) (contents []pack.Content, err error) {
	var doc []byte
	if err := tx.GetContext(ctx, &doc, query.Leaving, w, pq.Array(cartons)); err != nil {
		return nil, err
	}
	return contents, json.Unmarshal(doc, &contents)
}
