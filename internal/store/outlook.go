package store

import (
	"encoding/json"
	"fmt"
	"time"

	"kept/client"
	"kept/outlook"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

const sqlWorkVersion = `SELECT work_version FROM workspaces WHERE id = $1`

// WorkVersion counts what happened to the steps of a workspace: it tells whether
// there is something to learn for forecasts.
func WorkVersion(tx *Tx, ws workspace.ID) (int64, error) {
	n, err := one(tx, scanInt, sqlWorkVersion, ws)
	return n, err
}

const sqlWorkChanged = `UPDATE workspaces SET work_version = work_version + 1 WHERE id = $1`

// WorkChanged counts that a step was begun or finished, or that this was taken back.
func WorkChanged(tx *Tx, ws workspace.ID) error { return tx.put(sqlWorkChanged, ws) }

const sqlWork = `SELECT ` + stepColumns + `, (SELECT p.client_id FROM projects p WHERE p.workspace_id = steps.workspace_id AND p.id = steps.project_id)
  FROM steps WHERE workspace_id = $1 AND started_at > 0 ORDER BY started_at DESC, id DESC LIMIT 0+$2`

// Work lists the steps that were begun, the newest first.
func Work(tx *Tx, ws workspace.ID, limit int) ([]outlook.Work, error) {
	return many(tx, func(row scanner) (w outlook.Work, err error) {
		w.Step, err = scanStepWith(row, &w.Client)
		return w, err
	}, sqlWork, ws, limit)
}

const sqlSaveOutlook = `INSERT INTO outlooks (workspace_id, project_id, made_at, outlook) VALUES ($1, $2, $3, $4)
  ON CONFLICT (workspace_id, project_id) DO UPDATE SET made_at = excluded.made_at, outlook = excluded.outlook`

// SaveOutlook keeps what was forecast of a project's plan, in place of what was
// forecast before.
func SaveOutlook(tx *Tx, ws workspace.ID, of client.ProjectID, o outlook.Outlook, now time.Time) error {
	text, err := json.Marshal(o)
	if err != nil {
		return fmt.Errorf("write an outlook: %w", err)
	}
	return tx.put(sqlSaveOutlook, ws, of, ms(now), string(text))
}

const sqlOutlook = `SELECT outlook FROM outlooks WHERE workspace_id = $1 AND project_id = $2`

// Outlook gives what was last forecast of a project's plan; [ErrNone] when nothing was.
func Outlook(tx *Tx, ws workspace.ID, of client.ProjectID) (outlook.Outlook, error) {
	var o outlook.Outlook
	text, err := one(tx, scanText, sqlOutlook, ws, of)
	if err != nil {
		return o, err
	}
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return o, fmt.Errorf("read an outlook: %w", err)
	}
	return o, nil
}

const sqlHanging = `SELECT id FROM promises WHERE workspace_id = $1 AND project_id = $2 AND step_id <> '' AND state = 'open' ORDER BY due_at, id LIMIT 0+$3`

// Hanging lists the open promises that hang on steps of a project, by date.
func Hanging(tx *Tx, ws workspace.ID, of client.ProjectID, limit int) ([]promise.ID, error) {
	return many(tx, func(row scanner) (id promise.ID, err error) { return id, row.Scan(&id) }, sqlHanging, ws, of, limit)
}

const sqlSetChance = `UPDATE promises SET chance = $1 WHERE workspace_id = $2 AND id = $3`

// SetChance notes how probable it is that a promise is kept. It is no change of
// the promise: who has it before him may save it all the same.
func SetChance(tx *Tx, ws workspace.ID, id promise.ID, c promise.Chance) error {
	return tx.put(sqlSetChance, c, ws, id)
}

// Said is a forecast as it was said: of a step when it began, of a promise when
// its date was set. How well forecasts hold is counted from these.
type Said struct {
	About   string // "step:stp_…", "promise:prm_…"
	Project client.ProjectID
	At      time.Time
	// Of a step: the days by which it would be done with 50, 80 and 95 %.
	Half, Most, Nearly worktime.Day
	Chance             promise.Chance // of a promise
	Due                time.Time      // of a promise
	Came               time.Time      // when it was done; zero = it is not
}

const saidColumns = `about, said_at, project_id, half_on, most_on, nearly_on, chance, due_at, came_at`

const sqlAddSaid = `INSERT INTO forecasts (workspace_id, ` + saidColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (workspace_id, about, said_at) DO NOTHING`

// AddSaid notes a forecast that was said.
func AddSaid(tx *Tx, ws workspace.ID, s Said) error {
	return tx.put(sqlAddSaid, ws, s.About, ms(s.At), s.Project, s.Half.String(), s.Most.String(), s.Nearly.String(), s.Chance, ms(s.Due), ms(s.Came))
}

const sqlCame = `UPDATE forecasts SET came_at = $1 WHERE workspace_id = $2 AND about = $3`

// Came notes when that came about which forecasts were said; zero = it did not,
// after all.
func Came(tx *Tx, ws workspace.ID, about string, at time.Time) error {
	return tx.put(sqlCame, ms(at), ws, about)
}

const sqlUnsay = `DELETE FROM forecasts WHERE workspace_id = $1 AND about = $2 AND due_at >= $3 AND came_at = 0`

// Unsay takes back the chances of a promise whose date does not matter any more:
// the client let us off before it.
func Unsay(tx *Tx, ws workspace.ID, about string, now time.Time) error {
	return tx.put(sqlUnsay, ws, about, ms(now))
}

const sqlSaidSince = `SELECT ` + saidColumns + ` FROM forecasts WHERE workspace_id = $1 AND said_at >= $2 ORDER BY said_at DESC, about DESC LIMIT 0+$3`

// SaidSince lists the forecasts that were said since a moment, the newest first.
func SaidSince(tx *Tx, ws workspace.ID, since time.Time, limit int) ([]Said, error) {
	return many(tx, scanSaid, sqlSaidSince, ws, ms(since), limit)
}

func scanSaid(row scanner) (Said, error) {
	var s Said
	var said, due, came int64
	var half, most, nearly string
	if err := row.Scan(&s.About, &said, &s.Project, &half, &most, &nearly, &s.Chance, &due, &came); err != nil {
		return s, err
	}
	s.At, s.Due, s.Came = at(said), at(due), at(came)
	return s, setDays(dayText{&s.Half, half}, dayText{&s.Most, most}, dayText{&s.Nearly, nearly})
}
