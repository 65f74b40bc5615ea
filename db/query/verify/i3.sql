-- I3: What a task, a share or a line says was done is what its moves add up to.
SELECT 'task ' || t.id AS what, 'done ' || t.done || ', moves say ' || COALESCE(m.q, 0) AS wrong
  FROM tasks t LEFT JOIN (
    SELECT task_id, sum(CASE cause WHEN 'pick' THEN qty WHEN 'undo' THEN -qty ELSE 0 END) AS q
      FROM moves WHERE warehouse_id = $1 AND task_id <> 0 GROUP BY 1) m ON m.task_id = t.id
 WHERE t.warehouse_id = $1 AND t.done <> COALESCE(m.q, 0)
UNION ALL
SELECT 'task ' || m.task_id, 'has moves and is gone' FROM moves m
 WHERE m.warehouse_id = $1 AND m.task_id <> 0 AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.warehouse_id = $1 AND t.id = m.task_id)
UNION ALL
SELECT 'line ' || l.id, 'picked ' || l.picked || ', its tasks and shares say ' || COALESCE(d.q, 0) || ', put on the wall ' || COALESCE(p.q, 0)
  FROM order_lines l
  LEFT JOIN (SELECT line_id, sum(q) AS q, sum(put) AS put FROM (
        SELECT line_id, done AS q, 0 AS put FROM tasks WHERE warehouse_id = $1 AND line_id IS NOT NULL
        UNION ALL SELECT line_id, put, put FROM shares WHERE warehouse_id = $1) x GROUP BY 1) d ON d.line_id = l.id
  LEFT JOIN (SELECT m.line_id, sum(CASE m.cause WHEN 'put' THEN m.qty ELSE -m.qty END) AS q FROM moves m
              JOIN locations s ON s.warehouse_id = $1 AND s.kind = 'slot' AND s.id = CASE m.cause WHEN 'put' THEN m.to_id ELSE m.from_id END
             WHERE m.warehouse_id = $1 AND m.cause IN ('put', 'undo') AND m.line_id <> 0 AND m.task_id = 0
               AND NOT EXISTS (SELECT 1 FROM locations c WHERE c.warehouse_id = $1 AND c.kind = 'carton' AND c.id IN (m.from_id, m.to_id))
             GROUP BY 1) p ON p.line_id = l.id
 WHERE l.warehouse_id = $1 AND (l.picked <> COALESCE(d.q, 0) OR COALESCE(d.put, 0) <> COALESCE(p.q, 0))
UNION ALL
SELECT 'line ' || l.id, 'packed ' || l.packed || ', moves say ' || COALESCE(m.packed, 0) || '; shipped ' || l.shipped || ', moves say ' || COALESCE(m.shipped, 0)
  FROM order_lines l LEFT JOIN (
    SELECT m.line_id, sum(CASE WHEN f.kind = 'carton' AND t.kind = 'carton' THEN 0 WHEN m.cause = 'pack' THEN m.qty
                    WHEN m.cause = 'undo' AND f.kind = 'carton' THEN -m.qty ELSE 0 END) AS packed,
           sum(CASE WHEN m.cause = 'ship' THEN m.qty ELSE 0 END) AS shipped
      FROM moves m JOIN locations f ON f.warehouse_id = $1 AND f.id = m.from_id JOIN locations t ON t.warehouse_id = $1 AND t.id = m.to_id
     WHERE m.warehouse_id = $1 AND m.line_id <> 0 GROUP BY 1) m ON m.line_id = l.id
 WHERE l.warehouse_id = $1 AND (l.packed <> COALESCE(m.packed, 0) OR l.shipped <> COALESCE(m.shipped, 0))
UNION ALL
SELECT 'list ' || p.id, 'counts ' || p.done || ' of ' || p.tasks || ' tasks, there are ' || k.done || ' of ' || k.n
  FROM pick_lists p JOIN LATERAL (
    SELECT count(*) FILTER (WHERE state <> 'cancelled') AS n, count(*) FILTER (WHERE state IN ('done', 'short')) AS done
      FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = p.id) k ON true
 WHERE p.warehouse_id = $1 AND (p.tasks, p.done) <> (k.n, k.done)
