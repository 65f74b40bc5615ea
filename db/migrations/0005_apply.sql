-- +goose Up
-- The audit trail is written by the tables themselves, so no state can change without its row. The person is
-- taken from the setting pickpack.user, which every writing statement sets for its own transaction.

-- +goose StatementBegin
CREATE FUNCTION acting_user() RETURNS bigint LANGUAGE sql STABLE AS $$
    SELECT COALESCE(NULLIF(current_setting('pickpack.user', true), ''), '0')::bigint
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION audit_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, order_id, wave_id, text)
    VALUES (NEW.warehouse_id, 'order.' || NEW.state, acting_user(), NEW.id, COALESCE(NEW.wave_id, 0),
            CASE WHEN NEW.state = 'on_hold' THEN NEW.hold WHEN TG_OP = 'UPDATE' THEN 'was ' || OLD.state ELSE '' END);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_order_new AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION audit_order();
CREATE TRIGGER audit_order_state AFTER UPDATE ON orders FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION audit_order();
-- +goose StatementBegin
CREATE FUNCTION audit_wave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, wave_id) VALUES (NEW.warehouse_id, 'wave.' || NEW.state, acting_user(), NEW.id);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_wave_new AFTER INSERT ON waves FOR EACH ROW EXECUTE FUNCTION audit_wave();
CREATE TRIGGER audit_wave_state AFTER UPDATE ON waves FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION audit_wave();
-- +goose StatementBegin
CREATE FUNCTION audit_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, wave_id, list_id, text)
    VALUES (NEW.warehouse_id, 'list.' || NEW.state, acting_user(), NEW.wave_id, NEW.id,
            CASE WHEN NEW.user_id IS NOT NULL THEN 'picker ' || (SELECT name FROM users u WHERE u.warehouse_id = NEW.warehouse_id AND u.id = NEW.user_id) ELSE '' END);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_list_state AFTER UPDATE ON pick_lists FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.user_id IS DISTINCT FROM NEW.user_id) EXECUTE FUNCTION audit_list();
-- +goose StatementBegin
CREATE FUNCTION audit_carton() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
    VALUES (NEW.warehouse_id, 'carton.' || NEW.state, acting_user(), NEW.order_id, NEW.id, 'carton ' || NEW.n || COALESCE(' ' || NEW.tracking, ''));
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_carton_new AFTER INSERT ON cartons FOR EACH ROW EXECUTE FUNCTION audit_carton();
CREATE TRIGGER audit_carton_state AFTER UPDATE ON cartons FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state)
    EXECUTE FUNCTION audit_carton();

-- +goose StatementBegin
-- A packed order leaves its slot of the put wall to the next one.
CREATE FUNCTION order_leaves_wall() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM wall_slots WHERE warehouse_id = NEW.warehouse_id AND order_id = NEW.id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER order_leaves_wall AFTER UPDATE ON orders FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state IN ('packed', 'ready_for_pickup', 'shipped', 'collected'))
    EXECUTE FUNCTION order_leaves_wall();
-- +goose StatementBegin
-- wall_others counts the other totes of an order that are on their way or waiting: the goods of one tote alone need no wall.
CREATE FUNCTION wall_others(w bigint, ord bigint, list bigint, tote_slot int) RETURNS int LANGUAGE sql STABLE AS $$
    SELECT count(*)::int FROM list_totes t JOIN pick_lists p ON p.warehouse_id = w AND p.id = t.list_id
     WHERE t.warehouse_id = w AND t.order_id = ord AND (t.list_id, t.slot) <> (list, tote_slot)
       AND (t.state IN ('filling', 'dropped') OR t.state = 'empty' AND p.state NOT IN ('done', 'cancelled'))
