-- $1 warehouse, $2 an order that is cancelled, $3 its number, $4 who cancels it, $5 the lists under way for it, locked; its tasks
-- are cancelled already. Tells their pickers at the next scan, sends on those who were at a task that is no more, and ends what
-- an undo may go back to.
WITH told AS (
    UPDATE pick_lists p SET version = p.version + 1, tasks = k.n, done = k.done,
        ask = jsonb_build_object('cancelled', CAST($3 AS text), 'back', CASE WHEN c.state = 'cancelled' THEN p.counted ELSE 0 END, 'bin', b.code),
        counted = CASE WHEN g.on THEN 0 ELSE p.counted END,
        task_id = CASE WHEN g.on THEN COALESCE(n.id, 0) ELSE p.task_id END,
        step = CASE WHEN g.on THEN CASE WHEN n.id IS NULL THEN 'drop' ELSE 'bin' END
                    WHEN p.step = 'item' AND p.counted > 0 AND p.counted = c.qty - c.done - c.short THEN 'tote' ELSE p.step END
      FROM pick_lists q
      JOIN LATERAL (SELECT count(*) FILTER (WHERE t.state <> 'cancelled')::int AS n, count(*) FILTER (WHERE t.state IN ('done', 'short'))::int AS done
            FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = q.id) k ON true
      LEFT JOIN tasks c ON c.warehouse_id = $1 AND c.id = q.task_id
      LEFT JOIN locations b ON b.warehouse_id = $1 AND b.id = c.location_id
      LEFT JOIN LATERAL (SELECT t.id FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = q.id AND t.state = 'open' ORDER BY t.seq LIMIT 1) n ON true
      CROSS JOIN LATERAL (SELECT c.state IS NOT NULL AND c.state <> 'open' OR q.step = 'totes' AND NOT EXISTS (SELECT 1 FROM list_totes x
            WHERE x.warehouse_id = $1 AND x.list_id = q.id AND x.state = 'empty' AND x.order_id IS DISTINCT FROM $2) AS on) g
     WHERE q.warehouse_id = $1 AND q.id = ANY($5) AND p.warehouse_id = $1 AND p.id = q.id
 RETURNING p.id, p.version - 1 AS version)
INSERT INTO scans (warehouse_id, device, scan_id, user_id, list_id, version, raw, verdict, accepted, step, answer)
SELECT $1, 'desk', gen_random_uuid(), $4, id, version, 'cancel:' || $3, 'ok', true, '{"kind":"cancel"}',
       jsonb_build_object('message', jsonb_build_object('verdict', 'ok', 'title', $3)) FROM told
