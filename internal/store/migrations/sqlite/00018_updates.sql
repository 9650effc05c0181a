-- +goose Up
CREATE TABLE updates (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  author_id TEXT NOT NULL,
  state TEXT NOT NULL,
  subject TEXT NOT NULL,
  intro TEXT NOT NULL,
  lines TEXT NOT NULL,
  hears_on TEXT NOT NULL,
  hears_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  since_at BIGINT NOT NULL,
  asked_id TEXT NOT NULL,
  approved_id TEXT NOT NULL,
  approved_at BIGINT NOT NULL,
  send_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX updates_by_project ON updates (workspace_id, project_id, id);
CREATE INDEX updates_by_client ON updates (workspace_id, client_id, id);
CREATE UNIQUE INDEX updates_open ON updates (workspace_id, project_id) WHERE state IN ('draft', 'waiting', 'approved');

CREATE INDEX promises_by_project ON promises (workspace_id, project_id, due_at, id);

ALTER TABLE projects ADD COLUMN cadence TEXT NOT NULL DEFAULT '{}';

-- +goose Down
SELECT 1;
