package office

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/document"
	"kept/fieldlog"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/issue"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/shelf"
	"kept/subscription"
	"kept/worktime"
)

// changed keeps what is new on a client's page and wakes those who follow it. Who
// is told of it in the same act, or did it himself, does not hear of it again.
func changed(a *act, c subscription.Change) error {
	if c.At.IsZero() {
		c.At = a.now
	}
	for _, id := range append(slices.Clone(a.told), a.who.Contact) {
		if id != "" && !slices.Contains(c.Told, string(id)) {
			c.Told = append(c.Told, string(id))
		}
	}
	added, err := store.AddChange(a.tx, a.ws, c)
	if err != nil || !added {
		return err
	}
	cal, err := a.clientHours(client.ID(c.ClientID))
	if err != nil {
		return err
	}
	for _, r := range subscription.Rhythms() {
		if r == subscription.Off {
			continue
		}
		if err := store.WakeSubscriptions(a.tx, a.ws, store.Waking{Client: client.ID(c.ClientID), Rhythm: r, Topics: subscription.Of(c.Topic), Due: r.Due(c.At, cal)}); err != nil {
			return err
		}
	}
	a.due = true
	return nil
}

// datesShown notes the dates that a client sees now because a notice reached him.
func datesShown(a *act, n notice.Notice) error {
	if n.State() != notice.Accepted {
		return nil
	}
	told, err := store.ToldDates(a.tx, a.ws, string(n.ID))
	if err != nil {
		return err
	}
	for _, id := range told {
		p, err := store.Promise(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		for _, t := range p.Tellings {
			if t.NoticeID != string(n.ID) {
				continue
			}
			if err := dateShown(a, store.Tie{Promise: id, Seq: t.Seq}); err != nil {
				return err
			}
		}
	}
	return toldOnDevices(a, n, told)
}

// dateShown notes that a client sees a date of a promise, once he was told of it.
func dateShown(a *act, t store.Tie) error {
	p, err := store.Promise(a.tx, a.ws, t.Promise)
	if err != nil || p.Told(t.Seq).IsZero() || p.Kind == promise.NextContact || p.Kind == promise.Answer {
		return err
	}
	c := changeOf(p)
	c.Key += ":" + strconv.Itoa(t.Seq) + ":" + strconv.FormatInt(p.Dates[t.Seq].SetAt.UnixMilli(), 10) // one that was undone gives its number back
	if c.What = subscription.Made; t.Seq > 0 {
		c.What = subscription.Moved
	}
	if c.Told, err = store.ReadersOfDate(a.tx, a.ws, t); err != nil {
		return err
	}
	return changed(a, c)
}

// endShown notes that a promise of which the client knows is done, or let go.
func endShown(a *act, before, p promise.Promise) error {
	if before.State == p.State || !shown(p) || p.Kind == promise.NextContact || p.Kind == promise.Answer {
		return nil
	}
	c := changeOf(p)
	switch p.State {
	case promise.Kept:
		c.What = subscription.Kept
		c.Key += ":kept:" + strconv.FormatInt(p.KeptAt.UnixMilli(), 10)
	case promise.Released:
		c.What = subscription.Released
		c.Key += ":released"
	default:
		return nil
	}
	return changed(a, c)
}

func changeOf(p promise.Promise) subscription.Change {
	about := obligation("promise", p.ID)
	return subscription.Change{Key: about, About: about, ClientID: p.ClientID, ProjectID: p.ProjectID, Topic: subscription.Dates}
}

// updateShown notes that an update stands on the client's page.
func updateShown(a *act, u news.Update) error {
	if u.State != news.Sent || u.Unshared {
		return nil
	}
	about := obligation("update", u.ID)
	return changed(a, subscription.Change{
		Key: about + ":" + strconv.FormatInt(u.SentAt.UnixMilli(), 10), About: about, ClientID: u.ClientID, ProjectID: u.ProjectID, Topic: subscription.Updates, What: subscription.Told, At: u.SentAt.Add(UndoFor),
	})
}

// documentShown notes that a client sees a document, or a new version of it.
func documentShown(a *act, before, d document.Document) error {
	if !d.Shared() || before.Shared() && len(before.Versions) == len(d.Versions) {
		return nil
	}
	about := obligation("document", d.ID)
	c := subscription.Change{
		Key: about + ":" + strconv.Itoa(len(d.Versions)) + ":" + strconv.FormatInt(d.SharedAt.UnixMilli(), 10), About: about, ClientID: d.ClientID, ProjectID: d.ProjectID, Topic: subscription.Documents, What: subscription.Shared,
	}
	if before.Shared() {
		c.What = subscription.Renewed
	}
	return changed(a, c)
}

// entryShown notes that a client sees an entry of a field log.
func entryShown(a *act, before, e fieldlog.Entry) error {
	if !e.Shared() || before.Shared() {
		return nil
	}
	about := obligation("field-log", e.ID)
	return changed(a, subscription.Change{
		Key: about + ":" + strconv.FormatInt(e.SharedAt.UnixMilli(), 10), About: about, ClientID: e.ClientID, ProjectID: e.ProjectID, Topic: subscription.Site, What: subscription.Shared,
	})
}

// itemShown notes that a client sees a link or a note, or other words of it.
func itemShown(a *act, before, i shelf.Item) error {
	if !i.Shared() || before.Shared() && before.Words == i.Words {
		return nil
	}
	about := obligation("shelf", i.ID)
	c := subscription.Change{
		Key: about + ":" + strconv.Itoa(i.Version), About: about, ClientID: i.ClientID, ProjectID: i.ProjectID, Topic: subscription.Documents, What: subscription.Shared,
	}
	if before.Shared() {
		c.What = subscription.Renewed
	}
	return changed(a, c)
}

// PortalChange is one thing that is new on a client's page, in his language, as it
// stands when he reads it.
type PortalChange struct {
	subscription.Change
	Title string // what it is about
	Line  string // what happened to it
	Path  string // its page, below the client's
}

// changeReader words what is new for the readers of one client.
type changeReader struct {
	*act
	of    client.Client
	cal   *worktime.Calendar
	say   tongue.Voice
	known map[worded]*PortalChange // nil = it cannot be seen
}

// worded is a change as a reader hears of it: what was made and moved since is new to some.
type worded struct {
	seq  int64
	what subscription.What
}

func readChanges(a *act, of client.ID) (*changeReader, error) {
	c, err := a.client(of)
	if err != nil {
		return nil, err
	}
	cal, err := a.calendarOf(c)
	return &changeReader{act: a, of: c, cal: cal, say: readerVoice(c), known: map[worded]*PortalChange{}}, err
}

// read words a change; nil = his client does not see it, or not any more.
func (r *changeReader) read(c subscription.Change) (*PortalChange, error) {
	if p, ok := r.known[worded{c.Seq, c.What}]; ok {
		return p, nil
	}
	out, err := r.word(c)
	if errors.Is(err, store.ErrNone) {
		out, err = nil, nil
	}
	if err == nil {
		r.known[worded{c.Seq, c.What}] = out
	}
	return out, err
}

func (r *changeReader) word(c subscription.Change) (*PortalChange, error) {
	_, id, _ := strings.Cut(c.About, ":")
	out := &PortalChange{Change: c}
	switch c.Kind() {
	case "promise":
		return r.wordPromise(out, promise.ID(id))
	case "update":
		u, err := store.Update(r.tx, r.ws, news.ID(id))
		if err != nil || !shownUpdate(r.act, u) {
			return nil, err
		}
		out.Title, out.Line, out.Path = u.Subject, r.say.Say("A status update"), "updates/"+id
	case "issue":
		i, err := store.Issue(r.tx, r.ws, issue.ID(id))
		if err != nil {
			return nil, err
		}
		t, told, err := toldIssue(r.act, i, r.of.ID)
		if err != nil || !told {
			return nil, err
		}
		out.Title, out.Line, out.Path = shorten(t.Last.Words.What, MaxSubject), r.say.Say(IssuePhrase(t.Last.Words.State)), "issues/"+id
	case "plan":
		p, err := store.Project(r.tx, r.ws, client.ProjectID(id))
		if err != nil {
			return nil, err
		}
		out.Title, out.Line, out.Path = p.Name, r.say.Say("The plan, as it stands now"), "projects/"+id+"/plan"
	case "document":
		d, err := store.Document(r.tx, r.ws, document.ID(id))
		if err != nil || !d.Shared() {
			return nil, err
		}
		out.Title, out.Line, out.Path = d.Name, r.say.Say("A document for you"), "documents/"+id
		if n := len(d.Versions); n > 1 {
			out.Line = r.say.Say("A new version of a document: number {n}", "n", strconv.Itoa(n))
		}
	case "shelf":
		i, err := store.ShelfItem(r.tx, r.ws, shelf.ID(id))
		if err != nil || !i.Shared() {
			return nil, err
		}
		out.Title, out.Line, out.Path = i.Name, r.say.Say("A note for you"), "shelf/"+id
		if i.Name == "" {
			out.Title = i.Line(MaxSubject)
		}
		if i.Kind == shelf.Link {
			out.Line = r.say.Say("A link for you")
		}
	case "field-log":
		e, err := store.Entry(r.tx, r.ws, fieldlog.ID(id))
		if err != nil || !e.Shared() {
			return nil, err
		}
		out.Title, out.Line, out.Path = e.Line(MaxSubject), r.say.Say("From the site"), "site"
		if n := len(e.Seen()); n > 0 {
			out.Line = r.say.Count(n, "From the site, with a photo", "From the site, with {n} photos")
		}
	default:
		return nil, nil
	}
	return out, nil
}

// wordPromise says how a promise stands, with the last date that he was told of.
func (r *changeReader) wordPromise(out *PortalChange, id promise.ID) (*PortalChange, error) {
	p, err := store.Promise(r.tx, r.ws, id)
	if err != nil || !shown(p) {
		return nil, err
	}
	out.Title, out.Path = p.Words, "promises/"+string(id)
	last, before := -1, -1
	for i := range p.Dates {
		if !p.Told(i).IsZero() {
			last, before = i, last
		}
	}
	switch {
	case p.State == promise.Kept:
		out.Line = r.say.Say("Done")
	case p.State == promise.Released:
		out.Line = r.say.Say("Not needed any more")
	case p.State != promise.Open:
		return nil, nil
	default:
		if out.Told, err = store.ReadersOfDate(r.tx, r.ws, store.Tie{Promise: id, Seq: last}); err != nil {
			return nil, err
		}
		out.Line = r.datePromised(p, last, before, out.What)
	}
	return out, nil
}

// datePromised says the last date of which they were told, and the one before.
func (r *changeReader) datePromised(p promise.Promise, last, before int, what subscription.What) string {
	when := whenTo(r.say, p.Dates[last].When, r.cal)
	if before < 0 || what == subscription.Made {
		return r.say.Say("Promised by {when}", "when", when)
	}
	return r.say.Say("New date: {when} (it was {was})", "when", when, "was", whenTo(r.say, p.Dates[before].When, r.cal))
}

// seen gives what one reader has to hear of changes, in words, in their order.
func (r *changeReader) seen(all []subscription.Change, topics subscription.Topics, reader string) ([]PortalChange, error) {
	var out []PortalChange
	for _, c := range subscription.Folded(all, topics, reader) {
		p, err := r.read(c)
		if err != nil {
			return nil, err
		}
		if p != nil && !slices.Contains(p.Told, reader) { // he may have been told since
			out = append(out, *p)
		}
	}
	return out, nil
}

// visible cuts off what cannot be seen yet, with everything after it: it waits.
func visible(all []subscription.Change, now time.Time) []subscription.Change {
	if i := slices.IndexFunc(all, func(c subscription.Change) bool { return c.At.After(now) }); i >= 0 {
		return all[:i]
	}
	return all
}
