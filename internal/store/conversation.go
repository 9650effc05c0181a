package store

import (
	"time"

	"kept/client"
	"kept/conversation"
	"kept/member"
	"kept/workspace"
)

const conversationColumns = `id, client_id, project_id, contact_id, subject, subject_key, assignee_id, made_at, last_at, last_in_at, answered, due_at, closed_at, about, version`

const sqlConversation = `SELECT ` + conversationColumns + ` FROM conversations WHERE workspace_id = $1 AND id = $2`

// Conversation loads a conversation.
func Conversation(tx *Tx, ws workspace.ID, id conversation.ID) (conversation.Conversation, error) {
	return one(tx, scanConversation, sqlConversation, ws, id)
}

const sqlAddConversation = `INSERT INTO conversations (workspace_id, id, client_id, project_id, contact_id, subject, subject_key, assignee_id, made_at, last_at, last_in_at, answered, due_at, closed_at, about, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`

// AddConversation adds a conversation.
func AddConversation(tx *Tx, ws workspace.ID, c conversation.Conversation) error {
	return tx.put(sqlAddConversation, ws, c.ID, c.ClientID, c.ProjectID, c.ContactID, c.Subject, indexed(c.SubjectKey), c.AssigneeID, ms(c.MadeAt), ms(c.LastAt), ms(c.LastIn),
		flag(c.Answered), ms(c.DueAt), ms(c.ClosedAt), c.About, c.Version)
}

const sqlSaveConversation = `UPDATE conversations SET client_id = $1, project_id = $2, contact_id = $3, subject = $4, subject_key = $5, assignee_id = $6, last_at = $7, last_in_at = $8,
  answered = $9, due_at = $10, closed_at = $11, version = version + 1 WHERE workspace_id = $12 AND id = $13 AND version = $14`

// SaveConversation saves a conversation that was loaded with this version.
func SaveConversation(tx *Tx, ws workspace.ID, c conversation.Conversation) error {
	return tx.touch(sqlSaveConversation, c.ClientID, c.ProjectID, c.ContactID, c.Subject, indexed(c.SubjectKey), c.AssigneeID, ms(c.LastAt), ms(c.LastIn),
		flag(c.Answered), ms(c.DueAt), ms(c.ClosedAt), ws, c.ID, c.Version)
}

const sqlDropConversation = `DELETE FROM conversations WHERE workspace_id = $1 AND id = $2`

// DropConversation takes away a conversation whose messages went to another one.
func DropConversation(tx *Tx, ws workspace.ID, id conversation.ID) error {
	return mustTouch(tx.exec(sqlDropConversation, ws, id))
}

func scanConversation(row scanner) (conversation.Conversation, error) {
	var c conversation.Conversation
	var made, last, lastIn, answered, due, closed int64
	err := row.Scan(&c.ID, &c.ClientID, &c.ProjectID, &c.ContactID, &c.Subject, &c.SubjectKey, &c.AssigneeID, &made, &last, &lastIn, &answered, &due, &closed, &c.About, &c.Version)
	c.MadeAt, c.LastAt, c.LastIn, c.Answered, c.DueAt, c.ClosedAt = at(made), at(last), at(lastIn), answered != 0, at(due), at(closed)
	return c, err
}

// Thread is a conversation as a list shows it.
type Thread struct {
	conversation.Conversation
	ClientName string
	Colour     int
	Triage     bool // who wrote is not known yet
	Contact    string
}

const threadRow = `SELECT v.id, v.client_id, v.project_id, v.contact_id, v.subject, v.subject_key, v.assignee_id, v.made_at, v.last_at, v.last_in_at, v.answered, v.due_at, v.closed_at, v.about, v.version,
  c.name, c.colour, c.triage_at, k.name FROM conversations v JOIN clients c ON c.workspace_id = v.workspace_id AND c.id = v.client_id
  LEFT JOIN contacts k ON k.workspace_id = v.workspace_id AND k.id = v.contact_id `

