-- +goose Up
-- What clients say: conversations and their messages, the mails that they came
-- as, the clocks they start, and the ways in.
ALTER TABLE clients ADD COLUMN tier TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN triage_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX clients_in_triage ON clients (workspace_id, triage_at, id) WHERE triage_at > 0;

CREATE TABLE conversations (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  subject_key TEXT COLLATE "C" NOT NULL,
  assignee_id TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  last_at BIGINT NOT NULL,
  last_in_at BIGINT NOT NULL,
  answered BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  closed_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE INDEX conversations_by_due ON conversations (workspace_id, due_at, id) WHERE due_at > 0;
CREATE INDEX conversations_by_assignee ON conversations (workspace_id, assignee_id, due_at, id) WHERE due_at > 0;
CREATE INDEX conversations_open ON conversations (workspace_id, last_at, id) WHERE closed_at = 0 AND due_at = 0;
CREATE INDEX conversations_closed ON conversations (workspace_id, last_at, id) WHERE closed_at > 0;
CREATE INDEX conversations_by_client ON conversations (workspace_id, client_id, last_at, id);
CREATE INDEX conversations_by_subject ON conversations (workspace_id, contact_id, subject_key, last_at, id);

ALTER TABLE messages ADD COLUMN conversation_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN subject TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN sender TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN class TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN origin TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN filed_why TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN mid TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN notice_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN files BIGINT NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN asks TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX messages_by_conversation ON messages (workspace_id, conversation_id, at, id) WHERE conversation_id <> '';
CREATE INDEX messages_by_mid ON messages (workspace_id, mid, id) WHERE mid <> '';
CREATE INDEX messages_by_notice ON messages (workspace_id, notice_id, id) WHERE notice_id <> '';

-- What of a message is not shown at once: quotes and signature, and its HTML.
CREATE TABLE message_bodies (
  workspace_id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  rest TEXT COLLATE "C" NOT NULL,
  html TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id)
);

-- The words by which messages are found, folded and apart.
CREATE TABLE message_texts (
  workspace_id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  words TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, message_id),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id)
);
CREATE INDEX message_index ON message_texts USING GIN (array_to_tsvector(string_to_array(words, ' ')));

-- Files by their content: what came as an attachment, and every mail as it came.
CREATE TABLE blobs (
  workspace_id TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  bytes BYTEA NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, sha256)
);
CREATE TABLE attachments (
  workspace_id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  seq BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  media_type TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  content_id TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, message_id, seq),
  FOREIGN KEY (workspace_id, message_id) REFERENCES messages (workspace_id, id)
);

-- Every mail that came in, once, and what became of it.
CREATE TABLE arrivals (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  key_hash TEXT COLLATE "C" NOT NULL,
  way TEXT COLLATE "C" NOT NULL,
  mailbox_id TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  why TEXT COLLATE "C" NOT NULL,
  sender TEXT COLLATE "C" NOT NULL,
  recipient TEXT COLLATE "C" NOT NULL,
  subject TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  origin TEXT COLLATE "C" NOT NULL,
  blob_sha TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  settled_at BIGINT NOT NULL,
  settled_by TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX arrivals_by_key ON arrivals (workspace_id, key_hash);
CREATE INDEX arrivals_waiting ON arrivals (workspace_id, id) WHERE settled_at = 0;
CREATE INDEX arrivals_by_message ON arrivals (workspace_id, message_id, id) WHERE message_id <> '';

CREATE TABLE acknowledgements (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  address_key TEXT COLLATE "C" NOT NULL,
  domain_key TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX acknowledgements_by_address ON acknowledgements (workspace_id, address_key, at, id);
CREATE INDEX acknowledgements_by_domain ON acknowledgements (workspace_id, domain_key, at, id);
CREATE INDEX acknowledgements_by_moment ON acknowledgements (workspace_id, at, id);

-- The ways in: mailboxes that are fetched, addresses of our own entrance, webhooks.
CREATE TABLE mailboxes (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  address TEXT COLLATE "C" NOT NULL,
  address_key TEXT COLLATE "C" NOT NULL,
  plus BIGINT NOT NULL,
  settings TEXT COLLATE "C" NOT NULL,
  secret TEXT COLLATE "C" NOT NULL,
  path_hash TEXT COLLATE "C" NOT NULL,
  uid_validity BIGINT NOT NULL,
  last_uid BIGINT NOT NULL,
  checked_at BIGINT NOT NULL,
  trouble TEXT COLLATE "C" NOT NULL,
  trouble_at BIGINT NOT NULL,
  made_at BIGINT NOT NULL,
  ended_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);
CREATE INDEX mailboxes_by_address ON mailboxes (address_key, workspace_id, id) WHERE ended_at = 0;
CREATE INDEX mailboxes_by_path ON mailboxes (path_hash, workspace_id, id) WHERE path_hash <> '';

CREATE TABLE chases (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  client_id TEXT COLLATE "C" NOT NULL,
  project_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  message_id TEXT COLLATE "C" NOT NULL,
  cause TEXT COLLATE "C" NOT NULL,
  about TEXT COLLATE "C" NOT NULL,
  by_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  confirmed_at BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, client_id) REFERENCES clients (workspace_id, id)
);
CREATE UNIQUE INDEX chases_by_message ON chases (workspace_id, message_id) WHERE message_id <> '';
CREATE INDEX chases_by_client ON chases (workspace_id, client_id, at, id);
CREATE INDEX chases_by_moment ON chases (workspace_id, at, id);

CREATE TABLE phrases (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  text TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  version BIGINT NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

ALTER TABLE clocks ADD COLUMN wait TEXT COLLATE "C" NOT NULL DEFAULT 'first answer';
ALTER TABLE clocks ADD COLUMN conversation_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN message_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN promise_id TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN standard_ms BIGINT NOT NULL DEFAULT 0;
ALTER TABLE clocks ADD COLUMN stopped_with TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN stopped_why TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE clocks ADD COLUMN pauses TEXT COLLATE "C" NOT NULL DEFAULT '[]';
CREATE INDEX clocks_by_conversation ON clocks (workspace_id, conversation_id, id) WHERE conversation_id <> '';
CREATE INDEX clocks_by_promise ON clocks (workspace_id, promise_id, id) WHERE promise_id <> '';
CREATE INDEX clocks_by_answer ON clocks (workspace_id, stopped_with, id) WHERE stopped_with <> '';

ALTER TABLE workspaces ADD COLUMN inbox TEXT COLLATE "C" NOT NULL DEFAULT '{}';

-- Telephone numbers are compared by their last nine digits.
ALTER TABLE contacts ADD COLUMN phone_key TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE contacts SET phone_key = right(regexp_replace(phone, '[^0-9]', '', 'g'), 9);
CREATE INDEX contacts_by_phone ON contacts (workspace_id, phone_key, id) WHERE phone_key <> '';

-- +goose Down
SELECT 1;
