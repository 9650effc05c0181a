package office

import (
	"context"
	"slices"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
)

// sharedNumber is why a call or a text stands where it stands when several have
// its number. Until a person says whose it is, it is not shown on anybody's page.
const sharedNumber = "Several people have its number. It was filed with the one with whom we were in contact last."

// withNumber lists who has a telephone number and has not left.
func withNumber(a *act, number string) ([]client.Contact, error) {
	all, err := store.ContactsByPhone(a.tx, a.ws, store.PhoneKey(number))
	return slices.DeleteFunc(all, func(k client.Contact) bool { return !k.EndedAt.IsZero() }), err
}

// whoCalls decides whose call or text it is, of those who have its number.
func whoCalls(a *act, all []client.Contact) (who client.Contact, shared bool, err error) {
	if len(all) == 1 {
		return all[0], false, nil
	}
	callers := make([]conversation.Caller, len(all))
	for i, k := range all {
		callers[i] = conversation.Caller{ContactID: string(k.ID), ClientID: string(k.ClientID)}
		if callers[i].LastAt, err = store.LastContact(a.tx, a.ws, k.ClientID, k.ID); err != nil {
			return who, false, err
		}
	}
	whose, shared := conversation.CallerOf(callers)
	i := slices.IndexFunc(all, func(k client.Contact) bool { return string(k.ID) == whose.ContactID })
	return all[i], shared, nil
}

// othersWithNumber lists who else has the number that a message came from.
func othersWithNumber(a *act, m store.Message) ([]client.Contact, error) {
	all, err := withNumber(a, m.Sender)
	return slices.DeleteFunc(all, func(k client.Contact) bool { return string(k.ID) == m.ContactID }), err
}

// MoveFrom carries a message, and all that came after it in its conversation,
// over to the contact whose it is, and gives the conversation where it stands
// then: the same one where it begins with this message.
func (s Conversations) MoveFrom(ctx context.Context, who Actor, of OfTalk, message string, to client.ContactID) (conversation.ID, error) {
	out := of.ID
	err := s.change(ctx, who, of, func(a *act, v conversation.Conversation) error {
		m, err := store.MessageOf(a.tx, a.ws, message)
		if err != nil || m.ConversationID != v.ID {
			return orField(orNothing(err), "message", "Choose a message of this conversation.")
		}
		k, err := store.Contact(a.tx, a.ws, to)
		if err != nil {
			return missingField(err, "contact", "Choose a contact.")
		}
		c, _, err := checkPlace(a, k.ClientID, "", to)
		if err != nil {
			return err
		}
		if m.ContactID == string(to) {
			return fault.Field("contact", "It is filed with "+k.Name+" already.")
		}
		first, err := isFirst(a, m)
		if err != nil {
			return err
		}
		if !first {
			if v, err = splitOff(a, v, message, ""); err != nil {
				return err
			}
			if v, err = store.Conversation(a.tx, a.ws, v.ID); err != nil {
				return err
			}
		}
		out = v.ID
		project := ""
		if v.ClientID == string(c.ID) {
			project = v.ProjectID
		}
		return moveConversation(a, v, moveTo{client: c, contact: to, project: project})
	})
	return out, err
}

// isFirst tells whether a conversation begins with a message.
func isFirst(a *act, m store.Message) (bool, error) {
	before, err := store.MessagesOfConversation(a.tx, a.ws, m.ConversationID, store.Place{At: m.At, ID: m.ID}, 1)
	return len(before) == 0, err
}
