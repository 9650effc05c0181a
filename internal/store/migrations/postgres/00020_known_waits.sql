-- +goose Up
ALTER TABLE clocks ADD COLUMN known_at BIGINT NOT NULL DEFAULT 0;
UPDATE clocks SET known_at = started_at;

-- +goose Down
SELECT 1;
