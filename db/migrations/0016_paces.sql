-- +goose Up
-- How quickly devices answer their pickers, by device and hour; kept for a month (web/pace says what times counts).

CREATE TABLE paces (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    hour         timestamptz NOT NULL,
    device       text NOT NULL,
    user_id      bigint NOT NULL,               -- who had it last
    seen_at      timestamptz NOT NULL,
    waiting      int NOT NULL CHECK (waiting >= 0),  -- scans that waited on it at worst
    times        int[] NOT NULL,                -- how many scans took how long
    PRIMARY KEY (warehouse_id, hour, device),
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
);
