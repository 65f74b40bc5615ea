-- +goose Up
-- Work: waves, pick lists, tasks, totes, the put wall, cartons; scan receipts and the audit trail.

CREATE TABLE waves (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    name         text NOT NULL DEFAULT '',
    method       text NOT NULL CHECK (method IN ('discrete', 'batch', 'cluster', 'zone')),
    state        text NOT NULL CHECK (state IN ('released', 'in_progress', 'done', 'cancelled')),
    options      jsonb NOT NULL DEFAULT '{}',
    orders       int NOT NULL,
    lines        int NOT NULL,
    units        int NOT NULL,
    metres       double precision NOT NULL,
    metres_one   double precision NOT NULL,      -- the same orders one at a time
    user_id      bigint NOT NULL,
    released_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id)
);
ALTER TABLE orders ADD FOREIGN KEY (warehouse_id, wave_id) REFERENCES waves;

CREATE TABLE pick_lists (
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    wave_id      bigint NOT NULL,
    method       text NOT NULL CHECK (method IN ('discrete', 'batch', 'cluster', 'zone')),
    zone         text NOT NULL DEFAULT '',
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'assigned', 'in_progress', 'done', 'cancelled')),
    priority     int NOT NULL DEFAULT 0,
    cutoff       timestamptz NOT NULL,
    user_id      bigint,                          -- the one picker who may work it
    metres       double precision NOT NULL DEFAULT 0,
    version      int NOT NULL DEFAULT 0,          -- the fencing token of every scan
    step         text NOT NULL DEFAULT 'cart' CHECK (step IN ('cart', 'totes', 'bin', 'item', 'serial', 'tote', 'drop', 'done')),
    task_id      bigint NOT NULL DEFAULT 0,       -- the cursor: current task,
    counted      int NOT NULL DEFAULT 0 CHECK (counted >= 0),  -- units in the hand,
    at_id        bigint NOT NULL DEFAULT 0,       -- and the bin last proven
    cart_id      bigint,
    tasks        int NOT NULL DEFAULT 0,
    done         int NOT NULL DEFAULT 0,
    started_at   timestamptz,
    done_at      timestamptz,
    CHECK (state IN ('open', 'cancelled') OR user_id IS NOT NULL),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, wave_id) REFERENCES waves,
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users,
    FOREIGN KEY (warehouse_id, cart_id) REFERENCES locations
) WITH (fillfactor = 50);
CREATE INDEX pick_lists_open ON pick_lists (warehouse_id, priority DESC, cutoff, id) WHERE state IN ('open', 'assigned');
CREATE INDEX pick_lists_wave ON pick_lists (warehouse_id, wave_id);
CREATE INDEX pick_lists_user ON pick_lists (warehouse_id, user_id) WHERE state IN ('assigned', 'in_progress');
CREATE INDEX pick_lists_done ON pick_lists (warehouse_id, done_at) WHERE state = 'done';
CREATE UNIQUE INDEX pick_lists_cart ON pick_lists (warehouse_id, cart_id) WHERE state = 'in_progress' AND cart_id IS NOT NULL;

CREATE TABLE list_totes (             -- what each slot of the cart carries, and for whom
    warehouse_id bigint NOT NULL,
    list_id      bigint NOT NULL,
    slot         int NOT NULL CHECK (slot > 0),
    order_id     bigint,                          -- NULL: a batch tote, sorted later
    tote_id      bigint,
    at_id        bigint,                          -- where it was dropped
    state        text NOT NULL DEFAULT 'empty' CHECK (state IN ('empty', 'filling', 'dropped', 'done')),
    CHECK (state = 'empty' OR state = 'done' OR tote_id IS NOT NULL),
    PRIMARY KEY (warehouse_id, list_id, slot),
    FOREIGN KEY (warehouse_id, list_id) REFERENCES pick_lists,
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders,
    FOREIGN KEY (warehouse_id, tote_id) REFERENCES locations
);
CREATE UNIQUE INDEX list_totes_busy ON list_totes (warehouse_id, tote_id) WHERE state IN ('filling', 'dropped');
CREATE INDEX list_totes_order ON list_totes (warehouse_id, order_id);

