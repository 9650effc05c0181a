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

// PlanOrigin is the plan of another tool that a project's plan was brought in from.
type PlanOrigin struct {
	Project client.ProjectID
	Said    plan.Outside // what it said when it was brought in last; its format and name are here too
	By      member.ID
	At      time.Time
}

const sqlSavePlanOrigin = `INSERT INTO plan_origins (workspace_id, project_id, format, name, said, member_id, brought_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (workspace_id, project_id, format) DO UPDATE SET name = excluded.name, said = excluded.said, member_id = excluded.member_id, brought_at = excluded.brought_at`

// SavePlanOrigin notes what a plan of a format said, in place of what it said before.
func SavePlanOrigin(tx *Tx, ws workspace.ID, o PlanOrigin) error {
	said, err := text(o.Said)
	if err != nil {
		return err
	}
	return tx.put(sqlSavePlanOrigin, ws, o.Project, o.Said.Format, o.Said.Name, said, o.By, ms(o.At))
}

const sqlPlanOrigins = `SELECT project_id, said, member_id, brought_at FROM plan_origins WHERE workspace_id = $1 AND project_id = $2 ORDER BY brought_at DESC, format LIMIT 20`

// PlanOrigins lists where the plan of a project was brought in from, the last one first.
func PlanOrigins(tx *Tx, ws workspace.ID, of client.ProjectID) ([]PlanOrigin, error) {
	return many(tx, scanPlanOrigin, sqlPlanOrigins, ws, of)
}

func scanPlanOrigin(row scanner) (PlanOrigin, error) {
	var o PlanOrigin
	var said string
	var brought int64
	if err := row.Scan(&o.Project, &said, &o.By, &brought); err != nil {
		return o, err
	}
	o.At = at(brought)
	if err := json.Unmarshal([]byte(said), &o.Said); err != nil {
		return o, fmt.Errorf("read what a plan said: %w", err)
	}
	return o, nil
}
