package office

import (
	"context"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// Prompts is what Kept asks of members.
type Prompts struct{ *desk }

// maxPrompts is how many prompts are shown on one page.
const maxPrompts = 200

// Asked is a prompt with what it is about, as a member reads it. Exactly one
// of Promise, Notice, Clock, Absence, Arrival, Mailbox, Chases, NoMail, Issue, HandOff and Update is set, or
// none for a missing next contact.
type Asked struct {
	store.PromptRow
	ClientName string
	Colour     int
	Promise    *store.PromiseRow
	Notice     *notice.Notice
	Clock      *reply.Clock
	Absence    *member.Absence
	Arrival    *store.Arrival
	Mailbox    *store.Mailbox
	Chases     []store.ChaseRow
	NoMail     *client.Contact // who wants no mail
	HandOff    *HandOffView
	Project    *client.Project
	Update     *news.Update // that did not leave as it was planned
	Contact    string
	ClientZone *worktime.Calendar
	HolderName string
	OwnerName  string   // whose obligation it is
	WhyBy      []string // how the moment to act by was found, a step a line
	// At is the moment at which it is read, when it is read at once: then
	// "Monday" will do for a date. Zero: dates are written out in full.
	At        time.Time
	Voice     tongue.Voice // in which it is read; the zero one is English
	Overtaken []plan.Step  // of a plan: steps that will be later than the client was told
	Issue     *issue.Issue // that somebody does not know of
	Untold    []string     // who does not know of it, by name
	Hang      *Hang        // of a doubtful promise: the step that it hangs on
}

// Home is what a member has before him.
type Home struct {
	Tell    []Asked // whom he has to tell, the least time left first
	Do      []Asked
	Waiting []Asked // his own, with somebody else or put off
	More    int     // prompts before him that are not listed: the others are more urgent
}

// HomePrompts is how many prompts Home lists of those before a member, and of
// those that wait on others.
const HomePrompts = 50

// Home gives a member's prompts as they stand at this moment.
func (s Prompts) Home(ctx context.Context, who Actor) (Home, error) {
	var h Home
	err := s.see(ctx, who, func(a *act) error {
		mine, err := store.PromptsByHolder(a.tx, a.ws, who.Member, maxPrompts)
		if err != nil {
			return err
		}
		others, err := store.PromptsElsewhere(a.tx, a.ws, who.Member, maxPrompts)
		if err != nil {
			return err
		}
		mine, others = homePrompts(a, mine, others)
		h.More = max(0, len(mine)-HomePrompts)
		mine, others = mine[:min(len(mine), HomePrompts)], others[:min(len(others), HomePrompts)]
		if err := dressAhead(a, append(slices.Clone(mine), others...)); err != nil {
			return err
		}
		for _, p := range mine {
			asked, err := dressPrompt(a, p)
			if err != nil {
				return err
			}
			if asked.telling() {
				h.Tell = append(h.Tell, asked)
			} else {
				h.Do = append(h.Do, asked)
			}
		}
		h.Waiting, err = dressPrompts(a, others)
		return err
	})
	return h, err
}

// homePrompts tells those that stand before a member from his own that wait:
// with somebody else, or put off.
func homePrompts(a *act, held, elsewhere []store.PromptRow) (before, waiting []store.PromptRow) {
	for _, p := range held {
		if p.Open(a.now) {
			before = append(before, p)
		} else {
			waiting = append(waiting, p)
		}
	}
	return before, append(waiting, elsewhere...)
}

func dressPrompts(a *act, rows []store.PromptRow) ([]Asked, error) {
	var out []Asked
	for _, p := range rows {
		asked, err := dressPrompt(a, p)
		if err != nil {
			return nil, err
		}
		out = append(out, asked)
	}
	return out, nil
}

// telling tells whether the prompt asks to tell a client something, rather
// than to do something.
func (k Asked) telling() bool {
	switch k.Rule {
	case prompt.Absent, prompt.Unconfirmed:
		return false
	case prompt.Unanswered:
		return k.Clock != nil
	case prompt.HandOff, prompt.ClientsTurn:
		return k.HandOff != nil && k.HandOff.Promise != nil
	case prompt.Due:
		return k.Stage == prompt.TellNow || k.Level > prompt.ToOwner
	}
	return true
}

// One gives a single prompt.
func (s Prompts) One(ctx context.Context, who Actor, id prompt.ID) (Asked, error) {
	var k Asked
	err := s.see(ctx, who, func(a *act) error {
		p, err := store.Prompt(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		k, err = dressPrompt(a, p)
		return err
	})
	return k, err
}

// OfClient gives the live prompts about a client.
func (s Prompts) OfClient(ctx context.Context, who Actor, of client.ID) ([]Asked, error) {
	var out []Asked
	err := s.see(ctx, who, func(a *act) error {
		rows, err := store.PromptsByClient(a.tx, a.ws, string(of), maxPrompts)
		if err != nil {
			return err
		}
		if err := dressAhead(a, rows); err != nil {
			return err
		}
		out, err = dressPrompts(a, rows)
		return err
	})
	return out, err
}

// dress loads what a prompt is about.
func dressPrompt(a *act, p store.PromptRow) (Asked, error) {
	k := Asked{PromptRow: p, HolderName: a.nameOf(p.Holder), OwnerName: a.nameOf(p.OwnerID)}
	if p.ClientID != "" {
		c, err := faceOf(a, client.ID(p.ClientID))
		if err != nil {
			return k, err
		}
		k.ClientName, k.Colour = c.Name, c.Colour
		if k.ClientZone, err = a.calendars.read(c.Hours); err != nil {
			return k, err
		}
	}
	contactID, err := dressMatter(a, &k)
	if err != nil {
		return k, err
	}
	if contactID != "" {
		c, err := store.Contact(a.tx, a.ws, client.ContactID(contactID))
		if err != nil {
			return k, err
		}
		k.Contact = c.Name
	}
	k.WhyBy = whyBy(a, k)
	return k, nil
}

// dressMatter loads the matter itself, and gives the contact it is about.
func dressMatter(a *act, k *Asked) (contactID string, err error) {
	kind, id, _ := strings.Cut(k.Obligation, ":")
	switch kind {
	case "promise":
		row, err := lineOf(a, promise.ID(id))
		if err != nil {
			return "", err
		}
		k.Promise, k.Contact = &row, row.ContactName
		if k.Rule == prompt.Doubtful {
			if k.Hang, err = hangOf(a, row.ProjectID, row.StepID); err != nil {
				return "", err
			}
		}
	case "notice":
		n, err := store.Notice(a.tx, a.ws, notice.ID(id))
		if err != nil {
			return "", err
		}
		k.Notice, contactID = &n, n.ContactID
	case "clock":
		c, err := store.Clock(a.tx, a.ws, reply.ID(id))
		if err != nil {
			return "", err
		}
		k.Clock, contactID = &c, c.ContactID
	case "handoff":
		return dressHandOff(a, k, handoff.ID(id))
	case "issue":
		return "", dressIssue(a, k, issue.ID(id))
	case "contact":
		return "", dressNoMail(a, k, client.ContactID(id))
	case "absence":
		ab, err := store.Absence(a.tx, a.ws, id)
		if err != nil {
			return "", err
		}
		k.Absence = &ab
	case "arrival":
		r, err := store.ArrivalOf(a.tx, a.ws, id)
		if err != nil {
			return "", err
		}
		k.Arrival = &r
	case "mailbox":
		m, err := store.MailboxOf(a.tx, a.ws, id)
		if err != nil {
			return "", err
		}
		k.Mailbox = &m
	case "chases":
		var err error
		if k.Chases, err = store.ChasesOfClient(a.tx, a.ws, client.ID(id), a.now.Add(-workspace.ChaseWindow), mostChases); err != nil {
			return "", err
		}
	case "plan":
		v, err := viewPlan(a, client.ProjectID(id))
		if err != nil {
			return "", err
		}
		k.Project, k.Overtaken = &v.Project, v.Overtaken()
	case "update":
		return "", dressUpdate(a, k, news.ID(id))
	case "project":
		return "", dressProject(a, k, client.ProjectID(id))
	}
	return contactID, nil
}

func dressProject(a *act, k *Asked, id client.ProjectID) error {
	p, err := store.Project(a.tx, a.ws, id)
	k.Project = &p
	return err
}

func dressUpdate(a *act, k *Asked, id news.ID) error {
	u, err := store.Update(a.tx, a.ws, id)
	k.Update = &u
	return err
}

func (a *act) nameOf(id member.ID) string {
	m, _ := a.book.member(id)
	return m.Name
}

// Snooze puts a prompt off.
func (s Prompts) Snooze(ctx context.Context, who Actor, id prompt.ID, until time.Time) error {
	return s.settle(ctx, who, id, "snoozed", func(p prompt.Prompt, now time.Time) (prompt.Prompt, error) {
		return p.Snooze(until.UTC().Truncate(time.Millisecond), now)
	})
}

// Dismiss says that a prompt is not needed, and why.
func (s Prompts) Dismiss(ctx context.Context, who Actor, id prompt.ID, because string) error {
	return s.settle(ctx, who, id, "not needed", func(p prompt.Prompt, _ time.Time) (prompt.Prompt, error) { return p.Dismiss(because) })
}

func (s Prompts) settle(ctx context.Context, who Actor, id prompt.ID, what string, how func(prompt.Prompt, time.Time) (prompt.Prompt, error)) error {
	return s.do(ctx, who, func(a *act) error {
		p, err := store.Prompt(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := a.may(member.SettlePrompt, func() bool { return a.speaksFor(p.Holder, p.OwnerID) }); err != nil {
			return err
		}
		before := p.Prompt
		if p.Prompt, err = how(p.Prompt, a.now); err != nil {
			return err
		}
		if err := store.SavePrompt(a.tx, a.ws, p); err != nil {
			return err
		}
		return a.note(what, p.Obligation, p.ClientID, before, p.Prompt)
	})
}

// ToMail lists the members who are to be mailed of their prompts now.
func (s Prompts) ToMail(ctx context.Context, limit int) ([]store.ToMail, error) {
	return store.PromptsToMail(s.DB.Read(ctx), s.begin(), limit)
}

// NextMail is the moment of the next mail about prompts; zero = none waits.
func (s Prompts) NextMail(ctx context.Context) (time.Time, error) {
	return store.NextPromptMail(s.DB.Read(ctx))
}

// inOneMail is how many prompts one mail lists. Who has more before him reads
// them on his page.
const inOneMail = 50

// Mail writes one mail with everything that is new before a member: what is due
// to be mailed, and what would be before a bundle's time is over. Outside his
// hours, when Kept was down or the hours have changed, it waits until they begin.
func (s Prompts) Mail(ctx context.Context, to store.ToMail) error {
	return s.do(ctx, system("watchdog", to.Workspace), func(a *act) error {
		m, ok := a.book.member(to.Holder)
		if !ok || !m.Active() {
			return store.MovePromptMail(a.tx, a.ws, to.Holder, a.now, time.Time{})
		}
		cal := a.book.hours[to.Holder]
		if open, ok := cal.NextOpen(a.now); ok && open.After(a.now) {
			a.due = true
			return store.MovePromptMail(a.tx, a.ws, to.Holder, a.now, open.UTC().Truncate(time.Millisecond))
		}
		anew, err := withdrawPrompts(a, to.Holder)
		if err != nil {
			return err
		}
		until := a.now.Add(Bundle)
		rows, err := store.PromptsOfMail(a.tx, a.ws, to.Holder, until, mostLive)
		if err != nil {
			return err
		}
		if anew { // and what those mails would have said
			rows, err = store.PromptsByHolder(a.tx, a.ws, to.Holder, mostLive)
			if err != nil {
				return err
			}
		}
		if err := store.MovePromptMail(a.tx, a.ws, to.Holder, until, time.Time{}); err != nil {
			return err
		}
		rows = slices.DeleteFunc(rows, func(p store.PromptRow) bool { return !p.Open(a.now) })
		if len(rows) == 0 {
			return nil
		}
		mail, err := promptMail(a, m, rows)
		if err != nil {
			return err
		}
		return a.queue(mail, promptsKey(to.Holder, a.now), "", a.now)
	})
}

// reviewAbsence is the rule *absent*: what a member has promised for the days
// on which he is away is passed on before he goes.
func reviewAbsence(a *act, id string) error {
	ab, err := store.Absence(a.tx, a.ws, id)
	if err != nil {
		return dropWatch(a, "absence:"+id, err)
	}
	dues, err := store.OwnedDue(a.tx, a.ws, ab.MemberID, ab.From, ab.Until)
	if err != nil {
		return err
	}
	team := a.book.team(ab.MemberID)
	d := prompt.ReviewAbsence(ab, dues, team, a.now)
	return a.decide("absence:"+id, "", ab.MemberID, d)
}

// maxMoves is how many promises are handed over at once.
const maxMoves = 500

// HandOverAll gives all that falls due in an absence to another member.
func (s Prompts) HandOverAll(ctx context.Context, who Actor, absenceID string, to member.ID) (int, error) {
	moved := 0
	err := s.do(ctx, who, func(a *act) error {
		moved = 0
		ab, err := store.Absence(a.tx, a.ws, absenceID)
		if err != nil {
			return err
		}
		if err := a.may(member.SettlePrompt, func() bool { return a.speaksFor(ab.MemberID) }); err != nil {
			return err
		}
		if err := a.isMember("to", to); err != nil {
			return err
		}
		if to == ab.MemberID {
			return fault.Field("to", "Choose somebody else.")
		}
		rows, err := store.PromisesByOwner(a.tx, a.ws, ab.MemberID, promise.Open, store.Slice{Limit: maxMoves})
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.DueAt.Before(ab.From) || !r.DueAt.Before(ab.Until) {
				continue
			}
			before, err := store.Promise(a.tx, a.ws, r.ID)
			if err != nil {
				return err
			}
			p, err := before.Edit(promise.Editing{OwnerID: &to}, a.who.Member, nil, a.now)
			if err != nil {
				return err
			}
			if _, err := savePromise(a, before, p, "handed over"); err != nil {
				return err
			}
			moved++
		}
		return reviewAbsence(a, absenceID)
	})
	return moved, err
}
