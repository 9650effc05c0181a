package store

import (
	"kept/client"
	"kept/member"
	"kept/promise"
	"kept/workspace"
)

// ClientFace is what a page shows of a client beside something of his: no more
// than his name and colour, and his hours as they are kept.
type ClientFace struct {
	ID     client.ID
	Name   string
	Colour int
	Hours  string
	Stage  client.Stage
	Owner  member.ID
}

const sqlFacesOf = `SELECT id, name, colour, hours, stage, owner_id FROM clients WHERE workspace_id = $1 AND id` + inBatch + ` ORDER BY id`

// FacesOf loads the faces of clients, [Batch] at most. One that is not there is left out.
func FacesOf(tx *Tx, ws workspace.ID, ids []client.ID) (map[client.ID]ClientFace, error) {
	args, err := batched(ws, ids)
	if err != nil {
		return nil, err
	}
	rows, err := many(tx, func(row scanner) (f ClientFace, err error) {
		return f, row.Scan(&f.ID, &f.Name, &f.Colour, &f.Hours, &f.Stage, &f.Owner)
	}, sqlFacesOf, args...)
	out := make(map[client.ID]ClientFace, len(rows))
	for _, f := range rows {
		out[f.ID] = f
	}
	return out, err
}

const sqlPromiseRowsOf = promiseRow + `WHERE p.workspace_id = $1 AND p.id` + inBatch + ` ORDER BY p.id`

// PromiseRowsOf loads the lines of promises, [Batch] at most. One that is not
// there is left out.
func PromiseRowsOf(tx *Tx, ws workspace.ID, ids []promise.ID) (map[promise.ID]PromiseRow, error) {
	args, err := batched(ws, ids)
	if err != nil {
		return nil, err
	}
	rows, err := many(tx, scanPromiseRow, sqlPromiseRowsOf, args...)
	out := make(map[promise.ID]PromiseRow, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

const sqlWordsOf = `SELECT id, words FROM promises WHERE workspace_id = $1 AND id` + inBatch + ` ORDER BY id`

// WordsOf gives what was promised by promises, [Batch] at most. One that is not
// there is left out.
func WordsOf(tx *Tx, ws workspace.ID, ids []promise.ID) (map[promise.ID]string, error) {
	args, err := batched(ws, ids)
	if err != nil {
		return nil, err
	}
	type words struct {
		of   promise.ID
		text string
	}
	rows, err := many(tx, func(row scanner) (w words, err error) { return w, row.Scan(&w.of, &w.text) }, sqlWordsOf, args...)
	out := make(map[promise.ID]string, len(rows))
	for _, w := range rows {
		out[w.of] = w.text
	}
	return out, err
}
