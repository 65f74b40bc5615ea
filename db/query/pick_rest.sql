-- $1 warehouse, $2 list, $3 how many tasks at most. picking/task.Rest as JSON: the open tasks as they are walked, the one at the
-- cursor first, with every code of their items.
WITH p AS (SELECT * FROM pick_lists WHERE warehouse_id = $1 AND id = $2),
 k AS (SELECT t.* FROM p JOIN tasks t ON t.warehouse_id = $1 AND t.list_id = p.id AND t.state = 'open'
        ORDER BY t.id = p.task_id DESC, t.seq LIMIT $3)
SELECT json_build_object('list', p.id, 'version', p.version, 'user', COALESCE(p.user_id, 0), 'done', p.done, 'of', p.tasks,
    'open', (SELECT count(*) FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = p.id AND t.state = 'open'),
    'tasks', COALESCE((SELECT json_agg(json_build_object('id', k.id, 'seq', k.seq, 'location', k.location_id, 'bin', b.code, 'zone', b.zone,
            'side', b.side, 'level', b.level, 'item', k.item_id, 'sku', i.sku, 'name', i.name, 'picture', i.picture, 'tracking', i.tracking,
            'lot', k.lot_id, 'lot_code', COALESCE(lt.code, ''), 'expires', COALESCE(lt.expires::text, ''),
            'expired', COALESCE(lt.expires < (now() AT TIME ZONE w.timezone)::date, false),
            'lots', CASE WHEN k.lot_id = 0 THEN 0 ELSE (SELECT count(*) FROM balances x WHERE x.warehouse_id = $1
                AND x.location_id = k.location_id AND x.item_id = k.item_id AND x.on_hand > 0) END,
            'qty', k.qty, 'done', k.done, 'short', k.short, 'slot', k.slot) ORDER BY k.id = p.task_id DESC, k.seq)
        FROM k
        JOIN locations b ON b.warehouse_id = $1 AND b.id = k.location_id
        JOIN items i ON i.warehouse_id = $1 AND i.id = k.item_id
        LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = k.lot_id), '[]'),
    'codes', COALESCE((SELECT json_agg(json_build_object('item', c.item_id, 'code', c.code, 'qty', c.qty) ORDER BY c.item_id, c.code)
        FROM barcodes c WHERE c.warehouse_id = $1 AND c.item_id IN (SELECT item_id FROM k)), '[]'),
    'totes', COALESCE((SELECT json_agg(json_build_object('slot', t.slot, 'code', COALESCE(c.code, ''), 'state', t.state) ORDER BY t.slot)
        FROM list_totes t LEFT JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
       WHERE t.warehouse_id = $1 AND t.list_id = p.id), '[]')) AS rest
  FROM p JOIN warehouses w ON w.id = $1
