package sample

import (
	"strconv"

	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
)

func front(title string) page.Front {
	return page.Front{Title: title, Workspace: "Northlight Studio", Now: now}
}

func fronts() []Entry {
	in := page.NewSignIn(front("Sign in"))
	in.Form, in.ByLink = ui.Form{Action: "/sign-in"}, "/sign-in/links"
	wrong := in
	wrong.Form.Error, wrong.Email.Value = "That address and password do not belong together. After 5 more tries you wait ten minutes.", "marta@northlight.example"
	code := page.NewCode(front("Look into your mail"))
	code.Form, code.SentTo, code.Again = ui.Form{Action: "/sign-in/codes"}, "marta@northlight.example", "/sign-in/links"
	setup := page.NewSetup(page.Front{Title: "Set up", Now: now})
	setup.Form = ui.Form{Action: "/setup"}
	setup.Zone.Value = "Europe/Berlin"
	setup.Region.Options = options("DE-BY", "", "None", "DE-BY", "Bavaria", "AT", "Austria", "GB-ENG", "England")
	setup.Password.Error = "That is 8 characters; 12 are needed."
	join := page.NewJoin(front("Welcome"))
	join.Form, join.By, join.Email = ui.Form{Action: "/join"}, "Marta Kern invited you to Northlight Studio.", "lea@northlight.example"
	link := page.LinkConfirm{Front: front("Sign in"), Form: ui.Form{Action: "/sign-in/links/use"}, Heading: "Sign in to Northlight Studio", Text: "As Marta Kern, on this browser. The link works until 10:27 and once.", Button: "Sign in", Hidden: []page.Pair{{Name: "token", Value: "x"}}}
	d := desk("Not found", page.Nowhere)
	return []Entry{{"sign-in", in}, {"sign-in-wrong", wrong}, {"code", code}, {"setup", setup}, {"join", join}, {"link-confirm", link},
		{"error-404", page.Problem{Status: "404", Heading: "There is nothing here", Text: "It was removed, or it belongs to somebody else.", Desk: &d, Links: []ui.Link{{Text: "Home", URL: "/"}, {Text: "Search", URL: "/search"}}}},
		{"error-409", page.Problem{Status: "409", Heading: "That has changed in the meantime", Text: "“Mock-ups of four pages”: It was kept: they had it Fri 27 Feb, 09:40.", Desk: &d,
			Acts:    []page.Act{{Label: "Reopen it and go on", Icon: "promises", Main: true, Post: "/promises/prm_1/resets/reopening"}, {Label: "Write to them instead", Icon: "told", Post: "/clients/cli_ruiz/tellings/preview"}, {Label: "Look at the promise", URL: "/promises/prm_1"}},
			Written: []page.Fact{{Name: "The date", Value: "Wed 11 March"}, {Name: "Why it moves", Value: "The permit for the photographs came two days late."}, {Name: "Your words", Value: resetText}}}},
		{"error-500", page.Problem{Status: "500", Heading: "That went wrong, and it is ours to mend", Text: "Nothing was changed. Try it again; what you typed is still in your browser when you go back.", Reference: "err_01j9x3k7qf", Front: page.Front{Title: "Trouble"}, Links: []ui.Link{{Text: "Home", URL: "/"}}}},
	}
}

