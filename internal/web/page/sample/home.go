package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

func snooze(id string) page.Act {
	return page.Act{Label: "Snooze", Icon: "snooze", Form: &page.ActForm{
		Form: ui.Form{Action: "/prompts/" + id + "/snoozes", Version: "3"}, ID: "snooze-" + id, Submit: "Put off until then",
		Lead: "At the latest until Mon 12:00: then it passes to Jonas Weber.",
		Fields: []page.Ask{{Kind: page.PickChip, Field: ui.Field{Name: "until", ID: "until-" + id, Label: "Until", Options: []ui.Option{
			{Value: "2026-02-27T13:00", Label: "13:00", Selected: true}, {Value: "2026-02-27T16:00", Label: "16:00"}, {Value: "2026-03-02T09:00", Label: "Mon 9:00"},
		}}}},
	}}
}

func notNeeded(id string) page.Act {
	return page.Act{Label: "Not needed", Form: &page.ActForm{
		Form: ui.Form{Action: "/prompts/" + id + "/dismissals", Version: "3"}, ID: "dismiss-" + id, Submit: "Not needed",
		Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "because", ID: "because-" + id, Label: "Because", Required: true, MaxLength: 300, Hint: "It is kept with the promise, for whoever asks later."}}},
	}}
}

func handOver(id string) page.Act {
	return page.Act{Label: "Hand over", Icon: "hand", Form: &page.ActForm{
		Form: ui.Form{Action: "/prompts/" + id + "/handovers", Version: "3"}, ID: "hand-" + id, Submit: "Hand over",
		Fields: []page.Ask{
			{Kind: page.Pick, Field: ui.Field{Name: "to", ID: "to-" + id, Label: "To", Options: options("jonas", "jonas", "Jonas Weber (here until 18:00)", "lea", "Léa Fontaine (away until Tue)")}},
			{Kind: page.Line, Field: ui.Field{Name: "note", ID: "note-" + id, Label: "What they should know", Optional: true}},
		},
	}}
}

func calledAct(id string) page.Act {
	return page.Act{Label: "Log a call", Icon: "call", URL: "/clients/cli_ruiz/calls/new?prompt=" + id}
}

func tellAna() page.Prompt {
	return page.Prompt{
		ID: "prt_1", Rule: "doubtful", Client: ruiz(), About: ui.Link{Text: "Website relaunch", URL: "/projects/prj_1"},
		Sentence: "Tell Ana Ruiz before Monday 16:00: the mock-ups will not be ready (31 % chance).",
		Reason:   "Two of four pages are drawn, and Léa is away until Tuesday. Ana reads mail on weekdays from 9:00 to 18:00 in Madrid.",
		ActBy: ui.Moment{Text: "today 16:00", ISO: "2026-02-27T16:00:00+01:00", Relative: "in 5 h", Title: "Friday, 27 February 2026, 16:00 Munich",
			Why: []string{"due Mon 2 March, 16:00 Munich", "Casa Ruiz needs 4 working hours to act on it", "their office closes Fri 18:00 and opens Mon 9:00", "you are away on Monday morning", "so today 16:00"}},
		Level: "Yours",
		Acts: []page.Act{{Label: "Tell or reset", Icon: "told", URL: "/promises/prm_1/resets/new", Main: true}, calledAct("1"),
			{Label: "It is done", Icon: "kept", URL: "/promises/prm_1/keeping/new"}, handOver("1"), snooze("1"), notNeeded("1")},
	}
}

func tellPrompts() []page.Prompt {
	return []page.Prompt{tellAna(), {
		ID: "prt_2", Rule: "silence", Client: aalto(), About: ui.Link{Text: "Lobby signage", URL: "/projects/prj_2"},
		Sentence: "Mikko Aalto expects to hear from us today, and nothing is written yet.",
		Reason:   "You said on 13 February: “I will write on the 27th, whatever happens.” Since then two notes were logged on the project.",
		ActBy: ui.Moment{Text: "today 15:00", ISO: "2026-02-27T15:00:00+01:00", Relative: "in 4 h", Zone2: "16:00 Helsinki", Title: "Friday, 27 February 2026, 15:00 Munich",
			Why: []string{"next contact Fri 27 February", "Aalto Interiors closes at 17:00 Helsinki", "an hour is left for her to answer", "so 15:00 Munich"}},
		Level: "Passed to you as deputy", Passed: true, Holder: lea(),
		Acts: []page.Act{{Label: "Write", Icon: "told", URL: "/clients/cli_aalto/tell"}, calledAct("2"), handOver("2"), snooze("2"), notNeeded("2")},
	}}
}

