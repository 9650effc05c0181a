package office

import (
	"errors"
	"slices"
	"time"

	"kept/client"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/news"
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

// noteAfter sends a note that there is no news to tell yet, when [news.NoteAt] says
// so. One goes for each next contact that a person set; the one that the note sets
// itself gets none.
func noteAfter(a *act, p promise.Promise, cal *worktime.Calendar) (time.Time, error) {
	ob := obligation("promise", p.ID)
	live, err := store.LivePrompt(a.tx, a.ws, ob)
	if err != nil {
		return time.Time{}, orNothing(err)
	}
	at, ok := news.NoteAt(live.Prompt, noteGround(a, p, cal), a.now)
	if !ok {
		return time.Time{}, nil
	}
	if _, err := store.HoldingNote(a.tx, a.ws, p.ID); !errors.Is(err, store.ErrNone) {
		return time.Time{}, err
	}
	if at.After(a.now) {
		return at, nil
	}
	if left, err := isSkipped(a, noteID(p)); err != nil || left {
		if err == nil {
			err = leaveOutNote(a, p)
		}
		return time.Time{}, err
	}
	return time.Time{}, sendNote(a, p, cal)
}

// leaveOutNote notes that the moment of a note has passed that a member wanted left out.
func leaveOutNote(a *act, p promise.Promise) error {
	if err := store.AddHoldingNote(a.tx, a.ws, p.ID, a.now); err != nil {
		return err
	}
	return a.note("note left out", obligation("promise", p.ID), p.ClientID, nil, nil)
}

// noteGround is what the rule of notes goes by for a next contact.
func noteGround(a *act, p promise.Promise, cal *worktime.Calendar) news.NoteGround {
	return news.NoteGround{Policy: a.book.firm.Policy, Team: a.book.team(p.OwnerID), Client: cal, Hours: func(of member.ID) *worktime.Calendar { return a.book.hours[of] }}
}

// noteEffect begins the effect key of a note; the promise's id follows.
const noteEffect = "note:"

// sendNote writes the note. It stops no clock, keeps no promise and ends no
// prompt: whoever was asked is still asked. It says what is so: what was said,
// that it has passed, who sees to it and was reminded, and when they hear next,
// which is a promise of its own.
func sendNote(a *act, p promise.Promise, cal *worktime.Calendar) error {
	to, ok, err := noteReader(a, p)
	if err != nil || !ok {
		return err // he cannot be written to: his owner is asked to call
	}
	c, pr, k := to.client, to.project, to.contact
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
	own, err := wordsOfOwn(a, noteID(p))
	if err != nil {
		return err
	}
	n, err := writeNote(a, holdingNote{own: own, client: c, project: pr, to: k, by: who, said: whenTo(readerVoice(c), p.Date().When, cal), next: whenTo(readerVoice(c), next, cal), key: string(p.ID)})
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

// toldByNote is whom a note reaches, and about what.
type toldByNote struct {
	client  client.Client
	project client.Project
	contact client.Contact
}

// noteReader finds whom a note about a next contact would reach; false = nobody.
func noteReader(a *act, p promise.Promise) (toldByNote, bool, error) {
	var to toldByNote
	var err error
	if to.project, err = store.Project(a.tx, a.ws, client.ProjectID(p.ProjectID)); err != nil {
		return to, false, err
	}
	if to.client, err = a.client(client.ID(p.ClientID)); err != nil {
		return to, false, err
	}
	if to.contact, err = store.Contact(a.tx, a.ws, client.ContactID(p.ContactID)); err != nil {
		return to, false, err
	}
	ok := to.project.Open() && to.client.Open() && to.contact.Email != "" && to.contact.EndedAt.IsZero() && canMail(a, "", to.contact) == nil
	return to, ok, nil
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
	own        string        // a member's own words for this one; "" = as ever
	said, next string
	key        string
}

func noteSubject(p client.Project) string { return shorten(p.Name, MaxSubject) }

// writeNote queues the note, in the firm's name.
func writeNote(a *act, in holdingNote) (notice.Notice, error) {
	n := notice.Notice{
		ID: notice.ID(a.newID("ntc")), ClientID: string(in.client.ID), ProjectID: string(in.project.ID), ContactID: string(in.to.ID), Address: in.to.Email, ByID: string(in.by.ID),
		Kind: notice.Note, Channel: notice.Mail, Subject: noteSubject(in.project), QueuedAt: a.now, Version: 1,
	}
	v := readerVoice(in.client)
	m := outbox.Mail{
		To: outbox.Address{Name: in.to.Name, Addr: in.to.Email}, From: outbox.Address{Name: a.book.firm.Name}, ReplyTo: &outbox.Address{Name: in.by.Name, Addr: in.by.Email},
		Subject: n.Subject, Language: v.Code(), Greeting: v.Say("Hello {name},", "name", in.to.Name), Auto: true,
		Lead: v.Say("You were to hear from us by {when}. That has passed, and we are sorry.", "when", in.said),
		Body: v.Say("There is no news to tell you yet. {who} sees to it and was reminded.", "who", in.by.Name),
		Next: v.Say("You will hear from us by {when}.", "when", in.next), Sign: []string{a.book.firm.Name}, Foot: v.Say("This note was sent by itself. An answer to it is read by a person."),
	}
	if in.own != "" {
		m.Body = in.own
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
