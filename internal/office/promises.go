package office

import (
	"context"
	"errors"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/plan"
	"kept/promise"
)

// Promises is the ledger: making, confirming, keeping, resetting, releasing.
type Promises struct{ *desk }

// How says how the client knows of a promise when it is made.
type How string

// The ways in which a client knows.
const (
	NotYet   How = ""     // he does not: the promise is ours alone, and can still be edited
	ByMail   How = "mail" // a notice goes to him now
	SaidSelf How = "said" // the maker told him himself, just now
)

// NewPromise is what it takes to make a promise.
type NewPromise struct {
	Client  client.ID
	Project string
	Step    plan.ID // of the project's plan, on which it hangs; "" = on none
	Contact client.ContactID
	Owner   member.ID // "" = the maker
	Kind    promise.Kind
	Words   string
	Source  string
	When    promise.When
	Because string // why it is promised although it is doubtful; "" = it is not, or the maker does not know
	How     How
	Message string // with ByMail: what the client reads besides the date
}

// Make makes a promise.
func (s Promises) Make(ctx context.Context, who Actor, in NewPromise) (promise.Promise, error) {
	var p promise.Promise
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		var err error
		p, err = makePromise(a, in)
		return err
	})
	return p, err
}

func makePromise(a *act, in NewPromise) (promise.Promise, error) {
	var none promise.Promise
	if in.Owner == "" {
		in.Owner = a.who.Member
	}
	a.tx.Foresee(func(tx *store.Tx) {
		_, _ = store.Client(tx, a.ws, in.Client)
		_, _ = store.Contact(tx, a.ws, in.Contact)
	})
	c, k, err := checkPlace(a, in.Client, in.Project, in.Contact)
	if err != nil {
		return none, err
	}
	if err := a.isMember("owner", in.Owner); err != nil {
		return none, err
	}
	if err := checkStepOf(a, in.Project, in.Step); err != nil {
		return none, err
	}
	cal, err := a.calendarOf(c)
	if err != nil {
		return none, err
	}
	p, err := promise.Make(promise.Making{
		ID: promise.ID(a.newID("prm")), ClientID: string(in.Client), ProjectID: in.Project, ContactID: string(in.Contact), OwnerID: in.Owner,
		StepID: string(in.Step), Kind: in.Kind, Words: in.Words, Source: in.Source, When: in.When, By: a.who.Member,
	}, cal, a.now)
	if err != nil {
		return none, err
	}
	if err := beBold(a, p, cal, in.Because); err != nil {
		return none, err
	}
	if err := store.AddPromise(a.tx, a.ws, p); err != nil {
		return none, err
	}
	if err := a.note("made", obligation("promise", p.ID), p.ClientID, nil, p); err != nil {
		return none, err
	}
	a.isNew(obligation("promise", p.ID))
	if in.How != NotYet {
		if err := tellOfMaking(a, c, k, p, in); err != nil {
			return none, err
		}
		if p, err = store.Promise(a.tx, a.ws, p.ID); err != nil { // with what was told
			return none, err
		}
	}
	if p.StepID == "" {
		return p, reviewPromise(a, p)
	}
	if err := reviewPlan(a, client.ProjectID(p.ProjectID)); err != nil {
		return none, err
	}
	if err := doubtKnown(a, p, in.Because); err != nil {
		return none, err
	}
	return store.Promise(a.tx, a.ws, p.ID)
}

// checkStepOf refuses a step that is not of the project, or is done.
func checkStepOf(a *act, project string, id plan.ID) error {
	if id == "" {
		return nil
	}
	s, err := store.Step(a.tx, a.ws, id)
	if err != nil || s.ProjectID != project {
		return orField(err, "step", "Choose a step of this project's plan.")
	}
	if s.Done() {
		return fault.Field("step", "This step is done. Choose one that is still to be done.")
	}
	return nil
}

// checkPlace refuses a contact or a project that is not the client's.
func checkPlace(a *act, of client.ID, projectID string, contactID client.ContactID) (client.Client, client.Contact, error) {
	c, err := a.client(of)
	if err != nil {
		return c, client.Contact{}, missingField(err, "client", "Choose a client.")
	}
	k, err := store.Contact(a.tx, a.ws, contactID)
	if err != nil || k.ClientID != of || !k.EndedAt.IsZero() {
		return c, k, orField(err, "contact", "Choose one of this client's contacts.")
	}
	if projectID != "" {
		p, err := store.Project(a.tx, a.ws, client.ProjectID(projectID))
		if err != nil || p.ClientID != of {
			return c, k, orField(err, "project", "Choose one of this client's projects.")
		}
	}
	return c, k, nil
}

