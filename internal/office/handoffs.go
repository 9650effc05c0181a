package office

import (
	"context"
	"strings"
	"time"

	"fmt"
	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// HandOffs is what promises and steps need from others: asking, chasing,
// answering.
type HandOffs struct{ *desk }

// NewHandOff is what it takes to ask somebody.
type NewHandOff struct {
	Promise promise.ID       // what waits on it; "" = a step alone
	Step    plan.ID          // "" = the promise alone
	Project client.ProjectID // of a question or an approval that is about neither
	Kind    handoff.Kind
	Options []string // of a question: what to choose of
	Shown   string   // of an approval: what is approved, word for word
	Party   plan.Party
	Email   string // of a third party
	Words   string
	Why     string
	Work    *time.Duration // the owner's own work after it; nil = [handoff.UsualWork]
	NeedBy  time.Time      // zero = worked back from the client's date
}

// Ask asks somebody, and mails him.
func (s HandOffs) Ask(ctx context.Context, who Actor, in NewHandOff) (handoff.HandOff, error) {
	var h handoff.HandOff
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		if in.Party.Side == plan.Theirs {
			if err := a.may(member.TellClient, nil); err != nil {
				return err
			}
		}
		var err error
		h, err = askFor(a, in)
		return err
	})
	return h, err
}

func askFor(a *act, in NewHandOff) (handoff.HandOff, error) {
	var none handoff.HandOff
	m, open, err := whatWaits(a, in)
	if err != nil {
		return none, err
	}
	if len(open) >= handoff.MaxOpen {
		return none, fault.New(fault.Conflict, "Fifty others are asked for this already. Withdraw what is not needed any more.")
	}
	m.ID, m.Party, m.Email, m.Words, m.Why, m.NeedBy, m.Work = handoff.ID(a.newID("hof")), in.Party, in.Email, in.Words, in.Why, in.NeedBy, handoff.UsualWork
	if in.Work != nil {
		m.Work = *in.Work
	}
	m.Kind, m.Options, m.Shown = in.Kind, strings.Join(in.Options, "\n"), strings.TrimSpace(strings.ReplaceAll(in.Shown, "\r\n", "\n"))
	if m.NeedBy.IsZero() && m.Before.IsZero() && m.ClientID != "" {
		if m.NeedBy, err = soonNeeded(a, m.ClientID); err != nil {
			return none, err
		}
	}
	if m.Party.Side != plan.Third {
		m.Party.Name, m.Email = "", ""
	} else {
		m.Party.ID = ""
	}
	h, err := handoff.Ask(m, ownerHours(a, m.OwnerID), a.now)
	if err != nil {
		return none, err
	}
	p, err := canAsk(a, h)
	if err != nil {
		return none, err
	}
	if err := store.AddHandOff(a.tx, a.ws, h); err != nil {
		return none, err
	}
	if err := a.note("hand-off asked", obligation("handoff", h.ID), h.ClientID, nil, h); err != nil {
		return none, err
	}
	a.isNew(obligation("handoff", h.ID))
	if err := mailHandOff(a, h, p, handOffWord{effect: fmt.Sprintf("%s%s:0", handOffEffect, h.ID)}); err != nil {
		return none, err
	}
	return h, reviewHandOff(a, h)
}

// whatWaits loads what a hand-off is for, and what it waits for already.
func whatWaits(a *act, in NewHandOff) (handoff.Making, []handoff.HandOff, error) {
	var m handoff.Making
	m.PromiseID, m.StepID = string(in.Promise), string(in.Step)
	if in.Promise == "" && in.Step == "" && in.Project != "" && in.Kind != handoff.Work {
		return projectWaits(a, in.Project)
	}
	if in.Step != "" {
		if err := stepWaits(a, in, &m); err != nil {
			return m, nil, err
		}
	}
	if in.Promise == "" {
		open, err := store.OpenHandOffsOfStep(a.tx, a.ws, m.StepID)
		return m, open, err
	}
	p, err := store.Promise(a.tx, a.ws, in.Promise)
	if err != nil {
		return m, nil, missingField(err, "promise", "Choose a promise.")
	}
	if p.State != promise.Open {
		return m, nil, fault.New(fault.Conflict, "This promise is not open any more: nothing is needed for it.")
	}
	if m.StepID != "" && m.ProjectID != p.ProjectID {
		return m, nil, fault.Field("step", "Choose a step of the same project.")
	}
	l, err := ladderOf(a, p)
	if err != nil {
		return m, nil, err
	}
	m.ClientID, m.ProjectID, m.OwnerID, m.Before, m.Limit = p.ClientID, p.ProjectID, p.OwnerID, l.TellBy, true
	open, err := store.OpenHandOffsOfPromise(a.tx, a.ws, m.PromiseID)
	return m, open, err
}

