-- +goose Up
-- What lists show of a promise's standing date, beside its moment and outcome.
-- Looked up in promise_dates row by row, it was most of what a list cost.
ALTER TABLE promises ADD COLUMN due_on TEXT NOT NULL DEFAULT '';
ALTER TABLE promises ADD COLUMN resets BIGINT NOT NULL DEFAULT 0;
UPDATE promises SET
  resets = COALESCE((SELECT MAX(d.seq) FROM promise_dates d WHERE d.workspace_id = promises.workspace_id AND d.promise_id = promises.id), 0),
  due_on = COALESCE((SELECT d.due_on FROM promise_dates d WHERE d.workspace_id = promises.workspace_id AND d.promise_id = promises.id ORDER BY d.seq DESC LIMIT 1), '');

-- +goose Down
SELECT 1;