// tellOfMaking lets the client know of a new promise, as the maker chose.
func tellOfMaking(a *act, c client.Client, k client.Contact, p promise.Promise, in NewPromise) error {
	cal, err := a.calendarOf(c)
	if err != nil {
		return err
	}
	v := readerVoice(c)
	switch in.How {
	case ByMail:
		if k.Email == "" {
			return fault.Field("how", "“"+k.Name+"” has no e-mail address. Call, and say that you told them yourself.")
		}
		if err := canMail(a, "how", k); err != nil {
			return err
		}
		l := promisedLetter(v, p, cal, in.Message)
		next, err := missingNext(a, c, in)
		if err != nil {
			return err
		}
		if next.when != (promise.When{}) {
			l.next = v.Say("You will hear from {who} again by {when}.", "who", a.myName(), "when", whenTo(v, next.when, cal))
		}
		n, err := writeLetter(a, c, in.Project, k, l)
		if err != nil {
			return err
		}
		next.toldBy = string(n.ID)
		return toldOfMaking(a, c, p, n, next)
	case SaidSelf:
		n, err := recordSaid(a, c, in.Project, k, spoken{channel: notice.Call, kind: notice.Made, at: a.now, subject: shorten(p.Words, MaxSubject), text: p.Words + ": " + whenTo(v, p.Date().When, cal)})
		if err != nil {
			return err
		}
		next, err := missingNext(a, c, in)
		if err != nil {
			return err
		}
		return toldOfMaking(a, c, p, n, next)
	}
	return fault.Field("how", "Choose how the client knows: by mail, told in person, or not yet.")
}

// missingNext proposes when the client hears next, where nothing says so yet:
// who has just been promised something is not to wonder. Its moment is zero
// where one stands.
func missingNext(a *act, c client.Client, in NewPromise) (nextContact, error) {
	next := nextContact{project: in.Project, to: in.Contact, owner: c.OwnerID}
	standing, err := store.NextContacts(a.tx, a.ws, c.ID)
	if err != nil || !c.Open() || in.Kind == promise.NextContact {
		return next, err
	}
	for _, n := range standing {
		if n.Project == "" || n.Project == in.Project {
			return next, nil
		}
	}
	cal, err := a.calendarOf(c)
	if err != nil {
		return next, err
	}
	next.when = promise.When{At: client.NextContact(cal, a.now)}
	return next, nil
}

func toldOfMaking(a *act, c client.Client, p promise.Promise, n notice.Notice, next nextContact) error {
	if err := store.AddTelling(a.tx, a.ws, p.ID, promise.Telling{Seq: 0, NoticeID: string(n.ID)}); err != nil {
		return err
	}
	if n.Channel != notice.Mail { // by mail he sees it when it has arrived
		if err := dateShown(a, store.Tie{Promise: p.ID}); err != nil {
			return err
		}
	}
	if next.when == (promise.When{}) {
		return nil
	}
	if err := promiseNext(a, c, next); err != nil {
		return err
	}
	return reviewEngagementOf(a, c.ID, next.project)
}

// Edit changes what the client was not told of yet.
func (s Promises) Edit(ctx context.Context, who Actor, id promise.ID, version int, e promise.Editing) (promise.Promise, error) {
	return s.change(ctx, who, decision{id, version, "edited", func(a *act, p promise.Promise) (promise.Promise, error) {
		cal, err := a.clientHours(client.ID(p.ClientID))
		if err != nil {
			return p, err
		}
		if e.ContactID != nil || e.ProjectID != nil {
			contact, project := p.ContactID, p.ProjectID
			if e.ContactID != nil {
				contact = *e.ContactID
			}
			if e.ProjectID != nil {
				project = *e.ProjectID
			}
			if _, _, err := checkPlace(a, client.ID(p.ClientID), project, client.ContactID(contact)); err != nil {
				return p, err
			}
		}
		if e.OwnerID != nil {
			if err := a.isMember("owner", *e.OwnerID); err != nil {
				return p, err
			}
		}
		if e.ProjectID != nil && *e.ProjectID != p.ProjectID && e.StepID == nil {
			e.StepID = new(string) // it hung on a step of the other one
		}
		if e.StepID != nil && *e.StepID != p.StepID {
			project := p.ProjectID
			if e.ProjectID != nil {
				project = *e.ProjectID
			}
			if err := checkStepOf(a, project, plan.ID(*e.StepID)); err != nil {
				return p, err
			}
		}
		return p.Edit(e, a.who.Member, cal, a.now)
	}})
}

// HandOver gives a promise to another member.
func (s Promises) HandOver(ctx context.Context, who Actor, id promise.ID, to member.ID) (promise.Promise, error) {
	return s.Edit(ctx, who, id, 0, promise.Editing{OwnerID: &to})
}

// Confirm notes that an appointment stands.
func (s Promises) Confirm(ctx context.Context, who Actor, id promise.ID) (promise.Promise, error) {
	return s.change(ctx, who, decision{id, 0, "confirmed", func(a *act, p promise.Promise) (promise.Promise, error) { return p.Confirm(a.now) }})
}

