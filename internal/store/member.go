package store

import (
	"encoding/json"
	"fmt"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/workspace"
)

const memberColumns = `id, name, email, role, hours, leader_id, deputy_id, joined_at, ended_at, shows, language, version`

const sqlMembers = `SELECT ` + memberColumns + ` FROM members WHERE workspace_id = $1 ORDER BY name, id`

// Members lists everybody who belongs or belonged to a workspace, by name.
func Members(tx *Tx, ws workspace.ID) ([]member.Member, error) {
	return many(tx, scanMember, sqlMembers, ws)
}

const sqlMember = `SELECT ` + memberColumns + ` FROM members WHERE workspace_id = $1 AND id = $2`

// Member loads a member.
func Member(tx *Tx, ws workspace.ID, id member.ID) (member.Member, error) {
	return one(tx, scanMember, sqlMember, ws, id)
}

// Login is what is needed to sign a member in.
type Login struct {
	Workspace    workspace.ID
	Member       member.ID
	PasswordHash string
}

const sqlLogins = `SELECT workspace_id, id, password_hash FROM members WHERE email_key = $1 AND ended_at = 0 ORDER BY workspace_id, id LIMIT 20`

// Logins finds the members with an address, in every workspace.
func Logins(tx *Tx, emailKey string) ([]Login, error) {
	return many(tx, func(row scanner) (l Login, err error) {
		return l, row.Scan(&l.Workspace, &l.Member, &l.PasswordHash)
	}, sqlLogins, emailKey)
}

const sqlSetPassword = `UPDATE members SET password_hash = $1 WHERE workspace_id = $2 AND id = $3`

// SetPassword keeps a member's password, hashed.
func SetPassword(tx *Tx, ws workspace.ID, id member.ID, hash string) error {
	return tx.touch(sqlSetPassword, hash, ws, id)
}

const sqlAddMember = `INSERT INTO members (workspace_id, id, name, email, email_key, role, hours, leader_id, deputy_id, password_hash, joined_at, ended_at, shows, language, version)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, 0, $11, $12, $13)`

// AddMember adds a member; an address that another member has is refused.
func AddMember(tx *Tx, ws workspace.ID, m member.Member) error {
	hours, err := text(m.Hours)
	if err != nil {
		return err
	}
	shows, err := text(m.Shows)
	if err != nil {
		return err
	}
	_, err = tx.exec(sqlAddMember, ws, m.ID, m.Name, m.Email, member.EmailKey(m.Email), m.Role, hours, m.LeaderID, m.DeputyID, ms(m.JoinedAt), shows, m.Language, m.Version)
	if unique(err) {
		return fault.Field("email", "Somebody here has this address already.")
	}
	if err != nil {
		return err
	}
	return touchPeople(tx, ws)
}

const sqlSaveMember = `UPDATE members SET name = $1, email = $2, email_key = $3, role = $4, hours = $5, leader_id = $6, deputy_id = $7, ended_at = $8,
  shows = $9, language = $10, version = version + 1 WHERE workspace_id = $11 AND id = $12 AND version = $13`

// SaveMember saves a member that was loaded with this version.
func SaveMember(tx *Tx, ws workspace.ID, m member.Member) error {
	hours, err := text(m.Hours)
	if err != nil {
		return err
	}
	shows, err := text(m.Shows)
	if err != nil {
		return err
	}
	n, err := tx.exec(sqlSaveMember, m.Name, m.Email, member.EmailKey(m.Email), m.Role, hours, m.LeaderID, m.DeputyID, ms(m.EndedAt), shows, m.Language, ws, m.ID, m.Version)
	if unique(err) {
		return fault.Field("email", "Somebody here has this address already.")
	}
	if err := mustTouch(n, err); err != nil {
		return err
	}
	return touchPeople(tx, ws)
}

func scanMember(row scanner) (member.Member, error) {
	var m member.Member
	var hours, shows string
	var joined, ended int64
	err := row.Scan(&m.ID, &m.Name, &m.Email, &m.Role, &hours, &m.LeaderID, &m.DeputyID, &joined, &ended, &shows, &m.Language, &m.Version)
	if err != nil {
		return m, err
	}
	m.JoinedAt, m.EndedAt = at(joined), at(ended)
	if err := json.Unmarshal([]byte(shows), &m.Shows); err != nil {
		return m, fmt.Errorf("read what clients see of a member: %w", err)
	}
	m.Hours, err = hoursOf(hours)
	return m, err
}

const sqlAbsences = `SELECT id, member_id, from_at, until_at, why, ended_at FROM absences WHERE workspace_id = $1 AND until_at > $2 AND ended_at = 0 ORDER BY from_at, id`

// Absences lists the absences of a workspace that end after a moment.
func Absences(tx *Tx, ws workspace.ID, after time.Time) ([]member.Absence, error) {
	return many(tx, scanAbsence, sqlAbsences, ws, ms(after))
}

const sqlAbsence = `SELECT id, member_id, from_at, until_at, why, ended_at FROM absences WHERE workspace_id = $1 AND id = $2`

// Absence loads an absence.
func Absence(tx *Tx, ws workspace.ID, id string) (member.Absence, error) {
	return one(tx, scanAbsence, sqlAbsence, ws, id)
}

func scanAbsence(row scanner) (member.Absence, error) {
	var a member.Absence
	var from, until, ended int64
	err := row.Scan(&a.ID, &a.MemberID, &from, &until, &a.Why, &ended)
	a.From, a.Until, a.EndedAt = at(from), at(until), at(ended)
	return a, err
}

const sqlAddAbsence = `INSERT INTO absences (workspace_id, id, member_id, from_at, until_at, why, ended_at) VALUES ($1, $2, $3, $4, $5, $6, 0)`

// AddAbsence adds an absence.
func AddAbsence(tx *Tx, ws workspace.ID, a member.Absence) error {
	if err := tx.put(sqlAddAbsence, ws, a.ID, a.MemberID, ms(a.From), ms(a.Until), a.Why); err != nil {
		return err
	}
	return touchPeople(tx, ws)
}

const sqlEndAbsence = `UPDATE absences SET ended_at = $1 WHERE workspace_id = $2 AND id = $3 AND ended_at = 0`

// EndAbsence takes an absence back.
func EndAbsence(tx *Tx, ws workspace.ID, id string, now time.Time) error {
	if err := tx.touch(sqlEndAbsence, ms(now), ws, id); err != nil {
		return err
	}
	return touchPeople(tx, ws)
}
