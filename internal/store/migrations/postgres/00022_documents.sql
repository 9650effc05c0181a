-- +goose Up
CREATE TABLE documents (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  shared_at BIGINT NOT NULL,
  removed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, project_id) REFERENCES projects (workspace_id, id)
);
CREATE INDEX documents_by_project ON documents (workspace_id, project_id, id);
CREATE INDEX documents_by_client ON documents (workspace_id, client_id, id);

CREATE TABLE document_versions (
  workspace_id TEXT COLLATE "C" NOT NULL,
  document_id TEXT COLLATE "C" NOT NULL,
  number BIGINT NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  sum TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  member_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  note TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, document_id, number),
  FOREIGN KEY (workspace_id, document_id) REFERENCES documents (workspace_id, id),
  FOREIGN KEY (sum) REFERENCES files (sum)
);
CREATE INDEX document_versions_by_sum ON document_versions (sum);
CREATE INDEX document_versions_by_client ON document_versions (workspace_id, client_id, document_id, number);
CREATE INDEX document_versions_by_project ON document_versions (workspace_id, project_id, document_id, number);

CREATE TABLE document_room (
  workspace_id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  bytes BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, client_id)
);

-- +goose Down
SELECT 1;
