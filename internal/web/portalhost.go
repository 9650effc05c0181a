package web

import (
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/workspace"
	"kept/worktime"
)

// pageRoutes are what is agreed of the clients' pages: how long they can be read
// afterwards, and under which address they are.
func pageRoutes(s *Site) {
	s.desk("POST /settings/pages", savePages)
	s.desk("POST /settings/host", giveHost)
	s.desk("POST /settings/host/check", checkHost)
	s.desk("POST /settings/host/end", endHost)
	s.desk("POST /clients/{client}/page", keepPage)
	s.desk("POST /clients/{client}/page/end", endPage)
}

func pagesPart(v *visit) page.SettingsPart {
	f := &page.ActForm{Form: firmForm(v, "pages"), ID: "pages", Submit: v.say("Save"), Fields: []page.Ask{
		{Kind: page.Line, Field: ui.Field{Name: "page_months", ID: "pages-months", Label: v.say("Months after they are past"), Hint: v.say("With one client, agree another day on the client’s page."), InputMode: "numeric", MaxLength: 3, Required: true, Autocomplete: "off", Value: strconv.Itoa(v.firm.PageFor())}},
	}}
	return page.SettingsPart{ID: "pages", Title: v.say("Pages of past clients"), Lead: v.say("The page of a past client can be read, and nothing is written on it. Four weeks before it ends they are told by mail."), Form: f}
}

// savePages saves how long the pages of past clients can be read.
func savePages(v *visit) error {
	return savePart(v, onFirm(), "pages", func() error {
		months, err := strconv.Atoi(strings.TrimSpace(v.r.PostForm.Get("page_months")))
		if err != nil || months < 1 {
			return fault.Field("page_months", "Choose a number of months from 1 to 240.")
		}
		return editFirm(v, func(w *workspace.Workspace) { w.PageMonths = months })
	})
}

func hostPart(v *visit) (page.SettingsPart, error) {
	h, err := v.o.Hosts.See(v.r.Context(), v.who)
	f := &page.ActForm{Form: ui.Form{Action: page.SettingsURL + "/host"}, ID: "host", Submit: v.say("Use this address"), Fields: []page.Ask{
		{Kind: page.Line, Field: ui.Field{Name: "host", ID: "host-name", Label: v.say("Address"), Placeholder: "status.example.com", Value: h.Name, MaxLength: 240, Required: true, Autocomplete: "off"}},
	}}
	p := page.SettingsPart{ID: "host", Title: v.say("An address of your own"), Lead: v.say("Clients’ pages, and the links to them, under a name of your domain. Only those are there: nobody signs in to the desk under it."), Form: f}
	if h.Name == "" {
		return p, err
	}
	p.Steps = []string{
		v.say("Set these two records where your domain is looked after."), v.say("Whoever runs Kept has its proxy get a certificate for the name: docs/deploy.md."), v.say("Then have it checked. A new record may take an hour to be seen."),
	}
	p.Copies = []page.Pair{{Name: v.say("TXT record {name}", "name", h.ProofName()), Value: h.Token}, {Name: v.say("CNAME record {name}", "name", h.Name), Value: h.Leads}}
	p.Acts = []page.Act{{Label: v.say("Check it now"), Main: !h.Proven(), Post: page.SettingsURL + "/host/check"}, {Label: v.say("Take it away"), Danger: true, Post: page.SettingsURL + "/host/end"}}
	switch {
	case h.Proven():
		p.Lead = v.say("Proven since {when}: links to clients lead to {host}. It is checked every day.", "when", v.voice().FullMoment(h.ProvenAt.In(v.cal.Location())), "host", h.Name)
	case h.Serves():
		p.Problem = v.say("The proof is gone since {when}. New links lead to {host}; those that were sent go on working while the name leads here. Set the record again.", "when", v.voice().FullMoment(h.LostAt.In(v.cal.Location())), "host", h.Leads)
	default:
		p.Problem = v.say("Not proven yet. Until it is, links lead to {host}.", "host", h.Leads)
	}
	return p, err
}

// giveHost gives the clients' pages an address.
func giveHost(v *visit) error {
	return savePart(v, onFirm(), "host", func() error {
		_, err := v.o.Hosts.Give(v.r.Context(), v.who, v.r.PostForm.Get("host"))
		return err
	})
}

// checkHost asks the name servers.
func checkHost(v *visit) error {
	h, err := v.o.Hosts.Check(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	if h.Proven() {
		v.leave(v.say("It is proven: links to clients lead to {host}.", "host", h.Name))
	} else {
		v.leave(v.say("The record is not there yet."))
	}
	return v.go303(page.SettingsURL + "#host")
}

// endHost takes the address away.
func endHost(v *visit) error {
	if err := v.o.Hosts.TakeAway(v.r.Context(), v.who); err != nil {
		return err
	}
	v.leave(v.say("Taken away."))
	return v.go303(page.SettingsURL + "#host")
}

// pageActs are what can be done with the page of a client.
func pageActs(d *clientDesk, here string) []page.Act {
	c := d.Client
	access := c.Access(d.firm.PageFor(), d.Calendar.Location(), d.now)
	f := &page.ActForm{Form: ui.Form{Action: here + "/page", Version: strconv.Itoa(c.Version)}, ID: "page", Submit: d.say("Save"), Fields: []page.Ask{
		{Kind: page.Line, Field: ui.Field{Name: "page_until", ID: "page-until", Label: d.say("Their page can be read until"), Type: "date", Optional: true, Value: c.PageUntil.String(), Hint: d.count(d.firm.PageFor(), "Once they are past. Empty: as with everybody, 1 month.", "Once they are past. Empty: as with everybody, {n} months.")}},
	}}
	switch access.Page {
	case client.PageRead:
		f.Lead = d.say("They can read it until {day}; nothing is written on it.", "day", d.voice().FullDay(office.Noon(access.Last)))
	case client.PageOver:
		f.Lead = d.say("It is over. A day that has not passed opens it again.")
	}
	acts := []page.Act{{Label: d.say("Their page"), Icon: "seen", Form: f}}
	if access.Page == client.PageRead {
		acts = append(acts, page.Act{Label: d.say("End their page"), Danger: true, Post: here + "/page/end"})
	}
	return acts
}

// keepPage says up to which day the page of a client can be read.
func keepPage(v *visit) error {
	var until worktime.Day
	if text := strings.TrimSpace(v.r.PostForm.Get("page_until")); text != "" {
		var err error
		if until, err = worktime.ParseDay(text); err != nil {
			return onField(err, "page_until")
		}
	}
	id := client.ID(v.r.PathValue("client"))
	if _, err := v.o.Pages.Keep(v.r.Context(), v.who, id, versionOf(v), until); err != nil {
		return err
	}
	v.leave(v.say("Saved."))
	return v.go303("/clients/" + string(id))
}

// endPage ends the page of a past client.
func endPage(v *visit) error {
	id := client.ID(v.r.PathValue("client"))
	if _, err := v.o.Pages.End(v.r.Context(), v.who, id, 0); err != nil {
		return err
	}
	v.leave(v.say("Their page is over. Whoever had it open is out."))
	return v.go303("/clients/" + string(id))
}
