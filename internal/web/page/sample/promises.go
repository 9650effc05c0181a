package sample

import (
	"fmt"

	"kept/internal/ui"
	"kept/internal/web/page"
)

func rows() []page.PromiseRow {
	return []page.PromiseRow{
		{URL: "/promises/prm_4", Words: "The booking form, working on phones", Kind: "Fix", State: ui.Broken, Client: okafor(), To: "Dr Ada Okafor", Due: moment("Thu 26 Feb, 12:00", "2026-02-26T12:00:00+01:00", "22 h ago"), Owner: marta()},
		{URL: "/promises/prm_2", Words: "I will write on the 27th, whatever happens", Kind: "Next contact", State: ui.Doubtful, Client: aalto(), To: "Mikko Aalto", Due: ui.Moment{Text: "today 15:00", ISO: "2026-02-27T15:00:00+01:00", Relative: "in 5 h", Zone2: "16:00 Helsinki"}, Owner: lea()},
		{URL: "/promises/prm_3", Words: "Delivery of the counter", Kind: "Appointment", State: ui.OnTrack, Client: harbour(), To: "Tom Harbour", Due: ui.Moment{Text: "Mon 14:00", ISO: "2026-03-02T14:00:00+01:00", Relative: "in 3 days", Zone2: "13:00 London"}, Owner: marta()},
		{URL: "/promises/prm_1", Words: "Mock-ups of four pages", Kind: "Deliverable", State: ui.Doubtful, Client: ruiz(), To: "Ana Ruiz", Due: moment("Mon 16:00", "2026-03-02T16:00:00+01:00", "in 3 days"), Was: "was Thu 26 Feb", Owner: marta()},
		{URL: "/promises/prm_5", Words: "Proposal for the online shop", Kind: "Proposal", State: ui.OnTrack, Client: brenner(), To: "Paul Brenner", Due: moment("Tue 12:00", "2026-03-03T12:00:00+01:00", "in 4 days"), Owner: marta()},
		{URL: "/promises/prm_6", Words: "The annual report, ready to print, with all figures checked by your auditors and the photographs from the second visit", Kind: "Deliverable", State: ui.Told, Client: lumen(), To: "Ingrid Lund", Due: moment("Thu 5 Mar", "2026-03-05", "in 6 days"), Was: "was Fri 20 Feb", Owner: jonas()},
	}
}

func ended() []page.PromiseRow {
	return []page.PromiseRow{
		{URL: "/promises/prm_11", Words: "Three colour worlds to choose from", State: ui.Kept, Due: moment("Tue 10 Feb", "2026-02-10", ""), Owner: marta(), To: "Ana Ruiz"},
		{URL: "/promises/prm_12", Words: "Answer about the domain", State: ui.ResetInTime, Due: moment("Fri 6 Feb, 12:00", "2026-02-06T12:00:00+01:00", ""), Was: "was Wed 4 Feb", Owner: lea(), To: "Ana Ruiz"},
		{URL: "/promises/prm_13", Words: "The quote from the photographer", State: ui.ToldLate, Due: moment("Thu 22 Jan", "2026-01-22", ""), Owner: marta(), To: "Luis Ruiz"},
		{URL: "/promises/prm_14", Words: "Call about the invoice", State: ui.BrokenInSilence, Due: moment("Mon 12 Jan, 10:00", "2026-01-12T10:00:00+01:00", ""), Owner: jonas(), To: "Luis Ruiz"},
		{URL: "/promises/prm_15", Words: "A second logo, in one colour", State: ui.Released, Due: moment("Fri 9 Jan", "2026-01-09", ""), Owner: lea(), To: "Ana Ruiz"},
	}
}

func notices() []page.NoticeRow {
	return []page.NoticeRow{
		{URL: "/notices/ntc_1", Subject: "The mock-ups come on Monday", Proof: ui.Seen, To: "Ana Ruiz", Client: ruiz(), Channel: "mail", When: moment("Wed 10:04", "2026-02-25T10:04:00+01:00", "2 days ago"), Lead: "26 h before the old date"},
		{URL: "/notices/ntc_2", Subject: "Where the relaunch stands", Proof: ui.Accepted, To: "Ana Ruiz and Luis Ruiz", Client: ruiz(), Channel: "mail", When: moment("Fri 13 Feb", "2026-02-13T16:20:00+01:00", "")},
		{URL: "/notices/ntc_3", Subject: "The photographer needs another week", Proof: ui.ByVoice, To: "Luis Ruiz", Client: ruiz(), Channel: "call", When: moment("Fri 23 Jan", "2026-01-23T09:10:00+01:00", ""), Lead: "after the date had passed"},
	}
}

