package portal

import (
	"strings"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/news"
)

// askedDid is where the link in a mail leads that asks a third party what it did.
// Looking changes nothing.
func askedDid(v *visit) error {
	a, err := v.o.Updates.CheckInByLink(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	if a.Over {
		return v.show(didOver(v, a))
	}
	return v.show(didForm(v, a))
}

// sayDid takes what a third party did.
func sayDid(v *visit) error {
	if err := v.slowDown(v, "check-in "+v.r.PathValue("secret")); err != nil {
		return err
	}
	text := strings.Join(strings.Fields(v.r.FormValue("said")), " ")
	a, err := v.o.Updates.SayByLink(v.r.Context(), v.r.PathValue("secret"), text)
	f, ok := fault.As(err)
	switch {
	case err == nil && a.Over:
		return v.show(didOver(v, a))
	case err == nil:
		return v.show(page.AskedOver{
			Frame: didFrame(v, v.say("Thank you"), a), Heading: v.say("Thank you."), Lead: v.say("{who} can read it now, and takes it into the update.", "who", a.Asker),
			Again: ui.Link{Text: v.say("Say it otherwise"), URL: v.r.URL.Path},
		})
	case !ok || f.Kind != fault.Invalid:
		return err
	}
	if a, err = v.o.Updates.CheckInByLink(v.r.Context(), v.r.PathValue("secret")); err != nil {
		return err
	}
	p := didForm(v, a)
	p.Said.Value, p.Said.Error = text, v.complaint(f.Fields["text"])
	ui.FocusFirst(&p.Said)
	return v.again(p)
}

func didFrame(v *visit, title string, a office.CheckInAsked) page.Frame {
	return v.frame(title, page.Firm{Name: a.Firm.Name, Accent: a.Firm.Accent})
}

func didForm(v *visit, a office.CheckInAsked) page.Asked {
	p := page.Asked{
		Frame: didFrame(v, v.say("What did you do?"), a), Heading: v.say("What did you do that they cannot see?"), Words: a.Project,
		Why:    v.say("{who} writes an update of this project for the client. A sentence will do, as they may read it.", "who", a.Asker),
		Facts:  []page.AskedFact{{Label: v.say("Wanted by"), Value: v.voice().FullMoment(a.CheckIn.By.In(a.Hours.Location()))}, {Label: v.say("Asked"), Value: a.CheckIn.Name}},
		Form:   ui.Form{Action: v.r.URL.Path},
		Said:   ui.Field{Name: "said", Label: v.say("In a sentence"), Hint: v.say("Empty: nothing that they would want to know."), Rows: 3, MaxLength: news.MaxLine, Value: a.CheckIn.Text, Optional: true},
		Button: v.say("Say it"), Note: v.say("Nothing happens unless you press the button. No account is needed."),
	}
	if !a.CheckIn.Waits() {
		p.Before = v.say("You have answered already. You can still say it otherwise.")
	}
	return p
}

func didOver(v *visit, a office.CheckInAsked) page.AskedOver {
	return page.AskedOver{Frame: didFrame(v, v.say("Nothing is needed any more"), a), Heading: v.say("Nothing is needed any more."), Lead: v.say("“{what}” was closed in the meantime. Thank you all the same.", "what", a.Project)}
}
