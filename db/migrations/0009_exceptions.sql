-- +goose Up
-- The picker's exceptions: a choice that waits for its second scan, work found on the way, goods that are damaged or go back.

ALTER TABLE pick_lists ADD COLUMN ask jsonb NOT NULL DEFAULT '{}',      -- picking.Ask: scan it again to confirm
                       ADD COLUMN paused boolean NOT NULL DEFAULT false; -- until the next step
ALTER TABLE items ADD COLUMN over_pick boolean NOT NULL DEFAULT false,   -- more than ordered may be taken, if confirmed
                  ADD COLUMN typed_qty boolean NOT NULL DEFAULT true,    -- a quantity may be typed instead of scanned
                  ADD COLUMN expired text NOT NULL DEFAULT 'refuse' CHECK (expired IN ('refuse', 'confirm'));
ALTER TABLE order_lines ADD COLUMN over int NOT NULL DEFAULT 0 CHECK (over >= 0 AND over <= qty); -- part of qty: taken beyond the order
ALTER TABLE locations DROP CONSTRAINT locations_kind_check, ADD CONSTRAINT locations_kind_check CHECK (kind IN ('pick', 'reserve', 'staging',
    'quarantine', 'station', 'wall', 'slot', 'cart', 'tote', 'carton', 'supplier', 'customer', 'adjust'));
ALTER TABLE moves DROP CONSTRAINT moves_cause_check, ADD CONSTRAINT moves_cause_check
    CHECK (cause IN ('receive', 'pick', 'put', 'pack', 'ship', 'count', 'undo', 'damage', 'back'));

CREATE TABLE chores (                 -- what is to be done beside the picking, found on the way
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    kind         text NOT NULL CHECK (kind IN ('count', 'relabel', 'barcode')),
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    location_id  bigint NOT NULL DEFAULT 0,       -- the bin to count, the place without a label, where the barcode was met
    item_id      bigint NOT NULL DEFAULT 0,       -- to count; of a barcode: what was looked for
    lot_id       bigint NOT NULL DEFAULT 0,
    code         text NOT NULL DEFAULT '',        -- the unknown barcode
    list_id      bigint NOT NULL DEFAULT 0,
    order_id     bigint NOT NULL DEFAULT 0,
    user_id      bigint NOT NULL,                 -- who found it
    text         text NOT NULL DEFAULT '',
    at           timestamptz NOT NULL DEFAULT now(),
    done_by      bigint,
    done_at      timestamptz,
    CHECK ((kind = 'barcode') = (code <> '')),
    CHECK ((state = 'open') = (done_at IS NULL)),
    PRIMARY KEY (warehouse_id, id)
);
CREATE UNIQUE INDEX chores_once ON chores (warehouse_id, kind, location_id, item_id, lot_id) WHERE state = 'open' AND kind <> 'barcode';
CREATE UNIQUE INDEX chores_code ON chores (warehouse_id, code) WHERE state = 'open' AND kind = 'barcode';
CREATE INDEX chores_open ON chores (warehouse_id, at) WHERE state = 'open';