func filterOf(action string) page.Filter {
	return page.Filter{
		Action: action,
		Search: ui.Field{Name: "q", ID: "list-q", Label: "Search these"},
		Picks: []ui.Field{
			{Name: "state", Label: "State", Options: options("", "", "Any", "doubtful", "Doubtful", "broken", "Broken")},
			{Name: "client", Label: "Client", Options: options("", "", "All clients", "cli_ruiz", "Casa Ruiz", "cli_lumen", "Lumen Energy")},
			{Name: "kind", Label: "What it is", Options: options("", "", "Anything", "proposal", "Proposal", "answer", "Answer")},
			{Name: "due", Label: "Due", Options: options("", "", "Any time", "today", "Today", "week", "This week", "past", "Past")},
		},
	}
}

// Hundred is a list of a hundred promises, the most that one page shows.
func Hundred() page.Promises {
	p := list()
	base := rows()
	p.Rows = nil
	for i := range 100 {
		r := base[i%len(base)]
		r.URL = fmt.Sprintf("/promises/prm_%03d", i)
		p.Rows = append(p.Rows, r)
	}
	return p
}

func list() page.Promises {
	return page.Promises{
		Desk: desk("Promises", page.InPromises),
		Views: []page.Shortcut{{Text: "Mine", URL: "/promises?mine=1", Here: true, Count: "14"}, {Text: "All", URL: "/promises", Count: "212"},
			{Text: "Doubtful", URL: "/promises?state=doubtful", Count: "3"}, {Text: "Due this week", URL: "/promises?due=week"}, {Text: "Ended", URL: "/promises?ended=1"}},
		Filter: filterOf("/promises"), Rows: rows(), Export: "/promises.csv?mine=1",
		Pager: page.Pager{Older: "/promises?cursor=x", Said: "The earliest date first"},
	}
}

