package checks

import (
	"encoding/json"
	"errors"

	"kept/client"
	"kept/conversation"
	"kept/internal/store"
	"kept/notice"
	"kept/reply"
)

// clock reads a clock, and the conversation that it belongs to.
func (r *Reader) clock(tx *store.Tx, name reply.ID) error {
	f := r.firm
	if err := load(f.Clocks, name)(store.Clock(tx, f.ID, name)); err != nil {
		return err
	}
	f.tookClock(f.Clocks[name])
	return r.talk(tx, conversation.ID(f.Clocks[name].ConversationID))
}

// talk reads a conversation, once in a step.
func (r *Reader) talk(tx *store.Tx, name conversation.ID) error {
	f := r.firm
	was := len(f.Spoken)
	if f.Spoken = keep(f.Spoken, name, name != ""); len(f.Spoken) == was {
		return nil
	}
	v, err := store.Conversation(tx, f.ID, name)
	if errors.Is(err, store.ErrNone) {
		delete(f.Talks, name) // it was merged into another one
		return nil
	}
	f.Talks[name] = v
	return err
}

// message reads a message, and the conversation that it stands in.
func (r *Reader) message(tx *store.Tx, name string) error {
	m, err := store.MessageOf(tx, r.firm.ID, name)
	if errors.Is(err, store.ErrNone) {
		return r.undone(tx, name)
	}
	if err != nil {
		return err
	}
	return r.said(tx, m)
}

// undone forgets a message that is no more, and reads the conversation that it stood in.
func (r *Reader) undone(tx *store.Tx, name string) error {
	m, ok := r.firm.Messages[name]
	if !ok {
		return nil
	}
	delete(r.firm.Messages, name)
	return r.talk(tx, m.ConversationID)
}

func (r *Reader) said(tx *store.Tx, m store.Message) error {
	r.firm.Messages[m.ID] = m
	r.firm.Said = keep(r.firm.Said, m.ID, true)
	return r.talk(tx, m.ConversationID)
}

// readWord reads the message that a notice is, and how a notice that came back left.
func readWord(r *Reader, tx *store.Tx, n notice.Notice) error {
	f := r.firm
	if !n.BouncedAt.IsZero() && n.Channel == notice.Mail && f.mailOf[n.ID] == "" {
		l, err := store.LeavingOfNotice(tx, f.ID, string(n.ID))
		if err != nil {
			return err
		}
		m, err := readMail(l)
		if err != nil {
			return err
		}
		f.mailOf[n.ID], f.Leavings[m.MessageID] = m.MessageID, l
	}
	m, err := store.MessageOfNotice(tx, f.ID, n.ID)
	if errors.Is(err, store.ErrNone) {
		return r.undone(tx, f.wordOf[n.ID])
	}
	if err != nil {
		return err
	}
	f.wordOf[n.ID] = m.ID
	return r.said(tx, m)
}

// readArrival reads a mail that came in, and the message that it became.
func readArrival(r *Reader, tx *store.Tx, name string) error {
	f := r.firm
	if err := load(f.Arrivals, name)(store.ArrivalOf(tx, f.ID, name)); err != nil {
		return err
	}
	a := f.Arrivals[name]
	f.held = keep(f.held, name, a.SettledAt.IsZero())
	if a.MessageID == "" {
		return nil
	}
	f.arrivalOf[a.MessageID] = name
	return r.message(tx, a.MessageID)
}

// readTalks reads the conversations that lines speak of, with all that stands in them.
func readTalks(r *Reader, tx *store.Tx, object string) error {
	_, name := cut(object)
	touched := []conversation.ID{conversation.ID(name)}
	for _, l := range r.firm.New {
		if l.Object != object {
			continue
		}
		for _, side := range []string{l.Before, l.After} {
			var v conversation.Conversation
			if json.Unmarshal([]byte(side), &v) != nil || v.ID == "" {
				continue
			}
			touched = append(touched, v.ID)
			if err := readChases(r, tx, client.ID(v.ClientID)); err != nil {
				return err
			}
		}
	}
	for _, id := range touched {
		if err := r.talk(tx, id); err != nil {
			return err
		}
		said, err := store.MessagesOfConversation(tx, r.firm.ID, id, store.Place{}, page)
		if err != nil {
			return err
		}
		for _, m := range said {
			if err := r.said(tx, m); err != nil {
				return err
			}
		}
	}
	return nil
}

// readChase reads how often a client had to ask, where a line says so, and in which message.
func readChase(r *Reader, tx *store.Tx, object string) error {
	for _, l := range r.firm.New {
		var c store.ChaseRow
		if l.Object != object || json.Unmarshal([]byte(l.After), &c) != nil {
			continue
		}
		if err := readChases(r, tx, c.ClientID); err != nil {
			return err
		}
		if c.MessageID == "" {
			continue
		}
		if err := r.message(tx, c.MessageID); err != nil {
			return err
		}
	}
	return nil
}

// mostChases is how many chases of one client are read.
const mostChases = 10_000

func readChases(r *Reader, tx *store.Tx, of client.ID) error {
	rows, err := store.ChasesOfClient(tx, r.firm.ID, of, r.firm.Began.AddDate(-2, 0, 0), mostChases)
	if err == nil && (len(rows) > 0 || len(r.firm.Chases[of]) > 0) {
		r.firm.Chases[of] = rows
	}
	return err
}
