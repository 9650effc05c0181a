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
	Said    plan.Outside // what it said when it was brought in last, with its format and name
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

const sqlPlanOrigins = `SELECT project_id, format, name, member_id, brought_at FROM plan_origins WHERE workspace_id = $1 AND project_id = $2 ORDER BY format LIMIT 20`

// PlanOrigins lists where the plan of a project was brought in from, without what
// it said, by format.
func PlanOrigins(tx *Tx, ws workspace.ID, of client.ProjectID) ([]PlanOrigin, error) {
	return many(tx, func(row scanner) (PlanOrigin, error) {
		var o PlanOrigin
		var brought int64
		err := row.Scan(&o.Project, &o.Said.Format, &o.Said.Name, &o.By, &brought)
		o.At = at(brought)
		return o, err
	}, sqlPlanOrigins, ws, of)
}

const sqlSaidBefore = `SELECT said FROM plan_origins WHERE workspace_id = $1 AND project_id = $2 AND format = $3`

// SaidBefore gives what a plan of a format said when it was brought in last.
func SaidBefore(tx *Tx, ws workspace.ID, of client.ProjectID, format string) (plan.Outside, error) {
	return one(tx, func(row scanner) (plan.Outside, error) {
		var said []byte
		var out plan.Outside
		if err := row.Scan(&said); err != nil {
			return out, err
		}
		if err := json.Unmarshal(said, &out); err != nil {
			return out, fmt.Errorf("read what a plan said: %w", err)
		}
		return out, nil
	}, sqlSaidBefore, ws, of, format)
}