-- +goose StatementBegin
-- scan_found says what a scanned code stands for, as the JSON of picking.Found: a location (with the list and order a tote
-- or cart is busy with), else an item by barcode or SKU, else an order by its number, else a person by the badge. code is
-- upper case.
CREATE OR REPLACE FUNCTION scan_found(w bigint, code_ text, gtin text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE l record; i record; o record; u record; list_ bigint := 0; order_ text := ''; gone boolean := false;
BEGIN
    SELECT id, code, kind, slots INTO l FROM locations WHERE warehouse_id = w AND code = code_;
    IF FOUND THEN
        IF l.kind = 'tote' THEN
            SELECT t.list_id, COALESCE(o2.number, ''), o2.cancelled_at IS NOT NULL INTO list_, order_, gone FROM list_totes t
              LEFT JOIN orders o2 ON o2.warehouse_id = w AND o2.id = t.order_id
             WHERE t.warehouse_id = w AND t.tote_id = l.id AND t.state IN ('filling', 'dropped');
        ELSIF l.kind = 'cart' THEN
            SELECT p.id INTO list_ FROM pick_lists p WHERE p.warehouse_id = w AND p.cart_id = l.id AND p.state = 'in_progress';
        ELSIF l.kind = 'slot' THEN
            SELECT o2.number INTO order_ FROM wall_slots s JOIN orders o2 ON o2.warehouse_id = w AND o2.id = s.order_id
             WHERE s.warehouse_id = w AND s.slot_id = l.id;
        END IF;
        RETURN jsonb_build_object('location', jsonb_build_object('id', l.id, 'code', l.code, 'kind', l.kind, 'slots', l.slots,
                                  'list', COALESCE(list_, 0), 'order', COALESCE(order_, ''), 'cancelled', COALESCE(gone, false)));
    END IF;
    SELECT it.id, it.sku, it.name, b.qty INTO i FROM barcodes b JOIN items it ON it.warehouse_id = w AND it.id = b.item_id
     WHERE b.warehouse_id = w AND b.code IN (code_, gtin) ORDER BY b.code = code_ DESC LIMIT 1;
    IF NOT FOUND THEN
        SELECT it.id, it.sku, it.name, 1 AS qty INTO i FROM items it WHERE it.warehouse_id = w AND it.sku = code_;
    END IF;
    IF FOUND THEN
        RETURN jsonb_build_object('item', jsonb_build_object('id', i.id, 'sku', i.sku, 'name', i.name, 'qty', i.qty));
    END IF;
    SELECT id, number INTO o FROM orders WHERE warehouse_id = w AND number = code_;
    IF FOUND THEN
        RETURN jsonb_build_object('order', jsonb_build_object('id', o.id, 'number', o.number));
    END IF;
    SELECT id, name INTO u FROM users WHERE warehouse_id = w AND badge = code_ AND active;
    IF FOUND THEN
        RETURN jsonb_build_object('user', jsonb_build_object('id', u.id, 'name', u.name));
    END IF;
    RETURN '{}';
END $$;
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
        END LOOP;
    END IF;
    IF e ? 'reslot' THEN
        UPDATE tasks SET slot = (e->'reslot'->>'to')::int WHERE warehouse_id = w AND list_id = lst AND state = 'open'
           AND slot = (e->'reslot'->>'from')::int AND (line_id IS NOT NULL OR done = 0);
    END IF;
    IF e ? 'adds' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'adds') AS x(list bigint, seq int, location bigint, item bigint, lot bigint,
                                                                qty int, line bigint, slot int, shares jsonb) LOOP
            INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot)
            VALUES (w, COALESCE(r.list, lst), r.seq, r.location, r.item, r.lot, r.qty, NULLIF(r.line, 0), r.slot) RETURNING id INTO new_task;
            INSERT INTO shares (warehouse_id, task_id, line_id, qty)
            SELECT w, new_task, x.line, x.qty FROM jsonb_to_recordset(COALESCE(r.shares, '[]')) AS x(line bigint, qty int);
            -- the cursor -1 stands for the first task added
            UPDATE pick_lists SET tasks = tasks + 1, task_id = CASE WHEN task_id = -1 THEN new_task ELSE task_id END
             WHERE warehouse_id = w AND id = COALESCE(r.list, lst);
        END LOOP;
    END IF;
    IF e ? 'totes' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'totes') AS x(slot int, "order" bigint, tote bigint, state text, at bigint) LOOP
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
    IF e->'pack' ? 'contents' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'pack'->'contents') AS x(line bigint, lot bigint, qty int) LOOP
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
    END IF;
    IF e ? 'chores' THEN
        INSERT INTO chores (warehouse_id, kind, location_id, item_id, lot_id, code, list_id, order_id, user_id, text)
        SELECT w, x.kind, COALESCE(x.location, 0), COALESCE(x.item, 0), COALESCE(x.lot, 0), COALESCE(x.code, ''), lst, ord, usr, x.text
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

