package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

func handOffRows() []page.HandOffRow {
	return []page.HandOffRow{
		{URL: "/hand-offs/hof_1", Words: "Your confirmation of the prices", Who: "Jonas Weber", For: "The proposal for the shop (Casa Ruiz)", State: "no answer yet", Tone: "broken", Need: moment("today 9:00", "2026-02-27T09:00:00+01:00", "1 h ago"), Note: "reminded twice"},
		{URL: "/hand-offs/hof_2", Words: "The building permit, with the stamp of the office for monuments and the drawing of the stairs", Who: "Stadtverwaltung, Amt für Denkmalschutz", For: "Mock-ups of four pages (Casa Ruiz)", State: "offers Fri 6 March", Tone: "doubtful", Need: moment("Mon 2 Mar 12:00", "2026-03-02T12:00:00+01:00", "in 3 days")},
		{URL: "/hand-offs/hof_3", Words: "The photographs", Who: "Ana Ruiz", For: "The site (Casa Ruiz)", State: "done", Tone: "kept"},
	}
}

func handOffs() []Entry {
	list := page.HandOffs{
		Desk: desk("Waiting for others", page.InHandOffs), Rows: handOffRows(), Pager: page.Pager{Said: "3 shown, the newest first", Older: "/hand-offs?before=hof_3"},
		Views: []page.Shortcut{{Text: "I asked", URL: "/hand-offs", Here: true}, {Text: "Asked of me", URL: "/hand-offs?of=me"}, {Text: "All", URL: "/hand-offs?of=all"}},
	}
	none := list
	none.Rows, none.None = nil, "What a promise needs from a colleague, the client or a third party is asked for on the promise’s own page."
	asks := tellAna()
	asks.Client, asks.About = ui.Client{Colour: 2}, ui.Link{}
	one := page.HandOffPage{
		Desk: desk("Your confirmation of the prices", page.InHandOffs), Client: ruiz(), For: ui.Link{Text: "The proposal for the shop", URL: "/promises/prm_1"}, Row: handOffRows()[0],
		Why: "The proposal cannot leave without it.", Said: "I am at the fair until Thursday.", Asks: &asks,
		Effect:  "If it is not there in time, “The proposal for the shop” moves from Monday 2 March 2026 to Wednesday 4 March 2026 or later, and Ana Ruiz is to be told by Mon 12:00.",
		Facts:   []page.Fact{{Name: "Asked", Value: "Jonas Weber"}, {Name: "Reminders", Value: "2 of 3, the next", When: moment("Mon 9:00", "2026-03-02T09:00:00+01:00", "in 3 days")}},
		Journal: []page.Happening{{When: moment("Wed 10:02", "2026-02-25T10:02:00+01:00", ""), Icon: "mail", Who: "Marta Kern", Text: "asked for it by mail"}},
		Acts: []page.Act{{Label: "They answered", Icon: "hand", Form: &page.ActForm{
			Form: ui.Form{Action: "/hand-offs/hof_1/answers", Version: "2"}, ID: "answers", Submit: "Write it down",
			Fields: []page.Ask{{Kind: page.PickOne, Field: ui.Field{Name: "answer", ID: "hand-off-answer", Label: "What they say", Required: true, Options: options("", "accepted", "Yes, by then", "declined", "No, I cannot")}}},
		}}, {Label: "Remind now", Icon: "mail", Post: "/hand-offs/hof_1/reminders"}},
	}
	form := page.NewHandOffForm(desk("Ask somebody", page.InPromises), "/dates")
	form.Form, form.Client, form.For = ui.Form{Action: "/promises/prm_1/hand-offs", Back: "/promises/prm_1"}, ruiz(), "The proposal for the shop"
	form.By = "Leave it empty, and it is worked back from the client’s date."
	form.Party.Options = options("", "", "Choose", "us:mem_1", "Jonas Weber", "third party:", "A third party")
	form.Work.Options = options("4h0m0s", "0s", "None", "4h0m0s", "Half a working day")
	wrong := form
	wrong.Words.Error, wrong.Party.Error, wrong.Email.Error = "Write what is needed.", "Say who is asked.", "An e-mail address is needed."
	return []Entry{{"hand-offs", list}, {"hand-offs-none", none}, {"hand-off", one}, {"hand-off-form", form}, {"hand-off-form-wrong", wrong}}
}
