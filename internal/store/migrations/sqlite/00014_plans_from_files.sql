-- +goose Up
-- What a plan of another tool said when it was brought in last, so that the next
-- time it can be told what was changed there from what was changed here.
CREATE TABLE plan_origins (
  workspace_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  format TEXT NOT NULL,
  name TEXT NOT NULL,
  said TEXT NOT NULL,
  member_id TEXT NOT NULL,
  brought_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, project_id, format),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);

-- +goose Down
SELECT 1;
