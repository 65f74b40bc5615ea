-- +goose Up
-- The few cartons whose labels are still to be scanned are found without looking at all that wait for their carriers.
CREATE INDEX cartons_due ON cartons (warehouse_id, order_id) WHERE apply = 'due' AND state = 'labelled';
