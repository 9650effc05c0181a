package office

import (
	"context"
	"errors"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
	"kept/worktime"
)

// PlanUpdate is when an update is to leave by itself, and for whom.
type PlanUpdate struct {
	Version int
	At      time.Time // a moment outside the client's hours is moved to the next one inside them
	Readers []client.ContactID
}

// Plan has an update, as it was saved, leave by itself at a moment, by the same
// act as a person would send it by. It gives the update with the moment that it
// has then.
func (s Updates) Plan(ctx context.Context, who Actor, id news.ID, in PlanUpdate) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, in.Version, "update planned", func(a *act, u news.Update) (news.Update, error) {
		cal, err := a.clientHours(client.ID(u.ClientID))
		if err != nil {
			return u, err
		}
		at, ok := news.Within(in.At.UTC().Truncate(time.Millisecond), cal)
		if !ok {
			return u, fault.Field("send_at", "They are never there: say their hours first.")
		}
		var readers []string
		for _, r := range in.Readers {
			_, k, err := checkPlace(a, client.ID(u.ClientID), u.ProjectID, r)
			if err != nil {
				return u, err
			}
			if k.Email == "" {
				return u, fault.Field("readers", "“"+k.Name+"” has no e-mail address. Call, and log the call.")
			}
			if err := canMail(a, "readers", k); err != nil {
				return u, err
			}
			readers = append(readers, string(r))
		}
		l, err := logOf(a, u)
		if err != nil {
			return u, err
		}
		second, err := wantsSecond(a, u)
		if err != nil {
			return u, err
		}
		p, err := u.Plan(news.Sending{At: at, By: a.who.Member, Readers: readers}, second, u.Stale(l.facts, worktime.DayOf(at, cal.Location()), l.say), a.now)
		if err != nil {
			return u, err
		}
		return p, hearsAfter(a, p, l)
	}})
}

// hearsAfter refuses an update that is to leave and does not say when they hear
// next, or says a moment that will have passed by then.
func hearsAfter(a *act, u news.Update, l log) error {
	next, err := hears(a, u, l)
	if err != nil {
		return err
	}
	var k fault.Check
	k.Want(next != promise.When{}, "next", "Say when they hear from you next, or set a cadence. Nobody should have to ask.")
	k.Want(u.Hears == promise.When{} || u.Hears.Due(l.cal).After(u.SendAt), "next", "By then, the moment has passed at which they would hear next.")
	return k.Err()
}

// Unplan takes back that an update leaves by itself.
func (s Updates) Unplan(ctx context.Context, who Actor, id news.ID, version int) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, version, "update not planned", func(_ *act, u news.Update) (news.Update, error) { return u.Unplan() }})
}

// PlannedUpdate is an update that is to leave by itself.
type PlannedUpdate struct {
	news.Update
	ClientName string
	Colour     int
	Calendar   *worktime.Calendar // the client's
}

// mostPlanned is how many planned updates are listed.
const mostPlanned = 50

// Planned lists the updates that are to leave by themselves, the next one first.
func (s Updates) Planned(ctx context.Context, who Actor) ([]PlannedUpdate, error) {
	var out []PlannedUpdate
	err := s.see(ctx, who, func(a *act) error {
		all, err := store.PlannedUpdates(a.tx, a.ws, mostPlanned)
		if err != nil {
			return err
		}
		for _, u := range all {
			c, err := a.client(client.ID(u.ClientID))
			if err != nil {
				return err
			}
			cal, err := a.calendarOf(c)
			if err != nil {
				return err
			}
			out = append(out, PlannedUpdate{u, c.Name, c.Colour, cal})
		}
		return nil
	})
	return out, err
}

// updateObligation begins the name of an update that is watched.
const updateObligation = "update:"