func doPrompts() []page.Prompt {
	return []page.Prompt{{
		ID: "prt_3", Rule: "unconfirmed", Client: harbour(), About: ui.Link{Text: "Shop fitting", URL: "/projects/prj_3"},
		Sentence: "Confirm that Monday’s delivery to Tom Harbour stands.",
		Reason:   "He keeps Monday afternoon free for it. Nobody has confirmed it since it was made on 18 February.",
		ActBy:    ui.Moment{Text: "today 17:00", ISO: "2026-02-27T17:00:00+01:00", Relative: "in 6 h", Zone2: "16:00 London", Why: []string{"appointment Mon 13:00 London", "so that he can still keep his meeting", "so today 17:00"}},
		Level:    "Yours",
		Acts: []page.Act{{Label: "It stands", Icon: "kept", Post: "/promises/prm_3/confirmations", Version: "2", Once: "o3"},
			{Label: "Tell or reset", Icon: "told", URL: "/promises/prm_3/resets/new"}, calledAct("3"), snooze("3")},
	}, {
		ID: "prt_4", Rule: "undelivered", Client: okafor(), About: ui.Link{Text: "Notice of Thu 14:02", URL: "/notices/ntc_4"},
		Sentence: "Call Dr Okafor: your mail about the booking form came back.",
		Reason:   "Her server answered “550 mailbox full”. She does not know yet that the form moved to Wednesday.",
		ActBy:    ui.Moment{Text: "today 9:30", ISO: "2026-02-27T09:30:00+01:00", Relative: "42 min ago", Why: []string{"bounced Thu 17:45", "your hours ended at 18:00", "so today 9:30"}}, Late: true,
		Level: "Yours",
		Acts:  []page.Act{{Label: "Log a call", Icon: "call", URL: "/notices/ntc_4/calls/new"}, {Label: "Send to another address", Icon: "mail", URL: "/notices/ntc_4/retry"}, handOver("4")},
	}, {
		ID: "prt_5", Rule: "due", Client: brenner(), About: ui.Link{Text: "Offer for the online shop", URL: "/projects/prj_5"},
		Sentence: "Send Paul Brenner his proposal by Tuesday noon.",
		Reason:   "It waits on nobody. He asked for it on the phone and named the day himself.",
		ActBy:    ui.Moment{Text: "Tue 12:00", ISO: "2026-03-03T12:00:00+01:00", Relative: "in 4 days", Why: []string{"promised in a call on 20 February: “Tuesday noon”", "so Tue 3 March, 12:00"}},
		Level:    "Yours",
		Acts:     []page.Act{{Label: "It is done", Icon: "kept", URL: "/promises/prm_5/keeping/new"}, {Label: "Tell or reset", Icon: "told", URL: "/promises/prm_5/resets/new"}, snooze("5")},
	}}
}

func waitingPrompts() []page.Prompt {
	return []page.Prompt{{
		ID: "prt_6", Rule: "hand-off", Client: lumen(), About: ui.Link{Text: "Annual report", URL: "/projects/prj_6"},
		Sentence: "Jonas has not said whether the figures will come by Monday.",
		Reason:   "The report is owed to Ingrid Lund on Thursday 5 March; it needs the figures two working days before.",
		ActBy:    ui.Moment{Text: "Mon 12:00", ISO: "2026-03-02T12:00:00+01:00", Relative: "in 3 days"},
		Holder:   jonas(),
		Acts:     []page.Act{{Label: "Remind Jonas", Icon: "mail", Post: "/prompts/6/reminders", Once: "o6"}},
	}}
}

