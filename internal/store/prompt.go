package store

import (
	"time"

	"kept/client"
	"kept/member"
	"kept/prompt"
	"kept/workspace"
)

// PromptRow is a prompt as it is kept: with the member whose obligation it is,
// and since when the obligation has had a live prompt, whatever its stage.
type PromptRow struct {
	prompt.Prompt
	OwnerID member.ID
	BegunAt time.Time
}

const promptColumns = `id, obligation, client_id, rule, stage, level, holder_id, owner_id, act_by_at, snooze_by_at, begun_at, raised_at, snoozed_until_at, snoozes, dismissed, settled_at, mail_at, version`

const sqlLivePrompt = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND obligation = $2 AND settled_at = 0`

// LivePrompt loads the live prompt of an obligation; [ErrNone] when there is none.
func LivePrompt(tx *Tx, ws workspace.ID, obligation string) (PromptRow, error) {
	return one(tx, scanPrompt, sqlLivePrompt, ws, obligation)
}

const sqlPrompt = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND id = $2`

// Prompt loads a prompt.
func Prompt(tx *Tx, ws workspace.ID, id prompt.ID) (PromptRow, error) {
	return one(tx, scanPrompt, sqlPrompt, ws, id)
}

const sqlAddPrompt = `INSERT INTO prompts (workspace_id, id, obligation, client_id, rule, stage, level, holder_id, owner_id, act_by_at, snooze_by_at, begun_at, raised_at,
  snoozed_until_at, snoozes, dismissed, settled_at, mail_at, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 0, 0, '', 0, $14, 1)`

// AddPrompt adds a live prompt.
func AddPrompt(tx *Tx, ws workspace.ID, p PromptRow) error {
	return tx.put(sqlAddPrompt, ws, p.ID, p.Obligation, p.ClientID, p.Rule, p.Stage, p.Level, p.Holder, p.OwnerID, ms(p.ActBy), ms(p.SnoozeBy), ms(p.BegunAt), ms(p.RaisedAt), ms(p.MailAt))
}

const sqlSavePrompt = `UPDATE prompts SET rule = $1, stage = $2, level = $3, holder_id = $4, owner_id = $5, act_by_at = $6, snooze_by_at = $7, raised_at = $8,
  snoozed_until_at = $9, snoozes = $10, dismissed = $11, settled_at = $12, mail_at = $13, version = version + 1 WHERE workspace_id = $14 AND id = $15 AND version = $16`

// SavePrompt saves a prompt that was loaded with this version.
func SavePrompt(tx *Tx, ws workspace.ID, p PromptRow) error {
	return tx.touch(sqlSavePrompt, p.Rule, p.Stage, p.Level, p.Holder, p.OwnerID, ms(p.ActBy), ms(p.SnoozeBy), ms(p.RaisedAt),
		ms(p.SnoozedUntil), p.Snoozes, p.Dismissed, ms(p.SettledAt), ms(p.MailAt), ws, p.ID, p.Version)
}

const sqlPromptsOfClients = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND client_id > $2 AND settled_at = 0 ORDER BY client_id, act_by_at, id LIMIT 0+$3`

// PromptsOfClients lists the live prompts about clients, client by client, from after
// one of them on.
func PromptsOfClients(tx *Tx, ws workspace.ID, after client.ID, limit int) ([]PromptRow, error) {
	return many(tx, scanPrompt, sqlPromptsOfClients, ws, after, limit)
}

const sqlPromptsByHolder = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND holder_id = $2 AND settled_at = 0 ORDER BY act_by_at, id LIMIT 0+$3`

// PromptsByHolder lists the live prompts that a member holds, the most urgent first.
func PromptsByHolder(tx *Tx, ws workspace.ID, holder member.ID, limit int) ([]PromptRow, error) {
	return many(tx, scanPrompt, sqlPromptsByHolder, ws, holder, limit)
}