// leave sends a planned update whose moment has come, by the act and in the name
// of whoever planned it. What a person would be refused, it is refused as well:
// then it is a draft again, and its author is asked.
func (w Watch) leave(ctx context.Context, ws workspace.ID, id news.ID) error {
	u, err := store.Update(w.DB.Read(ctx), ws, id)
	if err != nil || !u.Planned() {
		return w.do(ctx, system("watchdog", ws), func(a *act) error { return a.review(obligation("update", id)) })
	}
	err = w.do(ctx, Actor{Workspace: ws, Member: u.PlannedID}, func(a *act) error { return sendPlanned(a, id) })
	f, ok := fault.As(err)
	if !ok || f.Kind == fault.Busy || f.Kind == fault.Internal { // nothing is wrong with the update: it is tried again
		return err
	}
	return w.do(ctx, system("watchdog", ws), func(a *act) error {
		before, err := store.Update(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if before.Version != u.Version { // somebody was faster
			return reviewUpdate(a, before)
		}
		_, err = saveUpdate(a, before, before.Hold(shorten(sayFault(f), maxHeld)), "update held back")
		return err
	})
}

// sayFault is what is wrong, in one sentence.
func sayFault(f *fault.Error) string {
	why := f.Say
	for _, say := range f.Fields {
		why = say
	}
	return why
}

// maxHeld is how long the reason is for which an update did not leave, in characters.
const maxHeld = 500

func sendPlanned(a *act, id news.ID) error {
	due, err := store.StillDue(a.tx, a.ws, []string{obligation("update", id)}, a.now)
	if err != nil || len(due) == 0 {
		return err
	}
	u, err := store.Update(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	if !u.Planned() || a.now.Before(u.SendAt) {
		return reviewUpdate(a, u)
	}
	if left, err := isSkipped(a, plannedID(u)); err != nil {
		return err
	} else if left {
		later, err := u.Unplan()
		if err != nil {
			return err
		}
		_, err = saveUpdate(a, u, later, "planned update skipped")
		return err
	}
	cal, err := a.clientHours(client.ID(u.ClientID))
	if err != nil {
		return err
	}
	if at, ok := news.Within(a.now, cal); ok && at.After(a.now) { // Kept was down, or their hours have changed
		later := u
		later.SendAt = at.Truncate(time.Millisecond)
		_, err := saveUpdate(a, u, later, "update planned")
		return err
	}
	return leavePlanned(a, u)
}

// leavePlanned sends a planned update to those whom it was planned for.
func leavePlanned(a *act, u news.Update) error {
	for _, id := range []member.ID{u.AuthorID, u.PlannedID} {
		if m, ok := a.book.member(id); !ok || !m.Active() {
			return fault.New(fault.Conflict, "“"+m.Name+"” does not work here any more.")
		}
	}
	if err := a.may(member.TellClient, nil); err != nil {
		return err
	}
	if err := stillServed(a, u); err != nil {
		return err
	}
	in := SendUpdate{Version: u.Version}
	for _, r := range u.Readers {
		in.Readers = append(in.Readers, client.ContactID(r))
	}
	if err := a.note("update leaves as planned", obligation("update", u.ID), u.ClientID, nil, nil); err != nil {
		return err
	}
	_, err := sendUpdate(a, u, in)
	return err
}

// stillServed refuses an update of a project that was closed, or of a client who is past.
func stillServed(a *act, u news.Update) error {
	p, err := store.Project(a.tx, a.ws, client.ProjectID(u.ProjectID))
	if err != nil {
		return err
	}
	c, err := a.client(p.ClientID)
	if err != nil {
		return err
	}
	if !p.Open() || !c.Open() {
		return fault.New(fault.Conflict, "The project was closed in the meantime.")
	}
	return nil
}

// reviewUpdate watches an update that is to leave by itself, and asks about one
// that did not.
func reviewUpdate(a *act, u news.Update) error {
	owner := u.AuthorID
	d := prompt.Decision{}
	switch {
	case u.Planned():
		d.Next = u.SendAt
	case u.Open() && u.Held != "":
		if m, ok := a.book.member(owner); !ok || !m.Active() {
			p, err := store.Project(a.tx, a.ws, client.ProjectID(u.ProjectID))
			if err != nil {
				return err
			}
			owner = p.OwnerID
		}
		d = news.ReviewHeld(a.book.team(owner), a.now)
	}
	return a.decide(obligation("update", u.ID), u.ClientID, owner, d)
}

// splitUpdates tells planned updates, each of which leaves in a transaction of
// its own, from what is reviewed together.
func splitUpdates(obligations []string) (updates []news.ID, rest []string) {
	for _, ob := range obligations {
		if id, ok := strings.CutPrefix(ob, updateObligation); ok {
			updates = append(updates, news.ID(id))
		} else {
			rest = append(rest, ob)
		}
	}
	return updates, rest
}

// leaveAll sends the planned updates of a batch; one that fails holds up no other.
func (w Watch) leaveAll(ctx context.Context, ws workspace.ID, all []news.ID) error {
	var failed error
	for _, id := range all {
		failed = errors.Join(failed, w.leave(ctx, ws, id))
	}
	return failed
}

// Share puts an update on the client's page and tells nobody. A page that he has
// not opened tells him nothing: when he hears next stays as it is, and what it
// says is told again by the next update that is sent.
func (s Updates) Share(ctx context.Context, who Actor, id news.ID, version int) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, version, "update shared", func(a *act, u news.Update) (news.Update, error) {
		if err := stillServed(a, u); err != nil {
			return u, err
		}
		l, err := logOf(a, u)
		if err != nil {
			return u, err
		}
		second, err := wantsSecond(a, u)
		if err != nil {
			return u, err
		}
		sent, err := u.Send(second, u.Stale(l.facts, l.say.Today, l.say), a.now)
		sent.Untold, sent.Unshared = true, false
		return sent, err
	}})
}
