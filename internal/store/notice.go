package store

import (
	"kept/client"
	"kept/notice"
	"kept/workspace"
)

const noticeColumns = `id, client_id, project_id, contact_id, address, by_id, kind, channel, subject, text, queued_at, accepted_at, delivered_at, seen_at,
  bounced_at, unsure_at, withdrawn_at, proof, settled_at, settled_how, version`

const sqlNotice = `SELECT ` + noticeColumns + ` FROM notices WHERE workspace_id = $1 AND id = $2`

// Notice loads a notice.
func Notice(tx *Tx, ws workspace.ID, id notice.ID) (notice.Notice, error) {
	return one(tx, scanNotice, sqlNotice, ws, id)
}

const sqlAddNotice = `INSERT INTO notices (workspace_id, id, client_id, project_id, contact_id, address, by_id, kind, channel, subject, text, queued_at, accepted_at,
  delivered_at, seen_at, bounced_at, unsure_at, withdrawn_at, proof, settled_at, settled_how, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, 0, 0, 0, $14, 0, '', 1)`

// AddNotice adds a notice.
func AddNotice(tx *Tx, ws workspace.ID, n notice.Notice) error {
	return tx.put(sqlAddNotice, ws, n.ID, n.ClientID, n.ProjectID, n.ContactID, n.Address, n.ByID, n.Kind, n.Channel, n.Subject, n.Text, ms(n.QueuedAt), ms(n.AcceptedAt), n.Proof)
}

const sqlSaveNotice = `UPDATE notices SET accepted_at = $1, delivered_at = $2, seen_at = $3, bounced_at = $4, unsure_at = $5, withdrawn_at = $6, proof = $7,
  settled_at = $8, settled_how = $9, version = version + 1 WHERE workspace_id = $10 AND id = $11 AND version = $12`

// SaveNotice saves how far a notice came. What it says is never changed.
func SaveNotice(tx *Tx, ws workspace.ID, n notice.Notice) error {
	return tx.touch(sqlSaveNotice, ms(n.AcceptedAt), ms(n.DeliveredAt), ms(n.SeenAt), ms(n.BouncedAt), ms(n.UnsureAt), ms(n.WithdrawnAt), n.Proof,
		ms(n.SettledAt), n.SettledHow, ws, n.ID, n.Version)
}

const sqlNoticesByClient = `SELECT ` + noticeColumns + ` FROM notices WHERE workspace_id = $1 AND client_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// NoticesByClient lists a client's notices, the newest first, from before an id on.
func NoticesByClient(tx *Tx, ws workspace.ID, of client.ID, before notice.ID, limit int) ([]notice.Notice, error) {
	return many(tx, scanNotice, sqlNoticesByClient, ws, of, beforeID(string(before)), limit)
}

const sqlNotices = `SELECT ` + noticeColumns + ` FROM notices WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT 0+$3`

// Notices lists all notices, the newest first, from before an id on.
func Notices(tx *Tx, ws workspace.ID, before notice.ID, limit int) ([]notice.Notice, error) {
	return many(tx, scanNotice, sqlNotices, ws, beforeID(string(before)), limit)
}

const sqlNoticesOfPromise = `SELECT DISTINCT n.id, n.client_id, n.project_id, n.contact_id, n.address, n.by_id, n.kind, n.channel, n.subject, n.text, n.queued_at, n.accepted_at,
  n.delivered_at, n.seen_at, n.bounced_at, n.unsure_at, n.withdrawn_at, n.proof, n.settled_at, n.settled_how, n.version
  FROM tellings t JOIN notices n ON n.workspace_id = t.workspace_id AND n.id = t.notice_id WHERE t.workspace_id = $1 AND t.promise_id = $2 ORDER BY n.id`

// NoticesOfPromise lists the notices that told of a promise, in their order.
func NoticesOfPromise(tx *Tx, ws workspace.ID, promiseID string) ([]notice.Notice, error) {
	return many(tx, scanNotice, sqlNoticesOfPromise, ws, promiseID)
}

const sqlLastMessageIDs = `SELECT o.mail FROM notices n JOIN outbox o ON o.workspace_id = n.workspace_id AND o.notice_id = n.id
  WHERE n.workspace_id = $1 AND n.client_id = $2 AND n.contact_id = $3 AND n.subject = $4 AND n.accepted_at > 0 ORDER BY n.id DESC LIMIT 10`

// MailsOfMatter gives the last mails to a contact under one subject, the newest
// first: what a further one is threaded to.
func MailsOfMatter(tx *Tx, ws workspace.ID, n notice.Notice) ([]string, error) {
	return many(tx, scanText, sqlLastMessageIDs, ws, n.ClientID, n.ContactID, n.Subject)
}

// beforeID gives a bound above every id for "from the newest on".
func beforeID(id string) string {
	if id == "" {
		return "~"
	}
	return id
}

func scanNotice(row scanner) (notice.Notice, error) {
	var n notice.Notice
	var queued, accepted, delivered, seen, bounced, unsure, withdrawn, settled int64
	err := row.Scan(&n.ID, &n.ClientID, &n.ProjectID, &n.ContactID, &n.Address, &n.ByID, &n.Kind, &n.Channel, &n.Subject, &n.Text, &queued, &accepted, &delivered, &seen,
		&bounced, &unsure, &withdrawn, &n.Proof, &settled, &n.SettledHow, &n.Version)
	n.QueuedAt, n.AcceptedAt, n.DeliveredAt, n.SeenAt = at(queued), at(accepted), at(delivered), at(seen)
	n.BouncedAt, n.UnsureAt, n.WithdrawnAt, n.SettledAt = at(bounced), at(unsure), at(withdrawn), at(settled)
	return n, err
}
