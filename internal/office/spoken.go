package office

import (
	"context"
	"slices"
	"strings"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/reply"
	"kept/workspace"
)

// Heard is a message that did not come as a mail: a text, or a call that a
// telephone system tells of.
type Heard struct {
	Key     string // the same one has the same key
	Channel conversation.Channel
	From    string // the telephone number
	Text    string
	Missed  bool // of a call: nobody took it
	At      time.Time
	Asks    bool // it asks where something stands
}

// Hear takes in a text or a call. A missed call starts its clock; so does a
// text, as a mail would.
func (s Inbox) Hear(ctx context.Context, ws workspace.ID, in Heard) (Taken, error) {
	var out Taken
	err := s.do(ctx, system("inbox", ws), func(a *act) error {
		var err error
		out, err = hearCall(a, in)
		return err
	})
	return out, err
}

func hearCall(a *act, in Heard) (Taken, error) {
	if in.At.IsZero() || in.At.After(a.now) {
		in.At = a.now
	}
	in.At = in.At.UTC().Truncate(time.Millisecond)
	if known, err := store.ArrivalByKey(a.tx, a.ws, in.Key); err == nil || orNothing(err) != nil {
		return Taken{Arrival: known.ID, State: known.State, Known: true, Message: known.MessageID}, err
	}
	if store.PhoneKey(in.From) == "" {
		return holdNameless(a, in)
	}
	k, shared, err := calling(a, in.From)
	if err != nil {
		return Taken{}, err
	}
	subject := "A text"
	if in.Channel == conversation.Call {
		subject = "A call"
	}
	v, err := talkByPhone(a, k, subject, in.At)
	if err != nil {
		return Taken{}, err
	}
	m := store.Message{
		ID: a.newID("msg"), ClientID: string(k.ClientID), ContactID: string(k.ID), Channel: string(in.Channel), Direction: string(conversation.In), Reached: !in.Missed, At: in.At,
		Text: shorten(in.Text, MaxText), ConversationID: v.ID, Subject: subject, Sender: shorten(in.From, 100), FiledWhy: "It came from this contact's number.",
	}
	if shared {
		m.Origin, m.FiledWhy = conversation.Unproven, sharedNumber
	}
	if in.Asks {
		m.Asks = AsksMaybe
	}
	if err := store.AddMessage(a.tx, a.ws, m); err != nil {
		return Taken{}, err
	}
	if err := store.IndexMessage(a.tx, a.ws, m.ID, m.Sender+" "+m.Text); err != nil {
		return Taken{}, err
	}
	r := store.Arrival{ID: a.newID("arr"), Key: in.Key, Way: string(in.Channel), State: Filed, Why: m.FiledWhy, Sender: m.Sender, Subject: subject, MessageID: m.ID, At: in.At, SettledAt: a.now}
	if err := store.AddArrival(a.tx, a.ws, r); err != nil {
		return Taken{}, err
	}
	ch := reply.SMS
	if in.Channel == conversation.Call {
		ch = reply.Call
	}
	h := heardFrom{conversation: v, message: m, channel: ch, machine: in.Channel == conversation.Call && !in.Missed}
	return Taken{Arrival: r.ID, State: Filed, Message: m.ID, Conversation: v.ID}, hear(a, h, nil)
}

// holdNameless keeps a text or a call that does not say from which number it
// came: a person looks whose it is.
func holdNameless(a *act, in Heard) (Taken, error) {
	subject := "A text without a number"
	if in.Channel == conversation.Call {
		subject = "A call without a number"
	}
	raw := []byte("Subject: " + subject + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + in.Text + "\r\n")
	sum := hashed(string(raw))
	if err := store.AddBlob(a.tx, a.ws, sum, raw, a.now); err != nil {
		return Taken{}, err
	}
	r := store.Arrival{
		ID: a.newID("arr"), Key: in.Key, Way: string(in.Channel), State: Held, Why: "It does not say from which number it came.", Sender: shorten(conversation.CleanSubject(in.From), 100), Subject: subject, BlobSHA: sum, At: in.At,
	}
	if err := store.AddArrival(a.tx, a.ws, r); err != nil {
		return Taken{}, err
	}
	if err := a.note("arrived", obligation("arrival", r.ID), "", nil, arrivalLine{r.State, r.Why, r.Sender, r.Subject, ""}); err != nil {
		return Taken{}, err
	}
	return Taken{Arrival: r.ID, State: Held}, reviewArrival(a, r)
}

