package office

import (
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// ackable is a message that may be acknowledged by itself.
type ackable struct {
	sender string // the folded address
	// to is the folded address that an acknowledgement goes to: the contact's,
	// which is another one where a person filed a stranger's mail as his.
	to            string
	mustNotAnswer string
	origin        conversation.Origin
	about         string
	mid           string // of a mail
	references    []string
	language      string         // in which it is written; "" = that of the client
	zone          *time.Location // in which it was written; nil = not known
	message       store.Message
}

// ackedByItself is how a message is acknowledged by itself.
func ackedByItself(a *act, m ackable) acknowledger {
	return func(v conversation.Conversation, w reply.Clock) (promise.ID, bool, error) {
		k, err := store.Contact(a.tx, a.ws, client.ContactID(m.message.ContactID))
		if err != nil || k.Email == "" {
			return "", false, err
		}
		m.to = store.Fold(k.Email)
		_, domain, _ := strings.Cut(m.to, "@")
		signs, err := ackSigns(a, m, domain)
		if err != nil {
			return "", false, err
		}
		if yes, why := reply.MayAcknowledge(signs, a.now); !yes {
			return "", false, a.note("not acknowledged", obligation("message", m.message.ID), v.ClientID, nil, noted{why})
		}
		if err := store.AddAcknowledgement(a.tx, a.ws, store.Acknowledgement{ID: a.newID("ack"), Address: m.to, Domain: domain, At: a.now}); err != nil {
			return "", false, err
		}
		id, err := acknowledge(a, m, v, w)
		return id, err == nil, err
	}
}

// noted is a line of the journal that says why.
type noted struct {
	Why string `json:"why"`
}

func ackSigns(a *act, m ackable, domain string) (reply.AckSigns, error) {
	s := reply.AckSigns{On: !a.book.firm.Inbox.Quiet, MustNotAnswer: m.mustNotAnswer, Forged: m.origin == conversation.Forged, Ours: isOurs(a, m.sender)}
	var err error
	if s.LastAt, err = store.LastAcknowledged(a.tx, a.ws, m.to); err != nil {
		return s, err
	}
	if s.InDomain, err = store.AcknowledgedDomain(a.tx, a.ws, domain, a.now.Add(-reply.AckEvery), reply.AckPerDomain); err != nil {
		return s, err
	}
	if s.InAll, err = store.AcknowledgedSince(a.tx, a.ws, a.now.Add(-time.Hour), reply.AckPerHour); err != nil {
		return s, err
	}
	_, err = store.Suppressed(a.tx, a.ws, m.to)
	s.Gone = err == nil
	if orNothing(err) != nil || s.Gone {
		return s, orNothing(err)
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(m.message.ContactID))
	s.Gone = err == nil && !k.NoMailAt.IsZero()
	return s, orNothing(err)
}

// isOurs tells whether an address is one that Kept itself writes from or reads.
func isOurs(a *act, key string) bool {
	if key == store.Fold(a.sender()) {
		return true
	}
	for _, m := range a.book.mailboxes {
		if store.Fold(m.Address) == key {
			return true
		}
	}
	return false
}

// soonest is the least time that an acknowledgement promises an answer in: what
// was fetched late is not promised for a moment that is all but over.
const soonest = 15 * time.Minute

// acknowledge says that we have a message and when a person answers, in the
// sender's zone and language. That moment is a promise.
func acknowledge(a *act, m ackable, v conversation.Conversation, w reply.Clock) (promise.ID, error) {
	c, err := a.client(client.ID(v.ClientID))
	if err != nil {
		return "", err
	}
	k, err := store.Contact(a.tx, a.ws, client.ContactID(m.message.ContactID))
	if err != nil {
		return "", err
	}
	due := answerBy(a, w)
	p, err := promiseAnswer(a, v, w, due)
	if err != nil {
		return "", err
	}
	next, err := missingNext(a, c, NewPromise{Client: c.ID, Project: v.ProjectID, Contact: k.ID, Kind: promise.Answer})
	if err != nil {
		return "", err
	}
	n, err := writeAck(a, m, acked{c, k, v, due})
	if err != nil {
		return "", err
	}
	if _, err := addOwnWord(a, v, n, 0); err != nil {
		return "", err
	}
	if err := toldOfMaking(a, c, p, n, next); err != nil {
		return "", err
	}
	return p.ID, nil
}

// answerBy is the moment that is promised of a wait.
func answerBy(a *act, w reply.Clock) time.Time {
	due := w.DueAt
	if due.Before(a.now.Add(soonest)) {
		due = a.book.firmHours.Add(a.now, w.Standard).UTC()
	}
	return due.Truncate(time.Minute)
}

// promiseAnswer makes the moment of an answer a promise.
func promiseAnswer(a *act, v conversation.Conversation, w reply.Clock, due time.Time) (promise.Promise, error) {
	cal, err := a.clientHours(client.ID(v.ClientID))
	if err != nil {
		return promise.Promise{}, err
	}
	voice, err := a.voiceOf(client.ID(v.ClientID))
	if err != nil {
		return promise.Promise{}, err
	}
	words := voice.Say("Answer to your message")
	if v.Subject != "" {
		words = shorten(voice.Say("Answer to: {subject}", "subject", v.Subject), promise.MaxWords)
	}
	p, err := promise.Make(promise.Making{
		ID: promise.ID(a.newID("prm")), ClientID: v.ClientID, ProjectID: v.ProjectID, ContactID: w.ContactID, OwnerID: w.MemberID, Kind: promise.Answer,
		Words: words, Source: "acknowledgement", When: promise.When{At: due}, By: w.MemberID,
	}, cal, a.now)
	if err != nil {
		return p, err
	}
	if err := store.AddPromise(a.tx, a.ws, p); err != nil {
		return p, err
	}
	return p, a.note("made", obligation("promise", p.ID), p.ClientID, nil, p)
}

// acked is to whom and of what an acknowledgement speaks.
type acked struct {
	client       client.Client
	contact      client.Contact
	conversation conversation.Conversation
	due          time.Time
}

// writeAck queues the acknowledgement: it leaves at once.
func writeAck(a *act, m ackable, to acked) (notice.Notice, error) {
	c, k, v := to.client, to.contact, to.conversation
	who, _ := a.book.member(v.AssigneeID)
	language := m.language
	if language == "" {
		language = c.Language
	}
	said := tongue.Acknowledge(language, tongue.Received{Subject: m.about, Name: k.Name, Member: who.Name, By: to.due.In(readsIn(a, c, m.zone))})
	n := notice.Notice{
		ID: notice.ID(a.newID("ntc")), ClientID: string(c.ID), ProjectID: v.ProjectID, ContactID: string(k.ID), Address: k.Email, ByID: string(v.AssigneeID),
		Kind: notice.Acknowledgement, Channel: notice.Mail, Subject: shorten(said.Subject, MaxSubject), QueuedAt: a.now, Version: 1,
	}
	mail := outbox.Mail{
		To: outbox.Address{Name: k.Name, Addr: k.Email}, From: outbox.Address{Name: a.book.firm.Name}, Subject: shorten(said.Subject, MaxSubject), Language: language,
		Greeting: said.Greeting, Lead: said.Lead, Foot: said.Foot, Sign: []string{a.book.firm.Name}, Auto: true, Answers: true,
	}
	if m.mid != "" {
		mail.InReplyTo = m.mid
		mail.References = threadOf(m.references, m.mid)
	}
	replyTo(a, &mail, plusConversation+string(v.ID))
	n.Text = mail.Text()
	if err := store.AddNotice(a.tx, a.ws, n); err != nil {
		return n, err
	}
	if err := a.queue(mail, "acknowledgement:"+m.message.ID, string(n.ID), a.now); err != nil {
		return n, err
	}
	return n, reviewNotice(a, n)
}

// threadOf lists what a mail answers, the oldest first, as References has it.
func threadOf(nearestFirst []string, last string) []string {
	out := make([]string, 0, len(nearestFirst)+1)
	for i := len(nearestFirst) - 1; i >= 0; i-- {
		if nearestFirst[i] != last {
			out = append(out, nearestFirst[i])
		}
	}
	return append(out, last)
}

// readsIn is where a client reads the clock: that of one whom we know, else the
// one that his mail was written in.
func readsIn(a *act, c client.Client, theirs *time.Location) *time.Location {
	loc := a.book.firmHours.Location()
	if cal, err := a.calendarOf(c); err == nil {
		loc = cal.Location()
	}
	if c.TriageAt.IsZero() || theirs == nil {
		return loc
	}
	_, off := a.now.In(theirs).Zone()
	if _, ours := a.now.In(loc).Zone(); ours == off {
		return loc
	}
	return theirs
}
