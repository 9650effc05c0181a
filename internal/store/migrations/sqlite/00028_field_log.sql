-- +goose Up
CREATE TABLE field_entries (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  text TEXT NOT NULL,
  weather TEXT NOT NULL,
  degrees TEXT NOT NULL,
  photos TEXT NOT NULL,
  shared_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX field_entries_by_project ON field_entries (workspace_id, project_id, at, id);
CREATE INDEX field_entries_by_making ON field_entries (workspace_id, project_id, made_at);

-- +goose Down
SELECT 1;
