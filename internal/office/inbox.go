package office

import (
	"context"
	"errors"
	"strings"
	"time"

	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/reply"
	"kept/workspace"
)

// Inbox is what comes in: mails as they arrive, what waits for a person to
// look, and where it all is found.
type Inbox struct{ *desk }

// File is a file of a message, with its bytes.
type File struct {
	Name      string
	MediaType string
	SHA256    string
	Bytes     []byte
	ContentID string // by which the message's HTML shows it; "" = it does not
}

// Incoming is a mail that came in, as it was understood.
type Incoming struct {
	Raw        []byte
	SHA256     string // of Raw
	Key        string // the same mail has the same key, by whatever way it comes
	Way        string
	Mailbox    string
	At         time.Time // when it came; zero = now
	Sender     outbox.Address
	Recipients []string // every address it was sent to, those of the envelope first
	Subject    string
	Text       string // what was newly written
	Rest       string // quotes and signature
	HTML       string // sanitised
	Files      []File
	MID        string   // its Message-ID, without angles
	References []string // what it answers, the nearest first
	Class      string   // human, ooo, auto, bulk, dsn, calendar
	// MustNotAnswer says why a machine must not answer it; "" = it may.
	MustNotAnswer string
	Origin        conversation.Origin
	Quarantine    string // why it could not be understood; "" = it was
	Notes         string // what of it could not be opened, and why
	AsksStatus    bool   // it asks where something stands
	Language      string // in which it is written; "" = not known
	Zone          *time.Location
	Report        *Report // it tells what became of a mail of ours; nil = it does not
}

// The states of a mail that came in.
const (
	Filed       = "filed"       // it is a message of a conversation
	Noted       = "noted"       // it is kept, and nobody need look: a list, an old mail of a stranger
	Reported    = "report"      // it told what became of a mail of ours
	Held        = "held"        // a person decides where it belongs
	Quarantined = "quarantined" // a person looks what it is
	Dropped     = "dropped"     // a person has decided that it is nothing
)

// Taken is what became of a mail that came in.
type Taken struct {
	Arrival      string
	State        string
	Known        bool // the same mail had come before
	Message      string
	Conversation conversation.ID
}

// Take keeps a mail that came in, files it, starts the clocks of whoever waits
// now and acknowledges it where that is right. When it returns, the mail is
// durable. The same mail by another way is recognised.
func (s Inbox) Take(ctx context.Context, ws workspace.ID, in Incoming) (Taken, error) {
	var out Taken
	err := s.do(ctx, system("inbox", ws), func(a *act) error {
		var err error
		out, err = takeMail(a, in)
		return err
	})
	return out, err
}

// MailsOld is how long before its mailbox was connected a mail may have come so
// that somebody still waits for its answer. What is older is history.
const MailsOld = 24 * time.Hour

// oldest is how old a message may be so that a clock starts with it: what is
// older is history, whenever its mailbox was connected.
const oldest = 300 * 24 * time.Hour

func takeMail(a *act, in Incoming) (Taken, error) {
	if in.At.IsZero() || in.At.After(a.now) {
		in.At = a.now
	}
	in.At = in.At.UTC().Truncate(time.Millisecond)
	known, err := store.ArrivalByKey(a.tx, a.ws, in.Key)
	if err == nil {
		return Taken{Arrival: known.ID, State: known.State, Known: true, Message: known.MessageID}, nil
	}
	if !errors.Is(err, store.ErrNone) {
		return Taken{}, err
	}
	if err := store.AddBlob(a.tx, a.ws, in.SHA256, in.Raw, a.now); err != nil {
		return Taken{}, err
	}
	t := &taking{act: a, in: in, sender: store.Fold(in.Sender.Addr), arrival: store.Arrival{
		ID: a.newID("arr"), Key: in.Key, Way: in.Way, MailboxID: in.Mailbox, Sender: shorten(sayAddress(in.Sender), 500), Recipient: shorten(strings.Join(in.Recipients, ", "), 500),
		Subject: in.Subject, Class: in.Class, Origin: in.Origin, BlobSHA: in.SHA256, At: in.At, SettledAt: a.now,
	}}
	if err := t.decide(); err != nil {
		return Taken{}, err
	}
	if err := store.AddArrival(a.tx, a.ws, t.arrival); err != nil {
		return Taken{}, err
	}
	if t.arrival.SettledAt.IsZero() {
		if err := reviewArrival(a, t.arrival); err != nil {
			return Taken{}, err
		}
	}
	r := t.arrival
	return Taken{Arrival: r.ID, State: r.State, Message: r.MessageID, Conversation: t.message.ConversationID}, a.note("arrived", obligation("arrival", r.ID), t.message.ClientID, nil, arrivalLine{r.State, r.Why, r.Sender, r.Subject, r.MessageID})
}

// arrivalLine is what the journal keeps of a mail that came in.
type arrivalLine struct {
	State   string `json:"state"`
	Why     string `json:"why,omitempty"`
	Sender  string `json:"sender"`
	Subject string `json:"subject"`
	Message string `json:"message,omitempty"`
}

func sayAddress(a outbox.Address) string {
	if a.Name == "" {
		return a.Addr
	}
	return a.Name + " <" + a.Addr + ">"
}

// taking is a mail that is being taken in.
type taking struct {
	*act
	in      Incoming
	sender  string // folded
	arrival store.Arrival
	message store.Message // that it became
	// wanted: a person decided that it is filed, whatever speaks against it.
	wanted bool
}

