-- +goose Up
-- The moment that whoever was asked was told: what he sees until a mail says another.
ALTER TABLE hand_offs ADD COLUMN told_by_at BIGINT NOT NULL DEFAULT 0;
UPDATE hand_offs SET told_by_at = need_by_at;

-- +goose Down
SELECT 1;
