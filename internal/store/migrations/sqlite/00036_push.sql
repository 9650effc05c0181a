-- +goose Up
ALTER TABLE subscriptions ADD COLUMN channel TEXT NOT NULL DEFAULT '';
CREATE TABLE push_keys (
  workspace_id TEXT NOT NULL PRIMARY KEY,
  public_key TEXT NOT NULL,
  secret TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE TABLE push_devices (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  endpoint TEXT NOT NULL,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  agent TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  reached_at BIGINT NOT NULL,
  refused BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  why TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);
CREATE INDEX push_devices_by_contact ON push_devices (workspace_id, contact_id, id) WHERE ended_at = 0;
CREATE INDEX push_devices_by_client ON push_devices (workspace_id, client_id, id) WHERE ended_at = 0;
CREATE INDEX push_devices_by_endpoint ON push_devices (workspace_id, endpoint, id) WHERE ended_at = 0;
CREATE TABLE pushes (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  effect_key TEXT NOT NULL,
  device_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  send_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  leased_until_at BIGINT NOT NULL,
  leased_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  code BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, device_id) REFERENCES push_devices (workspace_id, id)
);
CREATE UNIQUE INDEX pushes_by_effect ON pushes (workspace_id, effect_key);
CREATE INDEX pushes_due ON pushes (send_at, id) WHERE state = 'queued';
CREATE INDEX pushes_leased ON pushes (leased_until_at, id) WHERE state = 'leased';
CREATE INDEX pushes_done ON pushes (done_at) WHERE done_at > 0;

-- +goose Down
SELECT 1;
