package store

import (
	"kept/client"
	"kept/member"
	"kept/promise"
	"kept/workspace"
)

// The lists of promises backwards: for what has ended, the last date first, and
// for the page before this one.

const sqlLatestByOwner = promiseRow + `WHERE p.workspace_id = $1 AND p.owner_id = $2 AND p.state = '' || $3 AND (p.due_at, p.id) < ($4, $5) ORDER BY p.due_at DESC, p.id DESC LIMIT 0+$6`

// LatestByOwner lists a member's promises of a state, the last date first, from before a place on.
func LatestByOwner(tx *Tx, ws workspace.ID, owner member.ID, state promise.State, part Slice) ([]PromiseRow, error) {
	before := part.After.orLast()
	return many(tx, scanPromiseRow, sqlLatestByOwner, ws, owner, state, ms(before.At), before.ID, part.Limit)
}

const sqlLatestOfClient = promiseRow + `WHERE p.workspace_id = $1 AND p.client_id = $2 AND p.state = '' || $3 AND (p.due_at, p.id) < ($4, $5) ORDER BY p.due_at DESC, p.id DESC LIMIT 0+$6`

// LatestOfClient lists a client's promises of a state, the last date first, from before a place on.
func LatestOfClient(tx *Tx, ws workspace.ID, of client.ID, state promise.State, part Slice) ([]PromiseRow, error) {
	before := part.After.orLast()
	return many(tx, scanPromiseRow, sqlLatestOfClient, ws, of, state, ms(before.At), before.ID, part.Limit)
}
