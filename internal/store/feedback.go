package store

import (
	"time"

	"kept/client"
	"kept/conversation"
	"kept/handoff"
	"kept/reply"
	"kept/workspace"
)

// ContactLink is a way by which a contact speaks without a session.
type ContactLink struct {
	Hash      string // of its secret
	Workspace workspace.ID
	Contact   client.ContactID
	About     string // "alarm", or "rating:rat_…"
	MadeAt    time.Time
}

const sqlAddContactLink = `INSERT INTO contact_links (secret_hash, workspace_id, contact_id, about, made_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (secret_hash) DO NOTHING`

// AddContactLink adds a link; one that is there stays as it is.
func AddContactLink(tx *Tx, l ContactLink) error {
	return tx.put(sqlAddContactLink, l.Hash, l.Workspace, l.Contact, l.About, ms(l.MadeAt))
}

const sqlContactLink = `SELECT secret_hash, workspace_id, contact_id, about, made_at FROM contact_links WHERE secret_hash = $1`

// ContactLinkOf finds the link with a secret.
func ContactLinkOf(tx *Tx, hash string) (ContactLink, error) {
	return one(tx, func(row scanner) (l ContactLink, err error) {
		var made int64
		err = row.Scan(&l.Hash, &l.Workspace, &l.Contact, &l.About, &made)
		l.MadeAt = at(made)
		return l, err
	}, sqlContactLink, hash)
}

const sqlWorriesOfContact = `SELECT ` + clockColumns + ` FROM clocks WHERE workspace_id = $1 AND client_id = $2 AND contact_id = $3 AND stopped_at = 0 AND wait IN ('alarm', 'rating') ORDER BY id LIMIT 50`

// WorriesOfContact lists the running clocks of a contact who is worried, the
// oldest first.
func WorriesOfContact(tx *Tx, ws workspace.ID, of client.ID, contact client.ContactID) ([]reply.Clock, error) {
	return many(tx, scanClock, sqlWorriesOfContact, ws, of, contact)
}

const handOffAnswerColumns = `id, hand_off_id, at, actor, name, via, yes, choice, words, shown_hash`

const sqlAddHandOffAnswer = `INSERT INTO hand_off_answers (workspace_id, id, hand_off_id, at, actor, name, via, yes, choice, words, shown_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// AddHandOffAnswer adds an answer to a question or an approval. It is never changed.
func AddHandOffAnswer(tx *Tx, ws workspace.ID, e handoff.Evidence) error {
	return tx.put(sqlAddHandOffAnswer, ws, e.ID, e.HandOffID, ms(e.At), e.Actor, e.Name, e.Via, flag(e.Yes), e.Choice, e.Words, e.ShownHash)
}

const sqlHandOffAnswers = `SELECT ` + handOffAnswerColumns + ` FROM hand_off_answers WHERE workspace_id = $1 AND hand_off_id = $2 ORDER BY id LIMIT 200`

// HandOffAnswers lists what was answered, the oldest first.
func HandOffAnswers(tx *Tx, ws workspace.ID, of handoff.ID) ([]handoff.Evidence, error) {
	return many(tx, func(row scanner) (e handoff.Evidence, err error) {
		var when, yes int64
		err = row.Scan(&e.ID, &e.HandOffID, &when, &e.Actor, &e.Name, &e.Via, &yes, &e.Choice, &e.Words, &e.ShownHash)
		e.At, e.Yes = at(when), yes != 0
		return e, err
	}, sqlHandOffAnswers, ws, of)
}

// Rating is how content a contact said he is, when he was asked.
type Rating struct {
	ID        string
	ClientID  client.ID
	ProjectID string
	ContactID client.ContactID
	About     string // what was done: "promise:prm_…"
	Words     string // and in words, as he read it
	AskedAt   time.Time
	Stars     int // from one to five; zero = he has not said
	Said      string
	SaidAt    time.Time
	Version   int
}

const ratingColumns = `id, client_id, project_id, contact_id, about, words, asked_at, stars, said, said_at, version`

const sqlAddRating = `INSERT INTO ratings (workspace_id, id, client_id, project_id, contact_id, about, words, asked_at, stars, said, said_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

// AddRating adds a question how content somebody is.
func AddRating(tx *Tx, ws workspace.ID, r Rating) error {
	return tx.put(sqlAddRating, ws, r.ID, r.ClientID, r.ProjectID, r.ContactID, r.About, r.Words, ms(r.AskedAt), r.Stars, r.Said, ms(r.SaidAt), r.Version)
}

const sqlSaveRating = `UPDATE ratings SET stars = $1, said = $2, said_at = $3, version = version + 1 WHERE workspace_id = $4 AND id = $5 AND version = $6`

// SaveRating saves the answer of one that was loaded with this version.
func SaveRating(tx *Tx, ws workspace.ID, r Rating) error {
	return tx.touch(sqlSaveRating, r.Stars, r.Said, ms(r.SaidAt), ws, r.ID, r.Version)
}

const sqlRating = `SELECT ` + ratingColumns + ` FROM ratings WHERE workspace_id = $1 AND id = $2`

// RatingOf loads a rating.
func RatingOf(tx *Tx, ws workspace.ID, id string) (Rating, error) {
	return one(tx, scanRating, sqlRating, ws, id)
}

const sqlRatingsOfClient = `SELECT ` + ratingColumns + ` FROM ratings WHERE workspace_id = $1 AND client_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// RatingsOfClient lists the ratings of a client, the newest first, from before an
// id on; "" = from the newest on.
func RatingsOfClient(tx *Tx, ws workspace.ID, of client.ID, before string, limit int) ([]Rating, error) {
	if before == "" {
		before = "~"
	}
	return many(tx, scanRating, sqlRatingsOfClient, ws, of, before, limit)
}

const sqlRatingsOfContact = `SELECT ` + ratingColumns + ` FROM ratings WHERE workspace_id = $1 AND contact_id = $2 ORDER BY id DESC LIMIT 0+$3`

// RatingsOfContact lists what a contact was asked, the newest first.
func RatingsOfContact(tx *Tx, ws workspace.ID, of client.ContactID, limit int) ([]Rating, error) {
	return many(tx, scanRating, sqlRatingsOfContact, ws, of, limit)
}

func scanRating(row scanner) (r Rating, err error) {
	var asked, said int64
	err = row.Scan(&r.ID, &r.ClientID, &r.ProjectID, &r.ContactID, &r.About, &r.Words, &asked, &r.Stars, &r.Said, &said, &r.Version)
	r.AskedAt, r.SaidAt = at(asked), at(said)
	return r, err
}

const sqlConversationsAbout = `SELECT ` + conversationColumns + ` FROM conversations WHERE workspace_id = $1 AND about = $2 AND about <> '' ORDER BY id LIMIT 200`

// ConversationsAbout lists the conversations about an object, the oldest first.
func ConversationsAbout(tx *Tx, ws workspace.ID, about string) ([]conversation.Conversation, error) {
	return many(tx, scanConversation, sqlConversationsAbout, ws, about)
}
