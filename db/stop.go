package db

import (
	"github.com/lib/pq"

	"pickpack/picking"
)

// stop takes an order out of the walks that are under way: its open tasks are no more, what was promised to it is free, and
// whoever holds goods of it or would have filled its totes is told at the next scan. Its lists and the order are locked.
func (f *freeing) stop(id picking.OrderID, number string) error {
	var free []byte
	if err := f.tx.GetContext(f.ctx, &free, `WITH gone AS (
			UPDATE tasks t SET state = 'cancelled' FROM order_lines l
			 WHERE l.warehouse_id = $1 AND l.order_id = $2 AND t.warehouse_id = $1 AND t.line_id = l.id AND t.state = 'open'
			RETURNING t.location_id, t.item_id, t.lot_id, t.qty - t.done - t.short AS qty)
		SELECT COALESCE(jsonb_agg(jsonb_build_object('location', location_id, 'item', item_id, 'lot', lot_id, 'qty', -qty, 'suspect', false)), '[]')
		  FROM gone`, f.wh, id); err != nil {
		return err
	}
	var waves pq.Int64Array
	if err := f.tx.GetContext(f.ctx, &waves, `SELECT COALESCE(array_agg(DISTINCT wave_id), '{}') FROM orders
		WHERE warehouse_id = $1 AND id = $2 AND wave_id IS NOT NULL`, f.wh, id); err != nil {
		return err
	}
	for _, q := range []struct {
		query string
		args  []any
	}{
		{`DELETE FROM serials s USING order_lines l WHERE l.warehouse_id = $1 AND l.order_id = $2 AND s.warehouse_id = $1 AND s.line_id = l.id`, nil},
		{`WITH told AS (UPDATE pick_lists p SET version = p.version + 1, tasks = k.n,
			ask = jsonb_build_object('cancelled', CAST($3 AS text), 'back', CASE WHEN c.state = 'cancelled' THEN p.counted ELSE 0 END, 'bin', b.code),
			counted = CASE WHEN c.state = 'cancelled' THEN 0 ELSE p.counted END,
			task_id = CASE WHEN c.state = 'cancelled' OR p.step = 'totes' AND NOT e.left THEN COALESCE(n.id, 0) ELSE p.task_id END,
			step = CASE WHEN c.state = 'cancelled' OR p.step = 'totes' AND NOT e.left THEN CASE WHEN n.id IS NULL THEN 'drop' ELSE 'bin' END ELSE p.step END
		  FROM pick_lists q
		  JOIN LATERAL (SELECT count(*)::int AS n FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = q.id AND t.state <> 'cancelled') k ON true
		  LEFT JOIN tasks c ON c.warehouse_id = $1 AND c.id = q.task_id
		  LEFT JOIN locations b ON b.warehouse_id = $1 AND b.id = c.location_id
		  LEFT JOIN LATERAL (SELECT t.id FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = q.id AND t.state = 'open' ORDER BY t.seq LIMIT 1) n ON true
		  CROSS JOIN LATERAL (SELECT EXISTS (SELECT 1 FROM list_totes x WHERE x.warehouse_id = $1 AND x.list_id = q.id AND x.state = 'empty'
				AND x.order_id IS DISTINCT FROM $2) AS left) e
		 WHERE q.warehouse_id = $1 AND q.state = 'in_progress' AND p.warehouse_id = $1 AND p.id = q.id
		   AND q.id IN (SELECT list_id FROM list_totes WHERE warehouse_id = $1 AND order_id = $2)
		RETURNING p.id, p.version - 1 AS version)
		INSERT INTO scans (warehouse_id, device, scan_id, user_id, list_id, version, raw, verdict, accepted, step, answer)  -- an undo ends here
		SELECT $1, 'desk', gen_random_uuid(), $4, id, version, 'cancel:' || $3, 'ok', true, '{"kind":"cancel"}',
		       jsonb_build_object('message', jsonb_build_object('verdict', 'ok', 'title', $3)) FROM told`, []any{number, f.user}},
		{`DELETE FROM list_totes WHERE warehouse_id = $1 AND order_id = $2 AND state = 'empty'`, nil},
	} {
		if _, err := f.tx.ExecContext(f.ctx, q.query, append([]any{f.wh, id}, q.args...)...); err != nil {
			return err
		}
	}
	if err := f.tidy(waves); err != nil {
		return err
	}
	_, err := f.tx.ExecContext(f.ctx, `SELECT ledger_apply($1, gen_random_uuid(), $2, '[]', CAST($3 AS jsonb))`, f.wh, f.user, string(free))
	return err
}
