package store

import (
	"errors"

	"kept/client"
	"kept/document"
	"kept/workspace"
)

const documentColumns = `id, client_id, project_id, name, member_id, contact_id, made_at, shared_at, removed_at, version`

const sqlAddDocument = `INSERT INTO documents (workspace_id, id, client_id, project_id, name, member_id, contact_id, made_at, shared_at, removed_at, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`

// AddDocument adds a document with its versions.
func AddDocument(tx *Tx, ws workspace.ID, d document.Document) error {
	if err := tx.put(sqlAddDocument, ws, d.ID, d.ClientID, d.ProjectID, d.Name, d.By.Member, d.By.Contact, ms(d.MadeAt), ms(d.SharedAt), ms(d.RemovedAt), d.Version); err != nil {
		return err
	}
	return addVersions(tx, ws, d, 0)
}

const sqlAddDocumentVersion = `INSERT INTO document_versions (workspace_id, document_id, number, client_id, project_id, sum, size, media_type, member_id, contact_id, at, note)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

const sqlTakeRoom = `INSERT INTO document_room (workspace_id, client_id, bytes) VALUES ($1, $2, $3)
  ON CONFLICT (workspace_id, client_id) DO UPDATE SET bytes = document_room.bytes + excluded.bytes`

// wholeWorkspace stands in the place of a client for the room that all of them take.
const wholeWorkspace = ""

// addVersions adds the versions of a document after the first so many, and counts
// the room that they take.
func addVersions(tx *Tx, ws workspace.ID, d document.Document, known int) error {
	for _, v := range d.Versions[min(known, len(d.Versions)):] {
		if err := tx.put(sqlAddDocumentVersion, ws, d.ID, v.Number, d.ClientID, d.ProjectID, v.Sum, v.Size, v.Type, v.By.Member, v.By.Contact, ms(v.At), v.Note); err != nil {
			return err
		}
		for _, of := range []string{wholeWorkspace, d.ClientID} {
			if err := tx.put(sqlTakeRoom, ws, of, v.Size); err != nil {
				return err
			}
		}
	}
	return nil
}

const sqlSaveDocument = `UPDATE documents SET name = $1, shared_at = $2, removed_at = $3, version = version + 1 WHERE workspace_id = $4 AND id = $5 AND version = $6`

// SaveDocument saves a document that was loaded with this version: what is said of
// it, and its versions after the first so many. A version never changes.
func SaveDocument(tx *Tx, ws workspace.ID, d document.Document, known int) error {
	if err := tx.touch(sqlSaveDocument, d.Name, ms(d.SharedAt), ms(d.RemovedAt), ws, d.ID, d.Version); err != nil {
		return err
	}
	return addVersions(tx, ws, d, known)
}

const (
	sqlDocument         = `SELECT ` + documentColumns + ` FROM documents WHERE workspace_id = $1 AND id = $2`
	sqlDocumentVersions = `SELECT document_id, number, sum, size, media_type, member_id, contact_id, at, note FROM document_versions WHERE workspace_id = $1 AND document_id = $2 ORDER BY number`
)

// Document loads a document with its versions.
func Document(tx *Tx, ws workspace.ID, id document.ID) (document.Document, error) {
	d, err := one(tx, scanDocument, sqlDocument, ws, id)
	if err != nil {
		return d, err
	}
	all, err := many(tx, scanVersion, sqlDocumentVersions, ws, id)
	for _, v := range all {
		d.Versions = append(d.Versions, v.Version)
	}
	return d, err
}

const (
	sqlDocumentsOfProject = `SELECT ` + documentColumns + ` FROM documents WHERE workspace_id = $1 AND project_id = $2 ORDER BY id DESC LIMIT 0+$3`
	sqlVersionsOfProject  = `SELECT document_id, number, sum, size, media_type, member_id, contact_id, at, note FROM document_versions WHERE workspace_id = $1 AND project_id = $2 ORDER BY document_id, number`
)

// DocumentsOfProject lists the documents of a project, the newest first, with
// their versions; removed ones are among them.
func DocumentsOfProject(tx *Tx, ws workspace.ID, of client.ProjectID, limit int) ([]document.Document, error) {
	all, err := many(tx, scanDocument, sqlDocumentsOfProject, ws, of, limit)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	versions, err := many(tx, scanVersion, sqlVersionsOfProject, ws, of)
	return withVersions(all, versions), err
}

const (
	sqlDocumentsOfClient = `SELECT ` + documentColumns + ` FROM documents WHERE workspace_id = $1 AND client_id = $2 ORDER BY id DESC LIMIT 0+$3`
	sqlVersionsOfClient  = `SELECT document_id, number, sum, size, media_type, member_id, contact_id, at, note FROM document_versions WHERE workspace_id = $1 AND client_id = $2 ORDER BY document_id, number`
)

// DocumentsOfClient lists the documents of a client in the same way.
func DocumentsOfClient(tx *Tx, ws workspace.ID, of client.ID, limit int) ([]document.Document, error) {
	all, err := many(tx, scanDocument, sqlDocumentsOfClient, ws, of, limit)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	versions, err := many(tx, scanVersion, sqlVersionsOfClient, ws, of)
	return withVersions(all, versions), err
}

func withVersions(all []document.Document, versions []versionRow) []document.Document {
	of := make(map[document.ID]int, len(all))
	for i, d := range all {
		of[d.ID] = i
	}
	for _, v := range versions {
		if i, ok := of[v.document]; ok {
			all[i].Versions = append(all[i].Versions, v.Version)
		}
	}
	return all
}

const (
	sqlDocumentRoom  = `SELECT bytes FROM document_room WHERE workspace_id = $1 AND client_id = $2`
	sqlDocumentsMany = `SELECT COUNT(*) FROM documents WHERE workspace_id = $1 AND project_id = $2`
)

// Room is how much of the limits is used.
type Room struct {
	Workspace, Client int64 // bytes of all versions
	Documents         int64 // of the project
}

// RoomOf counts how much room documents take.
func RoomOf(tx *Tx, ws workspace.ID, of client.ID, project client.ProjectID) (Room, error) {
	var r Room
	var err error
	for who, to := range map[client.ID]*int64{wholeWorkspace: &r.Workspace, of: &r.Client} {
		if *to, err = one(tx, scanInt, sqlDocumentRoom, ws, who); err != nil && !errors.Is(err, ErrNone) {
			return r, err
		}
	}
	r.Documents, err = one(tx, scanInt, sqlDocumentsMany, ws, project)
	return r, err
}

func scanDocument(row scanner) (document.Document, error) {
	var d document.Document
	var made, shared, removed int64
	err := row.Scan(&d.ID, &d.ClientID, &d.ProjectID, &d.Name, &d.By.Member, &d.By.Contact, &made, &shared, &removed, &d.Version)
	d.MadeAt, d.SharedAt, d.RemovedAt = at(made), at(shared), at(removed)
	return d, err
}

type versionRow struct {
	document.Version
	document document.ID
}

func scanVersion(row scanner) (versionRow, error) {
	var v versionRow
	var when int64
	err := row.Scan(&v.document, &v.Number, &v.Sum, &v.Size, &v.Type, &v.By.Member, &v.By.Contact, &when, &v.Note)
	v.At = at(when)
	return v, err
}