func noticePages() []Entry {
	bounced := page.NoticeRow{URL: "/notices/ntc_4", Subject: "The booking form moves to Wednesday", Proof: ui.Bounced, To: "Dr Ada Okafor", Client: okafor(), Channel: "mail", When: moment("Thu 17:45", "2026-02-26T17:45:00+01:00", "16 h ago"), Problem: "Refused by her server: mailbox full. She does not know.",
		Acts: []page.Act{{Label: "Log a call", Icon: "call", URL: "/notices/ntc_4/calls/new"}, {Label: "Try again", Icon: "mail", Post: "/notices/ntc_4/retries", Once: "r1"}}}
	list := page.Notices{
		Desk:   desk("Notices", page.InNotices),
		Views:  []page.Shortcut{{Text: "All", URL: "/notices", Here: true}, {Text: "Did not arrive", URL: "/notices?state=failed", Count: "2"}, {Text: "On the way", URL: "/notices?state=queued", Count: "1"}},
		Filter: page.Filter{Action: "/notices", Search: ui.Field{Name: "q", ID: "list-q", Label: "Search subjects and people"}, Picks: filterOf("").Picks[1:2]},
		Rows: append([]page.NoticeRow{bounced,
			{URL: "/notices/ntc_5", Subject: "Where the lobby stands", Proof: ui.Queued, To: "Mikko Aalto", Client: aalto(), Channel: "mail", When: moment("10:11", "2026-02-27T10:11:00+01:00", "1 min ago")},
			{URL: "/notices/ntc_6", Subject: "The report comes on Thursday", Proof: ui.Unsure, To: "Ingrid Lund", Client: lumen(), Channel: "mail", When: moment("Thu 16:02", "2026-02-26T16:02:00+01:00", "18 h ago"), Problem: "The server took it and the line broke before it answered. It is not sent again by itself.", Acts: bounced.Acts[:1]},
			{URL: "/notices/ntc_7", Subject: "Your proposal is on its way", Proof: ui.Dead, To: "Paul Brenner", Client: brenner(), Channel: "mail", When: moment("Tue 9:00", "2026-02-24T09:00:00+01:00", ""), Problem: "Given up after 12 attempts in 4 days.", Acts: bounced.Acts[:1]}}, notices()...),
		Pager: page.Pager{Said: "The newest first"},
	}
	one := page.NoticePage{
		Desk: desk("The booking form moves to Wednesday", page.InNotices), Subject: bounced.Subject, Proof: ui.Bounced, Client: okafor(), To: "Dr Ada Okafor <ada@okafor-practice.example>", From: "Marta Kern, Northlight Studio", By: ui.Link{Text: "Marta Kern", URL: "/people/mem_marta"}, Channel: "mail",
		Text:    "Dear Dr Okafor,\n\nthe booking form will not be ready on Thursday. You will have it on Wednesday, 4 March.\n\nThe calendar of your practice answers more slowly than we expected; we are building a copy that refreshes every minute.\n\nYou hear from me on Monday.\n\nMarta Kern",
		About:   []ui.Link{{Text: "The booking form, working on phones", URL: "/promises/prm_4"}},
		Problem: "She does not know: her server refused it. What it told of is open again.", Acts: bounced.Acts,
		Moments:  []page.Fact{{Name: "Queued", When: moment("Thu 14:02", "2026-02-26T14:02:00+01:00", "")}, {Name: "Accepted by our server", When: moment("Thu 14:02", "2026-02-26T14:02:03+01:00", "")}, {Name: "Came back", When: moment("Thu 17:45", "2026-02-26T17:45:00+01:00", "")}},
		Attempts: []page.Attempt{{When: moment("Thu 14:02", "2026-02-26T14:02:03+01:00", ""), Server: "mail.northlight.example", Answer: "250 2.0.0 Ok: queued as 4BkT2x1Zq9", Good: true}, {When: moment("Thu 17:45", "2026-02-26T17:45:00+01:00", ""), Server: "mx1.okafor-practice.example", Answer: "550 5.2.2 Mailbox full"}},
		Source:   "/notices/ntc_4.eml",
	}
	return []Entry{{"notices", list}, {"notice", one}}
}

