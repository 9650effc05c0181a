-- +goose Up
CREATE TABLE check_ins (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  asked_id TEXT COLLATE "C" NOT NULL,
  asked_at BIGINT NOT NULL,
  by_at BIGINT NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  said_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX check_ins_by_project ON check_ins (workspace_id, project_id, id);

-- +goose Down
SELECT 1;
