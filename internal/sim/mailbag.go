package sim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/sim/checks"
	"kept/internal/store"
	"kept/worktime"
)

// mailbag is the mail on its way to the firm, and what of it nobody could file.
type mailbag struct {
	posted checks.Posted              // whatever was sent, by Message-ID
	held   map[string]office.Incoming // by arrival: what a person is to look at
	hello  string                     // the address of our entrance
	fetch  store.Mailbox              // the mailbox that is fetched
	stuck  time.Time                  // it cannot be fetched before
	back   dice                       // what comes back of our mail
	others []*household               // who wrote and was not known
}

// letter is a mail that somebody writes to the firm.
type letter struct {
	from          outbox.Address
	to            []string
	subject, text string
	answers       []string // Message-IDs, the nearest first
}

// write makes a mail that nobody sent before.
func (b *mailbag) write(y *year, l letter) office.Incoming {
	y.said++
	mid := fmt.Sprintf("%d.%d@mail.example", y.Seed, y.said)
	raw := []byte("From: " + l.from.Name + " <" + l.from.Addr + ">\r\nMessage-ID: <" + mid + ">\r\nSubject: " + l.subject + "\r\n\r\n" + l.text)
	sum := sha256.Sum256(raw)
	sha := hex.EncodeToString(sum[:])
	return office.Incoming{
		Raw: raw, SHA256: sha, Key: "mid:" + mid, Way: office.ByEntrance, Sender: l.from, Recipients: l.to, Subject: conversation.CleanSubject(l.subject), Text: l.text,
		MID: mid, References: l.answers, Class: "human",
	}
}

// byMachine has a mail be automatic, as whoever reads it sees.
func byMachine(in office.Incoming, class string) office.Incoming {
	in.Class, in.MustNotAnswer = class, "It is automatic mail."
	return in
}

// posts sends a mail to our entrance. When Kept dies over it the sender tries
// again, as servers do that got no answer.
func (b *mailbag) posts(y *year, at time.Time, in office.Incoming) {
	b.posted.Note(in)
	y.agenda.add(at, once(func(y *year) { b.takes(y, in) }))
}

// toFetch sends a mail to the mailbox that is fetched: it comes in when that works.
func (b *mailbag) toFetch(y *year, at time.Time, in office.Incoming) {
	b.posted.Note(in)
	in.Way, in.Mailbox, in.At = office.ByIMAP, b.fetch.ID, at.UTC().Truncate(time.Millisecond)
	y.agenda.add(at.Add(b.back.between(time.Second, time.Minute)), once(func(y *year) { b.fetches(y, in) }))
}

func (b *mailbag) fetches(y *year, in office.Incoming) {
	if y.now.Before(b.stuck) {
		y.agenda.add(b.stuck, once(func(y *year) { b.fetches(y, in) }))
		return
	}
	b.takes(y, in)
}

// takes hands a mail to the office, which refuses none.
func (b *mailbag) takes(y *year, in office.Incoming) {
	got, err := y.Inbox.Take(y.ctx, y.owner.Workspace, in)
	if !y.did("take a mail", err) {
		y.finds("mail", fmt.Sprintf("a mail of %s was not taken: %v", in.Sender.Addr, err))
		return
	}
	what := got.State
	if got.Known {
		what = "known"
	}
	y.report.Acts["mail in: "+what]++
	if got.State == office.Held || got.State == office.Quarantined {
		b.held[got.Arrival] = in
	}
	if got.State == office.Filed && !got.Known {
		b.meets(y, got.Conversation, in.Sender.Addr)
	}
}

// meets remembers who wrote and is not known, so that he can be written to.
func (b *mailbag) meets(y *year, in conversation.ID, address string) {
	if b.face(y, address) != nil {
		return
	}
	v, err := y.Conversations.One(y.ctx, y.owner, in, store.Place{})
	if err != nil || v.Client.TriageAt.IsZero() {
		return
	}
	k := v.Contact
	h := &household{dice: diceOf(y.Seed, address), id: client.ID(v.ClientID), cal: v.Calendar, channel: "call", contacts: []*reader{{id: k.ID, name: k.Name, email: k.Email, phone: k.Phone}}}
	b.others = append(b.others, h)
}

// face finds whose address it is.
func (b *mailbag) face(y *year, address string) *reader {
	for _, h := range slices.Concat(y.clients, b.others) {
		for _, k := range h.contacts {
			if k.email != "" && strings.EqualFold(k.email, address) {
				return k
			}
		}
	}
	return nil
}

// foundWays opens the ways in, before anything else can come.
func (y *year) foundWays() error {
	y.bag = mailbag{posted: checks.Posted{}, held: map[string]office.Incoming{}, hello: mailOf(y, "hello"), back: diceOf(y.Seed, "what comes back")}
	_, _, err := y.Mailboxes.Add(y.ctx, y.owner, office.WayIn{Kind: office.ByEntrance, Name: "Hello", Address: y.bag.hello, Plus: true})
	if err != nil {
		return err
	}
	settings := office.WaySettings{Host: "imap.example", Port: 993, TLS: "implicit", User: "office", Folder: "INBOX"}
	y.bag.fetch, _, err = y.Mailboxes.Add(y.ctx, y.owner, office.WayIn{Kind: office.ByIMAP, Name: "Office", Address: mailOf(y, "office"), Settings: settings})
	return err
}

// trouble is what befalls the mailbox that is fetched.
type trouble struct{ dice }

// act has it fail for minutes or days, and work again.
func (t *trouble) act(y *year) time.Time {
	long := t.between(3*time.Minute, 20*time.Minute)
	if t.odds(0.5) {
		long = t.between(time.Hour, 30*time.Hour)
	}
	y.bag.stuck = y.now.Add(long)
	why := one(t.dice, []string{"The server refuses the password.", "Connection refused.", "The mailbox is full."})
	y.did("a mailbox fails", y.Mailboxes.Trouble(y.ctx, y.bag.fetch, why))
	if t.odds(0.3) { // it fails in another way, and has failed all along
		y.agenda.add(y.now.Add(long/2), once(func(y *year) {
			y.did("a mailbox fails", y.Mailboxes.Trouble(y.ctx, y.bag.fetch, why+" Again."))
		}))
	}
	y.agenda.add(y.bag.stuck, once(func(y *year) {
		y.did("a mailbox works again", y.Mailboxes.Trouble(y.ctx, y.bag.fetch, ""))
	}))
	return y.now.Add(long + t.between(2*24*time.Hour, 9*24*time.Hour))
}

// atDesk tells whether somebody works at a moment.
func atDesk(cal *worktime.Calendar, at time.Time) bool { return cal == nil || cal.IsOpen(at) }
