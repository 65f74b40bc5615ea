package db

import (
	"context"
	"fmt"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"pickpack/db/query"
	"pickpack/picking"
	"pickpack/picking/release"
)

// Unreleased says what became of an un-release: the orders that wait again, and those that stay with the reason.
type Unreleased struct {
	Freed  []picking.OrderID
	Stayed []release.Left
}

// UnreleaseWave takes back all orders of a wave for which nobody has started to walk.
func (s *Store) UnreleaseWave(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.WaveID) (u Unreleased, err error) {
	err = s.write(ctx, user, func(tx *sqlx.Tx) error {
		f := freeing{ctx: ctx, tx: tx, wh: wh, user: user}
		if err := f.lockLists(`SELECT id FROM pick_lists WHERE warehouse_id = $1 AND wave_id = $2`, id); err != nil {
			return err
		}
		if err := f.lockOrders(`SELECT id FROM orders WHERE warehouse_id = $1 AND wave_id = $2`, id); err != nil {
			return err
		}
		u, err = f.back()
		return err
	})
	if err == nil && len(u.Freed) == 0 {
		return u, picking.Errorf(picking.Conflict, "Nothing of wave %d can be taken back: everything in it has been started.", id)
	}
	if err != nil {
		return u, fmt.Errorf("un-release wave %d: %w", id, err)
	}
	return u, nil
}

// UnreleaseList takes back the orders of one list, if nobody has started it. What else was planned for those orders, on
// lists of other zones, goes back with them; an order of which another list has started stays.
func (s *Store) UnreleaseList(ctx context.Context, wh picking.WarehouseID, user picking.UserID, id picking.ListID) (u Unreleased, err error) {
	err = s.write(ctx, user, func(tx *sqlx.Tx) error {
		f := freeing{ctx: ctx, tx: tx, wh: wh, user: user}
		// The lists of other zones are locked too, in the order of ids as everywhere.
		if err := f.lockLists(`SELECT t.list_id FROM tasks t JOIN order_lines l ON l.warehouse_id = $1 AND l.id = t.line_id
			WHERE t.warehouse_id = $1 AND l.order_id IN (`+ordersOfList+`) UNION SELECT $2`, id); err != nil {
			return err
		}
		if err := f.mayTake(id); err != nil {
			return err
		}
		if err := f.lockOrders(ordersOfList, id); err != nil {
			return err
		}
		u, err = f.back()
		return err
	})
	if err == nil && len(u.Freed) == 0 {
		return u, picking.Errorf(picking.Conflict, "List %d cannot be taken back: other lists of its orders have been started.", id)
	}
	if err != nil {
		return u, fmt.Errorf("un-release list %d: %w", id, err)
	}
	return u, nil
}

const ordersOfList = `
	SELECT l.order_id FROM tasks t JOIN order_lines l ON l.warehouse_id = $1 AND l.id = t.line_id
	 WHERE t.warehouse_id = $1 AND t.list_id = $2 AND t.state <> 'cancelled'
	UNION
	SELECT l.order_id FROM tasks t JOIN shares s ON s.warehouse_id = $1 AND s.task_id = t.id
	  JOIN order_lines l ON l.warehouse_id = $1 AND l.id = s.line_id
	 WHERE t.warehouse_id = $1 AND t.list_id = $2 AND t.state <> 'cancelled'`

// freeing takes orders back in one transaction: lists are locked first, then orders, then balances.
type freeing struct {
	ctx    context.Context
	tx     *sqlx.Tx
	wh     picking.WarehouseID
	user   picking.UserID
	orders []freeOrder
}

type freeOrder struct {
	ID      picking.OrderID `db:"id"`
	Number  string          `db:"number"`
	State   picking.State   `db:"state"`
	Started bool            `db:"started"`
	Walking bool            `db:"walking"`
	Left    bool            `db:"gone"`
}

func (o freeOrder) standing() release.Standing {
	return release.Standing{Number: o.Number, State: o.State, Started: o.Started, Walking: o.Walking, Left: o.Left}
}

func (f *freeing) lockLists(which string, arg any) error {
	_, err := f.tx.ExecContext(f.ctx, `SELECT 1 FROM pick_lists
		WHERE warehouse_id = $1 AND id IN (`+which+`) ORDER BY id FOR UPDATE`, f.wh, arg)
	return err
}

// lockOrders keeps no courier waiting, who adds a label's document: recall waits for him in turn.
func (f *freeing) lockOrders(which string, arg any) error {
	f.orders = nil
	return f.tx.SelectContext(f.ctx, &f.orders, `SELECT o.id, o.number, o.state, o.started_at IS NOT NULL AS started, o.shipped > 0 AS gone,
		EXISTS (SELECT 1 FROM list_totes t JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id AND p.state = 'in_progress'
			WHERE t.warehouse_id = $1 AND t.order_id = o.id)
		OR EXISTS (SELECT 1 FROM order_lines l JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id
			JOIN tasks t ON t.warehouse_id = $1 AND t.id = h.task_id
			JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id AND p.state = 'in_progress'
			WHERE l.warehouse_id = $1 AND l.order_id = o.id) AS walking
		FROM orders o WHERE o.warehouse_id = $1 AND o.id IN (`+which+`) ORDER BY o.id FOR NO KEY UPDATE OF o`, f.wh, arg)
}

