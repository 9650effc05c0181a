package store

import (
	"encoding/json"
	"fmt"
	"time"

	"kept/client"
	"kept/member"
	"kept/plan"
	"kept/workspace"
)

// Template is a plan to start projects from, without its steps.
type Template struct {
	ID      string
	Name    string
	Steps   int // the newest version of its steps
	MadeAt  time.Time
	Retired time.Time // zero: projects are started from it
	Version int
}

const templateColumns = `id, name, steps_version, made_at, retired_at, version`

const sqlAddTemplate = `INSERT INTO templates (workspace_id, id, name, steps_version, made_at, retired_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7)`

// AddTemplate adds a template; its steps are added by [AddTemplateVersion].
func AddTemplate(tx *Tx, ws workspace.ID, t Template) error {
	return tx.put(sqlAddTemplate, ws, t.ID, t.Name, t.Steps, ms(t.MadeAt), ms(t.Retired), t.Version)
}

const sqlSaveTemplate = `UPDATE templates SET name = $1, steps_version = $2, retired_at = $3, version = version + 1 WHERE workspace_id = $4 AND id = $5 AND version = $6`

// SaveTemplate saves a template that was loaded with this version.
func SaveTemplate(tx *Tx, ws workspace.ID, t Template) error {
	return tx.touch(sqlSaveTemplate, t.Name, t.Steps, ms(t.Retired), ws, t.ID, t.Version)
}

const sqlTemplate = `SELECT ` + templateColumns + ` FROM templates WHERE workspace_id = $1 AND id = $2`

// TemplateOf loads a template.
func TemplateOf(tx *Tx, ws workspace.ID, id string) (Template, error) {
	return one(tx, scanTemplate, sqlTemplate, ws, id)
}

// MaxTemplates is how many templates a workspace has at most.
const MaxTemplates = 500

const sqlTemplates = `SELECT ` + templateColumns + ` FROM templates WHERE workspace_id = $1 ORDER BY id LIMIT 500`

// Templates lists the templates of a workspace, retired ones too, in the order
// in which they were made.
func Templates(tx *Tx, ws workspace.ID) ([]Template, error) {
	return many(tx, scanTemplate, sqlTemplates, ws)
}

func scanTemplate(row scanner) (Template, error) {
	var t Template
	var made, retired int64
	err := row.Scan(&t.ID, &t.Name, &t.Steps, &made, &retired, &t.Version)
	t.MadeAt, t.Retired = at(made), at(retired)
	return t, err
}

// TemplateVersion is the steps of a template as they were saved once.
type TemplateVersion struct {
	Template string
	Number   int
	Plan     plan.Template // without ID, name and version, which are the template's
	Project  client.ProjectID
	By       member.ID
	At       time.Time
}

// templateSteps is what is kept of the steps of a template.
type templateSteps struct {
	Steps []plan.TemplateStep
	Links []plan.Link
}

const sqlAddTemplateVersion = `INSERT INTO template_versions (workspace_id, template_id, number, steps, project_id, member_id, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`

// AddTemplateVersion keeps the steps of a template.
func AddTemplateVersion(tx *Tx, ws workspace.ID, v TemplateVersion) error {
	steps, err := text(templateSteps{v.Plan.Steps, v.Plan.Links})
	if err != nil {
		return err
	}
	return tx.put(sqlAddTemplateVersion, ws, v.Template, v.Number, steps, v.Project, v.By, ms(v.At))
}

const sqlTemplateVersion = `SELECT template_id, number, project_id, member_id, made_at, steps FROM template_versions WHERE workspace_id = $1 AND template_id = $2 AND number = $3`

// TemplateVersionOf loads the steps of a template as they were saved once.
func TemplateVersionOf(tx *Tx, ws workspace.ID, id string, number int) (TemplateVersion, error) {
	return one(tx, func(row scanner) (TemplateVersion, error) {
		var steps []byte
		v, err := scanTemplateVersion(row, &steps)
		if err != nil {
			return v, err
		}
		var x templateSteps
		if err := json.Unmarshal(steps, &x); err != nil {
			return v, fmt.Errorf("read the steps of a template: %w", err)
		}
		v.Plan.Steps, v.Plan.Links = x.Steps, x.Links
		return v, nil
	}, sqlTemplateVersion, ws, id, number)
}

const sqlTemplateVersions = `SELECT template_id, number, project_id, member_id, made_at FROM template_versions WHERE workspace_id = $1 AND template_id = $2 ORDER BY number DESC LIMIT 100`

// TemplateVersions lists when a template was saved, without its steps, the last time first.
func TemplateVersions(tx *Tx, ws workspace.ID, id string) ([]TemplateVersion, error) {
	return many(tx, func(row scanner) (TemplateVersion, error) { return scanTemplateVersion(row) }, sqlTemplateVersions, ws, id)
}

func scanTemplateVersion(row scanner, more ...any) (TemplateVersion, error) {
	var v TemplateVersion
	var made int64
	err := row.Scan(append([]any{&v.Template, &v.Number, &v.Project, &v.By, &made}, more...)...)
	v.At = at(made)
	return v, err
}
