package office

import (
	"fmt"
	"time"

	"kept/client"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/outbox"
	"kept/internal/store"
)

// broughtEffect begins the effect key of a mail that says that a client brought a
// document; the project, the contact and the hour follow.
const broughtEffect = "brought:"

// mailBrought tells the project's owner by mail that a client brought a document:
// once an hour for each contact, however many he brings.
func mailBrought(a *act, p client.Project, d document.Document) error {
	k, err := store.Contact(a.tx, a.ws, client.ContactID(d.By.Contact))
	if err != nil {
		return err
	}
	c, err := a.client(p.ClientID)
	if err != nil {
		return err
	}
	to, ok := a.book.member(p.OwnerID)
	if !ok || !to.Active() {
		if to, ok = a.book.member(c.OwnerID); !ok || !to.Active() {
			return nil // nobody is left to be told; it stands on the project's page
		}
	}
	v := memberVoice(to)
	m := outbox.Mail{
		To: outbox.Address{Name: to.Name, Addr: to.Email}, From: outbox.Address{Name: a.book.firm.Name}, Subject: shorten(v.Say("{client} brought a document: {document}", "client", c.Name, "document", d.Name), MaxSubject), Language: v.Code(),
		Greeting: v.Say("Hello {name},", "name", to.Name), Lead: v.Say("{who} of {client} brought a document for {project}: {document}.", "who", k.Name, "client", c.Name, "project", p.Name, "document", d.Name), Body: d.Latest().Note,
		Link: &outbox.Link{Label: v.Say("See it"), URL: a.URL + "/documents/" + string(d.ID)}, Sign: []string{a.book.firm.Name}, Auto: true,
		Foot: v.Say("What else they bring within this hour is not mailed: it stands on the project’s page."),
	}
	err = a.queue(m, fmt.Sprintf("%s%s:%s:%d", broughtEffect, p.ID, k.ID, a.now.Unix()/int64(time.Hour/time.Second)), "", a.now)
	if fault.KindOf(err) == fault.Conflict {
		return nil // he was told of another within this hour
	}
	return err
}
