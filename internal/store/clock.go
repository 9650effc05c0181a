package store

import (
	"encoding/json"
	"fmt"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
)

const clockColumns = `id, client_id, contact_id, member_id, channel, about, started_at, known_at, due_at, stopped_at, stopped_by, waited_ms, version, wait, conversation_id, message_id, promise_id, standard_ms, stopped_with, stopped_why, pauses`

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

const sqlClocksOfConversation = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND conversation_id = $2 AND conversation_id <> '' ORDER BY id LIMIT 1000`

// ClocksOfConversation lists the clocks of a conversation, the oldest first.
func ClocksOfConversation(tx *Tx, ws workspace.ID, of conversation.ID) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlClocksOfConversation, ws, of)
}

const sqlClockOfPromise = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND promise_id = $2 AND promise_id <> '' ORDER BY id LIMIT 1`

// ClockOfPromise loads the clock whose acknowledgement made a promise.
func ClockOfPromise(tx *Tx, ws workspace.ID, id promise.ID) (reply.Clock, error) {
	return one(tx, scanClock, sqlClockOfPromise, ws, id)
}

const sqlClocksStoppedWith = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND stopped_with = $2 AND stopped_with <> '' ORDER BY id LIMIT 200`

// ClocksStoppedWith lists the clocks that one message stopped.
func ClocksStoppedWith(tx *Tx, ws workspace.ID, message string) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlClocksStoppedWith, ws, message)
}

const sqlAddClock = `INSERT INTO clocks (workspace_id, id, client_id, contact_id, member_id, channel, about, started_at, known_at, due_at, stopped_at, stopped_by, waited_ms, version,
  wait, conversation_id, message_id, promise_id, standard_ms, stopped_with, stopped_why, pauses)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, '', 0, $11, $12, $13, $14, $15, $16, '', '', '[]')`

// AddClock adds a running clock.
func AddClock(tx *Tx, ws workspace.ID, c reply.Clock) error {
	return tx.put(sqlAddClock, ws, c.ID, c.ClientID, c.ContactID, c.MemberID, c.Channel, c.About, ms(c.StartedAt), ms(c.KnownAt), ms(c.DueAt), c.Version,
		c.Wait, c.ConversationID, c.MessageID, c.PromiseID, c.Standard.Milliseconds())
}

const sqlSaveClock = `UPDATE clocks SET client_id = $1, contact_id = $2, member_id = $3, due_at = $4, stopped_at = $5, stopped_by = $6, waited_ms = $7, conversation_id = $8,
  promise_id = $9, stopped_with = $10, stopped_why = $11, pauses = $12, version = version + 1 WHERE workspace_id = $13 AND id = $14 AND version = $15`

// SaveClock saves a clock that was loaded with this version.
func SaveClock(tx *Tx, ws workspace.ID, c reply.Clock) error {
	pauses, err := text(c.Pauses)
	if err != nil {
		return err
	}
	return tx.touch(sqlSaveClock, c.ClientID, c.ContactID, c.MemberID, ms(c.DueAt), ms(c.StoppedAt), c.StoppedBy, c.Waited.Milliseconds(), c.ConversationID,
		c.PromiseID, c.StoppedWith, c.StoppedWhy, pauses, ws, c.ID, c.Version)
}

func scanClock(row scanner) (reply.Clock, error) {
	var c reply.Clock
	var started, known, due, stopped, waited, standard int64
	var pauses string
	err := row.Scan(&c.ID, &c.ClientID, &c.ContactID, &c.MemberID, &c.Channel, &c.About, &started, &known, &due, &stopped, &c.StoppedBy, &waited, &c.Version,
		&c.Wait, &c.ConversationID, &c.MessageID, &c.PromiseID, &standard, &c.StoppedWith, &c.StoppedWhy, &pauses)
	if err != nil {
		return c, err
	}
	c.StartedAt, c.KnownAt, c.DueAt, c.StoppedAt = at(started), at(known), at(due), at(stopped)
	c.Waited, c.Standard = time.Duration(waited)*time.Millisecond, time.Duration(standard)*time.Millisecond
	if pauses != "[]" && pauses != "null" {
		if err := json.Unmarshal([]byte(pauses), &c.Pauses); err != nil {
			return c, fmt.Errorf("read the pauses of a clock: %w", err)
		}
	}
	return c, nil
}
