package sample

import (
	"kept/internal/portal/page"
	"kept/internal/ui"
)

const moved = `Dear Ana,

The mock-ups of the home page and two inner pages will be with you on Wednesday 11 March at noon, not on Monday. You hear from me again on Tuesday.

The photographs of the courtyard came in a size that cannot be printed, and we asked for new ones. They are promised for Monday evening; drawing the two inner pages with them takes us a day.

The opening on 2 April stands.

Mock-ups of three pages: Wednesday 11 March, 12:00 (it was Monday 9 March, 16:00)

You hear from me next on Tuesday 10 March by noon, whatever happens.

Marta Kern
Northlight Studio
+39 06 555 0142`

func notices() []page.Notice {
	return []page.Notice{
		{ID: "ntc_3", URL: "/p/notices/3", Subject: "The mock-ups come on Wednesday 11 March instead of Monday", At: moment("Friday 6 March, 10:12", "2026-03-06T10:12:00+01:00", "8 min ago"), By: marta().Person, How: "by mail", Text: moved},
		{ID: "ntc_2", URL: "/p/notices/2", Subject: "In a call: Léa is ill, the mock-ups move to Monday", At: moment("Tuesday 3 March, 9:40", "2026-03-03T09:40:00+01:00", "3 days ago"), By: marta().Person, How: "in a call", Text: "Léa has been ill since Monday. The mock-ups come on Monday 9 March, 16:00, not on Thursday. Ana asked whether the opening stands: it does."},
		{ID: "ntc_1", URL: "/p/notices/1", Subject: "Website relaunch: what we have promised you", At: moment("Monday 16 February, 11:05", "2026-02-16T11:05:00+01:00", "18 days ago"), By: marta().Person, How: "by mail", Text: "Dear Ana,\n\nthank you for the good morning at the courtyard. This is what we have promised:\n- the site map on Friday 27 February\n- the mock-ups on Thursday 5 March\n- the opening on Thursday 2 April\n\nMarta Kern"},
	}
}

func noticePage() page.NoticePage {
	n := notices()[0]
	n.How = "by mail to ana@casaruiz.example"
	n.Proof = "Your mail server took it on Friday 6 March, 10:12."
	c := marta()
	c.Mail.Text = "Answer Marta"
	return page.NoticePage{
		Frame: inside("A message"), Notice: n, To: "Ana Ruiz", About: []page.Promise{mockUps()}, Contact: c,
		Older: ui.Link{Text: "Tuesday 3 March", URL: "/p/notices/2"},
	}
}

func keptList() page.List {
	return page.List{Frame: inside("All that was kept"), Heading: "All that was kept", Promises: []page.Promise{siteMap(), answer()}, Older: ui.Link{URL: "/p/kept?before=x"}}
}

func toldNone() page.List {
	return page.List{Frame: inside("All messages"), Heading: "All messages", None: "Nothing has been sent to you yet."}
}
