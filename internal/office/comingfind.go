package office

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/subscription"
	"kept/worktime"
)

// The names of coming messages: what sort, what it is about, and which of its kind.
// One that was planned anew, or is about another date, has another name.
func plannedID(u news.Update) string {
	return fmt.Sprintf("update.%s.%d", u.ID, u.SendAt.UnixMilli())
}
func reminderID(h handoff.HandOff, nth int) string { return fmt.Sprintf("reminder.%s.%d", h.ID, nth) }
func noteID(p promise.Promise) string              { return fmt.Sprintf("note.%s.%d", p.ID, len(p.Dates)) }
func checkInsID(p promise.Promise) string {
	return fmt.Sprintf("check-ins.%s.%d", p.ID, len(p.Dates))
}
func newsID(s subscription.Subscription) string {
	return fmt.Sprintf("news.%s.%d", s.ContactID, s.DueAt.UnixMilli())
}
func mailID(l store.Leaving) string { return "mail." + l.ID + ".1" }

// updates finds the updates that leave by themselves.
func (l *foretelling) updates() error {
	all, err := store.PlannedUpdates(l.tx, l.ws, mostComing)
	if err != nil {
		return err
	}
	for _, u := range all {
		if l.of != "" && u.ClientID != string(l.of) {
			continue
		}
		if err := l.planned(u); err != nil {
			return err
		}
	}
	return nil
}

func (l *foretelling) planned(u news.Update) error {
	if !u.Planned() || stillServed(l.act, u) != nil {
		return nil
	}
	cal, err := l.clientHours(client.ID(u.ClientID))
	if err != nil {
		return err
	}
	at, ok := news.Within(laterOf(u.SendAt, l.now), cal)
	if !ok {
		return nil
	}
	if !l.changed[plannedID(u)].Skipped {
		l.words[u.ProjectID] = at
	}
	var to []string
	for _, r := range u.Readers {
		k, err := store.Contact(l.tx, l.ws, client.ContactID(r))
		if err != nil {
			return err
		}
		to = append(to, k.Name)
	}
	return l.add(client.ID(u.ClientID), ComingMessage{
		ID: plannedID(u), Kind: ComingUpdate, At: at.Truncate(time.Millisecond).Add(UndoFor), ProjectID: u.ProjectID, To: to, Hours: cal, Subject: u.Subject, By: u.PlannedID, About: obligation("update", u.ID),
		Why:    later("{who} planned it. It leaves by itself, if every line is still true then.", "who", l.nameOf(u.PlannedID)),
		Effect: later("The update does not leave then, and is not planned any more. When they hear next is still owed: whoever owes it is asked as ever."),
	})
}

// reminders finds the reminders of hand-offs to the client's people and to third parties.
func (l *foretelling) reminders() error {
	part := store.HandOffSlice{Limit: mostComing}
	all, err := store.HandOffsByState(l.tx, l.ws, handoff.Asked, part)
	if l.of != "" {
		all, err = store.HandOffsOfClient(l.tx, l.ws, l.of, part)
	}
	if err != nil {
		return err
	}
	for _, h := range all {
		if h.Party.Side == plan.Ours || h.State != handoff.Asked {
			continue
		}
		if err := l.remindersOf(h); err != nil {
			return err
		}
	}
	return nil
}

func (l *foretelling) remindersOf(h handoff.HandOff) error {
	p, err := partyOf(l.act, h)
	if err != nil {
		return err
	}
	if ok, err := reaches(l.act, p); err != nil || !ok {
		return err
	}
	s, _, err := standsOf(l.act, h)
	if err != nil {
		return err
	}
	ground := handoff.Ground{Remind: l.book.firm.HandOffs.Of(h.Party), Stands: s, Team: l.book.team(h.OwnerID), Party: p.hours}
	for _, r := range handoff.Reminders(h, ground, l.now, l.until) {
		if err := l.add(client.ID(h.ClientID), ComingMessage{
			ID: reminderID(h, r.Nth), Kind: ComingReminder, At: reminderLeaves(p, r.At), ProjectID: h.ProjectID, To: []string{p.name}, Hours: p.hours, By: h.OwnerID, About: obligation("handoff", h.ID),
			Subject: handOffSubject(tongue.In(p.language), h, r.Nth), Why: whyReminded(h, r.Nth, ground.Remind.Most, p.hours),
			Effect: later("{who} is not reminded then. It counts as one of the reminders that there may be: the next one leaves when it would have, and {owner} is asked as ever when it is needed.", "who", p.name, "owner", l.nameOf(h.OwnerID)),
		}); err != nil {
			return err
		}
	}
	return nil
}

