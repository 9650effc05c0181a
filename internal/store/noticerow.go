package store

import (
	"time"

	"kept/client"
	"kept/notice"
	"kept/workspace"
)

// NoticeRow is a line of a list of notices: the notice without its text, whom
// it went to, and how its mail stands in the outbox.
type NoticeRow struct {
	notice.Notice
	ClientName  string
	Colour      int
	ContactName string
	Leaving     string // the state of its mail; "" = it was said
}

const noticeRow = `SELECT n.id, n.client_id, n.contact_id, n.address, n.by_id, n.kind, n.channel, n.subject, n.queued_at, n.accepted_at, n.delivered_at, n.seen_at,
  n.bounced_at, n.unsure_at, n.withdrawn_at, n.proof, n.settled_at, n.settled_how, c.name, c.colour, k.name,
  COALESCE((SELECT o.state FROM outbox o WHERE o.workspace_id = n.workspace_id AND o.notice_id = n.id ORDER BY o.id DESC LIMIT 1), '')
  FROM notices n
  JOIN clients c ON c.workspace_id = n.workspace_id AND c.id = n.client_id
  JOIN contacts k ON k.workspace_id = n.workspace_id AND k.id = n.contact_id `

const sqlNoticeRows = noticeRow + `WHERE n.workspace_id = $1 AND n.id < $2 ORDER BY n.id DESC LIMIT 0+$3`

// NoticeRows lists all notices, the newest first, from before an id on.
func NoticeRows(tx *Tx, ws workspace.ID, before notice.ID, limit int) ([]NoticeRow, error) {
	return many(tx, scanNoticeRow, sqlNoticeRows, ws, beforeID(string(before)), limit)
}

const sqlNoticeRowsOfClient = noticeRow + `WHERE n.workspace_id = $1 AND n.client_id = $2 AND n.id < $3 ORDER BY n.id DESC LIMIT 0+$4`

// NoticeRowsOfClient lists a client's notices, the newest first, from before an id on.
func NoticeRowsOfClient(tx *Tx, ws workspace.ID, of client.ID, before notice.ID, limit int) ([]NoticeRow, error) {
	return many(tx, scanNoticeRow, sqlNoticeRowsOfClient, ws, of, beforeID(string(before)), limit)
}

const sqlNoticesNotArrived = noticeRow + `WHERE n.workspace_id = $1 AND n.id < $2 AND (n.bounced_at > 0 OR n.unsure_at > 0) AND n.withdrawn_at = 0 ORDER BY n.id DESC LIMIT 0+$3`

// NoticesNotArrived lists the notices that came back, were given up or of which
// nobody knows, the newest first, from before an id on.
func NoticesNotArrived(tx *Tx, ws workspace.ID, before notice.ID, limit int) ([]NoticeRow, error) {
	return many(tx, scanNoticeRow, sqlNoticesNotArrived, ws, beforeID(string(before)), limit)
}

const sqlNoticesUnderWay = noticeRow + `WHERE n.workspace_id = $1 AND n.id < $2 AND n.accepted_at = 0 AND n.bounced_at = 0 AND n.unsure_at = 0 AND n.withdrawn_at = 0
  ORDER BY n.id DESC LIMIT 0+$3`

// NoticesUnderWay lists the notices that have not left yet, the newest first,
// from before an id on.
func NoticesUnderWay(tx *Tx, ws workspace.ID, before notice.ID, limit int) ([]NoticeRow, error) {
	return many(tx, scanNoticeRow, sqlNoticesUnderWay, ws, beforeID(string(before)), limit)
}

func scanNoticeRow(row scanner) (NoticeRow, error) {
	var r NoticeRow
	moments := [8]int64{}
	err := row.Scan(&r.ID, &r.ClientID, &r.ContactID, &r.Address, &r.ByID, &r.Kind, &r.Channel, &r.Subject, &moments[0], &moments[1], &moments[2], &moments[3],
		&moments[4], &moments[5], &moments[6], &r.Proof, &moments[7], &r.SettledHow, &r.ClientName, &r.Colour, &r.ContactName, &r.Leaving)
	for i, to := range []*time.Time{&r.QueuedAt, &r.AcceptedAt, &r.DeliveredAt, &r.SeenAt, &r.BouncedAt, &r.UnsureAt, &r.WithdrawnAt, &r.SettledAt} {
		*to = at(moments[i])
	}
	return r, err
}
