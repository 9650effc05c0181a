package web

import (
	"encoding/json"
	"strings"

	"kept/internal/store"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
	"kept/prompt"
)

// happened is the promise's part of the journal, the newest line first.
func (d *promiseDesk) happened() []page.Happening {
	var out []page.Happening
	for _, l := range d.Journal {
		if h, ok := d.happening(l); ok {
			out = append(out, h)
		}
	}
	return out
}

// happening is one line in words; false for a line that tells a reader nothing.
func (d *promiseDesk) happening(l store.Line) (page.Happening, bool) {
	h := page.Happening{When: d.moment(l.At, nil), Who: d.actor(l.Actor)}
	h.When.Text = d.dated(l.At)
	var before, after promise.Promise
	_ = json.Unmarshal([]byte(l.Before), &before) // a line without one leaves it empty
	_ = json.Unmarshal([]byte(l.After), &after)
	switch l.Act {
	case "made":
		h.Icon, h.Text, h.Words = "promises", "promised it for "+d.dateSaid(after), after.Words
	case "edited", "handed over":
		h.Icon, h.Text, h.Diff = "pen", l.Act+" it", d.changes(before, after)
		if before.OwnerID != after.OwnerID && len(h.Diff) == 1 {
			h.Icon, h.Text, h.Diff = "hand", "gave it to "+d.team.Name(after.OwnerID), nil
		}
	case "reset":
		h.Icon, h.Text, h.Words = "agenda", "moved it from "+d.dateSaid(before)+" to "+d.dateSaid(after), reasonOf(after)
	case "confirmed":
		h.Icon, h.Text = "kept", "confirmed that it stands"
	case "kept":
		h.Icon, h.Text = "kept", "noted that they had it "+d.dated(after.KeptAt)
	case "released":
		h.Icon, h.Text, h.Words = "released", "noted that they let us off", after.ReleasedWhy
	case "reset undone":
		h.Icon, h.Text = "agenda", "took the move back within seconds: "+d.dateSaid(after)+" stands"
	case "reopened", "withdrawn":
		h.Icon, h.Text = "promises", l.Act+" it"
	case "outcome", "prompted", "settled", "snoozed", "not needed":
		return d.watched(l, h)
	default:
		return h, false
	}
	return h, true
}

// actor names who did it: a member, or Kept itself.
func (d *promiseDesk) actor(a string) string {
	if id, ok := strings.CutPrefix(a, "member:"); ok {
		return d.team.Name(member.ID(id))
	}
	if id, ok := strings.CutPrefix(a, "contact:"); ok {
		return d.names[id]
	}
	return "Kept"
}

func (d *promiseDesk) dateSaid(p promise.Promise) string {
	if len(p.Dates) == 0 {
		return "a date"
	}
	return d.whenOf(p.Date()).Text
}

func (d *promiseDesk) changes(a, b promise.Promise) []page.Change {
	var out []page.Change
	add := func(field, before, after string) {
		if before != after {
			out = append(out, page.Change{Field: field, Before: before, After: after})
		}
	}
	add("Words", a.Words, b.Words)
	add("What it is", kindWord(a.Kind), kindWord(b.Kind))
	add("Promised to", d.names[a.ContactID], d.names[b.ContactID])
	add("By when", d.dateSaid(a), d.dateSaid(b))
	add("Who keeps it", d.team.Name(a.OwnerID), d.team.Name(b.OwnerID))
	add("Where it was said", a.Source, b.Source)
	return out
}

// watched is what Kept did about the promise, and what was answered.
func (d *promiseDesk) watched(l store.Line, h page.Happening) (page.Happening, bool) {
	var ask struct {
		Level  string       `json:"level"`
		Stage  prompt.Stage `json:"stage"`
		Holder member.ID    `json:"holder"`
	}
	switch l.Act {
	case "outcome":
		var date promise.Date
		if json.Unmarshal([]byte(l.After), &date) != nil || date.Outcome == promise.Undecided {
			return h, false
		}
		s := stateOfDate(date.Outcome, promise.Open)
		h.Who, h.Icon, h.Text = "", string(s), d.whenOf(date).Text+" ended: "+string(date.Outcome)
	case "prompted":
		if json.Unmarshal([]byte(l.After), &ask) != nil {
			return h, false
		}
		h.Who, h.Icon, h.Text = "Kept", "doubtful", "asked "+d.team.Name(ask.Holder)
		if ask.Level != prompt.ToOwner.String() {
			h.Text += " as " + ask.Level
		}
		switch ask.Stage {
		case prompt.TellNow:
			h.Text += ": the last good moment to tell them"
		case prompt.Passed:
			h.Text += ": the date has passed"
		}
	case "settled":
		h.Icon, h.Text = "kept", "settled what was asked"
		if h.Who == "Kept" {
			h.Text = "has nothing more to ask"
		}
	default:
		var p prompt.Prompt
		if json.Unmarshal([]byte(l.After), &p) != nil {
			return h, false
		}
		h.Icon, h.Text = "snooze", "put it off until "+d.dated(p.SnoozedUntil)
		if l.Act == "not needed" {
			h.Text, h.Words = "said that this is not needed", p.Dismissed
		}
	}
	return h, true
}

// reasonOf is why the standing date replaced the one before.
func reasonOf(p promise.Promise) string {
	if len(p.Dates) == 0 {
		return ""
	}
	return p.Date().Reason
}