// reminderLeaves is when a reminder leaves that is written at a moment: a letter to
// a contact waits for the seconds of an undo.
func reminderLeaves(p askedParty, at time.Time) time.Time {
	if p.contact.ID != "" {
		return at.Add(UndoFor)
	}
	return at
}

// owed finds what is coming about an open promise.
func (l *foretelling) owed(r store.PromiseRow) error {
	if r.Kind != promise.NextContact && r.Kind != promise.Answer && r.Kind != promise.Update {
		return nil
	}
	p, err := store.Promise(l.tx, l.ws, r.ID)
	if err != nil {
		return err
	}
	cal, err := l.clientHours(r.ClientID)
	if err != nil {
		return err
	}
	m := ComingMessage{
		ID: fmt.Sprintf("due.%s.%d", p.ID, len(p.Dates)), Kind: ComingContact, At: p.Date().DueAt, DueOn: r.DueOn, Late: p.Date().DueAt.Before(l.now), ProjectID: p.ProjectID, To: []string{r.ContactName}, Hours: cal,
		By: p.OwnerID, About: obligation("promise", p.ID), Why: later("They were told that they hear by then."),
	}
	switch {
	case r.Kind == promise.Answer:
		m.Kind, m.Subject, m.Why = ComingAnswer, p.Words, later("They wait for an answer, and were told by when.")
	case r.Kind == promise.Update:
		m.Subject, m.Why = p.Words, later("It was promised to them.")
	}
	if r.Kind != promise.NextContact || p.ProjectID == "" {
		return l.add(r.ClientID, m)
	}
	return l.nextContact(p, r, m)
}

// nextContact finds what is coming around a next contact of a project.
func (l *foretelling) nextContact(p promise.Promise, r store.PromiseRow, m ComingMessage) error {
	c, err := cadenceOf(l.act, client.ProjectID(p.ProjectID), r.ClientID)
	if err != nil {
		return err
	}
	days := c.Every == news.Weekly || c.Every == news.TwoWeeks || c.Every == news.Monthly
	if days {
		m.Why = whyByCadence(c.Every)
	}
	if at, ok := l.words[p.ProjectID]; ok {
		m.Why = whyWordPlanned(at, m.Hours)
	}
	if err := l.add(r.ClientID, m); err != nil {
		return err
	}
	if err := l.around(p, r, m); err != nil || !days || m.Late {
		return err
	}
	day := worktime.DayOf(m.At.Add(-time.Millisecond), m.Hours.Location())
	for range int(ComingFor/(7*24*time.Hour)) + 1 {
		next := c.Next(day, news.Mood{}, m.Hours)
		at := next.Due(m.Hours)
		if day = worktime.DayOf(at.Add(-time.Millisecond), m.Hours.Location()); at.After(l.until) {
			return nil
		}
		x := m
		x.ID, x.Kind, x.At, x.DueOn = fmt.Sprintf("cadence.%s.%s", p.ID, day), ComingCadence, at, !next.Day.IsZero()
		x.Why = later("The cadence of their updates wants one then, if the one before is sent as it is due.")
		if err := l.add(r.ClientID, x); err != nil {
			return err
		}
	}
	return nil
}

// around finds what happens by itself around a next contact: the asking of those
// who work for the client, and the note when it passes. See [aroundNext].
func (l *foretelling) around(p promise.Promise, r store.PromiseRow, m ComingMessage) error {
	how := l.book.firm.Updates
	if how.Ask && l.now.Before(p.Date().DueAt) {
		if err := l.checkIns(p, r, m); err != nil {
			return err
		}
	}
	if !how.Note {
		return nil
	}
	if _, err := store.HoldingNote(l.tx, l.ws, p.ID); !errors.Is(err, store.ErrNone) {
		return err
	}
	to, ok, err := noteReader(l.act, p)
	if err != nil || !ok {
		return err
	}
	var live *prompt.Prompt
	row, err := store.LivePrompt(l.tx, l.ws, obligation("promise", p.ID))
	if err == nil {
		live = &row.Prompt
	} else if orNothing(err) != nil {
		return err
	}
	at, ok := news.ForetellNote(p, live, noteGround(l.act, p, m.Hours), l.now, l.until)
	if word, planned := l.words[p.ProjectID]; !ok || planned && !at.Before(word) {
		return nil
	}
	m.ID, m.Kind, m.At, m.DueOn, m.Late, m.Subject = noteID(p), ComingNote, at, false, false, noteSubject(to.project)
	m.Why = whyNote(p.Date().When, m.Hours)
	m.Effect = later("They get no note. Whoever owes them the word is asked as ever, and so is his leader.")
	return l.add(r.ClientID, m)
}

