-- +goose Up
CREATE INDEX clients_by_stage ON clients (workspace_id, stage, name_key, id);
CREATE INDEX clocks_waiting ON clocks (workspace_id, due_at, id) WHERE stopped_at = 0;
CREATE INDEX clocks_answered ON clocks (workspace_id, stopped_at, id) WHERE stopped_at > 0;

-- +goose Down
SELECT 1;