func records() []Entry {
	ends := []page.EndShare{{State: ui.Kept, Count: "31", Share: 74, URL: "/promises?outcome=kept"}, {State: ui.ResetInTime, Count: "7", Share: 17, URL: "/promises?outcome=reset"}, {State: ui.ToldLate, Count: "2", Share: 5}, {State: ui.BrokenInSilence, Count: "1", Share: 2}, {State: ui.Released, Count: "1", Share: 2}}
	calls := page.ChannelRecord{Channel: "Calls returned", Standard: "within 90 minutes", Share: "92\u00a0%", Within: 92, Median: "24 min", P90: "81 min", Worst: "3 h 10 min", WorstURL: "/clients/cli_ruiz", Count: "41 calls", Waiting: "1 waits now"}
	mails := page.ChannelRecord{Channel: "Mails answered", Standard: "within 4 working hours", Share: "78\u00a0%", Within: 78, Median: "1 h 55 min", P90: "6 h 20 min", Worst: "2 days 1 h", Count: "113 mails"}
	few := page.ChannelRecord{Channel: "Calls returned", Standard: "within 90 minutes", Few: "Only 3 calls: too few for a share.", Median: "35 min", P90: "–", Worst: "1 h 2 min", Count: "3 calls"}
	team := page.RecordCard{Who: ui.Person{Name: "All of us"}, Channels: []page.ChannelRecord{calls, mails}, Ends: ends, Total: "42 promises ended"}
	full := page.NewRecord(desk("Record", page.InRecord))
	full.Period, full.Team = "1 January to 27 February 2026", &team
	full.Periods = []page.Shortcut{{Text: "This week", URL: "?period=week"}, {Text: "This month", URL: "?period=month", Here: true}, {Text: "Last month", URL: "?period=last-month"}}
	full.Cards = []page.RecordCard{{Who: marta(), Channels: []page.ChannelRecord{calls, mails}, Ends: ends, Total: "42 promises ended"},
		{Who: lea(), Note: "away until Tue 3 March", Channels: []page.ChannelRecord{few, mails}, Ends: ends[:2], Total: "4 promises ended", EndsNote: "Only 4 promises ended: too few to judge."}}
	empty := page.NewRecord(full.Desk)
	empty.Period, empty.Periods = full.Period, full.Periods
	wait := page.Calls{Desk: desk("Waiting calls", page.InCalls), Standard: "Calls are returned within 90 minutes of our working time.", Log: "/calls/new",
		Waiting: []page.WaitingCall{{Who: "Paul Brenner", Client: brenner(), URL: "/clients/cli_brenner", Channel: "called {when}", Since: moment("today 9:24", "2026-02-27T09:24:00+01:00", "48 min ago"), AnswerBy: ui.Moment{Text: "today 10:54", ISO: "2026-02-27T10:54:00+01:00", Relative: "in 42 min", Why: []string{"missed Fri 9:24", "standard 90 min of working time", "you opened at 9:00", "so 10:54"}}, Text: "About the payment methods in the proposal.", Phone: "+49 89 555 0199", Owner: marta(),
			Acts: []page.Act{{Label: "I called back", Icon: "call", Main: true, URL: "/calls/new?answers=clk_1"}, handOver("c1")}}},
		Answered: []page.WaitingCall{{Who: "Luis Ruiz", Client: ruiz(), URL: "/clients/cli_ruiz", Channel: "called {when}", Since: moment("Mon 11:00", "2026-02-23T11:00:00+01:00", ""), Took: "38 min, within 90", InTime: true, Owner: marta()},
			{Who: "Tom Harbour", Client: harbour(), URL: "/clients/cli_harbour", Channel: "called {when}", Since: moment("Thu 19 Feb", "2026-02-19T16:00:00+01:00", ""), Took: "3 h 10 min, over 90", Owner: jonas()}}}
	form := page.NewCallForm(desk("Log a call", page.InCalls), "/dates")
	form.Form = ui.Form{Action: "/calls", Once: "call1", Back: "/calls"}
	form.Client.Options = options("cli_brenner", "cli_brenner", "Brenner Weinhandel", "cli_ruiz", "Casa Ruiz")
	form.Contact.Options = options("paul", "paul", "Paul Brenner")
	form.At.Chips.Options = []ui.Option{{Value: "now", Label: "just now", Selected: true}}
	form.Of = brenner()
	form.Answering.Options = options("marta", "marta", "Marta Kern (you)", "jonas", "Jonas Weber")
	form.About.Options = options("", "", "Nothing in particular", "prj_5", "Proposal for the online shop")
	form.Next.Chips.Options = newClient().Next.Chips.Options
	return []Entry{{"record", full}, {"record-empty", empty}, {"calls", wait}, {"call-new", form}}
}

