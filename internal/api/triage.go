package api

import (
	"context"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
)

// triage is what came in and waits for a person to look: mails that entered no
// conversation, and people whom nobody knows.
func triage(s *service) {
	r := triageDesk{s}
	list(s, "/arrivals", "list-arrivals", "List the mails that a person is to look at, the longest waiting first", r.arrivals)
	look(s, "/arrivals/{arrival}", "see-arrival", "See what became of a mail that came in", r.see)
	download(s, "/arrivals/{arrival}/raw", "download-arrival", "Download a mail that came in, byte for byte", r.raw)
	act(s, "/arrivals/{arrival}/filings", "file-arrival", "Have a mail that waits become a message after all", r.file)
	act(s, "/arrivals/{arrival}/drops", "drop-arrival", "Say that a mail that waits is nothing", r.drop)
	list(s, "/prospects", "list-prospects", "List who wrote and is not known yet, the longest waiting first", r.prospects)
	act(s, "/clients/{client}/triage", "settle-prospect", "Say who somebody is who wrote and is not known yet: a prospect, nobody, or one of a client's", r.settle)
}

type triageDesk struct{ *service }

// ArrivalIn names a mail that came in.
type ArrivalIn struct {
	Arrival string `path:"arrival"`
}

func (in ArrivalIn) id() (string, error) { return named[string](ofArrival, in.Arrival) }

// arrivalOut is a mail that came in, and what became of it.
type arrivalOut struct {
	ID        string     `json:"id"`
	Way       string     `json:"way"`
	MailboxID *string    `json:"mailbox_id"`
	State     string     `json:"state" enum:"filed,noted,report,held,quarantined,dropped" doc:"held = a person decides where it belongs; quarantined = a person looks what it is"`
	Why       *string    `json:"why"`
	Sender    string     `json:"sender"`
	Recipient string     `json:"recipient"`
	Subject   string     `json:"subject"`
	Class     *string    `json:"class" enum:"human,ooo,auto,bulk,dsn,calendar"`
	Origin    *string    `json:"origin" enum:"verified,unproven,forged"`
	MessageID *string    `json:"message_id" doc:"The message that it became"`
	At        time.Time  `json:"at"`
	SettledAt *time.Time `json:"settled_at" doc:"null = it waits for a person"`
	SettledBy *string    `json:"settled_by"`
}

func outArrival(a store.Arrival) arrivalOut {
	return arrivalOut{
		ID: a.ID, Way: a.Way, MailboxID: outText(a.MailboxID), State: a.State, Why: outText(a.Why), Sender: a.Sender, Recipient: a.Recipient, Subject: a.Subject,
		Class: outText(a.Class), Origin: outText(a.Origin), MessageID: outText(a.MessageID), At: a.At, SettledAt: outTime(a.SettledAt), SettledBy: outText(a.SettledBy),
	}
}

func (r triageDesk) arrivals(ctx context.Context, who office.Actor, in *struct{ PageIn }) (listOut[arrivalOut], error) {
	after, err := in.afterID("arrivals")
	if err != nil {
		return listOut[arrivalOut]{}, err
	}
	rows, err := r.office.Triage.Arrivals(ctx, who, after, in.Limit+1)
	if err != nil {
		return listOut[arrivalOut]{}, err
	}
	return part(rows, in.Limit, func(a store.Arrival) cursor { return cursor{"arrivals", a.ID} }, outArrival), nil
}

// arrival gives a mail that came in as it stands now, with its bytes.
func (r triageDesk) arrival(ctx context.Context, who office.Actor, in ArrivalIn) (store.Arrival, []byte, error) {
	id, err := in.id()
	if err != nil {
		return store.Arrival{}, nil, err
	}
	return r.office.Triage.One(ctx, who, id)
}

func (r triageDesk) see(ctx context.Context, who office.Actor, in *ArrivalIn) (arrivalOut, error) {
	a, _, err := r.arrival(ctx, who, *in)
	if err != nil {
		return arrivalOut{}, err
	}
	return outArrival(a), nil
}

func (r triageDesk) raw(ctx context.Context, who office.Actor, in *ArrivalIn) (bytesOut, error) {
	a, raw, err := r.arrival(ctx, who, *in)
	return saved(mailType, a.ID+".eml", raw), err
}

type fileArrivalIn struct {
	Keyed
	ArrivalIn
	Body *struct {
		ContactID string `json:"contact_id,omitempty" doc:"Whose message it is; left out = its sender's, who becomes a prospect where nobody knows him"`
	}
}

// filedOut is a mail that became a message.
type filedOut struct {
	Arrival        arrivalOut `json:"arrival"`
	MessageID      string     `json:"message_id"`
	ConversationID *string    `json:"conversation_id"`
}

