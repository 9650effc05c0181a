package portal

import (
	"errors"
	"net/http"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
)

// readerRoutes are for whoever has come in, also where a page is over: which page
// he reads, and the way out.
func readerRoutes(s *Site) {
	there(s, "GET /p/clients", choosePage)
	there(s, "POST /p/clients", switchPage)
	there(s, "POST /p/out", s.out)
	s.inside("GET /p/documents/everything.zip", takeEverything)
}

// silent tells whether nothing can be said on this page: a member looks at it, or
// it can only be read.
func silent(r reading) bool { return r.borrowed() || r.view.Access.Page == client.PageRead }

// afterwards is what every page says that can only be read.
func afterwardsOf(r reading) page.Afterwards {
	if r.view.Access.Page != client.PageRead {
		return page.Afterwards{}
	}
	a := page.Afterwards{Say: r.say("You can read this page until {day}. To say or to ask something, call {who} or write to them.", "day", r.voice().FullDay(office.Noon(r.view.Access.Last)), "who", r.view.Leader.Name)}
	if !r.borrowed() {
		a.Get = everythingOf(r)
	}
	return a
}

func everythingOf(r reading) ui.Link {
	return ui.Link{Text: r.say("Download everything"), URL: r.root + "documents/everything.zip"}
}

// farewell shows whoever comes to a page that is not open whose it was, and whom
// to turn to.
func farewell(v *visit, shut office.PageShut) error {
	view, err := v.o.Pages.Farewell(v.r.Context(), shut.Who)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p, code := page.Problem{Heading: r.say("That cannot be done now."), Say: r.say("This page can only be read now. Please call us or write to us instead.")}, http.StatusConflict
	if shut.Access.Page == client.PageOver {
		p.Heading, p.Say, code = r.say("This page is closed."), r.say("This page could be read for as long as was agreed, and that time is over. Please call us or write to us instead."), http.StatusGone
	} else if v.guest.Session != "" {
		p.Ways = []ui.Link{{Text: r.say("Your page"), URL: "/p/"}}
	}
	p.Contact = r.contact(view.Leader, r.say("looks after you"))
	p.Contact.Reach, p.Contact.Person.FaceURL = ui.Link{}, ""
	if p.Contact.Mail.URL == "" {
		p.Contact.Mail = ui.Link{Text: r.say("Write to {name}", "name", view.Leader.Name), URL: "mailto:" + view.Leader.Email}
	}
	if v.guest.Several {
		p.Ways = append(p.Ways, ui.Link{Text: r.say("Another client"), URL: "/p/clients"})
	}
	p.Frame = r.outside(p.Heading)
	return v.print(code, p)
}

// arrive signs somebody in, and has him choose where he reads for several clients.
func arrive(v *visit, e office.Entry) error {
	v.cookies.SignIn(v.w, e.Secret, e.ExpiresAt.Sub(v.now))
	guest, err := v.o.Access.Enter(v.r.Context(), e.Secret)
	if over := (office.PageShut{}); err != nil && !errors.As(err, &over) && fault.KindOf(err) != fault.NotFound {
		return err
	}
	if guest.Several {
		return v.go303("/p/clients")
	}
	return v.go303("/p/")
}

// choosePage offers the clients for whom somebody reads.
func choosePage(v *visit) error {
	all, err := v.o.Pages.Of(v.r.Context(), v.guest)
	if err != nil {
		return err
	}
	if len(all) < 2 {
		return v.go303("/p/")
	}
	view, err := v.o.Pages.Farewell(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(view)
	p := page.Choose{Frame: r.outside(r.say("Your clients")), Heading: r.say("Whose page would you like to open?"), Lead: r.say("Your address reads for each of them. You can change at the foot of every page."), Form: ui.Form{Action: "/p/clients"}, Name: "client"}
	for _, x := range all {
		c := page.Choice{Value: string(x.Contact.ID), Client: ui.Client{Name: x.Client.Name, Colour: x.Client.Colour}}
		switch x.Access.Page {
		case client.PageRead:
			c.Note = r.say("Can be read until {day}.", "day", r.voice().FullDay(office.Noon(x.Access.Last)))
		case client.PageOver:
			c.Note = r.say("This page is closed.")
		}
		p.Choices = append(p.Choices, c)
	}
	return v.show(p)
}

// switchPage has whoever reads for several clients go on at another one.
func switchPage(v *visit) error {
	if err := v.o.Pages.Switch(v.r.Context(), v.guest, client.ContactID(v.r.FormValue("client"))); err != nil {
		return err
	}
	return v.go303("/p/")
}
