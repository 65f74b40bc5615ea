-- I9: An SSCC, a tracking number and a document belong to one carton, once, and a labelled carton has its numbers.
SELECT 'SSCC ' || sscc AS what, 'on ' || count(*) || ' cartons' AS wrong FROM cartons
 WHERE warehouse_id = $1 AND sscc IS NOT NULL GROUP BY sscc HAVING count(*) > 1
UNION ALL
SELECT 'tracking number ' || tracking, 'on ' || count(*) || ' cartons' FROM cartons
 WHERE warehouse_id = $1 AND tracking IS NOT NULL GROUP BY tracking HAVING count(*) > 1
UNION ALL
SELECT 'order ' || order_id, 'has ' || count(*) || ' of ' || kind || ' ' || format || ' for carton ' || COALESCE(carton_id, 0)
  FROM documents WHERE warehouse_id = $1 AND voided_at IS NULL GROUP BY order_id, carton_id, kind, format, paper HAVING count(*) > 1
UNION ALL
SELECT 'carton ' || id, 'is ' || state || ' without SSCC, weight or time' FROM cartons
 WHERE warehouse_id = $1 AND state IN ('labelled', 'left') AND (sscc IS NULL OR weight_g IS NULL OR closed_at IS NULL)
UNION ALL
SELECT 'document ' || d.id, 'belongs to order ' || d.order_id || ', its carton to ' || c.order_id
  FROM documents d JOIN cartons c ON c.warehouse_id = $1 AND c.id = d.carton_id WHERE d.warehouse_id = $1 AND d.order_id <> c.order_id
UNION ALL
SELECT 'carrier label ' || (b.label->>'number'), 'is not the number of carton ' || b.carton_id
  FROM bookings b JOIN cartons c ON c.warehouse_id = $1 AND c.id = b.carton_id
 WHERE b.warehouse_id = $1 AND b.state = 'booked' AND c.tracking IS DISTINCT FROM b.label->>'number'
UNION ALL
SELECT 'carton ' || carton_id, 'has ' || count(*) || ' labels that count' FROM bookings
 WHERE warehouse_id = $1 AND state NOT IN ('refused', 'voided') GROUP BY carton_id HAVING count(*) > 1
