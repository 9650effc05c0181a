package store

import (
	"time"

	"kept/client"
	"kept/member"
	"kept/workspace"
)

// MessageChange is what a member wants otherwise of one message that would leave
// by itself: that it is left out, or says something in his own words.
type MessageChange struct {
	Message  string // its name among the coming ones
	ClientID client.ID
	Words    string // instead of those that it would have; "" = as ever
	Skipped  bool
	Because  string // why it is left out
	By       member.ID
	At       time.Time
}

const messageChangeColumns = `message_id, client_id, words, because, skipped, member_id, changed_at`

const sqlSetMessageChange = `INSERT INTO message_changes (workspace_id, message_id, client_id, words, because, skipped, member_id, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
  ON CONFLICT (workspace_id, message_id) DO UPDATE SET words = excluded.words, because = excluded.because, skipped = excluded.skipped, member_id = excluded.member_id, changed_at = excluded.changed_at`

// SetMessageChange sets what is wanted otherwise of a message.
func SetMessageChange(tx *Tx, ws workspace.ID, c MessageChange) error {
	return tx.put(sqlSetMessageChange, ws, c.Message, c.ClientID, c.Words, c.Because, flag(c.Skipped), c.By, ms(c.At))
}

const sqlMessageChange = `SELECT ` + messageChangeColumns + ` FROM message_changes WHERE workspace_id = $1 AND message_id = $2`

// MessageChangeOf tells what is wanted otherwise of a message; [ErrNone] = nothing.
func MessageChangeOf(tx *Tx, ws workspace.ID, message string) (MessageChange, error) {
	return one(tx, scanMessageChange, sqlMessageChange, ws, message)
}

const sqlMessageChangesOfClient = `SELECT ` + messageChangeColumns + ` FROM message_changes WHERE workspace_id = $1 AND client_id = $2 ORDER BY changed_at DESC, message_id DESC LIMIT 0+$3`

// MessageChangesOfClient lists the changes of a client's messages, the last one first.
func MessageChangesOfClient(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]MessageChange, error) {
	return many(tx, scanMessageChange, sqlMessageChangesOfClient, ws, of, limit)
}

const sqlMessageChanges = `SELECT ` + messageChangeColumns + ` FROM message_changes WHERE workspace_id = $1 AND changed_at >= $2 ORDER BY changed_at DESC, message_id DESC LIMIT 0+$3`

// MessageChanges lists the changes of all messages since a moment, the last one first.
func MessageChanges(tx *Tx, ws workspace.ID, since time.Time, limit int) ([]MessageChange, error) {
	return many(tx, scanMessageChange, sqlMessageChanges, ws, ms(since), limit)
}

func scanMessageChange(row scanner) (MessageChange, error) {
	var c MessageChange
	var skipped, when int64
	err := row.Scan(&c.Message, &c.ClientID, &c.Words, &c.Because, &skipped, &c.By, &when)
	c.Skipped, c.At = skipped != 0, at(when)
	return c, err
}

const sqlWaitingMail = `SELECT ` + leavingColumns + ` FROM outbox WHERE workspace_id = $1 AND state = 'queued' AND send_at < $2 ORDER BY send_at, id LIMIT 0+$3`

// WaitingMail lists the mails of a workspace that wait to leave before a moment.
func WaitingMail(tx *Tx, ws workspace.ID, until time.Time, limit int) ([]Leaving, error) {
	return many(tx, scanLeaving, sqlWaitingMail, ws, ms(until), limit)
}

const sqlUnsureMail = `SELECT ` + leavingColumns + ` FROM outbox WHERE workspace_id = $1 AND state = 'unsure' AND made_at >= $2 ORDER BY made_at DESC, id DESC LIMIT 0+$3`

// UnsureMail lists the mails, made since a moment, of which nobody knows whether they
// left, the newest first.
func UnsureMail(tx *Tx, ws workspace.ID, since time.Time, limit int) ([]Leaving, error) {
	return many(tx, scanLeaving, sqlUnsureMail, ws, ms(since), limit)
}
