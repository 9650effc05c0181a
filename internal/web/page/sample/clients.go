package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

func clients() []Entry {
	list := page.Clients{
		Desk:   desk("Clients", page.InClients),
		Views:  []page.Shortcut{{Text: "Active", URL: "/clients?stage=active", Here: true, Count: "6"}, {Text: "Prospects", URL: "/clients?stage=prospect", Count: "4"}, {Text: "Past", URL: "/clients?stage=past"}, {Text: "All", URL: "/clients?stage="}},
		Filter: page.Filter{Action: "/clients", Search: ui.Field{Name: "q", ID: "list-q", Label: "Search clients and people"}, Picks: filterOf("").Picks[:1]},
		New:    "/clients/new",
		Rows: []page.ClientRow{
			{Client: aalto(), Stage: "Active", Next: moment("today 15:00", "2026-02-27T15:00:00+01:00", "in 5 h"), Open: "2 open", Worst: ui.Doubtful, Owner: lea(), LastHeard: "Fri 13 Feb"},
			{Client: brenner(), Stage: "Prospect", Next: moment("Tue 3 Mar", "2026-03-03", ""), Open: "1 open", Worst: ui.OnTrack, Owner: marta(), LastHeard: "Fri 20 Feb"},
			{Client: ruiz(), Stage: "Active", Next: moment("Mon 2 Mar", "2026-03-02", ""), Open: "4 open", Worst: ui.Doubtful, Owner: marta(), LastHeard: "Wed"},
			{Client: okafor(), Stage: "Active", NextBad: "missing", Open: "1 open", Worst: ui.Broken, Owner: marta(), LastHeard: "11 Feb"},
			{Client: harbour(), Stage: "Active", Next: moment("Mon 2 Mar", "2026-03-02", ""), Open: "3 open", Worst: ui.OnTrack, Owner: jonas(), LastHeard: "Tue"},
			{Client: lumen(), Stage: "Active", Next: moment("Thu 5 Mar", "2026-03-05", ""), Open: "2 open", Worst: ui.Told, Owner: jonas(), LastHeard: "Thu"},
			{Client: ui.Client{Name: "Vinothek am Markt", URL: "/clients/cli_v", Colour: 1}, Stage: "Active", Next: moment("Fri 13 Mar", "2026-03-13", ""), Open: "none open", Owner: lea(), LastHeard: "18 Feb"},
		},
		Pager: page.Pager{Said: "7 clients, the next contact first"},
	}
	empty := list
	empty.Rows, empty.Views = nil, nil
	one := clientPage()
	silent := clientPage()
	silent.Client, silent.Next = okafor(), page.NextContact{Missing: true}
	silent.Asks = []page.Prompt{{ID: "prt_9", Sentence: "Nobody knows when Dr Okafor’s practice hears from us next.", Client: okafor(), Acts: []page.Act{{Label: "Say when", Icon: "agenda", URL: "/page/client-silent?open=next#hears-next"}}}}
	silent.Next.Change = &page.Act{Label: "Set one", Main: true, Form: &page.ActForm{ID: "next", Submit: "Set it", Form: ui.Form{Action: "/clients/cli_okafor/next", Once: "n1"}, Lead: "In their time.",
		Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "next", Label: "Or type it"}}}}}
	silent.Open, silent.Ended, silent.Talk, silent.Notices = nil, nil, nil, nil
	return []Entry{{"clients", list}, {"clients-empty", empty}, {"client", one}, {"client-silent", silent}, {"client-new", newClient()}, {"client-edit", editClient()}, {"contact-edit", contactForm()}, {"project", project()}, {"project-new", newProject()}, {"portfolio", worstFirst()}, {"portfolio-empty", page.Portfolio{Desk: desk("Worst first", page.InClients)}}}
}

