-- I7: Shipped ≤ packed ≤ picked ≤ ordered; an order counts what its lines count; cartons hold what lines say is packed.
SELECT 'line ' || id AS what, concat_ws(' ', 'ordered', qty, 'short', short, 'picked', picked, 'packed', packed, 'shipped', shipped) AS wrong
  FROM order_lines WHERE warehouse_id = $1 AND NOT (0 <= shipped AND shipped <= packed AND packed <= picked AND picked + short <= qty AND short >= 0)
UNION ALL
SELECT 'order ' || o.number, concat_ws(' ', 'counts', o.units, o.short, o.picked, o.packed, o.shipped, 'its lines', l.units, l.short, l.picked, l.packed, l.shipped)
  FROM orders o LEFT JOIN (SELECT order_id, sum(qty) AS units, sum(short) AS short, sum(picked) AS picked, sum(packed) AS packed, sum(shipped) AS shipped
        FROM order_lines WHERE warehouse_id = $1 GROUP BY 1) l ON l.order_id = o.id
 WHERE o.warehouse_id = $1 AND (o.units, o.short, o.picked, o.packed, o.shipped) IS DISTINCT FROM (l.units, l.short, l.picked, l.packed, l.shipped)
UNION ALL
SELECT 'line ' || l.id, 'packed ' || l.packed || ', in cartons ' || COALESCE(c.q, 0)
  FROM order_lines l LEFT JOIN (SELECT x.line_id, sum(x.qty) AS q FROM carton_lines x
        JOIN cartons c ON c.warehouse_id = $1 AND c.id = x.carton_id AND c.state <> 'void' WHERE x.warehouse_id = $1 GROUP BY 1) c ON c.line_id = l.id
 WHERE l.warehouse_id = $1 AND l.packed <> COALESCE(c.q, 0)
UNION ALL
SELECT 'carton ' || c.id, 'lists ' || COALESCE(x.q, 0) || ' of item ' || COALESCE(x.item_id, b.item_id) || ', holds ' || COALESCE(b.q, 0)
  FROM cartons c
  JOIN LATERAL (
    SELECT y.item_id, y.q, h.item_id AS held, h.q AS hq FROM (
        SELECT l.item_id, sum(k.qty) AS q FROM carton_lines k JOIN order_lines l ON l.warehouse_id = $1 AND l.id = k.line_id
         WHERE k.warehouse_id = $1 AND k.carton_id = c.id AND k.qty > 0 GROUP BY 1) y
      FULL JOIN (SELECT item_id, sum(on_hand) AS q FROM balances WHERE warehouse_id = $1 AND location_id = c.location_id AND on_hand > 0 GROUP BY 1) h
        ON h.item_id = y.item_id) z ON true
  CROSS JOIN LATERAL (SELECT z.item_id, z.q) x(item_id, q)
  CROSS JOIN LATERAL (SELECT z.held, z.hq) b(item_id, q)
 WHERE c.warehouse_id = $1 AND c.state IN ('open', 'labelled') AND COALESCE(x.q, 0) <> COALESCE(b.q, 0)
UNION ALL
SELECT 'order ' || o.number, 'counts ' || o.open_cartons || ' open cartons, has ' || c.n
  FROM orders o JOIN LATERAL (SELECT count(*) AS n FROM cartons c WHERE c.warehouse_id = $1 AND c.order_id = o.id AND c.state = 'open') c ON true
 WHERE o.warehouse_id = $1 AND o.open_cartons <> c.n
