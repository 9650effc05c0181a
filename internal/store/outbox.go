package store

import (
	"time"

	"kept/internal/fault"
	"kept/workspace"
)

// Leaving is a mail that is to leave, or has left. Its effect key names the
// real-world effect, so that nothing is asked for twice.
type Leaving struct {
	Workspace   workspace.ID
	ID          string
	EffectKey   string
	NoticeID    string // "" for mail that is no notice: prompts, ways in
	Mail        string // the mail's parts as JSON, fixed when it was queued
	State       string // queued, leased, sent, refused, dead, unsure, withdrawn
	SendAt      time.Time
	Tries       int
	LeasedUntil time.Time
	LeasedBy    string
	MadeAt      time.Time
	DoneAt      time.Time
	Answer      string // the server's last line
}

const leavingColumns = `workspace_id, id, effect_key, notice_id, mail, state, send_at, tries, leased_until_at, leased_by, made_at, done_at, answer`

const sqlAddLeaving = `INSERT INTO outbox (workspace_id, id, effect_key, notice_id, mail, state, send_at, tries, leased_until_at, leased_by, made_at, done_at, answer)
VALUES ($1, $2, $3, $4, $5, 'queued', $6, 0, 0, '', $7, 0, '') ON CONFLICT (workspace_id, effect_key) DO NOTHING`

// AddLeaving queues a mail. An effect that was asked for before is a conflict,
// after which the act may go on: nothing was written.
func AddLeaving(tx *Tx, l Leaving) error {
	n, err := tx.exec(sqlAddLeaving, l.Workspace, l.ID, l.EffectKey, l.NoticeID, l.Mail, ms(l.SendAt), ms(l.MadeAt))
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "This was sent already.")
	}
	return err
}

const sqlLeavingDue = `SELECT ` + leavingColumns + ` FROM outbox WHERE state = 'queued' AND send_at <= $1 ORDER BY send_at, id LIMIT 0+$2`

// LeavingDue lists the mails whose moment has come, the longest waiting first.
func LeavingDue(tx *Tx, now time.Time, limit int) ([]Leaving, error) {
	return many(tx, scanLeaving, sqlLeavingDue, ms(now), limit)
}

const sqlNextLeaving = `SELECT send_at FROM outbox WHERE state = 'queued' ORDER BY send_at, id LIMIT 1`

// NextLeaving is the moment of the next mail; zero = nothing waits.
func NextLeaving(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextLeaving) }

const sqlLeaseLeaving = `UPDATE outbox SET state = 'leased', leased_until_at = $1, leased_by = $2, tries = tries + 1 WHERE workspace_id = $3 AND id = $4 AND state = 'queued'`

// LeaseLeaving takes a queued mail for handing over; false when another process was faster.
func LeaseLeaving(tx *Tx, l Leaving) (bool, error) {
	n, err := tx.exec(sqlLeaseLeaving, ms(l.LeasedUntil), l.LeasedBy, l.Workspace, l.ID)
	return n == 1, err
}

const sqlRewriteLeaving = `UPDATE outbox SET mail = $1 WHERE workspace_id = $2 AND id = $3 AND state = 'queued' AND tries = 0`

// RewriteLeaving writes a mail anew that nobody has tried to hand over yet.
func RewriteLeaving(tx *Tx, l Leaving) error {
	return mustTouch(tx.exec(sqlRewriteLeaving, l.Mail, l.Workspace, l.ID))
}

const sqlSaveLeaving = `UPDATE outbox SET state = $1, send_at = $2, done_at = $3, answer = $4, leased_until_at = 0, leased_by = '' WHERE workspace_id = $5 AND id = $6 AND state = $7`

// SaveLeaving records what became of a mail that was in the given state.
func SaveLeaving(tx *Tx, l Leaving, was string) error {
	return tx.touch(sqlSaveLeaving, l.State, ms(l.SendAt), ms(l.DoneAt), l.Answer, l.Workspace, l.ID, was)
}

const sqlQueuedEffects = `SELECT ` + leavingColumns + ` FROM outbox WHERE workspace_id = $1 AND effect_key >= $2 AND effect_key < $3 AND state = 'queued' ORDER BY effect_key LIMIT 1000`

// QueuedEffects lists the mails that wait and whose effect keys lie from one up
// to before another, in their order.
func QueuedEffects(tx *Tx, ws workspace.ID, from, to string) ([]Leaving, error) {
	return many(tx, scanLeaving, sqlQueuedEffects, ws, from, to)
}

const sqlLapsed = `SELECT ` + leavingColumns + ` FROM outbox WHERE state = 'leased' AND leased_until_at <= $1 ORDER BY leased_until_at, id LIMIT 0+$2`

// Lapsed lists the mails whose lease ran out: who held them died.
func Lapsed(tx *Tx, now time.Time, limit int) ([]Leaving, error) {
	return many(tx, scanLeaving, sqlLapsed, ms(now), limit)
}

const sqlNextLapse = `SELECT leased_until_at FROM outbox WHERE state = 'leased' AND leased_until_at > 0 ORDER BY leased_until_at LIMIT 1`

// NextLapse is the moment at which the next lease runs out; zero = none is held.
func NextLapse(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextLapse) }

