package office

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// Feedback is what a contact says besides what he writes: that he is worried, that he
// wants to be called, how content he is, what he thinks of a thing.
type Feedback struct{ *desk }

// MaxWorry is how much a client may write of what worries him, in characters.
const MaxWorry = 2000

// aboutAlarm is what a link is about by which a contact says that he is worried.
const aboutAlarm = "alarm"

// Worry is a contact's look at the page on which he says that he is worried.
type Worry struct {
	PortalView
	Reads member.Member // who is asked at once
}

// Worry shows who will read it. It changes nothing.
func (s Feedback) Worry(ctx context.Context, who Actor) (Worry, error) {
	var w Worry
	err := s.see(ctx, who, func(a *act) (err error) {
		w, err = worryOf(a)
		return err
	})
	return w, err
}

// WorryByLink is [Feedback.Worry] by the link of a mail.
func (s Feedback) WorryByLink(ctx context.Context, secret string) (Worry, error) {
	who, _, err := s.contactBy(ctx, secret, aboutAlarm)
	if err != nil {
		return Worry{}, err
	}
	return s.Worry(ctx, who)
}

func worryOf(a *act) (w Worry, err error) {
	if w.PortalView, err = portalHead(a); err != nil {
		return w, err
	}
	w.Reads, _ = a.book.member(whoHears(a, w.Client))
	return w, mayWrite(a)
}

// whoHears is who is asked at once when a client is worried: who leads him, or
// who stands in for him while he is away.
func whoHears(a *act, c client.Client) member.ID {
	if m, ok := a.book.member(c.OwnerID); !ok || !m.Active() {
		return reception(a)
	}
	holder, _ := a.book.team(c.OwnerID).Holder(prompt.ToOwner, a.now)
	return holder
}

// Alarm takes it that a contact is worried: a message, a wait with a standard of
// its own, a chase, and a prompt that is mailed at once. While one is open a
// further one adds its words, if any, and starts nothing.
func (s Feedback) Alarm(ctx context.Context, who Actor, text string) (Worry, error) {
	var w Worry
	err := s.do(ctx, who, func(a *act) error {
		if who.Contact == "" {
			return fault.New(fault.NotAllowed, "Only the client says that he is worried.")
		}
		var k fault.Check
		member.CheckText(&k, "text", text, MaxWorry)
		if err := k.Err(); err != nil {
			return err
		}
		if err := alarm(a, strings.TrimSpace(text)); err != nil {
			return err
		}
		var err error
		w, err = worryOf(a)
		return err
	})
	return w, err
}

// AlarmByLink is [Feedback.Alarm] by the link of a mail.
func (s Feedback) AlarmByLink(ctx context.Context, secret, text string) (Worry, error) {
	who, _, err := s.contactBy(ctx, secret, aboutAlarm)
	if err != nil {
		return Worry{}, err
	}
	return s.Alarm(ctx, who, text)
}

func alarm(a *act, text string) error {
	k, err := speaker(a)
	if err != nil {
		return err
	}
	running, err := store.WorriesOfContact(a.tx, a.ws, k.ClientID, k.ID)
	if err != nil {
		return err
	}
	for _, w := range running {
		if w.Wait != reply.Alarm {
			continue
		}
		if text == "" {
			return a.note("alarm again", obligation("clock", w.ID), w.ClientID, nil, nil)
		}
		_, err := writeByPage(a, Written{Conversation: conversation.ID(w.ConversationID), Text: text})
		return err
	}
	say, err := a.voiceOf(k.ClientID)
	if err != nil {
		return err
	}
	m, err := raise(a, k, concern{subject: say.Say("I am worried"), text: orWords(text, say.Say("I am worried.")), wait: reply.Alarm, why: "They pressed “I am worried”."})
	if err != nil {
		return err
	}
	c := store.ChaseRow{
		ID: a.newID("chs"), ClientID: k.ClientID, ContactID: string(k.ID), MessageID: m.ID, Cause: string(chase.Alarm), About: shorten(oneLineOf(text), reply.MaxAbout),
		ByID: string(k.ID), At: a.now, ConfirmedAt: a.now,
	}
	if err := store.AddChase(a.tx, a.ws, c); err != nil {
		return err
	}
	if err := a.note("chased", obligation("chase", c.ID), string(c.ClientID), nil, c); err != nil {
		return err
	}
	return reviewChases(a, c.ClientID)
}

