-- +goose Up
-- Planning is a job: whoever asks for a plan has a row at once, and whichever replica is free makes the plan.

CREATE TABLE jobs (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    state        text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    request      jsonb NOT NULL,                  -- which wave
    form         text NOT NULL DEFAULT '',        -- the choice as it was made, to come back to
    stop         boolean NOT NULL DEFAULT false,  -- somebody wants the best so far
    claim        int NOT NULL DEFAULT 0,          -- how often a worker took it: the fencing token of what it writes
    lease        timestamptz,                     -- until when that worker is believed to live
    progress     jsonb NOT NULL DEFAULT '{}',
    result       json,                            -- the draft; json, because nothing here reads it and it may be megabytes
    trouble      text NOT NULL DEFAULT '',        -- why there is none
    wave_id      bigint,                          -- what the draft was released as
    user_id      bigint NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    begun_at     timestamptz,
    ended_at     timestamptz,
    CHECK ((state = 'running') = (lease IS NOT NULL)),
    CHECK ((state = 'done') = (result IS NOT NULL)),
    CHECK ((state IN ('done', 'failed', 'cancelled')) = (ended_at IS NOT NULL)),
    CHECK (wave_id IS NULL OR state = 'done'),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, wave_id) REFERENCES waves,
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
) WITH (fillfactor = 50);
CREATE INDEX jobs_open ON jobs (asked_at, id) WHERE state IN ('queued', 'running');
CREATE UNIQUE INDEX jobs_wave ON jobs (warehouse_id, wave_id) WHERE wave_id IS NOT NULL;

-- by list: why each of its orders is on it. Beside the options, because it grows with the orders and is read list by list
ALTER TABLE waves ADD COLUMN why jsonb NOT NULL DEFAULT '{}';
