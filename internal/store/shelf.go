package store

import (
	"kept/client"
	"kept/shelf"
	"kept/workspace"
)

const shelfColumns = `id, client_id, project_id, kind, name, address, text, place, member_id, made_at, changed_at, shared_at, removed_at, version`

const sqlAddShelfItem = `INSERT INTO shelf_items (workspace_id, id, client_id, project_id, kind, name, address, text, place, member_id, made_at, changed_at, shared_at, removed_at, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`

// AddShelfItem adds a link or a note of a project.
func AddShelfItem(tx *Tx, ws workspace.ID, i shelf.Item) error {
	return tx.put(sqlAddShelfItem, ws, i.ID, i.ClientID, i.ProjectID, i.Kind, i.Name, i.Address, i.Text, i.Place, i.By, ms(i.MadeAt), ms(i.ChangedAt), ms(i.SharedAt), ms(i.RemovedAt), i.Version)
}

const sqlSaveShelfItem = `UPDATE shelf_items SET name = $1, address = $2, text = $3, changed_at = $4, shared_at = $5, removed_at = $6, version = version + 1
  WHERE workspace_id = $7 AND id = $8 AND version = $9`

// SaveShelfItem saves an item that was loaded with this version; its place is saved
// by [PlaceShelfItem].
func SaveShelfItem(tx *Tx, ws workspace.ID, i shelf.Item) error {
	return tx.touch(sqlSaveShelfItem, i.Name, i.Address, i.Text, ms(i.ChangedAt), ms(i.SharedAt), ms(i.RemovedAt), ws, i.ID, i.Version)
}

const sqlPlaceShelfItem = `UPDATE shelf_items SET place = $1 WHERE workspace_id = $2 AND id = $3`

// PlaceShelfItem puts an item into its place. It is no edit: whoever has it open to
// be edited is not disturbed.
func PlaceShelfItem(tx *Tx, ws workspace.ID, i shelf.Item) error {
	return tx.put(sqlPlaceShelfItem, i.Place, ws, i.ID)
}

const sqlShelfItem = `SELECT ` + shelfColumns + ` FROM shelf_items WHERE workspace_id = $1 AND id = $2`

// ShelfItem loads a link or a note.
func ShelfItem(tx *Tx, ws workspace.ID, id shelf.ID) (shelf.Item, error) {
	return one(tx, scanShelfItem, sqlShelfItem, ws, id)
}

const sqlShelf = `SELECT ` + shelfColumns + ` FROM shelf_items WHERE workspace_id = $1 AND project_id = $2 ORDER BY place, id LIMIT 0+$3`

// Shelf lists the links and notes of a project in their order; removed ones are
// among them.
func Shelf(tx *Tx, ws workspace.ID, of client.ProjectID) ([]shelf.Item, error) {
	return many(tx, scanShelfItem, sqlShelf, ws, of, shelf.MaxItems)
}

const sqlShelfShown = `SELECT COUNT(*) FROM shelf_items WHERE workspace_id = $1 AND client_id = $2 AND shared_at > 0 AND removed_at = 0`

// ShelfShown tells whether a client sees any link or note.
func ShelfShown(tx *Tx, ws workspace.ID, of client.ID) (bool, error) {
	n, err := one(tx, scanInt, sqlShelfShown, ws, of)
	return n > 0, err
}

func scanShelfItem(row scanner) (shelf.Item, error) {
	var i shelf.Item
	var made, changed, shared, removed int64
	err := row.Scan(&i.ID, &i.ClientID, &i.ProjectID, &i.Kind, &i.Name, &i.Address, &i.Text, &i.Place, &i.By, &made, &changed, &shared, &removed, &i.Version)
	i.MadeAt, i.ChangedAt, i.SharedAt, i.RemovedAt = at(made), at(changed), at(shared), at(removed)
	return i, err
}
