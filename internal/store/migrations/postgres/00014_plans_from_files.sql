-- +goose Up
-- What a plan of another tool said when it was brought in last, so that the next
-- time it can be told what was changed there from what was changed here.
CREATE TABLE plan_origins (
  workspace_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  format TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  said TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  brought_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, project_id, format),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);

-- +goose Down
SELECT 1;
