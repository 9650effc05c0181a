-- +goose Up
-- A promise can hang on a step; its chance is per mille, 0 = nobody knows.
ALTER TABLE promises ADD COLUMN step_id TEXT NOT NULL DEFAULT '';
ALTER TABLE promises ADD COLUMN chance BIGINT NOT NULL DEFAULT 0;
CREATE INDEX promises_by_step ON promises (workspace_id, project_id, step_id) WHERE step_id <> '';

ALTER TABLE steps ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN template_id TEXT NOT NULL DEFAULT '';
-- What the client was told of it last, and with which notice.
ALTER TABLE steps ADD COLUMN told_until_on TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN told_latest_on TEXT NOT NULL DEFAULT '';
ALTER TABLE steps ADD COLUMN told_with TEXT NOT NULL DEFAULT '';
-- The work that forecasts learn from, the newest first.
CREATE INDEX steps_begun ON steps (workspace_id, started_at, id) WHERE started_at > 0;

-- Counts what happened to steps, so that forecasts are learned anew when there is something to learn.
ALTER TABLE workspaces ADD COLUMN work_version BIGINT NOT NULL DEFAULT 0;

-- What was last forecast of a project's plan.
CREATE TABLE outlooks (
  workspace_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  outlook TEXT NOT NULL,
  PRIMARY KEY (workspace_id, project_id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);

-- What was said of a step when it began, and of a promise when its date was set:
-- how well forecasts held is counted from these.
CREATE TABLE forecasts (
  workspace_id TEXT NOT NULL,
  about TEXT NOT NULL,
  said_at BIGINT NOT NULL,
  project_id TEXT NOT NULL,
  half_on TEXT NOT NULL,
  most_on TEXT NOT NULL,
  nearly_on TEXT NOT NULL,
  chance BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  came_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, about, said_at)
);
CREATE INDEX forecasts_by_moment ON forecasts (workspace_id, said_at);

-- +goose Down
SELECT 1;
