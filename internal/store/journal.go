package store

import (
	"time"

	"kept/client"
	"kept/member"
	"kept/workspace"
)

// Line is a line of the journal: who did what to what, when, and what it was
// before and after. Lines are added, never changed.
type Line struct {
	ID       string
	At       time.Time
	Actor    string // "member:mem_…", "contact:con_…", "watchdog", "outbox"
	Act      string
	Object   string // "promise:prm_…"
	ClientID string
	Before   string // JSON; "" = nothing
	After    string
}

const sqlAddLine = `INSERT INTO journal (workspace_id, id, at, actor, act, object, client_id, before_json, after_json) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// AddLine adds a line to the journal.
func AddLine(tx *Tx, ws workspace.ID, l Line) error {
	return tx.put(sqlAddLine, ws, l.ID, ms(l.At), l.Actor, l.Act, l.Object, l.ClientID, l.Before, l.After)
}

const lineColumns = `id, at, actor, act, object, client_id, before_json, after_json`

const sqlJournal = `SELECT ` + lineColumns + ` FROM journal WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT 0+$3`

// Journal lists the journal, the newest line first, from before an id on.
func Journal(tx *Tx, ws workspace.ID, before string, limit int) ([]Line, error) {
	return many(tx, scanLine, sqlJournal, ws, beforeID(before), limit)
}

const sqlJournalFrom = `SELECT ` + lineColumns + ` FROM journal WHERE workspace_id = $1 AND id > $2 ORDER BY id LIMIT 0+$3`

// JournalFrom lists the journal, the oldest line first, from after an id on.
func JournalFrom(tx *Tx, ws workspace.ID, after string, limit int) ([]Line, error) {
	return many(tx, scanLine, sqlJournalFrom, ws, after, limit)
}

const sqlJournalOf = `SELECT ` + lineColumns + ` FROM journal WHERE workspace_id = $1 AND object = $2 ORDER BY id DESC LIMIT 0+$3`

// JournalOf lists the newest lines about an object.
func JournalOf(tx *Tx, ws workspace.ID, object string, limit int) ([]Line, error) {
	return many(tx, scanLine, sqlJournalOf, ws, object, limit)
}

const sqlJournalOfClient = `SELECT ` + lineColumns + ` FROM journal WHERE workspace_id = $1 AND client_id = $2 ORDER BY id DESC LIMIT 0+$3`

// JournalOfClient lists the newest lines about a client.
func JournalOfClient(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]Line, error) {
	return many(tx, scanLine, sqlJournalOfClient, ws, of, limit)
}

func scanLine(row scanner) (Line, error) {
	var l Line
	var when int64
	err := row.Scan(&l.ID, &when, &l.Actor, &l.Act, &l.Object, &l.ClientID, &l.Before, &l.After)
	l.At = at(when)
	return l, err
}

const sqlImported = `SELECT object_id FROM imported WHERE workspace_id = $1 AND source_key = $2`

// Imported tells what a line of a file became when it was imported before;
// [ErrNone] when it was not.
func Imported(tx *Tx, ws workspace.ID, key string) (string, error) {
	return one(tx, scanText, sqlImported, ws, key)
}

const sqlAddImported = `INSERT INTO imported (workspace_id, source_key, object_id, at) VALUES ($1, $2, $3, $4)`

// AddImported notes what a line of a file became.
func AddImported(tx *Tx, ws workspace.ID, key, object string, now time.Time) error {
	return tx.put(sqlAddImported, ws, key, object, ms(now))
}

// Upload is a file that a member looks at before it is imported.
type Upload struct {
	ID       string // made from its content
	MemberID member.ID
	Name     string
	Bytes    []byte
}

const sqlUpload = `SELECT id, member_id, name, bytes FROM uploads WHERE workspace_id = $1 AND member_id = $2 AND id = $3 AND made_at >= $4`

// UploadOf gives a file that a member sent since a moment.
func UploadOf(tx *Tx, ws workspace.ID, of member.ID, id string, since time.Time) (Upload, error) {
	return one(tx, func(row scanner) (u Upload, err error) { return u, row.Scan(&u.ID, &u.MemberID, &u.Name, &u.Bytes) }, sqlUpload, ws, of, id, ms(since))
}

const sqlAddUpload = `INSERT INTO uploads (workspace_id, id, member_id, name, bytes, made_at) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (workspace_id, member_id, id) DO UPDATE SET name = excluded.name, made_at = excluded.made_at`

// AddUpload keeps a file for a while; the same one is kept once.
func AddUpload(tx *Tx, ws workspace.ID, u Upload, now time.Time) error {
	return tx.put(sqlAddUpload, ws, u.ID, u.MemberID, u.Name, u.Bytes, ms(now))
}

const sqlDropUploads = `DELETE FROM uploads WHERE made_at < $1`

// DropUploads forgets the files that were sent before a moment.
func DropUploads(tx *Tx, before time.Time) error {
	return tx.put(sqlDropUploads, ms(before))
}

// Answered is what a request with an idempotency key was answered.
type Answered struct {
	Fingerprint string // of the request; another request with the same key is refused
	Status      int
	Location    string
	Body        string
}

const sqlAnswered = `SELECT fingerprint, status, location, body FROM answered WHERE workspace_id = $1 AND key_hash = $2`

// AnsweredBefore finds the answer that was given under a key; [ErrNone] when there is none.
func AnsweredBefore(tx *Tx, ws workspace.ID, keyHash string) (Answered, error) {
	return one(tx, func(row scanner) (a Answered, err error) {
		return a, row.Scan(&a.Fingerprint, &a.Status, &a.Location, &a.Body)
	}, sqlAnswered, ws, keyHash)
}

const sqlAddAnswered = `INSERT INTO answered (workspace_id, key_hash, fingerprint, status, location, body, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`

// AddAnswered keeps the answer to a request with an idempotency key.
func AddAnswered(tx *Tx, ws workspace.ID, keyHash string, a Answered, now time.Time) error {
	return tx.put(sqlAddAnswered, ws, keyHash, a.Fingerprint, a.Status, a.Location, a.Body, ms(now))
}

const sqlDropAnswered = `DELETE FROM answered WHERE made_at < $1`

// DropAnswered forgets the answers given before a moment.
func DropAnswered(tx *Tx, before time.Time) error {
	return tx.put(sqlDropAnswered, ms(before))
}

const sqlSetting = `SELECT value FROM settings WHERE name = $1`

// Setting reads a setting of the whole server; [ErrNone] when it was never made.
func Setting(tx *Tx, name string) (string, error) { return one(tx, scanText, sqlSetting, name) }

const sqlSetSetting = `INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`

// SetSetting keeps a setting of the whole server.
func SetSetting(tx *Tx, name, value string) error {
	return tx.put(sqlSetSetting, name, value)
}
