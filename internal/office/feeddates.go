package office

import (
	"slices"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/feed"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// How long what is done, or not needed any more, stays in a calendar, and how many
// dates of promises are read for one.
const (
	feedKeeps = 30 * 24 * time.Hour
	feedDates = 4000
)

// dateWriter writes the dates of one contact as entries of a calendar.
type dateWriter struct {
	*act
	of      client.Client
	cal     *worktime.Calendar
	v       tongue.Voice
	root    string
	since   time.Time // what ended before is gone
	names   map[string]string
	several bool // his client has several projects, so that each date says of which it is
	moves   map[string]store.Moves
	out     []feed.Entry
}

// projects learns the names of the client's projects, and what moved how often.
func (w *dateWriter) projects() error {
	all, err := store.Projects(w.tx, w.ws, w.of.ID)
	if err != nil {
		return err
	}
	w.names, w.several = make(map[string]string, len(all)), len(all) > 1
	for _, p := range all {
		w.names[string(p.ID)] = p.Name
	}
	w.moves, err = store.MovesOf(w.tx, w.ws, w.of.ID, w.now)
	return err
}

// entry begins an entry: of what, when it changed, and how often it was seen to.
func (w *dateWriter) entry(id, path string, changed time.Time) feed.Entry {
	return feed.Entry{UID: id + "@kept", Changed: changed.Truncate(time.Second), URL: w.root + "/p/" + path}
}

// when puts an entry on a moment, or on a day where a day was said.
func when(e *feed.Entry, d worktime.Day, at time.Time) {
	if e.From, e.Until = d, d; d.IsZero() {
		e.At = at
	}
}

// text is what an entry says below its title.
func (w *dateWriter) text(project string, lines ...string) string {
	out := ""
	if w.several {
		lines = append(lines, w.names[project])
	}
	for _, l := range lines {
		if l == "" {
			continue
		}
		if out != "" {
			out += "\n"
		}
		out += l
	}
	return out
}

func (w *dateWriter) promises() error {
	for _, of := range []store.ToldSlice{{State: promise.Open, Limit: feedDates}, {State: promise.Kept, Since: w.since, Limit: feedDates}, {State: promise.Released, Since: w.since, Limit: feedDates}} {
		all, err := store.ToldDatesOf(w.tx, w.ws, w.of.ID, of)
		if err != nil {
			return err
		}
		for i, d := range all {
			if i == 0 || all[i-1].Promise != d.Promise { // the last of its dates of which he was told
				w.out = append(w.out, w.promise(d, of.State))
			}
		}
	}
	return nil
}

func (w *dateWriter) promise(d store.ToldDate, state promise.State) feed.Entry {
	changed := d.ToldAt
	if d.Ended.After(changed) {
		changed = d.Ended
	}
	moved := w.moves[obligation("promise", d.Promise)]
	if moved.Last.After(changed) {
		changed = moved.Last
	}
	e := w.entry(string(d.Promise), "promises/"+string(d.Promise), changed)
	e.Sequence = max(0, moved.Times-1)
	when(&e, d.Day, d.DueAt)
	e.Kind = w.v.Say("What was promised to you")
	said := promise.When{Day: d.Day}
	if d.Day.IsZero() {
		said.At = d.DueAt
	}
	e.Summary = d.Words
	line := ""
	switch state {
	case promise.Kept:
		e.Summary, line = w.v.Say("Done: {what}", "what", d.Words), w.v.Say("It is done.")
	case promise.Released:
		e.Summary, line, e.Cancelled = w.v.Say("Not needed any more: {what}", "what", d.Words), w.v.Say("Not needed any more"), true
	default:
		e.Busy = d.Kind == promise.Appointment
		line = w.v.Say("Promised by {when}", "when", whenTo(w.v, said, w.cal))
	}
	if d.Kind == promise.Appointment {
		e.Kind = w.v.Say("An appointment")
	}
	e.Text = w.text(d.Project, line, w.nameOf(d.Owner))
	return e
}

// nexts are when he hears from us.
func (w *dateWriter) nexts() error {
	all, err := store.NextDates(w.tx, w.ws, w.of.ID)
	if err != nil {
		return err
	}
	for _, d := range all {
		e := w.entry(string(d.Promise), "dates#"+string(d.Promise), d.ToldAt)
		e.Sequence, e.Kind = d.Seq, w.v.Say("You hear from us")
		when(&e, d.Day, d.DueAt)
		e.Summary = w.v.Say("You hear from {firm}", "firm", w.book.firm.Name)
		e.Text = w.text(d.Project, w.nameOf(d.Owner))
		w.out = append(w.out, e)
	}
	return nil
}

// steps are those of the plans that he was told of, from the day by which they are
// done to the last on which they can be.
func (w *dateWriter) steps() error {
	told, err := store.ToldPlans(w.tx, w.ws, w.of.ID)
	if err != nil {
		return err
	}
	for _, of := range told {
		all, err := store.Steps(w.tx, w.ws, of)
		if err != nil {
			return err
		}
		for _, x := range all {
			if !x.Told.Known() || x.Done() && x.DoneAt.Before(w.since) {
				continue
			}
			e, err := w.step(x, w.moves[obligation("plan", of)])
			if err != nil {
				return err
			}
			w.out = append(w.out, e)
		}
	}
	return nil
}

func (w *dateWriter) step(x plan.Step, moved store.Moves) (feed.Entry, error) {
	who, err := w.whoHolds(x.Party)
	if err != nil {
		return feed.Entry{}, err
	}
	e := w.entry(string(x.ID), "steps/"+string(x.ID), moved.Last)
	e.Sequence, e.Summary, e.Kind = max(0, moved.Times-1)+max(0, x.Version-1), x.Words(), w.v.Say("A step of the plan")
	if x.Party.Side == plan.Theirs {
		e.Kind = w.v.Say("Your part of the plan")
	}
	e.From, e.Until = x.Told.Until, x.Told.Latest
	if e.Until.Before(e.From) {
		e.Until = e.From
	}
	line := SayTold(w.v, x.Told, x.Told.Until)
	if x.Done() {
		d := worktime.DayOf(x.DoneAt, w.cal.Location())
		e.From, e.Until = d, d
		e.Summary, line = w.v.Say("Done: {what}", "what", x.Words()), w.v.Say("It is done.")
		if x.DoneAt.After(moved.Last) {
			e.Changed = x.DoneAt.Truncate(time.Second)
		}
	}
	e.Text = w.text(string(x.ProjectID), e.Kind, line, who)
	return e, nil
}

// asked is what we need from him: nothing where he can answer no more.
func (w *dateWriter) asked() error {
	if !w.of.Open() {
		return nil
	}
	all, err := store.HandOffsByParty(w.tx, w.ws, string(w.who.Contact), store.HandOffSlice{Limit: mostLogged})
	if err != nil {
		return err
	}
	open, err := waitsForReader(w.act)
	if err != nil {
		return err
	}
	for _, h := range all {
		waits := slices.ContainsFunc(open, func(o AskedOf) bool { return o.HandOff.ID == h.ID })
		if h.ClientID != string(w.of.ID) || h.ToldBy.IsZero() || !waits && (!h.Over() || latest(h).Before(w.since)) {
			continue
		}
		w.out = append(w.out, w.askedFor(h, waits))
	}
	return nil
}

// latest is when a hand-off changed last.
func latest(h handoff.HandOff) time.Time {
	return slices.MaxFunc([]time.Time{h.AskedAt, h.AnsweredAt, h.DoneAt, h.RemindedAt}, time.Time.Compare)
}

func (w *dateWriter) askedFor(h handoff.HandOff, waits bool) feed.Entry {
	e := w.entry(string(h.ID), "asked/"+string(h.ID), latest(h))
	e.Sequence, e.At, e.Kind = max(0, h.Version-1), h.ToldBy, w.v.Say("Something that we need")
	switch h.Kind {
	case handoff.Approval:
		e.Kind = w.v.Say("Your approval")
	case handoff.Question:
		e.Kind = w.v.Say("A question")
	}
	e.Summary = w.v.Say("{firm} needs from you: {what}", "firm", w.book.firm.Name, "what", h.Words)
	line := e.Kind
	switch {
	case waits:
	case h.State == handoff.Withdrawn:
		e.Summary, line, e.Cancelled = w.v.Say("Not needed any more: {what}", "what", h.Words), w.v.Say("Not needed any more"), true
	default:
		e.Summary, line = w.v.Say("Done: {what}", "what", h.Words), w.v.Say("It is done.")
	}
	e.Text = w.text(h.ProjectID, line, w.nameOf(h.OwnerID))
	return e
}
