package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// Times of a check-in, in the firm's working time: so long before the client
// hears next it is wanted, and so long somebody is given at least.
const (
	checkInBefore = 4 * time.Hour
	checkInLeast  = 2 * time.Hour
)

// CheckInView is a check-in with what its page needs.
type CheckInView struct {
	news.CheckIn
	Client  client.Client
	Project client.Project
}

// Did notes what the actor did for a client that he cannot see.
func (s Updates) Did(ctx context.Context, who Actor, of client.ProjectID, text string) (news.CheckIn, error) {
	var c news.CheckIn
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		p, err := store.Project(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		c = newCheckIn(a, p, a.who.Member)
		if c, err = c.Say(text, a.now); err != nil {
			return err
		}
		if err := store.AddCheckIn(a.tx, a.ws, c); err != nil {
			return err
		}
		return a.note("checked in", obligation("check-in", c.ID), c.ClientID, nil, c)
	})
	return c, err
}

func newCheckIn(a *act, p client.Project, of member.ID) news.CheckIn {
	return news.CheckIn{ID: news.CheckInID(a.newID("chk")), ClientID: string(p.ClientID), ProjectID: string(p.ID), MemberID: of, Version: 1}
}

// AskAround asks those who work for a client, before an update, what they did that
// he cannot see; each by mail. Who is asked already is not asked again.
func (s Updates) AskAround(ctx context.Context, who Actor, id news.ID) ([]news.CheckIn, error) {
	var out []news.CheckIn
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		u, err := store.Update(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if !u.Open() {
			return fault.New(fault.Conflict, "This update was sent or dropped already.")
		}
		p, err := store.Project(a.tx, a.ws, client.ProjectID(u.ProjectID))
		if err != nil {
			return err
		}
		by, err := wantedBy(a, u)
		if err != nil {
			return err
		}
		if out, err = askAll(a, p, asking{by: by, from: a.who.Member}); err != nil {
			return err
		}
		if len(out) == 0 {
			return fault.New(fault.Conflict, "There is nobody else to ask: nobody holds a step or a promise of this project who was not asked already.")
		}
		return nil
	})
	return out, err
}

// workers are those of ours, besides one, who hold open steps or open promises of
// a project.
func workers(a *act, p client.Project, but member.ID) ([]member.Member, error) {
	var ids []member.ID
	steps, err := store.Steps(a.tx, a.ws, p.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range steps {
		if s.Party.Side == plan.Ours && !s.Done() {
			ids = append(ids, member.ID(s.Party.ID))
		}
	}
	rows, err := store.PromisesByClient(a.tx, a.ws, p.ClientID, promise.Open, store.Slice{Limit: mostLogged})
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		if r.ProjectID == string(p.ID) {
			ids = append(ids, r.OwnerID)
		}
	}
	slices.Sort(ids)
	var out []member.Member
	for _, id := range slices.Compact(ids) {
		if m, ok := a.book.member(id); ok && m.Active() && id != but {
			out = append(out, m)
		}
	}
	return out, nil
}

// wantedBy is when answers are wanted for an update: some time before the client
// hears next.
func wantedBy(a *act, u news.Update) (time.Time, error) {
	least := a.book.firmHours.Add(a.now, checkInLeast).UTC().Truncate(time.Millisecond)
	next, err := store.NextContacts(a.tx, a.ws, client.ID(u.ClientID))
	if err != nil {
		return least, err
	}
	for _, n := range next {
		if n.Project != u.ProjectID {
			continue
		}
		if by := a.book.firmHours.Sub(n.DueAt, checkInBefore).UTC().Truncate(time.Millisecond); by.After(least) {
			return by, nil
		}
	}
	return least, nil
}

// addressed is whoever is asked what he did, and how he answers.
type addressed struct {
	name, email string
	hours       *worktime.Calendar
	secret      string // of a third party; "" = one of ours, by his own page
}

