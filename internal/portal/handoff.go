package portal

import (
	"strings"

	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/worktime"
)

// asked is where a link in a mail about a hand-off leads. Looking changes nothing.
func asked(v *visit) error {
	a, err := v.o.HandOffs.ByLink(v.r.Context(), v.r.PathValue("secret"))
	if err != nil {
		return err
	}
	return showAsked(v, a, askedFrame("An answer is needed", a))
}

// answerAsked takes the answer of whoever has the link.
func answerAsked(v *visit) error {
	if err := v.slowDown(v, "hand-off "+v.r.PathValue("secret")); err != nil {
		return err
	}
	secret := v.r.PathValue("secret")
	a, err := v.o.HandOffs.ByLink(v.r.Context(), secret)
	if err != nil {
		return err
	}
	return takeAsked(v, a, taking{
		frame: askedFrame("An answer is needed", a),
		reply: func(in handoff.Reply) (office.AskedOf, error) {
			return v.o.HandOffs.ReplyByLink(v.r.Context(), secret, in)
		},
		answer: func(in handoff.Answer) (office.AskedOf, error) {
			return v.o.HandOffs.AnswerByLink(v.r.Context(), secret, in)
		},
	})
}

func chosenAnswer(s string) handoff.State { return handoff.State(strings.ReplaceAll(s, "-", " ")) }

// takeWork takes an answer of somebody who was asked to do something.
func takeWork(v *visit, a office.AskedOf, by taking) error {
	chosen := chosenAnswer(v.r.FormValue("answer"))
	in := handoff.Answer{State: chosen, Said: strings.Join(strings.Fields(v.r.FormValue("said")), " ")}
	var wrong error
	if day := v.r.FormValue("day"); day != "" && chosen == handoff.AnotherDate {
		if in.Day, wrong = worktime.ParseDay(day); wrong != nil {
			wrong = fault.Field("day", "Write the day like 2026-03-05.")
		}
	}
	if wrong == nil {
		var after office.AskedOf
		if after, wrong = by.answer(in); wrong == nil {
			a = after
		}
	}
	f, ok := fault.As(wrong)
	switch {
	case wrong == nil && a.Over && a.HandOff.State != chosen, ok && f.Kind == fault.Conflict:
		p := askedOver(a)
		p.Frame = by.frame
		return v.show(p) // it was answered so before, or somebody was faster
	case wrong == nil:
		p := thanks(v, a)
		p.Frame = by.frame
		return v.show(p)
	case !ok || f.Kind != fault.Invalid:
		return wrong
	}
	p := askedForm(v, a, chosen)
	p.Frame, p.Day.Value, p.Said.Value = by.frame, v.r.FormValue("day"), v.r.FormValue("said")
	if rest := ui.Complain(f.Fields, p.Fields()...); len(rest) > 0 {
		p.Form.Error = rest[0]
	}
	ui.FocusFirst(p.Fields()...)
	return v.again(p)
}

func askedFrame(title string, a office.AskedOf) page.Frame {
	return page.Frame{Title: title, Firm: page.Firm{Name: a.Firm.Name, Accent: a.Firm.Accent}}
}

func askedForm(v *visit, a office.AskedOf, chosen handoff.State) page.Asked {
	h := a.HandOff
	today := worktime.DayOf(a.Now, a.Hours.Location())
	p := page.Asked{
		Frame: askedFrame("An answer is needed", a), Heading: a.Owner + " needs something from you", Words: h.Words, Why: h.Why,
		Facts:  []page.AskedFact{{Label: "Needed by", Value: office.SayMoment(h.NeedBy, a.Hours)}, {Label: "For", Value: a.For}, {Label: "Asked", Value: a.Name}},
		Form:   ui.Form{Action: v.r.URL.Path},
		Answer: ui.Field{Name: "answer", Label: "Your answer", Required: true},
		Day:    ui.Field{Name: "day", Label: "Which day", Type: "date", Hint: "Only with “another day”.", Min: today.String(), Optional: true},
		Said:   ui.Field{Name: "said", Label: "In your words", Rows: 3, MaxLength: handoff.MaxSaid, Optional: true},
		Button: "Send my answer", Note: "Nothing happens unless you press the button. You can change your answer by the same link until it is done.",
	}
	if h.State != handoff.Asked {
		p.Before = "Your answer of " + office.SayMoment(h.AnsweredAt, a.Hours) + ": " + answered(h) + "."
	}
	for _, x := range handoff.Answers() {
		p.Answer.Options = append(p.Answer.Options, ui.Option{Value: strings.ReplaceAll(string(x), " ", "-"), Label: office.AnswerLabel(x), Selected: x == chosen})
	}
	if chosen == handoff.AnotherDate {
		p.Day.Hint, p.Day.Focus = "", true
	}
	if chosen == handoff.Stuck {
		p.Said.Optional, p.Said.Required, p.Said.Label = false, true, "What holds it up"
	}
	return p
}

// answered is an answer as it is said back to whoever gave it.
func answered(h handoff.HandOff) string {
	switch h.State {
	case handoff.AnotherDate:
		return "on " + office.SayDay(h.Offered)
	case handoff.Stuck:
		return "you are stuck"
	case handoff.Declined:
		return "you cannot"
	case handoff.Done:
		return "it is done"
	}
	return "yes, by then"
}

func thanks(v *visit, a office.AskedOf) page.AskedOver {
	p := page.AskedOver{
		Frame: askedFrame("Thank you", a), Heading: "Thank you.", Lead: a.Owner + " can read your answer now: " + answered(a.HandOff) + ".",
	}
	if !a.Over {
		p.Again = ui.Link{Text: "Change my answer", URL: v.r.URL.Path}
	}
	return p
}

func askedOver(a office.AskedOf) page.AskedOver {
	p := page.AskedOver{Frame: askedFrame("Nothing is needed any more", a), Heading: "Nothing is needed any more.", Lead: "“" + a.HandOff.Words + "” has been settled in the meantime. Thank you all the same."}
	switch {
	case a.HandOff.State == handoff.Done:
		p.Heading, p.Lead = "This is done.", "“"+a.HandOff.Words+"” was done on "+office.SayMoment(a.HandOff.DoneAt, a.Hours)+". Thank you."
	case !a.Over:
		p.Heading, p.Lead = "You have said so already.", a.Owner+" knows: "+answered(a.HandOff)+"."
	}
	return p
}

// askedRoutes are the pages of people who were asked for something. They need no
// account; the secret in the address is their way in.
func (s *Site) askedRoutes() {
	s.open("GET /h/{secret}", func(v *visit) error { return private(v, asked) })
	s.open("POST /h/{secret}", func(v *visit) error { return private(v, answerAsked) })
}

// private keeps the address, which is a secret, from what lists pages.
func private(v *visit, h handler) error {
	v.w.Header().Set("X-Robots-Tag", "noindex")
	return h(v)
}
