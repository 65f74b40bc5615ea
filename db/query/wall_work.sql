-- $1 warehouse, $2 tote (0: all of them). Totes that hold goods picked in lists, on their way or waiting.
SELECT t.list_id AS list, t.slot, t.tote_id AS tote, l.code, t.state, p.method, COALESCE(t.order_id, 0) AS order_id,
       COALESCE(o.number, '') AS number, COALESCE(a.code, '') AS at,
       COALESCE((SELECT sum(b.on_hand) FROM balances b WHERE b.warehouse_id = $1 AND b.location_id = t.tote_id), 0) AS units,
       CASE WHEN t.order_id IS NULL THEN 0 ELSE wall_others($1, t.order_id, t.list_id, t.slot) END AS others,
       EXISTS (SELECT 1 FROM wall_slots ws WHERE ws.warehouse_id = $1 AND ws.order_id = t.order_id) AS has_slot,
       COALESCE((SELECT u.name FROM sorts s JOIN users u ON u.warehouse_id = $1 AND u.id = s.user_id
                  WHERE s.warehouse_id = $1 AND s.tote_id = t.tote_id AND s.state = 'open'), '') AS by
  FROM list_totes t
  JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id
  JOIN locations l ON l.warehouse_id = $1 AND l.id = t.tote_id
  LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = t.order_id
  LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = t.at_id
 WHERE t.warehouse_id = $1 AND ($2 = 0 OR t.tote_id = $2) AND ($2 <> 0 OR p.method IN ('batch', 'zone'))
   AND t.state IN ('filling', 'dropped') AND ($2 <> 0 OR t.state = 'dropped')
 ORDER BY p.priority DESC, p.cutoff, t.list_id, t.slot
