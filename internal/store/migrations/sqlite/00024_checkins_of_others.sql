-- +goose Up
ALTER TABLE check_ins ADD COLUMN party_name TEXT NOT NULL DEFAULT '';
ALTER TABLE check_ins ADD COLUMN email TEXT NOT NULL DEFAULT '';
ALTER TABLE check_ins ADD COLUMN promise_id TEXT NOT NULL DEFAULT '';
ALTER TABLE check_ins ADD COLUMN hash TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX check_ins_by_hash ON check_ins (hash) WHERE hash <> '';

CREATE INDEX clocks_answered_of_client ON clocks (workspace_id, client_id, stopped_at, id) WHERE stopped_at > 0;

-- +goose Down
SELECT 1;