func home() []Entry {
	full := page.Home{
		Desk: desk("Home", page.InHome), Today: "Friday, 27 February",
		Summary: "Two clients to tell today, three things to do.",
		Tell:    tellPrompts(), Do: doPrompts(), Waiting: waitingPrompts(),
		Aside: []page.SetAside{
			{Text: "Say when Lumen Energy hears from us next.", URL: "/prompts/prt_7", Why: "Put off until Mon 11:00", Client: lumen()},
			{Text: "The quote for Brenner Weinhandel is due on Wednesday: keep it, or tell them in time.", URL: "/prompts/prt_8", Why: "Not needed: he called, Thursday is soon enough", Client: brenner()},
		},
		Dates: []page.Due{
			{When: moment("Mon 13:00", "2026-03-02T14:00:00+01:00", ""), Words: "Delivery of the counter", URL: "/promises/prm_3", Client: harbour(), State: ui.OnTrack},
			{When: moment("Mon 16:00", "2026-03-02T16:00:00+01:00", ""), Words: "Mock-ups of four pages", URL: "/promises/prm_1", Client: ruiz(), State: ui.Doubtful},
			{When: moment("Tue 12:00", "2026-03-03T12:00:00+01:00", ""), Words: "Proposal for the online shop", URL: "/promises/prm_5", Client: brenner(), State: ui.OnTrack},
			{When: moment("Wed", "2026-03-04", ""), Words: "Booking form, working", URL: "/promises/prm_4", Client: okafor(), State: ui.Told},
		},
	}
	full.Desk.Banners = []page.Banner{{Text: "Outgoing mail is not set up: mails are kept here, nobody receives them.", Link: ui.Link{Text: "Set it up", URL: "/settings/mail"}}}
	full.Desk.Flash = &page.Flash{Text: "Told Ana Ruiz.", Undo: "/undo/und_1", Seconds: "8", Once: "u1"}
	empty := page.Home{Desk: desk("Home", page.InHome), Today: "Friday, 27 February", Summary: "Nothing waits for you."}
	empty.Desk.ToTell = ""
	first := page.Home{Desk: empty.Desk, Today: "Friday, 27 February", Summary: "Welcome to Kept, Marta.", FirstSteps: []page.Step{
		{Text: "Name your workspace and its hours", Hint: "Northlight Studio, Monday to Friday, holidays of Bavaria.", Done: true},
		{Text: "Add your first client", Hint: "With one person to tell, and when they will hear from you next.", Link: ui.Link{Text: "Add a client", URL: "/clients/new"}},
		{Text: "Write down what you have promised", Hint: "The words you used and the date they expect.", Link: ui.Link{Text: "New promise", URL: "/promises/new"}},
		{Text: "Bring what you already have", Hint: "Promises from a spreadsheet or a calendar, clients from CSV or vCard.", Link: ui.Link{Text: "Import", URL: "/import"}},
		{Text: "Let mail out", Hint: "Until then every notice is kept here and shown.", Link: ui.Link{Text: "Set up mail", URL: "/settings/mail"}},
	}}
	from := page.PromptPage{Desk: desk("What Kept asks", page.InHome), Prompt: tellAna(), Chosen: "In your mail you chose to put it off until 13:00. Press the button to do so."}
	from.Desk.Narrow = true
	from.Prompt.Acts = []page.Act{{Label: "Put off until 13:00", Icon: "snooze", Post: "/prompts/1/snoozes", Main: true, Version: "3", Hidden: []page.Pair{{Name: "until", Value: "2026-02-27T13:00"}}}, {Label: "Tell or reset", Icon: "told", URL: "/promises/prm_1/resets/new"}}
	settled := page.PromptPage{Desk: from.Desk, Prompt: tellAna(), Settled: "Settled by Jonas Weber today at 9:40: he told Ana Ruiz by phone."}
	settled.Prompt.Acts = nil
	return []Entry{{"home", full}, {"home-empty", empty}, {"home-first", first}, {"prompt", from}, {"prompt-settled", settled}}
}