// projectWaits loads the project that a question is about. Who asks it is told of
// the answer.
func projectWaits(a *act, id client.ProjectID) (handoff.Making, []handoff.HandOff, error) {
	var m handoff.Making
	p, err := store.Project(a.tx, a.ws, id)
	if err != nil {
		return m, nil, missingField(err, "project", "Choose a project.")
	}
	if !p.Open() {
		return m, nil, fault.New(fault.Conflict, "This project is closed: nothing is asked about it any more.")
	}
	m.ClientID, m.ProjectID, m.OwnerID = string(p.ClientID), string(p.ID), a.who.Member
	if m.OwnerID == "" {
		m.OwnerID = p.OwnerID
	}
	open, err := store.OpenHandOffsOfPlan(a.tx, a.ws, id)
	return m, open, err
}

// answerDays is how many of their business days a client's people are given to
// answer a question on which no date hangs.
const answerDays = 3

// soonNeeded is when a question is to be answered on which no date hangs.
func soonNeeded(a *act, of string) (time.Time, error) {
	cal, err := a.clientHours(client.ID(of))
	if err != nil {
		return time.Time{}, err
	}
	today := worktime.DayOf(a.now, cal.Location())
	day, ok := cal.AddBusinessDays(today, answerDays)
	if !ok {
		day = today.AddDays(answerDays)
	}
	return cal.EndOf(day).UTC(), nil
}

// stepWaits loads the step that a hand-off is for. It is needed when the step is
// laid to begin.
func stepWaits(a *act, in NewHandOff, m *handoff.Making) error {
	step, err := store.Step(a.tx, a.ws, in.Step)
	if err != nil {
		return missingField(err, "step", "Choose a step.")
	}
	if step.Done() {
		return fault.New(fault.Conflict, "This step is done: nothing is needed for it.")
	}
	v, err := viewPlan(a, client.ProjectID(step.ProjectID))
	if err != nil {
		return err
	}
	m.ClientID, m.ProjectID, m.OwnerID = string(v.Client.ID), step.ProjectID, v.Project.OwnerID
	if step.Party.Side == plan.Ours && step.Party.ID != "" {
		m.OwnerID = member.ID(step.Party.ID)
	}
	for _, l := range v.Laid {
		if l.Step == step.ID {
			cal := ownerHours(a, m.OwnerID)
			m.Before = opens(cal, l.Start)
		}
	}
	return nil
}

// opens is when somebody begins to work on a day.
func opens(cal *worktime.Calendar, d worktime.Day) time.Time {
	if at, ok := cal.Opens(d); ok {
		return at.UTC()
	}
	return cal.EndOf(d).UTC()
}

func ownerHours(a *act, id member.ID) *worktime.Calendar {
	if cal := a.book.hours[id]; cal != nil {
		return cal
	}
	return a.book.firmHours
}

// canAsk refuses a party who is nobody here, or whom no mail reaches.
func canAsk(a *act, h handoff.HandOff) (askedParty, error) {
	p, err := partyOf(a, h)
	if err != nil {
		return p, orField(err, "party", "Choose somebody of ours, or a contact of this client.")
	}
	switch {
	case h.Party.Side == plan.Ours:
		if err := a.isMember("party", member.ID(h.Party.ID)); err != nil {
			return p, err
		}
	case h.Party.Side == plan.Theirs && (string(p.contact.ClientID) != h.ClientID || !p.contact.EndedAt.IsZero()):
		return p, fault.Field("party", "Choose a contact of this client.")
	}
	field := "party"
	if h.Party.Side == plan.Third {
		field = "email"
	}
	if p.email == "" {
		return p, fault.Field(field, "“"+p.name+"” has no e-mail address. Call, or add the address.")
	}
	return p, canMail(a, field, client.Contact{Name: p.name, Email: p.email})
}

// askedParty is whoever was asked.
type askedParty struct {
	name, email string
	hours       *worktime.Calendar
	contact     client.Contact // zero = he is none
	language    string         // in which he is written to; "" = it is not known
}

// partyOf finds who was asked.
func partyOf(a *act, h handoff.HandOff) (askedParty, error) {
	switch h.Party.Side {
	case plan.Ours:
		m, ok := a.book.member(member.ID(h.Party.ID))
		if !ok {
			return askedParty{}, store.ErrNone
		}
		return askedParty{name: m.Name, email: m.Email, hours: ownerHours(a, m.ID), language: m.Language}, nil
	case plan.Theirs:
		k, err := store.Contact(a.tx, a.ws, client.ContactID(h.Party.ID))
		if err != nil {
			return askedParty{}, err
		}
		cal, err := a.clientHours(k.ClientID)
		if err != nil {
			return askedParty{}, err
		}
		v, err := a.voiceOf(k.ClientID)
		return askedParty{name: k.Name, email: k.Email, hours: cal, contact: k, language: v.Code()}, err
	}
	owner, _ := a.book.member(h.OwnerID)
	return askedParty{name: h.Party.Name, email: h.Email, hours: a.book.firmHours, language: thirdVoice(a, owner).Code()}, nil
}

