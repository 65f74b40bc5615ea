-- +goose Up
-- The language of a person's screens, as a code of BCP 47. An empty one follows the device.

ALTER TABLE users ADD COLUMN language text NOT NULL DEFAULT '' CHECK (language ~ '^([a-z]{2,3})?$');
