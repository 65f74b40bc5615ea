-- +goose Up
-- How a person likes the screens. An empty text is what everybody begins with.

ALTER TABLE users
    ADD COLUMN hand      text NOT NULL DEFAULT '' CHECK (hand IN ('', 'right', 'left')),
    ADD COLUMN text_size text NOT NULL DEFAULT '' CHECK (text_size IN ('', 'normal', 'large', 'larger')),
    ADD COLUMN theme     text NOT NULL DEFAULT '' CHECK (theme IN ('', 'auto', 'light', 'dark', 'contrast'));
