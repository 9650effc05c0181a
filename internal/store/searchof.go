package store

import (
	"slices"

	"kept/workspace"
)

// FindOf gives the names of the objects of one kind ("client", "contact",
// "project", "promise") that [Find] finds, the newest first, at most limit.
func FindOf(tx *Tx, ws workspace.ID, kind, query string, limit int) ([]string, error) {
	all, err := Find(tx, ws, query, MaxLooked)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, f := range all {
		if f.Kind == kind {
			out = append(out, f.ID)
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	return out[:min(len(out), limit)], nil
}
