-- +goose Up
-- A carton that was opened again keeps its number for what its goods are packed into: void cartons count no more.

ALTER TABLE cartons DROP CONSTRAINT cartons_warehouse_id_order_id_n_key;
CREATE UNIQUE INDEX cartons_n ON cartons (warehouse_id, order_id, n) WHERE state <> 'void';
CREATE INDEX cartons_order ON cartons (warehouse_id, order_id);
