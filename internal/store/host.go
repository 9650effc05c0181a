package store

import (
	"time"

	"kept/workspace"
)

const hostColumns = `workspace_id, name, token, asked_at, checked_at, seen_at, proven_at, lost_at`

const sqlHost = `SELECT ` + hostColumns + ` FROM portal_hosts WHERE workspace_id = $1`

// Host loads the address that a workspace gives its clients' pages.
func Host(tx *Tx, ws workspace.ID) (workspace.Host, error) { return one(tx, scanHost, sqlHost, ws) }

const sqlHostsNamed = `SELECT ` + hostColumns + ` FROM portal_hosts WHERE name = $1 ORDER BY workspace_id LIMIT 100`

// HostsNamed finds the workspaces that gave, or want to give, this address.
func HostsNamed(tx *Tx, name string) ([]workspace.Host, error) {
	return many(tx, scanHost, sqlHostsNamed, name)
}

const sqlHostsToCheck = `SELECT ` + hostColumns + ` FROM portal_hosts WHERE checked_at <= $1 ORDER BY checked_at, workspace_id LIMIT 100`

// HostsToCheck lists those of which the name servers were not asked since a moment.
func HostsToCheck(tx *Tx, since time.Time) ([]workspace.Host, error) {
	return many(tx, scanHost, sqlHostsToCheck, ms(since))
}

const sqlNextHost = `SELECT checked_at FROM portal_hosts ORDER BY checked_at, workspace_id LIMIT 1`

// OldestHostCheck is when the name servers were asked about the one that waits
// longest; zero = there is none.
func OldestHostCheck(tx *Tx) (time.Time, error) { return nextMoment(tx, sqlNextHost) }

const sqlPutHost = `INSERT INTO portal_hosts (` + hostColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
ON CONFLICT (workspace_id) DO UPDATE SET name = excluded.name, token = excluded.token, asked_at = excluded.asked_at, checked_at = excluded.checked_at,
  seen_at = excluded.seen_at, proven_at = excluded.proven_at, lost_at = excluded.lost_at`

// PutHost keeps the address of a workspace; it takes the place of another one.
func PutHost(tx *Tx, h workspace.Host) error {
	if err := tx.put(sqlPutHost, h.Workspace, h.Name, h.Token, ms(h.AskedAt), ms(h.CheckedAt), ms(h.SeenAt), ms(h.ProvenAt), ms(h.LostAt)); err != nil {
		return err
	}
	return touchPeople(tx, h.Workspace)
}

const sqlDropHost = `DELETE FROM portal_hosts WHERE workspace_id = $1`

// DropHost takes the address of a workspace away.
func DropHost(tx *Tx, ws workspace.ID) error {
	if err := tx.put(sqlDropHost, ws); err != nil {
		return err
	}
	return touchPeople(tx, ws)
}

func scanHost(row scanner) (workspace.Host, error) {
	var h workspace.Host
	var asked, checked, seen, proven, lost int64
	err := row.Scan(&h.Workspace, &h.Name, &h.Token, &asked, &checked, &seen, &proven, &lost)
	h.AskedAt, h.CheckedAt, h.SeenAt, h.ProvenAt, h.LostAt = at(asked), at(checked), at(seen), at(proven), at(lost)
	return h, err
}