// checkIns finds when those who work for a client are asked what they did.
func (l *foretelling) checkIns(p promise.Promise, r store.PromiseRow, m ComingMessage) error {
	at, by := asksAhead(l.act, p)
	if at.Before(l.now) && l.changed[checkInsID(p)].Skipped {
		return nil // its moment has passed
	}
	at = laterOf(at, l.now)
	if word, ok := l.words[p.ProjectID]; ok && !at.Before(word) {
		return nil
	}
	if least := l.book.firmHours.Add(at, checkInLeast); at.After(l.until) || least.After(by) {
		return nil
	}
	of := client.ProjectID(p.ProjectID)
	if _, err := store.AskedBefore(l.tx, l.ws, of, string(p.ID)); !errors.Is(err, store.ErrNone) {
		return err
	}
	pr, err := store.Project(l.tx, l.ws, of)
	if err != nil || !pr.Open() {
		return err
	}
	c, err := l.client(r.ClientID)
	if err != nil {
		return err
	}
	asked, err := toBeAsked(l.act, pr, asking{by: by, from: p.OwnerID, next: string(p.ID)}, at)
	if err != nil || len(asked) == 0 {
		return err
	}
	var to []string
	for _, x := range asked {
		to = append(to, x.name)
	}
	m.ID, m.Kind, m.At, m.DueOn, m.To, m.Hours, m.Subject = checkInsID(p), ComingCheckIns, at, false, to, l.book.firmHours, checkInSubject(checkInVoice(l.act, p.OwnerID, asked[0].member), c)
	m.Why = whyCheckIns(p.Date().When, m.Hours)
	m.Effect = later("Nobody is asked then. What was done stands in the update only where somebody writes it down himself.")
	return l.add(r.ClientID, m)
}

// waits finds the answers that clients wait for and that are no promise.
func (l *foretelling) waits() error {
	read := func() ([]reply.Clock, error) { return store.WaitingClocks(l.tx, l.ws, mostComing) }
	if l.of != "" {
		read = func() ([]reply.Clock, error) { return store.OpenClocks(l.tx, l.ws, l.of) }
	}
	all, err := read()
	if err != nil {
		return err
	}
	for _, w := range all {
		if w.PromiseID != "" {
			continue // it stands among the promises
		}
		k, err := store.Contact(l.tx, l.ws, client.ContactID(w.ContactID))
		if err != nil {
			return err
		}
		cal, err := l.clientHours(client.ID(w.ClientID))
		if err != nil {
			return err
		}
		if err := l.add(client.ID(w.ClientID), ComingMessage{
			ID: fmt.Sprintf("answer.%s.%d", w.ID, w.DueAt.UnixMilli()), Kind: ComingAnswer, At: w.DueAt, Late: w.DueAt.Before(l.now), To: []string{k.Name}, Hours: cal, Subject: w.About, By: w.MemberID, About: obligation("clock", w.ID),
			Why: whyWaiting(w.StartedAt, cal),
		}); err != nil {
			return err
		}
	}
	return nil
}

// followers finds the mails to those who follow what is new, where something is.
func (l *foretelling) followers() error {
	read := func() ([]store.DueSubscriptions, error) { return store.SubscribedDue(l.tx, l.until, mostComing) }
	if l.of != "" {
		read = func() ([]store.DueSubscriptions, error) {
			return []store.DueSubscriptions{{Workspace: l.ws, Client: l.of}}, nil
		}
	}
	clients, err := read()
	if err != nil {
		return err
	}
	for _, d := range clients {
		if d.Workspace != l.ws {
			continue
		}
		all, err := store.SubscribersDue(l.tx, d, l.until, Page)
		if err != nil {
			return err
		}
		if err := l.following(d.Client, all); err != nil {
			return err
		}
	}
	return nil
}

