-- +goose Up
ALTER TABLE hand_offs ADD COLUMN bounced_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE hand_offs ADD COLUMN proof TEXT NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
