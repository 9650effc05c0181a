package web

import (
	"context"
	"strconv"

	"kept/client"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
)

// talkToMove asks where a conversation belongs: first to which client, then to
// whom there.
func talkToMove(v *visit) error {
	m, _, err := moveForm(v, client.ID(v.r.URL.Query().Get("client")))
	if err != nil {
		return err
	}
	return v.show(m)
}

// moveForm builds the form. Without a client it stands at the one of now.
func moveForm(v *visit, to client.ID) (page.TalkMove, office.OfTalk, error) {
	d, err := openTalk(v)
	if err != nil {
		return page.TalkMove{}, office.OfTalk{}, err
	}
	if to == "" {
		to = d.Client.ID
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, to)
	if err != nil {
		return page.TalkMove{}, office.OfTalk{}, err
	}
	names, err := v.o.Clients.Names(v.r.Context(), v.who, maxChoices)
	if err != nil {
		return page.TalkMove{}, office.OfTalk{}, err
	}
	m := page.TalkMove{
		Desk: v.frame(v.say("Move a conversation"), page.InInbox), Subject: v.subject(d.Subject), Pick: d.at + "/moves/new", Of: uiClient(string(to), b.Client.Name, b.Client.Colour, b.Client.LogoID),
		Form:    ui.Form{Action: with(d.at+"/moves", nil, "client", string(to)), Once: newOnce(), Back: d.at, Version: strconv.Itoa(d.Version)},
		Client:  ui.Field{Name: "client", Label: v.say("Whose it is")},
		Contact: ui.Field{Name: "contact", Label: v.say("With whom"), Options: contactOptions(b.Contacts, d.ContactID), Required: true},
	}
	for _, n := range names {
		m.Client.Options = append(m.Client.Options, ui.Option{Value: string(n.ID), Label: n.Name, Selected: n.ID == to})
	}
	if all := projectOptions(v, b); len(all) > 0 {
		m.Project = ui.Field{Name: "project", Label: v.say("What it is about"), Options: ui.Choose(all, d.ProjectID)}
	}
	m.Desk.Narrow, m.Desk.Crumbs = true, []ui.Link{{Text: v.say("Inbox"), URL: page.InboxURL}, {Text: m.Subject, URL: d.at}}
	return m, office.OfTalk{ID: d.ID, Version: versionOf(v)}, nil
}

// moveTalk carries a conversation over to another contact, project or client.
func moveTalk(v *visit) error {
	if err := parseForm(v, "contact"); err != nil {
		return err
	}
	m, of, err := moveForm(v, client.ID(v.r.URL.Query().Get("client")))
	if err != nil {
		return err
	}
	to, err := once(v, func(ctx context.Context) (string, error) {
		form := v.r.PostForm
		return talkURL(of.ID), v.o.Conversations.Move(ctx, v.who, of, client.ContactID(form.Get("contact")), form.Get("project"))
	})
	if err != nil {
		if err := v.complain(err, &m.Form, m.Fields()...); err != nil {
			return err
		}
		return v.again(m)
	}
	v.leave(v.say("Moved to {who}.", "who", m.Of.Name))
	return v.go303(to)
}
