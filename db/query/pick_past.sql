-- $1 warehouse, $2 list. What is there now of what its last step changed, as the JSON of picking/task.Past.
WITH u AS (
    SELECT s.scan_id, s.step->>'kind' AS kind, (s.step->'task'->>'id')::bigint AS task, (s.step->'task'->>'location')::bigint AS bin,
           (s.step->'task'->>'item')::bigint AS item, (s.step->'task'->>'lot')::bigint AS lot, (s.step->>'tote')::bigint AS aside
      FROM scans s WHERE s.warehouse_id = $1 AND s.list_id = $2 AND s.list_id <> 0 AND s.accepted AND NOT s.undone
       AND s.step->>'kind' <> 'undo' ORDER BY s.version DESC LIMIT 1),
 t AS (
    SELECT k.id, k.seq, COALESCE(k.id = u.task, false) AS own, COALESCE(k.scan_id = u.scan_id, false) AS added, k.state FROM u
      JOIN tasks k ON k.warehouse_id = $1 AND k.list_id = $2 AND (k.state = 'open' OR k.id = u.task)),
 free AS (
    SELECT b.location_id, b.on_hand - b.reserved AS n FROM u JOIN balances b ON b.warehouse_id = $1 AND b.location_id IN (u.bin, u.aside)
       AND b.item_id = u.item AND b.lot_id = u.lot)
SELECT json_build_object(
    'task', (SELECT task_state($1, id) FROM t WHERE own),
    'next', (SELECT task_state($1, id) FROM t WHERE NOT own AND NOT added ORDER BY seq LIMIT 1),
    'added', (SELECT json_agg(task_state($1, t.id) || jsonb_build_object('shares', COALESCE((
            SELECT jsonb_agg(jsonb_build_object('line', s.line_id, 'qty', s.qty, 'put', s.put, 'short', s.short) ORDER BY s.line_id)
              FROM shares s WHERE s.warehouse_id = $1 AND s.task_id = t.id), '[]')) ORDER BY t.id) FROM t WHERE added),
    'free', COALESCE((SELECT n FROM free WHERE location_id = u.bin), 0),
    'aside', COALESCE((SELECT n FROM free WHERE location_id = u.aside), 0),
    'ended', CASE WHEN u.kind IS DISTINCT FROM 'drop' THEN ''
        WHEN EXISTS (SELECT 1 FROM pick_lists q WHERE q.warehouse_id = $1 AND q.user_id = p.user_id AND q.state = 'in_progress') THEN 'list'
        WHEN EXISTS (SELECT 1 FROM pick_lists q WHERE q.warehouse_id = $1 AND q.cart_id = p.cart_id AND q.state = 'in_progress') THEN 'cart'
        WHEN EXISTS (SELECT 1 FROM sorts s WHERE s.warehouse_id = $1 AND s.list_id = p.id)
          OR EXISTS (SELECT 1 FROM list_totes x JOIN orders o ON o.warehouse_id = $1 AND o.id = x.order_id
                WHERE x.warehouse_id = $1 AND x.list_id = p.id AND (o.packing_at IS NOT NULL OR o.cancelled_at IS NOT NULL AND EXISTS (
                    SELECT 1 FROM scans s WHERE s.warehouse_id = $1 AND s.order_id = o.id AND s.order_id <> 0 AND s.accepted)))
          OR EXISTS (SELECT 1 FROM list_totes x JOIN list_totes y ON y.warehouse_id = $1 AND y.tote_id = x.tote_id AND y.list_id <> p.id
                AND y.state IN ('filling', 'dropped') WHERE x.warehouse_id = $1 AND x.list_id = p.id) THEN 'totes'
        ELSE '' END)
  FROM pick_lists p LEFT JOIN u ON true WHERE p.warehouse_id = $1 AND p.id = $2
