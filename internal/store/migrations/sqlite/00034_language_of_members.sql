-- +goose Up
ALTER TABLE members ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
