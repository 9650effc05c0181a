package office

import (
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// lead is the first line of a letter: what changed.
func lead(moved, kept []promise.Promise, cal *worktime.Calendar) string {
	switch {
	case len(moved) == 1:
		return moved[0].Words + " has a new date: " + SayWhen(moved[0].Date().When, cal) + "."
	case len(moved) > 1:
		return "Some dates have changed. The new ones are below, each with its reason."
	case len(kept) == 1:
		return kept[0].Words + " is done."
	case len(kept) > 1:
		return "Several things that we promised you are done."
	}
	return ""
}

// promisedLetter tells of a new promise.
func promisedLetter(p promise.Promise, due, message string) letter {
	return letter{
		kind: notice.Made, subject: shorten(p.Words, MaxSubject), body: message,
		lead:   "We have promised you: " + p.Words + ", by " + due + ".",
		next:   "Should anything come in between, you will hear of it before that date.",
		effect: "made:" + string(p.ID),
	}
}