const sqlPromptsByOwner = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND owner_id = $2 AND settled_at = 0 ORDER BY act_by_at, id LIMIT 0+$3`

// PromptsByOwner lists the live prompts about a member's obligations, whoever holds them.
func PromptsByOwner(tx *Tx, ws workspace.ID, owner member.ID, limit int) ([]PromptRow, error) {
	return many(tx, scanPrompt, sqlPromptsByOwner, ws, owner, limit)
}

const sqlPromptsElsewhere = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND owner_id = $2 AND settled_at = 0 AND holder_id <> $2 ORDER BY act_by_at, id LIMIT 0+$3`

// PromptsElsewhere lists the live prompts about a member's obligations that
// somebody else holds, the most urgent first.
func PromptsElsewhere(tx *Tx, ws workspace.ID, owner member.ID, limit int) ([]PromptRow, error) {
	return many(tx, scanPrompt, sqlPromptsElsewhere, ws, owner, limit)
}

const sqlPromptsByClient = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND client_id = $2 AND settled_at = 0 ORDER BY act_by_at, id LIMIT 0+$3`

// PromptsByClient lists the live prompts about a client.
func PromptsByClient(tx *Tx, ws workspace.ID, clientID string, limit int) ([]PromptRow, error) {
	return many(tx, scanPrompt, sqlPromptsByClient, ws, clientID, limit)
}

// ToMail is a member who has prompts to be mailed.
type ToMail struct {
	Workspace workspace.ID
	Holder    member.ID
}

const sqlPromptsToMail = `SELECT DISTINCT workspace_id, holder_id FROM prompts WHERE mail_at > 0 AND mail_at <= $1 ORDER BY workspace_id, holder_id LIMIT 0+$2`

// PromptsToMail lists the members whose prompts' moment of mailing has come.
func PromptsToMail(tx *Tx, now time.Time, limit int) ([]ToMail, error) {
	return many(tx, func(row scanner) (t ToMail, err error) { return t, row.Scan(&t.Workspace, &t.Holder) }, sqlPromptsToMail, ms(now), limit)
}

const sqlPromptsOfMail = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND holder_id = $2 AND settled_at = 0 AND mail_at > 0 AND mail_at <= $3 ORDER BY act_by_at, id LIMIT 0+$4`

// PromptsOfMail lists the live prompts of which a member is to be mailed until
// a moment, the most urgent first.
func PromptsOfMail(tx *Tx, ws workspace.ID, holder member.ID, until time.Time, limit int) ([]PromptRow, error) {
	return many(tx, scanPrompt, sqlPromptsOfMail, ws, holder, ms(until), limit)
}

const sqlMovePromptMail = `UPDATE prompts SET mail_at = $1, version = version + 1 WHERE workspace_id = $2 AND holder_id = $3 AND settled_at = 0 AND mail_at > 0 AND mail_at <= $4`

// MovePromptMail puts off what a member is to be mailed until a moment; to
// zero = he was mailed.
func MovePromptMail(tx *Tx, ws workspace.ID, holder member.ID, until, to time.Time) error {
	return tx.put(sqlMovePromptMail, ms(to), ws, holder, ms(until))
}

const sqlNextPromptMail = `SELECT mail_at FROM prompts WHERE mail_at > 0 ORDER BY mail_at LIMIT 1`

// NextPromptMail is the moment of the next mail about prompts; zero = none waits.
func NextPromptMail(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextPromptMail) }

func scanPrompt(row scanner) (PromptRow, error) {
	var p PromptRow
	var actBy, snoozeBy, begun, raised, snoozed, settled, mail int64
	err := row.Scan(&p.ID, &p.Obligation, &p.ClientID, &p.Rule, &p.Stage, &p.Level, &p.Holder, &p.OwnerID, &actBy, &snoozeBy, &begun, &raised, &snoozed, &p.Snoozes, &p.Dismissed, &settled, &mail, &p.Version)
	p.ActBy, p.SnoozeBy, p.BegunAt, p.RaisedAt, p.SnoozedUntil, p.SettledAt, p.MailAt = at(actBy), at(snoozeBy), at(begun), at(raised), at(snoozed), at(settled), at(mail)
	return p, err
}

// Watch is an obligation whose moment of review has come.
type Watch struct {
	Workspace  workspace.ID
	Obligation string
	At         time.Time
}

