package office

import (
	"context"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/reply"
)

// Triage is what came in and waits for a person to look: mails that entered no
// conversation, and people whom nobody knows.
type Triage struct{ *desk }

// Waiting is what a person is to look at.
type Waiting struct {
	Arrivals  []store.Arrival
	Prospects []Prospect
}

// Prospect is somebody who wrote and is not known yet.
type Prospect struct {
	client.Client
	Contact client.Contact
	Thread  store.Thread // the newest of his conversations
	First   store.Message
	// Promised is when he was told that a person answers; zero = nothing was promised.
	Promised time.Time
	Alike    []store.ClientName // known clients with an address in his domain
}

// waitingListed is how many of each sort are listed.
const waitingListed = 100

// List gives what waits for a person to look, the first hundred of each sort.
func (s Triage) List(ctx context.Context, who Actor) (Waiting, error) {
	var w Waiting
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if w.Arrivals, err = store.ArrivalsWaiting(a.tx, a.ws, "", waitingListed); err != nil {
			return err
		}
		w.Prospects, err = prospects(a, store.Place{}, waitingListed)
		return err
	})
	return w, err
}

// Prospects lists who wrote and is not known yet, the longest waiting at the
// head, from after a place on.
func (s Triage) Prospects(ctx context.Context, who Actor, after store.Place, limit int) ([]Prospect, error) {
	var out []Prospect
	err := s.see(ctx, who, func(a *act) (err error) {
		out, err = prospects(a, after, limit)
		return err
	})
	return out, err
}

func prospects(a *act, after store.Place, limit int) ([]Prospect, error) {
	in, err := store.ClientsInTriage(a.tx, a.ws, after, limit)
	if err != nil {
		return nil, err
	}
	var out []Prospect
	for _, c := range in {
		p, err := prospectOf(a, c)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// Prospect gives somebody who wrote and is not known yet.
func (s Triage) Prospect(ctx context.Context, who Actor, id client.ID) (Prospect, error) {
	var p Prospect
	err := s.see(ctx, who, func(a *act) error {
		c, err := store.Client(a.tx, a.ws, id)
		if err == nil && c.TriageAt.IsZero() {
			err = store.ErrNone
		}
		if err != nil {
			return err
		}
		p, err = prospectOf(a, c)
		return err
	})
	return p, err
}

// firstOf is how many messages of a prospect are looked through for his first.
const firstOf = 50

func prospectOf(a *act, c client.Client) (Prospect, error) {
	p := Prospect{Client: c}
	contacts, err := store.Contacts(a.tx, a.ws, c.ID)
	if err != nil {
		return p, err
	}
	if len(contacts) > 0 {
		p.Contact = contacts[0]
	}
	if p.Alike, err = alike(a, p.Contact); err != nil {
		return p, err
	}
	threads, err := store.ThreadsOfClient(a.tx, a.ws, c.ID, store.Place{}, 1)
	if err != nil || len(threads) == 0 {
		return p, err
	}
	p.Thread = threads[0]
	said, err := store.MessagesOfConversation(a.tx, a.ws, p.Thread.ID, store.Place{}, firstOf)
	if err != nil {
		return p, err
	}
	for _, m := range said {
		if m.Direction == string(conversation.In) {
			p.First = m
		}
	}
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, p.Thread.ID)
	if err != nil {
		return p, err
	}
	o, err := stillOwed(a, clocks, string(p.Contact.ID))
	if err != nil {
		return p, err
	}
	if o != nil {
		p.Promised = o.By
	}
	return p, nil
}

// mostAlike is how many clients are offered to whom somebody may belong.
const mostAlike = 3

// alike gives the known clients with an address in the domain of a contact.
func alike(a *act, k client.Contact) ([]store.ClientName, error) {
	_, domain, ok := strings.Cut(store.Fold(k.Email), "@")
	if !ok || client.SharedMail(domain) {
		return nil, nil
	}
	ids, err := store.FindOf(a.tx, a.ws, "contact", domain, waitingListed)
	if err != nil {
		return nil, err
	}
	var out []store.ClientName
	seen := map[client.ID]bool{k.ClientID: true}
	for _, id := range ids {
		other, err := store.Contact(a.tx, a.ws, client.ContactID(id))
		if err != nil {
			return nil, err
		}
		if seen[other.ClientID] || !strings.HasSuffix(store.Fold(other.Email), "@"+domain) {
			continue
		}
		seen[other.ClientID] = true
		c, err := store.Client(a.tx, a.ws, other.ClientID)
		if err != nil {
			return nil, err
		}
		if c.TriageAt.IsZero() && c.Open() && len(out) < mostAlike {
			out = append(out, store.ClientName{ID: c.ID, Name: c.Name, Colour: c.Colour, OwnerID: c.OwnerID})
		}
	}
	return out, nil
}

// One gives a mail that came in, with its bytes.
func (s Triage) One(ctx context.Context, who Actor, id string) (store.Arrival, []byte, error) {
	var r store.Arrival
	var raw []byte
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if r, err = store.ArrivalOf(a.tx, a.ws, id); err != nil {
			return err
		}
		raw, err = store.Blob(a.tx, a.ws, r.BlobSHA)
		return err
	})
	return r, raw, err
}

