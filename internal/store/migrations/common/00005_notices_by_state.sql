-- +goose Up
-- The outbox as people look at it: what did not arrive, and what is on its way.
-- Both are few among many.
CREATE INDEX notices_not_arrived ON notices (workspace_id, id) WHERE (bounced_at > 0 OR unsure_at > 0) AND withdrawn_at = 0;
CREATE INDEX notices_under_way ON notices (workspace_id, id) WHERE accepted_at = 0 AND bounced_at = 0 AND unsure_at = 0 AND withdrawn_at = 0;

-- +goose Down
SELECT 1;