func people() []Entry {
	role := options("member", "member", "Member", "leader", "Leader", "owner", "Owner")
	who := options("marta", "", "Nobody", "marta", "Marta Kern", "jonas", "Jonas Weber")
	list := page.People{Desk: desk("People", page.InPeople), Invite: page.NewInvite(tongue.Voice{}, "/invitations", "inv1", role, who),
		Rows: []page.MemberRow{
			{Who: marta(), Role: "Owner", Email: "marta@northlight.example", Hours: "Mon to Fri 9:00 to 18:00 Munich", Now: "here until 18:00", Deputy: "Jonas Weber stands in", Holds: "14 open"},
			{Who: jonas(), Role: "Leader", Email: "jonas@northlight.example", Hours: "Mon to Thu 8:00 to 17:00 Munich", Now: "back Mon 8:00", Leader: "led by Marta Kern", Deputy: "Léa Fontaine stands in", Holds: "9 open"},
			{Who: lea(), Role: "Member", Email: "lea@northlight.example", Hours: "Mon to Fri 9:00 to 15:00 Lyon", Now: "away until Tue 3 Mar", Away: true, Leader: "led by Marta Kern", Deputy: "Marta Kern stands in", Holds: "6 open"}},
		Invited: []page.MemberRow{{Who: ui.Person{Name: "Noor Haddad", Initials: "NH"}, Role: "Member", Email: "noor@northlight.example", Now: "invited Wed", Acts: []page.Act{{Label: "Invite again", Post: "/invitations/inv_1/again", Once: "x"}}}}}
	hours := page.NewHoursForm(tongue.Voice{}, ui.Form{Action: "/people/mem_lea/hours", Version: "3"}, "lea")
	for i := range 5 {
		hours.Fields[i].Value = "9:00-12:30, 13:15-15:00"
	}
	face := lea()
	member := page.Settings{Desk: desk("Léa Fontaine", page.InPeople), Heading: "Léa Fontaine", Lede: "Member, led by Marta Kern", Face: &face,
		Sections: []page.SettingsPart{
			{ID: "profile", Title: "In the firm", Form: page.NewMemberForm(tongue.Voice{}, ui.Form{Action: "/people/mem_lea", Version: "3"}, role, who, who)},
			{ID: "hours", Title: "Office hours", Lead: "In Lyon. Several windows a day are fine.", Form: hours},
			{ID: "absences", Title: "Absences", Items: []page.Item{{Text: "Wed 25 February to Mon 2 March 2026", Hint: "Holiday. Marta Kern stands in.", Mark: "now", Tone: "doubtful", Acts: []page.Act{{Label: "Take away", Post: "/people/mem_lea/absences/abs_1/end"}}}}, Add: page.NewAbsenceForm(tongue.Voice{}, ui.Form{Action: "/people/mem_lea/absences"}), AddText: "Add an absence"},
			{ID: "sessions", Title: "Where she is signed in", Items: []page.Item{{Text: "Firefox on Linux", Hint: "last seen", When: moment("Tue 14:40", "2026-02-24T14:40:00+01:00", ""), Acts: []page.Act{{Label: "End", Post: "/people/mem_lea/sessions/ses_1/end"}}}}},
		}}
	mine := page.Settings{Desk: desk("My settings", page.InMe), Heading: "My settings",
		Sections: []page.SettingsPart{
			{ID: "password", Title: "Password", Form: page.NewPasswordForm(tongue.Voice{}, ui.Form{Action: "/me/password"})},
			{ID: "sessions", Title: "Where I am signed in", Items: []page.Item{{Text: "Chromium on Linux", Hint: "since", When: moment("Mon 9:01", "2026-02-23T09:01:00+01:00", ""), Mark: "this one", Tone: "kept"}, {Text: "Safari on iPhone", Hint: "last seen", When: moment("today 7:12", "2026-02-27T07:12:00+01:00", ""), Acts: []page.Act{{Label: "End", Post: "/me/sessions/ses_2/end"}}}}},
		}}
	return []Entry{{"people", list}, {"member", member}, {"me", mine}}
}

