-- +goose Up
-- Carrier accounts, by which service an order goes, and the labels that are bought for cartons.

CREATE TABLE carriers (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 40),
    kind         text NOT NULL CHECK (kind IN ('manual', 'sandbox', 'easypost', 'karrio')),
    settings     jsonb NOT NULL DEFAULT '{}',
    secrets      bytea NOT NULL DEFAULT '',           -- sealed; the key is not in the database
    enabled      boolean NOT NULL DEFAULT false,
    drawn        bigint NOT NULL DEFAULT 0,           -- numbers drawn from a manual carrier's range
    gone_at      timestamptz,                         -- taken off the list; its labels stay in the history
    PRIMARY KEY (warehouse_id, id)
);
CREATE UNIQUE INDEX carriers_name ON carriers (warehouse_id, lower(name)) WHERE gone_at IS NULL;

CREATE TABLE carrier_rules (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    service      text NOT NULL,                       -- the shop's word; '': every service without a rule of its own
    rule         jsonb NOT NULL,                      -- picking/ship.Rule
    PRIMARY KEY (warehouse_id, service)
);

CREATE TABLE carrier_numbers (                        -- the book of the manual carriers
    warehouse_id bigint NOT NULL,
    carrier_id   bigint NOT NULL,
    key          text NOT NULL,
    service      text NOT NULL,
    number       text NOT NULL CHECK (number <> ''),
    at           timestamptz NOT NULL,
    voided       boolean NOT NULL DEFAULT false,
    PRIMARY KEY (warehouse_id, carrier_id, key),
    UNIQUE (warehouse_id, carrier_id, number),
    FOREIGN KEY (warehouse_id, carrier_id) REFERENCES carriers
);

CREATE TABLE bookings (                               -- a carton's label with a carrier
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    order_id     bigint NOT NULL,
    carton_id    bigint NOT NULL,
    key          text NOT NULL DEFAULT replace(CAST(gen_random_uuid() AS text), '-', ''),  -- the carrier's reference; of this database alone
    state        text NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'booking', 'refused', 'booked', 'voiding', 'voided')),
    carrier_id   bigint,                              -- chosen, and kept before it is bought
    service      text NOT NULL DEFAULT '',            -- the carrier's code of it
    why          text NOT NULL DEFAULT '',            -- it was chosen
    number       text NOT NULL DEFAULT '',            -- typed by a person
    label        jsonb,                               -- what was bought: identifier, number, price, when
    trouble      text NOT NULL DEFAULT '',
    claim        int NOT NULL DEFAULT 0,              -- how often it was taken: the fencing token
    lease        timestamptz,                         -- until when the one who took it is believed to live
    due          timestamptz NOT NULL DEFAULT now(),  -- not before
    user_id      bigint NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    CHECK ((state = 'booking') = (lease IS NOT NULL)),
    CHECK (state NOT IN ('booked', 'voiding', 'voided') OR label IS NOT NULL),
    CHECK ((state IN ('refused', 'booked', 'voided')) = (ended_at IS NOT NULL)),
    CHECK (service = '' OR carrier_id IS NOT NULL),
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, key),
    FOREIGN KEY (warehouse_id, carton_id) REFERENCES cartons,
    FOREIGN KEY (warehouse_id, carrier_id) REFERENCES carriers,
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
) WITH (fillfactor = 70);
CREATE INDEX bookings_open ON bookings (due, id) WHERE state IN ('asked', 'booking', 'voiding');
CREATE UNIQUE INDEX bookings_once ON bookings (warehouse_id, carton_id) WHERE state NOT IN ('refused', 'voided');
CREATE UNIQUE INDEX bookings_number ON bookings (warehouse_id, carrier_id, (label->>'number')) WHERE label IS NOT NULL;

-- the label that a carrier has taken back is kept, and another one takes its place
ALTER TABLE documents ADD COLUMN voided_at timestamptz;
DROP INDEX documents_once;
CREATE UNIQUE INDEX documents_once ON documents (warehouse_id, order_id, COALESCE(carton_id, 0), kind, format, paper) WHERE voided_at IS NULL;

-- +goose StatementBegin
CREATE FUNCTION audit_booking() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
    VALUES (NEW.warehouse_id, 'booking.' || NEW.state, COALESCE(NULLIF(acting_user(), 0), NEW.user_id), NEW.order_id, NEW.carton_id,
            concat_ws(', ', NULLIF((SELECT name FROM carriers c WHERE c.warehouse_id = NEW.warehouse_id AND c.id = NEW.carrier_id), ''),
                      NULLIF(NEW.service, ''), NULLIF(NEW.why, ''), NEW.label->>'number', NULLIF(NEW.trouble, '')));
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_booking_new AFTER INSERT ON bookings FOR EACH ROW EXECUTE FUNCTION audit_booking();
CREATE TRIGGER audit_booking_state AFTER UPDATE ON bookings FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state <> 'booking' OR OLD.trouble IS DISTINCT FROM NEW.trouble AND NEW.trouble <> '')
    EXECUTE FUNCTION audit_booking();
