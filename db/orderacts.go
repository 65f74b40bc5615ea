package db

import (
	"context"
	"fmt"
	"strings"

	"github.com/jmoiron/sqlx"

	"pickpack/picking"
	"pickpack/picking/release"
)

// HoldOrder makes an order wait, for a reason that is shown with it. One that is released but not started is taken back.
func (s *Store) HoldOrder(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.OrderID, reason string) error {
	if reason == "" {
		return picking.FieldError("reason", "say why the order has to wait")
	}
	return s.orderAct(ctx, wh, user, id, orderAct{"hold", release.Standing.Hold,
		`UPDATE orders SET hold = $3 WHERE warehouse_id = $1 AND id = $2`, []any{reason}})
}

// UnholdOrder lets an order that waits go on.
func (s *Store) UnholdOrder(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.OrderID) error {
	return s.orderAct(ctx, wh, user, id, orderAct{"unhold", release.Standing.Unhold,
		`UPDATE orders SET hold = '' WHERE warehouse_id = $1 AND id = $2`, nil})
}

// CancelOrder ends an order of which nothing has left, for a reason. What was picked of it waits in its totes to be put back;
// what was packed waits in its cartons to be taken out (recall.go).
func (s *Store) CancelOrder(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.OrderID, reason string) error {
	reason = strings.TrimSpace(reason)
	switch {
	case reason == "":
		return picking.FieldError("reason", "say why the order is cancelled")
	case len([]rune(reason)) > 200:
		return picking.FieldError("reason", "the reason is longer than 200 characters")
	}
	err := s.orderAct(ctx, wh, user, id, orderAct{"cancel", release.Standing.Cancel, `UPDATE orders SET cancelled_at = now(),
		cancelled_why = $3, version = version + 1, packer_id = NULL WHERE warehouse_id = $1 AND id = $2`, []any{reason}})
	s.asked.ring()
	return err
}

// ReturnOrder sends an order back to received: one that is released but not started, or one of which nothing was found.
func (s *Store) ReturnOrder(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.OrderID) error {
	return s.orderAct(ctx, wh, user, id, orderAct{"take back", release.Standing.Return, "", nil})
}

// orderAct changes one order from outside its flow: may decides, query (after the order was taken back from its wave, if
// it was in one) writes.
type orderAct struct {
	name  string
	may   func(release.Standing) error
	query string
	args  []any
}

func (s *Store) orderAct(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.OrderID, a orderAct) error {
	err := s.write(ctx, user, func(tx *sqlx.Tx) error {
		f := freeing{ctx: ctx, tx: tx, wh: wh, user: user}
		if err := f.lockLists(`SELECT t.list_id FROM order_lines l JOIN tasks t ON t.warehouse_id = $1 AND t.line_id = l.id
				WHERE l.warehouse_id = $1 AND l.order_id = $2
			UNION SELECT t.list_id FROM order_lines l JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id
				JOIN tasks t ON t.warehouse_id = $1 AND t.id = h.task_id WHERE l.warehouse_id = $1 AND l.order_id = $2`, id); err != nil {
			return err
		}
		if err := f.lockOrders(`SELECT CAST($2 AS bigint)`, id); err != nil {
			return err
		}
		if len(f.orders) == 0 {
			return picking.Errorf(picking.NotFound, "There is no such order here.")
		}
		st := f.orders[0].standing()
		if err := a.may(st); err != nil {
			return err
		}
		if st.Return() == nil {
			if err := f.free([]picking.OrderID{id}); err != nil {
				return err
			}
		} else if a.name == "cancel" && st.Started {
			if err := f.stop(id, st.Number); err != nil {
				return err
			}
			if err := f.recall(id); err != nil {
				return err
			}
		}
		if a.query == "" {
			return nil
		}
		_, err := tx.ExecContext(ctx, a.query, append([]any{wh, id}, a.args...)...)
		return err
	})
	if err != nil {
		return fmt.Errorf("%s order %d: %w", a.name, id, err)
	}
	return nil
}
