package store

import (
	"encoding/json"
	"fmt"

	"kept/handoff"
	"kept/workspace"
)

const workspaceColumns = `id, name, hours, policy, standards, accent, logo_id, mail_from, mail_paused, made_at, version, inbox, hand_offs, updates, ratings, page_months`

const sqlWorkspace = `SELECT ` + workspaceColumns + ` FROM workspaces WHERE id = $1`

// Workspace loads a workspace.
func Workspace(tx *Tx, id workspace.ID) (workspace.Workspace, error) {
	return one(tx, scanWorkspace, sqlWorkspace, id)
}

const sqlWorkspaces = `SELECT ` + workspaceColumns + ` FROM workspaces ORDER BY id`

// Workspaces lists all workspaces; a server has few.
func Workspaces(tx *Tx) ([]workspace.Workspace, error) {
	return many(tx, scanWorkspace, sqlWorkspaces)
}

const sqlPeopleVersion = `SELECT people_version FROM workspaces WHERE id = $1`

// PeopleVersion tells whether what is remembered of a workspace's settings,
// members and absences is still true: it grows with each change of them.
func PeopleVersion(tx *Tx, id workspace.ID) (int64, error) {
	if v, ok := tx.people[id]; ok {
		return v, nil
	}
	v, err := one(tx, scanInt, sqlPeopleVersion, id)
	if err == nil && tx.people != nil {
		tx.people[id] = v
	}
	return v, err
}

const sqlTouchPeople = `UPDATE workspaces SET people_version = people_version + 1 WHERE id = $1`

func touchPeople(tx *Tx, id workspace.ID) error {
	delete(tx.people, id)
	return tx.put(sqlTouchPeople, id)
}

const sqlAddWorkspace = `INSERT INTO workspaces (id, name, hours, policy, standards, accent, logo_id, mail_from, mail_paused, made_at, people_version, version, inbox, hand_offs, updates, ratings, page_months)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1, $11, $12, $13, $14, $15, $16)`

// AddWorkspace adds a workspace.
func AddWorkspace(tx *Tx, w workspace.Workspace) error {
	t, err := workspaceTexts(w)
	if err != nil {
		return err
	}
	return tx.put(sqlAddWorkspace, w.ID, w.Name, t.hours, t.policy, t.standards, w.Accent, w.LogoID, w.MailFrom, flag(w.MailPaused), ms(w.MadeAt), w.Version, t.inbox, t.handOffs, t.updates, t.ratings, w.PageMonths)
}

const sqlSaveWorkspace = `UPDATE workspaces SET name = $1, hours = $2, policy = $3, standards = $4, accent = $5, logo_id = $6, mail_from = $7,
  mail_paused = $8, inbox = $9, hand_offs = $10, updates = $11, ratings = $12, page_months = $13, people_version = people_version + 1, version = version + 1 WHERE id = $14 AND version = $15`

// SaveWorkspace saves a workspace that was loaded with this version; a
// conflict when somebody was faster.
func SaveWorkspace(tx *Tx, w workspace.Workspace) error {
	t, err := workspaceTexts(w)
	if err != nil {
		return err
	}
	delete(tx.people, w.ID)
	return tx.touch(sqlSaveWorkspace, w.Name, t.hours, t.policy, t.standards, w.Accent, w.LogoID, w.MailFrom, flag(w.MailPaused), t.inbox, t.handOffs, t.updates, t.ratings, w.PageMonths, w.ID, w.Version)
}

// workspaceText is the settings of a workspace as they are kept.
type workspaceText struct{ hours, policy, standards, inbox, handOffs, updates, ratings string }

func workspaceTexts(w workspace.Workspace) (workspaceText, error) {
	var t workspaceText
	for _, part := range []struct {
		to   *string
		from any
	}{{&t.hours, w.Hours}, {&t.policy, w.Policy}, {&t.standards, w.Standards}, {&t.inbox, w.Inbox}, {&t.handOffs, w.HandOffs}, {&t.updates, w.Updates}, {&t.ratings, w.Ratings}} {
		var err error
		if *part.to, err = text(part.from); err != nil {
			return t, err
		}
	}
	return t, nil
}

func scanWorkspace(row scanner) (workspace.Workspace, error) {
	var w workspace.Workspace
	var hours, policy, standards, inbox, handOffs, updates, ratings string
	var paused, made int64
	err := row.Scan(&w.ID, &w.Name, &hours, &policy, &standards, &w.Accent, &w.LogoID, &w.MailFrom, &paused, &made, &w.Version, &inbox, &handOffs, &updates, &ratings, &w.PageMonths)
	if err != nil {
		return w, err
	}
	w.MailPaused, w.MadeAt = paused != 0, at(made)
	if err := json.Unmarshal([]byte(policy), &w.Policy); err != nil {
		return w, fmt.Errorf("read the policy: %w", err)
	}
	if err := json.Unmarshal([]byte(standards), &w.Standards); err != nil {
		return w, fmt.Errorf("read the standards: %w", err)
	}
	if err := json.Unmarshal([]byte(inbox), &w.Inbox); err != nil {
		return w, fmt.Errorf("read the settings of the inbox: %w", err)
	}
	if err := json.Unmarshal([]byte(updates), &w.Updates); err != nil {
		return w, fmt.Errorf("read how updates are written: %w", err)
	}
	if w.HandOffs = handoff.StandardPolicy(); handOffs != "{}" { // kept before there were any
		w.HandOffs = handoff.Policy{}
		if err := json.Unmarshal([]byte(handOffs), &w.HandOffs); err != nil {
			return w, fmt.Errorf("read how others are reminded: %w", err)
		}
	}
	if err := json.Unmarshal([]byte(ratings), &w.Ratings); err != nil {
		return w, fmt.Errorf("read what clients are asked: %w", err)
	}
	w.Hours, err = hoursOf(hours)
	return w, err
}

func scanInt(row scanner) (n int64, err error) { return n, row.Scan(&n) }

func scanText(row scanner) (s string, err error) { return s, row.Scan(&s) }

const sqlPicture = `SELECT media_type, bytes FROM pictures WHERE workspace_id = $1 AND id = $2`

// Picture is a stored image.
type Picture struct {
	MediaType string
	Bytes     []byte
}

// PictureOf loads a picture.
func PictureOf(tx *Tx, ws workspace.ID, id string) (Picture, error) {
	return one(tx, func(row scanner) (p Picture, err error) { return p, row.Scan(&p.MediaType, &p.Bytes) }, sqlPicture, ws, id)
}

const sqlAddPicture = `INSERT INTO pictures (workspace_id, id, media_type, bytes, made_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (workspace_id, id) DO NOTHING`

// AddPicture adds a picture; its id is made from its content, so that the same one is kept once.
func AddPicture(tx *Tx, ws workspace.ID, id string, p Picture, madeAt int64) error {
	return tx.put(sqlAddPicture, ws, id, p.MediaType, p.Bytes, madeAt)
}
