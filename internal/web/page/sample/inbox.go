package sample

import (
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
)

func targets() []page.Ask {
	waits := func(chosen string) []ui.Option {
		return options(chosen, "first answer", "the first answer", "next answer", "a later answer", "next word", "our next word")
	}
	channels := func(chosen string) []ui.Option {
		return options(chosen, "", "anything", "mail", "mail", "sms", "a text")
	}
	stages := options("", "", "anybody", "prospect", "prospects", "active", "active clients")
	one := page.TargetFields(tongue.Voice{}, 0, page.TargetChoices{Waits: waits("first answer"), Channels: channels("mail"), Stages: stages})
	one[3].Value, one[4].Value = "key", "1 h"
	two := page.TargetFields(tongue.Voice{}, 1, page.TargetChoices{Waits: waits("next word"), Channels: channels(""), Stages: stages})
	two[4].Value, two[4].Error = "soon", "“soon” is no amount of working time."
	return append(append(one, two...), page.TargetFields(tongue.Voice{}, 2, page.TargetChoices{Waits: waits("first answer"), Channels: channels(""), Stages: stages})...)
}

func waysIn() []Entry {
	list := page.Settings{Desk: desk("Ways in", page.InSettings), Heading: "Ways in", Lede: "How what clients write and say comes to Kept. The same mail by two ways is one message.", Sections: []page.SettingsPart{
		{ID: "ways", Title: "Set up", Items: []page.Item{
			{Text: "hello@northlight.example", Hint: "Mailbox with a password, looked at", When: moment("today 10:11", "2026-02-27T10:11:00+01:00", "1 min ago"), Mark: "Works", Tone: "kept", Acts: []page.Act{{Label: "Open", Of: "hello@northlight.example", URL: "/settings/ways-in/mbx_1"}}},
			{Text: "Projects", Hint: "Mailbox with a password, projects@northlight.example, since", When: moment("today 8:02", "2026-02-27T08:02:00+01:00", "2 h ago"), Mark: "Not working", Tone: "broken", Problem: "The server does not take the password any more. Kept tries again by itself, and fetches what arrived meanwhile.", Acts: []page.Act{{Label: "Open", Of: "Projects", URL: "/settings/ways-in/mbx_2"}}},
		}},
		{ID: "add", Title: "Add a way in", Items: []page.Item{{Text: "Our own entrance", Hint: "Your mail server hands mail to Kept itself (SMTP).", Acts: []page.Act{{Label: "Add", Icon: "plus", Of: "Our own entrance", URL: "/settings/ways-in/new?kind=smtp"}}}}},
	}}
	add := page.Settings{Desk: desk("Add a mailbox", page.InSettings), Heading: "Add a mailbox", Lede: "Kept fetches what arrives in a mailbox (IMAP), within seconds, and leaves the mail where it is."}
	f := page.NewWayForm(tongue.Voice{}, ui.Form{Action: page.WaysInURL, Once: "way", Back: page.WaysInURL}, page.WayIMAP, false)
	f.Fields[0].Value, f.Fields[0].Error = "hello", "This is not an e-mail address."
	add.Sections = []page.SettingsPart{{ID: "way", Title: "What it needs", Form: f, Main: true}, {ID: "providers", Title: "At the usual providers", Items: []page.Item{{Text: "Fastmail", Hint: "imap.fastmail.com, 993, an app password. Plus-addresses work."}}}}
	hook := page.Settings{Desk: desk("Mailgun", page.InSettings), Heading: "Mailgun", Lede: "It is set up here. Now the other side has to know.", Sections: []page.SettingsPart{{
		ID: "address", Title: "Its address", Secret: &page.Secret{Text: "Copy it now: it is not shown again.", Value: "https://kept.northlight.example/in/4Jw8pXb0cS3mVvQ2hZt6yLrN1kEoGdUaFi7xCjYqRsM/mime"},
		Steps: []string{"At Mailgun, open “Receiving” and create a route.", "Choose “Match recipient” with your address, and “Forward” to the whole address above.", "Set the MX of your domain to mxa.mailgun.org and mxb.mailgun.org, if that is not done."}, Acts: []page.Act{{Label: "Done", Main: true, URL: page.WaysInURL}},
	}}}
	end := page.Settings{Desk: desk("Projects", page.InSettings), Heading: "Projects", Sections: []page.SettingsPart{
		{ID: "way", Title: "What it needs", Problem: list.Sections[0].Items[1].Problem, Form: page.NewWayForm(tongue.Voice{}, ui.Form{Action: "/settings/ways-in/mbx_2", Version: "3", Back: page.WaysInURL}, page.WayOAuth, true), Main: true},
		{ID: "end", Title: "End it", Lead: "What came by it stays.", Acts: []page.Act{{Label: "End this way in", Danger: true, Form: &page.ActForm{Form: ui.Form{Action: "/settings/ways-in/mbx_2/end", Version: "3"}, ID: "end-way", Submit: "Yes, end it", Lead: "Nothing more comes in by it.", Open: true}}}},
	}}
	phrase := page.NewPhraseForm(tongue.Voice{}, ui.Form{Action: "/settings/phrases/phr_1", Version: "1"}, "phr_1", "Save")
	phrase.Fields[0].Value, phrase.Fields[1].Value, phrase.Fields[1].Error = "We have it", "Dear {contact},\n\nwe have it.", "Nobody knows what {price} is."
	phrases := page.Settings{Desk: desk("Ready answers", page.InSettings), Heading: "Ready answers", Lede: "Words that you write often.", Sections: []page.SettingsPart{{
		ID: "phrases", Title: "Yours", Add: page.NewPhraseForm(tongue.Voice{}, ui.Form{Action: page.PhrasesURL, Once: "phr"}, "phrase-new", "Add it"), AddText: "Add a ready answer",
		Items: []page.Item{{ID: "phr_1", Text: "We have it", Words: "Dear {contact},\n\nwe have it, and {me} looks into it. You hear from us by {next contact}.", Acts: []page.Act{{Label: "Change", Icon: "pen", Of: "We have it", Form: phrase}, {Label: "Drop", Of: "We have it", Post: "/settings/phrases/phr_1/end"}}}},
	}}}
	return []Entry{{"ways-in", list}, {"way-in-add", add}, {"way-in-hook", hook}, {"way-in-trouble", end}, {"phrases", phrases}}
}

