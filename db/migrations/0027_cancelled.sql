-- +goose Up
-- Why an order was cancelled; and those that were while they lay in cartons are found at once.

ALTER TABLE orders ADD COLUMN cancelled_why text NOT NULL DEFAULT '';
CREATE INDEX orders_unpack ON orders (warehouse_id, cancelled_at) WHERE cancelled_at IS NOT NULL AND packed > 0;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION audit_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO events (warehouse_id, kind, user_id, order_id, wave_id, text)
    VALUES (NEW.warehouse_id, 'order.' || NEW.state, acting_user(), NEW.id, COALESCE(NEW.wave_id, 0),
            CASE WHEN NEW.state = 'on_hold' THEN NEW.hold
                 WHEN NEW.state = 'cancelled' AND NEW.cancelled_why <> '' THEN NEW.cancelled_why
                 WHEN TG_OP = 'UPDATE' THEN 'was ' || OLD.state ELSE '' END);
    RETURN NULL;
END $$;
-- +goose StatementEnd
