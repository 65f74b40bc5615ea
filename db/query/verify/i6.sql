-- I6: Every move of the floor has its receipt, every receipt of a move has it, and an act has one receipt.
SELECT 'scan ' || m.scan_id AS what, m.cause || ' of ' || sum(m.qty) || ' without a receipt' AS wrong
  FROM moves m WHERE m.warehouse_id = $1 AND m.cause IN ('pick', 'put', 'pack', 'ship', 'undo')
   AND NOT EXISTS (SELECT 1 FROM scans s WHERE s.warehouse_id = $1 AND s.scan_id = m.scan_id AND s.accepted)
 GROUP BY m.scan_id, m.cause
UNION ALL
SELECT 'scan ' || s.scan_id, 'accepted as ' || (s.step->>'kind') || ', nothing moved'
  FROM scans s LEFT JOIN moves m ON m.warehouse_id = $1 AND m.scan_id = s.scan_id
 WHERE s.warehouse_id = $1 AND s.accepted AND m.scan_id IS NULL
   AND (s.list_id <> 0 AND s.step->>'kind' = 'put' OR s.order_id <> 0 AND s.step->>'kind' = 'pack'
     OR s.sort_id <> 0 AND s.step->>'kind' = 'put' AND COALESCE((s.step->>'put')::int, 0) > 0)
UNION ALL
SELECT 'scan ' || scan_id, 'accepted on ' || count(*) || ' devices' FROM scans
 WHERE warehouse_id = $1 AND accepted GROUP BY scan_id HAVING count(*) > 1
UNION ALL
SELECT 'scan ' || scan_id, 'refused, and ' || (SELECT count(*) FROM moves m WHERE m.warehouse_id = $1 AND m.scan_id = s.scan_id) || ' moves'
  FROM scans s WHERE s.warehouse_id = $1 AND NOT s.accepted
   AND EXISTS (SELECT 1 FROM moves m WHERE m.warehouse_id = $1 AND m.scan_id = s.scan_id)
UNION ALL
SELECT 'scan ' || scan_id, 'its answer says nothing' FROM scans WHERE warehouse_id = $1 AND COALESCE(answer->'message'->>'verdict', '') <> verdict
