-- +goose Up
CREATE TABLE updates (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  author_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  intro TEXT COLLATE "C" NOT NULL,
  lines TEXT COLLATE "C" NOT NULL,
  hears_on TEXT COLLATE "C" NOT NULL,
  hears_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  since_at BIGINT NOT NULL,
  asked_id TEXT COLLATE "C" NOT NULL,
  approved_id TEXT COLLATE "C" NOT NULL,
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

ALTER TABLE projects ADD COLUMN cadence TEXT COLLATE "C" NOT NULL DEFAULT '{}';

-- +goose Down
SELECT 1;