// worstFirst is a portfolio with a client for each sort of reason.
func worstFirst() page.Portfolio {
	chip := func(text, count string, here bool) page.Shortcut {
		return page.Shortcut{Text: text, URL: "/portfolio", Count: count, Here: here}
	}
	return page.Portfolio{
		Desk:  desk("Worst first", page.InClients),
		Whose: []page.Shortcut{chip("Everybody’s", "", true), chip("My clients", "", false), chip("Mine and those of my people", "", false)},
		Kinds: []page.Shortcut{chip("Whatever it is", "", true), chip("Worried", "1", false), chip("Broken", "1", false), chip("Silent", "2", false), chip("Had to ask", "2", false), chip("Doubtful", "3", false)},
		Rows: []page.StandsRow{
			{Client: okafor(), Owner: marta(), Mark: "broken", Kind: "Worried", Reason: "Dr Okafor’s practice is worried: “Nobody has called me since the inspection.” Answer by today 12:30.", URL: "/conversations/cnv_1", More: []string{"silent", "had to ask"}, Late: "since Wed 15:20"},
			{Client: ruiz(), Owner: marta(), Mark: "broken", Kind: "Broken", Reason: "“Mock-ups of the three main pages” was due Thu 26 Feb, and Ana Ruiz does not know.", URL: "/promises/prm_1", Late: "since Thu 26 Feb"},
			{Client: harbour(), Owner: jonas(), Mark: "broken", Kind: "Had to ask", Reason: "They had to ask 2 times within a month: the target is none.", URL: "/clients/cli_h/history", Late: "since Mon 16 Feb"},
			{Client: aalto(), Owner: lea(), Mark: "doubtful", Kind: "Doubtful", Reason: "Tell Aino Aalto before Mon 2 Mar 16:00: “Proposal for the refit” will hardly be ready (31 % chance).", URL: "/promises/prm_2", More: []string{"held up"}, Left: moment("Mon 2 Mar 16:00", "2026-03-02T16:00:00+01:00", "in 3 days")},
			{Client: lumen(), Owner: jonas(), Mark: "doubtful", Kind: "Silent", Reason: "Lumen Energy was to hear from us today 15:00.", URL: "/promises/prm_3", Left: moment("today 15:00", "2026-02-27T15:00:00+01:00", "in 5 h"), Waved: "They know: we meet on Monday"},
		},
		Tables: []ui.Link{{Text: "CSV", URL: "/portfolio.csv"}, {Text: "XLSX", URL: "/portfolio.xlsx"}},
		Pager:  page.Pager{Said: "5 clients, the worst first"},
	}
}

func clientPage() page.ClientPage {
	return page.ClientPage{
		Desk: desk("Casa Ruiz", page.InClients), Client: ruiz(), Stage: "Active client", Owner: ui.Link{Text: "Marta Kern", URL: "/people/mem_marta"},
		Hours: "open now, until 18:00 Madrid",
		Next: page.NextContact{When: moment("Monday, 2 March", "2026-03-02", "in 3 days"), Who: "Marta Kern writes.", Words: "“You hear from me on Monday with all four pages, or with the two that are ready.”", Visible: "They see it on their page.",
			Change: &page.Act{Label: "Move it", URL: "/clients/cli_ruiz/next"}},
		Acts:  []page.Act{{Label: "New promise", Icon: "plus", URL: "/promises/new?client=cli_ruiz"}, {Label: "Write", Icon: "told", URL: "/clients/cli_ruiz/tell"}, {Label: "Log a call", Icon: "call", URL: "/clients/cli_ruiz/calls/new"}, {Label: "Edit", Icon: "pen", URL: "/clients/cli_ruiz/edit"}},
		Asks:  []page.Prompt{tellAna()},
		Open:  []page.PromiseRow{rows()[3], {URL: "/promises/prm_21", Words: "Texts for the four pages", Kind: "Deliverable", State: ui.OnTrack, To: "Luis Ruiz", Due: moment("Thu 5 Mar", "2026-03-05", "in 6 days"), Owner: lea()}, {URL: "/promises/prm_22", Words: "Website online", Kind: "Deliverable", State: ui.OnTrack, To: "Ana Ruiz", Due: moment("Thu 2 Apr", "2026-04-02", "in 34 days"), Owner: marta()}},
		Ended: ended(), AllEnded: "/promises?client=cli_ruiz&ended=1",
		Tally:   []page.Fact{{Name: "kept", Value: "12"}, {Name: "reset in time", Value: "3"}, {Name: "told late", Value: "1"}, {Name: "broken in silence", Value: "1"}},
		Notices: notices(), All: "/notices?client=cli_ruiz",
		Talks: talkRows()[:2], Chased: "They had to ask twice within a month: the target is none.", History: "/clients/cli_ruiz/history",
		Talk: []page.Happening{
			{When: moment("Wed 15:10", "2026-02-25T15:10:00+01:00", ""), Icon: "call", Who: "Marta Kern", Text: "spoke with Ana Ruiz", Words: "She would like to see the two finished pages before Monday."},
			{When: moment("Mon 23 Feb", "2026-02-23T11:00:00+01:00", ""), Icon: "call", Who: "Luis Ruiz", Text: "called, nobody answered; called back after 38 min"},
			{When: moment("Fri 13 Feb", "2026-02-13T14:00:00+01:00", ""), Icon: "meeting", Who: "Marta Kern and Léa Fontaine", Text: "met Ana Ruiz", Words: "Chose the second colour world. Photographs in the last week of February, if the permit comes."},
		},
		Contacts: []page.ContactRow{
			{Name: "Ana Ruiz", URL: "/contacts/con_ana", Role: "Owner", Email: "ana@casaruiz.example", Phone: "+34 91 555 01 20", Portal: "Opened their page Wed 10:31", PortalOK: true},
			{Name: "Luis Ruiz", URL: "/contacts/con_luis", Role: "Cellar", Email: "luis@casaruiz.example", Portal: "Invited, not opened", Acts: []page.Act{{Label: "Invite again", Post: "/contacts/con_luis/invitations", Once: "i1"}}},
			{Name: "Eva Soler", URL: "/contacts/con_eva", Role: "Bookkeeper", Email: "eva@soler.example", Problem: "Mail came back: mailbox full", Portal: "No page"},
		},
		AddPerson: "/clients/cli_ruiz/contacts/new", AddProject: "/clients/cli_ruiz/projects/new",
		Projects: []page.ProjectRow{{URL: "/projects/prj_1", Name: "Website relaunch", Kind: "Project", State: "under way since January", Open: "3 open", Worst: ui.Doubtful}, {URL: "/projects/prj_9", Name: "Labels for the 2025 vintage", Kind: "Pursuit", State: "proposal due in March", Open: "1 open", Worst: ui.OnTrack}},
		Portal:   "/clients/cli_ruiz/as-client",
	}
}

