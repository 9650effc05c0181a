package office

import (
	"slices"
	"strings"

	"kept/client"
	"kept/internal/store"
	"kept/promise"
)

// dressed is what was read at once for many prompts: whose they are and what
// they are about.
type dressed struct {
	faces map[client.ID]store.ClientFace
	rows  map[promise.ID]store.PromiseRow
}

// dressAhead reads in a few statements what dressing these prompts will want.
func dressAhead(a *act, prompts []store.PromptRow) error {
	d := &dressed{faces: map[client.ID]store.ClientFace{}, rows: map[promise.ID]store.PromiseRow{}}
	var clients []client.ID
	var promises []promise.ID
	for _, p := range prompts {
		if p.ClientID != "" && !slices.Contains(clients, client.ID(p.ClientID)) {
			clients = append(clients, client.ID(p.ClientID))
		}
		if id, ok := strings.CutPrefix(p.Obligation, "promise:"); ok {
			promises = append(promises, promise.ID(id))
		}
	}
	for part := range slices.Chunk(clients, store.Batch) {
		faces, err := store.FacesOf(a.tx, a.ws, part)
		if err != nil {
			return err
		}
		for id, f := range faces {
			d.faces[id] = f
		}
	}
	for part := range slices.Chunk(promises, store.Batch) {
		rows, err := store.PromiseRowsOf(a.tx, a.ws, part)
		if err != nil {
			return err
		}
		for id, r := range rows {
			d.rows[id] = r
		}
	}
	a.dressed = d
	return nil
}

// faceOf gives a client's face, read ahead or now.
func faceOf(a *act, id client.ID) (store.ClientFace, error) {
	if a.dressed != nil {
		if f, ok := a.dressed.faces[id]; ok {
			return f, nil
		}
	}
	all, err := store.FacesOf(a.tx, a.ws, []client.ID{id})
	if err != nil {
		return store.ClientFace{}, err
	}
	f, ok := all[id]
	if !ok {
		return f, store.ErrNone
	}
	return f, nil
}

// lineOf gives a promise's line, read ahead or now.
func lineOf(a *act, id promise.ID) (store.PromiseRow, error) {
	if a.dressed != nil {
		if r, ok := a.dressed.rows[id]; ok {
			return r, nil
		}
	}
	return store.PromiseRowOf(a.tx, a.ws, id)
}
