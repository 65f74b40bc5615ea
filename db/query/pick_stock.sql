-- $1 warehouse, $2 list. What a short looks at: how a batch task divides; free stock of the item elsewhere, what expires first
-- first; the floor; the rest of the walk; and who else waits for the same goods of that bin without standing at it.
WITH p AS (SELECT * FROM pick_lists WHERE warehouse_id = $1 AND id = $2),
 t AS (SELECT k.*, l.zone AS in_zone FROM p JOIN tasks k ON k.warehouse_id = $1 AND k.id = p.task_id
         JOIN locations l ON l.warehouse_id = $1 AND l.id = k.location_id),
 sibling AS (
    SELECT k.id, k.list_id, q.priority, q.cutoff FROM t
      JOIN tasks k ON k.location_id = t.location_id AND k.item_id = t.item_id AND k.warehouse_id = $1 AND k.lot_id = t.lot_id
           AND k.state = 'open' AND k.id <> t.id AND k.done = 0
      JOIN pick_lists q ON q.warehouse_id = $1 AND q.id = k.list_id AND NOT (q.task_id = k.id AND q.step IN ('item', 'serial', 'tote'))),
 stop AS (  -- the open tasks of every list concerned
    SELECT k.list_id, k.id, json_build_object('id', k.id, 'seq', k.seq, 'location', k.location_id, 'bin', b.code, 'zone', b.zone,
            'aisle', b.aisle, 'y', b.y, 'side', b.side, 'level', b.level, 'item', k.item_id, 'sku', i.sku, 'name', i.name,
            'picture', i.picture, 'tracking', i.tracking, 'over_pick', i.over_pick, 'typed_qty', i.typed_qty,
            'expired_ok', i.expired = 'confirm', 'lot', k.lot_id, 'lot_code', COALESCE(lt.code, ''), 'expires', COALESCE(lt.expires::text, ''),
            'lots', CASE WHEN k.lot_id = 0 THEN 0 ELSE (SELECT count(*) FROM balances x WHERE x.warehouse_id = $1
                AND x.location_id = k.location_id AND x.item_id = k.item_id AND x.on_hand > 0) END,
            'qty', k.qty, 'done', k.done, 'short', k.short, 'line', COALESCE(k.line_id, 0), 'slot', k.slot, 'state', k.state) AS j
      FROM tasks k
      JOIN locations b ON b.warehouse_id = $1 AND b.id = k.location_id
      JOIN items i ON i.warehouse_id = $1 AND i.id = k.item_id
      LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = k.lot_id
     WHERE k.warehouse_id = $1 AND k.state = 'open' AND k.list_id IN (SELECT $2 UNION SELECT list_id FROM sibling))
SELECT COALESCE((SELECT json_agg(json_build_object('line', s.line_id, 'qty', s.qty, 'put', s.put, 'short', s.short)
                   ORDER BY o.priority DESC, o.cutoff, s.line_id)
          FROM shares s
          JOIN order_lines ol ON ol.warehouse_id = $1 AND ol.id = s.line_id
          JOIN orders o ON o.warehouse_id = $1 AND o.id = ol.order_id
         WHERE s.warehouse_id = $1 AND s.task_id = t.id), '[]') AS shares,
       COALESCE((SELECT json_agg(json_build_object('location', b.location_id, 'bin', l.code, 'zone', l.zone, 'aisle', l.aisle, 'y', l.y,
                   'side', l.side, 'level', l.level, 'lot', b.lot_id, 'lot_code', COALESCE(lt.code, ''),
                   'expires', COALESCE(lt.expires::text, ''), 'free', b.on_hand - b.reserved,
                   'lots', CASE WHEN b.lot_id = 0 THEN 0 ELSE (SELECT count(*) FROM balances x WHERE x.warehouse_id = $1
                       AND x.location_id = b.location_id AND x.item_id = b.item_id AND x.on_hand > 0) END)
                   ORDER BY lt.expires NULLS LAST, l.zone = t.in_zone DESC, b.on_hand - b.reserved DESC, l.code)
          FROM balances b
          JOIN locations l ON l.warehouse_id = $1 AND l.id = b.location_id AND l.kind = 'pick'
          LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id
         WHERE b.warehouse_id = $1 AND b.item_id = t.item_id AND (b.location_id, b.lot_id) <> (t.location_id, t.lot_id)
           AND b.on_hand > b.reserved AND NOT b.suspect AND (lt.expires IS NULL OR lt.expires >= current_date)), '[]') AS stock,
       json_build_object(
         'layout', (SELECT w.layout FROM warehouses w WHERE w.id = $1),
         'quarantine', COALESCE((SELECT min(q.id) FROM locations q WHERE q.warehouse_id = $1 AND q.kind = 'quarantine'), 0),
         'walks', (SELECT json_agg(json_build_object('list', q.id, 'version', q.version, 'wave', q.wave_id,
                     'zone', CASE WHEN q.method = 'zone' THEN q.zone ELSE '' END, 'task', q.task_id,
                     'stops', (SELECT json_agg(s.j ORDER BY (s.j->>'seq')::int, s.id) FROM stop s WHERE s.list_id = q.id)) ORDER BY q.id)
                     FROM pick_lists q WHERE q.warehouse_id = $1 AND q.id IN (SELECT list_id FROM stop)),
         'siblings', COALESCE((SELECT json_agg(json_build_object('list', s.list_id, 'task', s.id, 'shares', COALESCE((
                     SELECT json_agg(json_build_object('line', h.line_id, 'qty', h.qty, 'put', h.put, 'short', h.short)
                              ORDER BY o.priority DESC, o.cutoff, h.line_id)
                       FROM shares h JOIN order_lines ol ON ol.warehouse_id = $1 AND ol.id = h.line_id
                       JOIN orders o ON o.warehouse_id = $1 AND o.id = ol.order_id
                      WHERE h.warehouse_id = $1 AND h.task_id = s.id), '[]')) ORDER BY s.priority DESC, s.cutoff, s.id)
                     FROM sibling s), '[]')) AS floor
  FROM p, t
