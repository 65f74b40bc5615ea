-- +goose Up
-- What a decision looks at, as JSON, in one call. These are functions and not prepared statements because a function's plan
-- is kept by the server's session: no planning per scan, and nothing to mix up behind a pooler that shares sessions.

-- +goose StatementBegin
-- pick_state answers with the receipt of the scan, if it has one, and with the JSON of picking/task.State.
-- $1 warehouse, $2 list, $3 device, $4 scan id, $5 code, $6 gtin, $7 serial
CREATE FUNCTION pick_state(bigint, bigint, text, uuid, text, text, text) RETURNS TABLE (receipt_ json, state_ json)
LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN QUERY
SELECT (SELECT json_build_object('raw', r.raw, 'answer', r.answer) FROM scans r
         WHERE r.warehouse_id = $1 AND r.device = $3 AND r.scan_id = $4) AS receipt,
  (SELECT json_build_object(
    'list', json_build_object('id', l.id, 'version', l.version, 'wave', l.wave_id, 'method', l.method, 'zone', l.zone,
        'state', l.state, 'user', COALESCE(l.user_id, 0), 'cutoff', l.cutoff, 'step', l.step, 'task', l.task_id,
        'counted', l.counted, 'at', l.at_id, 'cart', COALESCE(l.cart_id, 0), 'tasks', l.tasks, 'done', l.done,
        'user_name', COALESCE((SELECT u.name FROM users u WHERE u.warehouse_id = $1 AND u.id = l.user_id), ''),
        'cart_code', COALESCE((SELECT c.code FROM locations c WHERE c.warehouse_id = $1 AND c.id = l.cart_id), ''),
        'totes', COALESCE((SELECT json_agg(json_build_object('slot', t.slot, 'id', COALESCE(t.tote_id, 0), 'code', COALESCE(c.code, ''),
                'order', COALESCE(t.order_id, 0), 'number', COALESCE(o.number, ''), 'state', t.state,
                'units', CASE WHEN l.step IN ('drop', 'done') THEN COALESCE((SELECT sum(k.done) FROM tasks k
                          WHERE k.warehouse_id = $1 AND k.list_id = l.id AND k.slot = t.slot), 0) ELSE 0 END) ORDER BY t.slot)
            FROM list_totes t
            LEFT JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
            LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = t.order_id
           WHERE t.warehouse_id = $1 AND t.list_id = l.id), '[]')),
    'max_seq', (SELECT COALESCE(max(k.seq), 0) FROM tasks k WHERE k.warehouse_id = $1 AND k.list_id = l.id),
    'current', cur.j->0, 'next', cur.j->1,
    'match', CASE WHEN f.item IS NULL AND f.location IS NULL THEN NULL ELSE (
        SELECT json_build_object('id', k.id, 'seq', k.seq, 'bin', kl.code) FROM tasks k
          JOIN locations kl ON kl.warehouse_id = $1 AND kl.id = k.location_id
         WHERE k.warehouse_id = $1 AND k.list_id = l.id AND k.state = 'open' AND k.id <> l.task_id
           AND (k.item_id = f.item OR k.location_id = f.location)
         ORDER BY k.seq LIMIT 1) END,
    'found', f.j,
    'serial_taken', COALESCE((SELECT true FROM tasks k JOIN serials s ON s.warehouse_id = $1 AND s.item_id = k.item_id
        AND s.serial = $7 WHERE k.warehouse_id = $1 AND k.id = l.task_id), false),
    'last', u.j->0, 'before', u.j->1)
   FROM pick_lists l
   CROSS JOIN LATERAL (SELECT g.j, (g.j->'item'->>'id')::bigint AS item, (g.j->'location'->>'id')::bigint AS location
        FROM (SELECT scan_found($1, $5, $6) AS j OFFSET 0) g OFFSET 0) f  -- OFFSET 0: asked once, not once per task
   LEFT JOIN LATERAL (SELECT json_agg(k.j) AS j FROM (  -- the task at the cursor and the open one after it
        SELECT json_build_object('id', k.id, 'seq', k.seq, 'location', k.location_id, 'bin', b.code, 'zone', b.zone,
            'aisle', b.aisle, 'side', b.side, 'level', b.level, 'item', k.item_id, 'sku', i.sku, 'name', i.name, 'picture', i.picture,
            'tracking', i.tracking, 'lot', k.lot_id, 'lot_code', COALESCE(lt.code, ''), 'expires', COALESCE(lt.expires::text, ''),
            'lots', CASE WHEN k.lot_id = 0 THEN 0 ELSE (SELECT count(*) FROM balances bl WHERE bl.warehouse_id = $1
                AND bl.location_id = k.location_id AND bl.item_id = k.item_id AND bl.on_hand > 0) END,
            'qty', k.qty, 'done', k.done, 'short', k.short, 'line', COALESCE(k.line_id, 0), 'slot', k.slot, 'state', k.state) AS j
        FROM (SELECT * FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = l.id AND t.state = 'open'
               ORDER BY t.id = l.task_id DESC, t.seq LIMIT 2) k
        JOIN locations b ON b.warehouse_id = $1 AND b.id = k.location_id
        JOIN items i ON i.warehouse_id = $1 AND i.id = k.item_id
        LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = k.lot_id
       ORDER BY k.id = l.task_id DESC, k.seq) k) cur ON true
   LEFT JOIN LATERAL (SELECT jsonb_agg(x.step || jsonb_build_object('scan', x.scan_id) ORDER BY x.version DESC) AS j FROM (
        SELECT scan_id, step, version FROM scans WHERE warehouse_id = $1 AND list_id = l.id AND list_id <> 0 AND accepted
           AND NOT undone AND step->>'kind' <> 'undo' ORDER BY version DESC LIMIT 2) x) u ON true
  WHERE l.warehouse_id = $1 AND l.id = $2) AS state;
END $$;
-- +goose StatementEnd
