-- +goose Up
ALTER TABLE clients ADD COLUMN past_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE clients ADD COLUMN page_until TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN page_ended_at BIGINT NOT NULL DEFAULT 0;
-- When they became past was not kept: what was agreed counts from today.
UPDATE clients SET past_at = CAST(strftime('%s', 'now') AS INTEGER) * 1000 WHERE stage = 'past';
INSERT INTO watches (workspace_id, obligation, next_at) SELECT workspace_id, 'page:' || id, past_at FROM clients WHERE stage = 'past';
ALTER TABLE workspaces ADD COLUMN page_months BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN email_key TEXT NOT NULL DEFAULT '';
CREATE INDEX sessions_by_email ON sessions (workspace_id, email_key, id);

-- +goose Down
SELECT 1;
