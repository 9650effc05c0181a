package office

import (
	"context"
	"slices"
	"strings"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/id"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/member"
	"kept/news"
	"kept/promise"
	"kept/reply"
)

// MaxOwnWords is how long the words may be that a coming message has of its own.
const MaxOwnWords = 2000

// errComingGone is said of a message that is not coming any more.
var errComingGone = fault.New(fault.Conflict, "This message is not coming any more as it was: it has left, or what it is about has changed. Look at the list again.")

// isSkipped tells whether a member wants a message left out.
func isSkipped(a *act, id string) (bool, error) {
	c, err := store.MessageChangeOf(a.tx, a.ws, id)
	return c.Skipped, orNothing(err)
}

// wordsOfOwn are those that a member wrote for a message; "" = it has none of its own.
func wordsOfOwn(a *act, id string) (string, error) {
	c, err := store.MessageChangeOf(a.tx, a.ws, id)
	return c.Words, orNothing(err)
}

// comingAbout is with what the names begin that stand in the names of coming messages.
var comingAbout = map[string]string{"update": "upd", "reminder": "hof", "note": "prm", "check-ins": "prm", "due": "prm", "cadence": "prm", "answer": "clk", "news": "con", "mail": "out"}

// whose finds the client whom a coming message is about, by its name.
func whose(a *act, name string) (client.ID, error) {
	kind, rest, _ := strings.Cut(name, ".")
	object, _, ok := strings.Cut(rest, ".")
	if !ok || !id.Valid(comingAbout[kind], object) {
		return "", store.ErrNone
	}
	switch kind {
	case "update":
		u, err := store.Update(a.tx, a.ws, news.ID(object))
		return client.ID(u.ClientID), err
	case "reminder":
		h, err := store.HandOff(a.tx, a.ws, handoff.ID(object))
		return client.ID(h.ClientID), err
	case "note", "check-ins", "due", "cadence":
		p, err := store.Promise(a.tx, a.ws, promise.ID(object))
		return client.ID(p.ClientID), err
	case "news":
		k, err := store.Contact(a.tx, a.ws, client.ContactID(object))
		return k.ClientID, err
	case "answer":
		w, err := store.Clock(a.tx, a.ws, reply.ID(object))
		return client.ID(w.ClientID), err
	case "mail":
		x, err := store.LeavingOf(a.tx, a.ws, object)
		if err != nil {
			return "", err
		}
		l := foretelling{act: a}
		of, _, _, err := l.toWhom(x)
		if err == nil && of == "" {
			err = store.ErrNone
		}
		return of, err
	}
	return "", store.ErrNone
}

// coming finds a coming message as it stands now.
func coming(a *act, id string) (ComingMessage, error) {
	of, err := whose(a, id)
	if err != nil {
		return ComingMessage{}, err
	}
	all, err := foretell(a, of)
	if err != nil {
		return ComingMessage{}, err
	}
	i := slices.IndexFunc(all, func(m ComingMessage) bool { return m.ID == id })
	if i < 0 {
		return ComingMessage{}, errComingGone
	}
	return all[i], nil
}

// ComingView is a coming message as its reader will have it.
type ComingView struct {
	ComingMessage
	Mail    *outbox.Mail // as it would leave; of several, the first one's; nil = a person will write it
	Refused string       // why it would not leave
}

// Open shows a coming message as its reader would have it, by the very act that
// will send it, rehearsed at its moment. Nothing of that is kept.
func (s Coming) Open(ctx context.Context, who Actor, id string) (ComingView, error) {
	var v ComingView
	err := s.see(ctx, who, func(a *act) (err error) {
		if err := a.may(member.SeeWorkspace, nil); err != nil {
			return err
		}
		v.ComingMessage, err = coming(a, id)
		return err
	})
	if err != nil || !v.Machine() {
		return v, err
	}
	if v.mail != "" {
		m, err := outbox.ReadMail(v.mail)
		v.Mail = &m
		return v, err
	}
	return v, s.rehearsed(ctx, who, &v)
}

// rehearsed finds the mail that a message will be.
func (s Coming) rehearsed(ctx context.Context, who Actor, v *ComingView) error {
	as := system("watchdog", who.Workspace)
	if v.Kind == ComingUpdate {
		as = Actor{Workspace: who.Workspace, Member: v.By}
	}
	err := s.rehearse(ctx, as, func(a *act) error {
		a.now, a.looks = laterOf(a.now, v.At), true
		if err := sendComing(a, v.ComingMessage); err != nil {
			return err
		}
		if len(a.queued) == 0 {
			return errComingGone
		}
		m, err := outbox.ReadMail(a.queued[0].Mail)
		v.Mail = &m
		return err
	})
	f, ok := fault.As(err)
	if !ok || v.Kind != ComingUpdate || f.Kind == fault.Busy || f.Kind == fault.Internal {
		return err
	}
	v.Refused = sayFault(f)
	return nil
}

