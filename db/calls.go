package db

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/picking"
	"pickpack/picking/pack"
)

// Call is an order that was set aside at a packing station, for a supervisor.
type Call struct {
	ID      int64           `db:"id"`
	Order   picking.OrderID `db:"order_id"`
	Number  string          `db:"number"`
	Reason  string          `db:"reason"`
	Station string          `db:"station"`
	Who     string          `db:"who"`
	At      time.Time       `db:"at"`
	Prompt  pack.Prompt     `db:"-"` // what is packed, and what is left
}

// SetAside sets the open order of a packer aside, for a reason: whoever packs goes on with the next, and it can be gone on
// with once a supervisor has looked.
func (s *Store) SetAside(ctx context.Context, a Act, order picking.OrderID, reason string) (answer PackAnswer, err error) {
	reason = strings.TrimSpace(reason)
	if reason == "" || len([]rune(reason)) > 200 {
		return answer, picking.FieldError("reason", "Say what is wrong, in up to 200 characters.")
	}
	answer, err = s.packOnce(ctx, a, order, "aside:"+reason, func(st pack.State) picking.Message { return pack.SetAside(st, reason) },
		func(tx *sqlx.Tx, _ pack.State) (pack.Last, error) {
			return pack.Last{Kind: "aside"}, setAside(ctx, tx, a, order, reason)
		})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("set order %d aside: %w", order, err)
	}
	return answer, nil
}

func setAside(ctx context.Context, tx *sqlx.Tx, a Act, order picking.OrderID, reason string) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO calls (warehouse_id, order_id, reason, user_id, station_id)
		SELECT $1, $2, $3, $4, (SELECT location_id FROM station_devices WHERE warehouse_id = $1 AND device = $5)`, a.Warehouse, order, reason, a.User, a.Device)
	if err == nil {
		_, err = tx.ExecContext(ctx, `UPDATE orders SET version = version + 1, packer_id = NULL WHERE warehouse_id = $1 AND id = $2`, a.Warehouse, order)
	}
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, text) VALUES ($1, 'packing.aside', $2, $3, $4)`,
			a.Warehouse, a.User, order, reason)
	}
	return err
}

// Calls lists what was set aside and waits, the oldest first.
func (s *Store) Calls(ctx context.Context, wh picking.WarehouseID) (all []Call, err error) {
	err = s.db.SelectContext(ctx, &all, `SELECT c.id, c.order_id, o.number, c.reason, COALESCE(l.code, '') AS station, COALESCE(u.name, '') AS who, c.at
		FROM calls c JOIN orders o ON o.warehouse_id = $1 AND o.id = c.order_id
		LEFT JOIN locations l ON l.warehouse_id = $1 AND l.id = c.station_id
		LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = c.user_id
		WHERE c.warehouse_id = $1 AND c.done_at IS NULL ORDER BY c.at, c.id LIMIT 100`, wh)
	for i := 0; i < len(all) && err == nil; i++ {
		all[i].Prompt, err = s.PackPrompt(ctx, Act{Warehouse: wh}, all[i].Order)
	}
	return all, dbErr(err)
}

