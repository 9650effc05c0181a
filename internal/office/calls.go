package office

import (
	"context"
	"slices"
	"time"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/reply"
)

// Calls is what was said by telephone or in a meeting, and who waits for a call.
type Calls struct{ *desk }

// Call is a call or a meeting to be logged.
type Call struct {
	Client       client.ID
	Project      string
	Contact      client.ContactID
	Others       []client.ContactID // who else of the client was there
	Channel      notice.Channel     // call or meeting
	Incoming     bool               // the client called us
	Reached      bool               // the two spoke with each other
	At           time.Time          // zero = now
	Text         string
	Answering    member.ID    // of a call that was missed: who is to call back; "" = the client's owner
	Next         promise.When // after a real contact; zero = as usual
	Moves        []Move       // dates that were moved in it
	Keeps        []promise.ID
	Conversation conversation.ID // in which it was; "" = of none
	Instead      []notice.ID     // messages to the contact that did not arrive: the call tells what they were to tell
}

// Logged is what became of a logged call.
type Logged struct {
	Message string
	Clock   reply.ID   // of a call that was missed
	Stopped []reply.ID // the waits that it ended
	Told    Told       // of a call that reached the contact
}

// Log notes a call or a meeting. One that the client made and nobody took
// starts a response clock; one that reached him stops what he waited for, and
// is a real contact.
func (s Calls) Log(ctx context.Context, who Actor, in Call) (Logged, error) {
	var out Logged
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		var err error
		out, err = logCall(a, in)
		return err
	})
	return out, err
}

func logCall(a *act, in Call) (Logged, error) {
	var out Logged
	var k fault.Check
	k.Want(in.Channel == notice.Call || in.Channel == notice.Meeting, "channel", "Choose call or meeting.")
	k.Want(!in.At.After(a.now), "at", "That is still to come.")
	k.Want(in.Reached || len(in.Moves)+len(in.Keeps)+len(in.Instead) == 0, "reached", "A call that reached nobody told nobody. Move the date with a message.")
	k.Want(len(in.Instead) <= MaxMatters, "instead", "Fifty messages at most.")
	member.CheckText(&k, "text", in.Text, MaxText)
	if err := k.Err(); err != nil {
		return out, err
	}
	if in.At.IsZero() {
		in.At = a.now
	}
	in.At = in.At.UTC().Truncate(time.Millisecond)
	c, who, err := checkPlace(a, in.Client, in.Project, in.Contact)
	if err != nil {
		return out, err
	}
	m, err := writeCall(a, in, who)
	if err != nil {
		return out, err
	}
	out.Message = m.ID
	if err := a.note("logged", obligation("message", m.ID), string(c.ID), nil, m); err != nil {
		return out, err
	}
	switch {
	case in.Reached:
		return afterCall(a, c, in, out)
	case in.Incoming:
		out.Clock, err = missedCall(a, c, in, m.ID)
	}
	return out, err
}

// writeCall writes a call down, in its conversation where it was of one.
func writeCall(a *act, in Call, who client.Contact) (store.Message, error) {
	m := store.Message{
		ID: a.newID("msg"), ClientID: string(in.Client), ContactID: string(who.ID), MemberID: string(a.who.Member), Channel: string(in.Channel),
		Direction: direction(in.Incoming), Reached: in.Reached, At: in.At, Text: in.Text, ConversationID: in.Conversation,
	}
	if in.Incoming && chase.Asks(in.Text).Yes() {
		m.Asks = AsksMaybe
	}
	if in.Conversation != "" {
		v, err := store.Conversation(a.tx, a.ws, in.Conversation)
		if err != nil || v.ClientID != m.ClientID {
			return m, orField(orNothing(err), "conversation", "Choose a conversation with this client.")
		}
		m.Subject, v.ClosedAt, v.Answered = v.Subject, time.Time{}, v.Answered || in.Reached
		if v.LastAt = laterOf(v.LastAt, in.At); in.Incoming {
			v.LastIn = laterOf(v.LastIn, in.At)
		}
		if err := saveConversation(a, v); err != nil {
			return m, err
		}
	}
	if err := store.AddMessage(a.tx, a.ws, m); err != nil {
		return m, err
	}
	return m, store.IndexMessage(a.tx, a.ws, m.ID, who.Name+" "+m.Text)
}

func direction(incoming bool) string {
	if incoming {
		return "in"
	}
	return "out"
}

