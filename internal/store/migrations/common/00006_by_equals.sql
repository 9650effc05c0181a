-- +goose Up
-- What is looked up by two equal columns and listed in the order of a third.
-- Without the third in the index SQLite takes the primary key for its order,
-- and so reads all rows of the workspace.
DROP INDEX tellings_by_notice;
CREATE INDEX tellings_by_notice ON tellings (workspace_id, notice_id, promise_id);
DROP INDEX outbox_by_notice;
CREATE INDEX outbox_by_notice ON outbox (workspace_id, notice_id, id);
DROP INDEX contacts_by_email;
CREATE INDEX contacts_by_email ON contacts (email_key, workspace_id, id);

-- +goose Down
SELECT 1;
