-- +goose Up
-- Files that a member looks at before they are imported. They are kept for an hour.
CREATE TABLE uploads (
  workspace_id TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  bytes BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, member_id, id)
);
CREATE INDEX uploads_by_age ON uploads (made_at);

-- +goose Down
SELECT 1;
