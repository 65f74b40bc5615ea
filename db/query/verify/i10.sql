-- I10: The audit trail ends with the state each order, wave, list and carton is in.
SELECT 'order ' || o.number AS what, 'is ' || o.state || ', the trail says ' || COALESCE(e.kind, 'nothing') AS wrong
  FROM orders o LEFT JOIN LATERAL (SELECT kind FROM events e WHERE e.warehouse_id = $1 AND e.order_id = o.id AND e.order_id <> 0
        AND e.kind IN ('order.received', 'order.on_hold', 'order.released', 'order.picking', 'order.picked', 'order.packing', 'order.packed',
            'order.ready_for_pickup', 'order.shipped', 'order.collected', 'order.backordered', 'order.cancelled') ORDER BY e.id DESC LIMIT 1) e ON true
 WHERE o.warehouse_id = $1 AND e.kind IS DISTINCT FROM 'order.' || o.state
UNION ALL
SELECT 'wave ' || w.id, 'is ' || w.state || ', the trail says ' || COALESCE(e.kind, 'nothing')
  FROM waves w LEFT JOIN LATERAL (SELECT kind FROM events e WHERE e.warehouse_id = $1 AND e.wave_id = w.id AND e.wave_id <> 0
        AND e.kind LIKE 'wave.%' ORDER BY e.id DESC LIMIT 1) e ON true
 WHERE w.warehouse_id = $1 AND e.kind IS DISTINCT FROM 'wave.' || w.state
UNION ALL
SELECT 'list ' || p.id, 'is ' || p.state || ', the trail says ' || COALESCE(e.kind, 'nothing')
  FROM pick_lists p LEFT JOIN (SELECT DISTINCT ON (list_id) list_id, kind FROM events WHERE warehouse_id = $1 AND list_id <> 0
        AND kind LIKE 'list.%' ORDER BY list_id, id DESC) e ON e.list_id = p.id
 WHERE p.warehouse_id = $1 AND COALESCE(e.kind, 'list.open') <> 'list.' || p.state
UNION ALL
SELECT 'carton ' || c.id, 'is ' || c.state || ', the trail says ' || COALESCE(e.kind, 'nothing')
  FROM cartons c LEFT JOIN (SELECT DISTINCT ON (carton_id) carton_id, kind FROM events WHERE warehouse_id = $1 AND carton_id <> 0
        AND kind IN ('carton.open', 'carton.labelled', 'carton.left', 'carton.void') ORDER BY carton_id, id DESC) e ON e.carton_id = c.id
 WHERE c.warehouse_id = $1 AND e.kind IS DISTINCT FROM 'carton.' || c.state
