package office

import (
	"context"

	"kept/conversation"
	"kept/internal/store"
)

// Head gives a conversation with its clocks, without what was said in it.
func (s Conversations) Head(ctx context.Context, who Actor, id conversation.ID) (Talk, error) {
	var t Talk
	err := s.see(ctx, who, func(a *act) error {
		var err error
		t, err = headOf(a, id)
		return err
	})
	return t, err
}

// Messages lists the messages of a conversation, the newest first, from before a place on.
func (s Conversations) Messages(ctx context.Context, who Actor, id conversation.ID, before store.Place, limit int) ([]store.Message, error) {
	var out []store.Message
	err := s.see(ctx, who, func(a *act) error {
		if _, err := store.Conversation(a.tx, a.ws, id); err != nil {
			return err
		}
		var err error
		out, err = store.MessagesOfConversation(a.tx, a.ws, id, before, limit)
		return err
	})
	return out, err
}

// Arrivals lists the mails that a person is to look at, the oldest first, from
// after an id on.
func (s Triage) Arrivals(ctx context.Context, who Actor, after string, limit int) ([]store.Arrival, error) {
	return store.ArrivalsWaiting(s.DB.Read(ctx), who.Workspace, after, limit)
}
