package sample

import (
	"kept/internal/ui"
	"kept/internal/web/page"
)

// talks are the inbox, one conversation, and what leads there.
func talks() []Entry {
	in := desk("Inbox", page.InInbox)
	in.Inbox = "3"
	tabs := []page.Shortcut{{Text: "Waiting", URL: "/inbox", Here: true}, {Text: "Mine", URL: "/inbox?which=mine"}, {Text: "Open", URL: "/inbox?which=open"}, {Text: "Closed", URL: "/inbox?which=closed"}}
	inbox := page.Inbox{
		Desk: in, Tabs: tabs, Triage: ui.Link{Text: "Look at 2 things", URL: "/triage"}, Asked: "1 mail not filed, 1 person nobody knows yet", Rows: talkRows(),
		Pager: page.Pager{Said: "4 conversations, the least time left first"},
	}
	empty := page.Inbox{Desk: desk("Inbox", page.InInbox), Tabs: tabs, None: page.Nothing{Title: "No way in is set up yet", Text: "Tell Kept where your clients’ mails arrive. Whoever writes is then told at once by when a person answers, and stands here until somebody does.", Step: ui.Link{Text: "Set up a way in", URL: "/settings/ways-in"}}}
	move := page.TalkMove{
		Desk: desk("Move a conversation", page.InInbox), Subject: "Where are the tiles?", Pick: "/conversations/cnv_1/moves/new", Of: ruiz(), Form: ui.Form{Action: "/conversations/cnv_1/moves", Version: "4", Back: "/conversations/cnv_1"},
		Client:  ui.Field{Name: "client", Label: "Whose it is", Options: options("cli_ruiz", "cli_ruiz", "Casa Ruiz", "cli_aalto", "Aalto Interiors")},
		Contact: ui.Field{Name: "contact", Label: "With whom", Options: options("", "con_ana", "Ana Ruiz", "con_luis", "Luis Ruiz")},
		Project: ui.Field{Name: "project", Label: "What it is about", Options: options("", "", "Nothing in particular", "prj_shop", "The shop")},
	}
	move.Desk.Narrow = true
	return []Entry{{"inbox", inbox}, {"inbox-empty", empty}, {"talk", conversation()}, {"talk-move", move}, {"history", history()}, {"composer-answer", answer()}}
}

func talkRows() []page.TalkRow {
	return []page.TalkRow{
		{URL: "/conversations/cnv_1", Subject: "Where are the tiles?", Client: ruiz(), Contact: "Ana Ruiz", Who: marta(), Left: "40 min late", By: "by 09:32", Title: "Friday 27 February 2026, 09:32 (Munich)", Late: true},
		{URL: "/conversations/cnv_2", Subject: "The lobby: two questions", Client: aalto(), Contact: "Mikko Aalto", Who: jonas(), Left: "1 h 20 min left", By: "by 11:32", Title: "Friday 27 February 2026, 11:32 (Munich)"},
		{URL: "/conversations/cnv_3", Subject: "A website for our furniture", Client: ui.Client{Name: "Jonas Weide", URL: "/clients/cli_weide", Colour: 4}, New: true, Who: marta(), Left: "3 h 5 min left", By: "by 14:17", Title: "Friday 27 February 2026, 14:17 (Munich)"},
		{URL: "/conversations/cnv_4", Subject: "The measurements of the shop window", Client: harbour(), Contact: "Bill Harbour", Who: lea(), Held: "waits on the client: the measurements", Last: moment("Thu 16:20", "2026-02-26T16:20:00+01:00", "18 h ago")},
	}
}

// ask is a short form that opens under its button.
func askFor(id, label, icon, field, question string) page.Act {
	return page.Act{Label: label, Icon: icon, Form: &page.ActForm{ID: id, Form: ui.Form{Action: "/conversations/cnv_1/" + id, Version: "4", Once: "t"}, Submit: label, Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: field, ID: id + "-" + field, Label: question, Required: true}}}}}
}

