package sample

import (
	"kept/internal/portal/page"
	"kept/internal/ui"
)

func asked() page.Asked {
	return page.Asked{
		Frame: outside("An answer is needed"), Heading: "Nils Holm needs something from you", Words: "Your confirmation of the prices", Why: "The proposal cannot leave without it.",
		Facts: []page.AskedFact{{Label: "Needed by", Value: "Thursday 5 March 2026, 09:00 (Rome)"}, {Label: "For", Value: "The proposal for the shop · Casa Ruiz"}},
		Form:  ui.Form{Action: "/h/secret"}, Button: "Send my answer", Note: "Nothing happens unless you press the button.",
		Answer: ui.Field{Name: "answer", Label: "Your answer", Required: true, Options: []ui.Option{
			{Value: "accepted", Label: "Yes, by then", Selected: true}, {Value: "declined", Label: "No, I cannot"}, {Value: "another-date", Label: "Yes, but on another day"},
			{Value: "done", Label: "It is done"}, {Value: "stuck", Label: "I am stuck"},
		}},
		Day:  ui.Field{Name: "day", Label: "Which day", Type: "date", Hint: "With “another day”.", Optional: true},
		Said: ui.Field{Name: "said", Label: "In your words", Rows: 3, MaxLength: 500, Optional: true},
	}
}

func askedWrong() page.Asked {
	a := asked()
	a.Answer.Options[0].Selected, a.Answer.Options[2].Selected = false, true
	a.Day.Error, a.Day.Focus = "Say which day.", true
	a.Before = "You said on Monday 2 March: yes, by then."
	return a
}

func askedOver() page.AskedOver {
	return page.AskedOver{Frame: outside("Thank you"), Heading: "Thank you.", Lead: "Nils Holm knows that you offer Friday 6 March 2026.", Again: ui.Link{Text: "Change my answer", URL: "/h/secret"}}
}
