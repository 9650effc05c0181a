package checks

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"kept/internal/store"
	"kept/notice"
	"kept/promise"
)

// toldDates: a date that the client was told of never moves without a notice
// that tells of the new one, in the same act.
type toldDates struct{}

func (toldDates) Name() string { return "told date" }

func (toldDates) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		if !strings.HasPrefix(l.Object, "promise:") || l.Act == "outcome" || l.Before == "" || l.After == "" {
			continue
		}
		var before, after promise.Promise
		if json.Unmarshal([]byte(l.Before), &before) != nil || json.Unmarshal([]byte(l.After), &after) != nil || len(before.Dates) == 0 || len(after.Dates) == 0 {
			continue // no promise: a prompt's line
		}
		if before.Date().DueAt.Equal(after.Date().DueAt) && before.Date().Day == after.Date().Day || !before.EverTold() {
			continue
		}
		if l.Act == "reset undone" {
			if !before.Told(len(before.Dates) - 1).IsZero() {
				out = append(out, fmt.Sprintf("%s: a reset that the client knows of was undone", l.Object))
			}
			continue
		}
		if !toldInAct(f, l, after) {
			out = append(out, fmt.Sprintf("%s: %s moved a date that the client knows, from %s to %s, and nothing tells them",
				l.Object, l.Act, stamp(before.Date().DueAt), stamp(after.Date().DueAt)))
		}
	}
	return out
}

// toldInAct looks for the telling of the same act, and for its notice among
// those that tell of the new date.
func toldInAct(f *Firm, moved store.Line, after promise.Promise) bool {
	for _, l := range f.New {
		if l.Act != "told" || !l.At.Equal(moved.At) || l.Actor != moved.Actor {
			continue
		}
		var t tellingLine
		if json.Unmarshal([]byte(l.After), &t) != nil || !slices.Contains(t.Moved, after.ID) {
			continue
		}
		p, seq := f.Promises[after.ID], len(after.Dates)-1
		if len(p.Dates) <= seq {
			return true // undone in the same step
		}
		for _, x := range p.Tellings {
			n := f.Notices[notice.ID(x.NoticeID)]
			if x.Seq == seq && slices.Contains(t.Notices, n.ID) && n.ContactID == p.ContactID {
				return true
			}
		}
	}
	return false
}
