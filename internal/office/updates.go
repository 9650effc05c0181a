package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// Updates is writing status updates: drafted from what was logged, approved, sent.
type Updates struct{ *desk }

// UpdateView is an update with what its page needs.
type UpdateView struct {
	news.Update
	Client   client.Client
	Calendar *worktime.Calendar // the client's
	Project  client.Project
	Hears    promise.When // when they hear next, if nobody says otherwise; zero = somebody has to
	Second   bool         // a second person has to approve it
	Moments  []time.Time  // when it can leave by itself; of others as well
	Stale    []news.Stale
	Fresh    []news.Line    // what was logged since it was drafted, or left out of it
	Waits    []news.CheckIn // who was asked and has not said yet what he did
	Ready    error          // why there is nothing to send yet; nil = there is
}

// Draft gives the open update of a project; where there is none, it is drafted
// from what was logged since the last one.
func (s Updates) Draft(ctx context.Context, who Actor, of client.ProjectID) (news.Update, error) {
	var u news.Update
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		var err error
		if u, err = store.OpenUpdate(a.tx, a.ws, of); err == nil || !errors.Is(err, store.ErrNone) {
			return err
		}
		p, err := store.Project(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		if !p.Open() {
			return fault.New(fault.Conflict, "This project was closed. Open it again to write an update of it.")
		}
		u, err = draftUpdate(a, p)
		return err
	})
	return u, err
}

func draftUpdate(a *act, p client.Project) (news.Update, error) {
	v, err := a.voiceOf(p.ClientID)
	if err != nil {
		return news.Update{}, err
	}
	u := news.Update{
		ID: news.ID(a.newID("upd")), ClientID: string(p.ClientID), ProjectID: string(p.ID), AuthorID: a.who.Member, State: news.Draft, Subject: v.Say("{project}: where it stands", "project", shorten(p.Name, news.MaxSubject-40)),
		MadeAt: a.now, Since: p.MadeAt, Version: 1,
	}
	last, err := lastUpdate(a, p.ID)
	if err != nil {
		return u, err
	}
	if last != nil {
		u.Since = last.SentAt
	}
	l, err := logged(a, p, u.Since)
	if err != nil {
		return u, err
	}
	u.Lines = news.Compose(l.facts, last, l.say)
	if err := store.AddUpdate(a.tx, a.ws, u); err != nil {
		return u, err
	}
	return u, a.note("update drafted", obligation("update", u.ID), u.ClientID, nil, u)
}

// lastUpdate is the one that was sent last; nil = none was.
func lastUpdate(a *act, of client.ProjectID) (*news.Update, error) {
	u, err := store.LastUpdate(a.tx, a.ws, of)
	if errors.Is(err, store.ErrNone) {
		return nil, nil
	}
	return &u, err
}

// View gives an update with all that its writer needs.
func (s Updates) View(ctx context.Context, who Actor, id news.ID) (UpdateView, error) {
	var v UpdateView
	err := s.see(ctx, who, func(a *act) (err error) {
		if v.Update, err = store.Update(a.tx, a.ws, id); err != nil {
			return err
		}
		if v.Project, err = store.Project(a.tx, a.ws, client.ProjectID(v.ProjectID)); err != nil {
			return err
		}
		if v.Client, err = a.client(v.Project.ClientID); err != nil {
			return err
		}
		if v.Calendar, err = a.calendarOf(v.Client); err != nil {
			return err
		}
		if !v.Open() {
			return nil
		}
		return v.write(a)
	})
	return v, err
}

// write loads what is needed to go on writing.
func (v *UpdateView) write(a *act) error {
	l, err := logged(a, v.Project, v.Since)
	if err != nil {
		return err
	}
	last, err := lastUpdate(a, v.Project.ID)
	if err != nil {
		return err
	}
	v.Waits = l.waits
	if v.Hears, err = hears(a, v.Update, l); err != nil {
		return err
	}
	if v.Second, err = wantsSecond(a, v.Update); err != nil {
		return err
	}
	c, err := cadenceOf(a, v.Project.ID, v.Client.ID)
	if err != nil {
		return err
	}
	v.Moments = news.Moments(c, v.Calendar, a.now)
	v.Stale, v.Ready = v.Update.Stale(l.facts, l.say.Today, l.say), v.Update.Ready()
	has := map[string]bool{}
	for _, x := range v.Lines {
		has[x.Source+x.Stood] = true
	}
	for _, x := range news.Compose(l.facts, last, l.say) {
		if !has[x.Source+x.Stood] {
			v.Fresh = append(v.Fresh, x)
		}
	}
	return nil
}

