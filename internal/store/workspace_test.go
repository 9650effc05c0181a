package store_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// ofWorkspace are the statements that want every row of a workspace, or walk
// its index in the order of a list.
var ofWorkspace = []string{"sqlContactChoices", "sqlDropHost", "sqlHost", "sqlMailboxes", "sqlMembers", "sqlPhrases", "sqlPushKeys", "sqlTemplates", "sqlTouchAllWatches", "sqlWaiting"}

// TestNoStatementReadsAWholeWorkspace: in a house with one firm, a search by
// its workspace alone is a scan of the table. SQLite falls to it where an
// index has what is equal but not the order that is asked for.
func TestNoStatementReadsAWholeWorkspace(t *testing.T) {
	db := emptySQLite(t)
	alone := regexp.MustCompile(`^SEARCH \w+ USING (COVERING )?INDEX \w+ \(workspace_id=\?\)`)
	var found []string
	for _, st := range statementsOn(t, "sqlite") {
		if ofBackup(st.name) || !strings.Contains(st.text, "workspace_id") {
			continue
		}
		for _, line := range sqlitePlan(t, db, st) {
			if !alone.MatchString(line) {
				continue
			}
			found = append(found, st.name)
			if !slices.Contains(ofWorkspace, st.name) {
				t.Errorf("%s reads all rows of a workspace: %s\n%s", st.name, line, st.text)
			}
		}
	}
	for _, name := range ofWorkspace {
		if !slices.Contains(found, name) {
			t.Errorf("%s does not read a whole workspace: it need not be listed", name)
		}
	}
}
