package portal

import (
	"strings"
	"time"

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
	v.speaksTo(a)
	return showAsked(v, a, v.askedFrame(v.say("An answer is needed"), a))
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
	v.speaksTo(a)
	return takeAsked(v, a, taking{
		frame: v.askedFrame(v.say("An answer is needed"), a),
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
			wrong = fault.Field("day", v.say("Write the day like 2026-03-05."))
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
		p := askedOver(v, a)
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
	if rest := ui.Complain(v.complaints(f.Fields), p.Fields()...); len(rest) > 0 {
		p.Form.Error = rest[0]
	}
	ui.FocusFirst(p.Fields()...)
	return v.again(p)
}

// speaksTo has the page speak the language in which somebody was asked.
func (v *visit) speaksTo(a office.AskedOf) {
	if a.Language != "" {
		v.speaks(a.Language)
	}
}

func (v *visit) askedFrame(title string, a office.AskedOf) page.Frame {
	return v.frame(title, page.Firm{Name: a.Firm.Name, Accent: a.Firm.Accent})
}

func askedForm(v *visit, a office.AskedOf, chosen handoff.State) page.Asked {
	h := a.HandOff
	today := worktime.DayOf(a.Now, a.Hours.Location())
	p := page.Asked{
		Frame: v.askedFrame(v.say("An answer is needed"), a), Heading: v.say("{who} needs something from you", "who", a.Owner), Words: h.Words, Why: h.Why,
		Facts:  []page.AskedFact{{Label: v.say("Needed by"), Value: v.moment(h.ToldBy, a)}, {Label: v.say("For"), Value: a.For}, {Label: v.say("Asked"), Value: a.Name}},
		Form:   ui.Form{Action: v.r.URL.Path},
		Answer: ui.Field{Name: "answer", Label: v.say("Your answer"), Required: true},
		Day:    ui.Field{Name: "day", Label: v.say("Which day"), Type: "date", Hint: v.say("Only with “another day”."), Min: today.String(), Optional: true},
		Said:   ui.Field{Name: "said", Label: v.say("In your words"), Rows: 3, MaxLength: handoff.MaxSaid, Optional: true},
		Button: v.say("Send my answer"), Note: v.say("Nothing happens unless you press the button. You can change your answer by the same link until it is done."),
	}
	if h.State != handoff.Asked {
		p.Before = v.say("Your answer of {when}: {answer}.", "when", v.moment(h.AnsweredAt, a), "answer", v.answered(h))
	}
	for _, x := range handoff.Answers() {
		p.Answer.Options = append(p.Answer.Options, ui.Option{Value: strings.ReplaceAll(string(x), " ", "-"), Label: v.say(office.AnswerLabel(x)), Selected: x == chosen})
	}
	if chosen == handoff.AnotherDate {
		p.Day.Hint, p.Day.Focus = "", true
	}
	if chosen == handoff.Stuck {
		p.Said.Optional, p.Said.Required, p.Said.Label = false, true, v.say("What holds it up")
	}
	return p
}

// moment writes a moment out in the zone of whoever was asked.
func (v *visit) moment(t time.Time, a office.AskedOf) string {
	return v.voice().FullMoment(t.In(a.Hours.Location()))
}

// answered is an answer as it is said back to whoever gave it.
func (v *visit) answered(h handoff.HandOff) string {
	switch h.State {
	case handoff.AnotherDate:
		return v.say("on {when}", "when", v.voice().FullDay(office.Noon(h.Offered)))
	case handoff.Stuck:
		return v.say("you are stuck")
	case handoff.Declined:
		return v.say("you cannot")
	case handoff.Done:
		return v.say("it is done")
	}
	return v.say("yes, by then")
}

func thanks(v *visit, a office.AskedOf) page.AskedOver {
	p := page.AskedOver{
		Frame: v.askedFrame(v.say("Thank you"), a), Heading: v.say("Thank you."), Lead: v.say("{who} can read your answer now: {answer}.", "who", a.Owner, "answer", v.answered(a.HandOff)),
	}
	if !a.Over {
		p.Again = ui.Link{Text: v.say("Change my answer"), URL: v.r.URL.Path}
	}
	return p
}

func askedOver(v *visit, a office.AskedOf) page.AskedOver {
	p := page.AskedOver{Frame: v.askedFrame(v.say("Nothing is needed any more"), a), Heading: v.say("Nothing is needed any more."), Lead: v.say("“{what}” has been settled in the meantime. Thank you all the same.", "what", a.HandOff.Words)}
	switch {
	case a.HandOff.State == handoff.Done:
		p.Heading, p.Lead = v.say("This is done."), v.say("“{what}” was done on {when}. Thank you.", "what", a.HandOff.Words, "when", v.moment(a.HandOff.DoneAt, a))
	case !a.Over:
		p.Heading, p.Lead = v.say("You have said so already."), v.say("{who} knows: {answer}.", "who", a.Owner, "answer", v.answered(a.HandOff))
	}
	return p
}

// askedRoutes are the pages of people who were asked for something. They need no
// account; the secret in the address is their way in.
func (s *Site) askedRoutes() {
	s.open("GET /h/{secret}", func(v *visit) error { return private(v, asked) })
	s.open("POST /h/{secret}", func(v *visit) error { return private(v, answerAsked) })
	s.open("GET /c/{secret}", func(v *visit) error { return private(v, askedDid) })
	s.open("POST /c/{secret}", func(v *visit) error { return private(v, sayDid) })
}

// private keeps the address, which is a secret, from what lists pages.
func private(v *visit, h handler) error {
	v.w.Header().Set("X-Robots-Tag", "noindex")
	return h(v)
}
