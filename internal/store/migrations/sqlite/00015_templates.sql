-- +goose Up
CREATE TABLE templates (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  steps_version BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  retired_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- The steps of a template, each time that it was saved.
CREATE TABLE template_versions (
  workspace_id TEXT NOT NULL,
  template_id TEXT NOT NULL,
  number BIGINT NOT NULL,
  steps TEXT NOT NULL,
  project_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, template_id, number),
  FOREIGN KEY (workspace_id, template_id) REFERENCES templates (workspace_id, id)
);

-- +goose Down
SELECT 1;
