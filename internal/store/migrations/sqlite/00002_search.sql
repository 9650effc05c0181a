-- +goose Up
-- Words compare byte by byte here without being told.
CREATE TABLE search_words (
  workspace_id TEXT NOT NULL,
  word TEXT NOT NULL,
  kind TEXT NOT NULL,
  object_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, word, kind, object_id)
) WITHOUT ROWID;
CREATE INDEX search_words_by_object ON search_words (workspace_id, kind, object_id);
ALTER TABLE clients ADD COLUMN name_key TEXT NOT NULL DEFAULT '';
CREATE INDEX clients_by_name ON clients (workspace_id, name_key, id);
CREATE TABLE pictures (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes BLOB NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- +goose Down
SELECT 1;
