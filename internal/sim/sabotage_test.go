package sim

import (
	"database/sql"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// sabotages break a living world behind Kept's back. Each is found by the check
// that is named; %NOW stands for the moment in milliseconds.
var sabotages = []struct{ check, sql string }{
	{"next contact", "UPDATE promises SET state = 'withdrawn' WHERE kind = 'next contact' AND state = 'open' AND workspace_id = %WS"},
	{"outcome", "UPDATE promise_dates SET outcome = 'kept', decided_at = %NOW WHERE seq = 0 AND outcome = '' AND workspace_id = %WS"},
	{"by a person", "UPDATE notices SET by_id = 'watchdog' WHERE workspace_id = %WS"},
	{"prompt", "UPDATE prompts SET holder_id = 'nobody' WHERE settled_at = 0 AND workspace_id = %WS"},
	{"asked", "UPDATE prompts SET settled_at = %NOW, mail_at = 0 WHERE settled_at = 0 AND workspace_id = %WS"},
	{"word for word", "UPDATE notices SET text = text || ' Sincerely.' WHERE id IN (SELECT notice_id FROM outbox WHERE state = 'queued' AND workspace_id = %WS)"},
	{"word for word", "UPDATE notices SET accepted_at = %NOW WHERE id IN (SELECT notice_id FROM outbox WHERE state = 'queued' AND workspace_id = %WS); UPDATE outbox SET state = 'withdrawn' WHERE state = 'queued' AND notice_id <> '' AND workspace_id = %WS"},
	{"sent once", "UPDATE outbox SET state = 'queued', send_at = %NOW WHERE state = 'sent' AND workspace_id = %WS"},
	{"journal", "UPDATE journal SET after_json = '{}' WHERE act = 'made' AND workspace_id = %WS"},
	{"journal", "DELETE FROM journal WHERE act = 'made' AND workspace_id = %WS"},
	{"journal", "UPDATE clients SET name = 'Somebody else' WHERE workspace_id = %WS"},
	{"journal", "UPDATE promises SET due_at = due_at + 1 WHERE workspace_id = %WS"},
	{"journal", "UPDATE clocks SET due_at = due_at + 1 WHERE stopped_at = 0 AND workspace_id = %WS"},
	{"soonest wait", "UPDATE conversations SET due_at = due_at + 1 WHERE due_at > 0 AND workspace_id = %WS"},
	{"answered", "UPDATE clocks SET stopped_with = message_id WHERE stopped_with <> '' AND workspace_id = %WS"},
	{"own talk", "UPDATE messages SET client_id = 'somebody else' WHERE direction = 'in' AND conversation_id <> '' AND workspace_id = %WS"},
	{"other workspace", "UPDATE promises SET words = 'mine' WHERE workspace_id <> %WS"},
}

// A year is watched by checks that can fail: break the world, and they say so.
func TestSabotageIsFound(t *testing.T) {
	for _, s := range sabotages {
		t.Run(s.check, func(t *testing.T) {
			t.Parallel()
			dir := folder(t)
			done := false
			r, err := Year(t.Context(), Options{Seed: 5, Until: 9 * day, Open: onSQLite(dir), between: func(y *year) error {
				if y.now.Before(Start.Add(4 * day)) {
					return nil
				}
				if done {
					return nil
				}
				var err error
				done, err = y.breaks(filepath.Join(dir, "kept.db"), s.sql)
				y.deepAt = y.now.Add(time.Millisecond) // and everything is read soon
				return err
			}})
			if err != nil && len(r.Findings) == 0 {
				t.Fatal(err)
			}
			var by []string
			for _, f := range r.Findings {
				by = append(by, f.Check)
			}
			if !done {
				t.Fatal("there was nothing to break")
			}
			if !slices.Contains(by, s.check) {
				t.Errorf("%q was not found; what was: %q", s.check, r.Findings)
			}
		})
	}
}

// breaks changes rows behind Kept's back, if there are any to change.
func (y *year) breaks(path, text string) (bool, error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return false, err
	}
	defer db.Close()
	text = strings.ReplaceAll(text, "%WS", "'"+string(y.owner.Workspace)+"'")
	text = strings.ReplaceAll(text, "%NOW", strconv.FormatInt(y.now.UnixMilli(), 10))
	res, err := db.ExecContext(y.ctx, text)
	if err != nil {
		return false, err
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
