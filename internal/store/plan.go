package store

import (
	"kept/client"
	"kept/plan"
	"kept/workspace"
)

const stepColumns = `id, project_id, seq, stage, name, wording, side, party_id, party_name, days_least, days_most, not_before_on, fixed_on, started_at, done_at, source, kind, template_id, told_until_on, told_latest_on, told_with, version`

const sqlAddStep = `INSERT INTO steps (workspace_id, id, project_id, seq, stage, name, wording, side, party_id, party_name, days_least, days_most, not_before_on, fixed_on, started_at, done_at, source, kind, template_id, told_until_on, told_latest_on, told_with, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23)`

// AddStep adds a step to the plan of its project.
func AddStep(tx *Tx, ws workspace.ID, s plan.Step) error {
	return tx.put(sqlAddStep, ws, s.ID, s.ProjectID, s.Seq, s.Stage, s.Name, s.Wording, s.Party.Side, s.Party.ID, s.Party.Name, s.Effort.Least, s.Effort.Most,
		s.NotBefore.String(), s.On.String(), ms(s.StartedAt), ms(s.DoneAt), s.Source, s.Kind, s.Template, s.Told.Until.String(), s.Told.Latest.String(), s.Told.With, s.Version)
}

const sqlSaveStep = `UPDATE steps SET seq = $1, stage = $2, name = $3, wording = $4, side = $5, party_id = $6, party_name = $7, days_least = $8, days_most = $9, not_before_on = $10, fixed_on = $11,
  started_at = $12, done_at = $13, kind = $14, template_id = $15, told_until_on = $16, told_latest_on = $17, told_with = $18, version = version + 1
  WHERE workspace_id = $19 AND id = $20 AND version = $21`

// SaveStep saves a step that was loaded with this version.
func SaveStep(tx *Tx, ws workspace.ID, s plan.Step) error {
	return tx.touch(sqlSaveStep, s.Seq, s.Stage, s.Name, s.Wording, s.Party.Side, s.Party.ID, s.Party.Name, s.Effort.Least, s.Effort.Most, s.NotBefore.String(), s.On.String(),
		ms(s.StartedAt), ms(s.DoneAt), s.Kind, s.Template, s.Told.Until.String(), s.Told.Latest.String(), s.Told.With, ws, s.ID, s.Version)
}

const sqlDropStep = `DELETE FROM steps WHERE workspace_id = $1 AND id = $2 AND version = $3`

// DropStep takes a step without links out of its plan, as it was loaded with this version.
func DropStep(tx *Tx, ws workspace.ID, id plan.ID, version int) error {
	return tx.touch(sqlDropStep, ws, id, version)
}

const sqlStep = `SELECT ` + stepColumns + ` FROM steps WHERE workspace_id = $1 AND id = $2`

// Step loads a step.
func Step(tx *Tx, ws workspace.ID, id plan.ID) (plan.Step, error) {
	return one(tx, scanStep, sqlStep, ws, id)
}

const sqlSteps = `SELECT ` + stepColumns + ` FROM steps WHERE workspace_id = $1 AND project_id = $2 ORDER BY seq, id LIMIT 5001`

// Steps lists the steps of a project in their order, one more than a plan may have at most.
func Steps(tx *Tx, ws workspace.ID, of client.ProjectID) ([]plan.Step, error) {
	return many(tx, scanStep, sqlSteps, ws, of)
}

const sqlOpenSteps = `SELECT ` + stepColumns + ` FROM steps WHERE workspace_id = $1 AND done_at = 0 AND project_id IN
  (SELECT p.id FROM projects p WHERE p.workspace_id = $1 AND p.client_id = $2 AND p.closed_at = 0) ORDER BY project_id, seq, id LIMIT 0+$3`

// OpenSteps lists the steps of a client's open projects that are not done.
func OpenSteps(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]plan.Step, error) {
	return many(tx, scanStep, sqlOpenSteps, ws, of, limit)
}

const sqlToldPlans = `SELECT p.id FROM projects p WHERE p.workspace_id = $1 AND p.client_id = $2 AND EXISTS
  (SELECT 1 FROM steps s WHERE s.workspace_id = p.workspace_id AND s.project_id = p.id AND s.told_until_on <> '') ORDER BY p.id LIMIT 100`

// ToldPlans lists the projects of a client of whose plan he was told, the first 100.
func ToldPlans(tx *Tx, ws workspace.ID, of client.ID) ([]client.ProjectID, error) {
	return many(tx, func(row scanner) (id client.ProjectID, err error) { return id, row.Scan(&id) }, sqlToldPlans, ws, of)
}

func scanStep(row scanner) (plan.Step, error) { return scanStepWith(row) }

// scanStepWith reads a step and what follows it.
func scanStepWith(row scanner, more ...any) (plan.Step, error) {
	var s plan.Step
	var started, done int64
	var notBefore, on, until, latest string
	err := row.Scan(append([]any{&s.ID, &s.ProjectID, &s.Seq, &s.Stage, &s.Name, &s.Wording, &s.Party.Side, &s.Party.ID, &s.Party.Name, &s.Effort.Least, &s.Effort.Most,
		&notBefore, &on, &started, &done, &s.Source, &s.Kind, &s.Template, &until, &latest, &s.Told.With, &s.Version}, more...)...)
	if err != nil {
		return s, err
	}
	s.StartedAt, s.DoneAt = at(started), at(done)
	return s, setDays(dayText{&s.NotBefore, notBefore}, dayText{&s.On, on}, dayText{&s.Told.Until, until}, dayText{&s.Told.Latest, latest})
}

const sqlAddLink = `INSERT INTO step_links (workspace_id, project_id, from_id, to_id, kind, lag_days) VALUES ($1, $2, $3, $4, $5, $6)`

// AddLink has a step follow on another one of the same project.
func AddLink(tx *Tx, ws workspace.ID, of client.ProjectID, l plan.Link) error {
	return tx.put(sqlAddLink, ws, of, l.From, l.To, l.Kind, l.Lag)
}

const sqlDropLink = `DELETE FROM step_links WHERE workspace_id = $1 AND from_id = $2 AND to_id = $3`

// DropLink has a step follow on another one no more.
func DropLink(tx *Tx, ws workspace.ID, from, to plan.ID) error {
	return tx.put(sqlDropLink, ws, from, to)
}

const sqlLinks = `SELECT from_id, to_id, kind, lag_days FROM step_links WHERE workspace_id = $1 AND project_id = $2 ORDER BY from_id, to_id LIMIT 20001`

// Links lists the links of a project's plan, one more than it may have at most.
func Links(tx *Tx, ws workspace.ID, of client.ProjectID) ([]plan.Link, error) {
	return many(tx, scanLink, sqlLinks, ws, of)
}

func scanLink(row scanner) (plan.Link, error) {
	var l plan.Link
	err := row.Scan(&l.From, &l.To, &l.Kind, &l.Lag)
	return l, err
}
