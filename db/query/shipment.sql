-- $1 warehouse, $2 order. Everything that an order's documents say.
SELECT json_build_object(
    'warehouse', w.name, 'timezone', w.timezone, 'from', w.ship_from,
    'order', o.id, 'number', o.number, 'state', o.state, 'service', o.service, 'pickup', o.pickup, 'to', o.ship_to, 'note', o.note, 'gift', o.gift_message,
    'placed', o.placed_at, 'cutoff', o.cutoff, 'packed', o.packed_at, 'left', o.left_at,
    'lines', (SELECT json_agg(json_build_object('id', l.id, 'no', l.no, 'sku', i.sku, 'name', i.name, 'qty', l.qty, 'short', l.short)
            ORDER BY l.no)
        FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
       WHERE l.warehouse_id = $1 AND l.order_id = o.id),
    'cartons', COALESCE((SELECT json_agg(json_build_object('id', c.id, 'n', c.n, 'code', cl.code, 'state', c.state, 'box', c.box,
            'weight', COALESCE(c.weight_g, 0), 'sscc', COALESCE(c.sscc, ''), 'tracking', COALESCE(c.tracking, ''),
            'closed', c.closed_at, 'booking', (
                SELECT json_build_object('id', b.id, 'state', b.state, 'trouble', b.trouble, 'carrier', COALESCE(r.name, ''), 'service', b.service,
                       'why', b.why, 'label', b.label)
                  FROM bookings b LEFT JOIN carriers r ON r.warehouse_id = $1 AND r.id = b.carrier_id
                 WHERE b.warehouse_id = $1 AND b.carton_id = c.id ORDER BY b.id DESC LIMIT 1), 'contents', COALESCE((
                SELECT json_agg(json_build_object('line', x.line_id, 'qty', x.qty, 'lot', COALESCE(lt.code, ''), 'expires',
                       COALESCE(lt.expires::text, '')) ORDER BY x.line_id, lt.expires, x.lot_id)
                  FROM carton_lines x LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = x.lot_id
                 WHERE x.warehouse_id = $1 AND x.carton_id = c.id AND x.qty > 0), '[]'),
            'serials', COALESCE((
                SELECT json_agg(json_build_object('line', y.line, 'serial', y.serial) ORDER BY y.serial)
                  FROM carton_serials($1, o.id) y WHERE y.carton = c.id), '[]')) ORDER BY c.n)
        FROM cartons c JOIN locations cl ON cl.warehouse_id = $1 AND cl.id = c.location_id
       WHERE c.warehouse_id = $1 AND c.order_id = o.id AND c.state <> 'void'), '[]')) AS shipment
  FROM orders o JOIN warehouses w ON w.id = o.warehouse_id
 WHERE o.warehouse_id = $1 AND o.id = $2
