-- +goose Up
-- A scan costs less: what is looked at to decide one is gathered in small steps, and only as far as the step can need it.

DROP FUNCTION pick_state(bigint, bigint, text, uuid, text, text, text);  -- the form with eight is for replicas that are not restarted yet

-- +goose StatementBegin
-- find_session is a session by the hash of its token, with the person as they are now; nothing if it is over or they are gone.
CREATE FUNCTION find_session(token_ text, now_ timestamptz) RETURNS TABLE (id bigint, warehouse bigint, badge text, name text, role text, active boolean,
    hand text, text_size text, theme text, language text, timezone text, data bytea, seen_at timestamptz, expiry timestamptz)
LANGUAGE plpgsql STABLE ROWS 1 SET plan_cache_mode = force_generic_plan AS $$
BEGIN
RETURN QUERY
SELECT u.id, u.warehouse_id, u.badge, u.name, u.role, u.active, u.hand, u.text_size, u.theme, u.language, w.timezone, s.data, s.seen_at, s.expiry
  FROM sessions s
  JOIN users u ON u.warehouse_id = s.warehouse_id AND u.id = s.user_id AND u.active
  JOIN warehouses w ON w.id = s.warehouse_id
 WHERE s.token = token_ AND s.expiry > now_;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- pick_state is what a decision on a list looks at: {receipt} if the act has one, else {state}, the JSON of picking/task.State;
-- NULL if there is no such list. An act without a code is no scan: it may need more of what was and of what comes.
-- It is one small look-up by key after the other: a single statement that can answer everything costs more than twice as much,
-- most of it to set up the parts that the step at hand does not need.
CREATE FUNCTION pick_state(w bigint, list bigint, usr bigint, dev text, act uuid, code_ text, gtin text, serial_ text, lot_ text)
RETURNS json LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    whole   boolean := code_ = '';
    l       record;
    f       jsonb;             -- what the code stands for
    f_item  bigint;
    f_place bigint;
    f_kind  text;
    k       record;
    c       record;            -- the task at the cursor, else the first open one
    n       int := 0;          -- open tasks found, two at most
    d       record;            -- what belongs to k
    light   boolean;
    current json;
    next    json;
    totes   json[] := '{}';
    lots    int;               -- of a task's lot
    lot_code text;
    lot_end date;
    today   date;
    tracking text;             -- of c's item
    tote    bigint;            -- for c
    slot_   int;               -- of that tote
    ground  json;
    near    bigint[];
    user_ text; match json; here json; other json; lot json; shares_ json; taken boolean; last_ json; before json; max_seq int;
    j json;
