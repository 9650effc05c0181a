package office

import (
	"context"
	"errors"
	"strconv"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/heard"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
)

// Offers is what we wrote and what sounds like a promise.
type Offers struct{ *desk }

// Offer is a promise that was heard in what we wrote, for a person to say yes
// or no to.
type Offer struct {
	Message  string
	Sentence string
	Words    string // of the promise; whoever says yes may write others
	Date     string // the whole date in words
	When     promise.When
	Unsure   bool // people read the date in more than one way
}

// OffersFor is for how long what we wrote is looked at.
const OffersFor = 7 * 24 * time.Hour

// maxOffered is how many of our last messages are looked at.
const maxOffered = 5

// List gives what we seem to have promised in our last messages of a
// conversation and nobody has decided about. Nothing becomes a promise by itself.
func (s Offers) List(ctx context.Context, who Actor, id conversation.ID) ([]Offer, error) {
	var out []Offer
	err := s.see(ctx, who, func(a *act) error {
		v, err := store.Conversation(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		said, err := store.MessagesOfConversation(a.tx, a.ws, id, store.Place{}, TalkMessages)
		if err != nil {
			return err
		}
		looked := 0
		for _, m := range said {
			if m.Direction != string(conversation.Out) || m.At.Before(a.now.Add(-OffersFor)) || looked == maxOffered {
				continue
			}
			looked++
			found, err := heardIn(a, v, m)
			if err != nil {
				return err
			}
			out = append(out, found...)
		}
		return nil
	})
	return out, err
}

// heardIn gives what a message of ours seems to promise, as it was read when it
// was written, and nobody has decided about.
func heardIn(a *act, v conversation.Conversation, m store.Message) ([]Offer, error) {
	written, err := writtenBy(a, m)
	if err != nil || written == "" {
		return nil, err
	}
	c, err := a.client(client.ID(v.ClientID))
	if err != nil {
		return nil, err
	}
	cal, err := a.calendarOf(c)
	if err != nil {
		return nil, err
	}
	var out []Offer
	for _, h := range heard.In(written, "", m.At, cal) {
		o := Offer{Message: m.ID, Sentence: h.Sentence, Words: shorten(conversation.CleanSubject(h.Sentence), promise.MaxWords), Date: h.Words, When: promise.When{At: h.When.At}, Unsure: h.Unsure}
		if h.When.IsDay() {
			o.When = promise.When{Day: h.When.Day}
		}
		if !o.When.Due(cal).After(a.now.Add(promise.MinAhead)) {
			continue
		}
		lines, err := store.JournalOf(a.tx, a.ws, o.object(), 1)
		if err != nil {
			return nil, err
		}
		if len(lines) == 0 {
			out = append(out, o)
		}
	}
	return out, nil
}

// writtenBy is what a person of ours wrote in a message, without what Kept says
// around it; "" = a machine wrote it.
func writtenBy(a *act, m store.Message) (string, error) {
	if m.NoticeID == "" {
		return m.Text, nil
	}
	n, err := store.Notice(a.tx, a.ws, m.NoticeID)
	if err != nil || n.Kind.ByItself() || n.State() == notice.Withdrawn {
		return "", err
	}
	if n.Channel != notice.Mail {
		return m.Text, nil
	}
	l, err := store.LeavingOfNotice(a.tx, a.ws, string(n.ID))
	if errors.Is(err, store.ErrNone) {
		return m.Text, nil
	}
	if err != nil {
		return "", err
	}
	return bodyOf(l)
}

// object names an offer in the journal: the same words by the same moment in
// the same message.
func (o Offer) object() string {
	at := strconv.FormatInt(o.When.At.UnixMilli(), 10)
	if !o.When.Day.IsZero() {
		at = o.When.Day.String()
	}
	return "heard:" + o.Message + ":" + at
}

// Accept says yes to an offer: it becomes a promise, told by the message in
// which it was heard. words may be others than were heard.
func (s Offers) Accept(ctx context.Context, who Actor, o Offer, kind promise.Kind) (promise.ID, error) {
	var id promise.ID
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		v, m, err := offered(a, o)
		if err != nil {
			return err
		}
		p, err := makePromise(a, NewPromise{
			Client: client.ID(m.ClientID), Project: v.ProjectID, Contact: client.ContactID(m.ContactID), Owner: member.ID(m.MemberID), Kind: kind, Words: o.Words,
			Source: shorten("written: "+o.Sentence, promise.MaxSource), When: o.When,
		})
		if err != nil {
			return err
		}
		id = p.ID
		toldBy := m.NoticeID
		if toldBy == "" {
			if toldBy, err = ownNotice(a, v, m); err != nil {
				return err
			}
		}
		if err := store.AddTelling(a.tx, a.ws, p.ID, promise.Telling{Seq: 0, NoticeID: string(toldBy)}); err != nil {
			return err
		}
		if err := dateShown(a, store.Tie{Promise: p.ID}); err != nil {
			return err
		}
		if err := a.note("heard", o.object(), m.ClientID, nil, p.ID); err != nil {
			return err
		}
		return a.review(obligation("promise", p.ID))
	})
	return id, err
}

// Decline says that what was heard is none.
func (s Offers) Decline(ctx context.Context, who Actor, o Offer) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.MakePromise, nil); err != nil {
			return err
		}
		_, m, err := offered(a, o)
		if err != nil {
			return err
		}
		return a.note("no promise", o.object(), m.ClientID, nil, o)
	})
}

// offered finds what an offer is about, and refuses one that was decided about.
func offered(a *act, o Offer) (conversation.Conversation, store.Message, error) {
	m, err := store.MessageOf(a.tx, a.ws, o.Message)
	if err != nil {
		return conversation.Conversation{}, m, err
	}
	if m.Direction != string(conversation.Out) {
		return conversation.Conversation{}, m, store.ErrNone
	}
	lines, err := store.JournalOf(a.tx, a.ws, o.object(), 1)
	if err != nil {
		return conversation.Conversation{}, m, err
	}
	if len(lines) > 0 {
		return conversation.Conversation{}, m, fault.New(fault.Conflict, "Somebody has decided about this already.")
	}
	v, err := store.Conversation(a.tx, a.ws, m.ConversationID)
	return v, m, err
}

// ownNotice writes down that a contact was told by a mail which a member sent
// from his own mail program.
func ownNotice(a *act, v conversation.Conversation, m store.Message) (notice.ID, error) {
	k, err := store.Contact(a.tx, a.ws, client.ContactID(m.ContactID))
	if err != nil {
		return "", err
	}
	n := notice.Notice{
		ID: notice.ID(a.newID("ntc")), ClientID: m.ClientID, ProjectID: v.ProjectID, ContactID: m.ContactID, Address: k.Email, ByID: m.MemberID, Kind: notice.Answer, Channel: notice.Mail,
		Subject: m.Subject, Text: m.Text, QueuedAt: m.At, AcceptedAt: m.At, Proof: "sent from " + m.Sender, Version: 1,
	}
	return n.ID, store.AddNotice(a.tx, a.ws, n)
}
