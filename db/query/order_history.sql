-- $1 warehouse, $2 order. All that happened to it, oldest first: the audit trail, its goods' moves, its refused scans.
WITH o AS (SELECT wave_id, COALESCE(packing_at, placed_at) AS since FROM orders WHERE warehouse_id = $1 AND id = $2),
 lists AS (SELECT DISTINCT list_id FROM list_totes WHERE warehouse_id = $1 AND order_id = $2),
 own AS (SELECT t.id FROM order_lines l JOIN tasks t ON t.warehouse_id = $1 AND t.line_id = l.id
          WHERE l.warehouse_id = $1 AND l.order_id = $2),
 shared AS (SELECT s.task_id, s.line_id FROM order_lines l JOIN shares s ON s.warehouse_id = $1 AND s.line_id = l.id
             WHERE l.warehouse_id = $1 AND l.order_id = $2),
 moved AS (
    SELECT m.* FROM own JOIN moves m ON m.warehouse_id = $1 AND m.task_id = own.id AND m.task_id <> 0
    UNION
    SELECT m.* FROM shared JOIN moves m ON m.warehouse_id = $1 AND m.task_id = shared.task_id AND m.line_id = shared.line_id AND m.task_id <> 0
    UNION
    SELECT m.* FROM scans s JOIN moves m ON m.warehouse_id = $1 AND m.scan_id = s.scan_id
     WHERE s.warehouse_id = $1 AND s.order_id = $2 AND s.order_id <> 0 AND s.accepted
    UNION
    SELECT m.* FROM o JOIN order_lines l ON l.warehouse_id = $1 AND l.order_id = $2
      JOIN moves m ON m.warehouse_id = $1 AND m.item_id = l.item_id AND m.at >= o.since AND m.line_id = l.id AND m.cause = 'ship')
SELECT h.at, COALESCE(u.name, '') AS who, h.kind, h.text, h.verdict FROM (
    SELECT at, id AS seq, user_id, kind, text, '' AS verdict FROM events WHERE warehouse_id = $1 AND order_id = $2 AND order_id <> 0
    UNION ALL
    SELECT e.at, e.id, e.user_id, e.kind, concat_ws(' ', 'list ' || e.list_id, NULLIF(e.text, '')), '' FROM o
      JOIN events e ON e.warehouse_id = $1 AND e.wave_id = o.wave_id AND e.wave_id <> 0 AND e.order_id = 0
     WHERE e.list_id IN (SELECT list_id FROM lists)
    UNION ALL
    SELECT m.at, 0, m.user_id, 'move.' || m.cause,
           m.qty || ' × ' || i.sku || ' from ' || f.code || ' to ' || t.code || CASE WHEN m.serial <> '' THEN ', serial ' || m.serial ELSE '' END, ''
      FROM moved m
      JOIN items i ON i.warehouse_id = $1 AND i.id = m.item_id
      JOIN locations f ON f.warehouse_id = $1 AND f.id = m.from_id
      JOIN locations t ON t.warehouse_id = $1 AND t.id = m.to_id
    UNION ALL
    SELECT s.at, 0, s.user_id, 'scan.refused', concat_ws(E'\x1c', s.answer->'message'->>'title', NULLIF(s.answer->'message'->>'detail', '')), s.verdict
      FROM o JOIN scans s ON s.warehouse_id = $1 AND s.refused AND s.at >= o.since AND s.order_id = $2
) h LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = h.user_id
ORDER BY h.at, h.seq