// calling finds the contact with a telephone number, and tells whether others
// have it too; nobody's is a prospect, in triage.
func calling(a *act, number string) (k client.Contact, shared bool, err error) {
	all, err := withNumber(a, number)
	if err != nil {
		return k, false, err
	}
	if len(all) > 0 {
		return whoCalls(a, all)
	}
	k = client.Contact{Name: shorten(conversation.CleanSubject(number), member.MaxName), Phone: shorten(number, client.MaxPhone), Channel: client.ByPhone}
	k, err = addStranger(a, k, "")
	return k, false, err
}

// talkByPhone goes on with the conversation by telephone that is open with a
// contact, or begins one.
func talkByPhone(a *act, k client.Contact, subject string, at time.Time) (conversation.Conversation, error) {
	key := conversation.SubjectKey(subject)
	v, err := store.ConversationBySubject(a.tx, a.ws, k.ID, key, at.Add(-conversation.SubjectHolds*24*time.Hour))
	if err == nil && v.Open() || orNothing(err) != nil {
		return v, err
	}
	return openConversation(a, newConversation{client: k.ClientID, contact: k.ID, subject: subject, at: at})
}

// addStranger makes a prospect of somebody whom nobody knows, in triage.
func addStranger(a *act, k client.Contact, language string) (client.Contact, error) {
	if !client.KnownLanguage(language) {
		language = "en"
	}
	k.ClientID = "new" // so that it can be looked at before the client is there
	if err := k.Check(); err != nil {
		return k, err
	}
	c, err := enterClient(a, client.Client{
		Name: shorten(k.Name, client.MaxName), Stage: client.Prospect, Colour: 1 + int(a.now.UnixMilli()%client.Colours), Language: language, Hours: a.book.firm.Hours,
		OwnerID: reception(a), TriageAt: a.now,
	})
	if err != nil {
		return k, err
	}
	k.ClientID = c.ID
	if k, err = addContact(a, k); err != nil {
		return k, err
	}
	cal, err := a.calendarOf(c)
	if err != nil {
		return k, err
	}
	if err := promiseNext(a, c, nextContact{to: k.ID, owner: c.OwnerID, when: promise.When{At: client.NextContact(cal, a.now)}}); err != nil {
		return k, err
	}
	return k, reviewClient(a, c.ID)
}

// Written is what a contact writes on his page.
type Written struct {
	Conversation conversation.ID // "" = a new one
	Subject      string
	Text         string
	Files        []File
}

// Write takes in what a contact writes on his page.
func (s Portal) Write(ctx context.Context, who Actor, in Written) (Taken, error) {
	var out Taken
	err := s.do(ctx, who, func(a *act) error {
		var k fault.Check
		member.CheckOptionalLine(&k, "subject", in.Subject, conversation.MaxSubject)
		member.CheckText(&k, "text", in.Text, MaxText)
		k.Want(strings.TrimSpace(in.Text) != "", "text", "Write what you would like to say.")
		checkFiles(&k, in.Files)
		if err := k.Err(); err != nil {
			return err
		}
		var err error
		out, err = writeByPage(a, in)
		return err
	})
	return out, err
}