func newClient() page.ClientForm {
	f := page.NewClientForm(desk("New client", page.InClients), "/dates")
	f.Form = ui.Form{Action: "/clients", Once: "c1", Back: "/clients"}
	f.Stage.Options = ui.Choose(f.Stage.Options, "active")
	f.Owner.Options = options("marta", "marta", "Marta Kern (you)", "jonas", "Jonas Weber")
	f.Colour.Options = ui.Choose(f.Colour.Options, "7")
	f.Zone.Value = "Europe/Berlin"
	f.Language.Options = options("de", "en", "English", "de", "German", "fr", "French")
	f.Region.Options = options("DE-BY", "", "None", "DE-BY", "Bavaria", "ES-MD", "Madrid")
	f.Next.Chips.Options = []ui.Option{{Value: "2026-03-02", Label: "Monday", Hint: "2 Mar"}, {Value: "2026-03-06", Label: "in a week", Hint: "Fri 6 Mar", Selected: true}, {Value: "2026-03-13", Label: "in two weeks", Hint: "Fri 13 Mar"}}
	return f
}

func editClient() page.ClientForm {
	f := newClient()
	f.Desk.Title, f.Editing, f.Client = "Casa Ruiz", true, ruiz()
	f.Form = ui.Form{Action: "/clients/cli_ruiz", Version: "5", Error: "Jonas Weber changed this client a minute ago. What he wrote is in the fields now; yours is beside it.", Back: "/clients/cli_ruiz"}
	f.Name.Value = "Casa Ruiz"
	f.Colour.Options = ui.Choose(f.Colour.Options, "2")
	f.Zone.Value, f.Zone.Error = "Europe/Madird", "No such zone. Did you mean Europe/Madrid?"
	f.Logo.Error = "This file is not an image we can read. Send a PNG, JPEG, GIF or WebP."
	return f
}

func contactForm() page.ContactForm {
	f := page.NewContactForm(desk("Eva Soler", page.InClients))
	f.Form = ui.Form{Action: "/contacts/con_eva", Version: "2", Back: "/clients/cli_ruiz"}
	f.Editing, f.Client, f.Problem = true, ruiz(), "Mail to this address came back on Thursday: “550 mailbox full”. Until it is mended, she is told by phone."
	f.Name.Value, f.Role.Value, f.Email.Value, f.Phone.Value = "Eva Soler", "Bookkeeper", "eva@soler.example", "+34 91 555 01 44"
	f.Remove = &page.Act{Label: "End her access", Danger: true, Post: "/contacts/con_eva/ending", Version: "2"}
	return f
}

func project() page.ProjectPage {
	next := clientPage().Next
	return page.ProjectPage{
		Desk: desk("Website relaunch", page.InClients), Name: "Website relaunch", Kind: "Project", State: "under way since 12 January", Client: ruiz(),
		Leader: ui.Link{Text: "Marta Kern", URL: "/people/mem_marta"}, Next: &next,
		Acts: []page.Act{{Label: "New promise", Icon: "plus", URL: "/promises/new?project=prj_1", Main: true}, {Label: "Write", Icon: "told", URL: "/projects/prj_1/tell"}, {Label: "Edit", Icon: "pen", URL: "/projects/prj_1/edit"}},
		Open: clientPage().Open, Ended: ended()[:2], Notices: notices()[:2],
		Facts: []page.Fact{{Name: "Started", Value: "Mon 12 January 2026"}, {Name: "Ends", Value: "Thu 2 April 2026"}},
	}
}

func newProject() page.ProjectForm {
	f := page.NewProjectForm(desk("New project", page.InClients), "/dates")
	f.Form, f.Client = ui.Form{Action: "/clients/cli_ruiz/projects", Once: "p1", Back: "/clients/cli_ruiz"}, ruiz()
	f.Owner.Options = options("marta", "marta", "Marta Kern (you)", "jonas", "Jonas Weber")
	f.Contact.Options = options("ana", "ana", "Ana Ruiz", "luis", "Luis Ruiz")
	f.Next.Chips.Options = newClient().Next.Chips.Options
	return f
}
