-- +goose Up
CREATE TABLE steps (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  stage TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  wording TEXT COLLATE "C" NOT NULL,
  side TEXT COLLATE "C" NOT NULL,
  party_id TEXT COLLATE "C" NOT NULL,
  party_name TEXT COLLATE "C" NOT NULL,
  days_least BIGINT NOT NULL,
  days_most BIGINT NOT NULL,
  not_before_on TEXT COLLATE "C" NOT NULL,
  fixed_on TEXT COLLATE "C" NOT NULL,
  started_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  source TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX steps_by_project ON steps (workspace_id, project_id, seq, id);

CREATE TABLE step_links (
  workspace_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  from_id TEXT COLLATE "C" NOT NULL,
  to_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  lag_days BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, from_id, to_id),
  FOREIGN KEY (workspace_id, from_id) REFERENCES steps (workspace_id, id),
  FOREIGN KEY (workspace_id, to_id) REFERENCES steps (workspace_id, id)
);
CREATE INDEX step_links_by_project ON step_links (workspace_id, project_id, from_id, to_id);
CREATE INDEX step_links_by_follower ON step_links (workspace_id, to_id, from_id);

-- +goose Down
SELECT 1;
