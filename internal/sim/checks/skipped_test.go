package checks

import (
	"encoding/json"
	"testing"
	"time"

	"kept/handoff"
	"kept/internal/store"
	"kept/news"
	"kept/promise"
)

// What was left out and left all the same is found; what was wanted after all, another
// one, and what a person sent is not.
func TestSkippedIsFound(t *testing.T) {
	as := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	at := time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)
	wish := func(name string, out bool) store.Line {
		act := "message sent after all"
		if out {
			act = "message skipped"
		}
		return store.Line{Act: act, After: as(store.MessageChange{Message: name, Skipped: out})}
	}
	reminded := store.Line{Act: "hand-off reminded", Actor: "watchdog", At: at, After: as(handoff.HandOff{ID: "hof_1", Reminders: 2})}
	byHand := reminded
	byHand.Actor = "member:mem_1"
	note := store.Line{Act: "note sent by itself", Object: "promise:prm_1", At: at}
	asked := store.Line{Act: "check-in asked", At: at, After: as(news.CheckIn{PromiseID: "prm_1"})}
	planned := store.Line{Act: "update planned", Object: "update:upd_1", After: as(news.Update{ID: "upd_1", SendAt: at})}
	leaves := store.Line{Act: "update leaves as planned", Object: "update:upd_1", At: at}
	for name, row := range map[string]struct {
		lines []store.Line
		found int
	}{
		"a reminder":               {[]store.Line{wish("reminder.hof_1.2", true), reminded}, 1},
		"another reminder":         {[]store.Line{wish("reminder.hof_1.1", true), reminded}, 0},
		"by hand":                  {[]store.Line{wish("reminder.hof_1.2", true), byHand}, 0},
		"wanted after all":         {[]store.Line{wish("reminder.hof_1.2", true), wish("reminder.hof_1.2", false), reminded}, 0},
		"a note":                   {[]store.Line{wish("note.prm_1.1", true), note}, 1},
		"a note about another day": {[]store.Line{wish("note.prm_1.2", true), note}, 0},
		"check-ins":                {[]store.Line{wish("check-ins.prm_1.1", true), asked}, 1},
		"an update":                {[]store.Line{planned, wish("update.upd_1.1773046800000", true), leaves}, 1},
		"one that was moved":       {[]store.Line{planned, wish("update.upd_1.1773046800001", true), leaves}, 0},
	} {
		f := &Firm{New: row.lines, Promises: map[promise.ID]promise.Promise{"prm_1": {ID: "prm_1", Dates: make([]promise.Date, 1)}}}
		if got := newSkipped().Look(f); len(got) != row.found {
			t.Errorf("%s: %v", name, got)
		}
	}
}