// hears is when they hear next after an update, where nobody says otherwise: as it
// says, or by the cadence; zero = somebody has to say.
func hears(a *act, u news.Update, l log) (promise.When, error) {
	if u.Hears != (promise.When{}) {
		return u.Hears, nil
	}
	c, err := cadenceOf(a, client.ProjectID(u.ProjectID), client.ID(u.ClientID))
	if err != nil {
		return promise.When{}, err
	}
	mood, err := moodOf(a, u, c, l)
	return c.Next(l.say.Today, mood, l.cal), err
}

// logOf gathers what an update can tell.
func logOf(a *act, u news.Update) (log, error) {
	p, err := store.Project(a.tx, a.ws, client.ProjectID(u.ProjectID))
	if err != nil {
		return log{}, err
	}
	return logged(a, p, u.Since)
}

// UpdateEdit is a change of an update.
type UpdateEdit struct {
	Version int
	Change  func(*news.Update)
}

// Edit changes the words of an update that is still to be sent.
func (s Updates) Edit(ctx context.Context, who Actor, id news.ID, in UpdateEdit) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, in.Version, "update edited", func(a *act, u news.Update) (news.Update, error) {
		e, err := u.Edit(in.Change)
		if err != nil {
			return u, err
		}
		l, err := logOf(a, u)
		if err != nil {
			return u, err
		}
		return e, sourced(a, u, l, e.Lines)
	}})
}

// sourced refuses lines that name a record which Kept did not draft them from:
// what an update stands on is not made up.
func sourced(a *act, u news.Update, l log, lines []news.Line) error {
	last, err := lastUpdate(a, client.ProjectID(u.ProjectID))
	if err != nil {
		return err
	}
	type stand struct{ source, stood string }
	drafted := map[stand]bool{}
	for _, x := range slices.Concat(u.Lines, news.Compose(l.facts, last, l.say)) {
		drafted[stand{x.Source, x.Stood}] = true
	}
	for i, x := range lines {
		if x.Source != "" && !drafted[stand{x.Source, x.Stood}] {
			return fault.Field(fmt.Sprintf("lines.%d", i), "A line stands on what was logged, or on nothing: leave its source out.")
		}
	}
	return nil
}

// Ask puts an update before somebody for approval.
func (s Updates) Ask(ctx context.Context, who Actor, id news.ID, version int, approver member.ID) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, version, "update put before somebody", func(a *act, u news.Update) (news.Update, error) {
		if err := a.isMember("approver", approver); err != nil {
			return u, err
		}
		w, err := u.Ask(approver)
		if err != nil {
			return u, err
		}
		return w, mailApprover(a, w)
	}})
}

// approvalEffect begins the effect key of a mail that asks for an approval; the
// update's id and version follow.
const approvalEffect = "approval:"

// mailApprover asks somebody by mail to read an update and let it go.
func mailApprover(a *act, u news.Update) error {
	to, _ := a.book.member(u.AskedID)
	me, _ := a.book.member(a.who.Member)
	c, err := a.client(client.ID(u.ClientID))
	if err != nil {
		return err
	}
	v := memberVoice(to)
	m := outbox.Mail{
		To: outbox.Address{Name: to.Name, Addr: to.Email}, From: outbox.Address{Name: me.Name + " (" + a.book.firm.Name + ")"}, ReplyTo: &outbox.Address{Name: me.Name, Addr: me.Email},
		Subject: shorten(v.Say("To approve: {subject}", "subject", u.Subject), MaxSubject), Language: v.Code(), Greeting: v.Say("Hello {name},", "name", to.Name),
		Lead: v.Say("{who} has written an update for {client} and asks you to read it before it leaves.", "who", me.Name, "client", c.Name),
		Link: &outbox.Link{Label: v.Say("Read and approve it"), URL: a.URL + "/updates/" + string(u.ID)}, Sign: []string{me.Name, a.book.firm.Name},
	}
	return a.queue(m, fmt.Sprintf("%s%s:%d", approvalEffect, u.ID, u.Version), "", a.now)
}

