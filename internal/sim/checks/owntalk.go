package checks

import (
	"fmt"
	"strings"

	"kept/client"
	"kept/conversation"
	"kept/internal/store"
)

// sameMail: a mail is one message, by however many ways it comes.
type sameMail struct {
	message map[string]string // by Message-ID
	arrival map[string]string // by key
}

func newSameMail() *sameMail {
	return &sameMail{message: map[string]string{}, arrival: map[string]string{}}
}

func (*sameMail) Name() string { return "same mail" }

func (s *sameMail) Look(f *Firm) []string {
	var out []string
	for _, id := range f.said() {
		m := f.Messages[id]
		if m.MID == "" {
			continue
		}
		if other := s.message[m.MID]; other != "" && other != id && f.Messages[other].ID != "" {
			out = append(out, fmt.Sprintf("mail %s is two messages, %s and %s", m.MID, other, id))
		}
		s.message[m.MID] = id
	}
	for object := range f.Touched {
		kind, id := cut(object)
		if kind != "arrival" {
			continue
		}
		a := f.Arrivals[id]
		if other := s.arrival[a.Key]; other != "" && other != id {
			out = append(out, fmt.Sprintf("a mail of %s came in twice, as %s and %s", a.Sender, other, id))
		}
		s.arrival[a.Key] = id
	}
	return out
}

// ownTalk: what stands in a client's conversation is his: nothing of a stranger,
// of somebody else's contact, or with a forged sender, unless a person put it there.
type ownTalk struct {
	addresses map[client.ContactID]map[string]bool // folded: those that a contact has, or had
}

func newOwnTalk() *ownTalk {
	return &ownTalk{addresses: map[client.ContactID]map[string]bool{}}
}

func (*ownTalk) Name() string { return "own talk" }

func (o *ownTalk) Look(f *Firm) []string {
	for object := range f.Touched {
		kind, id := cut(object)
		if kind != "contact" {
			continue
		}
		k := f.Contacts[client.ContactID(id)]
		if o.addresses[k.ID] == nil {
			o.addresses[k.ID] = map[string]bool{}
		}
		o.addresses[k.ID][strings.ToLower(k.Email)] = true
	}
	var out []string
	for _, id := range f.said() {
		m := f.Messages[id]
		if m.ConversationID == "" || m.Direction != string(conversation.In) {
			continue
		}
		if why := o.foreign(f, m); why != "" {
			out = append(out, fmt.Sprintf("message %s of %s stands in conversation %s, %s", id, m.Sender, m.ConversationID, why))
		}
	}
	return out
}

// foreign says why a message does not belong where it stands; "" = it does.
func (o *ownTalk) foreign(f *Firm, m store.Message) string {
	v, ok := f.Talks[m.ConversationID]
	k := f.Contacts[client.ContactID(m.ContactID)]
	switch {
	case !ok:
		return "which is not there"
	case m.ClientID != v.ClientID:
		return "which is of client " + v.ClientID + " and not of " + m.ClientID
	case string(k.ClientID) != v.ClientID:
		return "and its contact " + m.ContactID + " is of client " + string(k.ClientID)
	}
	s, mail := f.Posted[m.MID]
	if !mail || byHand(f, m) {
		return ""
	}
	switch {
	case s.Forged:
		return "and its sender was forged"
	case !o.addresses[k.ID][strings.ToLower(s.From)]:
		return "and " + k.Name + " never had the address " + s.From
	}
	return ""
}

// byHand tells whether a person put a message where it stands.
func byHand(f *Firm, m store.Message) bool {
	return f.Arrivals[f.arrivalOf[m.ID]].SettledBy != "" || strings.HasSuffix(m.FiledWhy, " moved it here.")
}

// said gives the messages that were read anew, or all after a deep reading.
func (f *Firm) said() []string {
	if f.Deep {
		return sortedKeys(f.Messages)
	}
	return f.Said
}

// proof: a notice that the server took counts as undelivered only where its
// reader's mail system really sent it back.
type proof struct{}

func (proof) Name() string { return "proof" }

func (proof) Look(f *Firm) []string {
	var out []string
	for _, key := range f.letters() {
		mid := f.mailOf[key]
		if mid == "" || f.Notices[key].BouncedAt.IsZero() {
			continue
		}
		if l := f.Leavings[mid]; l.State == "sent" && !f.Posted[mid].Bounced {
			out = append(out, fmt.Sprintf("notice %s counts as undelivered, and mail %s never came back", key, mid))
		}
	}
	return out
}
