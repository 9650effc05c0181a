-- +goose Up
ALTER TABLE updates ADD COLUMN readers TEXT NOT NULL DEFAULT '[]';
ALTER TABLE updates ADD COLUMN planned_id TEXT NOT NULL DEFAULT '';
ALTER TABLE updates ADD COLUMN held TEXT NOT NULL DEFAULT '';
ALTER TABLE updates ADD COLUMN unshared BIGINT NOT NULL DEFAULT 0;
ALTER TABLE updates ADD COLUMN untold BIGINT NOT NULL DEFAULT 0;

CREATE INDEX updates_planned ON updates (workspace_id, send_at, id) WHERE send_at > 0;

ALTER TABLE workspaces ADD COLUMN updates TEXT NOT NULL DEFAULT '{}';

CREATE TABLE client_news (
  workspace_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  rules TEXT NOT NULL,
  PRIMARY KEY (workspace_id, client_id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);

CREATE TABLE holding_notes (
  workspace_id TEXT NOT NULL,
  promise_id TEXT NOT NULL,
  sent_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, promise_id),
  FOREIGN KEY (workspace_id, promise_id) REFERENCES promises (workspace_id, id)
);

-- +goose Down
SELECT 1;