-- +goose StatementBegin
-- pick_state answers with the receipt of the scan, if it has one, and with the JSON of picking/task.State.
-- $1 warehouse, $2 list, $3 device, $4 scan id, $5 code, $6 gtin, $7 serial, $8 lot. The form without a lot is
-- for replicas that are not restarted yet.
CREATE FUNCTION pick_state(bigint, bigint, text, uuid, text, text, text, text) RETURNS TABLE (receipt_ json, state_ json)
LANGUAGE plpgsql STABLE AS $$
BEGIN
RETURN QUERY
SELECT (SELECT json_build_object('raw', r.raw, 'answer', r.answer) FROM scans r
         WHERE r.warehouse_id = $1 AND r.device = $3 AND r.scan_id = $4) AS receipt,
  (SELECT json_build_object(
    'list', json_build_object('id', l.id, 'version', l.version, 'wave', l.wave_id, 'method', l.method, 'zone', l.zone,
        'state', l.state, 'user', COALESCE(l.user_id, 0), 'cutoff', l.cutoff, 'step', l.step, 'task', l.task_id,
        'counted', l.counted, 'at', l.at_id, 'cart', COALESCE(l.cart_id, 0), 'tasks', l.tasks, 'done', l.done,
        'ask', l.ask, 'paused', l.paused,
        'user_name', COALESCE((SELECT u.name FROM users u WHERE u.warehouse_id = $1 AND u.id = l.user_id), ''),
        'cart_code', COALESCE((SELECT c.code FROM locations c WHERE c.warehouse_id = $1 AND c.id = l.cart_id), ''),
        'totes', COALESCE((SELECT json_agg(json_build_object('slot', t.slot, 'id', COALESCE(t.tote_id, 0), 'code', COALESCE(c.code, ''),
                'order', COALESCE(t.order_id, 0), 'number', COALESCE(o.number, ''), 'state', t.state, 'cancelled', o.cancelled_at IS NOT NULL,
                'units', CASE WHEN l.step IN ('drop', 'done') OR cur.n < 2 THEN COALESCE((SELECT sum(b.on_hand) FROM balances b
                          WHERE b.warehouse_id = $1 AND b.location_id = t.tote_id), 0) ELSE 0 END) ORDER BY t.slot)
            FROM list_totes t
            LEFT JOIN locations c ON c.warehouse_id = $1 AND c.id = t.tote_id
            LEFT JOIN orders o ON o.warehouse_id = $1 AND o.id = t.order_id
           WHERE t.warehouse_id = $1 AND t.list_id = l.id), '[]')),
    'max_seq', (SELECT COALESCE(max(k.seq), 0) FROM tasks k WHERE k.warehouse_id = $1 AND k.list_id = l.id),
    'current', cur.j->0, 'next', cur.j->1,
    'match', CASE WHEN f.item IS NULL AND f.location IS NULL THEN NULL ELSE (
        SELECT json_build_object('id', k.id, 'seq', k.seq, 'bin', kl.code, 'on', (
              SELECT count(DISTINCT m.location_id) FROM tasks m WHERE m.warehouse_id = $1 AND m.list_id = l.id AND m.state = 'open'
                 AND m.seq > cur.seq AND m.seq <= k.seq AND m.location_id <> cur.location))
          FROM tasks k
          JOIN locations kl ON kl.warehouse_id = $1 AND kl.id = k.location_id
         WHERE k.warehouse_id = $1 AND k.list_id = l.id AND k.state = 'open' AND k.id <> l.task_id
           AND (k.item_id = f.item OR k.location_id = f.location)
         ORDER BY k.seq LIMIT 1) END,
    'found', f.j,
    'serial_taken', COALESCE((SELECT true FROM tasks k JOIN serials s ON s.warehouse_id = $1 AND s.item_id = k.item_id
        AND s.serial = $7 WHERE k.warehouse_id = $1 AND k.id = l.task_id), false),
    -- what the current bin holds of the current item and lot, while somebody stands at it
    'here', CASE WHEN l.step IN ('item', 'serial', 'tote') THEN (
        SELECT json_build_object('on_hand', b.on_hand, 'free', CASE WHEN b.suspect THEN 0 ELSE b.on_hand - b.reserved END,
                   'suspect', b.suspect) FROM balances b
         WHERE b.warehouse_id = $1 AND b.location_id = cur.location AND b.item_id = cur.item
           AND b.lot_id = cur.lot) END,
    -- another bin was scanned: what it has of the item
    'other', CASE WHEN l.step IN ('bin', 'item') AND f.kind = 'pick' AND f.location <> cur.location THEN (
        SELECT json_agg(json_build_object('location', b.location_id, 'bin', o.code, 'zone', o.zone, 'aisle', o.aisle, 'y', o.y,
                   'side', o.side, 'level', o.level, 'lot', b.lot_id, 'lot_code', COALESCE(t.code, ''), 'expires', COALESCE(t.expires::text, ''),
                   'free', b.on_hand - b.reserved) ORDER BY b.lot_id = cur.lot DESC, t.expires NULLS LAST)
          FROM balances b JOIN locations o ON o.warehouse_id = $1 AND o.id = b.location_id
          LEFT JOIN lots t ON t.warehouse_id = $1 AND t.id = b.lot_id
         WHERE b.warehouse_id = $1 AND b.location_id = f.location AND b.item_id = cur.item
           AND b.on_hand > b.reserved AND NOT b.suspect AND (t.expires IS NULL OR t.expires >= here.today)) END,
    -- another lot was scanned
    'lot', CASE WHEN l.step = 'item' AND cur.lot <> 0 AND f.location IS NULL THEN (
        SELECT json_build_object('id', t.id, 'code', t.code, 'expires', COALESCE(t.expires::text, ''),
                   'expired', COALESCE(t.expires < here.today, false), 'on_hand', COALESCE(b.on_hand, 0), 'free',
                   CASE WHEN b.suspect THEN 0 ELSE COALESCE(b.on_hand - b.reserved, 0) END)
          FROM lots t LEFT JOIN balances b ON b.warehouse_id = $1 AND b.location_id = cur.location
                AND b.item_id = t.item_id AND b.lot_id = t.id
         WHERE t.warehouse_id = $1 AND t.item_id = cur.item AND t.id <> cur.lot
           AND upper(t.code) = upper(COALESCE(NULLIF($8, ''), $5)) LIMIT 1) END,
    -- what is free where an undo of a switch would go back to
    'back', CASE WHEN u.j->0->>'kind' = 'switch' THEN COALESCE((
        SELECT b.on_hand - b.reserved FROM balances b WHERE b.warehouse_id = $1 AND b.location_id = (u.j->0->'task'->>'location')::bigint
           AND b.item_id = (u.j->0->'task'->>'item')::bigint AND b.lot_id = (u.j->0->'task'->>'lot')::bigint), 0) END,
    -- how a batch task divides, when its tote is full
    'shares', CASE WHEN l.ask->>'code' = $5 AND cur.line = 0 THEN (
        SELECT json_agg(json_build_object('line', s.line_id, 'qty', s.qty, 'put', s.put, 'short', s.short)
                   ORDER BY o.priority DESC, o.cutoff, s.line_id)
          FROM shares s
          JOIN order_lines ol ON ol.warehouse_id = $1 AND ol.id = s.line_id
          JOIN orders o ON o.warehouse_id = $1 AND o.id = ol.order_id
         WHERE s.warehouse_id = $1 AND s.task_id = l.task_id) END,
    'last', u.j->0, 'before', u.j->1)
   FROM pick_lists l
   CROSS JOIN LATERAL (SELECT g.j, (g.j->'item'->>'id')::bigint AS item, (g.j->'location'->>'id')::bigint AS location,
             g.j->'location'->>'kind' AS kind
        FROM (SELECT scan_found($1, $5, $6) AS j OFFSET 0) g OFFSET 0) f  -- OFFSET 0: asked once, not once per task
   CROSS JOIN LATERAL (SELECT (now() AT TIME ZONE h.timezone)::date AS today FROM warehouses h WHERE h.id = $1) here
   LEFT JOIN LATERAL (SELECT json_agg(k.j) AS j, count(*) AS n, (array_agg(k.location_id))[1] AS location, (array_agg(k.item_id))[1] AS item,
             (array_agg(k.lot_id))[1] AS lot, COALESCE((array_agg(k.line_id))[1], 0) AS line, (array_agg(k.seq))[1] AS seq FROM (  -- the task at the cursor and the open one after it
        SELECT json_build_object('id', k.id, 'seq', k.seq, 'location', k.location_id, 'bin', b.code, 'zone', b.zone,
            'aisle', b.aisle, 'side', b.side, 'level', b.level, 'item', k.item_id, 'sku', i.sku, 'name', i.name, 'picture', i.picture,
            'tracking', i.tracking, 'lot', k.lot_id, 'lot_code', COALESCE(lt.code, ''), 'expires', COALESCE(lt.expires::text, ''),
            'expired', COALESCE(lt.expires < here.today, false), 'over_pick', i.over_pick, 'typed_qty', i.typed_qty, 'expired_ok', i.expired = 'confirm',
            'lots', CASE WHEN k.lot_id = 0 THEN 0 ELSE (SELECT count(*) FROM balances bl WHERE bl.warehouse_id = $1
                AND bl.location_id = k.location_id AND bl.item_id = k.item_id AND bl.on_hand > 0) END,
            'qty', k.qty, 'done', k.done, 'short', k.short, 'line', COALESCE(k.line_id, 0), 'slot', k.slot, 'state', k.state) AS j, k.location_id, k.item_id, k.lot_id, k.line_id, k.seq
        FROM (SELECT * FROM tasks t WHERE t.warehouse_id = $1 AND t.list_id = l.id AND t.state = 'open'
               ORDER BY t.id = l.task_id DESC, t.seq LIMIT 2) k
        JOIN locations b ON b.warehouse_id = $1 AND b.id = k.location_id
        JOIN items i ON i.warehouse_id = $1 AND i.id = k.item_id
        LEFT JOIN lots lt ON lt.warehouse_id = $1 AND lt.id = k.lot_id
       ORDER BY k.id = l.task_id DESC, k.seq) k) cur ON true
   LEFT JOIN LATERAL (SELECT jsonb_agg(x.step || jsonb_build_object('scan', x.scan_id) ORDER BY x.version DESC) AS j FROM (
        SELECT scan_id, step, version FROM scans WHERE warehouse_id = $1 AND list_id = l.id AND list_id <> 0 AND accepted
           AND NOT undone AND step->>'kind' <> 'undo' ORDER BY version DESC LIMIT 2) x) u ON true
  WHERE l.warehouse_id = $1 AND l.id = $2) AS state;
END $$;
-- +goose StatementEnd