const sqlLapseLeases = `UPDATE outbox SET leased_until_at = $1 WHERE state = 'leased' AND leased_by <> $2`

// LapseLeases ends all leases but those of one holder: for a process that knows
// that it is alone.
func LapseLeases(tx *Tx, holder string, now time.Time) error {
	return tx.put(sqlLapseLeases, ms(now), holder)
}

const sqlLeavingOfNotice = `SELECT ` + leavingColumns + ` FROM outbox WHERE workspace_id = $1 AND notice_id = $2 ORDER BY id DESC LIMIT 1`

// LeavingOfNotice loads the mail of a notice.
func LeavingOfNotice(tx *Tx, ws workspace.ID, noticeID string) (Leaving, error) {
	return one(tx, scanLeaving, sqlLeavingOfNotice, ws, noticeID)
}

const sqlLeaving = `SELECT ` + leavingColumns + ` FROM outbox WHERE workspace_id = $1 AND id = $2`

// LeavingOf loads a mail.
func LeavingOf(tx *Tx, ws workspace.ID, id string) (Leaving, error) {
	return one(tx, scanLeaving, sqlLeaving, ws, id)
}

const sqlOutbox = `SELECT ` + leavingColumns + ` FROM outbox WHERE workspace_id = $1 AND id < $2 ORDER BY id DESC LIMIT 0+$3`

// Outbox lists all mails of a workspace, the newest first, from before an id on.
func Outbox(tx *Tx, ws workspace.ID, before string, limit int) ([]Leaving, error) {
	return many(tx, scanLeaving, sqlOutbox, ws, beforeID(before), limit)
}

func scanLeaving(row scanner) (Leaving, error) {
	var l Leaving
	var send, until, made, done int64
	err := row.Scan(&l.Workspace, &l.ID, &l.EffectKey, &l.NoticeID, &l.Mail, &l.State, &send, &l.Tries, &until, &l.LeasedBy, &made, &done, &l.Answer)
	l.SendAt, l.LeasedUntil, l.MadeAt, l.DoneAt = at(send), at(until), at(made), at(done)
	return l, err
}

// Attempt is one handing over of a mail and what the server answered.
type Attempt struct {
	Seq     int
	At      time.Time
	Outcome string
	Code    int
	Text    string
	Stage   string
}

const sqlAddAttempt = `INSERT INTO attempts (workspace_id, outbox_id, seq, at, outcome, code, text, stage) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

// AddAttempt records an attempt.
func AddAttempt(tx *Tx, l Leaving, a Attempt) error {
	return tx.put(sqlAddAttempt, l.Workspace, l.ID, a.Seq, ms(a.At), a.Outcome, a.Code, a.Text, a.Stage)
}

const sqlAttempts = `SELECT seq, at, outcome, code, text, stage FROM attempts WHERE workspace_id = $1 AND outbox_id = $2 ORDER BY seq LIMIT 100`

// Attempts lists the attempts to hand a mail over.
func Attempts(tx *Tx, ws workspace.ID, outboxID string) ([]Attempt, error) {
	return many(tx, func(row scanner) (a Attempt, err error) {
		var when int64
		err = row.Scan(&a.Seq, &when, &a.Outcome, &a.Code, &a.Text, &a.Stage)
		a.At = at(when)
		return a, err
	}, sqlAttempts, ws, outboxID)
}

const sqlSuppressed = `SELECT reason FROM suppressions WHERE workspace_id = $1 AND address_key = $2`

// Suppressed tells why an address is not written to any more; [ErrNone] when it is.
func Suppressed(tx *Tx, ws workspace.ID, addressKey string) (string, error) {
	return one(tx, scanText, sqlSuppressed, ws, addressKey)
}

const sqlSuppress = `INSERT INTO suppressions (workspace_id, address_key, reason, made_at) VALUES ($1, $2, $3, $4) ON CONFLICT (workspace_id, address_key) DO NOTHING`

// Suppress stops mail to an address that does not exist.
func Suppress(tx *Tx, ws workspace.ID, addressKey, reason string, now time.Time) error {
	return tx.put(sqlSuppress, ws, addressKey, reason, ms(now))
}

const sqlUnsuppress = `DELETE FROM suppressions WHERE workspace_id = $1 AND address_key = $2`

// Unsuppress lets mail to an address leave again.
func Unsuppress(tx *Tx, ws workspace.ID, addressKey string) error {
	return tx.put(sqlUnsuppress, ws, addressKey)
}

// nextMoment reads a single moment; zero when there is none.
func nextMoment(tx *Tx, text string, args ...any) (time.Time, error) {
	found, err := many(tx, scanInt, text, args...)
	if err != nil || len(found) == 0 {
		return time.Time{}, err
	}
	return at(found[0]), nil
}

const sqlReleaseLeaving = `UPDATE outbox SET send_at = $1 WHERE workspace_id = $2 AND state = 'queued' AND send_at > $1`

// ReleaseLeaving lets everything that waits in a workspace leave now.
func ReleaseLeaving(tx *Tx, ws workspace.ID, now time.Time) error {
	return tx.put(sqlReleaseLeaving, ms(now), ws)
}
