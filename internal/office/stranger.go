package office

import (
	"strings"

	"kept/client"
	"kept/conversation"
	"kept/member"
	"kept/promise"
)

// stranger makes a prospect of somebody who wrote and whom nobody knows. He is
// in triage until a person has looked.
func (t *taking) stranger() (clientID, contactID string, err error) {
	name := strings.TrimSpace(conversation.CleanSubject(t.in.Sender.Name))
	if name == "" {
		name, _, _ = strings.Cut(t.in.Sender.Addr, "@")
	}
	k := client.Contact{Name: shorten(name, member.MaxName), Email: t.in.Sender.Addr, Channel: client.ByMail}
	language := t.in.Language
	if !client.KnownLanguage(language) {
		language = "en"
	}
	k.ClientID = "new" // so that it can be looked at before the client is there
	if err := k.Check(); err != nil {
		return "", "", err
	}
	c, err := addClient(t.act, NewClient{
		Client: client.Client{
			Name: shorten(name, client.MaxName), Stage: client.Prospect, Colour: 1 + int(t.now.UnixMilli()%client.Colours), Language: language, Hours: t.book.firm.Hours,
			OwnerID: reception(t.act), TriageAt: t.now,
		},
	})
	if err != nil {
		return "", "", err
	}
	k.ClientID = c.ID
	if k, err = addContact(t.act, k); err != nil {
		return "", "", err
	}
	cal, err := t.calendarOf(c)
	if err != nil {
		return "", "", err
	}
	next := nextContact{to: k.ID, owner: c.OwnerID, when: promise.When{At: client.NextContact(cal, t.now)}}
	if err := promiseNext(t.act, c, next); err != nil {
		return "", "", err
	}
	return string(c.ID), string(k.ID), reviewClient(t.act, c.ID)
}
