-- +goose Up
CREATE TABLE check_ins (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  asked_id TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  by_at BIGINT NOT NULL,
  text TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX check_ins_by_project ON check_ins (workspace_id, project_id, id);

-- +goose Down
SELECT 1;