// File has a mail that waited become a message after all: a person says that it
// is genuine. in is the mail, understood anew. to = the contact whose it is;
// "" = by its sender, who becomes a prospect where nobody knows him.
func (s Triage) File(ctx context.Context, who Actor, id string, in Incoming, to client.ContactID) (Taken, error) {
	var out Taken
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		r, err := waitingArrival(a, id)
		if err != nil {
			return err
		}
		in.At, in.Report, in.Quarantine = r.At, nil, ""
		t := &taking{act: a, in: in, sender: store.Fold(in.Sender.Addr), arrival: r, wanted: true}
		if to != "" {
			k, err := store.Contact(a.tx, a.ws, to)
			if err != nil {
				return missingField(err, "contact", "Choose a contact.")
			}
			err = t.file(conversation.Place{ClientID: string(k.ClientID), ContactID: string(k.ID), Why: a.myName() + " filed it."})
			if err != nil {
				return err
			}
		} else if err := t.decide(); err != nil {
			return err
		}
		if t.arrival.MessageID == "" {
			return fault.Field("contact", "It does not say who sent it. Choose whose message it is.")
		}
		out = Taken{Arrival: id, State: Filed, Message: t.arrival.MessageID, Conversation: t.message.ConversationID}
		return settleArrival(a, t.arrival, Filed)
	})
	return out, err
}

// Drop says that a mail that waited is nothing.
func (s Triage) Drop(ctx context.Context, who Actor, id string) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		r, err := waitingArrival(a, id)
		if err != nil {
			return err
		}
		return settleArrival(a, r, Dropped)
	})
}

func waitingArrival(a *act, id string) (store.Arrival, error) {
	r, err := store.ArrivalOf(a.tx, a.ws, id)
	if err == nil && !r.SettledAt.IsZero() {
		return r, fault.New(fault.Conflict, "Somebody has decided about this already.")
	}
	return r, err
}

func settleArrival(a *act, r store.Arrival, state string) error {
	r.State, r.SettledAt, r.SettledBy = state, a.now, string(a.who.Member)
	if err := store.SettleArrival(a.tx, a.ws, r); err != nil {
		return err
	}
	if err := a.note("arrival settled", obligation("arrival", r.ID), "", nil, arrivalLine{r.State, r.Why, r.Sender, r.Subject, r.MessageID}); err != nil {
		return err
	}
	return reviewArrival(a, r)
}

func reviewArrival(a *act, r store.Arrival) error {
	who := reception(a)
	return a.decide(obligation("arrival", r.ID), "", who, conversation.ReviewHeld(r.At, r.SettledAt, a.book.team(who), a.book.firmHours, a.now))
}

// Known says that a prospect in triage is one, and what he is called.
func (s Triage) Known(ctx context.Context, who Actor, id client.ID, name string, owner member.ID) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := inTriage(a, id)
		if err != nil {
			return err
		}
		c := before
		c.TriageAt = time.Time{}
		if name != "" {
			c.Name = name
		}
		if owner != "" {
			c.OwnerID = owner
		}
		if err := a.isMember("owner", c.OwnerID); err != nil {
			return err
		}
		return saveTriaged(a, before, c, "prospect known")
	})
}

// Nobody says that who wrote is no prospect of ours: advertising, or a mistake.
// What he was promised is released, and nobody waits.
func (s Triage) Nobody(ctx context.Context, who Actor, id client.ID) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := inTriage(a, id)
		if err != nil {
			return err
		}
		threads, err := store.ThreadsOfClient(a.tx, a.ws, id, store.Place{}, waitingListed)
		if err != nil {
			return err
		}
		for _, t := range threads {
			if err := answered(a, t.Conversation, answerOf{by: a.who.Member, at: a.now, why: "It was no matter of ours."}); err != nil {
				return err
			}
		}
		c := before
		c.TriageAt, c.Stage = time.Time{}, client.Past
		return saveTriaged(a, before, c, "prospect dismissed")
	})
}

// Join says that who wrote belongs to a client whom we know: he becomes one of
// its contacts, with all that was said.
func (s Triage) Join(ctx context.Context, who Actor, id, known client.ID) error {
	return s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := inTriage(a, id)
		if err != nil {
			return err
		}
		to, err := store.Client(a.tx, a.ws, known)
		if err != nil || to.ID == id || !to.TriageAt.IsZero() {
			return orField(orNothing(err), "client", "Choose a client whom we know.")
		}
		if err := moveEverything(a, before, to); err != nil {
			return err
		}
		c := before
		c.TriageAt, c.Stage = time.Time{}, client.Past
		return saveTriaged(a, before, c, "prospect joined")
	})
}

func inTriage(a *act, id client.ID) (client.Client, error) {
	c, err := store.Client(a.tx, a.ws, id)
	if err == nil && c.TriageAt.IsZero() {
		return c, fault.New(fault.Conflict, "Somebody has decided about this already.")
	}
	return c, err
}

