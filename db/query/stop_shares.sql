-- $1 warehouse, $2 an order that is cancelled, locked together with every list that works for it. Takes out of the batch tasks
-- what nobody has in the hand yet and answers the stock that was promised for it. What is in a tote keeps its share: at the wall
-- it goes into a slot of its own, to be put back.
WITH h AS (
    SELECT s.task_id, s.line_id, s.qty, s.qty - s.put - s.short AS lft, sum(s.qty - s.put - s.short) OVER (PARTITION BY s.task_id ORDER BY s.line_id) AS upto
      FROM order_lines l JOIN shares s ON s.warehouse_id = $1 AND s.line_id = l.id
     WHERE l.warehouse_id = $1 AND l.order_id = $2),
 k AS (
    SELECT t.id, LEAST(h.lft, t.qty - t.done - t.short - CASE WHEN p.task_id = t.id THEN p.counted ELSE 0 END)::int AS gone
      FROM (SELECT task_id, sum(lft) AS lft FROM h GROUP BY 1) h
      JOIN tasks t ON t.warehouse_id = $1 AND t.id = h.task_id AND t.state = 'open'
      JOIN pick_lists p ON p.warehouse_id = $1 AND p.id = t.list_id),
 part AS (SELECT h.task_id, h.line_id, h.qty, GREATEST(0, LEAST(h.lft, k.gone - (h.upto - h.lft)))::int AS gone FROM h JOIN k ON k.id = h.task_id),
 none AS (DELETE FROM shares s USING part WHERE s.warehouse_id = $1 AND s.task_id = part.task_id AND s.line_id = part.line_id AND part.gone = part.qty),
 less AS (UPDATE shares s SET qty = s.qty - part.gone FROM part
     WHERE s.warehouse_id = $1 AND s.task_id = part.task_id AND s.line_id = part.line_id AND part.gone BETWEEN 1 AND part.qty - 1),
 cut AS (
    UPDATE tasks t SET qty = CASE WHEN t.qty > k.gone THEN t.qty - k.gone ELSE t.qty END,
           state = CASE WHEN t.qty = k.gone THEN 'cancelled' WHEN t.qty - k.gone > t.done + t.short THEN 'open' WHEN t.short > 0 THEN 'short' ELSE 'done' END
      FROM k WHERE t.warehouse_id = $1 AND t.id = k.id AND k.gone > 0
 RETURNING t.location_id, t.item_id, t.lot_id, k.gone)
SELECT COALESCE(jsonb_agg(jsonb_build_object('location', location_id, 'item', item_id, 'lot', lot_id, 'qty', -gone, 'suspect', false)), '[]') FROM cut
