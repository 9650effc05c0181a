-- +goose Up
CREATE TABLE issues (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  state TEXT NOT NULL,
  what TEXT NOT NULL,
  effect TEXT NOT NULL,
  fix TEXT NOT NULL,
  closing TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  next_on TEXT NOT NULL,
  next_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX issues_open ON issues (workspace_id, closed_at, id);

CREATE TABLE issue_touches (
  workspace_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  promise_ids TEXT NOT NULL,
  since_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, issue_id, client_id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX issue_touches_by_client ON issue_touches (workspace_id, client_id, issue_id);

CREATE TABLE issue_words (
  workspace_id TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  issue_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (workspace_id, notice_id),
  FOREIGN KEY (workspace_id, issue_id) REFERENCES issues (workspace_id, id)
);
CREATE INDEX issue_words_by_issue ON issue_words (workspace_id, issue_id, notice_id);

-- +goose Down
SELECT 1;
