-- +goose Up
-- Pictures of items, made small when they come in. items.picture is the address of one: its hash names it, so a browser
-- keeps it for ever and a new picture has a new address.

CREATE TABLE pictures (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    hash         text NOT NULL CHECK (hash ~ '^[0-9a-f]{32}$'),
    jpeg         bytea NOT NULL CHECK (length(jpeg) BETWEEN 1 AND 100000),
    PRIMARY KEY (warehouse_id, hash)
);
