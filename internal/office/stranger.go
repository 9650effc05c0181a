package office

import (
	"strings"

	"kept/client"
	"kept/conversation"
	"kept/member"
)

// stranger makes a prospect of somebody who wrote and whom nobody knows. He is
// in triage until a person has looked.
func (t *taking) stranger() (clientID, contactID string, err error) {
	name := strings.TrimSpace(conversation.CleanSubject(t.in.Sender.Name))
	if name == "" {
		name, _, _ = strings.Cut(t.in.Sender.Addr, "@")
	}
	k, err := addStranger(t.act, client.Contact{Name: shorten(name, member.MaxName), Email: t.in.Sender.Addr, Channel: client.ByMail}, t.in.Language)
	return string(k.ClientID), string(k.ID), err
}
