-- +goose Up
CREATE TABLE files (
  sum TEXT COLLATE "C" NOT NULL PRIMARY KEY,
  size BIGINT NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  put_at BIGINT NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  preview TEXT COLLATE "C" NOT NULL
);
CREATE INDEX files_by_state ON files (state, put_at, sum);
CREATE INDEX files_by_preview ON files (preview, put_at, sum);

-- +goose Down
SELECT 1;
