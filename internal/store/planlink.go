package store

import (
	"time"

	"kept/client"
	"kept/member"
	"kept/workspace"
)

// PlanLink is a project whose plan is refreshed by the webhooks of another tool.
type PlanLink struct {
	Workspace   workspace.ID
	ID          string // stands in the address of its webhook
	Project     client.ProjectID
	Repository  string // "owner/name"
	Secret      string // sealed; with it each delivery is signed
	By          member.ID
	MadeAt      time.Time
	CameAt      time.Time // when a delivery was taken last; zero = never
	RefreshedAt time.Time // when one of them changed something last
	Refreshed   string    // what it changed, in words
	Trouble     string    // why the last one could not be taken; "" = it could
	TroubleAt   time.Time
	Version     int // of what members set; deliveries leave it
}

const planLinkColumns = `workspace_id, id, project_id, repository, secret, member_id, made_at, came_at, refreshed_at, refreshed, trouble, trouble_at, version`

const sqlAddPlanLink = `INSERT INTO plan_links (` + planLinkColumns + `) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, '', '', 0, 1)`

// AddPlanLink links a project, which has no link yet.
func AddPlanLink(tx *Tx, l PlanLink) error {
	return tx.put(sqlAddPlanLink, l.Workspace, l.ID, l.Project, l.Repository, l.Secret, l.By, ms(l.MadeAt))
}

const sqlPlanLinkOf = `SELECT ` + planLinkColumns + ` FROM plan_links WHERE workspace_id = $1 AND project_id = $2`

// PlanLinkOf gives the link of a project.
func PlanLinkOf(tx *Tx, ws workspace.ID, of client.ProjectID) (PlanLink, error) {
	return one(tx, scanPlanLink, sqlPlanLinkOf, ws, of)
}

const sqlPlanLinkByID = `SELECT ` + planLinkColumns + ` FROM plan_links WHERE id = $1`

// PlanLinkByID finds a link by what stands in its address, in any workspace.
func PlanLinkByID(tx *Tx, id string) (PlanLink, error) {
	return one(tx, scanPlanLink, sqlPlanLinkByID, id)
}

const sqlRekeyPlanLink = `UPDATE plan_links SET secret = $1, version = version + 1 WHERE workspace_id = $2 AND project_id = $3 AND version = $4`

// RekeyPlanLink keeps another secret of a link that was loaded with this version.
func RekeyPlanLink(tx *Tx, l PlanLink) error {
	return tx.touch(sqlRekeyPlanLink, l.Secret, l.Workspace, l.Project, l.Version)
}

const sqlMarkPlanLink = `UPDATE plan_links SET came_at = $1, refreshed_at = $2, refreshed = $3, trouble = $4, trouble_at = $5 WHERE workspace_id = $6 AND id = $7`

// MarkPlanLink notes what came to a link last.
func MarkPlanLink(tx *Tx, l PlanLink) error {
	return tx.touch(sqlMarkPlanLink, ms(l.CameAt), ms(l.RefreshedAt), l.Refreshed, l.Trouble, ms(l.TroubleAt), l.Workspace, l.ID)
}

const (
	sqlDropPlanLink           = `DELETE FROM plan_links WHERE workspace_id = $1 AND id = $2 AND version = $3`
	sqlDropPlanLinkDeliveries = `DELETE FROM plan_deliveries WHERE workspace_id = $1 AND link_id = $2`
)

// DropPlanLink takes away a link that was loaded with this version, and the list
// of what came to it.
func DropPlanLink(tx *Tx, l PlanLink) error {
	if err := tx.put(sqlDropPlanLinkDeliveries, l.Workspace, l.ID); err != nil {
		return err
	}
	return tx.touch(sqlDropPlanLink, l.Workspace, l.ID, l.Version)
}

func scanPlanLink(row scanner) (l PlanLink, err error) {
	var made, came, refreshed, trouble int64
	err = row.Scan(&l.Workspace, &l.ID, &l.Project, &l.Repository, &l.Secret, &l.By, &made, &came, &refreshed, &l.Refreshed, &l.Trouble, &trouble, &l.Version)
	l.MadeAt, l.CameAt, l.RefreshedAt, l.TroubleAt = at(made), at(came), at(refreshed), at(trouble)
	return l, err
}

// PlanDelivery is what one webhook brought to a link.
type PlanDelivery struct {
	ID     string // by which the other tool knows it
	Event  string // "issues closed"
	Became string // what became of it, in words
	At     time.Time
}

const sqlAddPlanDelivery = `INSERT INTO plan_deliveries (workspace_id, link_id, delivery, event, became, came_at) VALUES ($1, $2, $3, $4, $5, $6)`

// AddPlanDelivery notes a delivery that was not noted before.
func AddPlanDelivery(tx *Tx, ws workspace.ID, link string, d PlanDelivery) error {
	return tx.put(sqlAddPlanDelivery, ws, link, d.ID, d.Event, d.Became, ms(d.At))
}

const planDeliveryColumns = `delivery, event, became, came_at`

const sqlPlanDelivery = `SELECT ` + planDeliveryColumns + ` FROM plan_deliveries WHERE workspace_id = $1 AND link_id = $2 AND delivery = $3`

// PlanDeliveryOf finds what became of a delivery; [ErrNone] when it did not come yet.
func PlanDeliveryOf(tx *Tx, ws workspace.ID, link, delivery string) (PlanDelivery, error) {
	return one(tx, scanPlanDelivery, sqlPlanDelivery, ws, link, delivery)
}

const sqlPlanDeliveries = `SELECT ` + planDeliveryColumns + ` FROM plan_deliveries WHERE workspace_id = $1 AND link_id = $2 ORDER BY came_at DESC, delivery DESC LIMIT 50`

// PlanDeliveries lists what came to a link lately, the last first.
func PlanDeliveries(tx *Tx, ws workspace.ID, link string) ([]PlanDelivery, error) {
	return many(tx, scanPlanDelivery, sqlPlanDeliveries, ws, link)
}

func scanPlanDelivery(row scanner) (d PlanDelivery, err error) {
	var came int64
	err = row.Scan(&d.ID, &d.Event, &d.Became, &came)
	d.At = at(came)
	return d, err
}

const sqlDropPlanDeliveries = `DELETE FROM plan_deliveries WHERE came_at < $1`

// DropPlanDeliveries forgets what came before a moment.
func DropPlanDeliveries(tx *Tx, before time.Time) error {
	return tx.put(sqlDropPlanDeliveries, ms(before))
}
