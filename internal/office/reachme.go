package office

import (
	"context"
	"strings"

	"kept/client"
	"kept/conversation"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/member"
	"kept/reply"
)

// Limits of what a contact says when he asks to be called back, in characters.
const maxCallWhen = 200

// CallBack is what a contact says who asks to be called.
type CallBack struct {
	When  string // when it suits him, in his words; "" = whenever
	Phone string // the number; "" = the one that stands with him
	About string // what it is about; "" = he does not say
}

// CallMe has a contact ask to be called back: a message, and a wait with the
// standard of calls. While one waits already, his words are added to it.
func (s Feedback) CallMe(ctx context.Context, who Actor, in CallBack) (Taken, error) {
	var out Taken
	err := s.do(ctx, who, func(a *act) error {
		var k fault.Check
		member.CheckOptionalLine(&k, "when", in.When, maxCallWhen)
		member.CheckPhone(&k, "phone", in.Phone)
		member.CheckText(&k, "about", in.About, MaxWorry)
		if err := k.Err(); err != nil {
			return err
		}
		c, err := speaker(a)
		if err != nil {
			return err
		}
		if in.Phone == "" && c.Phone == "" {
			return fault.Field("phone", "Which number do we call?")
		}
		v, err := a.voiceOf(c.ClientID)
		if err != nil {
			return err
		}
		out, err = callMe(a, c, v.Say("Please call me"), in.text(v, c))
		return err
	})
	return out, err
}

// text is what he asks for, in words.
func (in CallBack) text(v tongue.Voice, c client.Contact) string {
	say := v.Say("Please call me back: {phone}.", "phone", orWords(in.Phone, c.Phone))
	if in.When != "" {
		say += "\n" + v.Say("It suits me: {when}", "when", in.When)
	}
	return strings.TrimSpace(say + "\n\n" + strings.TrimSpace(in.About))
}

func callMe(a *act, k client.Contact, subject, text string) (Taken, error) {
	waits, err := store.OpenClocks(a.tx, a.ws, k.ClientID)
	if err != nil {
		return Taken{}, err
	}
	for _, w := range waits {
		if w.ContactID == string(k.ID) && w.Channel == reply.Call && w.ConversationID != "" {
			return writeByPage(a, Written{Conversation: conversation.ID(w.ConversationID), Text: text})
		}
	}
	v, m, err := speaks(a, k, concern{subject: subject, text: text, why: "They asked to be called back."})
	if err != nil {
		return Taken{}, err
	}
	ack := ackedByItself(a, ackable{sender: store.Fold(k.Email), about: v.Subject, origin: conversation.Verified, message: m})
	return Taken{State: Filed, Message: m.ID, Conversation: v.ID}, hear(a, heardFrom{conversation: v, message: m, channel: reply.Call}, ack)
}
