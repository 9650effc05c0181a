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
		h.Icon, h.Text, h.Words = "promises", d.say("promised it for {date}", "date", d.dateSaid(after)), after.Words
	case "edited", "handed over":
		h.Icon, h.Text, h.Diff = "pen", d.say("edited it"), d.changes(before, after)
		if l.Act == "handed over" {
			h.Text = d.say("handed it over")
		}
		if before.OwnerID != after.OwnerID && len(h.Diff) == 1 {
			h.Icon, h.Text, h.Diff = "hand", d.say("gave it to {who}", "who", d.team.Name(after.OwnerID)), nil
		}
	case "reset":
		h.Icon, h.Text, h.Words = "agenda", d.say("moved it from {old} to {new}", "old", d.dateSaid(before), "new", d.dateSaid(after)), reasonOf(after)
	case "confirmed":
		h.Icon, h.Text = "kept", d.say("confirmed that it stands")
	case "kept":
		h.Icon, h.Text = "kept", d.say("noted that they had it {at}", "at", d.dated(after.KeptAt))
	case "released":
		h.Icon, h.Text, h.Words = "released", d.say("noted that they let us off"), after.ReleasedWhy
	case "reset undone":
		h.Icon, h.Text = "agenda", d.say("took the move back within seconds: {date} stands", "date", d.dateSaid(after))
	case "reopened":
		h.Icon, h.Text = "promises", d.say("reopened it")
	case "withdrawn":
		h.Icon, h.Text = "promises", d.say("withdrew it")
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
		return d.say("a date")
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
	add(d.say("Words"), a.Words, b.Words)
	add(d.say("What it is"), d.kindWord(a.Kind), d.kindWord(b.Kind))
	add(d.say("Promised to"), d.names[a.ContactID], d.names[b.ContactID])
	add(d.say("By when"), d.dateSaid(a), d.dateSaid(b))
	add(d.say("Who keeps it"), d.team.Name(a.OwnerID), d.team.Name(b.OwnerID))
	add(d.say("Where it was said"), a.Source, b.Source)
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
		h.Who, h.Icon, h.Text = "", string(s), d.say("{date} ended: {outcome}", "date", d.whenOf(date).Text, "outcome", strings.ToLower(d.say(s.Label())))
	case "prompted":
		if json.Unmarshal([]byte(l.After), &ask) != nil {
			return h, false
		}
		h.Who, h.Icon, h.Text = "Kept", "doubtful", askedFor(d.visit, d.team.Name(ask.Holder), ask.Level, ask.Stage)
	case "settled":
		h.Icon, h.Text = "kept", d.say("settled what was asked")
		if h.Who == "Kept" {
			h.Text = d.say("has nothing more to ask")
		}
	default:
		var p prompt.Prompt
		if json.Unmarshal([]byte(l.After), &p) != nil {
			return h, false
		}
		h.Icon, h.Text = "snooze", d.say("put it off until {at}", "at", d.dated(p.SnoozedUntil))
		if l.Act == "not needed" {
			h.Text, h.Words = d.say("said that this is not needed"), p.Dismissed
		}
	}
	return h, true
}

// askedFor says whom Kept asked, as what he is, and what the hour was.
func askedFor(v *visit, who, level string, stage prompt.Stage) string {
	switch level {
	case prompt.ToDeputy.String():
		who = v.say("{who} as deputy", "who", who)
	case prompt.ToLeader.String():
		who = v.say("{who} as leader", "who", who)
	}
	switch stage {
	case prompt.TellNow:
		return v.say("asked {who}: the last good moment to tell them", "who", who)
	case prompt.Passed:
		return v.say("asked {who}: the date has passed", "who", who)
	}
	return v.say("asked {who}", "who", who)
}

// reasonOf is why the standing date replaced the one before.
func reasonOf(p promise.Promise) string {
	if len(p.Dates) == 0 {
		return ""
	}
	return p.Date().Reason
}