$$;
-- +goose StatementEnd
-- +goose StatementBegin
-- list_follow does what follows from a list's change of state: its orders and its wave have started, or the wave is done.
-- The wave's row is locked first, so of two last lists the second sees the first.
CREATE FUNCTION list_follow(w bigint, list bigint, wave bigint, was text, now_state text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF now_state = 'in_progress' AND was <> 'in_progress' THEN
        UPDATE orders SET started_at = now() WHERE warehouse_id = w AND started_at IS NULL AND id IN (
            SELECT ol.order_id FROM tasks t JOIN order_lines ol ON ol.warehouse_id = w AND ol.id = t.line_id
             WHERE t.warehouse_id = w AND t.list_id = list AND t.state <> 'cancelled'
            UNION
            SELECT ol.order_id FROM tasks t JOIN shares s ON s.warehouse_id = w AND s.task_id = t.id
              JOIN order_lines ol ON ol.warehouse_id = w AND ol.id = s.line_id
             WHERE t.warehouse_id = w AND t.list_id = list AND t.state <> 'cancelled');
        UPDATE waves SET state = 'in_progress' WHERE warehouse_id = w AND id = wave AND state = 'released';
    ELSIF now_state IN ('done', 'cancelled') AND was <> now_state THEN
        PERFORM 1 FROM waves WHERE warehouse_id = w AND id = wave FOR UPDATE;
        UPDATE waves SET state = 'done' WHERE warehouse_id = w AND id = wave AND state = 'in_progress' AND NOT EXISTS (
            SELECT 1 FROM pick_lists WHERE warehouse_id = w AND wave_id = wave AND state NOT IN ('done', 'cancelled'));
    END IF;
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- scan_found says what a scanned code stands for, as the JSON of picking.Found: a location (with the list and order a tote
-- or cart is busy with), else an item by barcode or SKU, else an order by its number. code is upper case.
CREATE FUNCTION scan_found(w bigint, code_ text, gtin text) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE l record; i record; o record; list_ bigint := 0; order_ text := '';
BEGIN
    SELECT id, code, kind, slots INTO l FROM locations WHERE warehouse_id = w AND code = code_;
    IF FOUND THEN
        IF l.kind = 'tote' THEN
            SELECT t.list_id, COALESCE(o2.number, '') INTO list_, order_ FROM list_totes t
              LEFT JOIN orders o2 ON o2.warehouse_id = w AND o2.id = t.order_id
             WHERE t.warehouse_id = w AND t.tote_id = l.id AND t.state IN ('filling', 'dropped');
        ELSIF l.kind = 'cart' THEN
            SELECT p.id INTO list_ FROM pick_lists p WHERE p.warehouse_id = w AND p.cart_id = l.id AND p.state = 'in_progress';
        ELSIF l.kind = 'slot' THEN
            SELECT o2.number INTO order_ FROM wall_slots s JOIN orders o2 ON o2.warehouse_id = w AND o2.id = s.order_id
             WHERE s.warehouse_id = w AND s.slot_id = l.id;
        END IF;
        RETURN jsonb_build_object('location', jsonb_build_object('id', l.id, 'code', l.code, 'kind', l.kind, 'slots', l.slots,
                                  'list', COALESCE(list_, 0), 'order', COALESCE(order_, '')));
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
    RETURN '{}';
END $$;
-- +goose StatementEnd

-- +goose StatementBegin
-- scan_apply writes one decided step, or nothing. d is {warehouse, device, scan, user, raw, verdict, accepted, list, sort,
-- order, version, step, answer, effects}; effects is the JSON of picking.Effects. It locks, in this order: the head row
-- (list, sort or order), tasks, orders, order lines, balances. Answers 'ok'; 'stale' when somebody else was faster (load
-- again, decide again); 'replay' when this scan already has its receipt.
CREATE FUNCTION scan_apply(d jsonb) RETURNS text LANGUAGE plpgsql AS $$
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
            UPDATE pick_lists SET version = version + 1, state = c->>'state', step = c->>'step', task_id = (c->>'task')::bigint,
                   counted = (c->>'counted')::int, at_id = (c->>'at')::bigint, cart_id = NULLIF((c->>'cart')::bigint, 0),
                   done = (c->>'done')::int,
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

    IF e ? 'tasks' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'tasks') AS x(id bigint, done int, short int, seq int, state text) LOOP
            UPDATE tasks SET done = r.done, short = r.short, seq = r.seq, state = r.state WHERE warehouse_id = w AND id = r.id;
        END LOOP;
    END IF;
    IF e ? 'adds' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'adds') AS x(seq int, location bigint, item bigint, lot bigint, qty int,
                                                                line bigint, slot int, shares jsonb) LOOP
            INSERT INTO tasks (warehouse_id, list_id, seq, location_id, item_id, lot_id, qty, line_id, slot)
            VALUES (w, lst, r.seq, r.location, r.item, r.lot, r.qty, NULLIF(r.line, 0), r.slot) RETURNING id INTO new_task;
            INSERT INTO shares (warehouse_id, task_id, line_id, qty)
            SELECT w, new_task, x.line, x.qty FROM jsonb_to_recordset(COALESCE(r.shares, '[]')) AS x(line bigint, qty int);
            -- the cursor -1 stands for the first task added
            UPDATE pick_lists SET tasks = tasks + 1, task_id = CASE WHEN task_id = -1 THEN new_task ELSE task_id END
             WHERE warehouse_id = w AND id = lst;
        END LOOP;
    END IF;
    IF e ? 'totes' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'totes') AS x(slot int, tote bigint, state text, at bigint) LOOP
            INSERT INTO list_totes (warehouse_id, list_id, slot, tote_id, state, at_id)
            VALUES (w, COALESCE(NULLIF(lst, 0), (SELECT list_id FROM sorts WHERE warehouse_id = w AND id = srt)),
                    r.slot, NULLIF(r.tote, 0), r.state, NULLIF(r.at, 0))
            ON CONFLICT (warehouse_id, list_id, slot)
            DO UPDATE SET tote_id = excluded.tote_id, state = excluded.state, at_id = excluded.at_id;
        END LOOP;
    END IF;
    IF e ? 'shares' THEN
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'shares') AS x(task bigint, line bigint, put int, short int) LOOP
            UPDATE shares SET put = put + r.put, short = short + r.short WHERE warehouse_id = w AND task_id = r.task AND line_id = r.line;
        END LOOP;
    END IF;
    IF e ? 'lines' THEN
        FOR r IN SELECT l.order_id, sum(x.picked)::int AS picked, sum(x.packed)::int AS packed, sum(x.short)::int AS short
                   FROM jsonb_to_recordset(e->'lines') AS x(line bigint, picked int, packed int, short int)
                        -- OFFSET 0: one look-up per line; as a join the planner, who expects 100 lines, reads the whole table
                   CROSS JOIN LATERAL (SELECT order_id FROM order_lines WHERE warehouse_id = w AND id = x.line OFFSET 0) l
                  GROUP BY 1 ORDER BY 1 LOOP
            UPDATE orders SET picked = picked + r.picked, packed = packed + r.packed, short = short + r.short,
                   started_at = COALESCE(started_at, now())
             WHERE warehouse_id = w AND id = r.order_id;
        END LOOP;
        FOR r IN SELECT * FROM jsonb_to_recordset(e->'lines') AS x(line bigint, picked int, packed int, short int) ORDER BY line LOOP
            UPDATE order_lines SET picked = picked + r.picked, packed = packed + r.packed, short = short + r.short
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