const sqlWatchesDue = `SELECT workspace_id, obligation, next_at FROM watches WHERE next_at <= $1 ORDER BY next_at, workspace_id, obligation LIMIT 0+$2`

// WatchesDue lists the obligations that are to be reviewed by now, the longest waiting first.
func WatchesDue(tx *Tx, now time.Time, limit int) ([]Watch, error) {
	return many(tx, func(row scanner) (w Watch, err error) {
		var next int64
		err = row.Scan(&w.Workspace, &w.Obligation, &next)
		w.At = at(next)
		return w, err
	}, sqlWatchesDue, ms(now), limit)
}

const sqlNextWatch = `SELECT next_at FROM watches ORDER BY next_at, workspace_id, obligation LIMIT 1`

// NextWatch is the moment of the next review; zero = none is wanted.
func NextWatch(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextWatch) }

const sqlWatchAt = `SELECT next_at FROM watches WHERE workspace_id = $1 AND obligation = $2`

// WatchAt is when an obligation is to be reviewed; zero = it is not.
func WatchAt(tx *Tx, ws workspace.ID, obligation string) (time.Time, error) {
	return nextMoment(tx, sqlWatchAt, ws, obligation)
}

const sqlSetWatch = `INSERT INTO watches (workspace_id, obligation, next_at) VALUES ($1, $2, $3)
ON CONFLICT (workspace_id, obligation) DO UPDATE SET next_at = excluded.next_at`

const sqlDropWatch = `DELETE FROM watches WHERE workspace_id = $1 AND obligation = $2`

// SetWatch says when an obligation is to be reviewed next; zero = no more.
func SetWatch(tx *Tx, ws workspace.ID, obligation string, next time.Time) error {
	if next.IsZero() {
		err := tx.put(sqlDropWatch, ws, obligation)
		return err
	}
	return tx.put(sqlSetWatch, ws, obligation, ms(next))
}

const sqlTouchWatches = `UPDATE watches SET next_at = $1 WHERE workspace_id = $2 AND obligation IN (SELECT 'promise:' || p.id FROM promises p WHERE p.workspace_id = $2 AND p.owner_id = $3 AND p.state = 'open')`

// TouchWatchesOf has a member's open promises and hand-offs reviewed at a moment: who
// answers for them has changed.
func TouchWatchesOf(tx *Tx, ws workspace.ID, owner member.ID, now time.Time) error {
	if err := tx.put(sqlTouchWatches, ms(now), ws, owner); err != nil {
		return err
	}
	return tx.put(sqlTouchHandOffsOf, ms(now), ws, owner)
}

const sqlTouchAllWatches = `UPDATE watches SET next_at = $1 WHERE workspace_id = $2`

// TouchAllWatches has everything of a workspace reviewed: its policy has changed.
func TouchAllWatches(tx *Tx, ws workspace.ID, now time.Time) error {
	return tx.put(sqlTouchAllWatches, ms(now), ws)
}

const sqlWatchPages = `INSERT INTO watches (workspace_id, obligation, next_at) SELECT workspace_id, 'page:' || id, CAST($1 AS BIGINT) FROM clients WHERE workspace_id = $2 AND stage = 'past'
ON CONFLICT (workspace_id, obligation) DO UPDATE SET next_at = excluded.next_at`

// WatchPages has the pages of all past clients of a workspace reviewed: for how
// long they can be read has changed.
func WatchPages(tx *Tx, ws workspace.ID, now time.Time) error {
	return tx.put(sqlWatchPages, ms(now), ws)
}

const sqlTouchWatchesOfClient = `UPDATE watches SET next_at = $1 WHERE workspace_id = $2 AND obligation IN (SELECT 'promise:' || p.id FROM promises p WHERE p.workspace_id = $2 AND p.client_id = $3 AND p.state = 'open')`

// TouchWatchesOfClient has a client's open promises and hand-offs reviewed at a moment: his
// hours have changed.
func TouchWatchesOfClient(tx *Tx, ws workspace.ID, of client.ID, now time.Time) error {
	if err := tx.put(sqlTouchWatchesOfClient, ms(now), ws, of); err != nil {
		return err
	}
	return tx.put(sqlTouchHandOffsOfClient, ms(now), ws, of)
}
