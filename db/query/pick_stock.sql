-- $1 warehouse, $2 list. Free stock of the current task's item in other pick faces: its lot rules first (soonest expiry),
-- then the same zone, then the fullest bin.
SELECT COALESCE((SELECT json_agg(json_build_object('line', s.line_id, 'qty', s.qty, 'put', s.put, 'short', s.short)
                   ORDER BY o.priority DESC, o.cutoff, s.line_id)
          FROM shares s
          JOIN order_lines ol ON ol.warehouse_id = $1 AND ol.id = s.line_id
          JOIN orders o ON o.warehouse_id = $1 AND o.id = ol.order_id
         WHERE s.warehouse_id = $1 AND s.task_id = t.id), '[]') AS shares,
       COALESCE((SELECT json_agg(json_build_object('location', b.location_id, 'bin', l.code, 'zone', l.zone, 'aisle', l.aisle,
                   'side', l.side, 'level', l.level, 'lot', b.lot_id, 'lot_code', COALESCE(lt.code, ''),
                   'expires', COALESCE(lt.expires::text, ''), 'free', b.on_hand - b.reserved,
                   'lots', CASE WHEN b.lot_id = 0 THEN 0 ELSE (SELECT count(*) FROM balances x WHERE x.warehouse_id = $1
                       AND x.location_id = b.location_id AND x.item_id = b.item_id AND x.on_hand > 0) END)
                   ORDER BY lt.expires NULLS LAST, l.zone = tl.zone DESC, b.on_hand - b.reserved DESC, l.code)
          FROM balances b
          JOIN locations l ON l.warehouse_id = $1 AND l.id = b.location_id AND l.kind = 'pick'
          LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id
         WHERE b.warehouse_id = $1 AND b.item_id = t.item_id AND b.location_id <> t.location_id
           AND b.on_hand > b.reserved AND NOT b.suspect AND (lt.expires IS NULL OR lt.expires >= current_date)), '[]') AS stock
  FROM pick_lists p
  JOIN tasks t ON t.warehouse_id = $1 AND t.id = p.task_id
  JOIN locations tl ON tl.warehouse_id = $1 AND tl.id = t.location_id
 WHERE p.warehouse_id = $1 AND p.id = $2
