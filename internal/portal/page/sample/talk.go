package sample

import (
	"kept/internal/portal/page"
	"kept/internal/tongue"
	"kept/internal/ui"
)

func owedBy() page.Owed {
	return page.Owed{Say: "We have it. Marta Kern answers by", By: moment("Friday 6 March, 14:00", "2026-03-06T14:00:00+01:00", "in 4 h")}
}

func talks() page.Talks {
	return page.Talks{Frame: inside("Your messages"), Heading: "Your messages", WriteURL: "/p/messages/new", Rows: []page.TalkRow{
		{URL: "/p/messages/cnv_1", Subject: "Which green for the door?", At: moment("Friday 6 March, 10:00", "2026-03-06T10:00:00+01:00", "20 min ago"), Owed: owedBy()},
		{URL: "/p/messages/cnv_2", Subject: "Opening hours on the site", At: moment("Tuesday 3 March, 9:12", "2026-03-03T09:12:00+01:00", "3 days ago")},
	}}
}

func talksNone() page.Talks {
	return page.Talks{Frame: inside("Your messages"), Heading: "Your messages", None: "You have not written to us here yet.", WriteURL: "/p/messages/new"}
}

func talk() page.Talk {
	form := page.NewWriting(tongue.Voice{}, ui.Form{Action: "/p/messages/cnv_1", Once: "x"}, false, 15)
	return page.Talk{Frame: inside("Which green for the door?"), Subject: "Which green for the door?", Owed: owedBy(), Form: form, Said: []page.Said{
		{At: moment("Thursday 5 March, 16:40", "2026-03-05T16:40:00+01:00", ""), How: "here", Text: "Good afternoon,\n\nwhich green is it for the door? Two samples are in the file.", Files: []ui.Link{{Text: "greens.pdf, 312 kB", URL: "/p/messages/msg_1/files/0"}}},
		{Who: "Marta Kern", At: moment("Thursday 5 March, 16:40", "2026-03-05T16:40:00+01:00", ""), How: "by mail", Text: "Hello Ana Ruiz,\n\nwe have your message. Marta Kern will answer you by Friday 6 March, 10:40.", Ack: true},
		{Who: "Marta Kern", At: moment("Friday 6 March, 9:30", "2026-03-06T09:30:00+01:00", ""), How: "by mail", Text: "Hello Ana,\n\nthe dark one. The painter comes on Monday.\n\nMarta"},
		{At: moment("Friday 6 March, 10:00", "2026-03-06T10:00:00+01:00", ""), How: "here", Text: "And for the frame? Verylongwordwithoutanyplacetobreakitverylongwordwithoutanyplacetobreakit"},
	}}
}

func talkBorrowed() page.Talk {
	t := talk()
	t.Form, t.Borrowed, t.Reader.DevicesURL, t.Reader.OutURL = nil, ui.Link{Text: "Back to Casa Ruiz", URL: "/clients/cli_ruiz"}, "", ""
	t.Owed = page.Owed{Say: "Marta Kern has not answered in time. We are sorry; it was due", By: moment("Friday 6 March, 10:00", "2026-03-06T10:00:00+01:00", "20 min ago"), Late: true}
	return t
}

func writeUs() page.NewTalk {
	n := page.NewTalk{Frame: inside("Write to us"), Heading: "Write to us", Lead: "You read here who answers you, and by when.", Form: page.NewWriting(tongue.Voice{}, ui.Form{Action: "/p/messages", Once: "x", Back: "/p/messages"}, true, 15)}
	n.Form.Text.Error, n.Form.Files.Error = "Write what you would like to say.", "Choose the files again: a browser does not keep them."
	return n
}
