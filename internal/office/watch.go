package office

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/workspace"
)

// Watch is the watchdog's part: reviewing obligations whose moment has come.
type Watch struct{ *desk }

// obligation names what is watched: "promise:prm_…".
func obligation[T ~string](kind string, id T) string { return kind + ":" + string(id) }

// Due lists the obligations to be reviewed now, at most limit.
func (w Watch) Due(ctx context.Context, limit int) ([]store.Watch, error) {
	return store.WatchesDue(w.DB.Read(ctx), w.begin(), limit)
}

// Next is the moment of the next review; zero = none.
func (w Watch) Next(ctx context.Context) (time.Time, error) {
	return store.NextWatch(w.DB.Read(ctx))
}

// Review looks at obligations of one workspace, [store.Batch] at most, and asks
// whom they have to ask, all in one transaction and at one moment. Those that
// were reviewed in the meantime are left alone, so that several processes may
// share the watch.
func (w Watch) Review(ctx context.Context, ws workspace.ID, obligations []string) error {
	updates, obligations := splitUpdates(obligations)
	if err := w.leaveAll(ctx, ws, updates); err != nil || len(obligations) == 0 {
		return err
	}
	var drawn sketches
	if slices.ContainsFunc(obligations, func(ob string) bool { return strings.HasPrefix(ob, "plan:") }) {
		if err := w.learn(ctx, system("watchdog", ws)); err != nil {
			return err
		}
		var err error
		if drawn, err = w.sketch(ctx, system("watchdog", ws), obligations); err != nil {
			return err
		}
	}
	return w.do(ctx, system("watchdog", ws), func(a *act) error {
		a.sketches = drawn
		due, err := store.StillDue(a.tx, a.ws, obligations, a.now)
		if err != nil || len(due) == 0 {
			return err
		}
		if err := readAhead(a, due); err != nil {
			return err
		}
		for _, ob := range due {
			if err := a.review(ob); err != nil {
				return fmt.Errorf("review %s: %w", ob, err)
			}
		}
		return nil
	})
}