func writeByPage(a *act, in Written) (Taken, error) {
	k, err := store.Contact(a.tx, a.ws, a.who.Contact)
	if err != nil || !k.EndedAt.IsZero() || k.ClientID != a.who.Client {
		return Taken{}, orField(orNothing(err), "text", "You do not belong to this client any more.")
	}
	var v conversation.Conversation
	if in.Conversation == "" {
		v, err = openConversation(a, newConversation{client: k.ClientID, contact: k.ID, subject: in.Subject, at: a.now})
	} else {
		v, err = ownTalk(a, in.Conversation)
	}
	if err != nil {
		return Taken{}, err
	}
	m := store.Message{
		ID: a.newID("msg"), ClientID: string(k.ClientID), ContactID: string(k.ID), Channel: string(conversation.Portal), Direction: string(conversation.In), Reached: true, At: a.now,
		Text: in.Text, ConversationID: v.ID, Subject: v.Subject, Sender: k.Name, Origin: conversation.Verified, FiledWhy: "It was written on their page.", Files: len(in.Files),
	}
	if chase.Asks(in.Text).Yes() {
		m.Asks = AsksMaybe
	}
	if err := store.AddMessage(a.tx, a.ws, m); err != nil {
		return Taken{}, err
	}
	if err := keepFiles(a, m.ID, in.Files); err != nil {
		return Taken{}, err
	}
	if err := store.IndexMessage(a.tx, a.ws, m.ID, m.Subject+" "+m.Sender+" "+m.Text); err != nil {
		return Taken{}, err
	}
	ack := ackedByItself(a, ackable{sender: store.Fold(k.Email), about: v.Subject, origin: conversation.Verified, message: m})
	return Taken{State: Filed, Message: m.ID, Conversation: v.ID}, hear(a, heardFrom{conversation: v, message: m, channel: reply.Portal}, ack)
}

// ownTalk loads a conversation for the contact who takes part in it.
func ownTalk(a *act, id conversation.ID) (conversation.Conversation, error) {
	v, err := store.Conversation(a.tx, a.ws, id)
	if err == nil && (v.ClientID != string(a.who.Client) || v.ContactID != string(a.who.Contact)) {
		return v, store.ErrNone
	}
	return v, err
}

// Owed is what a contact waits for in a conversation.
type Owed struct {
	By     time.Time // the moment that he was told; zero = he was told none
	Member string    // who answers
	OnThem bool      // we wait for them, or for somebody else
}

// stillOwed finds the answer that a contact waits for; nil = he waits for none.
func stillOwed(a *act, clocks []reply.Clock, contact string) (*Owed, error) {
	var out *Owed
	for _, w := range clocks {
		if !w.Running() || w.ContactID != contact || w.Wait != reply.First && w.Wait != reply.Next && !w.Wait.Worried() {
			continue
		}
		o := Owed{Member: a.nameOf(w.MemberID), OnThem: w.Paused()}
		if w.PromiseID != "" {
			p, err := store.Promise(a.tx, a.ws, promise.ID(w.PromiseID))
			if err != nil {
				return nil, err
			}
			for i, d := range p.Dates {
				if p.State == promise.Open && (i == 0 || !p.Told(i).IsZero()) {
					o.By = d.DueAt
				}
			}
		}
		if out == nil || out.By.IsZero() || !o.By.IsZero() && o.By.Before(out.By) {
			out = &o
		}
	}
	return out, nil
}

// PortalTalk is a conversation in a contact's list of them.
type PortalTalk struct {
	store.Thread
	Owed *Owed // nil = he does not wait for an answer
}

// Talks lists the conversations that a contact began or was begun with, the newest first.
func (s Portal) Talks(ctx context.Context, who Actor) (PortalView, []PortalTalk, error) {
	var v PortalView
	var out []PortalTalk
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if v, err = portalHead(a); err != nil {
			return err
		}
		all, err := store.ThreadsOfClient(a.tx, a.ws, who.Client, store.Place{}, 2*portalPromises)
		if err != nil {
			return err
		}
		for _, t := range all {
			if t.ContactID != string(who.Contact) {
				continue
			}
			clocks, err := store.ClocksOfConversation(a.tx, a.ws, t.ID)
			if err != nil {
				return err
			}
			owed, err := stillOwed(a, clocks, t.ContactID)
			if err != nil {
				return err
			}
			out = append(out, PortalTalk{t, owed})
		}
		return nil
	})
	return v, out, err
}

