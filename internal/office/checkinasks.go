package office

import (
	"context"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// checkInAhead is how much of the firm's working time lies between asking by
// itself and the moment at which answers are wanted: a day.
const checkInAhead = 8 * time.Hour

// askAhead asks those who work for a client what they did, a working day before
// answers are wanted, which is four working hours before he hears next. Once for
// each next contact, and not where too little time is left to answer.
func askAhead(a *act, p promise.Promise) (time.Time, error) {
	at, by := asksAhead(a, p)
	if a.now.Before(at) {
		return at, nil
	}
	if least := a.book.firmHours.Add(a.now, checkInLeast); least.After(by) {
		return time.Time{}, nil
	}
	of := client.ProjectID(p.ProjectID)
	if _, err := store.AskedBefore(a.tx, a.ws, of, string(p.ID)); err == nil {
		return time.Time{}, nil
	} else if orNothing(err) != nil {
		return time.Time{}, err
	}
	pr, err := store.Project(a.tx, a.ws, of)
	if err != nil || !pr.Open() {
		return time.Time{}, err
	}
	if left, err := isSkipped(a, checkInsID(p)); err != nil || left {
		return time.Time{}, err
	}
	_, err = askAll(a, pr, asking{by: by, from: p.OwnerID, next: string(p.ID)})
	return time.Time{}, err
}

// asksAhead is when those who work for a client are asked before a next contact,
// and by when their answers are wanted.
func asksAhead(a *act, p promise.Promise) (at, by time.Time) {
	by = a.book.firmHours.Sub(p.Date().DueAt, checkInBefore).UTC().Truncate(time.Millisecond)
	return a.book.firmHours.Sub(by, checkInAhead).UTC().Truncate(time.Millisecond), by
}

// asking is how those who work for a client are asked.
type asking struct {
	by   time.Time
	from member.ID // in whose name; he is not asked himself
	next string    // the next contact before which Kept asks by itself; "" = somebody asks
}

// askAll asks everybody who holds open work of a project and was not asked
// already: members by their own pages, third parties by a link.
func askAll(a *act, p client.Project, how asking) ([]news.CheckIn, error) {
	all, err := toBeAsked(a, p, how, a.now)
	if err != nil {
		return nil, err
	}
	var out []news.CheckIn
	for _, x := range all {
		c := newCheckIn(a, p, x.member)
		c.AskedID, c.AskedAt, c.By, c.PromiseID = how.from, a.now, how.by, how.next
		to := addressed{name: x.name, email: x.email, hours: a.book.firmHours}
		if x.member != "" {
			to.hours = ownerHours(a, x.member)
		} else {
			if to.secret, err = newSecret(a.random); err != nil {
				return out, err
			}
			c.Name, c.Email, c.Hash = x.name, x.email, hashed(to.secret)
		}
		out = append(out, c)
		if err := askCheckIn(a, c, p, to); err != nil {
			return out, err
		}
	}
	return out, nil
}

// worker is somebody who is to be asked what he did.
type worker struct {
	member      member.ID // "" = a third party
	name, email string
}

// toBeAsked lists whom [askAll] asks at a moment.
func toBeAsked(a *act, p client.Project, how asking, at time.Time) ([]worker, error) {
	waits, err := store.CheckIns(a.tx, a.ws, p.ID, a.now, mostLogged)
	if err != nil {
		return nil, err
	}
	asked := func(id member.ID, email string) bool {
		return slices.ContainsFunc(waits, func(w news.CheckIn) bool {
			return w.Waits() && w.MemberID == id && strings.EqualFold(w.Email, email)
		})
	}
	members, err := workers(a, p, how.from)
	if err != nil {
		return nil, err
	}
	others, err := thirdParties(a, p)
	if err != nil {
		return nil, err
	}
	var out []worker
	for _, m := range members {
		if how.next != "" && member.Away(a.book.absences[m.ID], at) {
			continue // he would find it when it is too late
		}
		if !asked(m.ID, "") {
			out = append(out, worker{m.ID, m.Name, m.Email})
		}
	}
	for _, x := range others {
		if !asked("", x.email) {
			out = append(out, worker{"", x.name, x.email})
		}
	}
	return out, nil
}

// third is a third party that holds open work, and where it is written to.
type third struct{ name, email string }

// thirdParties are those who hold a step that was begun, or were asked for
// something of a step that is open, and whose address is known from a hand-off.
func thirdParties(a *act, p client.Project) ([]third, error) {
	steps, err := store.Steps(a.tx, a.ws, p.ID)
	if err != nil {
		return nil, err
	}
	offs, err := store.HandOffsOfProject(a.tx, a.ws, p.ID, store.HandOffSlice{Limit: mostLogged})
	if err != nil {
		return nil, err
	}
	where, busy := map[string]string{}, map[string]bool{}
	for _, h := range offs {
		if h.Party.Side == plan.Third && h.Email != "" && h.BouncedAt.IsZero() {
			where[h.Party.Name] = h.Email
			busy[h.Party.Name] = busy[h.Party.Name] || !h.Over()
		}
	}
	var out []third
	for _, s := range steps {
		name := s.Party.Name
		email, known := where[name]
		if s.Party.Side != plan.Third || s.Done() || !known || !s.Running() && !busy[name] {
			continue
		}
		if t := (third{name, email}); !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out, nil
}

// plusCheckIn begins what an address of ours names after the plus where it is
// answered what somebody did.
const plusCheckIn = "c-"

// CheckInAsked is a check-in as a third party reads it, by the link in its mail.
type CheckInAsked struct {
	CheckIn news.CheckIn
	Firm    workspace.Workspace
	Project string
	Asker   string
	Hours   *worktime.Calendar // in whose zone it is said when it is wanted
	Over    bool               // nothing is wanted any more: the project was closed
}

// CheckInByLink shows what a link asks. It changes nothing.
func (s Updates) CheckInByLink(ctx context.Context, secret string) (CheckInAsked, error) {
	var v CheckInAsked
	who, id, err := knockCheckIn(ctx, s, secret)
	if err != nil {
		return v, err
	}
	err = s.see(ctx, who, func(a *act) error {
		c, err := store.CheckIn(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		v, err = askedCheckIn(a, c)
		return err
	})
	return v, err
}

func askedCheckIn(a *act, c news.CheckIn) (CheckInAsked, error) {
	p, err := store.Project(a.tx, a.ws, client.ProjectID(c.ProjectID))
	if err != nil {
		return CheckInAsked{}, err
	}
	return CheckInAsked{CheckIn: c, Firm: a.book.firm, Project: p.Name, Asker: a.nameOf(c.AskedID), Hours: a.book.firmHours, Over: !p.Open()}, nil
}

// SayByLink takes what a third party did, by the link in its mail; "" = nothing.
func (s Updates) SayByLink(ctx context.Context, secret, text string) (CheckInAsked, error) {
	var v CheckInAsked
	who, id, err := knockCheckIn(ctx, s, secret)
	if err != nil {
		return v, err
	}
	err = s.do(ctx, who, func(a *act) error {
		before, err := store.CheckIn(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if v, err = askedCheckIn(a, before); err != nil || v.Over {
			return err
		}
		v.CheckIn, err = sayCheckIn(a, before, text)
		return err
	})
	return v, err
}

// knockCheckIn finds the check-in that a secret answers.
func knockCheckIn(ctx context.Context, s Updates, secret string) (Actor, news.CheckInID, error) {
	ws, id, err := store.CheckInByHash(s.DB.Read(ctx), hashed(secret))
	return Actor{Workspace: ws, System: thirdParty}, id, notFound(err)
}

func sayCheckIn(a *act, before news.CheckIn, text string) (news.CheckIn, error) {
	c, err := before.Say(text, a.now)
	if err != nil {
		return c, err
	}
	if err := store.SaveCheckIn(a.tx, a.ws, c); err != nil {
		return c, err
	}
	c.Version++
	return c, a.note("checked in", obligation("check-in", c.ID), c.ClientID, before, c)
}

// ofCheckIn takes a mail that answers a check-in: what was newly written in it is
// what its sender did. It has to come from the address that was asked, and not
// from a machine; a forged one waits for a person. done: the mail was one.
func (t *taking) ofCheckIn() (done bool, err error) {
	for _, to := range t.in.Recipients {
		name, ok := strings.CutPrefix(detailOf(t.act, to), plusCheckIn)
		if !ok {
			continue
		}
		c, err := store.CheckIn(t.tx, t.ws, news.CheckInID(name))
		if err != nil {
			return false, orNothing(err)
		}
		return true, t.sayDid(c)
	}
	return false, nil
}

func (t *taking) sayDid(c news.CheckIn) error {
	asked := c.Email
	if m, ok := t.book.member(c.MemberID); ok {
		asked = m.Email
	}
	text := strings.Join(strings.Fields(t.in.Text), " ")
	switch {
	case t.machine():
		return t.leave(Noted, "A machine answered what somebody was asked: nothing was said.")
	case store.Fold(asked) != t.sender:
		return t.leave(Held, "It answers what somebody else was asked to say that he did.")
	case t.in.Origin == conversation.Forged:
		return t.leave(Held, "It answers what somebody did, and whoever sent it is not who it says.")
	case !c.Waits():
		return t.leave(Held, "It answers what was answered already: “"+shorten(c.Text, 200)+"”.")
	case text == "" || isNothing(text):
		text = ""
	}
	if _, err := sayCheckIn(t.act, c, shorten(text, news.MaxLine)); err != nil {
		if f, ok := fault.As(err); ok && f.Kind == fault.Invalid {
			return t.leave(Held, "It answers what somebody did, and cannot be read as a sentence.")
		}
		return err
	}
	return t.leave(Reported, "It says what was done for a client: it is offered for his next update.")
}

// isNothing tells whether an answer says that there is nothing.
func isNothing(text string) bool {
	return slices.Contains([]string{"nothing", "none", "no", "nichts", "nein", "rien", "non", "nada", "não", "niets", "nee", "niente"}, strings.ToLower(strings.Trim(text, " .!")))
}