// askCheckIn asks somebody by mail. An answer to the mail is his answer as well.
func askCheckIn(a *act, c news.CheckIn, p client.Project, to addressed) error {
	if err := store.AddCheckIn(a.tx, a.ws, c); err != nil {
		return err
	}
	if err := a.note("check-in asked", obligation("check-in", c.ID), c.ClientID, nil, c); err != nil {
		return err
	}
	of, err := a.client(p.ClientID)
	if err != nil {
		return err
	}
	me, _ := a.book.member(c.AskedID)
	v := checkInVoice(a, c.AskedID, c.MemberID)
	mail := outbox.Mail{
		To: outbox.Address{Name: to.name, Addr: to.email}, From: outbox.Address{Name: me.Name + " (" + a.book.firm.Name + ")"}, ReplyTo: &outbox.Address{Name: me.Name, Addr: me.Email}, Subject: checkInSubject(v, of), Language: v.Code(),
		Greeting: v.Say("Hello {name},", "name", to.name),
		Lead:     v.Say("{who} writes an update of {project} for {client}. What did you do for them that they cannot see?", "who", me.Name, "project", p.Name, "client", of.Name),
		Body:     v.Say("A sentence will do, as they may read it. “Nothing” is an answer as well."),
		Facts:    []outbox.Fact{{Label: v.Say("Wanted by"), Value: momentTo(v, c.By, to.hours)}},
		Link:     &outbox.Link{Label: v.Say("Answer in a sentence"), URL: a.URL + "/check-ins/" + string(c.ID)}, Sign: []string{me.Name, a.book.firm.Name}, Auto: c.PromiseID != "",
	}
	if to.secret != "" {
		mail.Link.URL = portalURL(a) + "/c/" + to.secret
	}
	if box, ok := answersTo(a); ok && box.Plus {
		replyTo(a, &mail, plusCheckIn+string(c.ID))
		mail.Foot = v.Say("You can answer by the link, or simply answer this mail.")
	}
	return a.queue(mail, checkInEffect+string(c.ID), "", a.now)
}

// checkInVoice is that in which somebody is asked what he did: one of ours, or a
// third party ("").
func checkInVoice(a *act, asker, asked member.ID) tongue.Voice {
	if m, ok := a.book.member(asked); ok {
		return memberVoice(m)
	}
	me, _ := a.book.member(asker)
	return thirdVoice(a, me)
}

func checkInSubject(v tongue.Voice, of client.Client) string {
	return shorten(v.Say("What did you do for {who}?", "who", of.Name), MaxSubject)
}

// checkInEffect begins the effect key of a mail that asks what somebody did; the
// check-in's id follows.
const checkInEffect = "checkin:"

// staleCheckIn tells why a mail that asks what somebody did is not to leave any
// more, or "".
func staleCheckIn(a *act, id news.CheckInID) (string, error) {
	c, err := store.CheckIn(a.tx, a.ws, id)
	switch {
	case err != nil:
		return "", err
	case !c.Waits():
		return "It was answered already.", nil
	case a.now.After(c.By):
		return "It was wanted earlier.", nil
	}
	return "", nil
}

// SayDid takes what somebody answers to a check-in; "" = nothing.
func (s Updates) SayDid(ctx context.Context, who Actor, id news.CheckInID, version int, text string) (news.CheckIn, error) {
	var c news.CheckIn
	err := s.do(ctx, who, func(a *act) error {
		before, err := store.CheckIn(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := a.may(member.ChangePromise, func() bool { return a.speaksFor(before.MemberID) }); err != nil {
			return err
		}
		if err := sameVersion(version, before.Version); err != nil {
			return err
		}
		c, err = sayCheckIn(a, before, text)
		return err
	})
	return c, err
}

// CheckIn gives a check-in.
func (s Updates) CheckIn(ctx context.Context, who Actor, id news.CheckInID) (CheckInView, error) {
	var v CheckInView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.CheckIn, err = store.CheckIn(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Project, err = store.Project(a.tx, a.ws, client.ProjectID(v.ProjectID)); err != nil {
			return err
		}
		v.Client, err = a.client(v.Project.ClientID)
		return err
	})
	return v, err
}

// CheckIns lists the check-ins of a project that wait, and those that were said
// since the last update, the newest first.
func (s Updates) CheckIns(ctx context.Context, who Actor, of client.ProjectID) ([]news.CheckIn, error) {
	var out []news.CheckIn
	err := s.see(ctx, who, func(a *act) error {
		p, err := store.Project(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		since := p.MadeAt
		if last, err := lastUpdate(a, of); err != nil {
			return err
		} else if last != nil {
			since = last.SentAt
		}
		out, err = store.CheckIns(a.tx, a.ws, of, since, mostLogged)
		return err
	})
	return out, err
}
