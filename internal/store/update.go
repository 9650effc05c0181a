package store

import (
	"encoding/json"
	"fmt"

	"kept/client"
	"kept/news"
	"kept/workspace"
)

const updateColumns = `id, client_id, project_id, author_id, state, subject, intro, lines, hears_on, hears_at, made_at, since_at, asked_id, approved_id, approved_at, send_at, sent_at, version, readers, planned_id, held, unshared, untold`

const sqlAddUpdate = `INSERT INTO updates (workspace_id, id, client_id, project_id, author_id, state, subject, intro, lines, hears_on, hears_at, made_at, since_at, asked_id, approved_id, approved_at, send_at, sent_at, version, readers, planned_id, held, unshared, untold)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24)`

// AddUpdate adds an update. A project has one open update at most.
func AddUpdate(tx *Tx, ws workspace.ID, u news.Update) error {
	lines, readers, err := updateTexts(u)
	if err != nil {
		return err
	}
	return tx.put(sqlAddUpdate, ws, u.ID, u.ClientID, u.ProjectID, u.AuthorID, u.State, u.Subject, u.Intro, lines, u.Hears.Day.String(), ms(u.Hears.At), ms(u.MadeAt), ms(u.Since),
		u.AskedID, u.ApprovedID, ms(u.ApprovedAt), ms(u.SendAt), ms(u.SentAt), u.Version, readers, u.PlannedID, u.Held, flag(u.Unshared), flag(u.Untold))
}

// updateTexts is the lines and the readers of an update as they are kept.
func updateTexts(u news.Update) (lines, readers string, err error) {
	if lines, err = text(u.Lines); err != nil {
		return "", "", err
	}
	readers, err = text(u.Readers)
	return lines, readers, err
}

const sqlSaveUpdate = `UPDATE updates SET state = $1, subject = $2, intro = $3, lines = $4, hears_on = $5, hears_at = $6, asked_id = $7, approved_id = $8, approved_at = $9, send_at = $10, sent_at = $11,
  readers = $12, planned_id = $13, held = $14, unshared = $15, untold = $16, version = version + 1 WHERE workspace_id = $17 AND id = $18 AND version = $19`

// SaveUpdate saves an update that was loaded with this version: its words, and
// how far it is. Of what and whose it is stays.
func SaveUpdate(tx *Tx, ws workspace.ID, u news.Update) error {
	lines, readers, err := updateTexts(u)
	if err != nil {
		return err
	}
	return tx.touch(sqlSaveUpdate, u.State, u.Subject, u.Intro, lines, u.Hears.Day.String(), ms(u.Hears.At), u.AskedID, u.ApprovedID, ms(u.ApprovedAt), ms(u.SendAt), ms(u.SentAt),
		readers, u.PlannedID, u.Held, flag(u.Unshared), flag(u.Untold), ws, u.ID, u.Version)
}

const sqlUpdate = `SELECT ` + updateColumns + ` FROM updates WHERE workspace_id = $1 AND id = $2`

// Update loads an update.
func Update(tx *Tx, ws workspace.ID, id news.ID) (news.Update, error) {
	return one(tx, scanUpdate, sqlUpdate, ws, id)
}

const sqlOpenUpdate = `SELECT ` + updateColumns + ` FROM updates WHERE workspace_id = $1 AND project_id = $2 AND state IN ('draft', 'waiting', 'approved') ORDER BY id LIMIT 1`

// OpenUpdate loads the update of a project that is still to be sent; [ErrNone]
// when there is none.
func OpenUpdate(tx *Tx, ws workspace.ID, of client.ProjectID) (news.Update, error) {
	return one(tx, scanUpdate, sqlOpenUpdate, ws, of)
}

const sqlLastUpdate = `SELECT ` + updateColumns + ` FROM updates WHERE workspace_id = $1 AND project_id = $2 AND state = 'sent' AND untold = 0 ORDER BY id DESC LIMIT 1`

