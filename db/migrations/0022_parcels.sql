-- +goose Up
-- What carriers say: how their accounts are, where parcels are, and which loads they were told of.

ALTER TABLE carriers
    ADD COLUMN trouble  text NOT NULL DEFAULT '',     -- what the last call ended with; '': it went well
    ADD COLUMN heard_at timestamptz;                  -- when that was, or when it was tested

ALTER TABLE bookings ADD COLUMN sure boolean NOT NULL DEFAULT true;   -- nothing was bought with its key; while it is in hand nobody knows
UPDATE bookings SET sure = state = 'asked' AND (claim = 0 OR service = '');

CREATE INDEX bookings_order ON bookings (warehouse_id, order_id);
CREATE INDEX bookings_carton ON bookings (warehouse_id, carton_id);

CREATE TABLE carrier_wishes (                         -- a person's choice against the rules
    warehouse_id bigint NOT NULL,
    order_id     bigint NOT NULL,
    carton_id    bigint NOT NULL DEFAULT 0,           -- 0: every carton of the order that is closed from now on
    carrier_id   bigint NOT NULL,
    service      text NOT NULL CHECK (service <> ''),
    why          text NOT NULL CHECK (why <> ''),
    number       text NOT NULL DEFAULT '',            -- typed, for carriers whose numbers come from elsewhere
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, order_id, carton_id),
    FOREIGN KEY (warehouse_id, order_id) REFERENCES orders,
    FOREIGN KEY (warehouse_id, carrier_id) REFERENCES carriers,
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);

CREATE TABLE parcels (                                -- where the parcel of a bought label is
    warehouse_id bigint NOT NULL,
    booking_id   bigint NOT NULL,
    carrier_id   bigint NOT NULL,
    number       text NOT NULL CHECK (number <> ''),
    status       text NOT NULL DEFAULT 'announced' CHECK (status IN ('announced', 'underway', 'delayed', 'trouble', 'missed', 'out_for_delivery',
                     'waiting', 'returning', 'delivered', 'cancelled')),
    at           timestamptz NOT NULL,                -- since when, by the carrier's clock
    expected     timestamptz,                         -- when it is to arrive, as far as it was said
    tries        int NOT NULL DEFAULT 0,              -- looks that failed, one after the other
    due          timestamptz,                         -- the next look; NULL: nobody looks
    PRIMARY KEY (warehouse_id, booking_id),
    UNIQUE (warehouse_id, carrier_id, number),
    FOREIGN KEY (warehouse_id, booking_id) REFERENCES bookings,
    FOREIGN KEY (warehouse_id, carrier_id) REFERENCES carriers
) WITH (fillfactor = 70);
CREATE INDEX parcels_due ON parcels (due) WHERE due IS NOT NULL;
CREATE INDEX parcels_number ON parcels (warehouse_id, number);
CREATE INDEX parcels_open ON parcels (warehouse_id, at) WHERE status NOT IN ('delivered', 'cancelled');

CREATE TABLE parcel_news (                            -- told twice, it stands here once
    warehouse_id bigint NOT NULL,
    booking_id   bigint NOT NULL,
    at           timestamptz NOT NULL,
    status       text NOT NULL,
    text         text NOT NULL,
    place        text NOT NULL,
    heard_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, booking_id, at, status),
    FOREIGN KEY (warehouse_id, booking_id) REFERENCES parcels
);

INSERT INTO parcels (warehouse_id, booking_id, carrier_id, number, status, at, due)
SELECT warehouse_id, id, carrier_id, label->>'number', CASE state WHEN 'voided' THEN 'cancelled' ELSE 'announced' END,
       CAST(label->>'bought' AS timestamptz), CASE WHEN state <> 'voided' THEN now() END
  FROM bookings WHERE label IS NOT NULL AND label->>'number' <> '';

CREATE TABLE manifests (                              -- a load that a carrier was told of
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    carrier_id   bigint NOT NULL,
    driver       text NOT NULL,                       -- who drives: an account may buy of many
    act          uuid NOT NULL,                       -- of the person who closed it: sent twice, it is one
    key          text NOT NULL DEFAULT replace(CAST(gen_random_uuid() AS text), '-', ''),  -- the carrier's reference
    state        text NOT NULL CHECK (state IN ('asked', 'asking', 'closed', 'refused')),
    parcels      int NOT NULL CHECK (parcels > 0),
    content      bytea,                               -- our list, made once
    ref          text NOT NULL DEFAULT '',            -- the carrier's number of it
    theirs       bytea,                               -- the carrier's own list, if it gives one out
    trouble      text NOT NULL DEFAULT '',
    claim        int NOT NULL DEFAULT 0,
    lease        timestamptz,
    due          timestamptz NOT NULL DEFAULT now(),
    user_id      bigint NOT NULL,
    made_at      timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    CHECK ((state = 'asking') = (lease IS NOT NULL)),
    CHECK ((state IN ('closed', 'refused')) = (ended_at IS NOT NULL)),
    PRIMARY KEY (warehouse_id, id),
    UNIQUE (warehouse_id, act),
    UNIQUE (warehouse_id, key),
    FOREIGN KEY (warehouse_id, carrier_id) REFERENCES carriers,
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);
CREATE INDEX manifests_open ON manifests (due, id) WHERE state IN ('asked', 'asking');
CREATE INDEX manifests_made ON manifests (warehouse_id, made_at);
ALTER TABLE bookings
    ADD COLUMN manifest_id bigint,
    ADD FOREIGN KEY (warehouse_id, manifest_id) REFERENCES manifests,
    ADD CHECK (manifest_id IS NULL OR state = 'booked');
CREATE INDEX bookings_manifest ON bookings (warehouse_id, manifest_id) WHERE manifest_id IS NOT NULL;
CREATE INDEX bookings_unlisted ON bookings (warehouse_id, carrier_id) WHERE state = 'booked' AND manifest_id IS NULL;

CREATE TABLE departures (                             -- somebody ended the loading at a door
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    door         text NOT NULL,
    loaded       int NOT NULL,
    missing      int NOT NULL,                        -- were told, and acknowledged
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);
CREATE INDEX cartons_left ON cartons (warehouse_id, left_at) WHERE left_at IS NOT NULL;
CREATE INDEX departures_door ON departures (warehouse_id, door, at);

-- +goose StatementBegin
CREATE FUNCTION audit_parcel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, order_id, carton_id, text)   -- it is the carrier who says so
    SELECT NEW.warehouse_id, 'parcel.' || NEW.status, b.order_id, b.carton_id, NEW.number
      FROM bookings b WHERE b.warehouse_id = NEW.warehouse_id AND b.id = NEW.booking_id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_parcel AFTER UPDATE ON parcels FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION audit_parcel();

-- +goose StatementBegin
CREATE FUNCTION audit_manifest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, text)
    VALUES (NEW.warehouse_id, 'manifest.' || NEW.state, NEW.user_id, concat_ws(', ', 'M-' || NEW.id, NEW.driver, NEW.parcels || ' parcels',
            NULLIF(NEW.ref, ''), NULLIF(NEW.trouble, '')));
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_manifest_new AFTER INSERT ON manifests FOR EACH ROW EXECUTE FUNCTION audit_manifest();
CREATE TRIGGER audit_manifest_state AFTER UPDATE ON manifests FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state <> 'asking' OR OLD.trouble IS DISTINCT FROM NEW.trouble AND NEW.trouble <> '')
    EXECUTE FUNCTION audit_manifest();
