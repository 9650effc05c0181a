-- +goose Up
-- Words compare byte by byte, whatever the database's own collation.
CREATE TABLE search_words (
  workspace_id TEXT NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, word, kind, object_id)
);
CREATE INDEX search_words_by_object ON search_words (workspace_id, kind, object_id);
ALTER TABLE clients ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX clients_by_name ON clients (workspace_id, name_key, id);
CREATE TABLE pictures (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- +goose Down
SELECT 1;
