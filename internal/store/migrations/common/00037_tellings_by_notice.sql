-- +goose Up
-- With the date that was told: without it SQLite takes the primary key, which has all
-- columns, and so reads all rows of the workspace.
DROP INDEX tellings_by_notice;
CREATE INDEX tellings_by_notice ON tellings (workspace_id, notice_id, promise_id, seq);

-- +goose Down
SELECT 1;
