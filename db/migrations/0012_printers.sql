-- +goose Up
-- Printers, the queue before each, and which of them a packing station prints on.

CREATE TABLE printers (
    warehouse_id bigint NOT NULL REFERENCES warehouses,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    name         text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    address      text NOT NULL CHECK (length(address) BETWEEN 1 AND 300),
    agent        text NOT NULL DEFAULT '',           -- the API key of the program that drives it; '' this server does
    format       text NOT NULL CHECK (format IN ('zpl203', 'zpl300', 'zpl600', 'pdf')),
    paper        text NOT NULL CHECK (paper IN ('4x6', 'a4', 'letter')),
    paused       boolean NOT NULL DEFAULT false,
    ready        boolean,                            -- as it said last; NULL: not asked yet
    trouble      text NOT NULL DEFAULT '',
    seen_at      timestamptz,                        -- when it was asked last
    gone_at      timestamptz,                        -- taken off the list; its prints stay in the history
    PRIMARY KEY (warehouse_id, id)
);
CREATE UNIQUE INDEX printers_name ON printers (warehouse_id, lower(name)) WHERE gone_at IS NULL;

CREATE TABLE station_printers (
    warehouse_id bigint NOT NULL,
    location_id  bigint NOT NULL,                    -- the station
    use          text NOT NULL CHECK (use IN ('label', 'slip')),
    printer_id   bigint NOT NULL,
    PRIMARY KEY (warehouse_id, location_id, use),
    FOREIGN KEY (warehouse_id, location_id) REFERENCES locations,
    FOREIGN KEY (warehouse_id, printer_id) REFERENCES printers
);

CREATE TABLE prints (                                -- a document's way onto paper, once
    warehouse_id bigint NOT NULL,
    id           bigint GENERATED ALWAYS AS IDENTITY,
    printer_id   bigint NOT NULL,
    document_id  bigint,                             -- NULL: a test print
    content      bytea,                              -- of a test print
    state        text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'sending', 'sent', 'printed', 'failed', 'unknown', 'cancelled')),
    trouble      text NOT NULL DEFAULT '',
    reason       text NOT NULL DEFAULT '' CHECK (length(reason) <= 200),  -- why it is printed again
    claim        int NOT NULL DEFAULT 0,             -- how often it was taken: the fencing token
    lease        timestamptz,                        -- until when the one who took it is believed to live
    due          timestamptz NOT NULL DEFAULT now(), -- not before
    user_id      bigint NOT NULL,
    asked_at     timestamptz NOT NULL DEFAULT now(),
    ended_at     timestamptz,
    CHECK ((document_id IS NULL) <> (content IS NULL)),
    CHECK ((state = 'sending') = (lease IS NOT NULL)),
    CHECK ((state IN ('queued', 'sending')) = (ended_at IS NULL)),
    PRIMARY KEY (warehouse_id, id),
    FOREIGN KEY (warehouse_id, printer_id) REFERENCES printers,
    FOREIGN KEY (warehouse_id, document_id) REFERENCES documents,
    FOREIGN KEY (warehouse_id, user_id) REFERENCES users
) WITH (fillfactor = 70);
CREATE INDEX prints_queue ON prints (due, id) WHERE state IN ('queued', 'sending');
CREATE INDEX prints_document ON prints (warehouse_id, document_id);
CREATE INDEX prints_printer ON prints (warehouse_id, printer_id, id);
-- one job at a printer at a time, and a document once unless somebody says why not
CREATE UNIQUE INDEX prints_sending ON prints (warehouse_id, printer_id) WHERE state = 'sending';
CREATE UNIQUE INDEX prints_once ON prints (warehouse_id, document_id) WHERE reason = '' AND state <> 'cancelled';

-- +goose StatementBegin
CREATE FUNCTION audit_print() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, order_id, carton_id, text)
    SELECT NEW.warehouse_id, 'print.' || NEW.state, acting_user(), COALESCE(d.order_id, 0), COALESCE(d.carton_id, 0),
           concat_ws(' ', COALESCE(d.kind, 'test') || ' on ' || p.name || ',', NULLIF(NEW.reason, ''), NULLIF(NEW.trouble, ''))
      FROM printers p LEFT JOIN documents d ON d.warehouse_id = NEW.warehouse_id AND d.id = NEW.document_id
     WHERE p.warehouse_id = NEW.warehouse_id AND p.id = NEW.printer_id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_print_new AFTER INSERT ON prints FOR EACH ROW EXECUTE FUNCTION audit_print();
CREATE TRIGGER audit_print_state AFTER UPDATE ON prints FOR EACH ROW
    WHEN (OLD.state IS DISTINCT FROM NEW.state AND NEW.state <> 'sending') EXECUTE FUNCTION audit_print();
