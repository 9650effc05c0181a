-- +goose Up
CREATE TABLE feeds (
  secret_hash TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  PRIMARY KEY (secret_hash),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);
CREATE INDEX feeds_by_contact ON feeds (workspace_id, contact_id, ended_at, secret_hash);

-- +goose Down
SELECT 1;