func (r triageDesk) file(ctx context.Context, who office.Actor, in *fileArrivalIn) (filedOut, error) {
	a, raw, err := r.arrival(ctx, who, in.ArrivalIn)
	if err != nil {
		return filedOut{}, err
	}
	if r.Understand == nil {
		return filedOut{}, fault.New(fault.Conflict, "Mails are not read here.")
	}
	var to client.ContactID
	if in.Body != nil {
		to = ref[client.ContactID](ofContact, in.Body.ContactID)
	}
	taken, err := r.office.Triage.File(ctx, who, a.ID, r.Understand(a, raw), to)
	if err != nil {
		return filedOut{}, err
	}
	now, err := r.see(ctx, who, &in.ArrivalIn)
	return filedOut{now, taken.Message, outText(taken.Conversation)}, err
}

type dropArrivalIn struct {
	Keyed
	ArrivalIn
}

func (r triageDesk) drop(ctx context.Context, who office.Actor, in *dropArrivalIn) (arrivalOut, error) {
	id, err := in.id()
	if err != nil {
		return arrivalOut{}, err
	}
	if err := r.office.Triage.Drop(ctx, who, id); err != nil {
		return arrivalOut{}, err
	}
	return r.see(ctx, who, &in.ArrivalIn)
}

// prospectOut is somebody who wrote and is not known yet.
type prospectOut struct {
	ClientID       string      `json:"client_id" doc:"To be settled by /clients/{client}/triage"`
	Name           string      `json:"name"`
	OwnerID        string      `json:"owner_id"`
	Since          time.Time   `json:"since"`
	Contact        *contactOut `json:"contact"`
	ConversationID *string     `json:"conversation_id" doc:"The newest"`
	DueAt          *time.Time  `json:"due_at" doc:"By when somebody is to answer"`
	First          *messageOut `json:"first_message"`
}

func outProspect(p office.Prospect) prospectOut {
	out := prospectOut{
		ClientID: string(p.Client.ID), Name: p.Client.Name, OwnerID: string(p.Client.OwnerID), Since: p.Client.TriageAt,
		ConversationID: outText(p.Thread.ID), DueAt: outTime(p.Thread.DueAt),
	}
	if p.Contact.ID != "" {
		k := outContact(p.Contact)
		out.Contact = &k
	}
	if p.First.ID != "" {
		m := outMessage(p.First)
		out.First = &m
	}
	return out
}

func (r triageDesk) prospects(ctx context.Context, who office.Actor, in *struct{ PageIn }) (listOut[prospectOut], error) {
	after, err := in.afterPlace("prospects")
	if err != nil {
		return listOut[prospectOut]{}, err
	}
	rows, err := r.office.Triage.Prospects(ctx, who, after, in.Limit+1)
	if err != nil {
		return listOut[prospectOut]{}, err
	}
	return part(rows, in.Limit, func(p office.Prospect) cursor { return placeCursor("prospects", p.TriageAt, string(p.ID)) }, outProspect), nil
}

type settleProspectIn struct {
	Keyed
	ClientIn
	Body newTriage
}

// newTriage is who somebody is.
type newTriage struct {
	Outcome  string `json:"outcome" enum:"known,nobody,joined" doc:"known = a prospect of ours; nobody = advertising or a mistake: nobody waits, and what was promised is released; joined = one of a client's people"`
	Name     string `json:"name,omitempty" doc:"Of one who is known: what they are called; left out = as it is"`
	OwnerID  string `json:"owner_id,omitempty" doc:"Of one who is known: who looks after them; left out = as it is"`
	ClientID string `json:"client_id,omitempty" doc:"Of one who joined: whose they are. The answer is that client"`
}

func (b newTriage) check() error {
	var k fault.Check
	k.Want(b.Outcome == "joined" || b.ClientID == "", "client", "This goes with the outcome joined.")
	k.Want(b.Outcome == "known" || b.Name == "", "name", "This goes with the outcome known.")
	k.Want(b.Outcome == "known" || b.OwnerID == "", "owner", "This goes with the outcome known.")
	return k.Err()
}

func (r triageDesk) settle(ctx context.Context, who office.Actor, in *settleProspectIn) (clientOut, error) {
	id, err := in.id()
	if err != nil {
		return clientOut{}, err
	}
	b := in.Body
	if err := b.check(); err != nil {
		return clientOut{}, err
	}
	switch b.Outcome {
	case "nobody":
		err = r.office.Triage.Nobody(ctx, who, id)
	case "joined":
		to := ref[client.ID](ofClient, b.ClientID)
		if err = r.office.Triage.Join(ctx, who, id, to); err == nil {
			id = to
		}
	default:
		err = r.office.Triage.Known(ctx, who, id, b.Name, memberRef(who, b.OwnerID))
	}
	if err != nil {
		return clientOut{}, err
	}
	return r.client(ctx, who, id)
}
