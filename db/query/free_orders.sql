-- $1 warehouse, $2 orders, which the caller has locked together with every list that works for them; none has been
-- started. Takes their tasks and shares back and answers the stock that was promised to them.
WITH own AS (
    UPDATE tasks t SET state = 'cancelled' FROM order_lines l
     WHERE l.warehouse_id = $1 AND l.order_id = ANY($2) AND t.warehouse_id = $1 AND t.line_id = l.id AND t.state = 'open'
 RETURNING t.id, t.location_id, t.item_id, t.lot_id, t.qty),
 gone AS (
    DELETE FROM shares s USING order_lines l
     WHERE l.warehouse_id = $1 AND l.order_id = ANY($2) AND s.warehouse_id = $1 AND s.line_id = l.id AND s.put = 0 AND s.short = 0
 RETURNING s.task_id, s.qty),
 less AS (SELECT task_id, sum(qty)::int AS qty FROM gone GROUP BY 1),
 shared AS (
    UPDATE tasks t SET qty = CASE WHEN t.qty > less.qty THEN t.qty - less.qty ELSE t.qty END,
                       state = CASE WHEN t.qty > less.qty THEN t.state ELSE 'cancelled' END
      FROM less WHERE t.warehouse_id = $1 AND t.id = less.task_id AND t.state = 'open'
 RETURNING t.id, t.location_id, t.item_id, t.lot_id, less.qty)
SELECT COALESCE(jsonb_agg(jsonb_build_object('location', location_id, 'item', item_id, 'lot', lot_id, 'qty', -qty, 'suspect', false)), '[]')
  FROM (SELECT * FROM own UNION ALL SELECT * FROM shared) x
