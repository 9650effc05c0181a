-- +goose Up
-- Ways in that are over are found by their end, to be forgotten.
CREATE INDEX passes_by_expiry ON passes (expires_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- +goose Down
SELECT 1;
