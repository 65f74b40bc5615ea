-- $1 warehouse, $2 sort, $3 device, $4 scan id, $5 code, $6 gtin
SELECT (SELECT json_build_object('raw', r.raw, 'answer', r.answer) FROM scans r
         WHERE r.warehouse_id = $1 AND r.device = $3 AND r.scan_id = $4) AS receipt,
  scan_found($1, $5, $6) AS found,
  (WITH s AS (
     SELECT s.*, t.order_id, t.at_id AS dropped_at FROM sorts s
       JOIN list_totes t ON t.warehouse_id = $1 AND t.list_id = s.list_id AND t.slot = s.tote_slot
      WHERE s.warehouse_id = $1 AND s.id = $2),
   goods AS (  -- what the list picked into the tote, and what else it holds
     SELECT k.item_id, k.lot_id FROM s JOIN tasks k ON k.warehouse_id = $1 AND k.list_id = s.list_id AND k.slot = s.tote_slot
     UNION
     SELECT b.item_id, b.lot_id FROM s JOIN balances b ON b.warehouse_id = $1 AND b.location_id = s.tote_id AND b.on_hand > 0),
   shared AS (  -- of this tote's own tasks: a share is worked from one tote only, so two people at the wall never race for it
     SELECT h.task_id, h.line_id, ol.order_id, k.item_id, k.lot_id, h.qty - h.put - h.short AS lft
       FROM s JOIN tasks k ON k.warehouse_id = $1 AND k.list_id = s.list_id AND k.slot = s.tote_slot AND s.order_id IS NULL
       JOIN shares h ON h.warehouse_id = $1 AND h.task_id = k.id
       JOIN order_lines ol ON ol.warehouse_id = $1 AND ol.id = h.line_id)
   SELECT json_build_object('sort', s.id, 'version', s.version, 'whole', COALESCE(s.order_id, 0),
     'tote', json_build_object('slot', s.tote_slot, 'id', s.tote_id, 'code', tl.code, 'at', COALESCE(s.dropped_at, 0),
        'reused', EXISTS (SELECT 1 FROM list_totes x WHERE x.warehouse_id = $1 AND x.tote_id = s.tote_id
            AND x.state IN ('filling', 'dropped') AND (x.list_id, x.slot) <> (s.list_id, s.tote_slot))),
     'cursor', json_build_object('step', s.step, 'task', s.task_id, 'line', s.line_id, 'item', s.item_id, 'lot', s.lot_id,
        'counted', s.counted),
     'orders', COALESCE((SELECT json_agg(json_build_object('id', o.id, 'number', o.number, 'cutoff', o.cutoff,
            'slot', COALESCE(ws.slot_id, 0), 'cancelled', o.cancelled_at IS NOT NULL, 'units', o.units - o.short, 'missing', o.units - o.short - o.picked, 'packing', o.packing_at IS NOT NULL,
            'elsewhere', CASE WHEN s.order_id IS NULL THEN 0 ELSE wall_others($1, o.id, s.list_id, s.tote_slot) END) ORDER BY o.id)
        FROM orders o LEFT JOIN wall_slots ws ON ws.warehouse_id = $1 AND ws.order_id = o.id
       WHERE o.warehouse_id = $1 AND (o.id = s.order_id OR o.id IN (SELECT order_id FROM shared))), '[]'),
     'contents', COALESCE((SELECT json_agg(json_build_object('item', g.item_id, 'sku', i.sku, 'name', i.name, 'picture', i.picture,
            'lot', g.lot_id, 'lot_code', COALESCE(lt.code, ''), 'qty', COALESCE(b.on_hand, 0)) ORDER BY i.sku, g.lot_id)
        FROM goods g JOIN items i ON i.warehouse_id = $1 AND i.id = g.item_id
        LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = g.lot_id
        LEFT JOIN balances b ON b.warehouse_id = $1 AND b.location_id = s.tote_id AND b.item_id = g.item_id AND b.lot_id = g.lot_id), '[]'),
     'shares', COALESCE((SELECT json_agg(json_build_object('task', h.task_id, 'line', h.line_id, 'order', h.order_id,
            'item', h.item_id, 'lot', h.lot_id, 'left', h.lft) ORDER BY h.task_id, h.line_id) FROM shared h), '[]'),
     'slots', COALESCE((SELECT json_agg(json_build_object('id', l.id, 'code', l.code, 'order', COALESCE(ws.order_id, 0),
            'number', COALESCE(o.number, '')) ORDER BY l.code)
        FROM locations l LEFT JOIN wall_slots ws ON ws.warehouse_id = $1 AND ws.slot_id = l.id
        LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = ws.order_id
       WHERE l.warehouse_id = $1 AND l.kind = 'slot'), '[]'),
     'past', COALESCE((SELECT json_agg(jsonb_build_object('scan', x.scan_id) || x.step ORDER BY x.version DESC) FROM (
        SELECT scan_id, step, version FROM scans WHERE warehouse_id = $1 AND sort_id = s.id AND sort_id <> 0 AND accepted
           AND NOT undone AND step->>'kind' IN ('count', 'put') ORDER BY version DESC LIMIT 2) x), '[]'))
   FROM s JOIN locations tl ON tl.warehouse_id = $1 AND tl.id = s.tote_id) AS state
