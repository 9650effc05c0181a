package office

import (
	"kept/internal/tongue"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// lead is the first line of a letter: what changed.
func lead(v tongue.Voice, moved, kept []promise.Promise, cal *worktime.Calendar) string {
	switch {
	case len(moved) == 1:
		return v.Say("{what} has a new date: {when}.", "what", moved[0].Words, "when", whenTo(v, moved[0].Date().When, cal))
	case len(moved) > 1:
		return v.Say("Some dates have changed. The new ones are below, each with its reason.")
	case len(kept) == 1:
		return v.Say("{what} is done.", "what", kept[0].Words)
	case len(kept) > 1:
		return v.Say("Several things that we promised you are done.")
	}
	return ""
}

// promisedLetter tells of a new promise.
func promisedLetter(v tongue.Voice, p promise.Promise, cal *worktime.Calendar, message string) letter {
	return letter{
		kind: notice.Made, subject: shorten(p.Words, MaxSubject), body: message,
		lead:   v.Say("We have promised you: {what}, by {when}.", "what", p.Words, "when", whenTo(v, p.Date().When, cal)),
		next:   v.Say("Should anything come in between, you will hear of it before that date."),
		effect: "made:" + string(p.ID),
	}
}
