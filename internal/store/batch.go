package store

import (
	"fmt"
	"time"

	"kept/client"
	"kept/promise"
	"kept/workspace"
)

// Batch is how many obligations are reviewed in one transaction. The lists of
// ids in the statements below have as many places; those left over hold "".
const Batch = 64

const inBatch = ` IN ($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, $63, $64, $65)`

// batched gives the arguments of a statement: the workspace, then a list of
// ids that fills its places. More than its places would be bound wrongly in
// silence on SQLite.
func batched[T ~string](ws workspace.ID, ids []T) ([]any, error) {
	if len(ids) > Batch {
		return nil, fmt.Errorf("%d ids were asked for at once, %d is the most", len(ids), Batch)
	}
	args := make([]any, 1, Batch+2)
	args[0] = ws
	for _, id := range ids {
		args = append(args, string(id))
	}
	for len(args) <= Batch {
		args = append(args, "")
	}
	return args, nil
}

const sqlWatchesOf = `SELECT obligation FROM watches WHERE workspace_id = $1 AND obligation` + inBatch + ` AND next_at <= $66 ORDER BY obligation`

// StillDue gives those of the obligations, [Batch] at most, that are still to
// be reviewed at now.
func StillDue(tx *Tx, ws workspace.ID, obligations []string, now time.Time) ([]string, error) {
	args, err := batched(ws, obligations)
	if err != nil {
		return nil, err
	}
	return many(tx, scanText, sqlWatchesOf, append(args, ms(now))...)
}

const sqlPromisesOf = `SELECT ` + promiseColumns + ` FROM promises WHERE workspace_id = $1 AND id` + inBatch + ` ORDER BY id`

const sqlDatesOf = `SELECT promise_id, ` + dateColumns + ` FROM promise_dates WHERE workspace_id = $1 AND promise_id` + inBatch + ` ORDER BY promise_id, seq`

const sqlTellingsOf = `SELECT t.promise_id, t.seq, t.notice_id, n.accepted_at, n.bounced_at FROM tellings t
  JOIN notices n ON n.workspace_id = t.workspace_id AND n.id = t.notice_id
  WHERE t.workspace_id = $1 AND t.promise_id` + inBatch + ` AND n.withdrawn_at = 0 ORDER BY t.promise_id, t.seq, t.notice_id`

// PromisesOf loads promises, [Batch] at most, with their dates and evidence.
// One that is not there is left out.
func PromisesOf(tx *Tx, ws workspace.ID, ids []promise.ID) (map[promise.ID]promise.Promise, error) {
	args, err := batched(ws, ids)
	if err != nil {
		return nil, err
	}
	rows, err := many(tx, scanPromise, sqlPromisesOf, args...)
	if err != nil {
		return nil, err
	}
	dates, err := many(tx, owned(scanDateAfter), sqlDatesOf, args...)
	if err != nil {
		return nil, err
	}
	tellings, err := many(tx, owned(scanTellingAfter), sqlTellingsOf, args...)
	if err != nil {
		return nil, err
	}
	out := make(map[promise.ID]promise.Promise, len(rows))
	for _, p := range rows {
		out[p.ID] = p
	}
	for _, d := range dates {
		p := out[d.of]
		p.Dates = append(p.Dates, d.what)
		out[d.of] = p
	}
	for _, t := range tellings {
		p := out[t.of]
		p.Tellings = append(p.Tellings, t.what)
		out[t.of] = p
	}
	return out, nil
}

// part is something that belongs to a promise.
type part[T any] struct {
	of   promise.ID
	what T
}

// owned reads a part after the id of its promise.
func owned[T any](scan func(scanner, ...any) (T, error)) func(scanner) (part[T], error) {
	return func(row scanner) (p part[T], err error) {
		p.what, err = scan(row, &p.of)
		return p, err
	}
}

const sqlLivePromptsOf = `SELECT ` + promptColumns + ` FROM prompts WHERE workspace_id = $1 AND obligation` + inBatch + ` AND settled_at = 0 ORDER BY obligation`

// LivePromptsOf loads the live prompts of obligations, [Batch] at most, by obligation.
func LivePromptsOf(tx *Tx, ws workspace.ID, obligations []string) (map[string]PromptRow, error) {
	args, err := batched(ws, obligations)
	if err != nil {
		return nil, err
	}
	rows, err := many(tx, scanPrompt, sqlLivePromptsOf, args...)
	if err != nil {
		return nil, err
	}
	out := make(map[string]PromptRow, len(rows))
	for _, p := range rows {
		out[p.Obligation] = p
	}
	return out, nil
}

const sqlHoursOf = `SELECT id, hours FROM clients WHERE workspace_id = $1 AND id` + inBatch + ` ORDER BY id`

// HoursOf loads the office hours of clients, [Batch] at most, as they are kept.
func HoursOf(tx *Tx, ws workspace.ID, ids []client.ID) (map[client.ID]string, error) {
	type hours struct {
		of   client.ID
		text string
	}
	args, err := batched(ws, ids)
	if err != nil {
		return nil, err
	}
	rows, err := many(tx, func(row scanner) (h hours, err error) { return h, row.Scan(&h.of, &h.text) }, sqlHoursOf, args...)
	if err != nil {
		return nil, err
	}
	out := make(map[client.ID]string, len(rows))
	for _, h := range rows {
		out[h.of] = h.text
	}
	return out, nil
}