func settings() []Entry {
	hours := page.NewHoursForm(tongue.Voice{}, ui.Form{Action: "/settings/hours", Version: "8"}, "office")
	for i := range 5 {
		hours.Fields[i].Value = "9:00-12:30, 13:30-18:00"
	}
	hours.Fields[4].Value, hours.Fields[4].Error = "9:00-25:00", "There is no 25:00. A day ends at 24:00."
	ws := page.NewWorkspaceForm(tongue.Voice{}, ui.Form{Action: "/settings/workspace", Version: "8"}, options("DE-BY", "DE-BY", "Bavaria", "AT", "Austria", "FR", "France", "GB-ENG", "England", "FI", "Finland", "ES-MD", "Madrid"))
	ws.Fields[0].Value, ws.Fields[1].Value = "Northlight Studio", "Europe/Berlin"
	std := page.NewStandardsForm(tongue.Voice{}, ui.Form{Action: "/settings/standards", Version: "8"}, targets())
	for i, v := range []string{"90 min", "4 h", "1 h", "", "50", "65", "80"} {
		std.Fields[i].Value = v
	}
	inbox := page.NewInboxForm(tongue.Voice{}, ui.Form{Action: "/settings/inbox", Version: "8"}, options("", "", "The workspace’s owner", "mem_lea", "Léa Fontaine"))
	inbox.Fields[0].Checked, inbox.Fields[2].Value = true, "2"
	pol := page.NewPolicyForm(tongue.Voice{}, ui.Form{Action: "/settings/policy", Version: "8"})
	for i, v := range []string{"4 h", "8 h", "2 h", "2 h", "3 h", "90 min", "30 min", "30 min", "2 h"} {
		pol.Fields[i].Value = v
	}
	brand := page.NewBrandForm(tongue.Voice{}, ui.Form{Action: "/settings/brand", Version: "8"})
	brand.Fields[0].Value = "#076798"
	all := page.Settings{Desk: desk("Workspace", page.InSettings), Heading: "Northlight Studio", Lede: "What holds for the whole workspace.",
		Sections: []page.SettingsPart{
			{ID: "workspace", Title: "Name and place", Form: ws},
			{ID: "hours", Title: "Office hours", Lead: "Several windows a day are fine: “9:00-12:30, 13:30-18:00”. Empty is closed.", Form: hours},
			{ID: "exceptions", Title: "Days that are different", Items: []page.Item{{Text: "Friday, 6 March 2026", Hint: "closed: company outing", Acts: []page.Act{{Label: "Take away", Post: "/settings/exceptions/exc_1/end"}}}}, Add: page.NewExceptionForm(tongue.Voice{}, ui.Form{Action: "/settings/exceptions"}), AddText: "Add a day"},
			{ID: "holidays", Title: "Holidays from a file", Form: page.NewHolidayFileForm(tongue.Voice{}, ui.Form{Action: "/settings/holidays"}), Upload: true, Items: []page.Item{{Text: "bridge-days-2026.ics", Hint: "4 days", Acts: []page.Act{{Label: "Take away", Post: "/settings/holidays/hol_1/end"}}}}},
			{ID: "standards", Title: "How soon we answer", Lead: "In our working time. Each member’s record is held against it.", Form: std},
			{ID: "inbox", Title: "What comes in", Form: inbox, Acts: []page.Act{{Label: "Ways in", Icon: "mail", URL: page.WaysInURL}, {Label: "Ready answers", Icon: "pen", URL: page.PhrasesURL}}},
			{ID: "policy", Title: "How early Kept warns", Lead: "Worked back from each date through the client’s and our hours.", Form: pol},
			{ID: "brand", Title: "The look clients see", Form: brand, Upload: true, Client: &ui.Client{Name: "Northlight", Colour: 8}},
		}}
	tokens := page.Settings{Desk: desk("API tokens", page.InSettings), Heading: "API tokens", Lede: "Whatever a page can do, the API can. A token acts as you.",
		Sections: []page.SettingsPart{{ID: "tokens", Title: "Tokens", Secret: &page.Secret{Text: "Copy it now: it is not shown again.", Value: "kept_01j9x3k7qfv2m8d4t6n0bqzr5c_9f2c4e61a8d7"},
			Items: []page.Item{{Text: "Invoices", Hint: "last used", When: moment("today 6:00", "2026-02-27T06:00:00+01:00", ""), Acts: []page.Act{{Label: "End", Danger: true, Post: "/settings/tokens/tok_1/end"}}}}, Add: page.NewTokenForm(tongue.Voice{}, ui.Form{Action: "/settings/tokens"}), AddText: "Make a token"}}}
	mail := page.Settings{Desk: desk("Outgoing mail", page.InSettings), Heading: "Outgoing mail", Lede: "Paused since the restore of Thu 26 February, 19:40.",
		Facts:    []page.Fact{{Name: "Server", Value: "mail.northlight.example:587, with TLS"}, {Name: "Waiting", Value: "7 notices to clients, 3 mails to members"}},
		Sections: []page.SettingsPart{{ID: "release", Title: "Let mail out again", Lead: "A restored copy may hold notices that were already sent before. Look through them first: each can be withdrawn.", Acts: []page.Act{{Label: "See what waits", URL: "/notices?state=queued"}, {Label: "Release outgoing mail", Main: true, Post: "/settings/mail/release", Once: "rel"}}}}}
	mail.Desk.Banners = []page.Banner{{Tone: "doubtful", Text: "Outgoing mail is paused: this is a restored copy.", Link: ui.Link{Text: "Look at it", URL: "/settings/mail"}}}
	return []Entry{{"settings", all}, {"tokens", tokens}, {"mail-paused", mail}}
}

