package web

import (
	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/promise"
)

// next is when the client, or one of his projects, hears from us next: the
// alarm where nobody knows, and the way to set or move it.
func (d *clientDesk) next(project client.ProjectID) (page.NextContact, error) {
	n := page.NextContact{Visible: d.say("They see it on their page.")}
	if !d.anyPortal() {
		n.Visible = d.say("Nobody there may open a page; they know it when you tell them.")
	}
	set, ok := d.nextSet(project)
	if !ok {
		n.Missing = project != "" || d.Client.Open()
		n.Change = &page.Act{Label: d.say("Set one"), Main: true, Form: d.nextForm(project, true)}
		return n, nil
	}
	d.head = set.Promise
	n.When, n.Overdue = d.moment(set.DueAt, d.Calendar), set.DueAt.Before(d.now)
	for _, r := range d.Open {
		if r.ID == set.Promise {
			n.When, n.Who = d.dueOf(r, d.Calendar), d.say("{who} sees to it.", "who", d.team.Name(r.OwnerID))
		}
	}
	p, err := d.o.Promises.Brief(d.r.Context(), d.who, set.Promise)
	if err != nil {
		return n, err
	}
	if p.Promise.EverTold() {
		// The client was told of it: it moves by a message with its reason.
		n.Change = &page.Act{Label: d.say("Move it"), URL: "/promises/" + string(set.Promise) + "/resets/new"}
	} else {
		n.Change = &page.Act{Label: d.say("Move it"), Form: d.nextForm(project, false)}
	}
	return n, nil
}

// nextSet finds the earliest next contact that is set. That of a client is the
// earliest of all, for he hears from us then.
func (d *clientDesk) nextSet(project client.ProjectID) (store.NextContact, bool) {
	for _, n := range d.Next {
		if project == "" || n.Project == string(project) {
			return n, true
		}
	}
	return store.NextContact{}, false
}

func (d *clientDesk) anyPortal() bool {
	for _, k := range d.Contacts {
		if k.Portal && k.EndedAt.IsZero() {
			return true
		}
	}
	return false
}

// nextForm asks for a next contact, and where there is none with whom.
func (d *clientDesk) nextForm(project client.ProjectID, setting bool) *page.ActForm {
	ask := d.nextAsk()
	f := &page.ActForm{ID: "next", Submit: d.say("Set it"), Open: d.r.URL.Query().Get("open") == "next", Form: ui.Form{Action: nextAction(d.Client.ID, project), Once: newOnce()}}
	f.Lead = d.say("In their time, {hours}.", "hours", theirHours(d.visit, d.Calendar))
	if setting {
		f.Fields = append(f.Fields, page.Ask{Kind: page.Pick, Field: ui.Field{Name: "contact", ID: "next-contact", Label: d.say("Who hears from us"), Options: contactOptions(d.Contacts, "")}})
	}
	ask.Chips.Label = d.say("When")
	f.Fields = append(f.Fields, page.Ask{Kind: page.PickChip, Field: ask.Chips}, page.Ask{Kind: page.Line, Field: ask.TypedIn(d.voice())})
	return f
}

func (d *clientDesk) nextAsk() page.DateAsk {
	ask := page.NewDateAsk("next", d.say("When they hear from us next"), echoOf("next", d.Client.ID))
	offer(d.voice(), &ask, d.Calendar, d.now)
	return ask
}

func nextAction(of client.ID, project client.ProjectID) string {
	if project != "" {
		return "/projects/" + string(project) + "/next"
	}
	return "/clients/" + string(of) + "/next"
}

// contactOptions offers the contacts who have not left.
func contactOptions(all []client.Contact, chosen string) []ui.Option {
	var out []ui.Option
	for _, k := range all {
		if k.EndedAt.IsZero() {
			label := k.Name
			if k.Title != "" {
				label += ", " + k.Title
			}
			out = append(out, ui.Option{Value: string(k.ID), Label: label, Selected: string(k.ID) == chosen})
		}
	}
	return out
}

// setClientNext sets or moves the next contact of a client.
func setClientNext(v *visit) error {
	id := client.ID(v.r.PathValue("client"))
	d, err := openClient(v, id)
	if err != nil {
		return err
	}
	if err := d.setNext(""); err != nil {
		p, wrong := buildClient(v, id)
		if wrong != nil {
			return wrong
		}
		return againIn(v, p.Next.Change, err, func() error { return v.again(p) })
	}
	return v.go303("/clients/" + string(id))
}

// setNext reads the form and sets or moves the next contact.
func (d *clientDesk) setNext(project client.ProjectID) error {
	if err := parseForm(d.visit, "next"); err != nil {
		return err
	}
	ask := d.nextAsk()
	when, err := dateOf(d.r.PostForm, &ask, d.Calendar, d.now)
	if err != nil {
		return err
	}
	if when == (promise.When{}) {
		return fault.Field("next", "Say when they hear from us next.")
	}
	if err := confirmed(ask); err != nil {
		return err
	}
	if set, ok := d.nextSet(project); ok {
		_, err := d.o.Promises.Edit(d.r.Context(), d.who, set.Promise, 0, promise.Editing{When: &when})
		if f, ok := fault.As(err); ok && f.Fields["due"] != "" {
			return onField(err, "next")
		}
		if err == nil {
			d.leave(d.say("They hear from us by {date}.", "date", ask.Said(d.voice())))
		}
		return err
	}
	err = d.o.Clients.SetNext(d.r.Context(), d.who, d.Client.ID, office.NextIn{Project: string(project), Contact: client.ContactID(d.r.PostForm.Get("contact")), When: when})
	if err == nil {
		d.leave(d.say("They hear from us by {date}.", "date", ask.Said(d.voice())))
	}
	return err
}

// againIn shows a page again whose form in place failed. Where the form is not
// there any more, somebody was faster, and the refusal is a page of its own.
func againIn(v *visit, a *page.Act, err error, show func() error) error {
	if a == nil || a.Form == nil {
		return err
	}
	if err := v.complain(err, &a.Form.Form, a.Form.Inputs()...); err != nil {
		return err
	}
	return show()
}
