package office

import (
	"context"
	"slices"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/reply"
	"kept/worktime"
)

// Conversations is what was said with contacts, and who waits for an answer.
type Conversations struct{ *desk }

// Talk is a conversation as its page shows it.
type Talk struct {
	store.Thread
	Client    client.Client
	Contact   client.Contact // with whom it began
	Calendar  *worktime.Calendar
	Messages  []Said                            // the oldest first
	More      bool                              // there are older ones
	Clocks    []reply.Clock                     // the oldest first
	Standards map[reply.ID]worktime.Explanation // of each clock: how its moment was found
	Owed      *Owed                             // of a contact's look: what he waits for; nil = nothing
}

// Said is a message with what hangs on it.
type Said struct {
	store.Message
	Who    string // who said it
	Body   store.Body
	Files  []store.Attachment
	Notice *notice.Notice // of ours: how far it came
	// Others are who else has the number that it came from, where nobody has said
	// yet whose it is.
	Others []client.Contact
}

// Limits of what a page of a conversation shows, and of how long one may be.
const (
	TalkMessages = 50
	mostMessages = 10_000
)

// One gives a conversation, from before a message on.
func (s Conversations) One(ctx context.Context, who Actor, id conversation.ID, before store.Place) (Talk, error) {
	var t Talk
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if t, err = headOf(a, id); err != nil {
			return err
		}
		t.Standards = explained(a, t.Clocks)
		said, err := store.MessagesOfConversation(a.tx, a.ws, id, before, TalkMessages+1)
		if err != nil {
			return err
		}
		t.More = len(said) > TalkMessages
		said = said[:min(len(said), TalkMessages)]
		for i := len(said) - 1; i >= 0; i-- {
			m, err := dressMessage(a, said[i])
			if err != nil {
				return err
			}
			t.Messages = append(t.Messages, m)
		}
		return nil
	})
	return t, err
}

// headOf gives a conversation without what was said in it.
func headOf(a *act, id conversation.ID) (Talk, error) {
	var t Talk
	var err error
	if t.Thread, err = store.ThreadOf(a.tx, a.ws, id); err != nil {
		return t, err
	}
	if t.Client, err = store.Client(a.tx, a.ws, client.ID(t.ClientID)); err != nil {
		return t, err
	}
	if t.Calendar, err = a.calendarOf(t.Client); err != nil {
		return t, err
	}
	if t.Contact, err = store.Contact(a.tx, a.ws, client.ContactID(t.ContactID)); err != nil {
		return t, err
	}
	t.Clocks, err = store.ClocksOfConversation(a.tx, a.ws, id)
	return t, err
}

func dressMessage(a *act, m store.Message) (Said, error) {
	out := Said{Message: m}
	var err error
	if m.Direction == string(conversation.In) {
		if k, err := store.Contact(a.tx, a.ws, client.ContactID(m.ContactID)); err == nil {
			out.Who = k.Name
		}
		if m.Class != "" {
			if out.Body, err = store.BodyOf(a.tx, a.ws, m.ID); orNothing(err) != nil {
				return out, err
			}
		}
	} else {
		out.Who = a.nameOf(member.ID(m.MemberID))
	}
	if m.FiledWhy == sharedNumber {
		if out.Others, err = othersWithNumber(a, m); err != nil {
			return out, err
		}
	}
	if m.Files > 0 {
		if out.Files, err = store.Attachments(a.tx, a.ws, m.ID); err != nil {
			return out, err
		}
	}
	if m.NoticeID != "" {
		n, err := store.Notice(a.tx, a.ws, m.NoticeID)
		if err != nil {
			return out, err
		}
		out.Notice = &n
	}
	return out, nil
}

