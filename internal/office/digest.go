package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/subscription"
)

// The limits of the mails to subscribers.
const (
	// MostNews is how many changes one mail tells of; the rest stands on the page.
	MostNews = 40
	// mostChanges is how many changes are gone through at once for a subscriber;
	// whoever missed more hears of the next ones in his next mail.
	mostChanges = 1000
	// DigestBatch is how many subscribers are dealt with in one transaction, so that
	// the acts of people find their turn between them.
	DigestBatch = 250
)

// Due lists clients with subscribers whose moment has come.
func (s Subscriptions) Due(ctx context.Context, limit int) ([]store.DueSubscriptions, error) {
	return store.SubscribedDue(s.DB.Read(ctx), s.begin(), limit)
}

// Next is the moment at which the next subscriber is looked at; zero = none waits.
func (s Subscriptions) Next(ctx context.Context) (time.Time, error) {
	return store.NextSubscription(s.DB.Read(ctx))
}

// MailDue queues mails for subscribers of one client whose moment has come, for
// [DigestBatch] of them at most, and gives how many were dealt with. What a
// contact was told of by a notice he does not hear of again, and what is not to
// be seen any more nobody hears of. After a downtime each gets one mail.
func (s Subscriptions) MailDue(ctx context.Context, d store.DueSubscriptions) (int, error) {
	dealt := 0
	err := s.do(ctx, system("subscriptions", d.Workspace), func(a *act) error {
		due, err := store.SubscribersDue(a.tx, d, a.now, DigestBatch)
		if err != nil || len(due) == 0 {
			return err
		}
		dealt = len(due)
		g, err := digestFor(a, d.Client, due)
		if err != nil {
			return err
		}
		for _, to := range due {
			if err := g.mail(to); err != nil {
				return err
			}
		}
		return nil
	})
	return dealt, err
}

// sendNews mails one subscriber what waits for him.
func sendNews(a *act, of client.ID, to client.ContactID) error {
	s, err := store.Subscription(a.tx, a.ws, to)
	if err != nil {
		return err
	}
	k, err := store.Contact(a.tx, a.ws, to)
	if err != nil {
		return err
	}
	one := store.Subscriber{Subscription: s, Contact: k}
	g, err := digestFor(a, of, []store.Subscriber{one})
	if err != nil {
		return err
	}
	return g.mail(one)
}

// digests writes the mails to a client's subscribers.
type digests struct {
	*changeReader
	changes []subscription.Change // since the first of them was mailed last
	drafts  map[string]*digest    // by what they tell, without their reader
	devices []subscription.Device // of the client's contacts
}

// digest is a mail that several subscribers get.
type digest struct {
	subject, lead, foot string
	parts               []outbox.Part
}

func digestFor(a *act, of client.ID, due []store.Subscriber) (*digests, error) {
	r, err := readChanges(a, of)
	if err != nil {
		return nil, err
	}
	from := due[0].Through
	for _, to := range due {
		from = min(from, to.Through)
	}
	all, err := store.ChangesAfter(a.tx, a.ws, of, from, mostChanges)
	if err != nil {
		return nil, err
	}
	devices, err := store.PushDevicesOfClient(a.tx, a.ws, of)
	return &digests{changeReader: r, changes: visible(all, a.now), drafts: map[string]*digest{}, devices: devices}, err
}

// mail deals with one subscriber: he is mailed, or looked at again later.
func (g *digests) mail(to store.Subscriber) error {
	news, through, err := g.waiting(to.Subscription)
	if err != nil {
		return err
	}
	came := time.Time{}
	if len(news) > 0 {
		came = news[0].At
	}
	ripe, next := to.Ripe(came, g.cal, g.now)
	if !next.IsZero() { // his rhythm was changed, or his office's hours
		return store.DealtSubscription(g.tx, g.ws, to.ContactID, to.Through, next)
	}
	if ripe {
		if err := g.tell(to, news, through); err != nil {
			return err
		}
	}
	return store.DealtSubscription(g.tx, g.ws, to.ContactID, through, g.more(through))
}

// tell tells a subscriber what is new, by mail, on his devices, or both.
func (g *digests) tell(to store.Subscriber, news []PortalChange, through int64) error {
	k, devices := to.Contact, ofContact(g.devices, to.ContactID)
	if !k.EndedAt.IsZero() {
		return nil
	}
	mail, push := to.Ways(len(devices))
	if push {
		if err := g.push(to, devices, news, through); err != nil {
			return err
		}
	}
	if mail && k.NoMailAt.IsZero() && k.Email != "" {
		return g.write(to, news, through)
	}
	return nil
}