// ResolveCall ends a call: the order can be gone on with. Conflict: somebody has ended it.
func (s *Store) ResolveCall(ctx context.Context, by picking.User, id int64, words string) error {
	words = strings.TrimSpace(words)
	if len([]rune(words)) > 200 {
		return picking.FieldError("words", "The words are longer than 200 characters.")
	}
	err := s.write(ctx, by.ID, func(tx *sqlx.Tx) error {
		var order picking.OrderID
		err := tx.GetContext(ctx, &order, `UPDATE calls SET done_by = $3, done_at = now() WHERE warehouse_id = $1 AND id = $2 AND done_at IS NULL RETURNING order_id`,
			by.Warehouse, id, by.ID)
		if err != nil {
			return err
		}
		if err := bumpOrder(ctx, tx, by.Warehouse, order); err != nil {
			return err
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, text) VALUES ($1, 'packing.resumed', $2, $3, $4)`,
			by.Warehouse, by.ID, order, words)
		return err
	})
	if picking.KindOf(err) == picking.NotFound && err != nil {
		return picking.Errorf(picking.Conflict, "Somebody has seen to this order already.")
	}
	return err
}

// MissPacked takes units of a line that were picked and that nobody finds off an order: they are short. An order of which
// nothing is left to pack then is packed, or backordered.
func (s *Store) MissPacked(ctx context.Context, a Act, order picking.OrderID, r pack.MissRequest) (answer PackAnswer, err error) {
	asked, err := json.Marshal(r)
	if err != nil {
		return PackAnswer{}, err
	}
	raw := onOrder(order, "missing:"+string(asked))
	err = s.actOnce(ctx, a, raw, &answer, func(tx *sqlx.Tx) (step, error) {
		st, err := lockedState(ctx, tx, a, order)
		if err != nil {
			return step{}, err
		}
		var lost picking.LocationID
		if err := tx.GetContext(ctx, &lost, `SELECT COALESCE(min(id), 0) FROM locations WHERE warehouse_id = $1 AND kind = 'adjust'`, a.Warehouse); err != nil {
			return step{}, err
		}
		m := pack.Missing(st, r, lost)
		w := newStep(a, raw, m.Message)
		w.Order, w.Version, w.Accepted, w.Step = order, st.Order.Version, m.Message.Verdict.Accepted(), pack.Last{Kind: "missing"}
		if w.Accepted {
			if st, err = missPacked(ctx, tx, a, st, m); err != nil {
				return step{}, err
			}
		}
		w.Answer = PackAnswer{Message: m.Message, Prompt: pack.PromptFor(st)}
		return w, nil
	})
	if err != nil {
		return PackAnswer{}, fmt.Errorf("missing of order %d: %w", order, err)
	}
	return answer, nil
}

func missPacked(ctx context.Context, tx *sqlx.Tx, a Act, st pack.State, m pack.Missed) (pack.State, error) {
	moves, err := unpick(ctx, tx, a.Warehouse, m)
	if err != nil {
		return st, err
	}
	for _, x := range m.Serials {
		if _, err := tx.ExecContext(ctx, `DELETE FROM serials WHERE warehouse_id = $1 AND item_id = $2 AND serial = $3`, a.Warehouse, x.Item, x.Serial); err != nil {
			return st, err
		}
	}
	for _, q := range []string{`UPDATE orders SET version = version + 1, picked = picked - $3, short = short + $3 WHERE warehouse_id = $1 AND id = $2`,
		`UPDATE order_lines SET picked = picked - $3, short = short + $3 WHERE warehouse_id = $1 AND id = $2`} {
		id := int64(st.Order.ID)
		if strings.Contains(q, "order_lines") {
			id = int64(m.Line)
		}
		if _, err := tx.ExecContext(ctx, q, a.Warehouse, id, m.Qty); err != nil {
			return st, err
		}
	}
	if err := applyMoves(ctx, tx, a, moves); err != nil {
		return st, err
	}
	_, err = tx.ExecContext(ctx, `INSERT INTO events (warehouse_id, kind, user_id, order_id, text) VALUES ($1, 'packing.missing', $2, $3, $4)`,
		a.Warehouse, a.User, st.Order.ID, m.Message.Detail.String())
	if err != nil {
		return st, err
	}
	if st, _, err = packState(ctx, tx.GetContext, a, st.Order.ID, picking.Scan{}); err != nil {
		return st, err
	}
	empty, ended := pack.Ended(st)
	if !ended {
		return st, nil
	}
	return endPacking(ctx, tx, a, st, empty)
}

// endPacking ends an order of which nothing is left to pack; its empty cartons go unused.
func endPacking(ctx context.Context, tx *sqlx.Tx, a Act, st pack.State, empty []picking.CartonID) (pack.State, error) {
	for _, q := range []struct {
		sql  string
		args []any
	}{
		{`UPDATE cartons SET state = 'void' WHERE warehouse_id = $1 AND id = ANY ($2)`, []any{pq.Array(empty)}},
		{`UPDATE orders SET open_cartons = open_cartons - $3, carton_id = NULL, packer_id = NULL, packing_at = COALESCE(packing_at, now()),
			packed_at = COALESCE(packed_at, now()) WHERE warehouse_id = $1 AND id = $2`, []any{st.Order.ID, len(empty)}},
		{`UPDATE calls SET done_by = $3, done_at = now() WHERE warehouse_id = $1 AND order_id = $2 AND done_at IS NULL`, []any{st.Order.ID, a.User}},
	} {
		if _, err := tx.ExecContext(ctx, q.sql, append([]any{a.Warehouse}, q.args...)...); err != nil {
			return st, err
		}
	}
	if err := freeTotes(ctx, tx, a.Warehouse, st.Order.ID); err != nil {
		return st, err
	}
	st, _, err := packState(ctx, tx.GetContext, a, st.Order.ID, picking.Scan{})
	return st, err
}
