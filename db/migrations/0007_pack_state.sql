-- +goose Up
-- +goose StatementBegin
-- pack_state answers with the receipt of the act, if it has one, and with the JSON of picking/pack.State.
-- $1 warehouse, $2 order, $3 device, $4 act id, $5 code, $6 gtin
CREATE FUNCTION pack_state(bigint, bigint, text, uuid, text, text) RETURNS TABLE (receipt_ json, state_ json)
LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN QUERY
SELECT (SELECT json_build_object('raw', r.raw, 'answer', r.answer) FROM scans r
         WHERE r.warehouse_id = $1 AND r.device = $3 AND r.scan_id = $4) AS receipt,
  (SELECT json_build_object(
    'order', json_build_object('id', o.id, 'number', o.number, 'version', o.version, 'state', o.state, 'hold', o.hold,
        'service', o.service, 'pickup', o.pickup, 'priority', o.priority, 'cutoff', o.cutoff, 'note', o.note, 'ship_to', o.ship_to,
        'units', o.units, 'short', o.short, 'picked', o.picked, 'packed', o.packed, 'packer', COALESCE(o.packer_id, 0),
        'packer_name', COALESCE((SELECT u.name FROM users u WHERE u.warehouse_id = $1 AND u.id = o.packer_id), '')),
    'lines', (SELECT json_agg(json_build_object('id', l.id, 'no', l.no, 'item', l.item_id, 'sku', i.sku, 'name', i.name,
            'picture', i.picture, 'tracking', i.tracking, 'weight', i.weight_g, 'length', i.length_mm, 'width', i.width_mm,
            'height', i.height_mm, 'qty', l.qty, 'short', l.short, 'picked', l.picked, 'packed', l.packed) ORDER BY l.no)
        FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
       WHERE l.warehouse_id = $1 AND l.order_id = o.id),
    'places', COALESCE((SELECT json_agg(json_build_object('id', p.id, 'code', p.code, 'kind', p.kind, 'method', p.method,
            'state', p.state, 'at', p.at, 'goods', COALESCE((
                SELECT json_agg(json_build_object('item', b.item_id, 'lot', b.lot_id, 'lot_code', COALESCE(lt.code, ''),
                       'qty', b.on_hand) ORDER BY b.item_id, b.lot_id)
                  FROM balances b LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id
                 WHERE b.warehouse_id = $1 AND b.location_id = p.id AND b.on_hand > 0), '[]')) ORDER BY p.code)
        FROM (SELECT c.id, c.code, c.kind, pl.method, t.state, COALESCE(a.code, '') AS at
                FROM list_totes t
                JOIN pick_lists pl ON pl.warehouse_id = $1 AND pl.id = t.list_id
                JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
                LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = t.at_id
               WHERE t.warehouse_id = $1 AND t.order_id = o.id AND t.state IN ('filling', 'dropped')
              UNION ALL
              SELECT c.id, c.code, c.kind, '', '', '' FROM wall_slots s JOIN locations c ON c.warehouse_id = $1 AND c.id = s.slot_id
               WHERE s.warehouse_id = $1 AND s.order_id = o.id) p), '[]'),
    'unsort', COALESCE((SELECT json_agg(DISTINCT c.code)
        FROM order_lines l
        JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id AND h.put + h.short < h.qty
        JOIN tasks k ON k.warehouse_id = $1 AND k.id = h.task_id
        JOIN list_totes t ON t.warehouse_id = $1 AND t.list_id = k.list_id AND t.slot = k.slot AND t.state = 'dropped'
        JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
       WHERE l.warehouse_id = $1 AND l.order_id = o.id AND l.picked + l.short < l.qty), '[]'),
    'cartons', COALESCE((SELECT json_agg(json_build_object('id', c.id, 'n', c.n, 'code', cl.code, 'state', c.state,
            'location', c.location_id, 'box', c.box, 'weight', COALESCE(c.weight_g, 0), 'sscc', COALESCE(c.sscc, ''),
            'tracking', COALESCE(c.tracking, ''), 'contents', COALESCE((
                SELECT json_agg(json_build_object('line', x.line_id, 'lot', x.lot_id, 'qty', x.qty) ORDER BY x.line_id, x.lot_id)
                  FROM carton_lines x WHERE x.warehouse_id = $1 AND x.carton_id = c.id AND x.qty > 0), '[]')) ORDER BY c.n)
        FROM cartons c JOIN locations cl ON cl.warehouse_id = $1 AND cl.id = c.location_id
       WHERE c.warehouse_id = $1 AND c.order_id = o.id AND c.state <> 'void'), '[]'),
    'boxes', COALESCE((SELECT json_agg(json_build_object('code', b.code, 'length', b.length_mm, 'width', b.width_mm,
            'height', b.height_mm, 'tare', b.tare_g, 'max_weight', b.max_weight_g)
            ORDER BY b.length_mm::bigint * b.width_mm * b.height_mm, b.code) FROM boxes b WHERE b.warehouse_id = $1), '[]'),
    'serials', COALESCE((SELECT json_agg(json_build_object('item', s.item_id, 'serial', s.serial, 'task', s.task_id, 'line', s.line_id,
            'packed', EXISTS (SELECT 1 FROM scans x, jsonb_array_elements(x.step->'moves') m
                WHERE x.warehouse_id = $1 AND x.order_id = o.id AND x.order_id <> 0 AND x.accepted AND NOT x.undone
                  AND x.step->>'kind' = 'pack' AND m->>'serial' = s.serial AND (m->>'item')::bigint = s.item_id))
            ORDER BY s.item_id, s.serial)
        FROM serials s
       WHERE s.warehouse_id = $1 AND s.line_id IN (SELECT l.id FROM order_lines l WHERE l.warehouse_id = $1 AND l.order_id = o.id
               UNION ALL SELECT 0 WHERE EXISTS (SELECT 1 FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
                   AND i.tracking = 'serial' WHERE l.warehouse_id = $1 AND l.order_id = o.id))
         AND (s.line_id <> 0 OR s.task_id IN (SELECT h.task_id FROM order_lines l
               JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id WHERE l.warehouse_id = $1 AND l.order_id = o.id))), '[]'),
    'found', f.j,
    'wanted', CASE WHEN f.j ? 'item' AND NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.warehouse_id = $1 AND l.order_id = o.id
            AND l.item_id = (f.j->'item'->>'id')::bigint) THEN (
        SELECT json_agg(w) FROM (
          SELECT o2.number, c.code AS place
            FROM balances b
            JOIN locations c ON c.warehouse_id = $1 AND c.id = b.location_id AND c.kind IN ('tote', 'slot')
            JOIN (SELECT tote_id AS at, order_id FROM list_totes WHERE warehouse_id = $1 AND state IN ('filling', 'dropped')
                  UNION ALL SELECT slot_id, order_id FROM wall_slots WHERE warehouse_id = $1) t ON t.at = b.location_id
            JOIN orders o2 ON o2.warehouse_id = $1 AND o2.id = t.order_id
           WHERE b.warehouse_id = $1 AND b.item_id = (f.j->'item'->>'id')::bigint AND b.on_hand > 0
           ORDER BY o2.cutoff, o2.id LIMIT 2) w) END,
    'last', u.j->0, 'before', u.j->1)
   FROM orders o
   CROSS JOIN LATERAL (SELECT scan_found($1, $5, $6) AS j) f
   LEFT JOIN LATERAL (SELECT jsonb_agg(x.step || jsonb_build_object('scan', x.scan_id) ORDER BY x.version DESC) AS j FROM (
        SELECT scan_id, step, version FROM scans WHERE warehouse_id = $1 AND order_id = o.id AND order_id <> 0 AND accepted
           AND NOT undone AND step->>'kind' IN ('pack', 'box', 'close') ORDER BY version DESC LIMIT 2) x) u ON true
  WHERE o.warehouse_id = $1 AND o.id = $2) AS state;
END $$;
-- +goose StatementEnd
