package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// messages are what was said with contacts: calls and meetings, logged by hand.
func messages(s *service) {
	r := messageDesk{s}
	list(s, "/messages", "list-messages", "List what was said with a client, the newest first", r.list)
	act(s, "/messages/drafts", "draft-message", "See what would be written down of a call or meeting that reached the contact; nothing is kept", r.draft)
	act(s, "/messages", "log-message", "Log a call or meeting: one that reached the contact is a real contact, one that the client made and nobody took starts a response clock", r.log)
}

type messageDesk struct{ *service }

// messageOut is something that was said.
type messageOut struct {
	ID        string    `json:"id"`
	ClientID  string    `json:"client_id"`
	ContactID string    `json:"contact_id"`
	MemberID  *string   `json:"member_id" doc:"Who of the firm"`
	Channel   string    `json:"channel" enum:"call,meeting,mail"`
	Direction string    `json:"direction" enum:"in,out" doc:"in = the client's"`
	Reached   bool      `json:"reached" doc:"The two spoke with each other"`
	At        time.Time `json:"at"`
	Text      string    `json:"text"`
}

func outMessage(m store.Message) messageOut {
	return messageOut{m.ID, m.ClientID, m.ContactID, outText(m.MemberID), m.Channel, m.Direction, m.Reached, m.At, m.Text}
}

type messagesIn struct {
	PageIn
	OfClientIn
}

func (r messageDesk) list(ctx context.Context, who office.Actor, in *messagesIn) (listOut[messageOut], error) {
	before, err := in.afterPlace("messages")
	if err != nil {
		return listOut[messageOut]{}, err
	}
	of := ref[client.ID](ofClient, in.ClientID)
	if _, err := r.office.Clients.Brief(ctx, who, of); err != nil {
		return listOut[messageOut]{}, err
	}
	rows, err := r.office.Calls.Messages(ctx, who, of, before, in.Limit+1)
	if err != nil {
		return listOut[messageOut]{}, err
	}
	return part(rows, in.Limit, func(m store.Message) cursor { return placeCursor("messages", m.At, m.ID) }, outMessage), nil
}

type NewMessageIn struct {
	Keyed
	Body newMessage
}

type newMessage struct {
	ClientID    string    `json:"client_id"`
	ContactID   string    `json:"contact_id"`
	ProjectID   string    `json:"project_id,omitempty"`
	Channel     string    `json:"channel" enum:"call,meeting"`
	Incoming    bool      `json:"incoming,omitempty" doc:"The client called us"`
	Reached     bool      `json:"reached,omitempty" doc:"The two spoke with each other"`
	At          string    `json:"at,omitempty" format:"date-time" doc:"When it was; left out = now"`
	Text        string    `json:"text,omitempty" doc:"20000 characters at most"`
	AnsweringID string    `json:"answering_id,omitempty" doc:"Of a call that was missed: who is to call back; left out = who looks after the client"`
	Moves       []newMove `json:"moves,omitempty" nullable:"false" doc:"Dates that were moved in it"`
	KeptIDs     []string  `json:"kept_ids,omitempty" nullable:"false" doc:"Promises that are done with it"`
	NextIn
}

func (in NewMessageIn) place(field string) string {
	switch field {
	case "next":
		return in.Body.NextIn.date().field()
	case "due", "reason":
		return "moves." + field
	case "readers":
		return "contact_id"
	}
	return ""
}

// loggedOut is what became of a logged call or meeting.
type loggedOut struct {
	Message   messageOut  `json:"message"`
	ClockID   *string     `json:"clock_id" doc:"Of a call that was missed: the client's wait"`
	StoppedID []string    `json:"stopped_clock_ids" nullable:"false" doc:"The waits that it ended"`
	Telling   *tellingOut `json:"telling" doc:"Of one that reached the contact; without next_… the next contact is proposed by the client's calendar"`
}

func (r messageDesk) log(ctx context.Context, who office.Actor, in *NewMessageIn) (loggedOut, error) {
	call, cal, err := r.read(ctx, who, in)
	if err != nil {
		return loggedOut{}, err
	}
	done, err := r.office.Calls.Log(ctx, who, call)
	if err != nil {
		return loggedOut{}, err
	}
	return outLogged(who, call, done, cal), nil
}

// messageDraftIn is a call that is only tried.
type messageDraftIn struct{ NewMessageIn }

func (in messageDraftIn) dry() bool { return true }

func (r messageDesk) draft(ctx context.Context, who office.Actor, in *messageDraftIn) (draftOut, error) {
	call, cal, err := r.read(ctx, who, &in.NewMessageIn)
	if err != nil {
		return draftOut{}, err
	}
	if !call.Reached {
		return draftOut{}, fault.Field("reached", "A call that reached nobody told nobody.")
	}
	d, err := r.office.Calls.Preview(ctx, who, call)
	return outDraft(d, office.Telling{Next: call.Next}, cal), err
}

// read reads what was said, and gives the client's calendar.
func (r messageDesk) read(ctx context.Context, who office.Actor, in *NewMessageIn) (office.Call, *worktime.Calendar, error) {
	b := in.Body
	call := office.Call{
		Client: ref[client.ID](ofClient, b.ClientID), Project: ref[string](ofProject, b.ProjectID), Contact: ref[client.ContactID](ofContact, b.ContactID),
		Channel: notice.Channel(b.Channel), Incoming: b.Incoming, Reached: b.Reached, Text: b.Text, Answering: memberRef(who, b.AnsweringID),
		Keeps: refs[promise.ID](ofPromise, b.KeptIDs),
	}
	now := r.office.Watch.Now()
	cal, err := r.calendarOfClient(ctx, who, call.Client)
	if err != nil {
		return call, cal, err
	}
	if call.At, err = instantOf("at", b.At); err != nil {
		return call, cal, err
	}
	if call.At.IsZero() {
		call.At = now // the answer names it
	}
	if call.Next, err = b.NextIn.date().when(now, fixed(cal)); err != nil {
		return call, cal, err
	}
	if call.Moves, err = movesOf(b.Moves, cal, now); err != nil {
		return call, cal, err
	}
	if call.Reached && call.Next == (promise.When{}) {
		call.Next.At = client.NextContact(cal, now) // likewise
	}
	return call, cal, nil
}

// calendarOfClient gives a client's calendar.
func (s *service) calendarOfClient(ctx context.Context, who office.Actor, of client.ID) (*worktime.Calendar, error) {
	v, err := s.office.Clients.Brief(ctx, who, of)
	if err != nil {
		return nil, clientField(err)
	}
	return v.Calendar, nil
}

func outLogged(who office.Actor, c office.Call, l office.Logged, cal *worktime.Calendar) loggedOut {
	direction := "out"
	if c.Incoming {
		direction = "in"
	}
	out := loggedOut{
		Message: messageOut{l.Message, string(c.Client), string(c.Contact), outText(who.Member), string(c.Channel), direction, c.Reached, c.At.UTC().Truncate(time.Millisecond), c.Text},
		ClockID: outText(l.Clock), StoppedID: texts(l.Stopped),
	}
	if l.Told.ID != "" {
		t := outTelling(l.Told, office.Telling{Client: c.Client, Next: c.Next}, cal)
		out.Telling = &t
	}
	return out
}
