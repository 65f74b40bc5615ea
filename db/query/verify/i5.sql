-- I5: No real place holds less than nothing or promises more than it holds.
SELECT (SELECT code FROM locations WHERE warehouse_id = $1 AND id = b.location_id) || ', ' || (SELECT sku FROM items WHERE warehouse_id = $1 AND id = b.item_id) || COALESCE((SELECT ' lot ' || code FROM lots WHERE warehouse_id = $1 AND id = b.lot_id), '') AS what,
       CASE WHEN b.virtual <> (l.kind IN ('supplier', 'customer', 'adjust')) THEN 'counted as ' || CASE WHEN b.virtual THEN 'virtual' ELSE 'real' END
            ELSE 'on hand ' || b.on_hand || ', reserved ' || b.reserved END AS wrong
  FROM balances b JOIN locations l ON l.warehouse_id = $1 AND l.id = b.location_id
 WHERE b.warehouse_id = $1 AND (b.virtual <> (l.kind IN ('supplier', 'customer', 'adjust'))
    OR b.reserved < 0 OR NOT b.virtual AND (b.on_hand < 0 OR b.reserved > b.on_hand))
