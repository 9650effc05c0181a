package checks

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"kept/internal/store"
	"kept/issue"
)

// KnownIssue is an issue with whom it touches.
type KnownIssue struct {
	issue.Issue
	Touches []issue.Touch
}

// untoldSince gives whom an issue touches who does not know how it stands, and
// since when the first of them does not; "" = everybody knows.
func (i KnownIssue) untoldSince() (client string, since time.Time) {
	for _, t := range i.Touches {
		if at, untold := i.Untold(t); untold && (client == "" || at.Before(since)) {
			client, since = t.ClientID, at
		}
	}
	return client, since
}

// aboutIssue tells of which issue a line of the journal speaks; "" = of none.
func aboutIssue(l store.Line) issue.ID {
	if id, ok := strings.CutPrefix(l.Object, "issue:"); ok {
		return issue.ID(id)
	}
	var told struct {
		Issue issue.ID `json:"issue"`
	}
	if l.Act != "told" && l.Act != "undone" || json.Unmarshal([]byte(l.After), &told) != nil {
		return ""
	}
	return told.Issue
}

// readIssues reads the issues of which the new lines speak.
func readIssues(r *Reader, tx *store.Tx) error {
	f := r.firm
	for _, l := range f.New {
		id := aboutIssue(l)
		if id == "" {
			continue
		}
		i, err := store.Issue(tx, f.ID, id)
		if errors.Is(err, store.ErrNone) {
			f.Stray = append(f.Stray, "the journal speaks of "+string(id)+", and there is none")
			continue
		}
		if err != nil {
			return err
		}
		touches, err := store.Touches(tx, f.ID, id)
		if err != nil {
			return err
		}
		f.Issues[id] = KnownIssue{i, touches}
	}
	return nil
}

// patience is how much plain time may pass until the owner and the leader of
// everybody's telling were asked: any working time within which an issue is to be
// told is over by then.
const patience = 14 * 24 * time.Hour

// toldIssues: whoever is touched by an issue and does not know how it stands is
// asked about, of the owner and then the leader; and in one act each client has one
// message. Left out is time in which Kept did not run, or in which the people or
// the settings changed: then it is enough that the leader was asked.
type toldIssues struct {
	ladder *warned // follows the questions
	judged map[string]bool
}

func newToldIssues() *toldIssues { return &toldIssues{newWarned(), map[string]bool{}} }

func (*toldIssues) Name() string { return "issues" }

func (t *toldIssues) Look(f *Firm) []string {
	var out []string
	type act struct {
		issue  issue.ID
		client string
		at     time.Time
	}
	seen := map[act]bool{}
	for _, l := range f.New {
		switch l.Act {
		case "workspace changed", "member changed", "absence set", "absence ended":
			t.ladder.changed = l.At
		case "prompted", "settled":
			t.ladder.note(l)
		case "told":
			id := aboutIssue(l)
			if id == "" {
				continue
			}
			a := act{id, l.ClientID, l.At}
			if seen[a] {
				out = append(out, fmt.Sprintf("%s was told to %s twice in one act", id, l.ClientID))
			}
			seen[a] = true
		}
	}
	for _, id := range sortedKeys(f.Issues) {
		i := f.Issues[id]
		client, since := i.untoldSince()
		key := string(id) + since.String()
		if client == "" || f.Now.Before(since.Add(patience)) || t.judged[key] {
			continue
		}
		t.judged[key] = true
		if why := t.silent(f, id, since); why != "" {
			out = append(out, fmt.Sprintf("%s does not know of %s since %s, and %s", client, id, stamp(since), why))
		}
	}
	return out
}

// silent says who was not asked about an issue; "" = all were.
func (t *toldIssues) silent(f *Firm, id issue.ID, since time.Time) string {
	asked := map[string]bool{}
	for _, a := range t.ladder.asks["issue:"+string(id)] {
		if a.until.IsZero() || a.until.After(since) {
			asked[a.level] = true
		}
	}
	switch {
	case f.wasDown(since, since.Add(patience)):
		return ""
	case !asked["leader"]:
		return "the leader was never asked"
	case !asked["owner"] && !t.ladder.changed.After(since):
		return "the owner was never asked"
	}
	return ""
}