// spoke is a real contact: it stops the contact's clocks and sets the next one.
func afterCall(a *act, c client.Client, in Call, out Logged) (Logged, error) {
	waits, err := store.OpenClocks(a.tx, a.ws, c.ID)
	if err != nil {
		return out, err
	}
	for _, w := range waits {
		there := w.ContactID == string(in.Contact) || slices.Contains(in.Others, client.ContactID(w.ContactID))
		if !there || in.At.Before(w.StartedAt) {
			continue
		}
		if _, err := endWait(a, w, answerOf{by: a.who.Member, at: in.At, message: out.Message}); err != nil {
			return out, err
		}
		out.Stopped = append(out.Stopped, w.ID)
		if w.ConversationID == "" {
			continue
		}
		v, err := store.Conversation(a.tx, a.ws, conversation.ID(w.ConversationID))
		if err != nil {
			return out, err
		}
		v.Answered = true
		if err := refreshFrom(a, v); err != nil {
			return out, err
		}
	}
	if in.Next == (promise.When{}) {
		cal, err := a.calendars.of(c.Hours)
		if err != nil {
			return out, err
		}
		in.Next = promise.When{At: client.NextContact(cal, a.now)}
	}
	text := in.Text
	if text == "" && len(in.Moves)+len(in.Keeps) == 0 {
		text = "We spoke with each other."
	}
	begun := toldLine{Message: out.Message, Stopped: out.Stopped, UndoBy: a.now.Add(UndoFor)}
	if len(in.Instead) > 0 {
		begun.UndoBy = time.Time{} // a message that was made good by it would be left hanging
	}
	out.Told, err = tellClient(a, Telling{
		Client: c.ID, Project: in.Project, Readers: append([]client.ContactID{in.Contact}, in.Others...), Channel: in.Channel, At: in.At, Text: text,
		Moves: in.Moves, Keeps: in.Keeps, Next: in.Next,
	}, begun)
	if err != nil || len(in.Instead) == 0 {
		return out, err
	}
	return out, tellInstead(a, in, out.Told.Notices[0])
}

// missed starts the clock of a call that nobody took.
func missedCall(a *act, c client.Client, in Call, message string) (reply.ID, error) {
	w := reply.Clock{
		ID: reply.ID(a.newID("clk")), ClientID: string(c.ID), ContactID: string(in.Contact), MemberID: in.Answering, Channel: reply.Call, Wait: reply.First,
		MessageID: message, ConversationID: string(in.Conversation), About: shorten(in.Text, reply.MaxAbout),
	}
	if w.MemberID == "" {
		w.MemberID = c.OwnerID
	}
	if err := a.isMember("answering", w.MemberID); err != nil {
		return "", err
	}
	within := a.book.firm.Standards.For(reply.Of{Channel: reply.Call, Stage: c.Stage, Tier: c.Tier, Wait: reply.First})
	w, err := reply.Start(w, within, a.book.firmHours, in.At, a.now)
	if err != nil {
		return "", err
	}
	if err := addClock(a, w); err != nil || w.ConversationID == "" {
		return w.ID, err
	}
	v, err := store.Conversation(a.tx, a.ws, in.Conversation)
	if err != nil {
		return w.ID, err
	}
	return w.ID, refreshFrom(a, v)
}

// spoken is something that was said to a contact.
type spoken struct {
	channel notice.Channel
	kind    notice.Kind
	at      time.Time
	subject string
	text    string
}

// said records a notice that was spoken: it is accepted the moment it was said.
func recordSaid(a *act, c client.Client, projectID string, to client.Contact, s spoken) (notice.Notice, error) {
	address := to.Phone
	if s.channel == notice.Meeting || address == "" {
		address = "in person"
	}
	n := notice.Notice{
		ID: notice.ID(a.newID("ntc")), ClientID: string(c.ID), ProjectID: projectID, ContactID: string(to.ID), Address: address, ByID: string(a.who.Member),
		Kind: s.kind, Channel: s.channel, Subject: s.subject, Text: s.text, QueuedAt: s.at, AcceptedAt: s.at, Proof: "said by " + a.myName(), Version: 1,
	}
	if err := store.AddNotice(a.tx, a.ws, n); err != nil {
		return n, err
	}
	if !to.NoMailAt.IsZero() {
		return n, reviewContact(a, to)
	}
	return n, nil
}

func (a *act) myName() string {
	if m, ok := a.book.member(a.who.Member); ok {
		return m.Name
	}
	return a.who.String()
}
