-- I9: An SSCC, a tracking number and a document belong to one carton, once, and a labelled carton has its numbers.
SELECT 'SSCC ' || sscc AS what, 'on ' || count(*) || ' cartons' AS wrong FROM cartons
 WHERE warehouse_id = $1 AND sscc IS NOT NULL GROUP BY sscc HAVING count(*) > 1
UNION ALL
SELECT 'tracking number ' || tracking, 'on ' || count(*) || ' cartons' FROM cartons
 WHERE warehouse_id = $1 AND tracking IS NOT NULL GROUP BY tracking HAVING count(*) > 1
UNION ALL
SELECT 'order ' || order_id, 'has ' || count(*) || ' of ' || kind || ' ' || format || ' for carton ' || COALESCE(carton_id, 0)
  FROM documents WHERE warehouse_id = $1 GROUP BY order_id, carton_id, kind, format, paper HAVING count(*) > 1
UNION ALL
SELECT 'carton ' || id, 'is ' || state || ' without SSCC, weight or time' FROM cartons
 WHERE warehouse_id = $1 AND state IN ('labelled', 'left') AND (sscc IS NULL OR weight_g IS NULL OR closed_at IS NULL)
UNION ALL
SELECT 'document ' || d.id, 'belongs to order ' || d.order_id || ', its carton to ' || c.order_id
  FROM documents d JOIN cartons c ON c.warehouse_id = $1 AND c.id = d.carton_id WHERE d.warehouse_id = $1 AND d.order_id <> c.order_id
