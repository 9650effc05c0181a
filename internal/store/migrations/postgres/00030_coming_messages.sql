-- +goose Up
CREATE TABLE message_changes (
  workspace_id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  words TEXT COLLATE "C" NOT NULL,
  because TEXT COLLATE "C" NOT NULL,
  skipped BIGINT NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  changed_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX message_changes_by_client ON message_changes (workspace_id, client_id, changed_at, message_id);
CREATE INDEX message_changes_by_time ON message_changes (workspace_id, changed_at, message_id);
CREATE INDEX outbox_unsure ON outbox (workspace_id, made_at, id) WHERE state = 'unsure';
CREATE INDEX outbox_waiting ON outbox (workspace_id, send_at, id) WHERE state = 'queued';

ALTER TABLE hand_offs ADD COLUMN skipped BIGINT NOT NULL DEFAULT 0;

-- +goose Down
SELECT 1;
