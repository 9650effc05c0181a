-- +goose Up
CREATE TABLE contact_links (
  secret_hash TEXT COLLATE "C" NOT NULL,
  workspace_id TEXT COLLATE "C" NOT NULL,
  contact_id TEXT COLLATE "C" NOT NULL,
  about TEXT COLLATE "C" NOT NULL,
  made_at BIGINT NOT NULL,
  PRIMARY KEY (secret_hash),
  FOREIGN KEY (workspace_id, contact_id) REFERENCES contacts (workspace_id, id)
);
CREATE INDEX contact_links_by_contact ON contact_links (workspace_id, contact_id);

ALTER TABLE hand_offs ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE hand_offs ADD COLUMN options TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE hand_offs ADD COLUMN shown TEXT COLLATE "C" NOT NULL DEFAULT '';

CREATE TABLE hand_off_answers (
  workspace_id TEXT COLLATE "C" NOT NULL,
  id TEXT COLLATE "C" NOT NULL,
  hand_off_id TEXT COLLATE "C" NOT NULL,
  at BIGINT NOT NULL,
  actor TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  via TEXT COLLATE "C" NOT NULL,
  yes BIGINT NOT NULL,
  choice TEXT COLLATE "C" NOT NULL,
  words TEXT COLLATE "C" NOT NULL,
  shown_hash TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, hand_off_id) REFERENCES hand_offs (workspace_id, id)
);
CREATE INDEX hand_off_answers_by_hand_off ON hand_off_answers (workspace_id, hand_off_id, id);

CREATE INDEX clocks_of_the_worried ON clocks (workspace_id, contact_id, id) WHERE stopped_at = 0 AND wait IN ('alarm', 'rating');

-- +goose Down
SELECT 1;
