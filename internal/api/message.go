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

// messages are what was said with contacts, whatever the channel: calls and
// meetings are logged by hand, mails come by the ways in or are brought here.
func messages(s *service) {
	r := messageDesk{s}
	list(s, "/messages", "list-messages", "List what was said with a client, or find messages by the beginnings of words; the newest first", r.list)
	look(s, "/messages/{message}", "see-message", "See a message with its quotes, its HTML and its files", r.see)
	messageFiles(s)
	act(s, "/messages/drafts", "draft-message", "See what would be written down of a call or meeting that reached the contact; nothing is kept", r.draft)
	perform(s, large("/messages", "log-message", "Log a call or meeting: one that reached the contact is a real contact, one that the client made and nobody took starts a response clock. Or hand over a mail as it came, of 6 MB at most: raw and mailbox_id; a larger one by POST /mailboxes/{mailbox}/mails", MaxMailJSON), r.log)
	perform(s, large("/mailboxes/{mailbox}/mails", "bring-mail", "Hand over a mail as it came, by a way in: 24 MB at most", MaxMail), r.bring)
}

type messageDesk struct{ *service }

// MessageIn names a message.
type MessageIn struct {
	Message string `path:"message"`
}

func (in MessageIn) id() (string, error) { return named[string](ofMessage, in.Message) }

// messageOut is something that was said.
type messageOut struct {
	ID             string    `json:"id"`
	ClientID       string    `json:"client_id"`
	ContactID      string    `json:"contact_id"`
	MemberID       *string   `json:"member_id" doc:"Who of the firm"`
	ConversationID *string   `json:"conversation_id" doc:"null = of none"`
	Channel        string    `json:"channel" enum:"call,meeting,mail,portal,sms"`
	Direction      string    `json:"direction" enum:"in,out" doc:"in = the client's"`
	Reached        bool      `json:"reached" doc:"It reached whom it was for"`
	At             time.Time `json:"at"`
	Subject        *string   `json:"subject"`
	Text           string    `json:"text" doc:"What was newly written or said"`
	Sender         *string   `json:"sender" doc:"Of the client's: where it came from, as it was written"`
	Class          *string   `json:"class" enum:"human,ooo,auto,bulk,dsn,calendar" doc:"Who wrote a mail; null = it is none"`
	Origin         *string   `json:"origin" enum:"verified,unproven,forged" doc:"Whether it is from whom it names; null = not known"`
	FiledWhy       *string   `json:"filed_why" doc:"Why it stands where it stands"`
	NoticeID       *string   `json:"notice_id" doc:"Of ours: the notice that tells how far it came"`
	Asks           *string   `json:"asks" enum:"maybe,yes,no" doc:"Does it ask where something stands? maybe until a person says so (POST /chases) or denies it (DELETE /chases)"`
	FileCount      int       `json:"file_count"`
	Files          []fileOut `json:"files" nullable:"false" doc:"Of a single message; empty in lists"`
	Rest           *string   `json:"rest" doc:"Of a single mail: its quotes and signature; null in lists"`
	HTML           *string   `json:"html" doc:"Of a single mail: its HTML, sanitised when it came. Show it in a sandboxed frame without remote images all the same"`
}

// fileOut is a file of a message.
type fileOut struct {
	Seq       int     `json:"seq" doc:"Its bytes are at /messages/{message}/files/{seq}"`
	Name      string  `json:"name"`
	MediaType string  `json:"media_type" doc:"As its sender called it"`
	Size      int64   `json:"size" doc:"In bytes"`
	SHA256    string  `json:"sha256"`
	ContentID *string `json:"content_id" doc:"By which the HTML shows it; null = it does not"`
}

func outMessage(m store.Message) messageOut {
	return messageOut{
		ID: m.ID, ClientID: m.ClientID, ContactID: m.ContactID, MemberID: outText(m.MemberID), ConversationID: outText(m.ConversationID), Channel: m.Channel, Direction: m.Direction,
		Reached: m.Reached, At: m.At, Subject: outText(m.Subject), Text: m.Text, Sender: outText(m.Sender), Class: outText(m.Class), Origin: outText(m.Origin),
		FiledWhy: outText(m.FiledWhy), NoticeID: outText(m.NoticeID), Asks: outText(m.Asks), FileCount: m.Files, Files: []fileOut{},
	}
}

// message gives a message with all that hangs on it.
func (r messageDesk) message(ctx context.Context, who office.Actor, id string) (messageOut, error) {
	m, err := r.office.Conversations.Message(ctx, who, id)
	if err != nil {
		return messageOut{}, err
	}
	out := outMessage(m.Message)
	out.Rest, out.HTML = outText(m.Body.Rest), outText(m.Body.HTML)
	for _, f := range m.Files {
		out.Files = append(out.Files, fileOut{f.Seq, f.Name, f.MediaType, f.Size, f.SHA256, outText(f.ContentID)})
	}
	return out, nil
}

