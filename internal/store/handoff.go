package store

import (
	"time"

	"kept/client"
	"kept/handoff"
	"kept/member"
	"kept/workspace"
)

const handOffColumns = `id, client_id, project_id, promise_id, step_id, owner_id, side, party_id, party_name, email, words, why, work_ms, need_by_at, by_hand, before_at, state, asked_at, answered_at, offered_on, said, reminders, reminded_at, done_at, bounced_at, proof, kind, options, shown, version, skipped, told_by_at`

const sqlAddHandOff = `INSERT INTO hand_offs (workspace_id, id, client_id, project_id, promise_id, step_id, owner_id, side, party_id, party_name, email, words, why, work_ms, need_by_at, by_hand, before_at, state,
  asked_at, answered_at, offered_on, said, reminders, reminded_at, done_at, bounced_at, proof, kind, options, shown, version, skipped, told_by_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33)`

// AddHandOff adds a hand-off.
func AddHandOff(tx *Tx, ws workspace.ID, h handoff.HandOff) error {
	return tx.put(sqlAddHandOff, ws, h.ID, h.ClientID, h.ProjectID, h.PromiseID, h.StepID, h.OwnerID, h.Party.Side, h.Party.ID, h.Party.Name, h.Email, h.Words, h.Why,
		h.Work.Milliseconds(), ms(h.NeedBy), flag(h.ByHand), ms(h.Before), h.State, ms(h.AskedAt), ms(h.AnsweredAt), h.Offered.String(), h.Said, h.Reminders, ms(h.RemindedAt), ms(h.DoneAt), ms(h.BouncedAt), h.Proof, h.Kind, h.Options, h.Shown, h.Version, h.Skipped, ms(h.ToldBy))
}

const sqlSaveHandOff = `UPDATE hand_offs SET owner_id = $1, work_ms = $2, need_by_at = $3, by_hand = $4, before_at = $5, state = $6, answered_at = $7, offered_on = $8, said = $9,
  reminders = $10, reminded_at = $11, done_at = $12, bounced_at = $13, proof = $14, email = $15, skipped = $16, told_by_at = $17, version = version + 1 WHERE workspace_id = $18 AND id = $19 AND version = $20`

// SaveHandOff saves a hand-off that was loaded with this version: what came of
// it, and where a third party is written to. Who was asked for what stays.
func SaveHandOff(tx *Tx, ws workspace.ID, h handoff.HandOff) error {
	return tx.touch(sqlSaveHandOff, h.OwnerID, h.Work.Milliseconds(), ms(h.NeedBy), flag(h.ByHand), ms(h.Before), h.State, ms(h.AnsweredAt), h.Offered.String(), h.Said,
		h.Reminders, ms(h.RemindedAt), ms(h.DoneAt), ms(h.BouncedAt), h.Proof, h.Email, h.Skipped, ms(h.ToldBy), ws, h.ID, h.Version)
}

const sqlHandOff = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND id = $2`

// HandOff loads a hand-off.
func HandOff(tx *Tx, ws workspace.ID, id handoff.ID) (handoff.HandOff, error) {
	return one(tx, scanHandOff, sqlHandOff, ws, id)
}

const sqlHandOffsOfPromise = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND promise_id = $2 ORDER BY id DESC LIMIT 200`

// HandOffsOfPromise lists what a promise needs from others, the newest first.
func HandOffsOfPromise(tx *Tx, ws workspace.ID, promise string) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsOfPromise, ws, promise)
}

const sqlHandOffsOfStep = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND step_id = $2 ORDER BY id DESC LIMIT 200`

// HandOffsOfStep lists what a step needs from others, the newest first.
func HandOffsOfStep(tx *Tx, ws workspace.ID, step string) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsOfStep, ws, step)
}

const sqlOpenHandOffsOfPromise = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND promise_id = $2 AND state NOT IN ('done', 'withdrawn') ORDER BY id LIMIT 200`

// OpenHandOffsOfPromise lists what a promise still waits for, the oldest first.
func OpenHandOffsOfPromise(tx *Tx, ws workspace.ID, promise string) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlOpenHandOffsOfPromise, ws, promise)
}

const sqlOpenHandOffsOfStep = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND step_id = $2 AND state NOT IN ('done', 'withdrawn') ORDER BY id LIMIT 200`

// OpenHandOffsOfStep lists what a step still waits for, the oldest first.
func OpenHandOffsOfStep(tx *Tx, ws workspace.ID, step string) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlOpenHandOffsOfStep, ws, step)
}

const sqlOpenHandOffsOfPlan = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND project_id = $2 AND promise_id = '' AND state NOT IN ('done', 'withdrawn') ORDER BY id LIMIT 1000`

// OpenHandOffsOfPlan lists what the steps of a project need, on which no promise
// waits, and do not have.
func OpenHandOffsOfPlan(tx *Tx, ws workspace.ID, of client.ProjectID) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlOpenHandOffsOfPlan, ws, of)
}

const sqlHandOffsByOwner = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND owner_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// HandOffsByOwner lists what a member asked for, the newest first, from before an id on.
func HandOffsByOwner(tx *Tx, ws workspace.ID, owner member.ID, part HandOffSlice) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsByOwner, ws, owner, part.before(), part.Limit)
}

const sqlHandOffsByParty = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND party_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// HandOffsByParty lists what a member or a contact was asked for, the newest first, from before an id on.
func HandOffsByParty(tx *Tx, ws workspace.ID, party string, part HandOffSlice) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsByParty, ws, party, part.before(), part.Limit)
}

