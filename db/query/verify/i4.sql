-- I4: What is reserved in a bin is what open tasks still have to take from it.
WITH t AS (
    SELECT location_id, item_id, lot_id, sum(qty - done - short) AS q FROM tasks
     WHERE warehouse_id = $1 AND state = 'open' GROUP BY 1, 2, 3)
SELECT (SELECT code FROM locations WHERE warehouse_id = $1 AND id = location_id) || ', ' || (SELECT sku FROM items WHERE warehouse_id = $1 AND id = item_id) || COALESCE((SELECT ' lot ' || code FROM lots WHERE warehouse_id = $1 AND id = lot_id), '') AS what,
       'reserved ' || COALESCE(b.reserved, 0) || ', open tasks want ' || COALESCE(t.q, 0) AS wrong
  FROM t FULL JOIN (SELECT location_id, item_id, lot_id, reserved FROM balances WHERE warehouse_id = $1) b
 USING (location_id, item_id, lot_id)
 WHERE COALESCE(b.reserved, 0) <> COALESCE(t.q, 0)