func scanThread(row scanner) (Thread, error) {
	var t Thread
	var made, last, lastIn, answered, due, closed, triage int64
	var contact *string
	err := row.Scan(&t.ID, &t.ClientID, &t.ProjectID, &t.ContactID, &t.Subject, &t.SubjectKey, &t.AssigneeID, &made, &last, &lastIn, &answered, &due, &closed, &t.About, &t.Version,
		&t.ClientName, &t.Colour, &triage, &contact)
	t.MadeAt, t.LastAt, t.LastIn, t.Answered, t.DueAt, t.ClosedAt, t.Triage = at(made), at(last), at(lastIn), answered != 0, at(due), at(closed), triage != 0
	if contact != nil {
		t.Contact = *contact
	}
	return t, err
}

const sqlThreadsWaiting = threadRow + `WHERE v.workspace_id = $1 AND v.due_at > 0 AND (v.due_at, v.id) > ($2, $3) ORDER BY v.due_at, v.id LIMIT 0+$4`

// ThreadsWaiting lists the conversations in which somebody waits for us, the
// least time left at the head, from after a place on.
func ThreadsWaiting(tx *Tx, ws workspace.ID, after Place, limit int) ([]Thread, error) {
	return many(tx, scanThread, sqlThreadsWaiting, ws, ms(after.At), after.ID, limit)
}

const sqlThreadsOf = threadRow + `WHERE v.workspace_id = $1 AND v.assignee_id = $2 AND v.due_at > 0 AND (v.due_at, v.id) > ($3, $4) ORDER BY v.due_at, v.id LIMIT 0+$5`

// ThreadsWaitingFor lists those of [ThreadsWaiting] that one member is to answer.
func ThreadsWaitingFor(tx *Tx, ws workspace.ID, of member.ID, after Place, limit int) ([]Thread, error) {
	return many(tx, scanThread, sqlThreadsOf, ws, of, ms(after.At), after.ID, limit)
}

const sqlThreadsOpen = threadRow + `WHERE v.workspace_id = $1 AND v.closed_at = 0 AND v.due_at = 0 AND (v.last_at, v.id) < ($2, $3) ORDER BY v.last_at DESC, v.id DESC LIMIT 0+$4`

// ThreadsOpen lists the open conversations in which nobody waits for us, the
// newest at the head, from before a place on.
func ThreadsOpen(tx *Tx, ws workspace.ID, before Place, limit int) ([]Thread, error) {
	before = before.orLast()
	return many(tx, scanThread, sqlThreadsOpen, ws, ms(before.At), before.ID, limit)
}

const sqlThreadsClosed = threadRow + `WHERE v.workspace_id = $1 AND v.closed_at > 0 AND (v.last_at, v.id) < ($2, $3) ORDER BY v.last_at DESC, v.id DESC LIMIT 0+$4`

// ThreadsClosed lists the closed conversations, the newest at the head.
func ThreadsClosed(tx *Tx, ws workspace.ID, before Place, limit int) ([]Thread, error) {
	before = before.orLast()
	return many(tx, scanThread, sqlThreadsClosed, ws, ms(before.At), before.ID, limit)
}

const sqlThreadsOfClient = threadRow + `WHERE v.workspace_id = $1 AND v.client_id = $2 AND (v.last_at, v.id) < ($3, $4) ORDER BY v.last_at DESC, v.id DESC LIMIT 0+$5`

// ThreadsOfClient lists a client's conversations, the newest at the head.
func ThreadsOfClient(tx *Tx, ws workspace.ID, of client.ID, before Place, limit int) ([]Thread, error) {
	before = before.orLast()
	return many(tx, scanThread, sqlThreadsOfClient, ws, of, ms(before.At), before.ID, limit)
}

const sqlThread = threadRow + `WHERE v.workspace_id = $1 AND v.id = $2`

// ThreadOf loads one line of the lists.
func ThreadOf(tx *Tx, ws workspace.ID, id conversation.ID) (Thread, error) {
	return one(tx, scanThread, sqlThread, ws, id)
}

const sqlConversationBySubject = `SELECT ` + conversationColumns + ` FROM conversations WHERE workspace_id = $1 AND contact_id = $2 AND subject_key = $3 AND last_at >= $4 ORDER BY last_at DESC, id DESC LIMIT 1`

// ConversationBySubject finds a contact's newest conversation with a subject
// that was spoken in since a moment.
func ConversationBySubject(tx *Tx, ws workspace.ID, of client.ContactID, key string, since time.Time) (conversation.Conversation, error) {
	return one(tx, scanConversation, sqlConversationBySubject, ws, of, indexed(key), ms(since))
}