// staleApproval tells why a mail that asks for an approval is not to leave any
// more, or "".
func staleApproval(a *act, key string) (string, error) {
	id, _, _ := strings.Cut(key, ":")
	u, err := store.Update(a.tx, a.ws, news.ID(id))
	if err == nil && u.State != news.Waiting {
		return "It waits for no approval any more.", nil
	}
	return "", err
}

// Approve lets an update go.
func (s Updates) Approve(ctx context.Context, who Actor, id news.ID, version int) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, version, "update approved", func(a *act, u news.Update) (news.Update, error) { return u.Approve(a.who.Member, a.now) }})
}

// Return gives an update back to its author.
func (s Updates) Return(ctx context.Context, who Actor, id news.ID, version int) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, version, "update returned", func(_ *act, u news.Update) (news.Update, error) { return u.Return() }})
}

// Drop gives an update up.
func (s Updates) Drop(ctx context.Context, who Actor, id news.ID, version int) (news.Update, error) {
	return s.change(ctx, who, updateChange{id, version, "update dropped", func(_ *act, u news.Update) (news.Update, error) { return u.Drop() }})
}

// updateChange is what the domain is to decide about one update.
type updateChange struct {
	id      news.ID
	version int
	what    string
	decide  func(*act, news.Update) (news.Update, error)
}

func (s Updates) change(ctx context.Context, who Actor, c updateChange) (news.Update, error) {
	var u news.Update
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		before, err := store.Update(a.tx, a.ws, c.id)
		if err != nil {
			return err
		}
		if err := sameVersion(c.version, before.Version); err != nil {
			return err
		}
		if u, err = c.decide(a, before); err != nil {
			return err
		}
		u, err = saveUpdate(a, before, u, c.what)
		return err
	})
	return u, err
}

func saveUpdate(a *act, before, u news.Update, what string) (news.Update, error) {
	if err := store.SaveUpdate(a.tx, a.ws, u); err != nil {
		return before, err
	}
	u.Version++
	if err := a.note(what, obligation("update", u.ID), u.ClientID, before, u); err != nil {
		return u, err
	}
	if before.State != u.State {
		if err := updateShown(a, u); err != nil {
			return u, err
		}
	}
	if before.SendAt.Equal(u.SendAt) && before.Held == u.Held && (u.Open() || u.Held == "") {
		return u, nil
	}
	return u, reviewUpdate(a, u)
}

// SentUpdate is the update that a telling sends, with its lines as they are then.
type SentUpdate struct {
	ID      news.ID
	Version int // that was seen; 0 = whatever it is
	Lines   []news.Line
	// Unshared: it does not stand on the client's page.
	Unshared bool
	log      *log // what was logged; nil = not gathered yet
	read     bool // it is only read, by whoever is to approve it too
}

// SendUpdate is what it takes to send an update.
type SendUpdate struct {
	Version int
	Readers []client.ContactID
	Next    promise.When // when they hear next; zero = as the update or the cadence says
}

// Send sends an update as it was saved to readers at the client. What is not true
// any more is refused: its writer looks at it again first.
func (s Updates) Send(ctx context.Context, who Actor, id news.ID, in SendUpdate) (Told, error) {
	var told Told
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		u, err := store.Update(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := sameVersion(in.Version, u.Version); err != nil {
			return err
		}
		told, err = sendUpdate(a, u, in)
		return err
	})
	return told, err
}

// sendUpdate sends an update as it was saved.
func sendUpdate(a *act, u news.Update, in SendUpdate) (Told, error) {
	l, err := logOf(a, u)
	if err != nil {
		return Told{}, err
	}
	if in.Next == (promise.When{}) {
		if in.Next, err = hears(a, u, l); err != nil {
			return Told{}, err
		}
	}
	return tellClient(a, Telling{
		Client: client.ID(u.ClientID), Project: u.ProjectID, Readers: in.Readers, Channel: notice.Mail, Subject: u.Subject, Text: u.Intro, Next: in.Next,
		Update: &SentUpdate{ID: u.ID, Version: in.Version, Lines: u.Lines, Unshared: u.Unshared, log: &l},
	}, toldLine{UndoBy: a.now.Add(UndoFor)})
}

