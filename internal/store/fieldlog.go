package store

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"time"

	"kept/client"
	"kept/fieldlog"
	"kept/workspace"
)

const entryColumns = `id, client_id, project_id, member_id, at, made_at, text, weather, degrees, photos, shared_at, removed_at, version`

const sqlAddEntry = `INSERT INTO field_entries (workspace_id, id, client_id, project_id, member_id, at, made_at, text, weather, degrees, photos, shared_at, removed_at, version)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`

// AddEntry adds an entry of a field log, and counts the room that its photos take.
func AddEntry(tx *Tx, ws workspace.ID, e fieldlog.Entry) error {
	photos, err := photosText(e.Photos)
	if err != nil {
		return err
	}
	if err := tx.put(sqlAddEntry, ws, e.ID, e.ClientID, e.ProjectID, e.By, ms(e.At), ms(e.MadeAt), e.Text, e.Weather, degreesText(e.Degrees), photos, ms(e.SharedAt), ms(e.RemovedAt), e.Version); err != nil {
		return err
	}
	return takeRoomOfPhotos(tx, ws, e, 0)
}

const sqlSaveEntry = `UPDATE field_entries SET at = $1, text = $2, weather = $3, degrees = $4, photos = $5, shared_at = $6, removed_at = $7, version = version + 1
  WHERE workspace_id = $8 AND id = $9 AND version = $10`

// SaveEntry saves an entry that was loaded with this version and with so many photos.
func SaveEntry(tx *Tx, ws workspace.ID, e fieldlog.Entry, known int) error {
	photos, err := photosText(e.Photos)
	if err != nil {
		return err
	}
	if err := tx.touch(sqlSaveEntry, ms(e.At), e.Text, e.Weather, degreesText(e.Degrees), photos, ms(e.SharedAt), ms(e.RemovedAt), ws, e.ID, e.Version); err != nil {
		return err
	}
	return takeRoomOfPhotos(tx, ws, e, known)
}

// takeRoomOfPhotos counts the photos after the first so many with the documents of
// the client: one limit holds for both. What is taken out goes on being kept.
func takeRoomOfPhotos(tx *Tx, ws workspace.ID, e fieldlog.Entry, known int) error {
	for _, p := range e.Photos[min(known, len(e.Photos)):] {
		for _, of := range []string{wholeWorkspace, e.ClientID} {
			if err := tx.put(sqlTakeRoom, ws, of, p.Size); err != nil {
				return err
			}
		}
	}
	return nil
}

const sqlEntry = `SELECT ` + entryColumns + ` FROM field_entries WHERE workspace_id = $1 AND id = $2`

// Entry loads an entry of a field log.
func Entry(tx *Tx, ws workspace.ID, id fieldlog.ID) (fieldlog.Entry, error) {
	return one(tx, scanEntry, sqlEntry, ws, id)
}

// EntrySlice is a part of a field log.
type EntrySlice struct {
	Before fieldlog.Entry // those that come after this one, going back in time; zero = from the newest on
	Shared bool           // only those that the client sees
	Limit  int
}

const (
	sqlEntries = `SELECT ` + entryColumns + ` FROM field_entries WHERE workspace_id = $1 AND project_id = $2 AND (at, id) < ($3, $4) AND removed_at = 0
  ORDER BY at DESC, id DESC LIMIT 0+$5`
	sqlSharedEntries = `SELECT ` + entryColumns + ` FROM field_entries WHERE workspace_id = $1 AND project_id = $2 AND (at, id) < ($3, $4) AND removed_at = 0 AND shared_at <> 0
  ORDER BY at DESC, id DESC LIMIT 0+$5`
)

// Entries lists the entries of a project's field log by when it was so, the newest first.
func Entries(tx *Tx, ws workspace.ID, of client.ProjectID, s EntrySlice) ([]fieldlog.Entry, error) {
	before := int64(math.MaxInt64)
	if s.Before.ID != "" {
		before = ms(s.Before.At)
	}
	if s.Shared {
		return many(tx, scanEntry, sqlSharedEntries, ws, of, before, s.Before.ID, s.Limit)
	}
	return many(tx, scanEntry, sqlEntries, ws, of, before, s.Before.ID, s.Limit)
}

const sqlRemovedEntries = `SELECT ` + entryColumns + ` FROM field_entries WHERE workspace_id = $1 AND project_id = $2 AND removed_at <> 0 ORDER BY at DESC, id DESC LIMIT 0+$3`

// RemovedEntries lists what was removed from a project's field log, the newest first.
func RemovedEntries(tx *Tx, ws workspace.ID, of client.ProjectID, limit int) ([]fieldlog.Entry, error) {
	return many(tx, scanEntry, sqlRemovedEntries, ws, of, limit)
}

const sqlEntriesSince = `SELECT ` + entryColumns + ` FROM field_entries WHERE workspace_id = $1 AND project_id = $2 AND made_at >= $3 AND removed_at = 0 ORDER BY made_at DESC, id LIMIT 0+$4`

// EntriesSince lists what was written into a project's field log since a moment.
func EntriesSince(tx *Tx, ws workspace.ID, of client.ProjectID, since time.Time, limit int) ([]fieldlog.Entry, error) {
	return many(tx, scanEntry, sqlEntriesSince, ws, of, ms(since), limit)
}

func scanEntry(row scanner) (fieldlog.Entry, error) {
	var e fieldlog.Entry
	var was, made, shared, removed int64
	var degrees, photos string
	if err := row.Scan(&e.ID, &e.ClientID, &e.ProjectID, &e.By, &was, &made, &e.Text, &e.Weather, &degrees, &photos, &shared, &removed, &e.Version); err != nil {
		return e, err
	}
	e.At, e.MadeAt, e.SharedAt, e.RemovedAt = at(was), at(made), at(shared), at(removed)
	if degrees != "" {
		n, err := strconv.Atoi(degrees)
		if err != nil {
			return e, fmt.Errorf("read the degrees of %s: %w", e.ID, err)
		}
		e.Degrees = &n
	}
	if err := json.Unmarshal([]byte(photos), &e.Photos); err != nil {
		return e, fmt.Errorf("read the photos of %s: %w", e.ID, err)
	}
	return e, nil
}

func photosText(all []fieldlog.Photo) (string, error) {
	if len(all) == 0 {
		return "[]", nil
	}
	b, err := json.Marshal(all)
	return string(b), err
}

// degreesText is "" where nobody said.
func degreesText(n *int) string {
	if n == nil {
		return ""
	}
	return strconv.Itoa(*n)
}