func sayings() []page.Saying {
	asks := &page.Asking{
		Cause: ui.Field{Name: "cause", ID: "cause-msg_1", Label: "What had they not been told?", Options: options("", "not told", "They were not told that it moved", "no next word", "Nobody said when they would hear")},
		Yes:   ui.Form{Action: "/messages/msg_1/chases", Once: "y"}, No: ui.Form{Action: "/messages/msg_1/denials", Once: "n"},
	}
	split := askFor("splits", "Begin a conversation of its own here", "", "subject", "What it is about")
	return []page.Saying{
		{ID: "msg_1", Who: "Ana Ruiz", Sender: "Ana Ruiz <ana@casaruiz.example>", Channel: "by mail", Icon: "mail", When: ui.Moment{Text: "Fri 05:32", ISO: "2026-02-27T05:32:00+01:00", Relative: "5 h ago", Zone2: "05:32 Madrid"},
			Text: "Dear Ms Kern,\n\nwhere do things stand with the tiles? The floor layer comes on Monday, and I have not heard anything since Tuesday.\n\nAna Ruiz", Rest: "On Tue, Marta Kern wrote:\n> The tiles are on their way.", HTML: "/messages/msg_1/html", Pictures: "/messages/msg_1/html?images=1",
			Raw: "/messages/msg_1/raw", Filed: "It answers a mail of this conversation.", Warning: "Nothing proves that this is from Ana Ruiz. Do not act on it before you have asked them another way.", Asks: asks,
			Files: []page.TalkFile{{Name: "the floor, as it is, with a rather long name that somebody gave it.jpg", Size: "412 kB", URL: "/messages/msg_1/files/0"}, {Name: "plan.pdf", Size: "1.2 MB", URL: "/messages/msg_1/files/1"}}},
		{ID: "msg_2", Ours: true, Who: "Northlight Studio", Channel: "by mail", Icon: "mail", When: moment("Fri 05:32", "2026-02-27T05:32:00+01:00", "5 h ago"), Text: "We have your message. Marta Kern will answer you by Friday 27 February 2026, 09:32.", Fold: true, Proof: ui.Delivered, Notice: "/notices/ntc_9", Marks: []page.Mark{{Text: "sent by itself, for Marta Kern"}}, Split: &split},
		{ID: "msg_3", Ours: true, Who: "Jonas Weber", Channel: "by mail", Icon: "mail", When: moment("Fri 08:15", "2026-02-27T08:15:00+01:00", "2 h ago"), Text: "Dear Ana,\n\nMarta is on site; she writes this morning.", Proof: ui.Bounced, Notice: "/notices/ntc_10", Trouble: "It did not arrive: they still wait. 550 5.2.2 mailbox full"},
		{ID: "msg_4", Who: "Ana Ruiz", Channel: "on their page", Icon: "link", When: moment("Fri 09:50", "2026-02-27T09:50:00+01:00", "22 min ago"), Text: "Is anybody there?", Marks: []page.Mark{{Tone: "doubtful", Text: "they had to ask: they had asked before"}}},
	}
}

func conversation() page.Talk {
	why := moment("Fri 09:32", "2026-02-27T09:32:00+01:00", "40 min ago")
	why.Why = []string{"received Fri 05:32 Munich; standard 2 h; we open at 07:32; so Fri 09:32"}
	d := desk("Where are the tiles?", page.InInbox)
	d.Crumbs = []ui.Link{{Text: "Inbox", URL: "/inbox"}, {Text: "Casa Ruiz", URL: "/clients/cli_ruiz"}}
	return page.Talk{
		Desk: d, Client: ruiz(), Contact: ui.Link{Text: "Ana Ruiz", URL: "/contacts/con_ana"}, Project: ui.Link{Text: "The shop", URL: "/projects/prj_shop"}, Subject: "Where are the tiles?", Who: ui.Link{Text: "Marta Kern", URL: "/people/mem_marta"},
		Company: page.Company{Says: []string{"Jonas Weber is answering."}},
		Acts: []page.Act{
			{Label: "Answer", Icon: "told", Main: true, URL: "/conversations/cnv_1/answers/new"}, askFor("acknowledgements", "Not yet, I am on it", "seen", "by", "They hear by"),
			askFor("excuses", "No answer needed", "released", "why", "Because"), askFor("pauses", "Wait for somebody", "pause", "why", "For what"), askFor("assignments", "Hand over", "hand", "to", "To"),
		},
		More:    []page.Act{{Label: "Log a call in it", Icon: "call", URL: "/calls/new?client=cli_ruiz"}, {Label: "Move it", Icon: "project", URL: "/conversations/cnv_1/moves/new"}, askFor("mergers", "Merge it into another", "link", "into", "Which one")},
		Sayings: sayings(), Earlier: "/conversations/cnv_1?before=x",
		Waits: []page.WaitRow{
			{What: "The next answer", Who: "Marta Kern", Since: moment("Fri 05:32", "2026-02-27T05:32:00+01:00", "5 h ago"), Due: why, Late: true, Promise: ui.Link{Text: "The moment that they were promised", URL: "/promises/prm_9"}},
			{What: "A first answer", Who: "Marta Kern", Since: moment("Mon 10:02", "2026-02-23T10:02:00+01:00", "4 days ago"), Took: "1 h 12 min, within 2 h", InTime: true, How: "by Marta Kern, Tue 11:30", With: ui.Link{Text: "with these words", URL: "#msg_0"}, Pauses: []string{"waited on the client from Mon 11:00 to Tue 10:48 (the size of the wall)"}},
		},
	}
}

