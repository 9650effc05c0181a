package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

func readers() []page.Reader {
	return []page.Reader{
		{Value: "con_ana", Name: "Ana Ruiz", Address: "ana@casaruiz.example", Note: "Reads mail from 9:00 to 18:00 Madrid; it is 10:12 there.", Chosen: true, Fixed: true},
		{Value: "con_luis", Name: "Luis Ruiz", Address: "luis@casaruiz.example", Chosen: true},
		{Value: "con_eva", Name: "Eva Soler", Address: "eva@soler.example", Problem: "Her last mail came back: mailbox full. Call her instead."},
	}
}

func ways(here string) []page.Shortcut {
	var out []page.Shortcut
	for _, w := range [][2]string{{"reset", "A new date"}, {"holding", "No date yet"}, {"keep", "It is there"}, {"tell", "Only tell"}, {"log", "I told them by phone"}} {
		out = append(out, page.Shortcut{Text: w[1], URL: "/promises/prm_1/" + w[0] + "/new", Here: w[0] == here})
	}
	return out
}

const resetText = `Hello Ana,

the mock-ups will not be ready on Monday. You will have all four on Wednesday, 11 March.

The second pair of pages needs the photographs from the vineyard, and the permit to take them came two days late. Pages one and two are finished; they come today, so that you can start with them.

You hear from me on Tuesday, 3 March, with the first photographs.

Marta Kern`

func base(mode page.Mode, heading string) page.Composer {
	c := page.NewComposer(desk(heading, page.InPromises), mode, "/dates")
	c.Heading, c.Client = heading, ruiz()
	c.Form = ui.Form{Action: "/promises/prm_1/resets", Version: "4", Once: "tell-1", Back: "/promises/prm_1"}
	c.Desk.Crumbs = []ui.Link{{Text: "Promises", URL: "/promises"}, {Text: "Mock-ups of four pages", URL: "/promises/prm_1"}}
	row := rows()[3]
	c.About, c.Others, c.Readers = &row, ways(string(mode)), readers()
	c.Next.Chips.Options = []ui.Option{{Value: "2026-03-03", Label: "Tuesday", Hint: "3 Mar", Selected: true}, {Value: "2026-03-06", Label: "Friday", Hint: "6 Mar"}, {Value: "2026-03-11", Label: "with the new date", Hint: "Wed 11 Mar"}}
	c.Preview, c.AsClient = "/promises/prm_1/resets/preview", "/p/as/con_ana/"
	return c
}

func composers() []Entry {
	reset := base(page.Resetting, "A new date for the mock-ups")
	reset.Date.Chips.Options = dateChips("2026-03-11")
	reset.Reason.Value = "The permit for the photographs came two days late."
	reset.Message.Value = resetText
	reset.Touches = []page.Touch{
		{Words: "Texts for the four pages", URL: "/promises/prm_21", Due: moment("Thu 5 Mar", "2026-03-05", ""), Effect: "would move to Fri 13 March,", Hears: "Ana hears of it in the same message.", State: ui.Doubtful, Tick: ui.Field{Name: "touch", ID: "touch-21", Value: "prm_21", Label: "Move it too", Type: "checkbox", Checked: true}},
		{Words: "Website online", URL: "/promises/prm_22", Due: moment("Thu 2 Apr", "2026-04-02", ""), Effect: "stands,", Hears: "with 4 working days to spare.", State: ui.OnTrack},
	}
	reset.Letter = &page.Letter{From: "Marta Kern, Northlight Studio", To: "Ana Ruiz, Luis Ruiz", Subject: "The mock-ups come on Wednesday, 11 March", Text: resetText, Lang: "en", When: "Leaves 10 seconds after you press the button; until then it can be undone."}
	reset.Submit = "Publish and tell 2 people"

	blocked := base(page.Resetting, "A new date for the mock-ups")
	blocked.Date.Chips.Options = dateChips("")
	blocked.Next.Chips.Options = ui.Choose(blocked.Next.Chips.Options, "")
	blocked.Reason.Error, blocked.Date.Error, blocked.Next.Error = "Say why it moves.", "Choose the new date.", "Say when they hear from us next. Without it, nothing can be sent."
	blocked.Blocked = "Three things are missing: the new date, why it moves, and when they hear from us next."
	blocked.Submit = "Publish and tell 2 people"

	tell := base(page.Telling, "Write to Casa Ruiz")
	tell.About, tell.Others = nil, nil
	tell.Submit = "Publish and tell 2 people"
	tell.Subject.Value = "Where the relaunch stands"

	logged := base(page.Logging, "Told by phone: the mock-ups")
	logged.At.Chips.Options = []ui.Option{{Value: "now", Label: "just now", Selected: true}, {Value: "2026-02-27T09:30:00+01:00", Label: "today 9:30"}}
	logged.Date.Chips.Options = dateChips("2026-03-11")
	logged.Readers = logged.Readers[:2]
	logged.Message.Value = "Ana is fine with Wednesday. She asked whether the vineyard can be photographed in the evening light."
	logged.Letter = &page.Letter{To: "Ana Ruiz, by phone, today 10:10", Text: logged.Message.Value}
	logged.Submit = "Write down that they know"

	keep := base(page.Keeping, "The mock-ups are there")
	keep.Message.Value = "Hello Ana,\n\nhere are all four mock-ups."
	keep.Submit = "Publish and tell 2 people"
	hold := base(page.Holding, "No date yet for the mock-ups")
	hold.Submit = "Tell 2 people"
	return []Entry{{"composer-reset", reset}, {"composer-blocked", blocked}, {"composer-tell", tell}, {"composer-log", logged}, {"composer-keep", keep}, {"composer-holding", hold}}
}
