package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

func coming() []Entry {
	d := desk("Coming messages", page.InComing)
	reminder := page.ComingRow{
		URL: "/coming-messages/reminder.hof_1.2", Text: "Still open: Which red?", Client: ruiz(), To: "to Ana Ruiz", How: "by itself", Icon: "mail", Why: "Asked on Friday 27 February 2026, 10:00 (Munich), and not answered yet. It is reminder 2 of 2 of a question, and leaves if there is no answer until then.",
		When: moment("Tue 10:00", "2026-03-03T10:00:00+01:00", "in 4 days"),
	}
	owed := page.ComingRow{URL: "/promises/prm_1", Text: "The next word from us", Client: ruiz(), To: "to Ana Ruiz", How: "due from Nils Holm", Icon: "person", Why: "They were told that they hear by then.", When: moment("Tue 3 Mar", "2026-03-03T17:00:00+01:00", "in 4 days")}
	late := owed
	late.How, late.Icon, late.Tone = "late, from Nils Holm", "warning", "broken"
	left := reminder
	left.How, left.Icon, left.Because = "left out", "released", "Left out by Marta Kern: I see them on Thursday"
	list := page.ComingPage{
		Desk: d, Lede: "What will be sent to clients and third parties in the next fourteen days, and what is due to be sent.", Views: []page.Shortcut{{Text: "All", URL: "/coming-messages", Here: true, Count: "3"}, {Text: "By itself", URL: "/coming-messages?by=itself", Count: "2"}},
		Days: []page.ComingDay{{Day: "Already due", Rows: []page.ComingRow{late}}, {Day: "Tuesday 3 March 2026", Rows: []page.ComingRow{reminder, owed, left}}}, Pager: page.Pager{Older: "/coming-messages", Newer: "/coming-messages?from=200"},
	}
	one := page.ComingOne{
		Desk: d, Row: reminder, About: ui.Link{Text: "What is asked for", URL: "/hand-offs/hof_1"}, From: "Nils Holm (Northlight Studio)", To: "Ana Ruiz", Subject: "Still open: Which red?", Text: "Hello Ana Ruiz,\n\nNils Holm has a question for you: Which red?",
		Answers: []string{"Signal red", "Answer in my own words"}, Effect: "Ana Ruiz is not reminded then.", Facts: []page.Fact{{Name: "To", Value: "Ana Ruiz"}, {Name: "At", When: reminder.When}},
		Acts: []page.Act{{Label: "Send me a test", Icon: "mail", Post: "/coming-messages/reminder.hof_1.2/test"}, {Label: "Leave it out", Icon: "released", Form: &page.ActForm{
			Form: ui.Form{Action: "/coming-messages/reminder.hof_1.2/skip"}, ID: "skip", Lead: "Ana Ruiz is not reminded then.", Submit: "Leave it out, this once", Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "because", ID: "coming-because", Label: "Because", Required: true, MaxLength: 300}}},
		}}},
	}
	held := one
	held.Row, held.Text, held.Answers, held.Refused, held.Acts = left, "", nil, "As things stand it would not leave: A line is not true any more.", []page.Act{{Label: "Do send it", Icon: "told", Main: true, Post: "/coming-messages/reminder.hof_1.2/restore"}}
	return []Entry{{"coming", list}, {"coming-none", page.ComingPage{Desk: d, None: "When an update is planned, it stands here by its day."}}, {"coming-message", one}, {"coming-message-held", held}}
}
