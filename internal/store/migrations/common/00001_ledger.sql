-- +goose Up
CREATE TABLE workspaces (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  hours TEXT NOT NULL,
  policy TEXT NOT NULL,
  standards TEXT NOT NULL,
  accent TEXT NOT NULL,
  logo_id TEXT NOT NULL,
  mail_from TEXT NOT NULL,
  mail_paused BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  people_version BIGINT NOT NULL,
  version BIGINT NOT NULL
);

CREATE TABLE members (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  role TEXT NOT NULL,
  hours TEXT NOT NULL,
  leader_id TEXT NOT NULL,
  deputy_id TEXT NOT NULL,
  password_hash TEXT NOT NULL,
  joined_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX members_by_email ON members (workspace_id, email_key) WHERE ended_at = 0;
CREATE INDEX members_by_email_anywhere ON members (email_key);

CREATE TABLE absences (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  from_at BIGINT NOT NULL,
  until_at BIGINT NOT NULL,
  why TEXT NOT NULL,
  ended_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, member_id) REFERENCES members (workspace_id, id)
);
CREATE INDEX absences_by_end ON absences (workspace_id, until_at);

CREATE TABLE sessions (
  secret_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  agent TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_member ON sessions (workspace_id, member_id, contact_id, id);

CREATE TABLE passes (
  secret_hash TEXT PRIMARY KEY,
  workspace_id TEXT NOT NULL,
  purpose TEXT NOT NULL,
  member_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  email_key TEXT NOT NULL,
  code_hash TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  tries BIGINT NOT NULL
);
CREATE INDEX passes_by_email ON passes (email_key, purpose, made_at);

CREATE TABLE tokens (
  secret_hash TEXT PRIMARY KEY,
  id TEXT NOT NULL,
  workspace_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  name TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  used_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL
);
CREATE INDEX tokens_by_member ON tokens (workspace_id, member_id, id);

CREATE TABLE clients (
  workspace_id TEXT NOT NULL REFERENCES workspaces (id),
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  stage TEXT NOT NULL,
  colour BIGINT NOT NULL,
  logo_id TEXT NOT NULL,
  language TEXT NOT NULL,
  hours TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE contacts (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  name TEXT NOT NULL,
  title TEXT NOT NULL,
  email TEXT NOT NULL,
  email_key TEXT NOT NULL,
  phone TEXT NOT NULL,
  channel TEXT NOT NULL,
  portal BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX contacts_by_client ON contacts (workspace_id, client_id, id);
CREATE INDEX contacts_by_email ON contacts (email_key);

CREATE TABLE projects (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  name TEXT NOT NULL,
  pursuit BIGINT NOT NULL,
  owner_id TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX projects_by_client ON projects (workspace_id, client_id, id);

CREATE TABLE promises (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  words TEXT NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  kept_at BIGINT NOT NULL,
  released_at BIGINT NOT NULL,
  released_why TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);
CREATE INDEX promises_by_due ON promises (workspace_id, state, due_at, id);
CREATE INDEX promises_by_owner ON promises (workspace_id, owner_id, state, due_at, id);
CREATE INDEX promises_by_client ON promises (workspace_id, client_id, state, due_at, id);

CREATE TABLE promise_dates (
  workspace_id TEXT NOT NULL,
  promise_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  due_on TEXT NOT NULL,
  due_at BIGINT NOT NULL,
  late_by_at BIGINT NOT NULL,
  set_at BIGINT NOT NULL,
  set_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  outcome TEXT NOT NULL,
  decided_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, promise_id, seq),
  FOREIGN KEY (workspace_id, promise_id) REFERENCES promises (workspace_id, id)
);
CREATE INDEX promise_dates_by_decision ON promise_dates (workspace_id, decided_at, promise_id, seq) WHERE decided_at > 0;

CREATE TABLE notices (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  project_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  address TEXT NOT NULL,
  by_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  channel TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  queued_at BIGINT NOT NULL,
  accepted_at BIGINT NOT NULL,
  delivered_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  bounced_at BIGINT NOT NULL,
  unsure_at BIGINT NOT NULL,
  withdrawn_at BIGINT NOT NULL,
  proof TEXT NOT NULL,
  settled_at BIGINT NOT NULL,
  settled_how TEXT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX notices_by_client ON notices (workspace_id, client_id, id);

CREATE TABLE tellings (
  workspace_id TEXT NOT NULL,
  promise_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  notice_id TEXT NOT NULL,
  PRIMARY KEY (workspace_id, promise_id, seq, notice_id),
  FOREIGN KEY (workspace_id, promise_id) REFERENCES promises (workspace_id, id),
  FOREIGN KEY (workspace_id, notice_id) REFERENCES notices (workspace_id, id)
);
CREATE INDEX tellings_by_notice ON tellings (workspace_id, notice_id);

CREATE TABLE outbox (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  effect_key TEXT NOT NULL,
  notice_id TEXT NOT NULL,
  mail TEXT NOT NULL,
  state TEXT NOT NULL,
  send_at BIGINT NOT NULL,
  tries BIGINT NOT NULL,
  leased_until_at BIGINT NOT NULL,
  leased_by TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  done_at BIGINT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX outbox_by_effect ON outbox (workspace_id, effect_key);
CREATE INDEX outbox_due ON outbox (send_at, id) WHERE state = 'queued';
CREATE INDEX outbox_leased ON outbox (leased_until_at) WHERE state = 'leased';
CREATE INDEX outbox_by_notice ON outbox (workspace_id, notice_id);

CREATE TABLE attempts (
  workspace_id TEXT NOT NULL,
  outbox_id TEXT NOT NULL,
  seq BIGINT NOT NULL,
  at BIGINT NOT NULL,
  outcome TEXT NOT NULL,
  code BIGINT NOT NULL,
  text TEXT NOT NULL,
  stage TEXT NOT NULL,
  PRIMARY KEY (workspace_id, outbox_id, seq)
);

CREATE TABLE suppressions (
  workspace_id TEXT NOT NULL,
  address_key TEXT NOT NULL,
  reason TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, address_key)
);

CREATE TABLE prompts (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  client_id TEXT NOT NULL,
  rule TEXT NOT NULL,
  stage TEXT NOT NULL,
  level BIGINT NOT NULL,
  holder_id TEXT NOT NULL,
  owner_id TEXT NOT NULL,
  act_by_at BIGINT NOT NULL,
  snooze_by_at BIGINT NOT NULL,
  begun_at BIGINT NOT NULL,
  raised_at BIGINT NOT NULL,
  snoozed_until_at BIGINT NOT NULL,
  snoozes BIGINT NOT NULL,
  dismissed TEXT NOT NULL,
  settled_at BIGINT NOT NULL,
  mail_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX prompts_live ON prompts (workspace_id, obligation) WHERE settled_at = 0;
CREATE INDEX prompts_by_holder ON prompts (workspace_id, holder_id, act_by_at, id) WHERE settled_at = 0;
CREATE INDEX prompts_by_owner ON prompts (workspace_id, owner_id, act_by_at, id) WHERE settled_at = 0;
CREATE INDEX prompts_by_client ON prompts (workspace_id, client_id, act_by_at, id) WHERE settled_at = 0;
CREATE INDEX prompts_to_mail ON prompts (mail_at) WHERE mail_at > 0;

CREATE TABLE watches (
  workspace_id TEXT NOT NULL,
  obligation TEXT NOT NULL,
  next_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, obligation)
);
CREATE INDEX watches_due ON watches (next_at, workspace_id, obligation);

CREATE TABLE journal (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT NOT NULL,
  act TEXT NOT NULL,
  object TEXT NOT NULL,
  client_id TEXT NOT NULL,
  before_json TEXT NOT NULL,
  after_json TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX journal_by_object ON journal (workspace_id, object, id);
CREATE INDEX journal_by_client ON journal (workspace_id, client_id, id);

CREATE TABLE messages (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  reached BIGINT NOT NULL,
  at BIGINT NOT NULL,
  text TEXT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX messages_by_client ON messages (workspace_id, client_id, at, id);

CREATE TABLE clocks (
  workspace_id TEXT NOT NULL,
  id TEXT NOT NULL,
  client_id TEXT NOT NULL,
  contact_id TEXT NOT NULL,
  member_id TEXT NOT NULL,
  channel TEXT NOT NULL,
  about TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  stopped_at BIGINT NOT NULL,
  stopped_by TEXT NOT NULL,
  waited_ms BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX clocks_by_start ON clocks (workspace_id, started_at, id);
CREATE INDEX clocks_open ON clocks (workspace_id, client_id, due_at, id) WHERE stopped_at = 0;

CREATE TABLE imported (
  workspace_id TEXT NOT NULL,
  source_key TEXT NOT NULL,
  object_id TEXT NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, source_key)
);

CREATE TABLE answered (
  workspace_id TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status BIGINT NOT NULL,
  location TEXT NOT NULL,
  body TEXT NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, key_hash)
);
CREATE INDEX answered_by_age ON answered (made_at);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);

-- +goose Down
SELECT 1;