// HandOffSlice is a part of a list of hand-offs, the newest first.
type HandOffSlice struct {
	Before handoff.ID // "" = from the newest on
	Limit  int
}

// before is an id that every listed one is less than.
func (s HandOffSlice) before() string {
	if s.Before == "" {
		return "~"
	}
	return string(s.Before)
}

const sqlHandOffsOfClient = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND client_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// HandOffsOfClient lists what the promises and steps of a client need from others, the newest first.
func HandOffsOfClient(tx *Tx, ws workspace.ID, of client.ID, part HandOffSlice) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsOfClient, ws, of, part.before(), part.Limit)
}

const sqlHandOffsOfProject = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND project_id = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// HandOffsOfProject lists what a project needs from others, the newest first.
func HandOffsOfProject(tx *Tx, ws workspace.ID, of client.ProjectID, part HandOffSlice) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsOfProject, ws, of, part.before(), part.Limit)
}

const sqlHandOffsByState = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND state = $2 AND id < $3 ORDER BY id DESC LIMIT 0+$4`

// HandOffsByState lists the hand-offs in a state, the newest first.
func HandOffsByState(tx *Tx, ws workspace.ID, state handoff.State, part HandOffSlice) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffsByState, ws, state, part.before(), part.Limit)
}

const sqlHandOffs = `SELECT ` + handOffColumns + ` FROM hand_offs WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT 0+$3`

// HandOffs lists all hand-offs, the newest first.
func HandOffs(tx *Tx, ws workspace.ID, part HandOffSlice) ([]handoff.HandOff, error) {
	return many(tx, scanHandOff, sqlHandOffs, ws, part.before(), part.Limit)
}

func scanHandOff(row scanner) (handoff.HandOff, error) {
	var h handoff.HandOff
	var work, need, byHand, before, asked, answered, reminded, done, bounced, told int64
	var offered string
	err := row.Scan(&h.ID, &h.ClientID, &h.ProjectID, &h.PromiseID, &h.StepID, &h.OwnerID, &h.Party.Side, &h.Party.ID, &h.Party.Name, &h.Email, &h.Words, &h.Why,
		&work, &need, &byHand, &before, &h.State, &asked, &answered, &offered, &h.Said, &h.Reminders, &reminded, &done, &bounced, &h.Proof, &h.Kind, &h.Options, &h.Shown, &h.Version, &h.Skipped, &told)
	if err != nil {
		return h, err
	}
	h.Work, h.ByHand = time.Duration(work)*time.Millisecond, byHand != 0
	h.NeedBy, h.Before, h.AskedAt, h.AnsweredAt, h.RemindedAt, h.DoneAt, h.BouncedAt, h.ToldBy = at(need), at(before), at(asked), at(answered), at(reminded), at(done), at(bounced), at(told)
	h.Offered, err = dayOf(offered)
	return h, err
}

// HandOffLink is a way by which somebody without an account answers.
type HandOffLink struct {
	Hash      string // of its secret
	Workspace workspace.ID
	HandOff   handoff.ID
	MadeAt    time.Time
}

const sqlAddHandOffLink = `INSERT INTO hand_off_links (secret_hash, workspace_id, hand_off_id, made_at) VALUES ($1, $2, $3, $4)`

// AddHandOffLink adds a link.
func AddHandOffLink(tx *Tx, l HandOffLink) error {
	return tx.put(sqlAddHandOffLink, l.Hash, l.Workspace, l.HandOff, ms(l.MadeAt))
}

const sqlHandOffLink = `SELECT secret_hash, workspace_id, hand_off_id, made_at FROM hand_off_links WHERE secret_hash = $1`

// HandOffLinkOf finds the link with a secret.
func HandOffLinkOf(tx *Tx, hash string) (HandOffLink, error) {
	return one(tx, func(row scanner) (l HandOffLink, err error) {
		var made int64
		err = row.Scan(&l.Hash, &l.Workspace, &l.HandOff, &made)
		l.MadeAt = at(made)
		return l, err
	}, sqlHandOffLink, hash)
}

const sqlTouchHandOffsOf = `UPDATE watches SET next_at = $1 WHERE workspace_id = $2 AND obligation IN (SELECT 'handoff:' || h.id FROM hand_offs h WHERE h.workspace_id = $2 AND h.owner_id = $3 AND h.state NOT IN ('done', 'withdrawn'))`

const sqlTouchHandOffsAskedOf = `UPDATE watches SET next_at = $1 WHERE workspace_id = $2 AND obligation IN (SELECT 'handoff:' || h.id FROM hand_offs h WHERE h.workspace_id = $2 AND h.party_id = $3 AND h.state NOT IN ('done', 'withdrawn'))`

// TouchHandOffsAskedOf has what was asked of a member reviewed at a moment: his
// hours have changed.
func TouchHandOffsAskedOf(tx *Tx, ws workspace.ID, party member.ID, now time.Time) error {
	return tx.put(sqlTouchHandOffsAskedOf, ms(now), ws, party)
}

const sqlTouchHandOffsOfClient = `UPDATE watches SET next_at = $1 WHERE workspace_id = $2 AND obligation IN (SELECT 'handoff:' || h.id FROM hand_offs h WHERE h.workspace_id = $2 AND h.client_id = $3 AND h.state NOT IN ('done', 'withdrawn'))`
