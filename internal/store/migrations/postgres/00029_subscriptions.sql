-- +goose Up
CREATE TABLE changes (
  seq BIGINT NOT NULL,
  workspace_id TEXT COLLATE "C" NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  topic TEXT COLLATE "C" NOT NULL,
  what TEXT COLLATE "C" NOT NULL,
  about TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  told TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (seq),
  UNIQUE (workspace_id, key),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX changes_by_client ON changes (workspace_id, client_id, seq);

CREATE TABLE subscriptions (
  workspace_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  rhythm TEXT COLLATE "C" NOT NULL,
  topics BIGINT NOT NULL,
  through BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, contact_id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);
CREATE INDEX subscriptions_by_client ON subscriptions (workspace_id, client_id, contact_id);
CREATE INDEX subscriptions_due_by_client ON subscriptions (workspace_id, client_id, due_at, contact_id) WHERE due_at > 0;
CREATE INDEX subscriptions_due ON subscriptions (due_at, workspace_id, client_id, contact_id) WHERE due_at > 0;

ALTER TABLE contacts ADD COLUMN no_mail_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX promises_open_by_contact ON promises (workspace_id, contact_id, due_at) WHERE state = 'open';

-- +goose Down
SELECT 1;
