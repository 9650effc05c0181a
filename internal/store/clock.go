package store

import (
	"time"

	"kept/client"
	"kept/reply"
	"kept/workspace"
)

// Message is something that was said with a contact: a call, a meeting.
type Message struct {
	ID        string
	ClientID  string
	ContactID string
	MemberID  string
	Channel   string // call, meeting, mail
	Direction string // in = the client's, out = ours
	Reached   bool   // ours: it reached the contact
	At        time.Time
	Text      string
}

const messageColumns = `id, client_id, contact_id, member_id, channel, direction, reached, at, text`

const sqlAddMessage = `INSERT INTO messages (workspace_id, id, client_id, contact_id, member_id, channel, direction, reached, at, text) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`

// AddMessage adds a message.
func AddMessage(tx *Tx, ws workspace.ID, m Message) error {
	return tx.put(sqlAddMessage, ws, m.ID, m.ClientID, m.ContactID, m.MemberID, m.Channel, m.Direction, flag(m.Reached), ms(m.At), m.Text)
}

const sqlMessages = `SELECT ` + messageColumns + ` FROM messages WHERE workspace_id = $1 AND client_id = $2 AND (at, id) < ($3, $4) ORDER BY at DESC, id DESC LIMIT 0+$5`

// Messages lists what was said with a client, the newest first, from before a place on.
func Messages(tx *Tx, ws workspace.ID, of client.ID, before Place, limit int) ([]Message, error) {
	before = before.orLast()
	return many(tx, func(row scanner) (m Message, err error) {
		var reached, when int64
		err = row.Scan(&m.ID, &m.ClientID, &m.ContactID, &m.MemberID, &m.Channel, &m.Direction, &reached, &when, &m.Text)
		m.Reached, m.At = reached != 0, at(when)
		return m, err
	}, sqlMessages, ws, of, ms(before.At), before.ID, limit)
}

const sqlDropMessage = `DELETE FROM messages WHERE workspace_id = $1 AND id = $2`

// DropMessage takes a message back that was written down by mistake.
func DropMessage(tx *Tx, ws workspace.ID, id string) error {
	return mustTouch(tx.exec(sqlDropMessage, ws, id))
}

const clockColumns = `id, client_id, contact_id, member_id, channel, about, started_at, due_at, stopped_at, stopped_by, waited_ms, version`

const sqlClock = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND id = $2`

// Clock loads a response clock.
func Clock(tx *Tx, ws workspace.ID, id reply.ID) (reply.Clock, error) {
	return one(tx, scanClock, sqlClock, ws, id)
}

const sqlOpenClocks = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND client_id = $2 AND stopped_at = 0 ORDER BY due_at, id LIMIT 200`

// OpenClocks lists the running clocks of a client.
func OpenClocks(tx *Tx, ws workspace.ID, of client.ID) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlOpenClocks, ws, of)
}

const sqlClocks = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND started_at >= $2 AND started_at < $3 ORDER BY started_at, id LIMIT 0+$4`

// Clocks lists the clocks that started from one moment until before another.
func Clocks(tx *Tx, ws workspace.ID, from, until time.Time, limit int) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlClocks, ws, ms(from), ms(until), limit)
}

const sqlWaiting = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND stopped_at = 0 ORDER BY due_at, id LIMIT 0+$2`

// WaitingClocks lists the running clocks of all clients, the one that is due
// first at the head.
func WaitingClocks(tx *Tx, ws workspace.ID, limit int) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlWaiting, ws, limit)
}

const sqlAnsweredClocks = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND stopped_at > 0 ORDER BY stopped_at DESC, id DESC LIMIT 0+$2`

// AnsweredClocks lists the clocks that were stopped last.
func AnsweredClocks(tx *Tx, ws workspace.ID, limit int) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlAnsweredClocks, ws, limit)
}

const sqlAddClock = `INSERT INTO clocks (workspace_id, id, client_id, contact_id, member_id, channel, about, started_at, due_at, stopped_at, stopped_by, waited_ms, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, '', 0, $10)`

// AddClock adds a running clock.
func AddClock(tx *Tx, ws workspace.ID, c reply.Clock) error {
	return tx.put(sqlAddClock, ws, c.ID, c.ClientID, c.ContactID, c.MemberID, c.Channel, c.About, ms(c.StartedAt), ms(c.DueAt), c.Version)
}

const sqlSaveClock = `UPDATE clocks SET member_id = $1, stopped_at = $2, stopped_by = $3, waited_ms = $4, version = version + 1 WHERE workspace_id = $5 AND id = $6 AND version = $7`

// SaveClock saves a clock that was loaded with this version.
func SaveClock(tx *Tx, ws workspace.ID, c reply.Clock) error {
	return tx.touch(sqlSaveClock, c.MemberID, ms(c.StoppedAt), c.StoppedBy, c.Waited.Milliseconds(), ws, c.ID, c.Version)
}

func scanClock(row scanner) (reply.Clock, error) {
	var c reply.Clock
	var started, due, stopped, waited int64
	err := row.Scan(&c.ID, &c.ClientID, &c.ContactID, &c.MemberID, &c.Channel, &c.About, &started, &due, &stopped, &c.StoppedBy, &waited, &c.Version)
	c.StartedAt, c.DueAt, c.StoppedAt, c.Waited = at(started), at(due), at(stopped), time.Duration(waited)*time.Millisecond
	return c, err
}
