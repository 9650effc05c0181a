-- +goose Up
CREATE TABLE templates (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  steps_version BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  retired_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- The steps of a template, each time that it was saved.
CREATE TABLE template_versions (
  workspace_id TEXT COLLATE "C" NOT NULL,
  template_id TEXT COLLATE "C" NOT NULL,
  number BIGINT NOT NULL,
  steps TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, template_id, number),
  FOREIGN KEY (workspace_id, template_id) REFERENCES templates (workspace_id, id)
);

-- +goose Down
SELECT 1;
