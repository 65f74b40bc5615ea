-- +goose Up
-- The packing station: several open cartons of an order, cartons that are opened again, labels that are scanned on.

DROP INDEX cartons_open;
ALTER TABLE orders ADD COLUMN carton_id bigint;  -- the open carton that scans go into; NULL: the first one
ALTER TABLE cartons ADD COLUMN apply text NOT NULL DEFAULT '' CHECK (apply IN ('', 'due', 'done', 'skipped'));  -- whether its label was scanned on it
ALTER TABLE orders ADD COLUMN gift_message text NOT NULL DEFAULT '';  -- the giver's words
ALTER TABLE items ADD COLUMN hazard text NOT NULL DEFAULT '';  -- dangerous goods: what the packer has to know
CREATE INDEX serials_code ON serials (warehouse_id, serial);
CREATE INDEX lots_by_code ON lots (warehouse_id, code);

CREATE TABLE calls (                   -- orders that were set aside at a packing station, for a supervisor
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    order_id     bigint NOT NULL,
    reason       text NOT NULL CHECK (reason <> '' AND length(reason) <= 200),
    station_id   bigint,
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    done_by      bigint,
    done_at      timestamptz,
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders
);
CREATE UNIQUE INDEX calls_open ON calls (warehouse_id, order_id) WHERE done_at IS NULL;

CREATE TABLE carton_photos (           -- of open cartons, made small when they come in
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    scan_id      uuid NOT NULL,                    -- the request that brought it
    order_id     bigint NOT NULL,
    carton_id    bigint NOT NULL,
    jpeg         bytea NOT NULL CHECK (length(jpeg) BETWEEN 1 AND 1000000),
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, scan_id),
    FOREIGN KEY (warehouse_id, carton_id) REFERENCES cartons
);
CREATE INDEX carton_photos_order ON carton_photos (warehouse_id, order_id);

-- the label of a carton that was opened again is known at the door
CREATE INDEX bookings_void ON bookings (warehouse_id, (label->>'number')) WHERE state = 'voided';

-- +goose StatementBegin
-- carton_serials says in which carton of an order each serial number lies: the one it was scanned into last.
CREATE FUNCTION carton_serials(w bigint, ord bigint) RETURNS TABLE (item bigint, serial text, line bigint, lot bigint, carton bigint)
LANGUAGE sql STABLE AS $$
SELECT DISTINCT ON ((m->>'item')::bigint, m->>'serial') (m->>'item')::bigint, m->>'serial', (m->>'line')::bigint, (m->>'lot')::bigint,
       (s.step->>'carton')::bigint
  FROM scans s, jsonb_array_elements(s.step->'moves') m
 WHERE s.warehouse_id = w AND s.order_id = ord AND s.order_id <> 0 AND s.accepted AND NOT s.undone
   AND s.step->>'kind' IN ('pack', 'move', 'reopen') AND m->>'serial' <> ''
 ORDER BY (m->>'item')::bigint, m->>'serial', s.version DESC
$$;
-- +goose StatementEnd

