package store_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"kept/client"
	"kept/internal/store"
	"kept/workspace"
)

// TestIndexOfMessagesStaysTrue: on SQLite the index of words is a table of its
// own beside the words. It is held against them after messages were taken
// back, and after an administrator had the file packed.
func TestIndexOfMessagesStaysTrue(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kept.db")
	const many = 1200 // so that what is seldom is looked for in the index
	id := func(i int) string { return fmt.Sprintf("msg_%026d", i) }
	db, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx *store.Tx) error {
		if err := store.AddWorkspace(tx, workspace.Workspace{ID: "wsp_1", Version: 1}); err != nil {
			return err
		}
		if err := store.AddClient(tx, "wsp_1", client.Client{ID: "cli_1", Version: 1}); err != nil {
			return err
		}
		for i := range many {
			if err := store.AddMessage(tx, "wsp_1", store.Message{ID: id(i), ClientID: "cli_1"}); err != nil {
				return err
			}
			if err := store.IndexMessage(tx, "wsp_1", id(i), fmt.Sprint("common own", i)); err != nil {
				return err
			}
		}
		for i := range 100 {
			if err := store.DropMessage(tx, "wsp_1", id(i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	raw := rawSQLite(t, path)
	for _, text := range []string{"VACUUM", "INSERT INTO message_index (message_index, rank) VALUES ('integrity-check', 1)"} {
		if _, err := raw.ExecContext(t.Context(), text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	if err := raw.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, "sqlite:"+path)
	for _, i := range []int{0, 99, 100, 500, many - 1} {
		got, err := store.FindMessages(db.Read(t.Context()), "wsp_1", fmt.Sprint("own", i), many)
		if err != nil || slices.Contains(got, id(i)) != (i >= 100) {
			t.Errorf("message %d is found in %v, %v", i, got, err)
		}
	}
}