func saveTriaged(a *act, before, c client.Client, what string) error {
	if err := c.Check(); err != nil {
		return err
	}
	if err := store.SaveClient(a.tx, a.ws, c); err != nil {
		return err
	}
	c.Version++
	a.last, a.hours = c, nil
	if err := a.note(what, obligation("client", c.ID), string(c.ID), before, c); err != nil {
		return err
	}
	return rewatchClient(a, c)
}

// moveEverything carries the contacts and conversations of a prospect over to a
// client. What was promised to him is released there and promised anew here, on
// the same moments: it is owed to the same person.
func moveEverything(a *act, from, to client.Client) error {
	contacts, err := store.Contacts(a.tx, a.ws, from.ID)
	if err != nil {
		return err
	}
	moved := map[string]client.ContactID{}
	for _, k := range contacts {
		n := k
		n.ID, n.ClientID = "", to.ID
		if n, err = addContact(a, n); err != nil {
			return err
		}
		moved[string(k.ID)] = n.ID
		was := k
		k.EndedAt = a.now
		if err := store.SaveContact(a.tx, a.ws, k); err != nil {
			return err
		}
		k.Version++
		if err := endDevices(a, k.ID, shutSay); err != nil {
			return err
		}
		if err := a.note("contact changed", obligation("contact", k.ID), string(k.ClientID), was, k); err != nil {
			return err
		}
	}
	threads, err := store.ThreadsOfClient(a.tx, a.ws, from.ID, store.Place{}, waitingListed)
	if err != nil {
		return err
	}
	for _, t := range threads {
		if err := moveConversation(a, t.Conversation, moveTo{client: to, contact: moved[t.ContactID], contacts: moved}); err != nil {
			return err
		}
	}
	return nil
}

// moveTo is where a conversation goes.
type moveTo struct {
	client   client.Client
	contact  client.ContactID
	project  string
	contacts map[string]client.ContactID // who is who there
}

// moveConversation carries a conversation over to another client: its messages
// and what they count for, its clocks, and the promise of an answer.
func moveConversation(a *act, v conversation.Conversation, to moveTo) error {
	before := v
	v.ClientID, v.ContactID, v.ProjectID, v.AssigneeID = string(to.client.ID), string(to.contact), to.project, to.client.OwnerID
	said, err := store.MessagesOfConversation(a.tx, a.ws, v.ID, store.Place{}, mostMessages)
	if err != nil {
		return err
	}
	for _, m := range said {
		if m.NoticeID != "" {
			continue // what we told stays told to whom it was told
		}
		m.ClientID, m.ContactID = v.ClientID, to.whoIs(m.ContactID)
		m.FiledWhy = a.myName() + movedHere
		if err := store.PlaceMessage(a.tx, a.ws, m); err != nil {
			return err
		}
		if m.Asks != AsksYes {
			continue
		}
		if err := store.MoveChase(a.tx, a.ws, m, v.ProjectID); err != nil {
			return err
		}
	}
	for _, of := range []string{before.ClientID, v.ClientID} {
		if err := reviewChases(a, client.ID(of)); err != nil {
			return err
		}
	}
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, v.ID)
	if err != nil {
		return err
	}
	for i, w := range clocks {
		if clocks[i], err = moveClock(a, w, v, to); err != nil {
			return err
		}
	}
	if err := a.note("conversation moved", obligation("conversation", v.ID), v.ClientID, before, v); err != nil {
		return err
	}
	return refresh(a, v, clocks)
}

func (to moveTo) whoIs(contact string) string {
	if k, ok := to.contacts[contact]; ok {
		return string(k)
	}
	return string(to.contact)
}

func moveClock(a *act, w reply.Clock, v conversation.Conversation, to moveTo) (reply.Clock, error) {
	promised := w.PromiseID
	w, err := changeClock(a, w, "clock moved", func(w reply.Clock) (reply.Clock, error) {
		w.ClientID, w.ContactID, w.MemberID, w.PromiseID = v.ClientID, to.whoIs(w.ContactID), v.AssigneeID, ""
		return w, nil
	})
	if err != nil || promised == "" || !w.Running() {
		return w, err
	}
	p, err := store.Promise(a.tx, a.ws, promise.ID(promised))
	if err != nil || p.State != promise.Open {
		return w, err
	}
	done, err := p.Release("It was carried over to "+to.client.Name+".", a.now)
	if err != nil {
		return w, err
	}
	if _, err := savePromise(a, p, done, "released"); err != nil {
		return w, err
	}
	due := p.Date().DueAt
	if !due.After(a.now.Add(promise.MinAhead)) {
		return w, nil
	}
	anew, err := promiseAnswer(a, v, w, due)
	if err != nil {
		return w, err
	}
	if to.contacts == nil { // it goes to somebody who was told nothing
		p.Tellings = nil
	}
	for _, t := range p.Tellings {
		if err := store.AddTelling(a.tx, a.ws, anew.ID, promise.Telling{Seq: 0, NoticeID: t.NoticeID}); err != nil {
			return w, err
		}
	}
	return changeClock(a, w, "clock promised", func(w reply.Clock) (reply.Clock, error) { w.PromiseID = string(anew.ID); return w, nil })
}