-- +goose StatementBegin
-- scan_apply writes one decided step, or nothing. d is {warehouse, device, scan, user, raw, verdict, accepted, list, sort,
-- order, version, step, answer, effects}; effects is the JSON of picking.Effects. It locks, in this order: the head row
-- (list, sort or order), tasks, orders, order lines, balances. Answers 'ok'; 'stale' when somebody else was faster (load
-- again, decide again); 'replay' when this scan already has its receipt.
CREATE OR REPLACE FUNCTION scan_apply(d jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    w   bigint := (d->>'warehouse')::bigint;
    id_ uuid   := (d->>'scan')::uuid;
    usr bigint := (d->>'user')::bigint;
    lst bigint := (d->>'list')::bigint;
    srt bigint := (d->>'sort')::bigint;
    ord bigint := (d->>'order')::bigint;
    v   int    := (d->>'version')::int;
    e   jsonb  := COALESCE(d->'effects', '{}');
    c   jsonb;
    r   record;
    was text;
    wav bigint;
    new_task bigint;
BEGIN
    PERFORM set_config('pickpack.user', d->>'user', true);
    IF (d->>'accepted')::boolean THEN
        IF lst <> 0 THEN
            c := e->'list';
            SELECT state, wave_id INTO was, wav FROM pick_lists
             WHERE warehouse_id = w AND id = lst AND version = v FOR UPDATE;
            IF NOT FOUND THEN RETURN 'stale'; END IF;
            IF e ? 'others' THEN  -- of several lists the step's own is locked first; who meets another way round tries again
                FOR r IN SELECT * FROM jsonb_to_recordset(e->'others') AS x(list bigint, version int) ORDER BY list LOOP
                    UPDATE pick_lists SET version = version + 1 WHERE warehouse_id = w AND id = r.list AND version = r.version;
                    IF NOT FOUND THEN RAISE EXCEPTION 'list % has gone on', r.list USING ERRCODE = '40001'; END IF;
                END LOOP;
            END IF;
            UPDATE pick_lists SET version = version + 1, state = c->>'state', step = c->>'step', task_id = (c->>'task')::bigint,
                   counted = (c->>'counted')::int, at_id = (c->>'at')::bigint, cart_id = NULLIF((c->>'cart')::bigint, 0),
                   done = (c->>'done')::int, ask = COALESCE(c->'ask', '{}'), paused = COALESCE((c->>'paused')::boolean, false),
                   user_id = COALESCE((c->>'user')::bigint, user_id),
                   started_at = CASE WHEN c->>'state' = 'in_progress' THEN COALESCE(started_at, now()) ELSE started_at END,
                   done_at = CASE WHEN c->>'state' = 'done' THEN now() END
             WHERE warehouse_id = w AND id = lst;
        ELSIF srt <> 0 THEN
            c := e->'sort';
            PERFORM 1 FROM sorts WHERE warehouse_id = w AND id = srt AND version = v FOR UPDATE;
            IF NOT FOUND THEN RETURN 'stale'; END IF;
            IF (c->>'order')::bigint > 0 THEN  -- the order's slot; two people may have chosen at the same moment
                INSERT INTO wall_slots (warehouse_id, slot_id, order_id) VALUES (w, (c->>'slot')::bigint, (c->>'order')::bigint)
                ON CONFLICT DO NOTHING;
                PERFORM 1 FROM wall_slots WHERE warehouse_id = w AND slot_id = (c->>'slot')::bigint
                   AND order_id = (c->>'order')::bigint FOR SHARE;
                IF NOT FOUND THEN RETURN 'stale'; END IF;
            ELSIF (c->>'order')::bigint < 0 THEN  -- to be given back below
                PERFORM 1 FROM wall_slots WHERE warehouse_id = w AND slot_id = (c->>'slot')::bigint FOR UPDATE;
            END IF;
            UPDATE sorts SET version = version + 1, state = c->>'state', step = c->>'step', task_id = (c->>'task')::bigint,
                   line_id = (c->>'line')::bigint, item_id = (c->>'item')::bigint, lot_id = (c->>'lot')::bigint,
                   slot_id = (c->>'slot')::bigint, counted = (c->>'counted')::int, user_id = usr
             WHERE warehouse_id = w AND id = srt;
        ELSE
            UPDATE orders SET version = version + 1 WHERE warehouse_id = w AND id = ord AND version = v;
            IF NOT FOUND THEN RETURN 'stale'; END IF;
        END IF;
    END IF;

    INSERT INTO scans (warehouse_id, device, scan_id, user_id, list_id, sort_id, order_id, version, raw, verdict, accepted, step, answer)
    VALUES (w, d->>'device', id_, usr, lst, srt, ord, v, d->>'raw', d->>'verdict', (d->>'accepted')::boolean,
            COALESCE(d->'step', '{}'), d->'answer')
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        IF (d->>'accepted')::boolean THEN RAISE EXCEPTION 'scan % is already answered', id_ USING ERRCODE = '40001'; END IF;
        RETURN 'replay';
    END IF;

    IF e ? 'shifts' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'shifts') AS x(list bigint, seq int, room int) LOOP
            UPDATE tasks SET seq = seq + r.room WHERE warehouse_id = w AND list_id = r.list AND seq >= r.seq AND state = 'open';
        END LOOP;
    END IF;
    IF e ? 'tasks' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'tasks') AS x(id bigint, done int, short int, seq int, state text,
                                                                 qty int, slot int, location bigint, lot bigint) LOOP
            UPDATE tasks SET done = r.done, short = r.short, seq = r.seq, state = r.state, qty = COALESCE(r.qty, qty),
                   slot = COALESCE(r.slot, slot), location_id = COALESCE(r.location, location_id),
                   lot_id = CASE WHEN r.location IS NULL THEN lot_id ELSE COALESCE(r.lot, 0) END
             WHERE warehouse_id = w AND id = r.id;
            IF r.state = 'cancelled' THEN
                UPDATE pick_lists SET tasks = tasks - 1 WHERE warehouse_id = w AND id = lst;
            END IF;
        END LOOP;
    END IF;
    IF e ? 'reslot' THEN
        UPDATE tasks SET slot = (e->'reslot'->>'to')::int WHERE warehouse_id = w AND list_id = lst AND state = 'open'
           AND slot = (e->'reslot'->>'from')::int AND (line_id IS NOT NULL OR done = 0);
    END IF;
    IF e ? 'adds' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'adds') AS x(list bigint, seq int, location bigint, item bigint, lot bigint,
                                                                qty int, line bigint, slot int, shares jsonb) LOOP
            INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot, scan_id)
            VALUES (w, COALESCE(r.list, lst), r.seq, r.location, r.item, r.lot, r.qty, NULLIF(r.line, 0), r.slot, id_) RETURNING id INTO new_task;
            INSERT INTO shares (warehouse_id, task_id, line_id, qty)
            SELECT w, new_task, x.line, x.qty FROM jsonb_to_recordset(COALESCE(r.shares, '[]')) AS x(line bigint, qty int);
            -- the cursor -1 stands for the first task added
            UPDATE pick_lists SET tasks = tasks + 1, task_id = CASE WHEN task_id = -1 THEN new_task ELSE task_id END
             WHERE warehouse_id = w AND id = COALESCE(r.list, lst);
        END LOOP;
    END IF;
    IF e ? 'totes' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'totes') AS x(slot int, "order" bigint, tote bigint, state text, at bigint) LOOP
            DELETE FROM list_totes WHERE warehouse_id = w AND list_id = lst AND slot = r.slot AND r.state = 'gone';
            CONTINUE WHEN r.state = 'gone';
            INSERT INTO list_totes (warehouse_id, list_id, slot, order_id, tote_id, state, at_id)
            VALUES (w, COALESCE(NULLIF(lst, 0), (SELECT list_id FROM sorts WHERE warehouse_id = w AND id = srt)),
                    r.slot, r.order, NULLIF(r.tote, 0), r.state, NULLIF(r.at, 0))
            ON CONFLICT (warehouse_id, list_id, slot)
            DO UPDATE SET tote_id = excluded.tote_id, state = excluded.state, at_id = excluded.at_id;
        END LOOP;
    END IF;
    IF e ? 'shares' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'shares') AS x(task bigint, line bigint, qty int, put int, short int) LOOP
            DELETE FROM shares WHERE warehouse_id = w AND task_id = r.task AND line_id = r.line AND qty + r.qty = 0;
            UPDATE shares SET qty = qty + COALESCE(r.qty, 0), put = put + r.put, short = short + r.short
             WHERE warehouse_id = w AND task_id = r.task AND line_id = r.line;
            IF NOT FOUND AND r.qty > 0 THEN  -- an undo gives a share back
                INSERT INTO shares (warehouse_id, task_id, line_id, qty) VALUES (w, r.task, r.line, r.qty);
            END IF;
        END LOOP;
    END IF;
    IF e ? 'lines' THEN
        FOR r IN SELECT l.order_id, sum(x.picked)::int AS picked, sum(x.packed)::int AS packed, sum(x.short)::int AS short,
                        COALESCE(sum(x.over), 0)::int AS over
                   FROM jsonb_to_recordset(e->'lines') AS x(line bigint, picked int, packed int, short int, over int)
                        -- OFFSET 0: one look-up per line; as a join the planner, who expects 100 lines, reads the whole table
                   CROSS JOIN LATERAL (SELECT order_id FROM order_lines WHERE warehouse_id = w AND id = x.line OFFSET 0) l
                  GROUP BY 1 ORDER BY 1 LOOP
            UPDATE orders SET picked = picked + r.picked, packed = packed + r.packed, short = short + r.short, units = units + r.over,
                   started_at = COALESCE(started_at, now())
             WHERE warehouse_id = w AND id = r.order_id;
        END LOOP;
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'lines') AS x(line bigint, picked int, packed int, short int, over int) ORDER BY line LOOP
            UPDATE order_lines SET picked = picked + r.picked, packed = packed + r.packed, short = short + r.short,
                   qty = qty + COALESCE(r.over, 0), over = over + COALESCE(r.over, 0)
             WHERE warehouse_id = w AND id = r.line;
        END LOOP;
    END IF;
    IF e ? 'moves' OR e ? 'reserve' THEN
        PERFORM ledger_apply(w, id_, usr, COALESCE(e->'moves', '[]'), COALESCE(e->'reserve', '[]'));
    END IF;
    IF srt <> 0 AND (e->'sort'->>'order')::bigint < 0 THEN  -- an undo gives the slot back, unless more has come to it
        DELETE FROM wall_slots ws WHERE ws.warehouse_id = w AND ws.slot_id = (e->'sort'->>'slot')::bigint
           AND ws.order_id = -(e->'sort'->>'order')::bigint AND NOT EXISTS (
               SELECT 1 FROM balances b WHERE b.warehouse_id = w AND b.location_id = ws.slot_id AND b.on_hand > 0);
    END IF;
    IF e ? 'serials' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'serials') AS x(item bigint, serial text, task bigint, line bigint, gone boolean) LOOP
            IF r.gone THEN
                DELETE FROM serials WHERE warehouse_id = w AND item_id = r.item AND serial = r.serial;
            ELSE
                INSERT INTO serials (warehouse_id, item_id, serial, task_id, line_id) VALUES (w, r.item, r.serial, r.task, r.line);
            END IF;
        END LOOP;
    END IF;
    IF e->'pack' ? 'box' THEN
        UPDATE cartons SET box = e->'pack'->>'box' WHERE warehouse_id = w AND id = (e->'pack'->>'carton')::bigint;
    END IF;
    IF e->'pack' ? 'apply' THEN
        UPDATE cartons SET apply = e->'pack'->>'apply' WHERE warehouse_id = w AND id = (e->'pack'->>'carton')::bigint;
    END IF;
    IF e->'pack' ? 'current' THEN
        UPDATE orders SET carton_id = (e->'pack'->>'current')::bigint WHERE warehouse_id = w AND id = ord;
    END IF;
    IF e->'pack' ? 'contents' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'pack'->'contents') AS x(line bigint, lot bigint, qty int) LOOP
            UPDATE carton_lines SET qty = qty - r.qty  -- of goods that move from one carton to another
             WHERE warehouse_id = w AND carton_id = (e->'pack'->>'from')::bigint AND line_id = r.line AND lot_id = r.lot;
            UPDATE carton_lines SET qty = qty + r.qty  -- first, as an upsert would check a negative qty by itself
             WHERE warehouse_id = w AND carton_id = (e->'pack'->>'carton')::bigint AND line_id = r.line AND lot_id = r.lot;
            IF NOT FOUND THEN
                INSERT INTO carton_lines (warehouse_id, carton_id, line_id, lot_id, qty)
                VALUES (w, (e->'pack'->>'carton')::bigint, r.line, r.lot, r.qty);
            END IF;
        END LOOP;
    END IF;
    IF e ? 'undone' THEN
        UPDATE scans SET undone = true WHERE warehouse_id = w AND scan_id = (e->>'undone')::uuid
           AND list_id = lst AND sort_id = srt AND (lst <> 0 OR srt <> 0 OR order_id = ord);
        -- what it asked somebody to do is asked no more; a label that cannot be read stays so
        WITH x AS (UPDATE chores SET state = 'dropped', done_by = usr, done_at = now() WHERE warehouse_id = w AND state = 'open'
                      AND scan_id = (e->>'undone')::uuid AND kind IN ('count', 'barcode') RETURNING kind, location_id, item_id, lot_id)
        UPDATE balances b SET suspect = false FROM x WHERE x.kind = 'count' AND b.warehouse_id = w AND b.location_id = x.location_id
           AND b.item_id = x.item_id AND b.lot_id = x.lot_id;
    END IF;
    IF e ? 'chores' THEN
        INSERT INTO chores (warehouse_id, kind, location_id, item_id, lot_id, code, list_id, order_id, user_id, text, scan_id)
        SELECT w, x.kind, COALESCE(x.location, 0), COALESCE(x.item, 0), COALESCE(x.lot, 0), COALESCE(x.code, ''), lst, ord, usr, x.text, id_
          FROM jsonb_to_recordset(e->'chores') AS x(kind text, location bigint, item bigint, lot bigint, code text, text text)
        ON CONFLICT DO NOTHING;
    END IF;
    IF e ? 'events' THEN
        INSERT INTO events (warehouse_id, kind, user_id, order_id, wave_id, list_id, carton_id, text)
        SELECT w, x.kind, usr, x."order", x.wave, CASE WHEN x.list = 0 THEN lst ELSE x.list END, x.carton, x.text
          FROM jsonb_to_recordset(e->'events') AS x(kind text, "order" bigint, wave bigint, list bigint, carton bigint, text text);
    END IF;
    IF lst <> 0 AND (d->>'accepted')::boolean THEN
        PERFORM list_follow(w, lst, wav, was, c->>'state');
    END IF;
    RETURN 'ok';
