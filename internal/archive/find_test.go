package archive_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kept/internal/office/officetest"
	"kept/internal/store"
	"kept/workspace"
)

// A file of no bytes stays one, and what was found in messages before a backup is found after a restore: the
// index of words is made again as they come back, whichever engine it is. Of
// this many messages the seldom words are found by the index alone.
func TestMessagesAreFoundAgain(t *testing.T) {
	queries := []string{"zoe", "STRASSE", "日本", "kita", "12b", "own7", "common own1099", "common", "zoe common", "facade strasse", "w", "nothing"}
	for from, source := range engines {
		t.Run(from, func(t *testing.T) {
			h := officetest.Open(t, source(t))
			c, _ := h.Client(h.Owner, "Casa Ruiz", "Europe/Madrid", "Ana Ruiz", "ana@casaruiz.example")
			check(t, h.DB.Write(t.Context(), func(tx *store.Tx) error {
				if err := store.AddBlob(tx, h.Owner.Workspace, "of no bytes", nil, h.Now()); err != nil {
					return err
				}
				for i := range 1100 {
					text := fmt.Sprint("common own", i)
					if i == 5 {
						text = "ZOË, 日本語 & किताब: 12b Straße (façade)"
					}
					m := store.Message{ID: fmt.Sprintf("msg_%026d", i), ClientID: string(c.ID), At: h.Now(), Text: text}
					if err := store.AddMessage(tx, h.Owner.Workspace, m); err != nil {
						return err
					}
					if err := store.IndexMessage(tx, h.Owner.Workspace, m.ID, text); err != nil {
						return err
					}
				}
				return nil
			}))
			before := finds(t, h.DB, h.Owner.Workspace, queries)
			if len(before["zoe"]) != 1 || len(before["common"]) != 9 || len(before["nothing"]) != 0 {
				t.Fatalf("before the backup %v were found", before)
			}
			kept := backup(t, h.DB)
			for to, target := range engines {
				t.Run("to "+to, func(t *testing.T) {
					db := empty(t, target(t))
					_, err := restore(t, db, kept)
					check(t, err)
					if b, err := store.Blob(db.Read(t.Context()), h.Owner.Workspace, "of no bytes"); err != nil || len(b) != 0 {
						t.Errorf("a file of no bytes came back as %q, %v", b, err)
					}
					if d := cmp.Diff(before, finds(t, db, h.Owner.Workspace, queries)); d != "" {
						t.Errorf("what is found differs (- before, + after):\n%s", d)
					}
				})
			}
		})
	}
}

func finds(t *testing.T, db *store.DB, ws workspace.ID, queries []string) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, q := range queries {
		ids, err := store.FindMessages(db.Read(t.Context()), ws, q, 9)
		check(t, err)
		out[q] = ids
	}
	return out
}
