package store

import (
	"time"

	"kept/workspace"
)

// Session is a signed-in browser of a member or, in the portal, of a contact.
// Exactly one of MemberID and ContactID is set. Only a hash of its secret is kept.
type Session struct {
	ID        string
	Workspace workspace.ID
	MemberID  string
	ContactID string // at which client the reader is now
	EmailKey  string // of a reader who proved his address: he may be a contact of several clients; "" = of this one alone
	Agent     string // the browser, in its own words, shortened
	MadeAt    time.Time
	SeenAt    time.Time
	ExpiresAt time.Time
	EndedAt   time.Time
}

const sessionColumns = `id, workspace_id, member_id, contact_id, agent, made_at, seen_at, expires_at, ended_at, email_key`

const sqlSession = `SELECT ` + sessionColumns + ` FROM sessions WHERE secret_hash = $1`

// SessionBySecret finds the session of a cookie.
func SessionBySecret(tx *Tx, hash string) (Session, error) {
	return one(tx, scanSession, sqlSession, hash)
}

const sqlSessions = `SELECT ` + sessionColumns + ` FROM sessions WHERE workspace_id = $1 AND member_id = $2 AND contact_id = $3 AND ended_at = 0 AND expires_at > $4 ORDER BY id DESC LIMIT 200`

// Sessions lists the live sessions of a member or a contact, newest first.
func Sessions(tx *Tx, ws workspace.ID, memberID, contactID string, now time.Time) ([]Session, error) {
	return many(tx, scanSession, sqlSessions, ws, memberID, contactID, ms(now))
}

const sqlAddSession = `INSERT INTO sessions (secret_hash, id, workspace_id, member_id, contact_id, agent, made_at, seen_at, expires_at, ended_at, email_key)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)`

// AddSession adds a session under the hash of its secret.
func AddSession(tx *Tx, hash string, s Session) error {
	return tx.put(sqlAddSession, hash, s.ID, s.Workspace, s.MemberID, s.ContactID, s.Agent, ms(s.MadeAt), ms(s.SeenAt), ms(s.ExpiresAt), s.EmailKey)
}

const sqlSeeSession = `UPDATE sessions SET seen_at = $1, expires_at = $2 WHERE secret_hash = $3`

// SeeSession notes that a session was used and lives on.
func SeeSession(tx *Tx, hash string, now, expires time.Time) error {
	return tx.put(sqlSeeSession, ms(now), ms(expires), hash)
}

const sqlEndSession = `UPDATE sessions SET ended_at = $1 WHERE workspace_id = $2 AND member_id = $3 AND contact_id = $4 AND id = $5 AND ended_at = 0`

// EndSession ends one session of a member or contact.
func EndSession(tx *Tx, s Session, now time.Time) error {
	return mustTouch(tx.exec(sqlEndSession, ms(now), s.Workspace, s.MemberID, s.ContactID, s.ID))
}

const sqlEndSessions = `UPDATE sessions SET ended_at = $1 WHERE workspace_id = $2 AND member_id = $3 AND contact_id = $4 AND ended_at = 0`

// EndSessions ends all sessions of a member or contact.
func EndSessions(tx *Tx, ws workspace.ID, memberID, contactID string, now time.Time) error {
	return tx.put(sqlEndSessions, ms(now), ws, memberID, contactID)
}

const sqlReaderSessions = `SELECT ` + sessionColumns + ` FROM sessions WHERE workspace_id = $1 AND email_key = $2 AND email_key <> '' AND ended_at = 0 AND expires_at > $3 ORDER BY id DESC LIMIT 200`

// ReaderSessions lists the live sessions of whoever proved an address, newest
// first, at whichever client they are.
func ReaderSessions(tx *Tx, ws workspace.ID, emailKey string, now time.Time) ([]Session, error) {
	return many(tx, scanSession, sqlReaderSessions, ws, emailKey, ms(now))
}

const sqlEndReaderSession = `UPDATE sessions SET ended_at = $1 WHERE workspace_id = $2 AND email_key = $3 AND email_key <> '' AND id = $4 AND ended_at = 0`

