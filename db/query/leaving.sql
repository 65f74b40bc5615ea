-- $1 warehouse, $2 cartons. What is in them, with the serial numbers that were scanned into them.
SELECT COALESCE(json_agg(json_build_object('at', c.location_id, 'line', x.line_id, 'item', l.item_id, 'lot', x.lot_id, 'qty', x.qty,
        'serials', COALESCE((
            SELECT json_agg(m->>'serial' ORDER BY m->>'serial')
              FROM scans s, jsonb_array_elements(s.step->'moves') m
             WHERE i.tracking = 'serial' AND s.warehouse_id = $1 AND s.order_id = c.order_id AND s.order_id <> 0 AND s.accepted
               AND NOT s.undone AND s.step->>'kind' = 'pack' AND (s.step->>'carton')::bigint = c.id AND m->>'serial' <> ''
               AND (m->>'line')::bigint = x.line_id AND (m->>'lot')::bigint = x.lot_id), '[]')) ORDER BY c.id, x.line_id, x.lot_id), '[]')
  FROM cartons c
  JOIN carton_lines x ON x.warehouse_id = $1 AND x.carton_id = c.id AND x.qty > 0
  JOIN order_lines l ON l.warehouse_id = $1 AND l.id = x.line_id
  JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
 WHERE c.warehouse_id = $1 AND c.id = ANY ($2)
