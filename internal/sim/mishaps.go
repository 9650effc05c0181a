package sim

import (
	"slices"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/issue"
	"kept/promise"
	"kept/worktime"
)

// mishaps is what goes wrong at several clients at once, and who sees to it.
type mishaps struct{ dice }

// act has something go wrong now and then; what did goes on, and ends.
func (m *mishaps) act(y *year) time.Time {
	who := one(m.dice, y.people).who
	if m.odds(0.4) {
		m.happens(y, who)
	}
	open, err := y.Issues.Open(y.ctx, who)
	if y.did("look at issues", err) && len(open) > 0 {
		m.goesOn(y, who, one(m.dice, open).Issue)
	}
	return y.now.Add(m.between(2*24*time.Hour, 9*24*time.Hour))
}

// happens records what went wrong, with some of what is owed; mostly it is told
// within the hour, now and then nobody thinks of it.
func (m *mishaps) happens(y *year, who office.Actor) {
	in := office.NewIssue{What: wordsAbout(y, "The crane is broken"), Effect: wordsAbout(y, "It comes later"), Fix: wordsAbout(y, "Another one is on its way")}
	for range 1 + m.IntN(3) {
		h := one(m.dice, y.clients)
		v, err := y.Notices.Compose(y.ctx, who, h.id)
		if !y.did("look at a client", err) {
			return
		}
		owed := v.Owed()
		if len(owed) == 0 || m.odds(0.3) {
			in.Clients = append(in.Clients, h.id)
			continue
		}
		for _, r := range owed[:1+m.IntN(min(3, len(owed)))] {
			in.Promises = append(in.Promises, r.ID)
		}
	}
	i, err := y.Issues.Record(y.ctx, who, in)
	if !y.did("record an issue", err) || m.odds(0.25) {
		return
	}
	y.agenda.add(y.now.Add(m.between(time.Minute, 3*time.Hour)), once(func(y *year) { tellIssue(y, &m.dice, who, i.ID, nil) }))
}

// goesOn has an issue be further than it was, or over.
func (m *mishaps) goesOn(y *year, who office.Actor, i issue.Issue) {
	change := func(i *issue.Issue) { i.State = one(m.dice, []issue.State{issue.Known, issue.Fixing, issue.Watching}) }
	if m.odds(0.4) {
		why := wordsAbout(y, "A bolt was loose")
		change = func(i *issue.Issue) { i.State, i.Closing = issue.Closed, why }
	}
	if m.odds(0.3) {
		_, err := y.Issues.Edit(y.ctx, who, i.ID, 0, change)
		y.did("change an issue", err)
		return
	}
	tellIssue(y, &m.dice, who, i.ID, change)
}

// tellIssue tells everybody who does not know how an issue stands, or with a change
// everybody whom it touches; some of the dates move.
func tellIssue(y *year, d *dice, who office.Actor, id issue.ID, change func(*issue.Issue)) {
	v, err := y.Issues.View(y.ctx, who, id)
	if !y.did("look at an issue", err) {
		return
	}
	in := office.IssueTelling{Change: change, Text: wordsAbout(y, "I am sorry")}
	for _, t := range v.Touched {
		if !t.Untold && change == nil {
			continue
		}
		r := office.IssueReaders{Client: client.ID(t.ClientID)}
		for _, p := range t.Matters {
			if p.State != promise.Open || d.odds(0.4) {
				continue
			}
			if day, ok := t.Calendar.AddBusinessDays(worktime.DayOf(y.now, t.Calendar.Location()), 2+d.IntN(15)); ok {
				r.Moves = append(r.Moves, office.Move{Promise: p.ID, When: promise.When{Day: day}, Because: wordsAbout(y, "There is no other way")})
				if !slices.Contains(r.Readers, p.Contact) {
					r.Readers = append(r.Readers, p.Contact)
				}
			}
		}
		if len(r.Readers) == 0 && len(t.Contacts) > 0 {
			r.Readers = append(r.Readers, t.Contacts[0].ID)
		}
		in.Clients = append(in.Clients, r)
		if day, ok := t.Calendar.AddBusinessDays(worktime.DayOf(y.now, t.Calendar.Location()), 3+d.IntN(4)); ok {
			in.Next = promise.When{Day: day}
		}
	}
	if len(in.Clients) == 0 {
		return
	}
	told, err := y.Issues.Tell(y.ctx, who, id, in)
	if y.did("tell an issue", err) && d.odds(0.1) {
		y.did("undo the telling of an issue", y.Notices.Undo(y.ctx, who, told.ID))
	}
}