// EndReaderSession ends one session of whoever proved an address.
func EndReaderSession(tx *Tx, s Session, now time.Time) error {
	return mustTouch(tx.exec(sqlEndReaderSession, ms(now), s.Workspace, s.EmailKey, s.ID))
}

const sqlEndReaderSessions = `UPDATE sessions SET ended_at = $1 WHERE workspace_id = $2 AND email_key = $3 AND email_key <> '' AND ended_at = 0`

// EndReaderSessions ends all sessions of whoever proved an address.
func EndReaderSessions(tx *Tx, ws workspace.ID, emailKey string, now time.Time) error {
	return tx.put(sqlEndReaderSessions, ms(now), ws, emailKey)
}

const sqlMoveSession = `UPDATE sessions SET contact_id = $1 WHERE workspace_id = $2 AND email_key = $3 AND email_key <> '' AND id = $4 AND ended_at = 0`

// MoveSession has a session of whoever proved an address go on as another contact.
func MoveSession(tx *Tx, s Session, to string) error {
	return mustTouch(tx.exec(sqlMoveSession, to, s.Workspace, s.EmailKey, s.ID))
}

const sqlLeaveContact = `UPDATE sessions SET contact_id = $1 WHERE workspace_id = $2 AND member_id = '' AND contact_id = $3 AND email_key = $4 AND email_key <> '' AND ended_at = 0`

// LeaveContact has the sessions of whoever proved an address, that are at one
// contact, go on at another one.
func LeaveContact(tx *Tx, s Session, to string) error {
	return tx.put(sqlLeaveContact, to, s.Workspace, s.ContactID, s.EmailKey)
}

func scanSession(row scanner) (Session, error) {
	var s Session
	var made, seen, expires, ended int64
	err := row.Scan(&s.ID, &s.Workspace, &s.MemberID, &s.ContactID, &s.Agent, &made, &seen, &expires, &ended, &s.EmailKey)
	s.MadeAt, s.SeenAt, s.ExpiresAt, s.EndedAt = at(made), at(seen), at(expires), at(ended)
	return s, err
}

// Pass is a mailed way in: a link that works once, and a code for another browser.
type Pass struct {
	Hash      string
	Workspace workspace.ID
	Purpose   string // "setup", "desk", "portal"
	MemberID  string
	ContactID string
	EmailKey  string
	CodeHash  string
	MadeAt    time.Time
	ExpiresAt time.Time
	UsedAt    time.Time
	Tries     int // wrong codes so far
}

const passColumns = `secret_hash, workspace_id, purpose, member_id, contact_id, email_key, code_hash, made_at, expires_at, used_at, tries`

const sqlPass = `SELECT ` + passColumns + ` FROM passes WHERE secret_hash = $1`

// PassBySecret finds the pass of a link.
func PassBySecret(tx *Tx, hash string) (Pass, error) { return one(tx, scanPass, sqlPass, hash) }

const sqlPassesByEmail = `SELECT ` + passColumns + ` FROM passes WHERE email_key = $1 AND purpose = $2 AND made_at > $3 ORDER BY made_at DESC, secret_hash LIMIT 50`

// PassesByEmail lists the passes made for an address after a moment, newest first.
func PassesByEmail(tx *Tx, emailKey, purpose string, after time.Time) ([]Pass, error) {
	return many(tx, scanPass, sqlPassesByEmail, emailKey, purpose, ms(after))
}

const sqlAddPass = `INSERT INTO passes (secret_hash, workspace_id, purpose, member_id, contact_id, email_key, code_hash, made_at, expires_at, used_at, tries)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0)`

// AddPass adds a pass.
func AddPass(tx *Tx, p Pass) error {
	return tx.put(sqlAddPass, p.Hash, p.Workspace, p.Purpose, p.MemberID, p.ContactID, p.EmailKey, p.CodeHash, ms(p.MadeAt), ms(p.ExpiresAt))
}

