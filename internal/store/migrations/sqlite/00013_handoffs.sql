-- +goose Up
CREATE TABLE hand_offs (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  promise_id TEXT NOT NULL,
  step_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  side TEXT NOT NULL,
  party_id TEXT NOT NULL,
  party_name TEXT NOT NULL,
  email TEXT NOT NULL,
  words TEXT NOT NULL,
  why TEXT NOT NULL,
  work_ms BIGINT NOT NULL,
  need_by_at BIGINT NOT NULL,
  by_hand BIGINT NOT NULL,
  before_at BIGINT NOT NULL,
  state TEXT NOT NULL,
  asked_at BIGINT NOT NULL,
  answered_at BIGINT NOT NULL,
  offered_on TEXT NOT NULL,
  said TEXT NOT NULL,
  reminders BIGINT NOT NULL,
  reminded_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX hand_offs_by_promise ON hand_offs (workspace_id, promise_id, id);
CREATE INDEX hand_offs_by_step ON hand_offs (workspace_id, step_id, id);
CREATE INDEX hand_offs_by_project ON hand_offs (workspace_id, project_id, id);
CREATE INDEX hand_offs_by_client ON hand_offs (workspace_id, client_id, id);
CREATE INDEX hand_offs_by_state ON hand_offs (workspace_id, state, id);
CREATE INDEX hand_offs_by_owner ON hand_offs (workspace_id, owner_id, id);
CREATE INDEX hand_offs_by_party ON hand_offs (workspace_id, party_id, id);

CREATE TABLE hand_off_links (
  secret_hash TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  hand_off_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (secret_hash),
  FOREIGN KEY (workspace_id, hand_off_id) REFERENCES hand_offs (workspace_id, id)
);
CREATE INDEX hand_off_links_by_hand_off ON hand_off_links (workspace_id, hand_off_id);

ALTER TABLE workspaces ADD COLUMN hand_offs TEXT NOT NULL DEFAULT '{}';

-- +goose Down
SELECT 1;