func (l *foretelling) following(of client.ID, all []store.Subscriber) error {
	if len(all) == 0 {
		return nil
	}
	g, err := digestFor(l.act, of, all)
	if err != nil {
		return err
	}
	for _, to := range all {
		news, _, err := g.waiting(to.Subscription)
		if err != nil {
			return err
		}
		if len(news) == 0 {
			continue
		}
		if err := l.add(of, ComingMessage{
			ID: newsID(to.Subscription), Kind: ComingNews, At: to.DueAt, To: []string{to.Contact.Name}, Hours: g.cal, Subject: g.draft(to.Rhythm, news).subject, About: obligation("contact", to.Contact.ID),
			Why: later("They chose to hear of what is new on their page. What is new until then goes with it."),
		}); err != nil {
			return err
		}
	}
	return nil
}

// mails finds what waits in the outbox for a client or a third party.
func (l *foretelling) mails() error {
	waiting, err := store.WaitingMail(l.tx, l.ws, l.until, mostComing)
	if err != nil {
		return err
	}
	lost, err := store.UnsureMail(l.tx, l.ws, l.now.Add(-changesFor), Page)
	if err != nil {
		return err
	}
	for _, x := range append(waiting, lost...) {
		if err := l.waiting(x); err != nil {
			return err
		}
	}
	return nil
}

func (l *foretelling) waiting(x store.Leaving) error {
	of, project, by, err := l.toWhom(x)
	if err != nil || of == "" || l.of != "" && of != l.of {
		return err
	}
	mail, err := outbox.ReadMail(x.Mail)
	if err != nil {
		return err
	}
	cal, err := l.clientHours(of)
	if err != nil {
		return err
	}
	m := ComingMessage{ID: mailID(x), Kind: ComingMail, At: x.SendAt, Late: x.State == unsure, ProjectID: project, To: []string{mail.To.Name}, Hours: cal, Subject: mail.Subject, Notice: x.NoticeID, About: about(x), mail: x.Mail}
	m.By = by
	_, asked := handOffOf(x)
	switch {
	case x.State == unsure && x.NoticeID == "" && !asked:
		m.Why = later("Nobody knows whether it left: {why}. It is not sent again.", "why", strings.TrimSuffix(x.Answer, "."))
	case x.State == unsure:
		m.Why = later("Nobody knows whether it left: {why}. Somebody decides on its page whether it is sent again.", "why", strings.TrimSuffix(x.Answer, "."))
	case l.book.firm.MailPaused:
		m.Why = later("Mail is paused for the whole workspace. It leaves when that ends.")
	case x.Tries > 0:
		m.Why = later("The mail server did not take it yet: {why}. It is tried again.", "why", strings.TrimSuffix(x.Answer, "."))
	case strings.HasPrefix(x.EffectKey, ratingEffect):
		m.Why = later("What was promised is kept: he is asked once how content he is.")
		m.Effect = later("{who} is not asked by mail how content he is with this. The question still stands on his page.", "who", mail.To.Name)
	default:
		m.Why = later("It was written and waits in the outbox.")
	}
	return l.add(of, m)
}

// toWhom tells to whose people a mail goes, about which project, and whose word it
// is; "" = it goes to one of ours.
func (l *foretelling) toWhom(x store.Leaving) (client.ID, string, member.ID, error) {
	if x.NoticeID != "" {
		n, err := store.Notice(l.tx, l.ws, notice.ID(x.NoticeID))
		return client.ID(n.ClientID), n.ProjectID, member.ID(n.ByID), err
	}
	if id, ok := handOffOf(x); ok {
		h, err := store.HandOff(l.tx, l.ws, id)
		if err != nil || h.Party.Side == plan.Ours {
			return "", "", "", err
		}
		return client.ID(h.ClientID), h.ProjectID, h.OwnerID, nil
	}
	if id, ok := digestOf(x); ok {
		k, err := store.Contact(l.tx, l.ws, id)
		return k.ClientID, "", "", err
	}
	if id, ok := strings.CutPrefix(x.EffectKey, ratingEffect); ok {
		r, err := store.RatingOf(l.tx, l.ws, id)
		return r.ClientID, r.ProjectID, "", err
	}
	return "", "", "", nil
}

// about is what a mail that waits is about: its notice, a hand-off or a rating.
func about(x store.Leaving) string {
	if x.NoticeID != "" {
		return "notice:" + x.NoticeID
	}
	if id, ok := handOffOf(x); ok {
		return obligation("handoff", id)
	}
	if id, ok := digestOf(x); ok {
		return obligation("contact", id)
	}
	id := strings.TrimPrefix(x.EffectKey, ratingEffect)
	return obligation("rating", id)
}
