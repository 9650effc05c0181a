-- +goose Up
-- Files that a member looks at before they are imported. They are kept for an hour.
CREATE TABLE uploads (
  workspace_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  bytes BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, member_id, id)
);
CREATE INDEX uploads_by_age ON uploads (made_at);

-- +goose Down
SELECT 1;