// speaker is the contact who acts, if he still belongs to his client.
func speaker(a *act) (client.Contact, error) {
	k, err := store.Contact(a.tx, a.ws, a.who.Contact)
	if err != nil || !k.EndedAt.IsZero() || k.ClientID != a.who.Client {
		return k, orField(orNothing(err), "text", "You do not belong to this client any more.")
	}
	return k, nil
}

// concern is what a worried contact says.
type concern struct {
	subject string
	text    string
	project string
	wait    reply.Wait
	why     string // it stands where it stands
}

// raise writes down what a worried contact says, in a conversation of its own,
// and starts his wait: it is acknowledged whatever the settings.
func raise(a *act, k client.Contact, in concern) (store.Message, error) {
	v, m, err := speaks(a, k, in)
	if err != nil {
		return m, err
	}
	ack := func(v conversation.Conversation, w reply.Clock) (promise.ID, bool, error) {
		id, err := promiseWorried(a, k, m, v, w)
		return id, err == nil, err
	}
	return m, hear(a, heardFrom{conversation: v, message: m, channel: reply.Portal, worried: in.wait}, ack)
}

// speaks writes down what a contact says, in a conversation of its own, with who
// leads his client, or stands in.
func speaks(a *act, k client.Contact, in concern) (conversation.Conversation, store.Message, error) {
	c, err := a.client(k.ClientID)
	if err != nil {
		return conversation.Conversation{}, store.Message{}, err
	}
	v, err := openConversation(a, newConversation{client: k.ClientID, project: in.project, contact: k.ID, subject: in.subject, at: a.now, assignee: whoHears(a, c)})
	if err != nil {
		return v, store.Message{}, err
	}
	m := store.Message{
		ID: a.newID("msg"), ClientID: string(k.ClientID), ContactID: string(k.ID), Channel: string(conversation.Portal), Direction: string(conversation.In), Reached: true, At: a.now,
		Text: in.text, ConversationID: v.ID, Subject: v.Subject, Sender: k.Name, Origin: conversation.Verified, FiledWhy: in.why,
	}
	if in.wait == reply.Alarm {
		m.Asks = AsksYes
	}
	if err := store.AddMessage(a.tx, a.ws, m); err != nil {
		return v, m, err
	}
	return v, m, store.IndexMessage(a.tx, a.ws, m.ID, m.Subject+" "+m.Sender+" "+m.Text)
}

// promiseWorried makes the moment of the answer a promise, and says so by mail
// where mail reaches him. He reads it on his page all the same.
func promiseWorried(a *act, k client.Contact, m store.Message, v conversation.Conversation, w reply.Clock) (promise.ID, error) {
	_, err := store.Suppressed(a.tx, a.ws, store.Fold(k.Email))
	if k.Email != "" && k.NoMailAt.IsZero() && errors.Is(err, store.ErrNone) {
		return acknowledge(a, ackable{sender: store.Fold(k.Email), about: v.Subject, origin: conversation.Verified, message: m}, v, w)
	}
	if orNothing(err) != nil {
		return "", err
	}
	p, err := promiseAnswer(a, v, w, answerBy(a, w))
	return p.ID, err
}

// mailAtOnce has the holder of an urgent prompt be written to at once, whatever his
// hours.
func mailAtOnce(a *act, p store.PromptRow) {
	if !p.Urgent() {
		return
	}
	a.urgent = slices.DeleteFunc(a.urgent, func(q store.PromptRow) bool { return q.ID == p.ID })
	a.urgent = append(a.urgent, p)
}

