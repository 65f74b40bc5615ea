-- I8: A cart, a tote, a wall slot and a task are in one pair of hands; a serial number is captured once and for a pick.
SELECT 'cart ' || (SELECT code FROM locations WHERE warehouse_id = $1 AND id = cart_id) AS what, 'on lists ' || string_agg(id::text, ', ' ORDER BY id) AS wrong
  FROM pick_lists WHERE warehouse_id = $1 AND state = 'in_progress' AND cart_id IS NOT NULL GROUP BY cart_id HAVING count(*) > 1
UNION ALL
SELECT 'list ' || id, 'is ' || state || ' by nobody' FROM pick_lists
 WHERE warehouse_id = $1 AND state IN ('assigned', 'in_progress') AND user_id IS NULL
UNION ALL
SELECT 'tote ' || (SELECT code FROM locations WHERE warehouse_id = $1 AND id = tote_id), 'busy on lists ' || string_agg(list_id::text, ', ' ORDER BY list_id)
  FROM list_totes WHERE warehouse_id = $1 AND state IN ('filling', 'dropped') GROUP BY tote_id HAVING count(*) > 1
UNION ALL
SELECT 'order ' || order_id, 'has ' || count(*) || ' slots of the wall' FROM wall_slots WHERE warehouse_id = $1 GROUP BY order_id HAVING count(*) > 1
UNION ALL
SELECT 'slot ' || (SELECT code FROM locations WHERE warehouse_id = $1 AND id = slot_id), 'taken for ' || count(*) || ' orders' FROM wall_slots WHERE warehouse_id = $1 GROUP BY slot_id HAVING count(*) > 1
UNION ALL
SELECT 'task ' || t.id, 'open on list ' || t.list_id || ', which is ' || p.state
  FROM tasks t JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id
 WHERE t.warehouse_id = $1 AND t.state = 'open' AND p.state IN ('done', 'cancelled')
UNION ALL
SELECT 'serial ' || serial || ', ' || (SELECT sku FROM items WHERE warehouse_id = $1 AND id = item_id), 'captured ' || count(*) || ' times'
  FROM serials WHERE warehouse_id = $1 GROUP BY item_id, serial HAVING count(*) > 1
UNION ALL
SELECT 'task ' || t.id, 'took ' || t.done || ' with ' || s.n || ' serial numbers'
  FROM tasks t JOIN items i ON i.warehouse_id = $1 AND i.id = t.item_id AND i.tracking = 'serial'
  JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id
  JOIN LATERAL (SELECT count(*) AS n FROM serials s WHERE s.warehouse_id = $1 AND s.task_id = t.id) s ON true
 WHERE t.warehouse_id = $1 AND t.done <> s.n AND NOT EXISTS (SELECT 1 FROM order_lines l  -- what goes back may be captured again
            JOIN orders o ON o.warehouse_id = $1 AND o.id = l.order_id AND o.cancelled_at IS NOT NULL
           WHERE l.warehouse_id = $1 AND (l.id = t.line_id OR l.id IN (SELECT h.line_id FROM shares h WHERE h.warehouse_id = $1 AND h.task_id = t.id))) AND NOT (p.task_id = t.id AND s.n = t.done + p.counted)
UNION ALL
SELECT 'order ' || o.number, 'is not released, and task ' || t.id || ' is open for it'
  FROM tasks t JOIN order_lines l ON l.warehouse_id = $1 AND l.id = t.line_id
  JOIN orders o ON o.warehouse_id = $1 AND o.id = l.order_id AND o.wave_id IS NULL
 WHERE t.warehouse_id = $1 AND t.state = 'open'
