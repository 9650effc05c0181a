-- +goose Up
CREATE TABLE portal_hosts (
  workspace_id TEXT NOT NULL,
  name TEXT NOT NULL,
  token TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  checked_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  proven_at BIGINT NOT NULL,
  lost_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id),
  FOREIGN KEY (workspace_id) REFERENCES workspaces (id)
);
CREATE INDEX portal_hosts_by_name ON portal_hosts (name, workspace_id);
CREATE INDEX portal_hosts_by_check ON portal_hosts (checked_at, workspace_id);

-- +goose Down
SELECT 1;
