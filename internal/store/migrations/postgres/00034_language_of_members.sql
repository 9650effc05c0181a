-- +goose Up
ALTER TABLE members ADD COLUMN language TEXT COLLATE "C" NOT NULL DEFAULT '';

-- +goose Down
SELECT 1;
