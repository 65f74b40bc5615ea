-- +goose Up
-- The double-entry ledger. One move row names both places and a positive quantity, so goods can neither appear nor
-- vanish. balances is its running sum, written in the same statement and never apart from it. These two tables carry
-- no foreign keys: every row is written by scan_apply or ledger_move from keys just read, and doctor --verify re-adds them.

CREATE TABLE balances (
    warehouse_id bigint NOT NULL,
    location_id  bigint NOT NULL,
    item_id      bigint NOT NULL,
    lot_id       bigint NOT NULL DEFAULT 0,
    on_hand      int NOT NULL DEFAULT 0,
    reserved     int NOT NULL DEFAULT 0 CHECK (reserved >= 0),
    virtual      boolean NOT NULL DEFAULT false,   -- supplier, customer, adjust: may be negative
    suspect      boolean NOT NULL DEFAULT false,   -- a picker found less: not promised again until counted
    PRIMARY KEY (warehouse_id, location_id, item_id, lot_id),
    CHECK (virtual OR (on_hand >= 0 AND reserved <= on_hand))
) WITH (fillfactor = 80);
CREATE INDEX balances_item ON balances (warehouse_id, item_id, lot_id);
CREATE INDEX balances_doubt ON balances (warehouse_id) WHERE suspect;

CREATE TABLE moves (
    warehouse_id bigint NOT NULL,
    scan_id      uuid NOT NULL,         -- the scan or request that caused it, the key of "exactly once"
    n            int NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    item_id      bigint NOT NULL,
    lot_id       bigint NOT NULL DEFAULT 0,
    serial       text NOT NULL DEFAULT '',
    from_id      bigint NOT NULL,
    to_id        bigint NOT NULL,
    qty          int NOT NULL CHECK (qty > 0),
    cause        text NOT NULL CHECK (cause IN ('receive', 'pick', 'put', 'pack', 'ship', 'count', 'undo')),
    task_id      bigint NOT NULL DEFAULT 0,
    line_id      bigint NOT NULL DEFAULT 0,
    user_id      bigint NOT NULL DEFAULT 0,
    CHECK (from_id <> to_id),
    PRIMARY KEY (warehouse_id, scan_id, n)
);
CREATE INDEX moves_task ON moves (warehouse_id, task_id) WHERE task_id <> 0;
CREATE INDEX moves_item ON moves (warehouse_id, item_id, at);

CREATE TABLE serials (                 -- a serial number captured for a line is in one place only
    warehouse_id bigint NOT NULL,
    item_id      bigint NOT NULL,
    serial       text NOT NULL CHECK (serial <> ''),
    task_id      bigint NOT NULL,
    line_id      bigint NOT NULL,
    PRIMARY KEY (warehouse_id, item_id, serial),
    FOREIGN KEY (warehouse_id, item_id) REFERENCES items
);
CREATE INDEX serials_line ON serials (warehouse_id, line_id);

-- +goose StatementBegin
-- ledger_balance adds to one balance. The row's CHECKs judge the sum, so on hand and reserved must change together.
CREATE FUNCTION ledger_balance(w bigint, loc bigint, item bigint, lot bigint, hand int, res int, doubt boolean)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    UPDATE balances SET on_hand = on_hand + hand, reserved = reserved + res, suspect = suspect OR doubt
     WHERE warehouse_id = w AND location_id = loc AND item_id = item AND lot_id = lot;
    IF FOUND THEN RETURN; END IF;
    INSERT INTO balances AS b (warehouse_id, location_id, item_id, lot_id, on_hand, reserved, virtual)
    SELECT w, loc, item, lot, hand, res, l.kind IN ('supplier', 'customer', 'adjust')
      FROM locations l WHERE l.warehouse_id = w AND l.id = loc
    ON CONFLICT (warehouse_id, location_id, item_id, lot_id)
    DO UPDATE SET on_hand = b.on_hand + excluded.on_hand, reserved = b.reserved + excluded.reserved;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'location % does not exist', loc USING ERRCODE = '23503';
    END IF;
END $$;
-- +goose StatementEnd
-- +goose StatementBegin
-- ledger_apply writes moves and reservations (the JSON of picking.Move and picking.Reservation) and the balances they
-- change, always in the order item, location, lot: two writers can wait for each other, never deadlock.
CREATE FUNCTION ledger_apply(w bigint, scan uuid, usr bigint, moves jsonb, reserve jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE r record;
BEGIN
    INSERT INTO moves (warehouse_id, scan_id, n, item_id, lot_id, serial, from_id, to_id, qty, cause, task_id, line_id, user_id)
    SELECT w, scan, n, (m->>'item')::bigint, (m->>'lot')::bigint, m->>'serial', (m->>'from')::bigint, (m->>'to')::bigint,
           (m->>'qty')::int, m->>'cause', (m->>'task')::bigint, (m->>'line')::bigint, usr
      FROM jsonb_array_elements(moves) WITH ORDINALITY AS x(m, n);
    FOR r IN
        SELECT item, loc, lot, sum(hand)::int AS hand, sum(res)::int AS res, bool_or(doubt) AS doubt FROM (
            SELECT (m->>'item')::bigint AS item, (m->>'from')::bigint AS loc, (m->>'lot')::bigint AS lot,
                   -(m->>'qty')::int AS hand, 0 AS res, false AS doubt FROM jsonb_array_elements(moves) AS m
            UNION ALL
            SELECT (m->>'item')::bigint, (m->>'to')::bigint, (m->>'lot')::bigint, (m->>'qty')::int, 0, false
              FROM jsonb_array_elements(moves) AS m
            UNION ALL
            SELECT (v->>'item')::bigint, (v->>'location')::bigint, (v->>'lot')::bigint, 0, (v->>'qty')::int,
                   (v->>'suspect')::boolean FROM jsonb_array_elements(reserve) AS v
        ) x GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    LOOP
        PERFORM ledger_balance(w, r.loc, r.item, r.lot, r.hand, r.res, r.doubt);
    END LOOP;
END $$;
-- +goose StatementEnd
