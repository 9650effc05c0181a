package sample

import (
	"kept/internal/portal/page"
	"kept/internal/ui"
)

func home() page.Home {
	f := inside("Your page")
	f.Reader.SwitchURL = "/p/choose"
	return page.Home{
		Frame: f, Today: "Friday, 6 March 2026", Greeting: "Good morning, Ana.",
		Where:    "Your new website is being drawn; the opening on 2 April stands.",
		NextStep: "Mock-ups of the home page and two inner pages",
		When:     moment("Wednesday 11 March, 12:00", "2026-03-11T12:00:00+01:00", "in 5 days"),
		Who:      marta(),
		Hear:     moment("Tuesday 10 March, by noon", "2026-03-10T12:00:00+01:00", "in 4 days"), HearHow: "Marta writes to you, whatever happens.",
		Promises: []page.Promise{mockUps(), booking(), opening()},
		Kept:     []page.Promise{siteMap(), answer()},
		Notices:  notices(),
		Projects: []page.Project{
			{Name: "Website relaunch", URL: "/p/projects/1", Where: "The mock-ups are being drawn.", Who: marta().Person, Hear: moment("Tuesday 10 March", "2026-03-10", "")},
			{Name: "Signs for the courtyard", URL: "/p/projects/2", Where: "The permit is with the town; we expect it by the 20th.", Who: lea(), Hear: moment("Friday 13 March", "2026-03-13", "")},
		},
		WriteURL: "/p/messages/new", TalksURL: "/p/messages",
		Leader: marta(), AllKeptURL: "/p/kept", AllToldURL: "/p/told",
	}
}

func homeBare() page.Home {
	h := home()
	h.Where, h.NextStep, h.When = "We have just met; the proposal is being written.", "", ui.Moment{}
	h.Firm.LogoURL, h.Firm.Accent, h.Reader.Client.LogoURL, h.Reader.SwitchURL = "", "#ffd400", "", ""
	h.Hear, h.HearHow = ui.Moment{}, ""
	h.Promises, h.Kept, h.Notices, h.Projects, h.AllKeptURL, h.AllToldURL = nil, nil, nil, nil, "", ""
	return h
}

func homeLate() page.Home {
	h := home()
	h.Firm.Accent = "#0b1f4d"
	h.Where = "We are late with the booking form, and you should not have had to find that here."
	h.NextStep = "Marta calls you about the booking form"
	h.When = moment("today, 12:00", "2026-03-06T12:00:00+01:00", "in 2 h")
	h.Promises = []page.Promise{lateBooking(), mockUps()}
	h.Projects = nil
	return h
}

// homeRTL is read from right to left.
func homeRTL() page.Home {
	h := home()
	h.Lang, h.RTL = "ar", true
	return h
}

// homeLong has words that no line can hold.
func homeLong() page.Home {
	h := home()
	long := "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft_https://files.northlight.example/casa-ruiz/a/very/long/address/without/a/space"
	h.Firm.LogoURL, h.Firm.Name, h.Reader.Name, h.Reader.Client.Name = "", long, long, long
	h.Greeting, h.Where, h.NextStep, h.HearHow = long, long, long, long
	h.Who.Person.Name, h.Who.Role, h.Who.Mail.Text = long, long, long
	h.Hear.Text, h.When.Text = long, long
	h.Promises[0].Words, h.Promises[0].Who.Name, h.Promises[0].When.Text = long, long, long
	h.Promises[0].Dates[2].Reason = long
	h.Notices[0].Subject, h.Notices[0].Text, h.Notices[0].By.Name = long, long, long
	h.Projects[0].Name, h.Leader.Person.Name, h.Leader.Hours = long, long, long
	return h
}

func project() page.Home {
	h := home()
	h.ProjectName, h.Greeting, h.Kept, h.Notices = "Signs for the courtyard", "", nil, notices()[1:2]
	h.Where, h.NextStep = "The permit is with the town; we expect it by the 20th.", "Drawings for the metal worker"
	h.When = ui.Moment{Text: "between 23 and 27 March, likely Wednesday the 25th", ISO: "2026-03-25"}
	h.Promises = h.Promises[1:2]
	return h
}