const sqlUsePass = `UPDATE passes SET used_at = $1 WHERE secret_hash = $2 AND used_at = 0`

// UsePass uses a pass up; a conflict when it was used before.
func UsePass(tx *Tx, hash string, now time.Time) error {
	return tx.touch(sqlUsePass, ms(now), hash)
}

const sqlTryPass = `UPDATE passes SET tries = tries + 1 WHERE secret_hash = $1`

// TryPass counts a wrong code against a pass.
func TryPass(tx *Tx, hash string) error {
	return tx.put(sqlTryPass, hash)
}

func scanPass(row scanner) (Pass, error) {
	var p Pass
	var made, expires, used int64
	err := row.Scan(&p.Hash, &p.Workspace, &p.Purpose, &p.MemberID, &p.ContactID, &p.EmailKey, &p.CodeHash, &made, &expires, &used, &p.Tries)
	p.MadeAt, p.ExpiresAt, p.UsedAt = at(made), at(expires), at(used)
	return p, err
}

// Token is a bearer token of the API. It acts as its member.
type Token struct {
	ID        string
	Workspace workspace.ID
	MemberID  string
	Name      string
	MadeAt    time.Time
	UsedAt    time.Time
	EndedAt   time.Time
}

const sqlToken = `SELECT id, workspace_id, member_id, name, made_at, used_at, ended_at FROM tokens WHERE secret_hash = $1`

// TokenBySecret finds the token of a bearer secret.
func TokenBySecret(tx *Tx, hash string) (Token, error) { return one(tx, scanToken, sqlToken, hash) }

const sqlTokens = `SELECT id, workspace_id, member_id, name, made_at, used_at, ended_at FROM tokens WHERE workspace_id = $1 AND member_id = $2 AND ended_at = 0 ORDER BY id LIMIT 200`

// Tokens lists the live tokens of a member.
func Tokens(tx *Tx, ws workspace.ID, memberID string) ([]Token, error) {
	return many(tx, scanToken, sqlTokens, ws, memberID)
}

const sqlAddToken = `INSERT INTO tokens (secret_hash, id, workspace_id, member_id, name, made_at, used_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, 0, 0)`

// AddToken adds a token under the hash of its secret.
func AddToken(tx *Tx, hash string, t Token) error {
	return tx.put(sqlAddToken, hash, t.ID, t.Workspace, t.MemberID, t.Name, ms(t.MadeAt))
}

const sqlUseToken = `UPDATE tokens SET used_at = $1 WHERE secret_hash = $2`

// UseToken notes that a token was used.
func UseToken(tx *Tx, hash string, now time.Time) error {
	return tx.put(sqlUseToken, ms(now), hash)
}

const sqlEndToken = `UPDATE tokens SET ended_at = $1 WHERE workspace_id = $2 AND member_id = $3 AND id = $4 AND ended_at = 0`

// EndToken ends a token.
func EndToken(tx *Tx, ws workspace.ID, memberID, id string, now time.Time) error {
	return mustTouch(tx.exec(sqlEndToken, ms(now), ws, memberID, id))
}

func scanToken(row scanner) (Token, error) {
	var t Token
	var made, used, ended int64
	err := row.Scan(&t.ID, &t.Workspace, &t.MemberID, &t.Name, &made, &used, &ended)
	t.MadeAt, t.UsedAt, t.EndedAt = at(made), at(used), at(ended)
	return t, err
}

const sqlDropPasses = `DELETE FROM passes WHERE expires_at < $1`

// DropPasses forgets the mailed ways in that ended before a moment.
func DropPasses(tx *Tx, before time.Time) error {
	_, err := tx.exec(sqlDropPasses, ms(before))
	return err
}

const sqlDropSessions = `DELETE FROM sessions WHERE expires_at < $1`

// DropSessions forgets the sessions that expired before a moment. One that was
// ended by hand is listed nowhere, and forgotten when it would have expired.
func DropSessions(tx *Tx, before time.Time) error {
	_, err := tx.exec(sqlDropSessions, ms(before))
	return err
}
