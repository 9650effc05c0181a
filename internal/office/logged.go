package office

import (
	"cmp"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/store"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/reply"
	"kept/worktime"
)

// log is what was logged of a project, as an update can tell it.
type log struct {
	facts []news.Fact
	say   news.Speech
	doubt bool // something promised is in doubt
	since time.Time
	waits []news.CheckIn     // who was asked and has not said what he did
	cal   *worktime.Calendar // the client's
}

// mostLogged is how many promises and hand-offs of a project are looked through.
const mostLogged = 500

// logged gathers what an update of a project can tell: what happened since a
// moment, and what is next.
func logged(a *act, p client.Project, since time.Time) (log, error) {
	cal, err := a.clientHours(p.ClientID)
	if err != nil {
		return log{}, err
	}
	v, err := a.voiceOf(p.ClientID)
	if err != nil {
		return log{}, err
	}
	l := log{since: since, cal: cal, say: news.Speech{Today: worktime.DayOf(a.now, cal.Location()), Voice: v}}
	for _, gather := range []func(*act, client.Project) error{l.steps, l.promises, l.handOffs, l.checkIns, l.fieldLog, l.answers, l.wentWrong} {
		if err := gather(a, p); err != nil {
			return l, err
		}
	}
	return l, nil
}

func (l *log) day(t time.Time) worktime.Day { return worktime.DayOf(t, l.cal.Location()) }

// steps gathers what was begun and finished, and which steps come next: those
// under way, and those that wait for nothing that is not done. Of days that are
// still to come only those are told that the client was told already.
func (l *log) steps(a *act, p client.Project) error {
	all, err := loadPlan(a, p.ID)
	if err != nil {
		return err
	}
	waits := map[plan.ID]bool{}
	for _, k := range all.Links {
		if s, ok := all.Step(k.From); ok && (k.Kind == plan.FinishStart && !s.Done() || k.Kind == plan.StartStart && s.StartedAt.IsZero()) {
			waits[k.To] = true
		}
	}
	for _, s := range all.Steps {
		f := news.Fact{Source: obligation("step", s.ID), Words: s.Words()}
		switch {
		case s.Done() && !s.DoneAt.Before(l.since):
			f.Kind, f.Day = news.StepDone, l.day(s.DoneAt)
		case s.Done():
			continue
		case s.Running() && !s.StartedAt.Before(l.since):
			f.Kind, f.Day = news.StepBegun, l.day(s.StartedAt)
		case s.Running() || !waits[s.ID]:
			f.Kind, f.Day = news.StepNext, s.Told.Until
			if s.Running() {
				f.Kind = news.StepGoesOn
			}
			if s.Party.Side == plan.Theirs {
				f.Kind = news.TheirTurn
			}
		default:
			continue
		}
		l.facts = append(l.facts, f)
	}
	return nil
}

// promises gathers what was kept, what moved, and what is owed next, of what the
// client was told.
func (l *log) promises(a *act, p client.Project) error {
	ids, err := store.PromisesOfProject(a.tx, a.ws, p.ID, l.since, mostLogged)
	if err != nil {
		return err
	}
	for _, id := range ids {
		x, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		switch x.Kind {
		case promise.NextContact, promise.Answer, promise.Update:
			continue // an update says these by itself, or is one
		}
		if !x.EverTold() {
			continue
		}
		f := news.Fact{Source: obligation("promise", x.ID), Words: x.Words}
		due := l.day(x.Date().DueAt.Add(-time.Millisecond))
		switch {
		case x.State == promise.Kept:
			f.Kind, f.Day = news.PromiseKept, l.day(x.KeptAt)
		case len(x.Dates) > 1 && !x.Date().SetAt.Before(l.since):
			was := x.Dates[len(x.Dates)-2]
			f.Kind, f.Day, f.Was, f.Why = news.DateMoved, due, l.day(was.DueAt.Add(-time.Millisecond)), x.Date().Reason
		default:
			f.Kind, f.Day = news.PromiseDue, due
		}
		l.doubt = l.doubt || x.Doubtful(a.book.firm.Policy)
		l.facts = append(l.facts, f)
	}
	return nil
}

// handOffs gathers what we asked third parties for, what came, and what is wanted
// from the client himself.
func (l *log) handOffs(a *act, p client.Project) error {
	all, err := store.HandOffsOfProject(a.tx, a.ws, p.ID, store.HandOffSlice{Limit: mostLogged})
	if err != nil {
		return err
	}
	for _, h := range all {
		f := news.Fact{Source: obligation("handoff", h.ID), Words: h.Words}
		theirs := h.Party.Side == plan.Theirs
		switch {
		case h.State == handoff.Withdrawn, h.Party.Side == plan.Ours: // what we ask each other is in our own words
			continue
		case h.State == handoff.Done && !h.DoneAt.Before(l.since):
			f.Kind, f.Day = news.Came, l.day(h.DoneAt)
		case h.State == handoff.Done:
			continue
		case theirs:
			f.Kind, f.Day = news.TheirTurn, l.day(h.ToldBy)
		case !h.AskedAt.Before(l.since):
			f.Kind, f.Day = news.Asked, l.day(h.AskedAt)
		default:
			continue
		}
		who, err := partyOf(a, h)
		if err != nil {
			return err
		}
		f.Who = who.name
		l.facts = append(l.facts, f)
	}
	return nil
}

// checkIns gathers what members said that they did.
func (l *log) checkIns(a *act, p client.Project) error {
	all, err := store.CheckIns(a.tx, a.ws, p.ID, l.since, mostLogged)
	if err != nil {
		return err
	}
	for _, c := range all {
		if c.Waits() {
			l.waits = append(l.waits, c)
		} else if c.Text != "" {
			l.facts = append(l.facts, news.Fact{Kind: news.Worked, Source: obligation("check-in", c.ID), Words: c.Text, Who: cmp.Or(c.Name, a.nameOf(c.MemberID)), Day: l.day(c.SaidAt)})
		}
	}
	return nil
}

// fieldLog gathers what was seen at the client's place. Its photos do not go into an
// update by themselves.
func (l *log) fieldLog(a *act, p client.Project) error {
	all, err := store.EntriesSince(a.tx, a.ws, p.ID, l.since, mostLogged)
	for _, e := range all {
		l.facts = append(l.facts, news.Fact{Kind: news.Worked, Source: obligation("field-log", e.ID), Words: e.Line(seenWords), Who: a.nameOf(e.By), Day: l.day(e.At)})
	}
	return err
}

// seenWords is how much of an entry of the field log an update offers, in characters.
const seenWords = 400

// answers gathers whom we answered: who of theirs wrote or called when, and which
// of ours answered when, from the record of his wait alone. What a mail was about
// is its own subject; what we wrote down of a call is ours.
func (l *log) answers(a *act, p client.Project) error {
	all, err := store.AnsweredInProject(a.tx, a.ws, p, l.since, mostLogged)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, w := range all {
		if _, known := names[w.ContactID]; !known {
			k, err := store.Contact(a.tx, a.ws, client.ContactID(w.ContactID))
			if err != nil {
				return err
			}
			names[w.ContactID] = k.Name
		}
		f := news.Fact{Kind: news.Answered, Source: obligation("clock", w.ID), Who: a.nameOf(w.StoppedBy), From: names[w.ContactID], Was: l.day(w.StartedAt), Day: l.day(w.StoppedAt)}
		switch w.Channel {
		case reply.Call:
			f.Kind = news.Called
		case reply.Mail:
			f.Words = w.About
		}
		if f.Who != "" && f.From != "" {
			l.facts = append(l.facts, f)
		}
	}
	return nil
}
