package web

import (
	"context"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// newContact asks for a new contact of a client.
func newContact(v *visit) error {
	f, _, err := contactFormFor(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func contactFormFor(v *visit) (page.ContactForm, client.Client, error) {
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, client.ID(v.r.PathValue("client")))
	if err == nil && !mayDo(v, member.ChangeClient) {
		err = errNotYours
	}
	f := page.NewContactForm(v.frame(v.say("New person"), page.InClients))
	here := "/clients/" + string(b.Client.ID)
	f.Form, f.Client = ui.Form{Action: here + "/contacts", Once: newOnce(), Back: here}, uiClient(string(b.Client.ID), b.Client.Name, b.Client.Colour, b.Client.LogoID)
	f.Desk.Crumbs = clientCrumbs(v, b.Client)
	return f, b.Client, err
}

func clientCrumbs(v *visit, c client.Client) []ui.Link {
	return []ui.Link{{Text: v.say("Clients"), URL: page.ClientsURL}, {Text: c.Name, URL: "/clients/" + string(c.ID)}}
}

// addContact adds a contact to a client.
func addContact(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	f, c, err := contactFormFor(v)
	if err != nil {
		return err
	}
	to, err := once(v, func(ctx context.Context) (string, error) {
		k := client.Contact{ClientID: c.ID}
		sentContact(v, &k)
		_, err := v.o.Clients.AddContact(ctx, v.who, k)
		return "/clients/" + string(c.ID), err
	})
	if err != nil {
		return againContact(v, &f, err)
	}
	v.leave(v.say("{who} can be told now.", "who", strings.TrimSpace(v.r.PostForm.Get("name"))))
	return v.go303(to)
}

// sentContact reads the form into a contact.
func sentContact(v *visit, k *client.Contact) {
	form := v.r.PostForm
	k.Name, k.Title = strings.TrimSpace(form.Get("name")), strings.TrimSpace(form.Get("role"))
	k.Email, k.Phone = strings.TrimSpace(form.Get("email")), strings.TrimSpace(form.Get("phone"))
	k.Channel, k.Portal = client.Channel(form.Get("channel")), form.Get("portal") != ""
}

func againContact(v *visit, f *page.ContactForm, err error) error {
	if err := v.complain(renamed(err, map[string]string{"title": "role"}), &f.Form, f.Fields()...); err != nil {
		return err
	}
	return v.again(*f)
}

// contactToEdit shows the form of a contact.
func contactToEdit(v *visit) error {
	f, _, err := openContactForm(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func openContactForm(v *visit) (page.ContactForm, client.Contact, error) {
	f := page.NewContactForm(v.frame("", page.InClients))
	k, err := v.o.Clients.Contact(v.r.Context(), v.who, client.ContactID(v.r.PathValue("contact")))
	if err != nil {
		return f, k, err
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, k.ClientID)
	if err != nil {
		return f, k, err
	}
	reach, err := v.o.Clients.Reach(v.r.Context(), v.who, []client.Contact{k})
	if err != nil {
		return f, k, err
	}
	if !mayDo(v, member.ChangeClient) {
		return f, k, errNotYours
	}
	here := "/contacts/" + string(k.ID)
	f.Editing, f.Client = true, uiClient(string(b.Client.ID), b.Client.Name, b.Client.Colour, b.Client.LogoID)
	f.Desk.Title, f.Desk.Crumbs = k.Name, clientCrumbs(v, b.Client)
	f.Form = ui.Form{Action: here, Version: strconv.Itoa(k.Version), Back: "/clients/" + string(b.Client.ID)}
	fillContactForm(v, &f, k, reach[k.ID])
	if k.EndedAt.IsZero() && k.Email != "" {
		f.Follows, err = followedBy(v, k)
	}
	return f, k, err
}

func fillContactForm(v *visit, f *page.ContactForm, k client.Contact, reach office.Reach) {
	f.Name.Value, f.Role.Value, f.Email.Value, f.Phone.Value = k.Name, k.Title, k.Email, k.Phone
	f.Channel.Options = ui.Choose(f.Channel.Options, string(k.Channel))
	f.Portal.Checked = k.Portal
	if reach.Refused != "" {
		f.Problem = v.say("Mail to this address came back: {why}. A new address is written to again.", "why", reach.Refused)
	}
	here := "/contacts/" + string(k.ID)
	f.Remove = &page.Act{Label: v.say("They have left"), Danger: true, Post: here + "/leaving"}
	if !k.EndedAt.IsZero() {
		f.Problem = v.say("{who} has left: nobody is told here any more, and their page is closed.", "who", k.Name)
		f.Remove = &page.Act{Label: v.say("They are back"), Post: here + "/return"}
	}
}

// editContact changes a contact.
func editContact(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	f, was, err := openContactForm(v)
	if err != nil {
		return err
	}
	_, err = v.o.Clients.EditContact(v.r.Context(), v.who, was.ID, office.ContactEdit{Version: versionOf(v), Change: func(k *client.Contact) { sentContact(v, k) }})
	if err != nil {
		return againContact(v, &f, stale(err))
	}
	v.leave(v.say("Saved."))
	return v.go303("/clients/" + string(was.ClientID))
}

// contactLeaves notes that a contact left: he is told nothing more, and his page is closed.
func contactLeaves(v *visit) error {
	return changeContact(v, func(name string) string { return v.say("{who} has left.", "who", name) }, func(k *client.Contact) {
		if k.EndedAt.IsZero() {
			k.EndedAt = v.now
		}
	})
}

// contactReturns takes that back.
func contactReturns(v *visit) error {
	return changeContact(v, func(name string) string { return v.say("{who} is back.", "who", name) }, func(k *client.Contact) { k.EndedAt = time.Time{} })
}

func changeContact(v *visit, word func(name string) string, change func(*client.Contact)) error {
	k, err := v.o.Clients.EditContact(v.r.Context(), v.who, client.ContactID(v.r.PathValue("contact")), office.ContactEdit{Change: change})
	if err != nil {
		return err
	}
	v.leave(word(k.Name))
	return v.go303("/clients/" + string(k.ClientID))
}

// inviteContact mails a contact a way in to his client's page.
func inviteContact(v *visit) error {
	k, err := v.o.Clients.Contact(v.r.Context(), v.who, client.ContactID(v.r.PathValue("contact")))
	if err != nil {
		return err
	}
	if v.NoServer {
		link, err := v.o.Pages.Link(v.r.Context(), v.who, k.ID)
		if err != nil {
			return err
		}
		v.sayByHand(k.Name, link)
		return v.go303("/clients/" + string(k.ClientID))
	}
	if err := v.o.Pages.Invite(v.r.Context(), v.who, k.ID); err != nil {
		return err
	}
	v.leave(v.say("A link to their page goes to {who}.", "who", k.Name))
	return v.go303("/clients/" + string(k.ClientID))
}
