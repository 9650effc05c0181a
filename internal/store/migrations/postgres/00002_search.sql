-- +goose Up
-- All text compares byte by byte, as on SQLite, whatever the database's own
-- collation: one that passes over punctuation and case would break the bounds
-- and the order of lists. A table that comes later says COLLATE "C" itself;
-- a test looks.
-- +goose StatementBegin
DO $$
DECLARE
  t RECORD;
BEGIN
  FOR t IN
    SELECT table_name, string_agg(format('ALTER COLUMN %I TYPE TEXT COLLATE "C"', column_name), ', ') AS columns
    FROM information_schema.columns
    WHERE table_schema = current_schema() AND data_type = 'text' AND table_name NOT LIKE 'goose%'
    GROUP BY table_name
  LOOP
    EXECUTE format('ALTER TABLE %I %s', t.table_name, t.columns);
  END LOOP;
END $$;
-- +goose StatementEnd
CREATE TABLE search_words (
  workspace_id TEXT COLLATE "C" NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  object_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, word, kind, object_id)
);
CREATE INDEX search_words_by_object ON search_words (workspace_id, kind, object_id, word);
ALTER TABLE clients ADD COLUMN name_key TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX clients_by_name ON clients (workspace_id, name_key, id);
CREATE TABLE pictures (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  bytes BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- +goose Down
SELECT 1;