// Answer takes an answer that a member gives: for himself, or for whoever told
// him on the telephone.
func (s HandOffs) Answer(ctx context.Context, who Actor, id handoff.ID, version int, in handoff.Answer) (handoff.HandOff, error) {
	return s.change(ctx, who, handOffChange{id, version, answerWord(in.State), func(a *act, h handoff.HandOff) (handoff.HandOff, error) {
		return takeAnswer(a, h, in)
	}})
}

func takeAnswer(a *act, h handoff.HandOff, in handoff.Answer) (handoff.HandOff, error) {
	p, err := partyOf(a, h)
	if err != nil {
		return h, err
	}
	return h.Take(in, p.hours, a.now)
}

// answerWord is an answer as the journal names it.
func answerWord(s handoff.State) string { return "hand-off " + string(s) }

// Withdraw says that something is not needed any more, and why.
func (s HandOffs) Withdraw(ctx context.Context, who Actor, id handoff.ID, version int, because string) (handoff.HandOff, error) {
	return s.change(ctx, who, handOffChange{id, version, answerWord(handoff.Withdrawn), func(a *act, h handoff.HandOff) (handoff.HandOff, error) {
		return h.Withdraw(because, a.now)
	}})
}

// Need sets by hand when something is needed, and tells whoever was asked.
func (s HandOffs) Need(ctx context.Context, who Actor, id handoff.ID, version int, by time.Time) (handoff.HandOff, error) {
	return s.change(ctx, who, handOffChange{id, version, "", func(a *act, h handoff.HandOff) (handoff.HandOff, error) {
		next, err := h.Need(by, h.PromiseID != "", a.now)
		if err != nil {
			return h, err
		}
		to, err := partyOf(a, h)
		if err != nil {
			return h, err
		}
		reached, err := reaches(a, to)
		if err != nil {
			return h, err
		}
		if reached {
			next = next.Told()
		}
		if next, err = saveHandOff(a, h, next, neededAnew); err != nil || !reached {
			return next, err
		}
		return next, mailHandOff(a, next, to, handOffWord{before: h.ToldBy, effect: fmt.Sprintf("%s%s:by:%d", handOffEffect, h.ID, next.Version)})
	}})
}

// neededAnew is the journal's word for another moment by which something is needed.
const neededAnew = "hand-off needed anew"

// Remind has somebody reminded now; a third party at another address, where one
// is given. It counts as one of the reminders that there may be, of which one
// whom nothing has reached may have one more.
func (s HandOffs) Remind(ctx context.Context, who Actor, id handoff.ID, version int, email string) (handoff.HandOff, error) {
	return s.change(ctx, who, handOffChange{id, version, "", func(a *act, h handoff.HandOff) (handoff.HandOff, error) {
		if email != "" && email != h.Email {
			var err error
			if h, err = h.Address(email); err != nil {
				return h, err
			}
			if _, err := canAsk(a, h); err != nil {
				return h, err
			}
		}
		if most := a.book.firm.HandOffs.Of(h.Party).Most; h.State != handoff.Asked || h.Reminders >= most && !h.Unreached() {
			return h, fault.New(fault.Conflict, "There is nothing to remind of: it was answered, or there were as many reminders as there may be. Call instead.")
		}
		return sendReminder(a, h)
	}})
}

// handOffChange is what the domain is to decide about one hand-off.
type handOffChange struct {
	id      handoff.ID
	version int    // that was seen; 0 = whatever it is
	what    string // the act's word in the journal; "" = it was noted and saved already
	decide  func(*act, handoff.HandOff) (handoff.HandOff, error)
}

func (s HandOffs) change(ctx context.Context, who Actor, c handOffChange) (handoff.HandOff, error) {
	var h handoff.HandOff
	err := s.do(ctx, who, func(a *act) error {
		before, err := store.HandOff(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if err := a.may(member.ChangePromise, func() bool {
			return a.speaksFor(before.OwnerID) || before.Party.Side == plan.Ours && a.speaksFor(member.ID(before.Party.ID))
		}); err != nil {
			return err
		}
		if err := sameVersion(c.version, before.Version); err != nil {
			return err
		}
		h, err = changeHandOff(a, before, c)
		return err
	})
	return h, err
}

func changeHandOff(a *act, before handoff.HandOff, c handOffChange) (handoff.HandOff, error) {
	h, err := c.decide(a, before)
	if err != nil {
		return before, err
	}
	if c.what != "" {
		if h, err = saveHandOff(a, before, h, c.what); err != nil {
			return before, err
		}
	}
	if err := reviewHandOff(a, h); err != nil {
		return h, err
	}
	return store.HandOff(a.tx, a.ws, h.ID)
}

// saveHandOff saves a hand-off with its line in the journal.
func saveHandOff(a *act, before, h handoff.HandOff, what string) (handoff.HandOff, error) {
	if err := store.SaveHandOff(a.tx, a.ws, h); err != nil {
		return before, err
	}
	h.Version++
	return h, a.note(what, obligation("handoff", h.ID), h.ClientID, before, h)
}
