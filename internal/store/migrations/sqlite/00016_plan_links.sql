-- +goose Up
-- A project whose plan is refreshed by the webhooks of another tool, and what
-- each of them brought.
CREATE TABLE plan_links (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  repository TEXT NOT NULL,
  secret TEXT NOT NULL,
  member_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  came_at BIGINT NOT NULL,
  refreshed_at BIGINT NOT NULL,
  refreshed TEXT NOT NULL,
  trouble TEXT NOT NULL,
  trouble_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, project_id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE UNIQUE INDEX plan_links_by_id ON plan_links (id);

CREATE TABLE plan_deliveries (
  workspace_id TEXT NOT NULL,
  link_id TEXT NOT NULL,
  delivery TEXT NOT NULL,
  event TEXT NOT NULL,
  became TEXT NOT NULL,
  came_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, link_id, delivery)
);
CREATE INDEX plan_deliveries_by_time ON plan_deliveries (workspace_id, link_id, came_at);
CREATE INDEX plan_deliveries_to_drop ON plan_deliveries (came_at);

-- +goose Down
SELECT 1;