func rest() []Entry {
	imp := page.NewImport(desk("Import", page.InImport))
	imp.Form, imp.Formats = ui.Form{Action: "/import", Once: "imp"}, "CSV, XLSX or ICS for promises; CSV or vCard for clients."
	imp.What.Options = ui.Choose(imp.What.Options, "promises")
	look := imp
	look.Preview = &page.ImportPreview{File: "dates-spring.xlsx", Summary: "41 promises to make, 3 already here, 1 row with a problem.", Problems: 1, Columns: []string{"Client", "To", "What", "By when"},
		Rows: []page.ImportRow{{Number: "7", Cells: []string{"Casa Ruis", "Ana", "Texts", "30.02.2026"}, Problem: "There is no 30 February."}, {Number: "2", Cells: []string{"Casa Ruiz", "Ana Ruiz", "Mock-ups of four pages", "Mon 2 March 2026, 16:00"}, Effect: "already here"}, {Number: "3", Cells: []string{"Lumen Energy", "Ingrid Lund", "Annual report", "Thu 5 March 2026"}, Effect: "new", Remarks: []string{"the client is closed that day: company holidays"}},
			{Number: "9", Cells: []string{"Casa Ruiz", "Ana Ruiz", "The printer's visit", "Wed 25 March 2026, 10:00"}, Effect: "differs: stands here for Wed 25 March 2026; the file says Thu 26 March 2026", Differs: true, Link: ui.Link{Text: "Look at it", URL: "/promises/prm_1"}},
			{Number: "12", Cells: []string{"Lumen Energy", "Ingrid Lund", "Weekly call", "every Monday until Monday 16 March 2026: 2 appointments"}, Effect: "new", Dates: []page.ImportDate{{Text: "Mon 9 March 2026"}, {Text: "Mon 16 March 2026"}}}},
		More: "and 41 more rows", Form: ui.Form{Action: "/import/imp_1/run", Back: "/import"}, Blocked: "Nothing is brought in while a row has a problem. Mend row 7 in the file and choose it again.", Submit: "Bring in 41 promises"}
	planned := page.NewPlanImport(desk("Bring in a plan", page.InClients))
	planned.Client, planned.Project, planned.Form, planned.From = ruiz(), ui.Link{Text: "Website", URL: "/projects/prj_1"}, ui.Form{Action: "/projects/prj_1/plan/import", Back: "/projects/prj_1/plan"}, []string{"Brought in Mon 16 Feb, 9:12 by Marta Kern: Microsoft Project, “Website”."}
	choice := planned
	choice.Choice, choice.Into.Options = "website.xml", []ui.Option{{Group: "Casa Ruiz", Label: "Website", Value: "prj_1"}, {Group: "Casa Ruiz", Label: "A new project, “Website”", Value: "cli_1"}}
	merged := planned
	merged.Look = &page.PlanLook{File: "website.xml", Summary: "1 new step, 1 changed, 17 as it was, 1 changed here, and left, 1 new link.", Submit: "Bring in 2 steps", Form: ui.Form{Action: "/import/plan/x?into=prj_1", Back: "/projects/prj_1/plan/import"},
		Rows:    []page.PlanLookRow{{Effect: "changed", Name: "Order page", Stage: "Building", Takes: "6 days", Who: "Nils Holm", Say: "takes 4 days → 6 days"}, {Effect: "stays as it is here", Name: "Mock-ups", Stage: "Design", Takes: "3 to 4 days", Who: "Lea Wolf", Say: "in the file: days 2 days", Differs: true}, {Effect: "new", Name: "Trial", Stage: "Opening", Takes: "2 days", Who: "Casa Ruiz"}},
		Changed: &page.PlanChanged{Lead: "These steps come to lie elsewhere:", Rows: []page.PlanShift{{Name: "Payments", From: "Mon 9 to Wed 11 Mar", To: "Wed 11 to Fri 13 Mar", Days: "2 days later"}}, Broken: []page.PlanBroken{{Promise: ui.Link{Text: "The shop is open", URL: "/promises/prm_1"}, Say: "its step ends 2 days after it", Hears: "Ana Ruiz must hear of it."}}},
		People:  []string{"Nils: Nils Holm, of us, holds 9 steps", "Stadtbank: Stadtbank, a third party, holds 1 step"}, Notes: []string{"no place here for calendars (1): left out"}}
	tpl := page.Template{Desk: desk("Website", page.InTemplate), Name: "Website", Facts: []string{"3 steps, saved 2 times."}, Acts: []page.Act{{Label: "Start a project", Main: true, URL: "/templates/tpl_1/projects/new"}, {Label: "Retire", Post: "/templates/tpl_1/retirement"}},
		Parts:  []page.TemplatePart{{Title: "Design", Rows: []page.TemplateStep{{Name: "Mock-ups", Words: "You see every page on paper", Role: "designer", Takes: "3 to 4 days", Follows: "at the start"}, {Name: "Choice of colours", Role: "client", Takes: "1 day", Follows: "after Mock-ups"}}}, {Title: "Building", Rows: []page.TemplateStep{{Name: "Pages", Role: "lead", Takes: "6 days", Follows: "after Choice of colours"}}}},
		Rename: ui.Field{Name: "name", Label: "Name", Value: "Website"}, Form: ui.Form{Action: "/templates/tpl_1", Version: "2"}, History: []string{"Mon 2 Feb, 9:12, by Marta Kern", "Mon 12 Jan, 16:02, by Lea Wolf"}}
	tpls := page.Templates{Desk: desk("Templates", page.InTemplate), Rows: []page.TemplateRow{{Name: "Website", URL: "/templates/tpl_1", Saved: "2 times", Start: "/templates/tpl_1/projects/new"}, {Name: "Fair", URL: "/templates/tpl_2", Saved: "1 time", Retired: true}}}
	start := page.TemplateForm{Desk: desk("Start a project", page.InTemplate), Heading: "Start a project: Website", Form: ui.Form{Action: "/templates/tpl_1/projects", Once: "st"}, Label: "Start it today", Warning: []string{"To be done by Fri 6 March it had to start on Wed 25 February, which has passed.", "Started today it is likely to be done on Wed 11 March, 5 days too late."},
		Fields: []ui.Field{{Name: "client", Label: "For whom", Options: []ui.Option{{Value: "cli_1", Label: "Casa Ruiz"}}}, {Name: "name", Label: "Name of the project", Value: "Website"}, {Name: "starts_on", Label: "Starts on", Type: "date", Optional: true}, {Name: "ends_on", Label: "Or is to be done by", Type: "date", Optional: true, Value: "2026-03-06"}},
		Roles:  []ui.Field{{Name: "role-0", Label: "designer", Options: []ui.Option{{Value: "", Label: "Somebody of us"}, {Value: "mem_1", Label: "Lea Wolf"}}}, {Name: "role-1", Label: "Foto Meier", Value: "Foto Meier"}}, RolesAs: "Who takes each role"}
	ready := look
	clean := *look.Preview
	clean.Blocked, clean.Rows, clean.Summary = "", clean.Rows[1:], "41 promises to make, 3 already here."
	ready.Preview = &clean
	found := page.Search{Desk: desk("Search", page.Nowhere), Query: "ruiz", Groups: []page.Found{
		{Title: "Clients", Count: "1", Hits: []page.Hit{{Text: "Casa Ruiz", URL: "/clients/cli_ruiz", Hint: "Active, looked after by Marta Kern", Client: ui.Client{Colour: 2}}}},
		{Title: "People", Count: "2", Hits: []page.Hit{{Text: "Ana Ruiz", URL: "/contacts/con_ana", Hint: "Owner", Client: ruiz()}, {Text: "Luis Ruiz", URL: "/contacts/con_luis", Hint: "Cellar", Client: ruiz()}}},
		{Title: "Promises", Count: "2", Hits: []page.Hit{{Text: "Mock-ups of four pages", URL: "/promises/prm_1", Words: true, Hint: "to Ana Ruiz", Client: ruiz(), State: ui.Doubtful, When: moment("Mon 16:00", "2026-03-02T16:00:00+01:00", "in 3 days")}, {Text: "Three colour worlds to choose from", URL: "/promises/prm_11", Words: true, Client: ruiz(), State: ui.Kept, When: moment("Tue 10 Feb", "2026-02-10", "")}}},
	}}
	found.Desk.Search = "ruiz"
	nothing := page.Search{Desk: desk("Search", page.Nowhere), Query: "xylophone"}
	j := page.Journal{Desk: desk("Journal", page.InJournal), Lede: "Who did what, and when. It is appended to, never rewritten.", Filter: page.Filter{Action: "/journal", Search: ui.Field{Name: "q", ID: "list-q", Label: "Search the journal"}, Picks: filterOf("").Picks[1:3]},
		Days: []page.JournalDay{{Day: "Friday, 27 February 2026", Lines: []page.Happening{
			{When: moment("10:11", "2026-02-27T10:11:00+01:00", ""), Icon: "told", Who: "Marta Kern", Text: "told Mikko Aalto:", Link: ui.Link{Text: "Where the lobby stands", URL: "/notices/ntc_5"}, Proof: ui.Queued},
			{When: moment("9:41", "2026-02-27T09:41:00+01:00", ""), Icon: "doubtful", Who: "Kept", Text: "asked Marta Kern to tell Ana Ruiz before Monday 16:00"}}},
			{Day: "Thursday, 26 February 2026", Lines: []page.Happening{{When: moment("17:45", "2026-02-26T17:45:00+01:00", ""), Icon: "broken", Who: "Kept", Text: "learned that a notice to Dr Ada Okafor came back", Link: ui.Link{Text: "The booking form moves to Wednesday", URL: "/notices/ntc_4"}, Proof: ui.Bounced}}}},
		Pager: page.Pager{Older: "/journal?cursor=x"}}
	mails := page.TryMails{Front: front("Caught mail"), Rows: []page.TryRow{{URL: "/try/mail/1", Subject: "The mock-ups come on Wednesday, 11 March", To: "Ana Ruiz <ana@casaruiz.example>", When: moment("10:12", "2026-02-27T10:12:00+01:00", "")}, {URL: "/try/mail/2", Subject: "Two clients to tell today", To: "Marta Kern <marta@northlight.example>", When: moment("9:00", "2026-02-27T09:00:00+01:00", ""), Inside: true}}}
	mail := page.TryMail{Front: front("Caught mail"), Subject: mails.Rows[0].Subject, Back: "/try/mail", RawURL: "/try/mail/1.eml", Text: resetText, Heads: []page.Fact{{Name: "From", Value: "Marta Kern <kept@northlight.example>"}, {Name: "To", Value: mails.Rows[0].To}, {Name: "Date", Value: "Fri, 27 Feb 2026 10:12:04 +0100"}}, Links: []ui.Link{{Text: "Open their page", URL: "/p/x"}}}
	return []Entry{{"import", imp}, {"import-problem", look}, {"import-ready", ready}, {"plan-import", planned}, {"plan-import-choice", choice}, {"plan-import-look", merged}, {"template", tpl}, {"templates", tpls}, {"templates-none", page.Templates{Desk: tpls.Desk}}, {"template-start", start}, {"search", found}, {"search-none", nothing}, {"journal", j}, {"agenda", agenda()}, {"help", page.NewHelp(desk("Keys and help", page.InHelp))}, {"try-mail", mails}, {"try-mail-one", mail}}
}

