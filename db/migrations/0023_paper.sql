-- +goose Up
-- Forms of every label and slip as a house wants them, and fonts for letters that are not built in.

ALTER TABLE templates
    DROP CONSTRAINT templates_kind_check,
    ADD CONSTRAINT templates_kind_check CHECK (kind IN ('label', 'logistic', 'slip', 'gift', 'return', 'pickup'));

CREATE TABLE fonts (                   -- one that was taken out is kept: what was printed with it stays explainable
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),       -- as the file says
    licence      text NOT NULL DEFAULT '' CHECK (length(licence) <= 500),    -- why the house may use it
    file         bytea NOT NULL CHECK (length(file) BETWEEN 1 AND 30000000),
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    gone_at      timestamptz,
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);