// SetCadence sets the cadence of a project's updates.
func (s Updates) SetCadence(ctx context.Context, who Actor, of client.ProjectID, c news.Cadence) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		c = c.Plain()
		if err := c.Check(); err != nil {
			return err
		}
		p, err := store.Project(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		before, err := store.Cadence(a.tx, a.ws, of)
		if err != nil || before == c {
			return err
		}
		if err := store.SetCadence(a.tx, a.ws, of, c); err != nil {
			return err
		}
		return a.note("cadence set", obligation("project", of), string(p.ClientID), before, c)
	})
}

// Cadence gives the cadence of a project's updates.
func (s Updates) Cadence(ctx context.Context, who Actor, of client.ProjectID) (news.Cadence, error) {
	c, err := store.Cadence(s.DB.Read(ctx), who.Workspace, of)
	return c, notFound(err)
}

// UpdatesOf lists the updates of a project, the newest first.
func (s Updates) UpdatesOf(ctx context.Context, who Actor, of client.ProjectID, before news.ID, limit int) ([]news.Update, error) {
	return store.UpdatesOfProject(s.DB.Read(ctx), who.Workspace, of, before, limit)
}

// updated notes on an update that it was sent.
func (t *telling) updated() error {
	if t.in.Update == nil {
		return nil
	}
	sent, err := saveUpdate(t.act, t.update, t.sent, "update sent")
	t.line.Update = sent.ID
	return err
}

// tells finds the update that a telling sends, and refuses one that is not true
// any more.
func (t *telling) tells() error {
	if t.in.Update == nil {
		return nil
	}
	u, err := store.Update(t.tx, t.ws, t.in.Update.ID)
	if err != nil {
		return missingField(err, "update", "Choose an update.")
	}
	if err := sameVersion(t.in.Update.Version, u.Version); err != nil {
		return err
	}
	if u.ClientID != string(t.in.Client) || u.ProjectID != t.in.Project {
		return fault.Field("update", "This is an update of another project.")
	}
	t.update = u
	l := t.in.Update.log
	if l == nil {
		gathered, err := logOf(t.act, u)
		if err != nil {
			return err
		}
		l = &gathered
	}
	if u.Subject != t.in.Subject || u.Intro != t.in.Text || !slices.Equal(u.Lines, t.in.Update.Lines) {
		if u, err = u.Edit(func(u *news.Update) { u.Subject, u.Intro, u.Lines = t.in.Subject, t.in.Text, t.in.Update.Lines }); err != nil {
			return err
		}
		if err := sourced(t.act, t.update, *l, u.Lines); err != nil {
			return err
		}
	}
	second, err := wantsSecond(t.act, u)
	if err != nil {
		return err
	}
	u.Unshared = t.in.Update.Unshared
	t.sent, err = u.Send(second && !t.in.Update.read, u.Stale(l.facts, l.say.Today, l.say), t.now)
	return err
}

// updateEffect begins the effect key of the mails of an update; its id and the
// version that was sent follow.
const updateEffect = "update:"

// updateOf tells which update a mail brings.
func updateOf(l store.Leaving) (news.ID, bool) {
	rest, ok := strings.CutPrefix(l.EffectKey, updateEffect)
	id, _, _ := strings.Cut(rest, ":")
	return news.ID(id), ok
}

// oldUpdate tells whether an update speaks of a day as still to come that has passed.
func oldUpdate(a *act, id news.ID) (bool, error) {
	u, err := store.Update(a.tx, a.ws, id)
	if err != nil {
		return false, err
	}
	cal, err := a.clientHours(client.ID(u.ClientID))
	return err == nil && u.Passed(worktime.DayOf(a.now, cal.Location())), err
}

// unsend has an update be as it was before it was sent, while it has not left.
func unsend(a *act, id news.ID) error {
	if id == "" {
		return nil
	}
	before, err := store.Update(a.tx, a.ws, id)
	if err != nil {
		return err
	}
	u, err := before.Unsend()
	if err != nil {
		return err
	}
	_, err = saveUpdate(a, before, u, "update taken back")
	return err
}