func agenda() page.Agenda {
	r := rows()
	date := func(i int, at string) page.AgendaDate {
		return page.AgendaDate{Time: at, Words: r[i].Words, URL: r[i].URL, Kind: r[i].Kind, Client: r[i].Client, To: r[i].To, State: r[i].State, Owner: r[i].Owner.Name}
	}
	m := page.Month{Name: "March 2026"}
	for w := range 6 {
		var week []page.MonthDay
		for d := range 7 {
			n := w*7 + d - 5
			if n < 1 || n > 31 {
				week = append(week, page.MonthDay{})
				continue
			}
			day := page.MonthDay{Number: strconv.Itoa(n), ISO: "2026-03-" + strconv.Itoa(n), Closed: d > 4}
			if n == 2 || n == 3 || n == 5 {
				day.ISO, day.Colours, day.Said = "2026-03-0"+strconv.Itoa(n), []int{8, 2, 11}[:n%3+1], strconv.Itoa(n)+" March, dates"
			}
			week = append(week, day)
		}
		m.Weeks = append(m.Weeks, week)
	}
	return page.Agenda{Desk: desk("Agenda", page.InAgenda), Heading: "The next two weeks", Month: &m,
		Views:  []page.Shortcut{{Text: "Everybody’s", URL: "/agenda", Here: true}, {Text: "Mine", URL: "/agenda?mine=1"}},
		Filter: page.Filter{Action: "/agenda", Search: ui.Field{Name: "q", ID: "list-q", Label: "Words or a client"}},
		Days: []page.AgendaDay{
			{ISO: "2026-02-27", Weekday: "Fri", Number: "27", Month: "February", Today: true, Dates: []page.AgendaDate{date(1, "15:00")}},
			{ISO: "2026-02-28", Weekday: "Sat", Number: "28", Month: "February", Closed: "weekend"},
			{ISO: "2026-03-02", Weekday: "Mon", Number: "2", Month: "March", Dates: []page.AgendaDate{date(2, "14:00"), date(3, "16:00")}},
			{ISO: "2026-03-03", Weekday: "Tue", Number: "3", Month: "March", Dates: []page.AgendaDate{date(4, "12:00")}},
			{ISO: "2026-03-05", Weekday: "Thu", Number: "5", Month: "March", Dates: []page.AgendaDate{date(5, "")}},
			{ISO: "2026-03-06", Weekday: "Fri", Number: "6", Month: "March", Closed: "Company outing"}},
		Later: "/agenda?from=2026-03-13", Earlier: "/agenda?from=2026-02-13", Feed: "/me#feeds"}
}