CREATE TABLE tasks (
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    list_id      bigint NOT NULL,
    seq          int NOT NULL,
    location_id  bigint NOT NULL,
    item_id      bigint NOT NULL,
    lot_id       bigint NOT NULL DEFAULT 0,
    qty          int NOT NULL CHECK (qty > 0),
    done         int NOT NULL DEFAULT 0 CHECK (done >= 0),
    short        int NOT NULL DEFAULT 0 CHECK (short >= 0),
    line_id      bigint,                          -- NULL: a batch total, see shares
    slot         int NOT NULL,
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'short', 'cancelled')),
    CHECK (done + short <= qty),
    CHECK (state <> 'done' OR done + short = qty),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, list_id) REFERENCES pick_lists,
    FOREIGN KEY (warehouse_id, location_id) REFERENCES locations,
    FOREIGN KEY (warehouse_id, item_id) REFERENCES items,
    FOREIGN KEY (warehouse_id, line_id) REFERENCES order_lines
) WITH (fillfactor = 70);
CREATE INDEX tasks_list ON tasks (warehouse_id, list_id, seq);
CREATE INDEX tasks_line ON tasks (warehouse_id, line_id);
-- the warehouse comes last here: first, a planner without statistics takes this index for "the open tasks of a list"
CREATE INDEX tasks_open_stock ON tasks (location_id, item_id, warehouse_id) WHERE state = 'open';

CREATE TABLE shares (                 -- how a batch task divides among order lines at the put wall
    warehouse_id bigint NOT NULL,
    task_id      bigint NOT NULL,
    line_id      bigint NOT NULL,
    qty          int NOT NULL CHECK (qty > 0),
    put          int NOT NULL DEFAULT 0 CHECK (put >= 0),
    short        int NOT NULL DEFAULT 0 CHECK (short >= 0),
    CHECK (put + short <= qty),
    PRIMARY KEY (warehouse_id, task_id, line_id),
    FOREIGN KEY (warehouse_id, task_id) REFERENCES tasks,
    FOREIGN KEY (warehouse_id, line_id) REFERENCES order_lines
);
CREATE INDEX shares_line ON shares (warehouse_id, line_id);

CREATE TABLE wall_slots (             -- which order a compartment of the put wall is taken for
    warehouse_id bigint NOT NULL,
    slot_id      bigint NOT NULL,
    order_id     bigint NOT NULL,
    PRIMARY KEY (warehouse_id, slot_id),
    UNIQUE (warehouse_id, order_id),
    FOREIGN KEY (warehouse_id, slot_id) REFERENCES locations,
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders
);
CREATE TABLE sorts (                  -- one tote being emptied at the wall: its cursor
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    list_id      bigint NOT NULL,
    tote_slot    int NOT NULL,                    -- list_totes.slot
    tote_id      bigint NOT NULL,
    user_id      bigint NOT NULL,
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    version      int NOT NULL DEFAULT 0,
    step         text NOT NULL DEFAULT 'item' CHECK (step IN ('item', 'slot', 'done')),
    task_id      bigint NOT NULL DEFAULT 0,
    line_id      bigint NOT NULL DEFAULT 0,
    item_id      bigint NOT NULL DEFAULT 0,
    lot_id       bigint NOT NULL DEFAULT 0,
    slot_id      bigint NOT NULL DEFAULT 0,
    counted      int NOT NULL DEFAULT 0 CHECK (counted >= 0),
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, list_id, tote_slot) REFERENCES list_totes
);
CREATE UNIQUE INDEX sorts_open ON sorts (warehouse_id, tote_id) WHERE state = 'open';