func triage() []Entry {
	known := &page.ActForm{Form: ui.Form{Action: "/triage/people/cli_9"}, ID: "known-cli_9", Submit: "It is a prospect", Fields: []page.Ask{
		{Kind: page.Line, Field: ui.Field{Name: "name", ID: "known-name", Label: "Name", Value: "Ida Holm", Required: true}}, {Kind: page.Pick, Field: ui.Field{Name: "owner", ID: "known-owner", Label: "Who looks after them", Options: options("mem_lea", "mem_lea", "Léa Fontaine", "mem_marta", "Marta Kern")}},
	}}
	people := page.Triage{
		Desk: desk("Triage", page.InTriage), Lede: "People whom nobody here knows yet, and mails that need a person’s word before they are filed.", Tick: ui.Form{Action: "/triage/dismissals"},
		People: []page.Stranger{
			{ID: "cli_9", Name: "Ida Holm", URL: "/triage/people/cli_9", From: "ida@holm.example", Subject: "A website for our lamps", Text: "Good morning,\n\ncould you build us a website? We sell lamps, and the shop opens in May.\n\nIda Holm", Since: moment("today 9:02", "2026-02-27T09:02:00+01:00", "1 h ago"), Promised: "They were told that Marta Kern answers by {when}", By: moment("today 13:02", "2026-02-27T13:02:00+01:00", "in 3 h"),
				Acts: []page.Act{{Label: "Belongs to Holm Lamps", Icon: "clients", Post: "/triage/people/cli_9/joining"}, {Label: "A prospect", Icon: "plus", Of: "Ida Holm", Form: known}, {Label: "Belongs to a client", Icon: "clients", Of: "Ida Holm", URL: "/triage/people/cli_9#join"}, {Label: "Not for us", Of: "Ida Holm", Post: "/triage/people/cli_9/end"}, {Label: "Answer", Icon: "told", Of: "Ida Holm", URL: "/conversations/cnv_9"}}},
			{ID: "cli_8", Name: "+39 06 555 0199", URL: "/triage/people/cli_8", Subject: "A call", Since: moment("Thu 17:40", "2026-02-26T17:40:00+01:00", "16 h ago"), Promised: "They were told nothing yet. By our standard somebody answers by {when}", By: moment("today 9:40", "2026-02-27T09:40:00+01:00", "32 min ago"), Acts: []page.Act{{Label: "Not for us", Of: "+39 06 555 0199", Post: "/triage/people/cli_8/end"}}},
		},
		Mails: []page.HeldMail{
			{ID: "arr_1", URL: "/triage/arr_1", From: "Ana Ruiz <ana@casaruiz.example>", Subject: "Please pay to the new account", Why: "It names Ana Ruiz as its sender, and her domain says that it is not hers.", Mark: "Held", At: moment("today 8:15", "2026-02-27T08:15:00+01:00", "2 h ago")},
			{ID: "arr_2", URL: "/triage/arr_2", From: "It does not say who sent it", Subject: "Without a subject", Why: "Its parts never end.", Mark: "Quarantine", At: moment("Wed 3:10", "2026-02-25T03:10:00+01:00", "2 days ago")},
		},
	}
	nobody := page.Triage{Desk: people.Desk, Lede: people.Lede, Tick: people.Tick}
	one := page.Arrival{
		Desk: desk("Please pay to the new account", page.InTriage), Heading: "Please pay to the new account", Mark: "Held", Why: people.Mails[0].Why, RawURL: "/triage/mails/arr_1/mail.eml",
		Facts: []page.Fact{{Name: "From", Value: people.Mails[0].From}, {Name: "To", Value: "hello@northlight.example"}, {Name: "Came", When: people.Mails[0].At}},
		Text:  "Dear Marta,\n\nour bank has changed. Please pay the next invoice to the account in the file.\n\nAna", Rest: "> On Monday Marta Kern wrote:\n> The invoice follows.", Files: []page.Fact{{Name: "account.pdf", Value: "82 kB"}},
		File: &page.ActForm{Form: ui.Form{Action: "/triage/mails/arr_1"}, ID: "file", Submit: "File it", Lead: "You say by it that the mail is genuine.", Fields: []page.Ask{{Kind: page.Pick, Field: ui.Field{Name: "contact", Label: "Whose message is it?", Options: options("", "", "Whoever has the address ana@casaruiz.example", "con_ana", "Ana Ruiz")}}}},
		Drop: &page.Act{Label: "It is nothing", Post: "/triage/mails/arr_1/end"},
	}
	done := one
	one.Desk.Narrow, done.Desk.Narrow = true, true
	done.Mark, done.File, done.Drop, done.Text, done.Rest, done.None = "", nil, nil, "", "", "There is no text in it."
	done.Settled, done.Talk = "Marta Kern filed it.", ui.Link{Text: "Open the conversation", URL: "/conversations/cnv_3"}
	return []Entry{{"triage", people}, {"triage-none", nobody}, {"arrival", one}, {"arrival-filed", done}}
}