// Message gives a message with what hangs on it.
func (s Conversations) Message(ctx context.Context, who Actor, id string) (Said, error) {
	var out Said
	err := s.see(ctx, who, func(a *act) error {
		m, err := store.MessageOf(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		out, err = dressMessage(a, m)
		return err
	})
	return out, err
}

// File gives a file of a message, with its bytes.
func (s Conversations) File(ctx context.Context, who Actor, message string, seq int) (store.Attachment, []byte, error) {
	var at store.Attachment
	var bytes []byte
	err := s.see(ctx, who, func(a *act) error {
		var err error
		at, bytes, err = fileOf(a, message, seq)
		return err
	})
	return at, bytes, err
}

// Shelf says which conversations are listed.
type Shelf string

// The lists.
const (
	WaitingForUs Shelf = "waiting" // somebody waits for us, the least time left first
	WaitingForMe Shelf = "mine"    // and a member is to answer
	OpenTalks    Shelf = "open"    // nobody waits for us
	ClosedTalks  Shelf = "closed"
)

// List lists conversations from a place on.
func (s Conversations) List(ctx context.Context, who Actor, which Shelf, from store.Place, limit int) ([]store.Thread, error) {
	tx := s.DB.Read(ctx)
	switch which {
	case WaitingForMe:
		return store.ThreadsWaitingFor(tx, who.Workspace, who.Member, from, limit)
	case OpenTalks:
		return store.ThreadsOpen(tx, who.Workspace, from, limit)
	case ClosedTalks:
		return store.ThreadsClosed(tx, who.Workspace, from, limit)
	}
	return store.ThreadsWaiting(tx, who.Workspace, from, limit)
}

// OfClient lists a client's conversations, the newest first, from before a place on.
func (s Conversations) OfClient(ctx context.Context, who Actor, of client.ID, before store.Place, limit int) ([]store.Thread, error) {
	return store.ThreadsOfClient(s.DB.Read(ctx), who.Workspace, of, before, limit)
}

// Find gives the messages in which all words of a query stand, the newest first.
func (s Conversations) Find(ctx context.Context, who Actor, query string, limit int) ([]store.Message, error) {
	tx := s.DB.Read(ctx)
	ids, err := store.FindMessages(tx, who.Workspace, query, limit)
	if err != nil {
		return nil, err
	}
	var out []store.Message
	for _, id := range ids {
		m, err := store.MessageOf(tx, who.Workspace, id)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// OfTalk names a conversation as it was seen.
type OfTalk struct {
	ID      conversation.ID
	Version int // 0 = whatever it is
}

// change loads a conversation that was seen with a version, and has it changed.
func (s Conversations) change(ctx context.Context, who Actor, of OfTalk, how func(*act, conversation.Conversation) error) error {
	return s.do(ctx, who, func(a *act) error {
		v, err := store.Conversation(a.tx, a.ws, of.ID)
		if err != nil {
			return err
		}
		if err := a.may(member.TellClient, nil); err != nil {
			return err
		}
		if err := sameVersion(of.Version, v.Version); err != nil {
			return err
		}
		return how(a, v)
	})
}

// Assign has another member answer in a conversation.
func (s Conversations) Assign(ctx context.Context, who Actor, of OfTalk, to member.ID) error {
	return s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		if err := a.isMember("member", to); err != nil {
			return err
		}
		before := v
		v.AssigneeID = to
		clocks, err := store.ClocksOfConversation(a.tx, a.ws, of.ID)
		if err != nil {
			return err
		}
		for i, w := range clocks {
			if !w.Running() {
				continue
			}
			clocks[i], err = changeClock(a, w, "clock handed over", func(w reply.Clock) (reply.Clock, error) { w.MemberID = to; return w, nil })
			if err != nil {
				return err
			}
			if w.PromiseID == "" {
				continue
			}
			p, err := store.Promise(a.tx, a.ws, promise.ID(w.PromiseID))
			if err != nil {
				return err
			}
			if p.State != promise.Open {
				continue
			}
			edited, err := p.Edit(promise.Editing{OwnerID: &to}, a.who.Member, nil, a.now)
			if err != nil {
				return err
			}
			if _, err := savePromise(a, p, edited, "handed over"); err != nil {
				return err
			}
		}
		if err := a.note("conversation assigned", obligation("conversation", of.ID), v.ClientID, before, v); err != nil {
			return err
		}
		return refresh(a, v, clocks)
	})
}

// Close ends a conversation in which nobody waits.
func (s Conversations) Close(ctx context.Context, who Actor, of OfTalk) error {
	return s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		closed, err := v.Close(a.now)
		if err != nil {
			return err
		}
		clocks, err := store.ClocksOfConversation(a.tx, a.ws, of.ID)
		if err != nil {
			return err
		}
		for _, w := range clocks {
			if w.Running() && w.Wait == reply.Between || w.Running() && w.Paused() {
				return fault.New(fault.Conflict, "Somebody still waits in it. Say why no answer is needed.")
			}
		}
		if err := a.note("conversation closed", obligation("conversation", of.ID), v.ClientID, v, closed); err != nil {
			return err
		}
		return saveConversation(a, closed)
	})
}

