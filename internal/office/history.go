package office

import (
	"context"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/reply"
	"kept/worktime"
)

// Event is one thing that was said between a client and us: a message of any
// channel, or a notice that belongs to no conversation. One of the two is set.
type Event struct {
	Said   *Said
	Notice *notice.Notice
	To     string // of a notice: the reader's name
	By     string // of a notice: who told
}

// At is when it was said.
func (e Event) At() time.Time {
	if e.Said != nil {
		return e.Said.At
	}
	return e.Notice.QueuedAt
}

// HistoryPlace is how far back a history was read; zero = not at all.
type HistoryPlace struct {
	Messages store.Place
	Notices  notice.ID
}

// History is a part of the whole history with a client, the newest first.
type History struct {
	Client   client.Client
	Calendar *worktime.Calendar
	Events   []Event
	Next     *HistoryPlace // where the older part begins; nil = there is none
}

// History gives what was said with a client, whatever the channel.
func (s Conversations) History(ctx context.Context, who Actor, of client.ID, from HistoryPlace, limit int) (History, error) {
	var h History
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if h.Client, err = store.Client(a.tx, a.ws, of); err != nil {
			return err
		}
		if h.Calendar, err = a.calendarOf(h.Client); err != nil {
			return err
		}
		r := &remembering{act: a, at: from}
		if r.messages, err = store.Messages(a.tx, a.ws, of, from.Messages, limit+1); err != nil {
			return err
		}
		if r.notices, err = store.NoticesByClient(a.tx, a.ws, of, from.Notices, limit+1); err != nil {
			return err
		}
		r.calls = map[string]bool{}
		for _, m := range r.messages {
			r.calls[callKey(m.ContactID, m.At)] = true
		}
		for len(h.Events) < limit && len(r.messages)+len(r.notices) > 0 {
			e, ok, err := r.next()
			if err != nil {
				return err
			}
			if ok {
				h.Events = append(h.Events, e)
			}
		}
		if len(r.messages)+len(r.notices) > 0 {
			h.Next = &r.at
		}
		return nil
	})
	return h, err
}

// remembering is a history being put together.
type remembering struct {
	*act
	messages []store.Message
	notices  []notice.Notice
	calls    map[string]bool // what was said by voice and is among the messages
	at       HistoryPlace
}

func callKey(contact string, at time.Time) string {
	return contact + at.UTC().Format(time.RFC3339Nano)
}

// next takes the newest thing that is left; false = it stands there already as
// something else: a notice as the message that it is, or as the call in which
// it was said.
func (r *remembering) next() (Event, bool, error) {
	if len(r.notices) == 0 || len(r.messages) > 0 && r.messages[0].At.After(r.notices[0].QueuedAt) {
		m := r.messages[0]
		r.messages, r.at.Messages = r.messages[1:], store.Place{At: m.At, ID: m.ID}
		said, err := dressMessage(r.act, m)
		return Event{Said: &said}, true, err
	}
	n := r.notices[0]
	r.notices, r.at.Notices = r.notices[1:], n.ID
	if n.Channel != notice.Mail && r.calls[callKey(n.ContactID, n.QueuedAt)] {
		return Event{}, false, nil
	}
	switch _, err := store.MessageOfNotice(r.tx, r.ws, n.ID); {
	case err == nil:
		return Event{}, false, nil
	case orNothing(err) != nil:
		return Event{}, false, err
	}
	e := Event{Notice: &n, By: r.nameOf(member.ID(n.ByID))}
	k, err := store.Contact(r.tx, r.ws, client.ContactID(n.ContactID))
	if err == nil {
		e.To = k.Name
	}
	return e, true, orNothing(err)
}

// Thread gives a conversation without what was said in it.
func (s Conversations) Thread(ctx context.Context, who Actor, id conversation.ID) (store.Thread, error) {
	t, err := store.ThreadOf(s.DB.Read(ctx), who.Workspace, id)
	return t, notFound(err)
}

// Raw gives the mail that a message came as, byte for byte.
func (s Conversations) Raw(ctx context.Context, who Actor, message string) (store.Arrival, []byte, error) {
	var r store.Arrival
	var raw []byte
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if r, err = store.ArrivalOfMessage(a.tx, a.ws, message); err != nil {
			return err
		}
		if r.BlobSHA == "" { // a text or a call: there is no mail
			return store.ErrNone
		}
		raw, err = store.Blob(a.tx, a.ws, r.BlobSHA)
		return err
	})
	return r, raw, err
}

// Held gives those of some conversations in which we wait for somebody else,
// with the newest pause of each.
func (s Conversations) Held(ctx context.Context, who Actor, of []store.Thread) (map[conversation.ID]reply.Pause, error) {
	out := map[conversation.ID]reply.Pause{}
	tx := s.DB.Read(ctx)
	for _, t := range of {
		clocks, err := store.ClocksOfConversation(tx, who.Workspace, t.ID)
		if err != nil {
			return nil, err
		}
		for _, w := range clocks {
			if w.Running() && w.Paused() {
				out[t.ID] = w.Pauses[len(w.Pauses)-1]
			}
		}
	}
	return out, nil
}

// explained says for each clock of a conversation how its moment was found.
func explained(a *act, clocks []reply.Clock) map[reply.ID]worktime.Explanation {
	out := map[reply.ID]worktime.Explanation{}
	for _, w := range clocks {
		out[w.ID] = a.book.firmHours.ExplainAdd(w.StartedAt, a.book.firmHours.Between(w.StartedAt, w.DueAt))
	}
	return out
}
