package office

import (
	"errors"
	"slices"
	"time"

	"kept/client"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// aroundNext does what Kept does by itself around a next contact of a project:
// it asks those who work for the client what they did, and after the last
// escalation a short note may go. It gives when it wants to look again; zero =
// only when something changes.
func aroundNext(a *act, p promise.Promise, cal *worktime.Calendar) (time.Time, error) {
	how := a.book.firm.Updates
	if p.Kind != promise.NextContact || p.State != promise.Open || p.ProjectID == "" || !how.Ask && !how.Note {
		return time.Time{}, nil
	}
	if how.Ask && a.now.Before(p.Date().DueAt) {
		return askAhead(a, p)
	}
	if how.Note {
		return noteAfter(a, p, cal)
	}
	return time.Time{}, nil
}

// noteAfter sends a note that there is no news to tell yet, when a next contact
// has passed, its owner and then his leader were asked, the leader had as long as
// the owner, and neither wrote, put it off nor waved it away. One goes for each
// next contact that a person set; the one that the note sets itself gets none.
func noteAfter(a *act, p promise.Promise, cal *worktime.Calendar) (time.Time, error) {
	ob := obligation("promise", p.ID)
	live, err := store.LivePrompt(a.tx, a.ws, ob)
	if err != nil {
		return time.Time{}, orNothing(err)
	}
	if live.Stage != prompt.Passed || live.Level != prompt.ToLeader || live.Dismissed != "" || live.Snoozes > 0 {
		return time.Time{}, nil
	}
	if _, err := store.HoldingNote(a.tx, a.ws, p.ID); !errors.Is(err, store.ErrNone) {
		return time.Time{}, err
	}
	at := live.RaisedAt.Add(a.book.firm.Policy.AfterBroken)
	if hours := a.book.hours[live.Holder]; hours != nil {
		at = hours.Add(live.RaisedAt, a.book.firm.Policy.AfterBroken)
	}
	at, ok := cal.NextOpen(laterOf(at, a.now))
	if !ok {
		return time.Time{}, nil
	}
	if at = at.UTC().Truncate(time.Millisecond); at.After(a.now) {
		return at, nil
	}
	return time.Time{}, sendNote(a, p, cal)
}

// noteEffect begins the effect key of a note; the promise's id follows.
const noteEffect = "note:"

// sendNote writes the note. It stops no clock, keeps no promise and ends no
// prompt: whoever was asked is still asked. It says what is so: what was said,
// that it has passed, who sees to it and was reminded, and when they hear next,
// which is a promise of its own.
func sendNote(a *act, p promise.Promise, cal *worktime.Calendar) error {
	pr, err := store.Project(a.tx, a.ws, client.ProjectID(p.ProjectID))
	if err != nil {
		return err
	}
	c, err := a.client(client.ID(p.ClientID))
	if err != nil {
		return err
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(p.ContactID))
	if err != nil || !pr.Open() || !c.Open() || k.Email == "" || !k.EndedAt.IsZero() || canMail(a, "", k) != nil {
		return err // he cannot be written to: his owner is asked to call
	}
	day, ok := cal.AddBusinessDays(worktime.DayOf(a.now, cal.Location()), 1)
	if !ok {
		return nil
	}
	holder, _ := a.book.team(p.OwnerID).Holder(prompt.ToOwner, a.now)
	who, ok := a.book.member(holder)
	if !ok {
		return nil
	}
	next := promise.When{Day: day}
	n, err := writeNote(a, holdingNote{client: c, project: pr, to: k, by: who, said: whenTo(readerVoice(c), p.Date().When, cal), next: whenTo(readerVoice(c), next, cal), key: string(p.ID)})
	if err != nil {
		return err
	}
	if err := store.AddHoldingNote(a.tx, a.ws, p.ID, a.now); err != nil {
		return err
	}
	was, err := store.NextContacts(a.tx, a.ws, c.ID)
	if err != nil {
		return err
	}
	if err := promiseNext(a, c, nextContact{project: p.ProjectID, to: k.ID, owner: p.OwnerID, when: next, toldBy: string(n.ID)}); err != nil {
		return err
	}
	is, err := store.NextContacts(a.tx, a.ws, c.ID)
	if err != nil {
		return err
	}
	for _, x := range is {
		if !slices.Contains(was, x) { // its own next contact gets none
			if err := store.AddHoldingNote(a.tx, a.ws, x.Promise, a.now); err != nil {
				return err
			}
		}
	}
	return a.note("note sent by itself", obligation("promise", p.ID), p.ClientID, nil, noteLine{Notice: n.ID, Holder: holder})
}

// noteLine is what the journal keeps of a note.
type noteLine struct {
	Notice notice.ID `json:"notice"`
	Holder member.ID `json:"holder"`
}

// holdingNote is what a note says.
type holdingNote struct {
	client     client.Client
	project    client.Project
	to         client.Contact
	by         member.Member // who sees to it
	said, next string
	key        string
}

// writeNote queues the note, in the firm's name.
func writeNote(a *act, in holdingNote) (notice.Notice, error) {
	n := notice.Notice{
		ID: notice.ID(a.newID("ntc")), ClientID: string(in.client.ID), ProjectID: string(in.project.ID), ContactID: string(in.to.ID), Address: in.to.Email, ByID: string(in.by.ID),
		Kind: notice.Note, Channel: notice.Mail, Subject: shorten(in.project.Name, MaxSubject), QueuedAt: a.now, Version: 1,
	}
	v := readerVoice(in.client)
	m := outbox.Mail{
		To: outbox.Address{Name: in.to.Name, Addr: in.to.Email}, From: outbox.Address{Name: a.book.firm.Name}, ReplyTo: &outbox.Address{Name: in.by.Name, Addr: in.by.Email},
		Subject: n.Subject, Language: v.Code(), Greeting: v.Say("Hello {name},", "name", in.to.Name), Auto: true,
		Lead: v.Say("You were to hear from us by {when}. That has passed, and we are sorry.", "when", in.said),
		Body: v.Say("There is no news to tell you yet. {who} sees to it and was reminded.", "who", in.by.Name),
		Next: v.Say("You will hear from us by {when}.", "when", in.next), Sign: []string{a.book.firm.Name}, Foot: v.Say("This note was sent by itself. An answer to it is read by a person."),
	}
	if in.to.Portal {
		m.Link = &outbox.Link{Label: v.Say("See where everything stands"), URL: portalURL(a) + "/p/"}
	}
	replyTo(a, &m, plusNotice+string(n.ID))
	if err := threadMail(a, n, &m); err != nil {
		return n, err
	}
	n.Text = m.Text()
	if err := store.AddNotice(a.tx, a.ws, n); err != nil {
		return n, err
	}
	if err := a.queue(m, noteEffect+in.key, string(n.ID), a.now); err != nil {
		return n, err
	}
	return n, reviewNotice(a, n)
}