// decide finds what becomes of the mail, and does it.
func (t *taking) decide() error {
	switch {
	case t.in.Quarantine != "" && !t.wanted:
		return t.leave(Quarantined, t.in.Quarantine)
	case t.in.Report != nil:
		return t.report()
	case t.machine() && t.isReturn():
		return t.leave(Held, "A machine wrote it to the return address of a mail of ours, and what it reports was not understood.")
	case t.sender == "" || !strings.Contains(t.sender, "@"):
		return t.leave(Held, "It does not say who sent it.")
	}
	if done, err := t.ofCheckIn(); done || err != nil {
		return err
	}
	if m, ok := t.ours(); ok {
		return t.ofOurs(m)
	}
	signs, err := t.signs()
	if err != nil {
		return err
	}
	if t.wanted {
		signs.Origin = conversation.Unproven
	}
	place := conversation.File(signs)
	switch {
	case place.Held:
		return t.leave(Held, place.Why)
	case place.Stranger && t.machine() && !t.wanted:
		return t.leave(Noted, "It is automatic mail, and nobody here knows this address.")
	case place.Stranger && t.history() && !t.wanted:
		return t.leave(Noted, "It came before this mailbox was connected, and nobody here knows this address.")
	case place.Stranger:
		if place.ClientID, place.ContactID, err = t.stranger(); err != nil {
			if f, ok := fault.As(err); ok && f.Kind == fault.Invalid {
				return t.leave(Held, "Its sender cannot be written to: "+f.Error())
			}
			return err
		}
	}
	return t.file(place)
}

// leave keeps the mail without making a message of it.
func (t *taking) leave(state, why string) error {
	t.arrival.State, t.arrival.Why = state, shorten(why, 500)
	if state == Held || state == Quarantined {
		t.arrival.SettledAt = time.Time{}
	}
	return nil
}

// machine tells whether no person wrote this.
func (t *taking) machine() bool {
	switch t.in.Class {
	case "ooo", "auto", "bulk", "dsn":
		return true
	}
	return false
}

// history tells whether the mail came long before its mailbox was connected.
func (t *taking) history() bool {
	if t.now.Sub(t.in.At) > oldest {
		return true
	}
	for _, m := range t.book.mailboxes {
		if m.ID == t.in.Mailbox {
			return t.in.At.Before(m.MadeAt.Add(-MailsOld))
		}
	}
	return false
}

// file makes the mail a message of a conversation.
func (t *taking) file(p conversation.Place) error {
	v, err := t.enter(p)
	if err != nil {
		return err
	}
	m := store.Message{
		ID: t.newID("msg"), ClientID: v.ClientID, ContactID: p.ContactID, Channel: string(conversation.Mail), Direction: string(conversation.In), Reached: true, At: t.in.At,
		Text: t.in.Text, ConversationID: v.ID, Subject: t.in.Subject, Sender: shorten(sayAddress(t.in.Sender), 500), Class: t.in.Class, Origin: t.in.Origin, FiledWhy: strings.TrimSpace(p.Why + " " + t.in.Notes), MID: t.in.MID,
	}
	if t.in.AsksStatus && !t.machine() {
		m.Asks = AsksMaybe
	}
	t.message = m
	t.arrival.State, t.arrival.Why, t.arrival.MessageID = Filed, p.Why, m.ID
	if t.message.Files, err = t.keep(m); err != nil {
		return err
	}
	heard := heardFrom{conversation: v, message: t.message, channel: reply.Mail, machine: t.machine() || t.history()}
	return hear(t.act, heard, ackedByItself(t.act, ackable{
		sender: t.sender, mustNotAnswer: t.in.MustNotAnswer, origin: t.in.Origin, about: t.in.Subject, mid: t.in.MID, references: t.in.References, language: t.in.Language, zone: t.in.Zone, message: t.message,
	}))
}

// keep writes the message down, with all that hangs on it.
func (t *taking) keep(m store.Message) (int, error) {
	m.Files = len(t.in.Files)
	if err := store.AddMessage(t.tx, t.ws, m); err != nil {
		return 0, err
	}
	if t.in.Rest != "" || t.in.HTML != "" {
		if err := store.AddBody(t.tx, t.ws, m.ID, store.Body{Rest: t.in.Rest, HTML: t.in.HTML}); err != nil {
			return 0, err
		}
	}
	if err := keepFiles(t.act, m.ID, t.in.Files); err != nil {
		return 0, err
	}
	names := make([]string, len(t.in.Files))
	for i, f := range t.in.Files {
		names[i] = f.Name
	}
	return m.Files, store.IndexMessage(t.tx, t.ws, m.ID, strings.Join(append(names, m.Subject, m.Sender, m.Text), " "))
}

func keepFiles(a *act, message string, files []File) error {
	for i, f := range files {
		if err := store.AddBlob(a.tx, a.ws, f.SHA256, f.Bytes, a.now); err != nil {
			return err
		}
		at := store.Attachment{MessageID: message, Seq: i, Name: f.Name, MediaType: f.MediaType, Size: int64(len(f.Bytes)), SHA256: f.SHA256, ContentID: f.ContentID}
		if err := store.AddAttachment(a.tx, a.ws, at); err != nil {
			return err
		}
	}
	return nil
}