// review decides anew on an obligation, by its kind.
func (a *act) review(ob string) error {
	kind, id, _ := strings.Cut(ob, ":")
	if of, ok := reviewsOfClient()[kind]; ok {
		return of(a, client.ID(id))
	}
	switch kind {
	case "promise":
		p, err := a.promise(promise.ID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewPromise(a, p)
	case "project":
		p, err := store.Project(a.tx, a.ws, client.ProjectID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewProject(a, p)
	case "plan":
		return reviewPlan(a, client.ProjectID(id))
	case "notice":
		n, err := store.Notice(a.tx, a.ws, notice.ID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewNotice(a, n)
	case "clock":
		c, err := store.Clock(a.tx, a.ws, reply.ID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewClock(a, c)
	case "handoff":
		h, err := store.HandOff(a.tx, a.ws, handoff.ID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewHandOff(a, h)
	case "update":
		u, err := store.Update(a.tx, a.ws, news.ID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewUpdate(a, u)
	case "issue":
		i, err := store.Issue(a.tx, a.ws, issue.ID(id))
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewIssue(a, i)
	case "contact":
		return dropWatch(a, ob, reviewContactOf(a, client.ContactID(id)))
	case "absence":
		return reviewAbsence(a, id)
	case "mailbox":
		m, err := store.MailboxOf(a.tx, a.ws, id)
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewMailbox(a, m)
	case "arrival":
		r, err := store.ArrivalOf(a.tx, a.ws, id)
		if err != nil {
			return dropWatch(a, ob, err)
		}
		return reviewArrival(a, r)
	}
	return fmt.Errorf("nobody knows how to review %q", ob)
}

// reviewsOfClient are the reviews of what is watched under a client's id.
func reviewsOfClient() map[string]func(*act, client.ID) error {
	return map[string]func(*act, client.ID) error{"client": reviewClient, "chases": reviewChases, "page": reviewPage}
}

// dropWatch stops watching what is not there.
func dropWatch(a *act, ob string, err error) error {
	if !errors.Is(err, store.ErrNone) {
		return err
	}
	return store.SetWatch(a.tx, a.ws, ob, time.Time{})
}

// reviewPromise records the outcomes that have become certain and asks what
// the rules of promises want asked.
func reviewPromise(a *act, p promise.Promise) error {
	cal, err := a.clientHours(client.ID(p.ClientID))
	if err != nil {
		return err
	}
	if p, err = doubtPromise(a, p, cal); err != nil {
		return err
	}
	ruled, rulings := p.Rule(a.now)
	if len(rulings) > 0 {
		if err := store.SavePromise(a.tx, a.ws, p, ruled); err != nil {
			return err
		}
		for _, r := range rulings {
			if err := a.note("outcome", obligation("promise", p.ID), p.ClientID, p.Dates[r.Seq], ruled.Dates[r.Seq]); err != nil {
				return err
			}
		}
	}
	d := promise.Review(ruled, a.book.firm.Policy, a.book.team(p.OwnerID), cal, a.now)
	if _, speaks, err := clockOf(a, ruled); err != nil {
		return err
	} else if speaks {
		d.Ask = nil // the wait is asked about, not its promise as well
	}
	if err := a.decide(obligation("promise", p.ID), p.ClientID, p.OwnerID, d); err != nil {
		return err
	}
	if again, err := aroundNext(a, ruled, cal); err != nil {
		return err
	} else if at := prompt.Sooner(d.Next, again); !at.Equal(d.Next) {
		a.due = true
		if err := store.SetWatch(a.tx, a.ws, obligation("promise", p.ID), at); err != nil {
			return err
		}
	}
	return reviewAway(a, p.OwnerID, p.Dates)
}

func reviewNotice(a *act, n notice.Notice) error {
	by, err := movedBefore(a, n)
	if err != nil {
		return err
	}
	if err := issueFollows(a, n); err != nil {
		return err
	}
	d := notice.Review(n, by, a.book.team(member.ID(n.ByID)), a.now)
	return a.decide(obligation("notice", n.ID), n.ClientID, member.ID(n.ByID), d)
}

func reviewClock(a *act, c reply.Clock) error {
	d := reply.Review(c, a.book.firm.Standards.Shares, a.book.team(c.MemberID), a.book.firmHours, a.now)
	return a.decide(obligation("clock", c.ID), c.ClientID, c.MemberID, d)
}

// reviewClient asks for a next contact where a client without open project has none.
func reviewClient(a *act, id client.ID) error {
	c, err := store.Client(a.tx, a.ws, id)
	if err != nil {
		return dropWatch(a, obligation("client", id), err)
	}
	projects, err := store.Projects(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	e := client.Engagement{Open: c.Open(), Since: c.MadeAt}
	for _, p := range projects {
		if p.Open() {
			e.Open = false // his projects are watched, each by itself
		}
	}
	return reviewEngagement(a, owed{obligation("client", id), id, "", c.OwnerID}, e)
}

func reviewProject(a *act, p client.Project) error {
	c, err := store.Client(a.tx, a.ws, p.ClientID)
	if err != nil {
		return err
	}
	e := client.Engagement{Open: p.Open() && c.Open(), Since: p.MadeAt}
	return reviewEngagement(a, owed{obligation("project", p.ID), p.ClientID, string(p.ID), p.OwnerID}, e)
}

// owed is an engagement that is owed a next contact.
type owed struct {
	obligation string
	client     client.ID
	project    string
	owner      member.ID
}

func reviewEngagement(a *act, o owed, e client.Engagement) error {
	next, err := store.NextContacts(a.tx, a.ws, o.client)
	if err != nil {
		return err
	}
	for _, n := range next {
		e.HasNext = e.HasNext || n.Project == o.project
	}
	e.Since = a.now
	if live, err := store.LivePrompt(a.tx, a.ws, o.obligation); err == nil {
		e.Since = live.BegunAt // the ladder starts when it went missing
	}
	return a.decide(o.obligation, string(o.client), o.owner, client.ReviewSilence(e, a.book.team(o.owner), a.now))
}

// decide makes the live prompt of an obligation what a rule wants it to be,
// and remembers when to look again.
func (a *act) decide(ob, clientID string, owner member.ID, d prompt.Decision) error {
	live, err := a.livePrompt(ob)
	switch {
	case errors.Is(err, store.ErrNone):
		if d.Ask != nil {
			err = raisePrompt(a, ob, clientID, owner, *d.Ask)
		} else {
			err = nil
		}
	case err != nil:
		return err
	case d.Ask == nil:
		err = settlePrompt(a, live)
	default:
		err = changePrompt(a, live, owner, *d.Ask)
	}
	if err != nil {
		return err
	}
	a.due = a.due || !d.Next.IsZero()
	return store.SetWatch(a.tx, a.ws, ob, d.Next)
}

func raisePrompt(a *act, ob, clientID string, owner member.ID, ask prompt.Ask) error {
	p := store.PromptRow{OwnerID: owner, Prompt: prompt.Prompt{
		ID: prompt.ID(a.newID("pmt")), Obligation: ob, Ask: ask, ClientID: clientID, RaisedAt: a.now, MailAt: a.mailAt(ask),
	}, BegunAt: a.now}
	if err := store.AddPrompt(a.tx, a.ws, p); err != nil {
		return err
	}
	mailAtOnce(a, p)
	return a.note("prompted", ob, clientID, nil, asked(ask))
}

func settlePrompt(a *act, live store.PromptRow) error {
	live.SettledAt, live.MailAt = a.now, time.Time{}
	if err := store.SavePrompt(a.tx, a.ws, live); err != nil {
		return err
	}
	return a.note("settled", live.Obligation, live.ClientID, asked(live.Ask), nil)
}

// changePrompt lets a live prompt say what is asked now, see [prompt.Prompt.Asks].
func changePrompt(a *act, live store.PromptRow, owner member.ID, ask prompt.Ask) error {
	if live.Ask == ask && live.OwnerID == owner {
		return nil
	}
	before, mail := live.Ask, a.mailAt(ask)
	same := live.Ask.Same(ask)
	if before.Climbed(ask) && live.Open(a.now) {
		mail = live.MailAt
	}
	live.Prompt, live.OwnerID = live.Asks(ask, a.now), owner
	if !same {
		live.MailAt = mail
	}
	if err := store.SavePrompt(a.tx, a.ws, live); err != nil {
		return err
	}
	if same {
		return nil
	}
	if !before.Climbed(ask) {
		mailAtOnce(a, live)
	}
	return a.note("prompted", live.Obligation, live.ClientID, asked(before), asked(ask))
}

// Bundle is how long a mail about prompts waits for others to go with it.
const Bundle = 2 * time.Minute

// mailAt is when the holder is mailed of a prompt: a little later, so that
// several go in one mail, but inside his hours. What is urgent has a mail of its
// own, see [mailUrgent].
func (a *act) mailAt(ask prompt.Ask) time.Time {
	at := a.now.Add(Bundle)
	cal := a.book.hours[ask.Holder]
	if cal == nil || ask.Urgent() {
		return time.Time{}
	}
	if open, ok := cal.NextOpen(at); ok {
		return open.UTC().Truncate(time.Millisecond)
	}
	return at
}

// askLine is what the journal keeps of a prompt.
type askLine struct {
	Rule   prompt.Rule  `json:"rule"`
	Stage  prompt.Stage `json:"stage"`
	Level  string       `json:"level"`
	Holder member.ID    `json:"holder"`
	ActBy  time.Time    `json:"act_by,omitzero"`
}

func asked(k prompt.Ask) askLine {
	return askLine{k.Rule, k.Stage, k.Level.String(), k.Holder, k.ActBy}
}

// note adds a line to the journal. before and after are written as JSON.
func (a *act) note(what, object, clientID string, before, after any) error {
	a.noted = append(a.noted, what)
	l := store.Line{ID: a.newID("jnl"), At: a.now, Actor: a.who.String(), Act: what, Object: object, ClientID: clientID}
	for _, side := range []struct {
		to *string
		v  any
	}{{&l.Before, before}, {&l.After, after}} {
		if side.v == nil {
			continue
		}
		b, err := json.Marshal(side.v)
		if err != nil {
			return fmt.Errorf("write a line of the journal: %w", err)
		}
		*side.to = string(b)
	}
	return store.AddLine(a.tx, a.ws, l)
}
