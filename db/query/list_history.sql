-- $1 warehouse, $2 list. What happened to it, newest first: the audit trail, its accepted steps, its refused scans.
SELECT h.at, COALESCE(u.name, '') AS who, h.kind, h.text, h.verdict FROM (
    SELECT e.at, e.id AS seq, e.user_id, e.kind, e.text, '' AS verdict FROM pick_lists p
      JOIN events e ON e.warehouse_id = $1 AND e.wave_id = p.wave_id AND e.wave_id <> 0 AND e.list_id = p.id
     WHERE p.warehouse_id = $1 AND p.id = $2
    UNION ALL
    (SELECT s.at, s.version, s.user_id, 'scan' AS kind, concat_ws(E'\x1c', s.raw, s.answer->'message'->>'title', NULLIF(s.answer->'message'->>'detail', '')), s.verdict
      FROM scans s WHERE s.warehouse_id = $1 AND s.list_id = $2 AND s.list_id <> 0 AND s.accepted AND NOT s.refused ORDER BY s.version DESC LIMIT 200)
    UNION ALL
    SELECT s.at, s.version, s.user_id, 'scan', concat_ws(E'\x1c', s.raw, s.answer->'message'->>'title', NULLIF(s.answer->'message'->>'detail', '')), s.verdict
      FROM pick_lists p JOIN waves w ON w.warehouse_id = $1 AND w.id = p.wave_id
      JOIN scans s ON s.warehouse_id = $1 AND s.refused AND s.at >= w.released_at AND s.list_id = p.id
     WHERE p.warehouse_id = $1 AND p.id = $2
) h LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = h.user_id
ORDER BY h.at DESC, h.seq DESC LIMIT 300
