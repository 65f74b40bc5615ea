-- I2: Over all places, virtual ones too, every item sums to nothing.
SELECT (SELECT sku FROM items WHERE warehouse_id = $1 AND id = item_id) || COALESCE((SELECT ' lot ' || code FROM lots WHERE warehouse_id = $1 AND id = lot_id), '') AS what, 'all places together hold ' || sum(on_hand) AS wrong
  FROM balances WHERE warehouse_id = $1 GROUP BY item_id, lot_id HAVING sum(on_hand) <> 0