// NoAnswer says why nobody need answer, and closes the conversation.
func (s Conversations) NoAnswer(ctx context.Context, who Actor, of OfTalk, why string) error {
	return s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		var k fault.Check
		member.CheckLine(&k, "why", why, reply.MaxWhy)
		if err := k.Err(); err != nil {
			return err
		}
		if err := answered(a, v, answerOf{by: a.who.Member, at: a.now, why: why}); err != nil {
			return err
		}
		v, err := store.Conversation(a.tx, a.ws, of.ID)
		if err != nil {
			return err
		}
		closed, err := v.Close(a.now)
		if err != nil {
			return err
		}
		if err := a.note("conversation closed", obligation("conversation", of.ID), v.ClientID, v, closed); err != nil {
			return err
		}
		return saveConversation(a, closed)
	})
}

// Pause holds the clocks of a conversation while we wait for the client or for
// a third party.
func (s Conversations) Pause(ctx context.Context, who Actor, of OfTalk, on reply.Party, why string) error {
	return s.clocks(ctx, who, of, clockChange{"clock paused", func(a *act, w reply.Clock) (reply.Clock, error) { return w.Pause(on, why, a.now) }})
}

// GoOn lets them run on.
func (s Conversations) GoOn(ctx context.Context, who Actor, of OfTalk) error {
	return s.clocks(ctx, who, of, clockChange{"clock runs on", func(a *act, w reply.Clock) (reply.Clock, error) { return w.Go(a.book.firmHours, a.now) }})
}

// clockChange is what becomes of a clock.
type clockChange struct {
	what string
	how  func(*act, reply.Clock) (reply.Clock, error)
}

// clocks changes the running clocks of a conversation; without one it is refused.
func (s Conversations) clocks(ctx context.Context, who Actor, of OfTalk, c clockChange) error {
	return s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		clocks, err := store.ClocksOfConversation(a.tx, a.ws, of.ID)
		if err != nil {
			return err
		}
		changed := 0
		for i, w := range clocks {
			if !w.Running() || w.Wait == reply.Acknowledge {
				continue
			}
			if clocks[i], err = changeClock(a, w, c.what, func(w reply.Clock) (reply.Clock, error) { return c.how(a, w) }); err != nil {
				return err
			}
			changed++
		}
		if changed == 0 {
			return fault.New(fault.Conflict, "Nobody waits for an answer here.")
		}
		return refresh(a, v, clocks)
	})
}

// Move carries a conversation over to another project or another client.
func (s Conversations) Move(ctx context.Context, who Actor, of OfTalk, to client.ContactID, project string) error {
	return s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		k, err := store.Contact(a.tx, a.ws, to)
		if err != nil {
			return missingField(err, "contact", "Choose a contact.")
		}
		c, _, err := checkPlace(a, k.ClientID, project, to)
		if err != nil {
			return err
		}
		if string(c.ID) == v.ClientID { // only the project is another one
			before := v
			v.ProjectID, v.ContactID = project, string(to)
			if err := a.note("conversation moved", obligation("conversation", of.ID), v.ClientID, before, v); err != nil {
				return err
			}
			return saveConversation(a, v)
		}
		return moveConversation(a, v, moveTo{client: c, contact: to, project: project})
	})
}