// Talk gives one of them, as the contact may see it: what he said, and what
// reached him.
func (s Portal) Talk(ctx context.Context, who Actor, id conversation.ID) (PortalView, Talk, error) {
	var v PortalView
	var t Talk
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if v, err = portalHead(a); err != nil {
			return err
		}
		if t.Conversation, err = ownTalk(a, id); err != nil {
			return err
		}
		clocks, err := store.ClocksOfConversation(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		t.Clocks = slices.DeleteFunc(clocks, func(w reply.Clock) bool { return w.ContactID != string(who.Contact) })
		if t.Owed, err = stillOwed(a, t.Clocks, string(who.Contact)); err != nil {
			return err
		}
		said, err := store.MessagesOfConversation(a.tx, a.ws, id, store.Place{}, TalkMessages)
		if err != nil {
			return err
		}
		for i := len(said) - 1; i >= 0; i-- {
			m := said[i]
			if m.ContactID != string(who.Contact) || !hisToSee(m) || m.FiledWhy != "" && !ownWords(m, v.Contact) {
				continue
			}
			d, err := dressMessage(a, m)
			if err != nil {
				return err
			}
			if d.Notice == nil || !d.Notice.Told().IsZero() {
				t.Messages = append(t.Messages, d)
			}
		}
		return nil
	})
	return v, t, err
}

// hisToSee tells whether a message is shown to the contact it is filed with: not
// what a machine sent, nor what somebody may have sent in his name.
func hisToSee(m store.Message) bool {
	if m.MemberID != "" && m.NoticeID == "" && m.Class == "" && !m.Reached {
		return false // a note of ours about a call
	}
	return (m.Class == "" || m.Class == "human") && m.Origin != conversation.Unproven && m.Origin != conversation.Forged
}

// ownWords tells whether what a client wrote was written from this contact's
// address: a conversation that was moved to him may hold somebody else's words.
func ownWords(m store.Message, k client.Contact) bool {
	if m.Class == "" || m.Direction != string(conversation.In) || !strings.HasSuffix(m.FiledWhy, movedHere) {
		return true
	}
	return k.Email != "" && strings.Contains(store.Fold(m.Sender), store.Fold(k.Email))
}

// movedHere ends the reason why a message that was moved stands where it stands.
const movedHere = " moved it here."

// File gives a file of a message that the contact may see.
func (s Portal) File(ctx context.Context, who Actor, message string, seq int) (store.Attachment, []byte, error) {
	var at store.Attachment
	var bytes []byte
	err := s.see(ctx, who, func(a *act) error {
		m, err := store.MessageOf(a.tx, a.ws, message)
		if err != nil {
			return err
		}
		if m.ClientID != string(who.Client) || m.ContactID != string(who.Contact) || !hisToSee(m) {
			return store.ErrNone
		}
		if d, err := dressMessage(a, m); err != nil || d.Notice != nil && d.Notice.Told().IsZero() {
			return orNone(err)
		}
		at, bytes, err = fileOf(a, message, seq)
		return err
	})
	return at, bytes, err
}

func fileOf(a *act, message string, seq int) (store.Attachment, []byte, error) {
	files, err := store.Attachments(a.tx, a.ws, message)
	if err != nil {
		return store.Attachment{}, nil, err
	}
	for _, f := range files {
		if f.Seq == seq {
			bytes, err := store.Blob(a.tx, a.ws, f.SHA256)
			return f, bytes, err
		}
	}
	return store.Attachment{}, nil, store.ErrNone
}

// orNone is the error, or that there is nothing.
func orNone(err error) error {
	if err != nil {
		return err
	}
	return store.ErrNone
}