// Keep notes that the client has what was promised, since at; the zero moment is now.
func (s Promises) Keep(ctx context.Context, who Actor, id promise.ID, at time.Time) (promise.Promise, error) {
	return s.change(ctx, who, decision{id, 0, "kept", func(a *act, p promise.Promise) (promise.Promise, error) {
		if at.IsZero() {
			at = a.now
		}
		return p.Keep(at.UTC().Truncate(time.Millisecond), a.now)
	}})
}

// Reopen takes a keeping or a release back.
func (s Promises) Reopen(ctx context.Context, who Actor, id promise.ID) (promise.Promise, error) {
	return s.change(ctx, who, decision{id, 0, "reopened", func(_ *act, p promise.Promise) (promise.Promise, error) { return p.Reopen() }})
}

// Release notes that the client let us off, and how we know.
func (s Promises) Release(ctx context.Context, who Actor, id promise.ID, why string) (promise.Promise, error) {
	return s.change(ctx, who, decision{id, 0, "released", func(a *act, p promise.Promise) (promise.Promise, error) { return p.Release(why, a.now) }})
}

// decision is what the domain is to decide about one promise.
type decision struct {
	id      promise.ID
	version int    // that was seen; 0 = whatever it is
	what    string // the act's word in the journal
	decide  func(*act, promise.Promise) (promise.Promise, error)
}

// change is an act on one promise: load, decide, save, journal, review.
func (s Promises) change(ctx context.Context, who Actor, d decision) (promise.Promise, error) {
	var p promise.Promise
	err := s.do(ctx, who, func(a *act) error {
		before, err := openPromise(a, d.id, d.version)
		if err != nil {
			return err
		}
		if p, err = d.decide(a, before); err != nil {
			return err
		}
		p, err = savePromise(a, before, p, d.what)
		return err
	})
	return p, err
}

// openPromise loads a promise that the actor may change.
func openPromise(a *act, id promise.ID, version int) (promise.Promise, error) {
	p, err := store.Promise(a.tx, a.ws, id)
	if err != nil {
		return p, err
	}
	err = a.may(member.ChangePromise, func() bool {
		c, err := store.Client(a.tx, a.ws, client.ID(p.ClientID))
		return err == nil && a.speaksFor(p.OwnerID, c.OwnerID)
	})
	if err != nil {
		return p, err
	}
	return p, sameVersion(version, p.Version)
}

// savePromise saves a promise with its line in the journal, reviews it and
// gives it as it stands afterwards.
func savePromise(a *act, before, p promise.Promise, what string) (promise.Promise, error) {
	if err := store.SavePromise(a.tx, a.ws, before, p); err != nil {
		return p, err
	}
	if err := a.note(what, obligation("promise", p.ID), p.ClientID, before, p); err != nil {
		return p, err
	}
	p, err := store.Promise(a.tx, a.ws, p.ID)
	if err != nil {
		return p, err
	}
	if err := endShown(a, before, p); err != nil {
		return p, err
	}
	if before.State != p.State || before.OwnerID != p.OwnerID {
		if err := reviewIfNoMail(a, client.ContactID(p.ContactID)); err != nil {
			return p, err
		}
	}
	if before.StepID != p.StepID && p.StepID != "" {
		err = reviewPlan(a, client.ProjectID(p.ProjectID))
	} else {
		err = reviewPromise(a, p)
	}
	if err != nil {
		return p, err
	}
	if p.StepID != "" && !before.KeptAt.Equal(p.KeptAt) {
		if err := store.Came(a.tx, a.ws, obligation("promise", p.ID), p.KeptAt); err != nil {
			return p, err
		}
	}
	if p.StepID != "" && (p.State == promise.Released || p.State == promise.Withdrawn) {
		if err := store.Unsay(a.tx, a.ws, obligation("promise", p.ID), a.now); err != nil {
			return p, err
		}
	}
	if err := reviewAway(a, before.OwnerID, before.Dates); err != nil {
		return p, err
	}
	if err := handOffsFollow(a, p.ID); err != nil {
		return p, err
	}
	if before.State == promise.Open && p.State == promise.Kept {
		if err := askRating(a, p); err != nil {
			return p, err
		}
	}
	if p.Kind == promise.Answer {
		if err := clockFollows(a, before, p); err != nil {
			return p, err
		}
	}
	if p.Kind == promise.NextContact {
		if err := reviewEngagementOf(a, client.ID(p.ClientID), p.ProjectID); err != nil {
			return p, err
		}
	}
	return store.Promise(a.tx, a.ws, p.ID)
}

func missingField(err error, field, say string) error {
	if errors.Is(err, store.ErrNone) {
		return fault.Field(field, say)
	}
	return err
}

// orField is the field's word unless the database itself failed.
func orField(err error, field, say string) error {
	if err != nil && !errors.Is(err, store.ErrNone) {
		return err
	}
	return fault.Field(field, say)
}