// Merge carries the messages of one conversation over to another of the same client.
func (s Conversations) Merge(ctx context.Context, who Actor, of OfTalk, into conversation.ID) error {
	return s.change(ctx, who, of, func(a *act, from conversation.Conversation) error {
		to, err := store.Conversation(a.tx, a.ws, into)
		if err != nil || to.ID == from.ID || to.ClientID != from.ClientID {
			return orField(orNothing(err), "into", "Choose another conversation with the same client.")
		}
		said, err := store.MessagesOfConversation(a.tx, a.ws, of.ID, store.Place{}, mostMessages)
		if err != nil {
			return err
		}
		if err := carryOver(a, from, to, said); err != nil {
			return err
		}
		to.LastAt, to.LastIn, to.Answered, to.ClosedAt = laterOf(to.LastAt, from.LastAt), laterOf(to.LastIn, from.LastIn), to.Answered || from.Answered, time.Time{}
		if err := store.DropConversation(a.tx, a.ws, of.ID); err != nil {
			return err
		}
		if err := a.note("conversations merged", obligation("conversation", into), to.ClientID, from, to); err != nil {
			return err
		}
		return refreshFrom(a, to)
	})
}

// Split begins a conversation of its own with a message and all that came after
// it, and gives its id.
func (s Conversations) Split(ctx context.Context, who Actor, of OfTalk, message, subject string) (conversation.ID, error) {
	var out conversation.ID
	err := s.change(ctx, who, of, func(a *act, from conversation.Conversation) error {
		to, err := splitOff(a, from, message, subject)
		out = to.ID
		return err
	})
	return out, err
}

// splitOff begins a conversation of its own with a message and all that came
// after it.
func splitOff(a *act, from conversation.Conversation, message, subject string) (conversation.Conversation, error) {
	var to conversation.Conversation
	said, err := store.MessagesOfConversation(a.tx, a.ws, from.ID, store.Place{}, mostMessages)
	if err != nil {
		return to, err
	}
	cut := slices.IndexFunc(said, func(m store.Message) bool { return m.ID == message }) // the newest first
	if cut < 0 || cut == len(said)-1 {
		return to, fault.Field("message", "Choose a message that is not the first one.")
	}
	first := said[cut]
	if subject == "" {
		subject = first.Subject
	}
	to, err = openConversation(a, newConversation{client: client.ID(from.ClientID), project: from.ProjectID, contact: client.ContactID(first.ContactID), subject: subject, assignee: from.AssigneeID, at: first.At})
	if err != nil {
		return to, err
	}
	if err := carryOver(a, from, to, said[:cut+1]); err != nil {
		return to, err
	}
	for _, m := range said[:cut+1] {
		to.LastAt = laterOf(to.LastAt, m.At)
		if m.Direction == string(conversation.In) {
			to.LastIn = laterOf(to.LastIn, m.At)
		}
	}
	if err := a.note("conversation split", obligation("conversation", from.ID), from.ClientID, from, to); err != nil {
		return to, err
	}
	if err := refreshFrom(a, to); err != nil {
		return to, err
	}
	from.LastAt = said[cut+1].At
	return to, refreshFrom(a, from)
}

// carryOver has messages, and the clocks that they started, belong to another
// conversation.
func carryOver(a *act, from, to conversation.Conversation, said []store.Message) error {
	moved := map[string]bool{}
	for _, m := range said {
		moved[m.ID] = true
		m.ConversationID, m.FiledWhy = to.ID, a.myName()+movedHere
		if err := store.PlaceMessage(a.tx, a.ws, m); err != nil {
			return err
		}
	}
	clocks, err := store.ClocksOfConversation(a.tx, a.ws, from.ID)
	if err != nil {
		return err
	}
	for _, w := range clocks {
		if !moved[w.MessageID] {
			continue
		}
		_, err := changeClock(a, w, "clock moved", func(w reply.Clock) (reply.Clock, error) {
			w.ConversationID = string(to.ID)
			return w, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
