-- $1 warehouse, $2 person, $3 most rows of orders that wait for anybody. Orders at the packing stations, most urgent first.
SELECT o.id, o.number, COALESCE((SELECT k.reason FROM calls k WHERE k.warehouse_id = $1 AND k.order_id = o.id AND k.done_at IS NULL), '') AS call,
        o.service, o.priority, o.cutoff, o.state, o.picked AS units, o.packed, COALESCE(o.ship_to->>'name', '') AS customer,
       COALESCE(o.packer_id, 0) AS packer, COALESCE(u.name, '') AS packer_name, COALESCE(p.codes, '') AS places, COALESCE(p.at, '') AS at,
       COALESCE(p.n > 1 AND p.zones > 0, false) AS wall
  FROM (SELECT x.* FROM orders x WHERE x.warehouse_id = $1 AND x.state = 'packing'
        UNION ALL
        (SELECT x.* FROM orders x WHERE x.warehouse_id = $1 AND x.state = 'picked' ORDER BY x.priority DESC, x.cutoff, x.id LIMIT $3)
        UNION ALL
        (SELECT x.* FROM orders x WHERE x.warehouse_id = $1 AND x.state = 'ready_for_pickup' ORDER BY x.priority DESC, x.cutoff, x.id LIMIT $3)
        UNION ALL
        SELECT x.* FROM orders x WHERE x.warehouse_id = $1 AND x.cancelled_at IS NOT NULL AND x.packed > 0
        UNION ALL
        SELECT x.* FROM orders x WHERE x.warehouse_id = $1 AND x.state = 'packed' AND x.id IN (
            SELECT order_id FROM cartons WHERE warehouse_id = $1 AND apply = 'due' AND state = 'labelled')) o
  LEFT JOIN users u ON u.warehouse_id = $1 AND u.id = o.packer_id
  LEFT JOIN LATERAL (
      SELECT string_agg(q.code, ', ' ORDER BY q.code) AS codes, string_agg(DISTINCT q.at, ', ') AS at, count(*) AS n, sum(q.zone) AS zones
        FROM (SELECT c.code, COALESCE(a.code, '') AS at, CASE WHEN l.method = 'zone' THEN 1 ELSE 0 END AS zone
                FROM list_totes t
                JOIN pick_lists l ON l.warehouse_id = $1 AND l.id = t.list_id
                JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
                LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = t.at_id
               WHERE t.warehouse_id = $1 AND t.order_id = o.id AND t.state IN ('filling', 'dropped')
              UNION ALL
              SELECT c.code, 'put wall', 0 FROM wall_slots s JOIN locations c ON c.warehouse_id = $1 AND c.id = s.slot_id
               WHERE s.warehouse_id = $1 AND s.order_id = o.id) q) p ON true
 ORDER BY o.packer_id = $2 DESC NULLS LAST, o.priority DESC, o.cutoff, o.id
