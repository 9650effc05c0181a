package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

func issuePage() page.IssuePage {
	p := page.NewIssuePage(desk("The crane is broken", page.InIssues), options("found", "found", "Looked into", "fixing", "Being put right", "closed", "Over"), "/dates")
	p.What, p.State, p.Owner, p.Made = "The crane is broken", "being put right", "Marta Kern", moment("today 9:12", "2026-02-27T09:12:00+01:00", "48 min ago")
	p.Touched = []page.IssueTouch{
		{Client: ruiz(), Promises: []ui.Link{{Text: "The roof", URL: "/promises/prm_1"}, {Text: "Mock-ups of four pages", URL: "/promises/prm_2"}}, State: "not told yet", Tone: "broken", When: moment("today 9:12", "2026-02-27T09:12:00+01:00", "48 min ago"), Drop: &ui.Form{Action: "/issues/iss_1/touches/cli_1/end", Version: "2"}},
		{Client: ui.Client{URL: "/clients/cli_2", Name: "Okafor Housing Association, Building Department", Colour: 5}, State: "knows how it stands", Tone: "kept", When: moment("today 9:40", "2026-02-27T09:40:00+01:00", "20 min ago")},
	}
	p.Add, p.Find.Value = ui.Form{Action: "/issues/iss_1/touches", Version: "2"}, "roof"
	p.Found = []page.IssuePick{{Client: ui.Client{Name: "Larsen", Colour: 3}, Checks: []ui.Field{{Name: "promise", ID: "touch-prm_9", Value: "prm_9", Label: "The roof of the barn", Hint: "Thu 12 Mar", Checked: true}, {Name: "client", ID: "touch-cli_3", Value: "cli_3", Label: "Larsen, no date of theirs"}}}}
	p.Form, p.Save, p.Preview, p.Submit = ui.Form{Action: "/issues/iss_1/tellings", Version: "2"}, "/issues/iss_1", "/issues/iss_1/tellings/preview", "Tell Casa Ruiz"
	p.Words.Value, p.Effect.Value, p.Fix.Value = p.What, "The roof comes a week later.", "Another crane comes on Thursday."
	p.Clients = []page.IssueClient{{
		Client: ruiz(), To: "to_cli_1", Tell: ui.Field{Name: "tell", ID: "tell-cli_1", Value: "cli_1", Label: "Tell Casa Ruiz", Checked: true},
		Readers: []page.Reader{{Value: "con_1", Name: "Ana Ruiz", Address: "ana@casaruiz.example", Chosen: true}, {Value: "con_2", Name: "Luis Ruiz", Problem: "No e-mail address is known: call instead."}},
		Dates:   []page.IssueDate{{Words: "The roof", URL: "/promises/prm_1", Due: moment("Mon 2 Mar 16:00", "2026-03-02T16:00:00+01:00", "in 3 days"), Ask: page.NewDateAsk("due_prm_1", "A new date, if it moves", "/dates")}},
	}}
	return p
}

func issues() []Entry {
	d := desk("Issues", page.InIssues)
	list := page.Issues{Desk: d, Older: "/issues?before=iss_1", Rows: []page.IssueRow{
		{URL: "/issues/iss_1", What: "The crane is broken", State: "being put right", Owner: "Marta Kern", Made: moment("today 9:12", "2026-02-27T09:12:00+01:00", "48 min ago"), Untold: "1 client of 2 not told how it stands"},
		{URL: "/issues/iss_2", What: "The mails of the form stood still from nine to eleven, on the server of the provider", State: "over", Over: true, Owner: "Nils Holm", Made: moment("Mon 16 Feb", "2026-02-16T09:12:00+01:00", "11 days ago")},
	}}
	form := page.NewIssueForm(desk("Record an issue", page.InIssues), options("found", "found", "Looked into"))
	form.Form = ui.Form{Action: "/issues", Back: "/issues"}
	form.Touches = issuePage().Found
	wrong := form
	wrong.What.Error = "Write one line."
	told := issuePage()
	told.Letters = []page.Letter{{To: "Ana Ruiz", Subject: told.What, Text: "Hello Ana Ruiz,\n\nWe are putting it right.", Lang: "en"}}
	settled := issuePage()
	settled.Settled, settled.Found, settled.None, settled.Blocked = true, nil, "Nothing that is open fits “roof”.", "Say who is to be told."
	nobody := issuePage()
	nobody.Touched, nobody.Clients, nobody.Found, nobody.Find.Value = nil, nil, nil, ""
	return []Entry{{"issues", list}, {"issues-none", page.Issues{Desk: d}}, {"issue-form", form}, {"issue-form-wrong", wrong}, {"issue", issuePage()}, {"issue-preview", told}, {"issue-settled", settled}, {"issue-of-nobody", nobody}}
}
