-- +goose Up
CREATE TABLE shelf_items (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  place BIGINT NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  changed_at BIGINT NOT NULL,
  shared_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX shelf_items_by_project ON shelf_items (workspace_id, project_id, place, id);
CREATE INDEX shelf_items_by_client ON shelf_items (workspace_id, client_id, shared_at);

-- +goose Down
SELECT 1;
