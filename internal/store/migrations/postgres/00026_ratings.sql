-- +goose Up
CREATE TABLE ratings (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  about TEXT COLLATE "C" NOT NULL,
  words TEXT COLLATE "C" NOT NULL,
  asked_at BIGINT NOT NULL,
  stars BIGINT NOT NULL,
  said TEXT COLLATE "C" NOT NULL,
  said_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);
CREATE INDEX ratings_by_client ON ratings (workspace_id, client_id, id);
CREATE INDEX ratings_by_contact ON ratings (workspace_id, contact_id, id);
CREATE INDEX ratings_by_about ON ratings (workspace_id, about, contact_id);

ALTER TABLE workspaces ADD COLUMN ratings TEXT COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE members ADD COLUMN shows TEXT COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE conversations ADD COLUMN about TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX conversations_by_about ON conversations (workspace_id, about, id);

-- +goose Down
SELECT 1;
