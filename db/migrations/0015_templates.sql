-- +goose Up
-- Labels as a house wants them, its logo, and more kinds of documents.

CREATE TABLE templates (               -- every version is kept; the last one holds
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    kind         text NOT NULL CHECK (kind IN ('label')),
    version      int NOT NULL CHECK (version > 0),
    body         text NOT NULL CHECK (length(body) <= 100000),  -- JSON; '': the built-in one again
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, kind, version),
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);

CREATE TABLE logos (                   -- so is every logo
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    version      int NOT NULL CHECK (version > 0),
    png          bytea NOT NULL CHECK (length(png) <= 500000),  -- empty: none any more
    user_id      bigint NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (warehouse_id, version),
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);

ALTER TABLE documents
    DROP CONSTRAINT documents_kind_check,
    DROP CONSTRAINT documents_format_check,
    ADD CONSTRAINT documents_kind_check CHECK (kind IN ('label', 'slip', 'pickup', 'logistic', 'gift', 'return')),
    ADD CONSTRAINT documents_format_check CHECK (format IN ('pdf', 'zpl', 'png'));