// waiting gives what a subscriber has to hear of, and the last change that was
// looked at for it.
func (g *digests) waiting(s subscription.Subscription) ([]PortalChange, int64, error) {
	i, _ := slices.BinarySearchFunc(g.changes, s.Through+1, func(c subscription.Change, seq int64) int { return int(c.Seq - seq) })
	mine := g.changes[i:]
	if len(mine) == 0 {
		return nil, s.Through, nil
	}
	news, err := g.seen(mine, s.Topics, s.ContactID)
	return news, mine[len(mine)-1].Seq, err
}

// more is when a subscriber is looked at again though nothing new changed: where
// more waited than is gone through at once.
func (g *digests) more(through int64) time.Time {
	if n := len(g.changes); n == mostChanges && g.changes[n-1].Seq == through {
		return g.now
	}
	return time.Time{}
}

func (g *digests) write(to store.Subscriber, news []PortalChange, through int64) error {
	d := g.draft(to.Rhythm, news)
	k, v := to.Contact, g.say
	choose, err := chooseLink(g.act, v, k.ID)
	if err != nil {
		return err
	}
	m := outbox.Mail{
		To: outbox.Address{Name: k.Name, Addr: k.Email}, From: outbox.Address{Name: g.book.firm.Name}, Auto: true, Language: v.Code(),
		Subject: d.subject, Greeting: v.Say("Hello {name},", "name", k.Name), Lead: d.lead, Parts: d.parts, Sign: []string{g.book.firm.Name}, Foot: d.foot,
		Choose: choose, Unsubscribe: choose.URL,
	}
	if k.Portal {
		m.Link = &outbox.Link{Label: v.Say("See where everything stands"), URL: portalURL(g.act) + "/p/"}
	}
	replyTo(g.act, &m, "")
	return g.queue(m, digestKey(to.ContactID, through), "", g.now)
}

// chooseRoot is where a reader says what reaches him, without a session.
const chooseRoot = "/s/"

// draft puts news into the words of a mail, once for all who have the same to hear.
func (g *digests) draft(r subscription.Rhythm, news []PortalChange) *digest {
	key := string(r)
	for _, n := range news {
		key += "," + string(n.What) + n.Key
	}
	if d, ok := g.drafts[key]; ok {
		return d
	}
	d := &digest{subject: g.book.firm.Name + ": " + news[0].Title, lead: g.say.Say("This is new on your page."), foot: FollowedAs(g.say, r)}
	if n := len(news); n > 1 {
		d.subject = g.say.Count(n, "{firm}: one thing is new for you", "{firm}: {n} things are new for you", "firm", g.book.firm.Name)
		d.lead = g.say.Count(n, "One thing is new on your page.", "{n} things are new on your page.")
	}
	d.subject = shorten(d.subject, MaxSubject)
	told := 0
	for _, topic := range subscription.All() {
		p := outbox.Part{Title: TopicName(g.say, topic)}
		for _, n := range news {
			if n.Topic == topic && told < MostNews {
				told++
				p.Lines = append(p.Lines, n.Title+" – "+n.Line)
			}
		}
		if len(p.Lines) > 0 {
			d.parts = append(d.parts, p)
		}
	}
	if left := len(news) - told; left > 0 {
		d.parts = append(d.parts, outbox.Part{Title: g.say.Say("And more"), Lines: []string{g.say.Count(left, "One more thing stands on your page.", "{n} more things stand on your page.")}})
	}
	g.drafts[key] = d
	return d
}

// TopicName says what a topic is, to a client.
func TopicName(v tongue.Voice, t subscription.Topic) string {
	switch t {
	case subscription.Dates:
		return v.Say("Dates: what we promise, what moves, what is done")
	case subscription.Updates:
		return v.Say("Status updates")
	case subscription.Issues:
		return v.Say("What went wrong, and how we put it right")
	case subscription.Plan:
		return v.Say("The plan")
	case subscription.Documents:
		return v.Say("Documents, links and notes")
	}
	return v.Say("Notes and photos from the site")
}

// FollowedAs says why somebody gets a subscriber's mail.
func FollowedAs(v tongue.Voice, r subscription.Rhythm) string {
	switch r {
	case subscription.Daily:
		return v.Say("You get this once a day, when there is something new, because you asked for it.")
	case subscription.Weekly:
		return v.Say("You get this once a week, when there is something new, because you asked for it.")
	}
	return v.Say("You get this as soon as there is something new, because you asked for it.")
}
