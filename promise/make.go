package promise

import (
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/worktime"
)

// Making is what it takes to make a promise.
type Making struct {
	ID        ID
	ClientID  string
	ProjectID string
	StepID    string // on which it hangs; "" = on none
	ContactID string
	OwnerID   member.ID
	Kind      Kind
	Words     string
	Source    string
	When      When
	By        member.ID
}

// Make makes a promise at now, or says what is wrong with each field.
func Make(m Making, client *worktime.Calendar, now time.Time) (Promise, error) {
	var c fault.Check
	c.Want(m.ContactID != "", "contact", "Say to whom it is promised.")
	c.Want(m.OwnerID != "", "owner", "Say who sees to it.")
	c.Want(KnownKind(m.Kind), "kind", "Choose what sort of promise this is.")
	member.CheckLine(&c, "words", m.Words, MaxWords)
	member.CheckOptionalLine(&c, "source", m.Source, MaxSource)
	c.Want(m.StepID == "" || m.Kind.Hangs(), "step", hangSay)
	CheckWhen(&c, "due", m.When, client, now)
	if err := c.Err(); err != nil {
		return Promise{}, err
	}
	return Promise{
		ID: m.ID, ClientID: m.ClientID, ProjectID: m.ProjectID, ContactID: m.ContactID, OwnerID: m.OwnerID,
		StepID: m.StepID, Kind: m.Kind, Words: m.Words, Source: m.Source, State: Open, MadeAt: now,
		Dates: []Date{newDate(m.When, m.By, "", client, now)}, Version: 1,
	}, nil
}

const hangSay = "Only a deliverable, a proposal or a fix can hang on a step."

// Hangs tells whether a promise of this kind can hang on a step of a plan.
func (k Kind) Hangs() bool { return k == Deliverable || k == Proposal || k == Fix }

func newDate(w When, by member.ID, reason string, client *worktime.Calendar, now time.Time) Date {
	due := w.Due(client)
	return Date{When: w, DueAt: due, LateBy: lateBy(due, client), SetAt: now, SetBy: by, Reason: reason}
}

// lateBy is the close of the client's next business day after due.
func lateBy(due time.Time, client *worktime.Calendar) time.Time {
	today := worktime.DayOf(due, client.Location())
	day, ok := client.NextBusinessDay(today)
	if !ok { // a client who never opens: the next day will do
		day = today.AddDays(1)
	}
	return client.EndOf(day).UTC()
}

// Editing is a change of what was never told. A nil field stays.
type Editing struct {
	Kind      *Kind
	Words     *string
	Source    *string
	ContactID *string
	ProjectID *string
	StepID    *string // "" = it hangs on none
	OwnerID   *member.ID
	When      *When
}

// Edit changes a promise that the client was not told of yet. Of one that he
// was told of only the owner, the project and the step change here; its date moves by
// [Promise.Reset] alone.
func (p Promise) Edit(e Editing, by member.ID, client *worktime.Calendar, now time.Time) (Promise, error) {
	if err := p.mustBeOpen(); err != nil {
		return p, err
	}
	if p.EverTold() && (e.Kind != nil || e.Words != nil || e.ContactID != nil || e.When != nil) {
		return p, fault.New(fault.Conflict, "The client was told of this promise. Reset its date, or release it and make another.")
	}
	set(&p.Kind, e.Kind)
	set(&p.Words, e.Words)
	set(&p.Source, e.Source)
	set(&p.ContactID, e.ContactID)
	set(&p.ProjectID, e.ProjectID)
	set(&p.StepID, e.StepID)
	set(&p.OwnerID, e.OwnerID)
	var c fault.Check
	c.Want(p.ContactID != "", "contact", "Say to whom it is promised.")
	c.Want(p.OwnerID != "", "owner", "Say who sees to it.")
	c.Want(KnownKind(p.Kind), "kind", "Choose what sort of promise this is.")
	c.Want(p.StepID == "" || p.Kind.Hangs(), "step", hangSay)
	member.CheckLine(&c, "words", p.Words, MaxWords)
	member.CheckOptionalLine(&c, "source", p.Source, MaxSource)
	if e.When != nil {
		CheckWhen(&c, "due", *e.When, client, now)
		c.Want(p.Date().DueAt.After(now), "due", "Its date has passed. Reset it with a reason.")
	}
	if err := c.Err(); err != nil {
		return p, err
	}
	if e.When != nil {
		// The date was ours alone: it is corrected, not reset.
		last := newDate(*e.When, by, p.Date().Reason, client, now)
		p.Dates = append(append([]Date(nil), p.Dates[:len(p.Dates)-1]...), last)
	}
	return p, nil
}

func set[T any](to *T, from *T) {
	if from != nil {
		*to = *from
	}
}

func (p Promise) mustBeOpen() error {
	switch p.State {
	case Kept:
		return fault.New(fault.Conflict, "This promise was kept already.")
	case Released:
		return fault.New(fault.Conflict, "The client released us from this promise already.")
	case Withdrawn:
		return fault.New(fault.Conflict, "This promise was undone.")
	}
	return nil
}
