package db

import (
	"github.com/lib/pq"

	"pickpack/db/query"
	"pickpack/picking"
)

// stop takes an order out of the walks that are under way: its open tasks are no more, batch tasks become smaller by its
// shares, what was promised to it is free, and whoever holds goods of it or would have filled its totes is told at the next
// scan. Its lists and the order are locked.
func (f *freeing) stop(id picking.OrderID, number string) error {
	lists, waves, err := f.walks(id)
	if err != nil {
		return err
	}
	var own, shared []byte
	if err := f.tx.GetContext(f.ctx, &own, `WITH gone AS (
			UPDATE tasks t SET state = 'cancelled' FROM order_lines l
			 WHERE l.warehouse_id = $1 AND l.order_id = $2 AND t.warehouse_id = $1 AND t.line_id = l.id AND t.state = 'open'
			RETURNING t.location_id, t.item_id, t.lot_id, t.qty - t.done - t.short AS qty)
		SELECT COALESCE(jsonb_agg(jsonb_build_object('location', location_id, 'item', item_id, 'lot', lot_id, 'qty', -qty, 'suspect', false)), '[]')
		  FROM gone`, f.wh, id); err != nil {
		return err
	}
	if err := f.tx.GetContext(f.ctx, &shared, query.StopShares, f.wh, id); err != nil {
		return err
	}
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM serials s USING order_lines l WHERE l.warehouse_id = $1 AND l.order_id = $2 AND s.warehouse_id = $1 AND s.line_id = l.id`, nil},
		{query.StopLists, []any{number, f.user, lists}},
		{`DELETE FROM list_totes WHERE warehouse_id = $1 AND order_id = $2 AND state = 'empty'`, nil},
	} {
		if _, err := f.tx.ExecContext(f.ctx, q.query, append([]any{f.wh, id}, q.args...)...); err != nil {
			return err
		}
	}
	if err := f.tidy(waves); err != nil {
		return err
	}
	_, err = f.tx.ExecContext(f.ctx, `SELECT ledger_apply($1, gen_random_uuid(), $2, '[]', CAST($3 AS jsonb) || CAST($4 AS jsonb))`, f.wh, f.user, string(own), string(shared))
	return err
}

// walks are the lists that are under way for an order, and its waves.
func (f *freeing) walks(id picking.OrderID) (lists, waves pq.Int64Array, err error) {
	err = f.tx.GetContext(f.ctx, &lists, `SELECT COALESCE(array_agg(p.id), '{}') FROM pick_lists p WHERE p.warehouse_id = $1 AND p.state = 'in_progress' AND p.id IN (
		SELECT t.list_id FROM list_totes t WHERE t.warehouse_id = $1 AND t.order_id = $2
		UNION SELECT t.list_id FROM order_lines l JOIN shares s ON s.warehouse_id = $1 AND s.line_id = l.id JOIN tasks t ON t.warehouse_id = $1 AND t.id = s.task_id
		 WHERE l.warehouse_id = $1 AND l.order_id = $2)`, f.wh, id)
	if err != nil {
		return nil, nil, err
	}
	err = f.tx.GetContext(f.ctx, &waves, `SELECT COALESCE(array_agg(DISTINCT wave_id), '{}') FROM orders
		WHERE warehouse_id = $1 AND id = $2 AND wave_id IS NOT NULL`, f.wh, id)
	return lists, waves, err
}