func (r messageDesk) see(ctx context.Context, who office.Actor, in *MessageIn) (messageOut, error) {
	id, err := in.id()
	if err != nil {
		return messageOut{}, err
	}
	return r.message(ctx, who, id)
}

type messagesIn struct {
	PageIn
	ClientID string `query:"client_id" doc:"What was said with one client"`
	Query    string `query:"q" maxLength:"200" doc:"Messages in which all these words begin some word; as many as limit, without a further part"`
}

func (r messageDesk) list(ctx context.Context, who office.Actor, in *messagesIn) (listOut[messageOut], error) {
	switch {
	case in.ClientID != "" && in.Query != "":
		return listOut[messageOut]{}, fault.Field("q", "Search all messages, or list those of one client.")
	case in.Query != "":
		if in.Cursor != "" {
			return listOut[messageOut]{}, badCursor()
		}
		found, err := r.office.Conversations.Find(ctx, who, in.Query, in.Limit)
		return whole(found, outMessage), err
	}
	before, err := in.afterPlace("messages")
	if err != nil {
		return listOut[messageOut]{}, err
	}
	if in.ClientID == "" {
		return listOut[messageOut]{}, fault.Field("client", "Say whose: client_id; or what to look for: q.")
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

// NewMessageIn is a message that is written down, as it is asked for.
type NewMessageIn struct {
	Keyed
	Body newMessage
}

type newMessage struct {
	ClientID    string    `json:"client_id,omitempty" doc:"Of a call or meeting: needed"`
	ContactID   string    `json:"contact_id,omitempty" doc:"Of a call or meeting: needed"`
	ProjectID   string    `json:"project_id,omitempty"`
	Channel     string    `json:"channel,omitempty" enum:"call,meeting" doc:"Of a call or meeting: needed"`
	Incoming    bool      `json:"incoming,omitempty" doc:"The client called us"`
	Reached     bool      `json:"reached,omitempty" doc:"The two spoke with each other"`
	At          string    `json:"at,omitempty" format:"date-time" doc:"When it was; left out = now"`
	Text        string    `json:"text,omitempty" doc:"20000 characters at most"`
	AnsweringID string    `json:"answering_id,omitempty" doc:"Of a call that was missed: who is to call back; left out = who looks after the client"`
	Moves       []newMove `json:"moves,omitempty" nullable:"false" doc:"Dates that were moved in it"`
	KeptIDs     []string  `json:"kept_ids,omitempty" nullable:"false" doc:"Promises that are done with it"`
	NextIn
	MailboxID string `json:"mailbox_id,omitempty" doc:"Of a raw mail: the way in by which it is taken; of the fields above, none goes with it"`
	Raw       string `json:"raw,omitempty" doc:"A mail as it came (message/rfc822), in base64. The same mail is taken once"`
}

// isMail tells that it is a mail as it came, and no call or meeting.
func (b newMessage) isMail() bool { return b.Raw != "" || b.MailboxID != "" }

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
	Message   *messageOut `json:"message" doc:"Of a raw mail: the message that it became; null = none so far"`
	ClockID   *string     `json:"clock_id" doc:"Of a call that was missed: the client's wait"`
	StoppedID []string    `json:"stopped_clock_ids" nullable:"false" doc:"The waits that it ended"`
	Telling   *tellingOut `json:"telling" doc:"Of one that reached the contact; without next_… the next contact is proposed by the client's calendar"`
	Arrival   *takenOut   `json:"arrival" doc:"Of a raw mail: what became of it"`
}

// takenOut is what became of a mail that was handed over.
type takenOut struct {
	ID    string `json:"id" doc:"See /arrivals/{arrival}"`
	State string `json:"state" enum:"filed,noted,report,held,quarantined,dropped"`
	Known bool   `json:"known" doc:"The same mail had come before"`
}

func (r messageDesk) log(ctx context.Context, who office.Actor, in *NewMessageIn) (loggedOut, error) {
	if in.Body.isMail() {
		return r.take(ctx, who, in.Body)
	}
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
	if b.isMail() {
		return office.Call{}, nil, fault.Field("raw", "Only calls and meetings have a draft.")
	}
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
		Message: &messageOut{
			ID: l.Message, ClientID: string(c.Client), ContactID: string(c.Contact), MemberID: outText(who.Member), Channel: string(c.Channel), Direction: direction,
			Reached: c.Reached, At: c.At.UTC().Truncate(time.Millisecond), Text: c.Text, Files: []fileOut{},
		},
		ClockID: outText(l.Clock), StoppedID: texts(l.Stopped),
	}
	if l.Told.ID != "" {
		t := outTelling(l.Told, office.Telling{Client: c.Client, Next: c.Next}, cal)
		out.Telling = &t
	}
	return out
}
