package store

import (
	"time"

	"kept/client"
	"kept/workspace"
)

// ChaseRow is one time that a client had to ask.
type ChaseRow struct {
	ID          string
	ClientID    client.ID
	ProjectID   string
	ContactID   string
	MessageID   string // in which he asked; "" = it was told by a member
	Cause       string // what he had not been told
	About       string // the promise or step it was about; "" = not known
	ByID        string // who confirmed it
	At          time.Time
	ConfirmedAt time.Time
}

const chaseColumns = `id, client_id, project_id, contact_id, message_id, cause, about, by_id, at, confirmed_at`

const sqlAddChase = `INSERT INTO chases (workspace_id, id, client_id, project_id, contact_id, message_id, cause, about, by_id, at, confirmed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// AddChase adds a chase.
func AddChase(tx *Tx, ws workspace.ID, c ChaseRow) error {
	return tx.put(sqlAddChase, ws, c.ID, c.ClientID, c.ProjectID, c.ContactID, c.MessageID, c.Cause, c.About, c.ByID, ms(c.At), ms(c.ConfirmedAt))
}

const sqlDropChase = `DELETE FROM chases WHERE workspace_id = $1 AND message_id = $2 AND message_id <> ''`

// DropChase takes back the chase that a message was held to be.
func DropChase(tx *Tx, ws workspace.ID, message string) error {
	return tx.put(sqlDropChase, ws, message)
}

const sqlMoveChase = `UPDATE chases SET client_id = $1, contact_id = $2, project_id = $3 WHERE workspace_id = $4 AND message_id = $5 AND message_id <> ''`

// MoveChase has the chase that a message was held to be count where the message
// stands now.
func MoveChase(tx *Tx, ws workspace.ID, m Message, project string) error {
	return tx.put(sqlMoveChase, m.ClientID, m.ContactID, project, ws, m.ID)
}

const sqlChasesOfClient = `SELECT ` + chaseColumns + ` FROM chases WHERE workspace_id = $1 AND client_id = $2 AND at > $3 ORDER BY at DESC, id DESC LIMIT 0+$4`

// ChasesOfClient lists the chases of a client after a moment, the newest first.
func ChasesOfClient(tx *Tx, ws workspace.ID, of client.ID, since time.Time, limit int) ([]ChaseRow, error) {
	return many(tx, scanChase, sqlChasesOfClient, ws, of, ms(since), limit)
}

const sqlChasesSince = `SELECT ` + chaseColumns + ` FROM chases WHERE workspace_id = $1 AND at > $2 ORDER BY at, id LIMIT 0+$3`

// ChasesSince lists the chases of all clients after a moment, the oldest first.
func ChasesSince(tx *Tx, ws workspace.ID, since time.Time, limit int) ([]ChaseRow, error) {
	return many(tx, scanChase, sqlChasesSince, ws, ms(since), limit)
}

const sqlChases = `SELECT ` + chaseColumns + ` FROM chases WHERE workspace_id = $1 AND (at, id) < ($2, $3) ORDER BY at DESC, id DESC LIMIT 0+$4`

// Chases lists the chases of all clients, the newest first, from before a place on.
func Chases(tx *Tx, ws workspace.ID, before Place, limit int) ([]ChaseRow, error) {
	before = before.orLast()
	return many(tx, scanChase, sqlChases, ws, ms(before.At), before.ID, limit)
}

func scanChase(row scanner) (c ChaseRow, err error) {
	var when, confirmed int64
	err = row.Scan(&c.ID, &c.ClientID, &c.ProjectID, &c.ContactID, &c.MessageID, &c.Cause, &c.About, &c.ByID, &when, &confirmed)
	c.At, c.ConfirmedAt = at(when), at(confirmed)
	return c, err
}

// Phrase is a ready answer.
type Phrase struct {
	ID      string
	Name    string
	Text    string // with placeholders in braces
	MadeAt  time.Time
	Version int
}

const sqlPhrases = `SELECT id, name, text, made_at, version FROM phrases WHERE workspace_id = $1 ORDER BY id LIMIT 200`

// Phrases lists the ready answers of a workspace.
func Phrases(tx *Tx, ws workspace.ID) ([]Phrase, error) {
	return many(tx, func(row scanner) (p Phrase, err error) {
		var made int64
		err = row.Scan(&p.ID, &p.Name, &p.Text, &made, &p.Version)
		p.MadeAt = at(made)
		return p, err
	}, sqlPhrases, ws)
}

const sqlAddPhrase = `INSERT INTO phrases (workspace_id, id, name, text, made_at, version) VALUES ($1, $2, $3, $4, $5, 1)`

// AddPhrase adds a ready answer.
func AddPhrase(tx *Tx, ws workspace.ID, p Phrase) error {
	return tx.put(sqlAddPhrase, ws, p.ID, p.Name, p.Text, ms(p.MadeAt))
}

const sqlSavePhrase = `UPDATE phrases SET name = $1, text = $2, version = version + 1 WHERE workspace_id = $3 AND id = $4 AND version = $5`

// SavePhrase saves a ready answer that was loaded with this version.
func SavePhrase(tx *Tx, ws workspace.ID, p Phrase) error {
	return tx.touch(sqlSavePhrase, p.Name, p.Text, ws, p.ID, p.Version)
}

const sqlDropPhrase = `DELETE FROM phrases WHERE workspace_id = $1 AND id = $2`

// DropPhrase takes a ready answer away.
func DropPhrase(tx *Tx, ws workspace.ID, id string) error {
	return mustTouch(tx.exec(sqlDropPhrase, ws, id))
}