func mockUps() page.Promise {
	return page.Promise{
		ID: "prm_mockups", URL: "/p/promises/prm_mockups", Words: "Mock-ups of the home page and two inner pages", Kind: "Deliverable", Project: "Website relaunch",
		State: ui.Told, Who: lea(), Due: "by", When: moment("Wednesday 11 March, 12:00", "2026-03-11T12:00:00+01:00", "in 5 days"),
		Dates: []page.Date{
			{
				When: moment("Thursday 5 March, 16:00", "2026-03-05T16:00:00+01:00", ""), State: ui.ResetInTime, Became: "You knew two days before it passed.",
				Given: "Promised on Monday 16 February by Marta Kern.", Told: "You were told by mail on Monday 16 February, 11:05.", Notice: ui.Link{Text: "Read it", URL: "/p/notices/1"},
			},
			{
				When: moment("Monday 9 March, 16:00", "2026-03-09T16:00:00+01:00", ""), State: ui.ResetInTime, Became: "You knew three days before it passed.",
				Given: "Moved on Tuesday 3 March by Marta Kern.", Reason: "Léa was ill for two days, and nobody else knows the drawings.", Told: "You were told in a call on Tuesday 3 March, 9:40.",
			},
			{
				When: moment("Wednesday 11 March, 12:00", "2026-03-11T12:00:00+01:00", ""), State: ui.OnTrack,
				Given: "Moved on Friday 6 March by Marta Kern.", Reason: "The photographs of the courtyard came in a size that cannot be printed; we asked for new ones.",
				Told: "You were told by mail today, 10:12.", Notice: ui.Link{Text: "Read it", URL: "/p/notices/3"},
			},
		},
	}
}

func single(p page.Promise, given, told string) page.Promise {
	p.Dates = []page.Date{{When: p.When, State: p.State, Given: given, Told: told}}
	return p
}

func booking() page.Promise {
	return single(page.Promise{
		ID: "prm_booking", URL: "/p/promises/prm_booking", Words: "Proposal for the booking form", Kind: "Proposal", Project: "Website relaunch",
		State: ui.OnTrack, Who: marta().Person, Due: "on", When: moment("Thursday 12 March", "2026-03-12", "in 6 days"),
	}, "Promised on Monday 2 March by Marta Kern.", "You were told in a call on Monday 2 March, 15:30.")
}

func opening() page.Promise {
	return single(page.Promise{
		ID: "prm_opening", URL: "/p/promises/prm_opening", Words: "The new website is open to your guests", Kind: "Deliverable", Project: "Website relaunch",
		State: ui.OnTrack, Who: marta().Person, Due: "on", When: moment("Thursday 2 April", "2026-04-02", "in 4 weeks"),
	}, "Promised on Monday 16 February by Marta Kern.", "You were told by mail on Monday 16 February, 11:05.")
}

func lateBooking() page.Promise {
	p := booking()
	p.State, p.Who, p.When = ui.Broken, marta().Person, moment("Thursday 5 March, 16:00", "2026-03-05T16:00:00+01:00", "yesterday")
	p.Dates[0].When, p.Dates[0].State = p.When, ui.Broken
	return p
}

func siteMap() page.Promise {
	return single(page.Promise{
		ID: "prm_map", URL: "/p/promises/prm_map", Words: "The site map, agreed with you", State: ui.Kept, Who: lea(), Due: "on", When: moment("Friday 27 February, 11:20", "2026-02-27T11:20:00+01:00", ""),
	}, "Promised on Monday 16 February by Marta Kern.", "You were told by mail on Monday 16 February, 11:05.")
}

func answer() page.Promise {
	return single(page.Promise{
		ID: "prm_answer", URL: "/p/promises/prm_answer", Words: "An answer on the cost of the second language", State: ui.ToldLate, Who: marta().Person, Due: "on", When: moment("Wednesday 25 February, 9:15", "2026-02-25T09:15:00+01:00", ""),
	}, "Promised on Friday 20 February by Marta Kern.", "You were told in a call on Friday 20 February, 12:10.")
}

func promisePage() page.PromisePage {
	return page.PromisePage{Frame: inside("Mock-ups"), Promise: mockUps(), Source: "in the kick-off meeting", Notices: notices()[:2], Contact: marta()}
}

func silence() page.PromisePage {
	p := lateBooking()
	p.State, p.When = ui.Kept, moment("Friday 6 March, 12:00", "2026-03-06T12:00:00+01:00", "")
	p.Due = ""
	p.Dates = []page.Date{
		{
			When: moment("Thursday 5 March, 16:00", "2026-03-05T16:00:00+01:00", ""), State: ui.BrokenInSilence, Became: "The day passed without a word from us. That is our failing, and it stays on our record.",
			Given: "Promised on Monday 2 March by Marta Kern.", Told: "You were told in a call on Monday 2 March, 15:30.",
		},
		{When: moment("Friday 6 March, 12:00", "2026-03-06T12:00:00+01:00", ""), State: ui.Kept, Given: "Moved on Friday 6 March by Marta Kern.", Reason: "I had it in my list for the week after.", Told: "You were told in a call today, 9:30."},
	}
	return page.PromisePage{Frame: inside("Proposal"), Promise: p, Contact: marta()}
}
