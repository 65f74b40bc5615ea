-- $1 warehouse, $2 how many. Cancelled orders of which goods are to be put back, the longest waiting first.
WITH o AS (SELECT id, number, cancelled_at, packed FROM orders WHERE warehouse_id = $1 AND state = 'cancelled' AND picked > 0
    UNION  -- of a batch nothing counts as picked until it is sorted
    SELECT o.id, o.number, o.cancelled_at, o.packed FROM orders o JOIN order_lines l ON l.warehouse_id = $1 AND l.order_id = o.id
      JOIN shares s ON s.warehouse_id = $1 AND s.line_id = l.id AND s.put + s.short < s.qty WHERE o.warehouse_id = $1 AND o.state = 'cancelled'),
 place AS (
    SELECT t.order_id, t.tote_id AS id, t.at_id FROM o JOIN list_totes t ON t.warehouse_id = $1 AND t.order_id = o.id AND t.state = 'dropped'
    UNION ALL SELECT w.order_id, w.slot_id, NULL FROM o JOIN wall_slots w ON w.warehouse_id = $1 AND w.order_id = o.id
    UNION ALL SELECT c.order_id, c.location_id, c.station_id FROM o JOIN cartons c ON c.warehouse_id = $1 AND c.order_id = o.id AND c.state IN ('open', 'labelled')),
 goods AS (
    SELECT p.order_id, string_agg(DISTINCT c.code, ', ') AS places, string_agg(DISTINCT a.code, ', ') AS at, sum(b.on_hand) AS units FROM place p
      JOIN balances b ON b.warehouse_id = $1 AND b.location_id = p.id AND b.on_hand > 0
      JOIN locations c ON c.warehouse_id = $1 AND c.id = p.id
      LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = p.at_id GROUP BY 1),
 unsort AS (
    SELECT o.id, sum(s.qty - s.put - s.short) AS units FROM o JOIN order_lines l ON l.warehouse_id = $1 AND l.order_id = o.id
      JOIN shares s ON s.warehouse_id = $1 AND s.line_id = l.id AND s.put + s.short < s.qty GROUP BY 1)
SELECT o.id, o.number, COALESCE(g.places, '') AS places, COALESCE(g.at, '') AS at, COALESCE(g.units, 0) AS units, COALESCE(u.units, 0) AS unsort, o.packed,
       o.cancelled_at AS since
  FROM o LEFT JOIN goods g ON g.order_id = o.id LEFT JOIN unsort u ON u.id = o.id
 WHERE g.units > 0 OR u.units > 0 ORDER BY o.cancelled_at, o.id LIMIT $2
