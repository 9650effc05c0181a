-- +goose Up
-- The list of clients and every review of an engagement ask for the open next contacts.
CREATE INDEX promises_next_contacts ON promises (workspace_id, client_id, due_at, id) WHERE state = 'open' AND kind = 'next contact';

-- +goose Down
SELECT 1;
