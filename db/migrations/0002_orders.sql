-- +goose Up
-- What customers want and how far it has come. An order's state is a generated column over its counters, so an order is
-- in exactly one state by construction and two last lines finishing at once cannot leave it open.

CREATE TABLE orders (
    warehouse_id  bigint NOT NULL REFERENCES warehouses,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    number        text NOT NULL,
    source        text NOT NULL CHECK (source <> ''),
    external_id   text NOT NULL CHECK (external_id <> ''),
    channel       text NOT NULL CHECK (channel IN ('online', 'store')),
    service       text NOT NULL CHECK (service <> ''),
    pickup        boolean GENERATED ALWAYS AS (service = 'pickup') STORED,
    priority      int NOT NULL DEFAULT 0 CHECK (priority BETWEEN 0 AND 9),
    cutoff        timestamptz NOT NULL,
    placed_at     timestamptz NOT NULL DEFAULT now(),
    ship_to       jsonb NOT NULL,
    note          text NOT NULL DEFAULT '',
    payload_hash  bytea NOT NULL,              -- the same external id with another content is a conflict
    hold          text NOT NULL DEFAULT '',    -- why it waits; empty: it does not
    cancelled_at  timestamptz,
    wave_id       bigint,
    started_at    timestamptz,
    packing_at    timestamptz,
    packed_at     timestamptz,
    left_at       timestamptz,                 -- shipped or collected
    packer_id     bigint,                      -- who has it open at a station
    version       int NOT NULL DEFAULT 0,      -- of its packing
    units         int NOT NULL CHECK (units > 0),
    short         int NOT NULL DEFAULT 0 CHECK (short >= 0),
    picked        int NOT NULL DEFAULT 0 CHECK (picked >= 0),
    packed        int NOT NULL DEFAULT 0 CHECK (packed >= 0),
    shipped       int NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    open_cartons  int NOT NULL DEFAULT 0 CHECK (open_cartons >= 0),
    state         text NOT NULL GENERATED ALWAYS AS (
        CASE WHEN cancelled_at IS NOT NULL                 THEN 'cancelled'
             WHEN hold <> ''                               THEN 'on_hold'
             WHEN wave_id IS NULL                          THEN 'received'
             WHEN short = units                            THEN 'backordered'
             WHEN started_at IS NULL                       THEN 'released'
             WHEN picked + short <> units                  THEN 'picking'
             WHEN packing_at IS NULL                       THEN 'picked'
             WHEN packed < picked OR open_cartons > 0      THEN 'packing'
             WHEN shipped < packed AND service = 'pickup'  THEN 'ready_for_pickup'
             WHEN shipped < packed                         THEN 'packed'
             WHEN service = 'pickup'                       THEN 'collected'
             ELSE 'shipped' END) STORED,
    CHECK (picked + short <= units),
    CHECK (packed <= picked),
    CHECK (shipped <= packed),
    UNIQUE (warehouse_id, source, external_id),
    UNIQUE (warehouse_id, number)
) WITH (fillfactor = 70);  -- room to count upwards in place
CREATE INDEX orders_state ON orders (warehouse_id, state, priority DESC, cutoff, id);
CREATE INDEX orders_wave ON orders (warehouse_id, wave_id);
-- The newest index wins a tie, and on a table without statistics all of these tie: made earlier, the primary key would
-- lose the look-ups by id that foreign keys make, and the first big import would read every order for each of its lines.
ALTER TABLE orders ADD PRIMARY KEY (warehouse_id, id);

CREATE TABLE order_lines (
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    order_id     bigint NOT NULL,
    no           int NOT NULL CHECK (no > 0),
    item_id      bigint NOT NULL,
    qty          int NOT NULL CHECK (qty > 0),
    short        int NOT NULL DEFAULT 0 CHECK (short >= 0),
    picked       int NOT NULL DEFAULT 0 CHECK (picked >= 0),
    packed       int NOT NULL DEFAULT 0 CHECK (packed >= 0),
    shipped      int NOT NULL DEFAULT 0 CHECK (shipped >= 0),
    CHECK (picked + short <= qty),
    CHECK (packed <= picked),
    CHECK (shipped <= packed),
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, order_id, no),
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders,
    FOREIGN KEY (warehouse_id, item_id) REFERENCES items
) WITH (fillfactor = 70);
CREATE INDEX order_lines_item ON order_lines (warehouse_id, item_id);

CREATE TABLE imports (             -- an uploaded file between its dry run and its taking
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    kind         text NOT NULL CHECK (kind IN ('items', 'locations', 'stock', 'orders')),
    filename     text NOT NULL,
    content      bytea NOT NULL,
    report       jsonb NOT NULL,
    state        text NOT NULL DEFAULT 'checked' CHECK (state IN ('checked', 'taken', 'dropped')),
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id)
);
CREATE TABLE idempotency_keys (    -- API writes: the answer a key was given
    warehouse_id bigint NOT NULL,
    key          text NOT NULL,
    hash         bytea NOT NULL,
    status       int NOT NULL,
    body         bytea NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, key)
);
