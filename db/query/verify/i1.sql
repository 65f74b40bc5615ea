-- I1: Every balance is what was moved in less what was moved out.
WITH m AS (
    SELECT loc, item_id, lot_id, sum(q) AS q FROM (
        SELECT to_id AS loc, item_id, lot_id, qty AS q FROM moves WHERE warehouse_id = $1
        UNION ALL SELECT from_id, item_id, lot_id, -qty FROM moves WHERE warehouse_id = $1) x GROUP BY 1, 2, 3)
SELECT (SELECT code FROM locations WHERE warehouse_id = $1 AND id = loc) || ', ' || (SELECT sku FROM items WHERE warehouse_id = $1 AND id = item_id) || COALESCE((SELECT ' lot ' || code FROM lots WHERE warehouse_id = $1 AND id = lot_id), '') AS what,
       'on hand ' || COALESCE(b.on_hand, 0) || ', moves say ' || COALESCE(m.q, 0) AS wrong
  FROM m FULL JOIN (SELECT location_id AS loc, item_id, lot_id, on_hand FROM balances WHERE warehouse_id = $1) b
 USING (loc, item_id, lot_id)
 WHERE COALESCE(b.on_hand, 0) <> COALESCE(m.q, 0)