CREATE TABLE cartons (
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    order_id     bigint NOT NULL,
    n            int NOT NULL CHECK (n > 0),
    state        text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'labelled', 'left', 'void')),
    location_id  bigint NOT NULL,                 -- the carton as a licence plate
    box          text NOT NULL DEFAULT '',
    weight_g     int CHECK (weight_g > 0),
    sscc         text CHECK (sscc ~ '^[0-9]{18}$'),
    tracking     text CHECK (tracking <> ''),
    packer_id    bigint NOT NULL,
    opened_at    timestamptz NOT NULL DEFAULT now(),
    closed_at    timestamptz,
    left_at      timestamptz,
    CHECK (state IN ('open', 'void') OR (weight_g IS NOT NULL AND sscc IS NOT NULL AND closed_at IS NOT NULL)),
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, order_id, n),
    UNIQUE (warehouse_id, sscc),
    UNIQUE (warehouse_id, tracking),
    UNIQUE (warehouse_id, location_id),
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders,
    FOREIGN KEY (warehouse_id, location_id) REFERENCES locations
);
CREATE UNIQUE INDEX cartons_open ON cartons (warehouse_id, order_id) WHERE state = 'open';
CREATE TABLE carton_lines (
    warehouse_id bigint NOT NULL,
    carton_id    bigint NOT NULL,
    line_id      bigint NOT NULL,
    lot_id       bigint NOT NULL DEFAULT 0,
    qty          int NOT NULL CHECK (qty >= 0),
    PRIMARY KEY (warehouse_id, carton_id, line_id, lot_id),
    FOREIGN KEY (warehouse_id, carton_id) REFERENCES cartons,
    FOREIGN KEY (warehouse_id, line_id) REFERENCES order_lines
);
CREATE TABLE documents (              -- made once, stored, shown again byte for byte
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    kind         text NOT NULL CHECK (kind IN ('label', 'slip', 'pickup')),
    format       text NOT NULL CHECK (format IN ('pdf', 'zpl')),
    paper        text NOT NULL DEFAULT '',
    order_id     bigint NOT NULL,
    carton_id    bigint,
    content      bytea NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders,
    FOREIGN KEY (warehouse_id, carton_id) REFERENCES cartons
);
CREATE UNIQUE INDEX documents_once ON documents (warehouse_id, order_id, COALESCE(carton_id, 0), kind, format, paper);

CREATE TABLE scans (                  -- a receipt per scan and touch: what was answered is answered again
    warehouse_id bigint NOT NULL,
    device       text NOT NULL,
    scan_id      uuid NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    user_id      bigint NOT NULL,
    list_id      bigint NOT NULL DEFAULT 0,
    sort_id      bigint NOT NULL DEFAULT 0,
    order_id     bigint NOT NULL DEFAULT 0,
    version      int NOT NULL DEFAULT 0,          -- of the head row before this step; orders the steps of a head
    raw          text NOT NULL,                   -- with the act before it: "scan:…", "short:none there", "undo:"
    verdict      text NOT NULL,
    accepted     boolean NOT NULL,                -- something changed; a right bin scanned again changes nothing
    refused      boolean NOT NULL GENERATED ALWAYS AS (verdict NOT IN ('ok', 'line_complete', 'list_complete')) STORED,
    step         jsonb NOT NULL DEFAULT '{}',     -- what an undo needs
    answer       jsonb NOT NULL,
    undone       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (warehouse_id, device, scan_id)
);
CREATE INDEX scans_list ON scans (warehouse_id, list_id, version) WHERE list_id <> 0 AND accepted;
CREATE INDEX scans_sort ON scans (warehouse_id, sort_id, version) WHERE sort_id <> 0 AND accepted;
CREATE INDEX scans_order ON scans (warehouse_id, order_id, version) WHERE order_id <> 0 AND accepted;
CREATE INDEX scans_refused ON scans (warehouse_id, at DESC) WHERE refused;

CREATE TABLE events (                 -- the audit trail and what the live pages wake up on; append-only
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    at           timestamptz NOT NULL DEFAULT now(),
    kind         text NOT NULL,
    user_id      bigint NOT NULL DEFAULT 0,
    order_id     bigint NOT NULL DEFAULT 0,
    wave_id      bigint NOT NULL DEFAULT 0,
    list_id      bigint NOT NULL DEFAULT 0,
    carton_id    bigint NOT NULL DEFAULT 0,
    text         text NOT NULL DEFAULT '',
    PRIMARY KEY (warehouse_id, id)
);
CREATE INDEX events_order ON events (warehouse_id, order_id, id) WHERE order_id <> 0;
CREATE INDEX events_wave ON events (warehouse_id, wave_id, id) WHERE wave_id <> 0;
-- +goose StatementBegin
CREATE FUNCTION events_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit trail is append-only'; END $$;
-- +goose StatementEnd
CREATE TRIGGER events_are_kept BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_are_kept();
