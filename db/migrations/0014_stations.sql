-- +goose Up
-- Which packing station a device stands at, and which closed cartons still have to be printed there.

CREATE TABLE station_devices (
    warehouse_id bigint NOT NULL,
    device       text NOT NULL,
    location_id  bigint NOT NULL,                    -- the station
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, device),
    FOREIGN KEY (warehouse_id, location_id) REFERENCES locations
);

ALTER TABLE cartons
    ADD COLUMN station_id bigint,                    -- where it was closed; NULL: at a device that stands nowhere
    ADD COLUMN papers text NOT NULL DEFAULT '' CHECK (papers IN ('', 'due', 'asked'));  -- whether its papers are to be printed there
CREATE INDEX cartons_papers ON cartons (warehouse_id, id) WHERE papers = 'due';