// sendComing sends a coming message now, by the act that will.
func sendComing(a *act, m ComingMessage) error {
	_, rest, _ := strings.Cut(m.ID, ".")
	object, _, _ := strings.Cut(rest, ".")
	switch m.Kind {
	case ComingUpdate:
		u, err := store.Update(a.tx, a.ws, news.ID(object))
		if err != nil {
			return err
		}
		return leavePlanned(a, u)
	case ComingNews:
		return sendNews(a, m.ClientID, client.ContactID(object))
	case ComingReminder:
		h, err := store.HandOff(a.tx, a.ws, handoff.ID(object))
		if err != nil {
			return err
		}
		for reminderID(h, h.Reminders+1) != m.ID && h.Reminders < handoff.MaxMost {
			h = h.Remind(a.now) // those before it have left by then
		}
		_, err = sendReminder(a, h)
		return err
	}
	p, err := store.Promise(a.tx, a.ws, promise.ID(object))
	if err != nil {
		return err
	}
	if m.Kind == ComingNote {
		return sendNote(a, p, m.Hours)
	}
	pr, err := store.Project(a.tx, a.ws, client.ProjectID(p.ProjectID))
	if err != nil {
		return err
	}
	_, by := asksAhead(a, p)
	_, err = askAll(a, pr, asking{by: by, from: p.OwnerID, next: string(p.ID)})
	return err
}

// change has a member want something otherwise of a coming message.
func (s Coming) change(ctx context.Context, who Actor, id, what string, how func(*act, ComingMessage, *store.MessageChange) error) (ComingMessage, error) {
	var m ComingMessage
	err := s.do(ctx, who, func(a *act) error {
		var err error
		if m, err = coming(a, id); err != nil {
			return err
		}
		if err := a.may(member.ChangeMessage, func() bool { return a.speaksFor(m.By) }); err != nil {
			return err
		}
		before := m.Change
		c := before
		c.Message, c.ClientID, c.By, c.At = m.ID, m.ClientID, a.who.Member, a.now
		if err := how(a, m, &c); err != nil {
			return err
		}
		if err := store.SetMessageChange(a.tx, a.ws, c); err != nil {
			return err
		}
		m.Change = c
		return a.note(what, m.About, string(m.ClientID), before, c)
	})
	return m, err
}

// Skip has a coming message left out, once, and says why. What it means is said by
// [ComingMessage.Effect].
func (s Coming) Skip(ctx context.Context, who Actor, id, because string) (ComingMessage, error) {
	return s.change(ctx, who, id, "message skipped", func(_ *act, m ComingMessage, c *store.MessageChange) error {
		if m.Effect == nil {
			return fault.New(fault.Conflict, "This one cannot be left out here: a person wrote it, or owes it.")
		}
		if c.Skipped {
			return fault.New(fault.Conflict, "It is left out already.")
		}
		var k fault.Check
		member.CheckLine(&k, "because", because, 300)
		c.Skipped, c.Because = true, because
		return k.Err()
	})
}

// Restore has a message that was left out sent after all.
func (s Coming) Restore(ctx context.Context, who Actor, id string) (ComingMessage, error) {
	return s.change(ctx, who, id, "message sent after all", func(_ *act, _ ComingMessage, c *store.MessageChange) error {
		if !c.Skipped {
			return fault.New(fault.Conflict, "It is not left out: it leaves as it is planned.")
		}
		c.Skipped, c.Because = false, ""
		return nil
	})
}

// Word gives a reminder or a note words of its own, for this one time; "" = those
// that it would have.
func (s Coming) Word(ctx context.Context, who Actor, id, words string) (ComingMessage, error) {
	return s.change(ctx, who, id, "message worded", func(_ *act, m ComingMessage, c *store.MessageChange) error {
		if !m.Worded() {
			return fault.New(fault.Conflict, "This one has no words to be changed here.")
		}
		words = strings.TrimSpace(strings.ReplaceAll(words, "\r\n", "\n"))
		var k fault.Check
		member.CheckText(&k, "words", words, MaxOwnWords)
		c.Words = words
		return k.Err()
	})
}

// testEffect begins the effect key of a mail that a member sends to himself to see it.
const testEffect = "test:"

// Test sends a coming message to the member himself, as it would be. It is marked as
// a test, goes to nobody else, and tells nobody anything. The ways to answer are
// left out: by them he would answer in its reader's name.
func (s Coming) Test(ctx context.Context, who Actor, id string) (ComingView, error) {
	v, err := s.Open(ctx, who, id)
	if err != nil {
		return v, err
	}
	if v.Mail == nil {
		if v.Refused != "" {
			return v, fault.New(fault.Conflict, "It would not leave: "+v.Refused)
		}
		return v, fault.New(fault.Conflict, "There is nothing to send yet: a person will write it.")
	}
	return v, s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		me, ok := a.book.member(a.who.Member)
		if !ok {
			return fault.New(fault.NotAllowed, "Only a member can have a test sent to himself.")
		}
		if err := a.note("message tested", v.About, string(v.ClientID), nil, store.MessageChange{Message: v.ID, By: me.ID, At: a.now}); err != nil {
			return err
		}
		return a.queue(testOf(*v.Mail, me), testEffect+a.newID("tst"), "", a.now)
	})
}

// testOf is a mail as a member has it sent to himself.
func testOf(m outbox.Mail, me member.Member) outbox.Mail {
	v := memberVoice(me)
	m.Subject = shorten(v.Say("Test: {subject}", "subject", m.Subject), MaxSubject)
	m.Foot = strings.TrimSpace(v.Say("This is a test, sent to you alone. {who} was not written to; the ways to answer are left out.", "who", m.To.Name) + " " + m.Foot)
	m.To, m.ReplyTo = outbox.Address{Name: me.Name, Addr: me.Email}, nil
	m.Links, m.Link, m.Aside, m.Choose, m.Unsubscribe, m.InReplyTo, m.References, m.Return, m.Auto = nil, nil, nil, nil, "", "", nil, "", true
	return m
}