BEGIN
    IF act IS NOT NULL THEN
        SELECT json_build_object('raw', r.raw, 'answer', r.answer) INTO j FROM scans r
         WHERE r.warehouse_id = w AND r.device = dev AND r.scan_id = act;
        IF FOUND THEN RETURN json_build_object('receipt', j); END IF;
    END IF;
    SELECT p.id, p.version, p.wave_id, p.method, p.zone, p.state, p.user_id, p.cutoff, p.step, p.task_id, p.counted, p.at_id, p.cart_id,
           p.tasks, p.done, p.ask, p.paused, x.code AS cart, h.timezone, h.layout INTO l
      FROM pick_lists p JOIN warehouses h ON h.id = w LEFT JOIN locations x ON x.warehouse_id = w AND x.id = p.cart_id
     WHERE p.warehouse_id = w AND p.id = list;
    IF NOT FOUND THEN RETURN NULL; END IF;
    IF l.user_id <> usr THEN
        SELECT u.name INTO user_ FROM users u WHERE u.warehouse_id = w AND u.id = l.user_id;
    END IF;
    f := scan_found(w, code_, gtin);
    f_item := (f->'item'->>'id')::bigint;
    f_place := (f->'location'->>'id')::bigint;
    f_kind := f->'location'->>'kind';

    light := NOT whole AND l.step IN ('bin', 'item', 'serial') AND f_kind IS DISTINCT FROM 'tote';  -- no task will end

    FOR k IN  -- the task at the cursor and the open one after it
        SELECT t.id, t.seq, t.location_id, t.item_id, t.lot_id, t.qty, t.done, t.short, COALESCE(t.line_id, 0) AS line, t.slot, t.state
          FROM tasks t WHERE t.warehouse_id = w AND t.list_id = list AND t.state = 'open' ORDER BY t.id = l.task_id DESC, t.seq LIMIT 2
    LOOP
        n := n + 1;
        near := near || k.location_id;
        IF n = 2 AND light THEN  -- of which only the bin is shown
            next := (SELECT json_build_object('id', k.id, 'bin', b.code) FROM locations b WHERE b.warehouse_id = w AND b.id = k.location_id);
            EXIT;
        END IF;
        SELECT b.code, b.zone, b.aisle, b.side, b.level, i.sku, i.name, i.picture, i.tracking, i.over_pick, i.typed_qty, i.expired,
               x.slot, x.tote_id, x.order_id, x.state, tb.code AS tote, o.number, o.cancelled_at INTO d
          FROM items i JOIN locations b ON b.warehouse_id = w AND b.id = k.location_id
          LEFT JOIN list_totes x ON x.warehouse_id = w AND x.list_id = list AND x.slot = k.slot
          LEFT JOIN locations tb ON tb.warehouse_id = w AND tb.id = x.tote_id
          LEFT JOIN orders o ON o.warehouse_id = w AND o.id = x.order_id
         WHERE i.warehouse_id = w AND i.id = k.item_id;
        lots := 0; lot_code := ''; lot_end := NULL;
        IF k.lot_id <> 0 THEN
            today := (now() AT TIME ZONE l.timezone)::date;
            SELECT z.code, z.expires INTO lot_code, lot_end FROM lots z WHERE z.warehouse_id = w AND z.id = k.lot_id;
            SELECT count(*) INTO lots FROM balances z WHERE z.warehouse_id = w AND z.location_id = k.location_id
               AND z.item_id = k.item_id AND z.on_hand > 0;
        END IF;
        j := json_build_object('id', k.id, 'seq', k.seq, 'location', k.location_id, 'bin', d.code, 'zone', d.zone, 'aisle', d.aisle,
            'side', d.side, 'level', d.level, 'item', k.item_id, 'sku', d.sku, 'name', d.name, 'picture', d.picture, 'tracking', d.tracking,
            'lot', k.lot_id, 'lot_code', lot_code, 'expires', COALESCE(lot_end::text, ''), 'expired', COALESCE(lot_end < today, false),
            'over_pick', d.over_pick, 'typed_qty', d.typed_qty, 'expired_ok', d.expired = 'confirm', 'lots', lots,
            'qty', k.qty, 'done', k.done, 'short', k.short, 'line', k.line, 'slot', k.slot, 'state', k.state);
        IF d.slot IS NOT NULL AND d.slot IS DISTINCT FROM slot_ THEN
            totes := totes || json_build_object('slot', d.slot, 'id', COALESCE(d.tote_id, 0), 'code', COALESCE(d.tote, ''), 'order', COALESCE(d.order_id, 0),
                'number', COALESCE(d.number, ''), 'state', d.state, 'cancelled', d.cancelled_at IS NOT NULL, 'units', 0);
        END IF;
        IF n = 1 THEN
            c := k; current := j; tracking := d.tracking; tote := d.tote_id; slot_ := d.slot;
        ELSE
            next := j;
        END IF;
    END LOOP;

    -- all totes, while they are bound or left, for the last task, and if another one was scanned
    IF whole OR n < 2 OR l.step NOT IN ('bin', 'item', 'serial', 'tote') OR f_kind = 'tote' AND f_place IS DISTINCT FROM tote THEN
        SELECT array_agg(json_build_object('slot', t.slot, 'id', COALESCE(t.tote_id, 0), 'code', COALESCE(x.code, ''), 'order', COALESCE(t.order_id, 0),
                   'number', COALESCE(o.number, ''), 'state', t.state, 'cancelled', o.cancelled_at IS NOT NULL,
                   'units', CASE WHEN n < 2 OR l.step IN ('drop', 'done') THEN COALESCE((SELECT sum(b.on_hand) FROM balances b
                             WHERE b.warehouse_id = w AND b.location_id = t.tote_id), 0) ELSE 0 END) ORDER BY t.slot)
          INTO totes
          FROM list_totes t  -- OFFSET 0: looked up one by one, whatever the planner may think of reading all
          LEFT JOIN LATERAL (SELECT x.code FROM locations x WHERE x.warehouse_id = w AND x.id = t.tote_id OFFSET 0) x ON true
          LEFT JOIN LATERAL (SELECT o.number, o.cancelled_at FROM orders o WHERE o.warehouse_id = w AND o.id = t.order_id OFFSET 0) o ON true
         WHERE t.warehouse_id = w AND t.list_id = list;
    END IF;
    IF whole THEN
        SELECT COALESCE(max(q.seq), 0) INTO max_seq FROM tasks q WHERE q.warehouse_id = w AND q.list_id = list;
        SELECT u.a[1], u.a[2] INTO last_, before FROM (SELECT array_agg((x.step || jsonb_build_object('scan', x.scan_id))::json ORDER BY x.version DESC) AS a
          FROM (SELECT s.scan_id, s.step, s.version FROM scans s WHERE s.warehouse_id = w AND s.list_id = list AND s.list_id <> 0 AND s.accepted
                   AND NOT s.undone AND s.step->>'kind' <> 'undo' ORDER BY s.version DESC LIMIT 2) x) u;
        near := near || ARRAY[(last_->>'at')::bigint, (last_->'task'->>'location')::bigint];
    ELSE  -- whether there is something to undo
        SELECT json_build_object('kind', s.step->'kind') INTO last_ FROM scans s WHERE s.warehouse_id = w AND s.list_id = list AND s.list_id <> 0
           AND s.accepted AND NOT s.undone AND s.step->>'kind' <> 'undo' ORDER BY s.version DESC LIMIT 1;
    END IF;

    IF n > 0 THEN
        IF l.step IN ('item', 'serial', 'tote') THEN  -- what the current bin holds of the current item and lot
            SELECT json_build_object('on_hand', b.on_hand, 'free', CASE WHEN b.suspect THEN 0 ELSE b.on_hand - b.reserved END, 'suspect', b.suspect) INTO here
              FROM balances b WHERE b.warehouse_id = w AND b.location_id = c.location_id AND b.item_id = c.item_id AND b.lot_id = c.lot_id;
        END IF;
        IF l.step IN ('item', 'serial') AND tracking = 'serial' THEN
            taken := EXISTS (SELECT FROM serials s WHERE s.warehouse_id = w AND s.item_id = c.item_id AND s.serial = serial_);
        END IF;
        IF l.step IN ('bin', 'item') AND (f_place <> c.location_id OR f_place <> l.at_id OR f_item <> c.item_id) THEN
            -- another open task that the code would serve
            SELECT json_build_object('id', q.id, 'seq', q.seq, 'bin', b.code, 'on', (
                      SELECT count(DISTINCT m.location_id) FROM tasks m WHERE m.warehouse_id = w AND m.list_id = list AND m.state = 'open'
                         AND m.seq > c.seq AND m.seq <= q.seq AND m.location_id <> c.location_id)) INTO match
              FROM tasks q JOIN locations b ON b.warehouse_id = w AND b.id = q.location_id
             WHERE q.warehouse_id = w AND q.list_id = list AND q.state = 'open' AND q.id <> l.task_id
               AND (q.item_id = f_item OR q.location_id = f_place)
             ORDER BY q.seq LIMIT 1;
            IF f_kind = 'pick' AND f_place <> c.location_id THEN  -- another bin: what it has of the item
                today := (now() AT TIME ZONE l.timezone)::date;
                SELECT json_agg(json_build_object('location', b.location_id, 'bin', o.code, 'zone', o.zone, 'aisle', o.aisle, 'y', o.y,
                           'side', o.side, 'level', o.level, 'lot', b.lot_id, 'lot_code', COALESCE(t.code, ''), 'expires', COALESCE(t.expires::text, ''),
                           'free', b.on_hand - b.reserved) ORDER BY b.lot_id = c.lot_id DESC, t.expires NULLS LAST) INTO other
                  FROM balances b JOIN locations o ON o.warehouse_id = w AND o.id = b.location_id
                  LEFT JOIN lots t ON t.warehouse_id = w AND t.id = b.lot_id
                 WHERE b.warehouse_id = w AND b.location_id = f_place AND b.item_id = c.item_id
                   AND b.on_hand > b.reserved AND NOT b.suspect AND (t.expires IS NULL OR t.expires >= today);
            END IF;
        END IF;
        IF l.step = 'item' AND c.lot_id <> 0 AND f_place IS NULL THEN  -- another lot
            SELECT json_build_object('id', t.id, 'code', t.code, 'expires', COALESCE(t.expires::text, ''), 'expired', COALESCE(t.expires < today, false),
                       'on_hand', COALESCE(b.on_hand, 0), 'free', CASE WHEN b.suspect THEN 0 ELSE COALESCE(b.on_hand - b.reserved, 0) END) INTO lot
              FROM lots t LEFT JOIN balances b ON b.warehouse_id = w AND b.location_id = c.location_id
                    AND b.item_id = t.item_id AND b.lot_id = t.id
             WHERE t.warehouse_id = w AND t.item_id = c.item_id AND t.id <> c.lot_id AND upper(t.code) = upper(COALESCE(NULLIF(lot_, ''), code_)) LIMIT 1;
        END IF;
        IF l.ask->>'code' = code_ AND c.line = 0 THEN  -- how a batch task divides, when its tote is full
            SELECT json_agg(json_build_object('line', s.line_id, 'qty', s.qty, 'put', s.put, 'short', s.short)
                       ORDER BY o.priority DESC, o.cutoff, s.line_id) INTO shares_
              FROM shares s
              JOIN order_lines ol ON ol.warehouse_id = w AND ol.id = s.line_id
              JOIN orders o ON o.warehouse_id = w AND o.id = ol.order_id
             WHERE s.warehouse_id = w AND s.task_id = l.task_id;
        END IF;
    END IF;
    -- where the bins lie that a way may lead from and to; goods scanned at their bin lead nowhere
    IF (whole OR l.step NOT IN ('item', 'serial') OR f_place IS NOT NULL) AND jsonb_array_length(l.layout->'cross_aisles_y') > 1 THEN
        SELECT json_build_object('cross_y', l.layout->'cross_aisles_y', 'depot', l.layout->'depot', 'spots', COALESCE(json_agg(
                   json_build_object('id', b.id, 'aisle', b.aisle, 'x', l.layout->'aisles_x'->b.aisle, 'y', b.y)), '[]')) INTO ground
          FROM locations b WHERE b.warehouse_id = w AND b.id = ANY (near || l.at_id) AND b.kind IN ('pick', 'reserve')
           AND l.layout->'aisles_x'->b.aisle IS NOT NULL;
    END IF;

    RETURN json_build_object('state', json_build_object(
        'list', json_build_object('id', l.id, 'version', l.version, 'wave', l.wave_id, 'method', l.method, 'zone', l.zone, 'state', l.state,
            'user', COALESCE(l.user_id, 0), 'user_name', COALESCE(user_, ''), 'cutoff', l.cutoff, 'step', l.step, 'task', l.task_id,
            'counted', l.counted, 'at', l.at_id, 'cart', COALESCE(l.cart_id, 0), 'cart_code', COALESCE(l.cart, ''), 'tasks', l.tasks, 'done', l.done,
            'ask', l.ask, 'paused', l.paused, 'totes', totes),
        'current', current, 'next', next, 'max_seq', COALESCE(max_seq, 0), 'match', match, 'found', f, 'serial_taken', COALESCE(taken, false),
        'here', here, 'other', other, 'lot', lot, 'shares', shares_, 'last', last_, 'before', before, 'ground', COALESCE(ground, '{}')));
END $$;
-- +goose StatementEnd