// mayTake says in words why a list cannot be taken back; it is locked.
func (f *freeing) mayTake(id picking.ListID) error {
	var l struct {
		State string `db:"state"`
		Who   string `db:"who"`
	}
	err := f.tx.GetContext(f.ctx, &l, `SELECT p.state, COALESCE(u.name, '') AS who FROM pick_lists p
		LEFT JOIN users u ON u.warehouse_id = p.warehouse_id AND u.id = p.user_id WHERE p.warehouse_id = $1 AND p.id = $2`, f.wh, id)
	switch {
	case err != nil:
		return err
	case l.State == "in_progress":
		return picking.Errorf(picking.Conflict, "%s has started list %d. What has been started is finished.", l.Who, id)
	case l.State == "done", l.State == "cancelled":
		return picking.Errorf(picking.Conflict, "List %d is %s.", id, l.State)
	}
	return nil
}

// back sends the locked orders that may go back to received, with everything that was planned for them.
func (f *freeing) back() (u Unreleased, err error) {
	for _, o := range f.orders {
		if why := o.standing().Return(); why != nil {
			u.Stayed = append(u.Stayed, release.Left{Order: o.ID, Number: o.Number, Reason: why.Error()})
		} else {
			u.Freed = append(u.Freed, o.ID)
		}
	}
	return u, f.free(u.Freed)
}

// free takes back the tasks, totes, promises and shortages of orders nobody has started, and unbinds them from their wave.
func (f *freeing) free(orders []picking.OrderID) error {
	if len(orders) == 0 {
		return nil
	}
	ids := pq.Array(orders)
	var promised []byte
	if err := f.tx.GetContext(f.ctx, &promised, query.FreeOrders, f.wh, ids); err != nil {
		return err
	}
	var waves pq.Int64Array
	if err := f.tx.GetContext(f.ctx, &waves, `SELECT COALESCE(array_agg(DISTINCT wave_id), '{}') FROM orders
		WHERE warehouse_id = $1 AND id = ANY($2) AND wave_id IS NOT NULL`, f.wh, ids); err != nil {
		return err
	}
	for _, q := range []string{
		`UPDATE orders SET wave_id = NULL, short = 0, started_at = NULL WHERE warehouse_id = $1 AND id = ANY($2)`,
		`UPDATE order_lines SET short = 0 WHERE warehouse_id = $1 AND order_id = ANY($2) AND short <> 0`,
		`DELETE FROM list_totes WHERE warehouse_id = $1 AND order_id = ANY($2) AND state = 'empty'`,
	} {
		if _, err := f.tx.ExecContext(f.ctx, q, f.wh, ids); err != nil {
			return err
		}
	}
	if err := f.tidy(waves); err != nil {
		return err
	}
	_, err := f.tx.ExecContext(f.ctx, `SELECT ledger_apply($1, gen_random_uuid(), $2, '[]', CAST($3 AS jsonb))`, f.wh, f.user, string(promised))
	return err
}

// tidy counts again what is left of the waves: lists without tasks are cancelled, and a wave whose lists all are ends.
func (f *freeing) tidy(waves pq.Int64Array) error {
	for _, q := range []string{
		`UPDATE pick_lists p SET version = p.version + 1, tasks = k.n, done = LEAST(p.done, k.n),
		        state = CASE WHEN k.n = 0 THEN 'cancelled' ELSE p.state END,
		        user_id = CASE WHEN k.n = 0 THEN NULL ELSE p.user_id END
		   FROM (SELECT l.id, count(t.id) FILTER (WHERE t.state <> 'cancelled')::int AS n FROM pick_lists l
		           LEFT JOIN tasks t ON t.warehouse_id = $1 AND t.list_id = l.id
		          WHERE l.warehouse_id = $1 AND l.wave_id = ANY($2) AND l.state IN ('open', 'assigned') GROUP BY l.id) k
		  WHERE p.warehouse_id = $1 AND p.id = k.id AND p.tasks <> k.n`,
		`UPDATE waves w SET orders = k.orders, lines = k.lines, units = k.units,
		        state = CASE WHEN k.orders = 0 AND w.state = 'released' THEN 'cancelled'
		                     WHEN w.state = 'in_progress' AND NOT EXISTS (SELECT 1 FROM pick_lists p WHERE p.warehouse_id = $1
		                          AND p.wave_id = w.id AND p.state NOT IN ('done', 'cancelled')) THEN 'done' ELSE w.state END
		   FROM (SELECT x.id, count(DISTINCT o.id)::int AS orders, count(l.id)::int AS lines, COALESCE(sum(l.qty - l.short), 0)::int AS units
		           FROM unnest($2::bigint[]) AS x(id) LEFT JOIN orders o ON o.warehouse_id = $1 AND o.wave_id = x.id
		           LEFT JOIN order_lines l ON l.warehouse_id = $1 AND l.order_id = o.id GROUP BY x.id) k
		  WHERE w.warehouse_id = $1 AND w.id = k.id`,
	} {
		if _, err := f.tx.ExecContext(f.ctx, q, f.wh, waves); err != nil {
			return err
		}
	}
	return nil
}
