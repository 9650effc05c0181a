package portal

import (
	"strconv"

	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
)

// askedOnPage shows the reader on his page what he was asked for.
func askedOnPage(v *visit) error {
	view, a, err := v.o.HandOffs.ByPage(v.r.Context(), v.who, handoff.ID(v.r.PathValue("handoff")))
	if err != nil {
		return err
	}
	return showAsked(v, a, v.reading(view).frame(a.HandOff.Words))
}

// answerOnPage takes his answer there.
func answerOnPage(v *visit) error {
	if err := v.mayWrite(); err != nil {
		return err
	}
	id := handoff.ID(v.r.PathValue("handoff"))
	view, a, err := v.o.HandOffs.ByPage(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	return takeAsked(v, a, taking{
		frame: v.reading(view).frame(a.HandOff.Words),
		reply: func(in handoff.Reply) (office.AskedOf, error) {
			return v.o.HandOffs.ReplyByPage(v.r.Context(), v.who, id, in)
		},
		answer: func(in handoff.Answer) (office.AskedOf, error) {
			return v.o.HandOffs.AnswerByPage(v.r.Context(), v.who, id, in)
		},
	})
}

// questionForm shows a question or an approval, with what was answered before.
func questionForm(v *visit, a office.AskedOf, f page.Frame) *page.Question {
	h := a.HandOff
	p := &page.Question{
		Frame: f, Heading: v.say("{who} has a question for you", "who", a.Owner), Words: h.Words, Why: h.Why, Shown: h.Shown,
		Facts:  []page.AskedFact{{Label: v.say("Answer by"), Value: v.moment(h.ToldBy, a)}, {Label: v.say("For"), Value: a.For}, {Label: v.say("Asked"), Value: a.Name}},
		Answer: ui.Field{Name: "answer", Label: v.say("Your answer"), Required: true}, Text: ui.Field{Name: "words", Label: v.say("In your words"), Rows: 4, MaxLength: handoff.MaxSaid, Optional: true, Words: true},
		Button: v.say("Send my answer"), Note: v.say("Nothing happens unless you press the button. What you answer is kept, with your name and the moment."),
	}
	if h.Kind == handoff.Approval {
		p.Heading = v.say("{who} asks for your approval", "who", a.Owner)
		p.Answer.Options = []ui.Option{{Value: "yes", Label: v.say("Yes, I approve")}, {Value: "no", Label: v.say("No, not like this")}}
		p.Mark = v.say("This text stays as it is. Its mark is {mark}.", "mark", h.ShownHash()[:12])
		p.Text.Hint = v.say("With a no, say what is missing.")
	}
	for i, o := range h.Choices() {
		p.Answer.Options = append(p.Answer.Options, ui.Option{Value: strconv.Itoa(i + 1), Label: o})
	}
	if len(p.Answer.Options) == 0 {
		p.Text.Label, p.Text.Optional, p.Text.Required = v.say("Your answer"), false, true
	} else if h.Kind == handoff.Question {
		p.Answer.Required = false
	}
	chosen := v.r.FormValue("answer") + v.r.URL.Query().Get("choice")
	for i := range p.Answer.Options {
		p.Answer.Options[i].Selected = p.Answer.Options[i].Value == chosen
	}
	for i := len(a.Answers) - 1; i >= 0; i-- {
		e := a.Answers[i]
		p.Before = append(p.Before, page.AnsweredBefore{Say: saidBefore(v, h, e), At: ui.Moment{Text: v.moment(e.At, a)}, Text: e.Words})
	}
	if len(p.Before) > 0 {
		p.Button, p.Note = v.say("Send another answer"), v.say("If you think otherwise by now, answer again: the new answer stands, and the former stays to be read.")
	}
	if a.Over {
		p.Form = nil
		p.Note = v.say("This is over, and needs no answer any more.")
	} else {
		p.Form = &ui.Form{Action: v.r.URL.Path}
	}
	return p
}

// saidBefore says what was answered.
func saidBefore(v *visit, h handoff.HandOff, e handoff.Evidence) string {
	switch {
	case h.Kind == handoff.Approval && e.Yes:
		return v.say("You said yes")
	case h.Kind == handoff.Approval:
		return v.say("You said no")
	case e.Choice != "":
		return v.say("You answered “{answer}”", "answer", e.Choice)
	}
	return v.say("You answered")
}

// showAsked shows what somebody was asked for, in the frame of his way in.
func showAsked(v *visit, a office.AskedOf, f page.Frame) error {
	switch {
	case a.HandOff.Kind != handoff.Work:
		return v.show(questionForm(v, a, f))
	case a.Over:
		p := askedOver(v, a)
		p.Frame = f
		return v.show(p)
	}
	p := askedForm(v, a, chosenAnswer(v.r.URL.Query().Get("answer")))
	p.Frame = f
	return v.show(p)
}

// taking is by which way an answer is taken.
type taking struct {
	frame  page.Frame
	reply  func(handoff.Reply) (office.AskedOf, error)
	answer func(handoff.Answer) (office.AskedOf, error)
}

// takeAsked takes an answer, to a question or to what somebody was asked to do.
func takeAsked(v *visit, a office.AskedOf, by taking) error {
	if a.HandOff.Kind == handoff.Work {
		return takeWork(v, a, by)
	}
	in := handoff.Reply{Yes: v.r.FormValue("answer") == "yes" && a.HandOff.Kind == handoff.Approval, Words: v.typed("words")}
	if n, err := strconv.Atoi(v.r.FormValue("answer")); err == nil && n >= 1 && n <= len(a.HandOff.Choices()) {
		in.Choice = a.HandOff.Choices()[n-1]
	}
	var after office.AskedOf
	err := error(fault.Field("choice", v.say("Say yes or no.")))
	if a.HandOff.Kind != handoff.Approval || v.r.FormValue("answer") != "" {
		after, err = by.reply(in)
	}
	f, ok := fault.As(err)
	switch {
	case err == nil && after.Over, ok && f.Kind == fault.Conflict:
		return v.show(questionForm(v, a, by.frame))
	case err == nil:
		last := after.Answers[len(after.Answers)-1]
		return v.show(page.AskedOver{
			Frame: by.frame, Heading: v.say("Thank you."), Lead: v.say("{answer}. {who} can read it now.", "answer", saidBefore(v, after.HandOff, last), "who", after.Owner),
			Again: ui.Link{Text: v.say("See my answer"), URL: v.r.URL.Path},
		})
	case !ok || f.Kind != fault.Invalid:
		return err
	}
	p := questionForm(v, a, by.frame)
	p.Text.Value, p.Text.Error, p.Answer.Error = v.r.FormValue("words"), v.complaint(f.Fields["words"]), v.complaint(f.Fields["choice"])
	ui.FocusFirst(p.Fields()...)
	return v.again(p)
}
