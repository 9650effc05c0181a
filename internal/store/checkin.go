package store

import (
	"time"

	"kept/client"
	"kept/news"
	"kept/workspace"
)

const checkInColumns = `id, client_id, project_id, member_id, asked_id, asked_at, by_at, text, said_at, version, party_name, email, promise_id, hash`

const sqlAddCheckIn = `INSERT INTO check_ins (workspace_id, id, client_id, project_id, member_id, asked_id, asked_at, by_at, text, said_at, version, party_name, email, promise_id, hash)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`

// AddCheckIn adds a check-in.
func AddCheckIn(tx *Tx, ws workspace.ID, c news.CheckIn) error {
	return tx.put(sqlAddCheckIn, ws, c.ID, c.ClientID, c.ProjectID, c.MemberID, c.AskedID, ms(c.AskedAt), ms(c.By), c.Text, ms(c.SaidAt), c.Version, c.Name, c.Email, c.PromiseID, c.Hash)
}

const sqlSaveCheckIn = `UPDATE check_ins SET text = $1, said_at = $2, version = version + 1 WHERE workspace_id = $3 AND id = $4 AND version = $5`

// SaveCheckIn saves what was said of a check-in that was loaded with this version.
func SaveCheckIn(tx *Tx, ws workspace.ID, c news.CheckIn) error {
	return tx.touch(sqlSaveCheckIn, c.Text, ms(c.SaidAt), ws, c.ID, c.Version)
}

const sqlCheckIn = `SELECT ` + checkInColumns + ` FROM check_ins WHERE workspace_id = $1 AND id = $2`

// CheckIn loads a check-in.
func CheckIn(tx *Tx, ws workspace.ID, id news.CheckInID) (news.CheckIn, error) {
	return one(tx, scanCheckIn, sqlCheckIn, ws, id)
}

const sqlCheckIns = `SELECT ` + checkInColumns + ` FROM check_ins WHERE workspace_id = $1 AND project_id = $2 AND (said_at = 0 OR said_at >= $3) ORDER BY id DESC LIMIT 0+$4`

// CheckIns lists the check-ins of a project that wait, or were said from a moment
// on, the newest first.
func CheckIns(tx *Tx, ws workspace.ID, of client.ProjectID, since time.Time, limit int) ([]news.CheckIn, error) {
	return many(tx, scanCheckIn, sqlCheckIns, ws, of, ms(since), limit)
}

func scanCheckIn(row scanner) (news.CheckIn, error) {
	var c news.CheckIn
	var asked, by, said int64
	err := row.Scan(&c.ID, &c.ClientID, &c.ProjectID, &c.MemberID, &c.AskedID, &asked, &by, &c.Text, &said, &c.Version, &c.Name, &c.Email, &c.PromiseID, &c.Hash)
	c.AskedAt, c.By, c.SaidAt = at(asked), at(by), at(said)
	return c, err
}

const sqlCheckInByHash = `SELECT workspace_id, id FROM check_ins WHERE hash = $1 AND hash <> ''`

// CheckInByHash finds the check-in, in any workspace, that is answered by a secret.
func CheckInByHash(tx *Tx, hash string) (workspace.ID, news.CheckInID, error) {
	type found struct {
		ws workspace.ID
		id news.CheckInID
	}
	f, err := one(tx, func(row scanner) (f found, err error) { return f, row.Scan(&f.ws, &f.id) }, sqlCheckInByHash, hash)
	return f.ws, f.id, err
}

const sqlAskedBefore = `SELECT ` + checkInColumns + ` FROM check_ins WHERE workspace_id = $1 AND project_id = $2 AND promise_id = $3 ORDER BY id LIMIT 1`

// AskedBefore finds a check-in for which Kept asked by itself before a next
// contact; [ErrNone] when it asked nobody.
func AskedBefore(tx *Tx, ws workspace.ID, of client.ProjectID, next string) (news.CheckIn, error) {
	return one(tx, scanCheckIn, sqlAskedBefore, ws, of, next)
}
