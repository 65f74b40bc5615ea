-- $1 warehouse, $2 order, $3 code, $4 gtin. What waits of a cancelled order in dropped totes and on the wall, with the bins it
-- came from, as the JSON of picking/task.BackState.
SELECT json_build_object('order', o.id, 'number', o.number, 'layout', (SELECT w.layout FROM warehouses w WHERE w.id = $1),
    'found', scan_found($1, $3, $4),
    'at', COALESCE((u.j->0->>'at')::bigint, 0), 'before', u.j->1,
    'last', u.j->0 || jsonb_build_object(
        'free', COALESCE((SELECT b.on_hand - b.reserved FROM balances b WHERE b.warehouse_id = $1 AND b.location_id = (u.j->0->'good'->>'to')::bigint
            AND b.item_id = (u.j->0->'good'->>'item')::bigint AND b.lot_id = (u.j->0->'good'->>'lot')::bigint), 0),
        'taken', EXISTS (SELECT 1 FROM list_totes t WHERE t.warehouse_id = $1 AND t.tote_id = (u.j->0->'good'->>'from')::bigint
            AND t.state IN ('filling', 'dropped') AND t.order_id IS DISTINCT FROM o.id)
          OR EXISTS (SELECT 1 FROM wall_slots s WHERE s.warehouse_id = $1 AND s.slot_id = (u.j->0->'good'->>'from')::bigint AND s.order_id <> o.id)),
    'goods', COALESCE((SELECT json_agg(json_build_object('from', p.id, 'place', p.code, 'to', d.id, 'bin', d.code, 'zone', d.zone, 'aisle', d.aisle,
             'y', d.y, 'item', i.id, 'sku', i.sku, 'name', i.name, 'picture', i.picture, 'lot', b.lot_id, 'lot_code', COALESCE(lt.code, ''),
             'qty', b.on_hand) ORDER BY d.code, i.sku, b.lot_id)
        FROM (SELECT t.tote_id AS at FROM list_totes t WHERE t.warehouse_id = $1 AND t.order_id = o.id AND t.state = 'dropped'
              UNION SELECT s.slot_id FROM wall_slots s WHERE s.warehouse_id = $1 AND s.order_id = o.id) h
        JOIN locations p ON p.warehouse_id = $1 AND p.id = h.at
        JOIN balances b ON b.warehouse_id = $1 AND b.location_id = h.at AND b.on_hand > 0
        JOIN items i ON i.warehouse_id = $1 AND i.id = b.item_id
        LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id
        JOIN LATERAL (SELECT k.location_id FROM (
                SELECT t.id FROM order_lines l JOIN tasks t ON t.warehouse_id = $1 AND t.line_id = l.id WHERE l.warehouse_id = $1 AND l.order_id = o.id
                UNION SELECT h.task_id FROM order_lines l JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id WHERE l.warehouse_id = $1 AND l.order_id = o.id) x
               JOIN tasks k ON k.warehouse_id = $1 AND k.id = x.id AND k.done > 0 AND k.item_id = b.item_id AND k.lot_id = b.lot_id
              ORDER BY k.done DESC, k.id LIMIT 1) k ON true
        JOIN locations d ON d.warehouse_id = $1 AND d.id = k.location_id), '[]')) AS state
  FROM orders o
  LEFT JOIN LATERAL (SELECT jsonb_agg(x.step || jsonb_build_object('scan', x.scan_id) ORDER BY x.version DESC) AS j FROM (
        SELECT s.scan_id, s.step, s.version FROM scans s WHERE s.warehouse_id = $1 AND s.order_id = o.id AND s.order_id <> 0 AND s.accepted
        AND NOT s.undone AND s.step->>'kind' = 'back' ORDER BY s.version DESC LIMIT 2) x) u ON true
 WHERE o.warehouse_id = $1 AND o.id = $2 AND o.cancelled_at IS NOT NULL