func history() page.History {
	d := desk("All that was said with Casa Ruiz", page.InClients)
	return page.History{
		Desk: d, Client: ruiz(), Chased: "They had to ask twice within a month: the target is none.",
		Days: []page.JournalDay{{Day: "Friday, 27 February 2026", Lines: []page.Happening{
			{When: moment("Fri 09:50", "2026-02-27T09:50:00+01:00", "22 min ago"), Icon: "link", Who: "Ana Ruiz", Text: "on their page", Link: ui.Link{Text: "Where are the tiles?", URL: "/conversations/cnv_1#msg_4"}, Words: "Is anybody there?"},
			{When: moment("Fri 08:15", "2026-02-27T08:15:00+01:00", "2 h ago"), Icon: "mail", Who: "Jonas Weber", Text: "by mail", Link: ui.Link{Text: "Where are the tiles?", URL: "/conversations/cnv_1#msg_3"}, Words: "Dear Ana, Marta is on site; she writes this morning.", Proof: ui.Bounced},
		}}},
		Pager: page.Pager{Said: "2 messages, the newest first", Older: "/clients/cli_ruiz/history?notice=x"},
	}
}

// answer is the composer that goes on with a conversation.
func answer() page.Composer {
	c := page.NewComposer(desk("Answer", page.InInbox), page.Telling, "/dates")
	c.Form, c.Heading, c.Client = ui.Form{Action: "/conversations/cnv_1/answers", Version: "4", Once: "a", Back: "/conversations/cnv_1"}, "Answer: Where are the tiles?", ruiz()
	c.Share, c.Notify, c.Subject = ui.Field{}, ui.Field{}, ui.Field{}
	c.Readers = []page.Reader{{Value: "con_ana", Name: "Ana Ruiz", Address: "ana@casaruiz.example", Note: "It is Fri 10:12 in Madrid; they are there until 18:00.", Chosen: true}}
	c.Heard, c.Company, c.Open = sayings()[2:], page.Company{Get: "/conversations/cnv_1/company?answering=1", Says: []string{"Jonas Weber is looking at this."}}, "/conversations/cnv_1/answers/new"
	c.Phrases = ui.Field{Name: "phrase", Label: "A ready answer", Options: options("", "phr_1", "We have it", "phr_2", "The bill")}
	c.Files = ui.Field{Name: "files", Label: "Files", Hint: "Choose them last: a browser forgets them when the page is shown again. 20 at most, 15 MB together."}
	c.Next.Chips.Options = []ui.Option{{Value: "2026-03-06T15:00:00Z", Label: "as usual", Hint: "Fri 6 Mar, 16:00", Selected: true}, {Value: "2026-03-02", Label: "Monday", Hint: "Mon 2 Mar"}}
	c.Message.Value, c.Submit = "The tiles are with the carrier and reach you on Saturday morning.", "Answer Ana Ruiz"
	c.Letter = &page.Letter{From: "Marta Kern, Northlight Studio", To: "Ana Ruiz", Subject: "Re: Where are the tiles?", Text: "Hello Ana Ruiz,\n\nThe tiles are with the carrier and reach you on Saturday morning."}
	return c
}