END $$;
-- +goose StatementEnd

DROP FUNCTION pack_state(bigint, bigint, text, uuid, text, text);

-- +goose StatementBegin
-- pack_state answers with the receipt of the act, if it has one, and with the JSON of picking/pack.State.
-- $1 warehouse, $2 order, $3 device, $4 act id, $5 code, $6 gtin, $7 serial number, $8 lot, $9 the code as a parcel's number
CREATE FUNCTION pack_state(bigint, bigint, text, uuid, text, text, text, text, text) RETURNS TABLE (receipt_ json, state_ json)
LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN QUERY
SELECT (SELECT json_build_object('raw', r.raw, 'answer', r.answer) FROM scans r
         WHERE r.warehouse_id = $1 AND r.device = $3 AND r.scan_id = $4) AS receipt,
  (SELECT json_build_object(
    'order', json_build_object('id', o.id, 'number', o.number, 'version', o.version, 'state', o.state, 'hold', o.hold,
        'carton', COALESCE(o.carton_id, 0), 'service', o.service, 'pickup', o.pickup, 'priority', o.priority, 'cutoff', o.cutoff, 'note', o.note, 'gift', o.gift_message, 'ship_to', o.ship_to,
        'call', COALESCE((SELECT c.reason FROM calls c WHERE c.warehouse_id = $1 AND c.order_id = o.id AND c.done_at IS NULL), ''),
        'units', o.units, 'short', o.short, 'picked', o.picked, 'packed', o.packed, 'packer', COALESCE(o.packer_id, 0),
        'packer_name', COALESCE((SELECT u.name FROM users u WHERE u.warehouse_id = $1 AND u.id = o.packer_id), '')),
    'lines', (SELECT json_agg(json_build_object('id', l.id, 'no', l.no, 'item', l.item_id, 'sku', i.sku, 'name', i.name,
            'picture', i.picture, 'tracking', i.tracking, 'hazard', i.hazard, 'weight', i.weight_g, 'length', i.length_mm, 'width', i.width_mm,
            'height', i.height_mm, 'qty', l.qty, 'short', l.short, 'picked', l.picked, 'packed', l.packed) ORDER BY l.no)
        FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
       WHERE l.warehouse_id = $1 AND l.order_id = o.id),
    'places', COALESCE((SELECT json_agg(json_build_object('id', p.id, 'code', p.code, 'kind', p.kind, 'method', p.method,
            'state', p.state, 'at', p.at, 'goods', COALESCE((
                SELECT json_agg(json_build_object('item', b.item_id, 'lot', b.lot_id, 'lot_code', COALESCE(lt.code, ''),
                       'qty', b.on_hand) ORDER BY b.item_id, b.lot_id)
                  FROM balances b LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id
                 WHERE b.warehouse_id = $1 AND b.location_id = p.id AND b.on_hand > 0), '[]')) ORDER BY p.code)
        FROM (SELECT c.id, c.code, c.kind, pl.method, t.state, COALESCE(a.code, '') AS at
                FROM list_totes t
                JOIN pick_lists pl ON pl.warehouse_id = $1 AND pl.id = t.list_id
                JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
                LEFT JOIN locations a ON a.warehouse_id = $1 AND a.id = t.at_id
               WHERE t.warehouse_id = $1 AND t.order_id = o.id AND t.state IN ('filling', 'dropped')
              UNION ALL
              SELECT c.id, c.code, c.kind, '', '', '' FROM wall_slots s JOIN locations c ON c.warehouse_id = $1 AND c.id = s.slot_id
               WHERE s.warehouse_id = $1 AND s.order_id = o.id) p), '[]'),
    'unsort', COALESCE((SELECT json_agg(DISTINCT c.code)
        FROM order_lines l
        JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id AND h.put + h.short < h.qty
        JOIN tasks k ON k.warehouse_id = $1 AND k.id = h.task_id
        JOIN list_totes t ON t.warehouse_id = $1 AND t.list_id = k.list_id AND t.slot = k.slot AND t.state = 'dropped'
        JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
       WHERE l.warehouse_id = $1 AND l.order_id = o.id AND l.picked + l.short < l.qty), '[]'),
    'cartons', COALESCE((SELECT json_agg(json_build_object('id', c.id, 'n', c.n, 'code', cl.code, 'state', c.state,
            'location', c.location_id, 'apply', c.apply, 'box', c.box, 'weight', COALESCE(c.weight_g, 0), 'sscc', COALESCE(c.sscc, ''),
            'tracking', COALESCE(c.tracking, ''), 'label', COALESCE((SELECT b.state FROM bookings b
                WHERE b.warehouse_id = $1 AND b.carton_id = c.id ORDER BY b.id DESC LIMIT 1), ''), 'contents', COALESCE((
                SELECT json_agg(json_build_object('line', x.line_id, 'lot', x.lot_id, 'lot_code', COALESCE(lt.code, ''), 'qty', x.qty) ORDER BY x.line_id, x.lot_id)
                  FROM carton_lines x LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = x.lot_id
                 WHERE x.warehouse_id = $1 AND x.carton_id = c.id AND x.qty > 0), '[]')) ORDER BY c.n)
        FROM cartons c JOIN locations cl ON cl.warehouse_id = $1 AND cl.id = c.location_id
       WHERE c.warehouse_id = $1 AND c.order_id = o.id AND c.state <> 'void'), '[]'),
    'boxes', COALESCE((SELECT json_agg(json_build_object('code', b.code, 'length', b.length_mm, 'width', b.width_mm,
            'height', b.height_mm, 'tare', b.tare_g, 'max_weight', b.max_weight_g)
            ORDER BY b.length_mm::bigint * b.width_mm * b.height_mm, b.code) FROM boxes b WHERE b.warehouse_id = $1), '[]'),
    'serials', COALESCE((SELECT json_agg(json_build_object('item', s.item_id, 'serial', s.serial, 'task', s.task_id, 'line', s.line_id,
            'carton', COALESCE((SELECT y.carton FROM carton_serials($1, o.id) y WHERE y.item = s.item_id AND y.serial = s.serial), 0))
            ORDER BY s.item_id, s.serial)
        FROM serials s
       WHERE s.warehouse_id = $1 AND s.line_id IN (SELECT l.id FROM order_lines l WHERE l.warehouse_id = $1 AND l.order_id = o.id
               UNION ALL SELECT 0 WHERE EXISTS (SELECT 1 FROM order_lines l JOIN items i ON i.warehouse_id = $1 AND i.id = l.item_id
                   AND i.tracking = 'serial' WHERE l.warehouse_id = $1 AND l.order_id = o.id))
         AND (s.line_id <> 0 OR s.task_id IN (SELECT h.task_id FROM order_lines l
               JOIN shares h ON h.warehouse_id = $1 AND h.line_id = l.id WHERE l.warehouse_id = $1 AND l.order_id = o.id))), '[]'),
    'found', f.j,
    'wanted', CASE WHEN f.j ? 'item' AND (NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.warehouse_id = $1 AND l.order_id = o.id
              AND l.item_id = (f.j->'item'->>'id')::bigint)
          OR $8 <> '' AND NOT EXISTS (SELECT 1 FROM list_totes t
              JOIN balances b ON b.warehouse_id = $1 AND b.location_id = t.tote_id AND b.item_id = (f.j->'item'->>'id')::bigint AND b.on_hand > 0
              JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id AND lt.code = $8 WHERE t.warehouse_id = $1 AND t.order_id = o.id)) THEN (
        SELECT json_agg(w) FROM (
        SELECT o2.number, c.code AS place, 'item' AS by
          FROM balances b
          JOIN locations c ON c.warehouse_id = $1 AND c.id = b.location_id AND c.kind IN ('tote', 'slot')
          JOIN (SELECT tote_id AS at, order_id FROM list_totes WHERE warehouse_id = $1 AND state IN ('filling', 'dropped')
                UNION ALL SELECT slot_id, order_id FROM wall_slots WHERE warehouse_id = $1) t ON t.at = b.location_id
          JOIN orders o2 ON o2.warehouse_id = $1 AND o2.id = t.order_id AND o2.id <> o.id
          LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = b.lot_id
         WHERE b.warehouse_id = $1 AND b.on_hand > 0 AND b.item_id = (f.j->'item'->>'id')::bigint
           AND (lt.code = $8 OR NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.warehouse_id = $1 AND l.order_id = o.id AND l.item_id = b.item_id))
         ORDER BY o2.cutoff, o2.id LIMIT 2) w) END,
    'owner', (SELECT json_build_object('number', o2.number, 'place', COALESCE((SELECT min(c.code) FROM list_totes t
            JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
            WHERE t.warehouse_id = $1 AND t.order_id = o2.id AND t.state IN ('filling', 'dropped')), ''), 'by', y.by)
        FROM (SELECT l.order_id, 'serial' AS by FROM serials s JOIN order_lines l ON l.warehouse_id = $1 AND l.id = s.line_id AND l.order_id <> o.id
               WHERE s.warehouse_id = $1 AND s.serial = COALESCE(NULLIF($7, ''), CASE WHEN f.j = '{}' THEN $5 END)
              UNION ALL
              SELECT t.order_id, 'lot' FROM lots lt JOIN balances b ON b.warehouse_id = $1 AND b.item_id = lt.item_id AND b.lot_id = lt.id AND b.on_hand > 0
                JOIN list_totes t ON t.warehouse_id = $1 AND t.tote_id = b.location_id AND t.state IN ('filling', 'dropped') AND t.order_id <> o.id
               WHERE f.j = '{}' AND lt.warehouse_id = $1 AND lt.code = $5) y
        JOIN orders o2 ON o2.warehouse_id = $1 AND o2.id = y.order_id LIMIT 1),
    'parcel', (SELECT json_build_object('carton', c.id, 'n', c.n, 'number', o2.number, 'order', o2.id, 'state', c.state)
        FROM (SELECT id FROM cartons WHERE warehouse_id = $1 AND sscc = $9 UNION SELECT id FROM cartons WHERE warehouse_id = $1 AND tracking = $9) x
        JOIN cartons c ON c.warehouse_id = $1 AND c.id = x.id
        JOIN orders o2 ON o2.warehouse_id = $1 AND o2.id = c.order_id LIMIT 1),
    'stick', (SELECT NOT o.pickup AND (wh.settings->>'label_scan' = 'on' OR COALESCE(wh.settings->>'label_scan', 'auto') = 'auto' AND EXISTS (
            SELECT FROM station_devices d JOIN station_printers sp ON sp.warehouse_id = $1 AND sp.location_id = d.location_id AND sp.use = 'label'
             WHERE d.warehouse_id = $1 AND d.device = $3)) FROM warehouses wh WHERE wh.id = $1),
    'unweighed', (SELECT COALESCE((wh.settings->>'last_scan')::boolean, false) FROM warehouses wh WHERE wh.id = $1),
    'last', u.j->0, 'before', u.j->1)
   FROM orders o
   CROSS JOIN LATERAL (SELECT scan_found($1, $5, $6) AS j) f
   LEFT JOIN LATERAL (SELECT jsonb_agg(x.step || jsonb_build_object('scan', x.scan_id) ORDER BY x.version DESC) AS j FROM (
        SELECT scan_id, step, version FROM scans WHERE warehouse_id = $1 AND order_id = o.id AND order_id <> 0 AND accepted
           AND NOT undone AND step->>'kind' IN ('pack', 'move', 'box', 'close', 'reopen') ORDER BY version DESC LIMIT 2) x) u ON true
  WHERE o.warehouse_id = $1 AND o.id = $2) AS state;
END $$;
-- +goose StatementEnd
