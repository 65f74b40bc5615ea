-- $1 warehouse, $2 cartons. What is in them, with the serial numbers that were scanned into them.
SELECT COALESCE(json_agg(json_build_object('at', c.location_id, 'line', x.line_id, 'item', l.item_id, 'lot', x.lot_id, 'qty', x.qty,
        'serials', COALESCE((
            SELECT json_agg(y.serial ORDER BY y.serial) FROM carton_serials($1, c.order_id) y
             WHERE i.tracking = 'serial' AND y.carton = c.id AND y.line = x.line_id AND y.lot = x.lot_id), '[]')) ORDER BY c.id, x.line_id, x.lot_id), '[]')
  FROM cartons c
  JOIN carton_lines x ON x.warehouse_id = $1 AND x.carton_id = c.id AND x.qty > 0
  JOIN order_lines l ON l.warehouse_id = $1 AND l.id = x.line_id
  JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
 WHERE c.warehouse_id = $1 AND c.id = ANY ($2)
