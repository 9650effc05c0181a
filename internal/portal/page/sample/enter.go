package sample

import (
	"kept/internal/portal/page"
	"kept/internal/ui"
)

func email() ui.Field {
	return ui.Field{Name: "email", Label: "Your e-mail", Type: "email", Autocomplete: "email", InputMode: "email", Required: true}
}

func ask() page.Ask {
	return page.Ask{
		Frame: outside("Your page"), Heading: "Your page at Northlight Studio",
		Lead: "What we have promised you, and when you hear from us. There is no password: we send you a link.",
		Form: ui.Form{Action: "/p/links"}, Email: email(), Button: "Send me the link", Code: ui.Link{Text: "I have a code", URL: "/p/code"},
	}
}

func askWrong() page.Ask {
	a := ask()
	a.Email.Value, a.Email.Error = "ana@casaruiz", "This is not an e-mail address. It looks like name@house.example."
	return a
}

func code() page.EnterCode {
	return page.EnterCode{
		Frame: outside("Your code"), Heading: "Look into your mail",
		Lead: "If we know ana@casaruiz.example, a mail is on its way. Press the link in it, or type its six digits here.",
		Form: ui.Form{Action: "/p/codes"}, Email: ui.Field{Name: "email", Type: "hidden", Value: "ana@casaruiz.example"},
		Code:   ui.Field{Name: "code", Label: "The six digits", InputMode: "numeric", Autocomplete: "one-time-code", MaxLength: 7, Required: true},
		Button: "Open my page", Help: "Nothing came after two minutes? Look among the unwanted mails, or", Again: ui.Link{Text: "ask for another.", URL: "/p/links"},
	}
}

func codeWrong() page.EnterCode {
	c := code()
	c.Lead = "Type the six digits of our mail."
	c.Email = email()
	c.Email.Value = "ana@casaruiz.example"
	c.Code.Value, c.Code.Error = "482 914", "These digits do not fit. You have three more tries."
	return c
}

func confirm() page.Confirm {
	return page.Confirm{
		Frame: outside("Open your page"), Heading: "Is it you, Ana?", Lead: "This opens the page of Casa Ruiz on this device.",
		Form: ui.Form{Action: "/p/sessions", Once: "tok"}, Button: "Yes, open my page",
		Remember: "The device is remembered for 90 days. You can end that on your page, for each device.",
		NotMe:    "If you are not Ana Ruiz, just close this page: nothing happens.",
	}
}

func linkUsed() page.DeadLink {
	d := page.DeadLink{
		Frame: outside("Link used"), Heading: "This link has been used.",
		Lead: "Each link opens your page once. A new one is with you in a minute.",
		Form: ui.Form{Action: "/p/links"}, Email: email(), Button: "Send me a new one", Code: ui.Link{Text: "I have a code", URL: "/p/code"},
	}
	d.Email.Value = "ana@casaruiz.example"
	return d
}

func choose() page.Choose {
	f := outside("Choose a page")
	f.Firm = page.Firm{}
	return page.Choose{
		Frame: f, Heading: "Which page would you like to open?", Lead: "Your address reads for three.", Form: ui.Form{Action: "/p/sessions"}, Name: "client",
		Choices: []page.Choice{
			{Value: "cli_ruiz", Client: ruiz(), Note: "with Northlight Studio"},
			{Value: "cli_patio", Client: ui.Client{Name: "Patio Azul", Colour: 8}, Note: "with Northlight Studio"},
			{Value: "cli_ruiz2", Client: ui.Client{Name: "Familia Ruiz Fernández", Colour: 11}, Note: "with Brenner Bau"},
		},
	}
}

func devices() page.Devices {
	f := inside("Your devices")
	f.Said = "The browser on Windows is signed out."
	return page.Devices{
		Frame: f, Heading: "Where your page is open",
		Lead: "A device that you do not know? Sign it out; it then needs a new mail to you.",
		Devices: []page.Device{
			{Name: "Safari on an iPhone", Used: "Last used today, 10:20.", Since: "Signed in on Monday 2 March.", Here: true, End: ui.Form{Action: "/p/devices/1/ending"}},
			{Name: "Firefox on a Mac", Used: "Last used on Wednesday 4 March, 18:02.", Since: "Signed in on Friday 13 February.", End: ui.Form{Action: "/p/devices/2/ending"}},
		},
		EndAll: ui.Form{Action: "/p/devices/ending"}, AllNote: "This device is signed out too.",
	}
}

func signedOut() page.SignedOut {
	return page.SignedOut{
		Frame: outside("Signed out"), Heading: "You are signed out.", Lead: "This device no longer opens your page.",
		Again: ui.Link{Text: "Ask for a new link", URL: "/p/links"},
	}
}

func problem() page.Problem {
	return page.Problem{
		Frame: inside("Not there"), Heading: "This page is not there.", Say: "The address may be cut off. What you look for may be on your page.",
		Ways: []ui.Link{{Text: "Open your page", URL: "/p/casa"}}, Contact: marta(),
	}
}

func problemBare() page.Problem {
	return page.Problem{Heading: "Something of ours went wrong.", Say: "It is not you. Nothing was lost; please try again in a minute.", Reference: "Reference 7F2K-31", Frame: page.Frame{Title: "Something went wrong"}}
}