// LastUpdate loads the update of a project that the client was told last; what
// only stands on his page tells him nothing.
func LastUpdate(tx *Tx, ws workspace.ID, of client.ProjectID) (news.Update, error) {
	return one(tx, scanUpdate, sqlLastUpdate, ws, of)
}

const sqlUpdatesOfClient = `SELECT ` + updateColumns + ` FROM updates WHERE workspace_id = $1 AND client_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// UpdatesOfClient lists the updates of a client before one, the newest first;
// before "" = from the newest on.
func UpdatesOfClient(tx *Tx, ws workspace.ID, of client.ID, before news.ID, limit int) ([]news.Update, error) {
	if before == "" {
		before = "~"
	}
	return many(tx, scanUpdate, sqlUpdatesOfClient, ws, of, before, limit)
}

const sqlUpdatesOfProject = `SELECT ` + updateColumns + ` FROM updates WHERE workspace_id = $1 AND project_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// UpdatesOfProject lists the updates of a project in the same way.
func UpdatesOfProject(tx *Tx, ws workspace.ID, of client.ProjectID, before news.ID, limit int) ([]news.Update, error) {
	if before == "" {
		before = "~"
	}
	return many(tx, scanUpdate, sqlUpdatesOfProject, ws, of, before, limit)
}

func scanUpdate(row scanner) (news.Update, error) {
	var u news.Update
	var lines, hearsOn, readers string
	var hears, made, since, approved, send, sent, unshared, untold int64
	err := row.Scan(&u.ID, &u.ClientID, &u.ProjectID, &u.AuthorID, &u.State, &u.Subject, &u.Intro, &lines, &hearsOn, &hears, &made, &since, &u.AskedID, &u.ApprovedID, &approved, &send, &sent, &u.Version,
		&readers, &u.PlannedID, &u.Held, &unshared, &untold)
	if err != nil {
		return u, err
	}
	if err := json.Unmarshal([]byte(lines), &u.Lines); err != nil {
		return u, fmt.Errorf("read the lines of an update: %w", err)
	}
	if err := json.Unmarshal([]byte(readers), &u.Readers); err != nil {
		return u, fmt.Errorf("read the readers of an update: %w", err)
	}
	if len(u.Readers) == 0 {
		u.Readers = nil
	}
	u.Unshared, u.Untold = unshared != 0, untold != 0
	u.Hears.At, u.MadeAt, u.Since, u.ApprovedAt, u.SendAt, u.SentAt = at(hears), at(made), at(since), at(approved), at(send), at(sent)
	return u, setDays(dayText{&u.Hears.Day, hearsOn})
}

const sqlCadence = `SELECT cadence FROM projects WHERE workspace_id = $1 AND id = $2`

// Cadence gives the cadence of a project's updates.
func Cadence(tx *Tx, ws workspace.ID, of client.ProjectID) (news.Cadence, error) {
	var c news.Cadence
	kept, err := one(tx, scanText, sqlCadence, ws, of)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(kept), &c); err != nil {
		return c, fmt.Errorf("read a cadence: %w", err)
	}
	return c, nil
}

const sqlSetCadence = `UPDATE projects SET cadence = $1 WHERE workspace_id = $2 AND id = $3`

// SetCadence sets the cadence of a project's updates.
func SetCadence(tx *Tx, ws workspace.ID, of client.ProjectID, c news.Cadence) error {
	kept, err := text(c)
	if err != nil {
		return err
	}
	return tx.put(sqlSetCadence, kept, ws, of)
}

const sqlPlannedUpdates = `SELECT ` + updateColumns + ` FROM updates WHERE workspace_id = $1 AND send_at > 0 ORDER BY send_at, id LIMIT 0+$2`

// PlannedUpdates lists the updates that are to leave by themselves, the next one first.
func PlannedUpdates(tx *Tx, ws workspace.ID, limit int) ([]news.Update, error) {
	return many(tx, scanUpdate, sqlPlannedUpdates, ws, limit)
}