func promises() []Entry {
	none := list()
	none.Rows = nil
	one := page.PromisePage{
		Desk: desk("Mock-ups of four pages", page.InPromises), Words: "Mock-ups of four pages", Kind: "Deliverable", State: ui.Doubtful,
		Client: ruiz(), Project: ui.Link{Text: "Website relaunch", URL: "/projects/prj_1"}, To: ui.Link{Text: "Ana Ruiz", URL: "/contacts/con_ana"},
		Owner:  ui.Link{Text: "Marta Kern", URL: "/people/mem_marta"},
		Due:    ui.Moment{Text: "Monday, 2 March 2026, 16:00", ISO: "2026-03-02T16:00:00+01:00", Why: []string{"you said “Monday afternoon at four” on Wed 25 Feb", "Munich and Madrid share the hour", "a Monday on which both are open"}},
		Left:   "in 3 days",
		TellBy: ui.Moment{Text: "today 16:00", ISO: "2026-02-27T16:00:00+01:00", Relative: "in 5 h", Why: []string{"Ana needs 4 working hours", "her office closes Fri 18:00", "so today 16:00"}},
		Source: "Call on 12 February", Asks: nil,
		Acts: []page.Act{{Label: "Tell or reset", Icon: "told", URL: "/promises/prm_1/resets/new", Main: true}, {Label: "It is done", Icon: "kept", URL: "/promises/prm_1/keeping/new"}, calledAct("1"),
			{Label: "Released", Form: &page.ActForm{Form: ui.Form{Action: "/promises/prm_1/release", Version: "4"}, ID: "release", Submit: "They let us off", Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "why", ID: "release-why", Label: "What they said", Required: true, MaxLength: 500}}}}}},
		Dates: []page.DateRow{
			{Date: moment("Monday, 2 March, 16:00", "2026-03-02T16:00:00+01:00", ""), Stands: true, State: ui.Doubtful, Reason: "The permit for the photographs came two days late, so the second pair of pages starts on Friday.", By: "Marta Kern set it on Wed 25 Feb, 10:02", Told: "Ana Ruiz was told at 10:04, 26 h before the old date passed. She opened it at 10:31."},
			{Date: moment("Thursday, 26 February, 12:00", "2026-02-26T12:00:00+01:00", ""), State: ui.ResetInTime, By: "Marta Kern promised it on Thu 12 Feb, 15:20", Told: "Ana Ruiz heard it on the phone."},
		},
		Notices: notices()[:1],
		Journal: []page.Happening{
			{When: moment("Fri 9:41", "2026-02-27T09:41:00+01:00", ""), Icon: "doubtful", Who: "Kept", Text: "asked Marta Kern to tell Ana Ruiz before Monday 16:00"},
			{When: moment("Wed 10:31", "2026-02-25T10:31:00+01:00", ""), Icon: "seen", Who: "Ana Ruiz", Text: "read", Link: ui.Link{Text: "The mock-ups come on Monday", URL: "/notices/ntc_1"}},
			{When: moment("Wed 10:02", "2026-02-25T10:02:00+01:00", ""), Icon: "reset_in_time", Who: "Marta Kern", Text: "moved the date", Diff: []page.Change{{Field: "Date", Before: "Thu 26 Feb, 12:00", After: "Mon 2 Mar, 16:00"}, {Field: "Next contact", Before: "Thu 26 Feb", After: "Mon 2 Mar"}}},
			{When: moment("12 Feb 15:20", "2026-02-12T15:20:00+01:00", ""), Icon: "promises", Who: "Marta Kern", Text: "promised it", Words: "You will have all four by Thursday noon in two weeks."},
		},
	}
	asked := tellAna()
	asked.Client, asked.About = ui.Client{Colour: 2}, ui.Link{}
	asked.Acts = asked.Acts[3:]
	one.Asks = &asked
	over := one
	over.State, over.Left = ui.ResetInTime, "ended Mon 2 March"
	over.Acts, over.Due.Why = nil, nil
	over.TellBy = ui.Moment{}

	form := page.NewPromiseForm(desk("New promise", page.InPromises), "/dates")
	form.Form = ui.Form{Action: "/promises", Once: "once-1", Back: "/promises"}
	form.Kind.Options = options("deliverable", "deliverable", "Deliverable", "proposal", "Proposal", "answer", "Answer", "fix", "Fix", "update", "Update", "next contact", "Next contact", "appointment", "Appointment")
	form.Contact.Options = []ui.Option{{Value: "", Label: "Choose a person"}, {Value: "ana", Label: "Ana Ruiz", Group: "Casa Ruiz"}, {Value: "luis", Label: "Luis Ruiz", Group: "Casa Ruiz"}, {Value: "tom", Label: "Tom Harbour", Group: "Harbour & Sons"}}
	form.Project.Options = options("", "", "None in particular", "prj_1", "Website relaunch")
	form.Owner.Options = options("marta", "marta", "Marta Kern (you)", "jonas", "Jonas Weber")
	form.Due.Chips.Options = dateChips("2026-02-27")
	failed := form
	failed.Form.Error = "Two fields need another look."
	failed.Words.Value = "Mock-ups of four pages"
	failed.Contact.Error = "Say to whom it was promised."
	failed.Due.Typed.Value, failed.Due.Error = "30 February", "February 2026 has 28 days. Did you mean Mon 2 March?"
	edit := page.NewPromiseForm(desk("Edit the promise", page.InPromises), "/dates")
	edit.Editing, edit.Form = true, ui.Form{Action: "/promises/prm_9", Version: "2", Back: "/promises/prm_9"}
	edit.Words.Value = "A list of what the photographer needs"
	edit.Kind.Options, edit.Contact.Options, edit.Owner.Options = form.Kind.Options, form.Contact.Options, form.Owner.Options
	edit.Due.Typed.Value, edit.Due.Echo = "Fri 4pm", "Friday, 6 March 2026, 16:00 Munich"
	edit.Due.Why = []string{"“Fri” is the next Friday after today, 6 March", "“4pm” is 16:00 in your zone", "Casa Ruiz is open until 18:00"}
	sure := form
	sure.Due.Typed.Value, sure.Due.Typed.Echo, sure.Due.Typed.Seen = "Fri 4pm", "Friday 6 March 2026, 16:00 (Madrid)", "2026-03-06T15:00:00Z"
	sure.Due.Typed.Confirm = sure.Due.Typed.Echo
	return []Entry{{"promises", list()}, {"promises-100", Hundred()}, {"promises-none", none}, {"promise", one}, {"promise-ended", over}, {"promise-new", form}, {"promise-confirm", sure}, {"promise-failed", failed}, {"promise-edit", edit}}
}

func dateChips(chosen string) []ui.Option {
	out := []ui.Option{{Value: "2026-02-27", Label: "today", Hint: "by 18:00"}, {Value: "2026-03-02T12:00:00+01:00", Label: "tomorrow noon", Hint: "Mon 2 Mar"}, {Value: "2026-03-06", Label: "Friday", Hint: "6 Mar"}, {Value: "2026-03-11", Label: "the date with 85\u00a0%", Hint: "Wed 11 Mar"}}
	return ui.Choose(out, chosen)
}