// mailUrgent writes to the holders of the urgent prompts of an act: one mail to each,
// so that catching up after a downtime is one mail too.
func mailUrgent(a *act) error {
	var to []member.ID
	rows := map[member.ID][]store.PromptRow{}
	for _, p := range a.urgent {
		if rows[p.Holder] == nil {
			to = append(to, p.Holder)
		}
		rows[p.Holder] = append(rows[p.Holder], p)
	}
	for _, id := range to {
		m, ok := a.book.member(id)
		if !ok || !m.Active() {
			continue
		}
		waiting, err := takeWaiting(a, id)
		if err != nil {
			return err
		}
		mail, err := promptMail(a, m, append(rows[id], waiting...))
		if err != nil {
			return err
		}
		mail.Foot = memberVoice(m).Say("Kept writes this at once, whatever your office hours: a client is worried. The link opens a page on which you decide; opening it changes nothing.")
		if err := a.queue(mail, fmt.Sprintf("urgent:%s:%d", rows[id][0].ID, a.now.UnixMilli()), "", a.now); err != nil {
			return err
		}
	}
	return nil
}

// takeWaiting gives the prompts that a member would be mailed of now as well: inside
// his hours they go with what is urgent, and are mailed no more by themselves.
func takeWaiting(a *act, of member.ID) ([]store.PromptRow, error) {
	if cal := a.book.hours[of]; cal != nil {
		if open, ok := cal.NextOpen(a.now); !ok || open.After(a.now) {
			return nil, nil
		}
	}
	rows, err := store.PromptsOfMail(a.tx, a.ws, of, a.now, mostLive)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	if err := store.MovePromptMail(a.tx, a.ws, of, a.now, time.Time{}); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(p store.PromptRow) bool { return !p.Open(a.now) }), nil
}

// isAlarm tells whether a message is one by which a client said that he is worried.
func isAlarm(a *act, m store.Message) (bool, error) {
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, m.ConversationID)
	for _, w := range clocks {
		if w.MessageID == m.ID && w.Wait == reply.Alarm {
			return true, nil
		}
	}
	return false, err
}

func orConflict(err error, say string) error {
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, say)
}

func orWords(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func oneLineOf(s string) string { return strings.Join(strings.Fields(s), " ") }

// worriedLink makes the way by which the reader of a letter says that he is worried.
func worriedLink(a *act, v tongue.Voice, of client.ContactID) (*outbox.Link, error) {
	secret, err := contactLink(a, of, aboutAlarm)
	if err != nil {
		return nil, err
	}
	return &outbox.Link{Label: v.Say("I am worried: tell a person now"), URL: portalURL(a) + "/w/" + secret}, nil
}

// contactLink makes a way by which a contact speaks without a session.
func contactLink(a *act, of client.ContactID, about string) (string, error) {
	secret, err := linkSecret(a, of, about)
	if err != nil {
		return "", err
	}
	return secret, store.AddContactLink(a.tx, store.ContactLink{Hash: hashed(secret), Workspace: a.ws, Contact: of, About: about, MadeAt: a.now})
}

// linkSecret is the same for all mails of a month to one contact about one thing, so
// that links do not grow with the mails. Without a key each has its own.
func linkSecret(a *act, of client.ContactID, about string) (string, error) {
	if a.Key == nil {
		return newSecret(a.random)
	}
	key, err := a.Key()
	if err != nil { // no word to a client waits for a key
		a.Log.WarnContext(a.ctx, "the links of a mail are made without the key", "error", err)
		return newSecret(a.random)
	}
	mac := hmac.New(sha256.New, key)
	fmt.Fprintf(mac, "contact link\n%s\n%s\n%s\n%s", a.ws, of, about, a.now.Format("2006-01"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)), nil
}

// LinksLast is how long the links of a mail work by which a client speaks.
const LinksLast = 366 * 24 * time.Hour

// contactBy finds who has a link, and what else it is about than kind.
func (s Feedback) contactBy(ctx context.Context, secret, kind string) (Actor, string, error) {
	tx := s.DB.Read(ctx)
	l, err := store.ContactLinkOf(tx, hashed(secret))
	what, id, _ := strings.Cut(l.About, ":")
	if err == nil && (what != kind || s.begin().After(l.MadeAt.Add(LinksLast))) {
		err = store.ErrNone
	}
	if err != nil {
		return Actor{}, "", notFound(err)
	}
	k, err := store.Contact(tx, l.Workspace, l.Contact)
	if err == nil && !k.EndedAt.IsZero() {
		err = store.ErrNone
	}
	return Actor{Workspace: l.Workspace, Contact: k.ID, Client: k.ClientID}, id, notFound(err)
}
