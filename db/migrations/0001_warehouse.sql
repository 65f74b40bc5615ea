-- +goose Up
-- Who, where and what: the things that stand still. warehouse_id comes first in every key: it is the tenant, the
-- partition and the shard key.

CREATE TABLE warehouses (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code        text NOT NULL UNIQUE,
    name        text NOT NULL,
    timezone    text NOT NULL DEFAULT 'UTC',
    ship_from   jsonb NOT NULL DEFAULT '{}',
    layout      jsonb NOT NULL DEFAULT '{}',   -- aisles_x, cross_aisles_y, depot; metres
    settings    jsonb NOT NULL DEFAULT '{}',
    gs1_prefix  text NOT NULL DEFAULT '0000000' CHECK (gs1_prefix ~ '^[0-9]{6,12}$')
);
CREATE SEQUENCE sscc_serial;      -- gaps are harmless, repeats are not
CREATE SEQUENCE tracking_serial;
CREATE SEQUENCE order_number;

CREATE TABLE users (
    warehouse_id  bigint NOT NULL REFERENCES warehouses,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    badge         text NOT NULL UNIQUE CHECK (badge <> ''),
    name          text NOT NULL CHECK (name <> ''),
    role          text NOT NULL CHECK (role IN ('picker', 'packer', 'supervisor', 'admin')),
    pin_hash      text NOT NULL DEFAULT '',
    password_hash text NOT NULL DEFAULT '',
    active        boolean NOT NULL DEFAULT true,
    created_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id)
);
CREATE TABLE sessions (
    token        text PRIMARY KEY,      -- a hash; the token itself is only in the cookie
    warehouse_id bigint NOT NULL,
    user_id      bigint NOT NULL,
    data         bytea NOT NULL,
    seen_at      timestamptz NOT NULL,  -- last use, to the minute
    expiry       timestamptz NOT NULL,  -- of the session as a whole, used or not
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);
CREATE INDEX sessions_user ON sessions (warehouse_id, user_id);
CREATE TABLE devices (
    id       text PRIMARY KEY,          -- derived from the secret in the device's cookie
    known_at timestamptz NOT NULL       -- last time somebody signed in on it
);
CREATE TABLE signin_throttle (
    key   text PRIMARY KEY,             -- badge, device or address
    fails int NOT NULL,
    until timestamptz NOT NULL          -- no earlier than this may the next try be
);
CREATE TABLE api_keys (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    name         text NOT NULL CHECK (name <> ''),
    hash         bytea NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL DEFAULT now(),
    revoked_at   timestamptz,
    PRIMARY KEY (warehouse_id, id)
);
CREATE TABLE setup_tokens (
    hash    bytea PRIMARY KEY,
    made_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz
);

CREATE TABLE zones (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    code         text NOT NULL CHECK (code <> ''),
    name         text NOT NULL,
    PRIMARY KEY (warehouse_id, code)
);
CREATE TABLE locations (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    code         text NOT NULL CHECK (code <> '' AND code = upper(code)),
    kind         text NOT NULL CHECK (kind IN ('pick', 'reserve', 'staging', 'station', 'wall', 'slot', 'cart', 'tote',
                                               'carton', 'supplier', 'customer', 'adjust')),
    zone         text NOT NULL DEFAULT '',
    aisle        int NOT NULL DEFAULT 0,
    y            double precision NOT NULL DEFAULT 0,
    side         text NOT NULL DEFAULT '' CHECK (side IN ('', 'left', 'right')),
    level        int NOT NULL DEFAULT 0,
    slots        int NOT NULL DEFAULT 0,       -- totes a cart holds
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, code)
);
CREATE INDEX locations_kind ON locations (warehouse_id, kind) WHERE kind NOT IN ('pick', 'carton');

CREATE TABLE items (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    sku          text NOT NULL CHECK (sku <> ''),
    name         text NOT NULL CHECK (name <> ''),
    picture      text NOT NULL DEFAULT '',
    weight_g     int NOT NULL DEFAULT 0 CHECK (weight_g >= 0),
    length_mm    int NOT NULL DEFAULT 0 CHECK (length_mm >= 0),
    width_mm     int NOT NULL DEFAULT 0 CHECK (width_mm >= 0),
    height_mm    int NOT NULL DEFAULT 0 CHECK (height_mm >= 0),
    tracking     text NOT NULL DEFAULT 'none' CHECK (tracking IN ('none', 'lot', 'serial')),
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, sku)
);
CREATE TABLE barcodes (
    warehouse_id bigint NOT NULL,
    code         text NOT NULL CHECK (code <> ''),   -- a GTIN padded to 14 digits, or a house code in upper case
    item_id      bigint NOT NULL,
    qty          int NOT NULL DEFAULT 1 CHECK (qty > 0),
    PRIMARY KEY (warehouse_id, code),
    FOREIGN KEY (warehouse_id, item_id) REFERENCES items
);
CREATE INDEX barcodes_item ON barcodes (warehouse_id, item_id);
CREATE TABLE lots (
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,  -- 0 in other tables means "no lot"
    item_id      bigint NOT NULL,
    code         text NOT NULL CHECK (code <> ''),
    expires      date,
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, item_id, code),
    FOREIGN KEY (warehouse_id, item_id) REFERENCES items
);
CREATE TABLE boxes (
    warehouse_id  bigint NOT NULL REFERENCES warehouses,
    code          text NOT NULL CHECK (code <> ''),
    length_mm     int NOT NULL CHECK (length_mm > 0),   -- inner
    width_mm      int NOT NULL CHECK (width_mm > 0),
    height_mm     int NOT NULL CHECK (height_mm > 0),
    tare_g        int NOT NULL DEFAULT 0 CHECK (tare_g >= 0),
    max_weight_g  int NOT NULL CHECK (max_weight_g > 0),
    PRIMARY KEY (warehouse_id, code)
);
