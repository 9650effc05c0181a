package page

import (
	"reflect"
	"sync"

	"kept/internal/tongue"
	"kept/internal/ui"
)

// Words are the fixed words of the portal in one language. What names a person,
// a date or a matter is not here: the builder writes whole sentences of those.
type Words struct {
	Skip string // the link to the page's content, for the keyboard
	Home string // the way back to the first screen

	Where, Next, When, Who, Hear string // the five questions
	HearMissing                  string // instead of the moment when none is set: our failing, said so

	News                              string // the heading of the updates
	People                            string // the heading of who does what
	Issues                            string // the heading of what went wrong
	Touched, Earlier                  string // headings of an issue: the promises that it touches, what was told of it before
	Projects, Open, Kept, Told, Speak string // the headings of the first screen
	NoneOpen, NoneTold                string
	AllKept, AllTold                  string // links to the whole lists
	Newer, Older                      string
	OpenLetter                        string // link from a message in a list to the message by itself

	ItWas     string // before the date that stood before
	EveryDate string // heading of a promise's history
	About     string // heading of the promises that a notice tells of
	Messages  string // heading of the notices about a promise
	Source    string // before where a promise was made
	Project   string // before the project's name
	From, To  string // of a letter
	Date      string

	WaitsFor          string // what we wait for from him
	Worried, Answered string // name two parts of a page, for whoever hears it
	Comments, CallMe  string // headings of what was said about a thing, and of being called back

	Talks, WriteUs, Send, You, Files, WeHaveIt string // of what he writes to us

	YourPart, StepDone, StepRunning string // of a step in a plan
	Language                        string // names the choice of one

	Devices, End, EndAll, Here, SignOut, Switch, Follow string

	OnTrack, Doubtful, Late, Moved, KeptState, ResetInTime, ToldLate, InSilence, Released string
}

// English gives the words in English.
func English() Words {
	return Words{
		Skip: "Go to the page", Home: "Your page",
		Where: "Where we are", Next: "Next", When: "When", Who: "With you", Hear: "You hear from us",
		HearMissing: "We owe you this date, and it has been noted. Until it stands here, please write or call.",
		News:        "How it goes on",
		People:      "Who does what",
		Issues:      "What went wrong", Touched: "What it touches", Earlier: "What we told you before",
		Projects: "Your projects", Open: "What we have promised you", Kept: "Kept lately", Told: "What we have told you", Speak: "Whom to speak to",
		NoneOpen: "Nothing is open at the moment.", NoneTold: "Nothing has been sent to you yet.",
		AllKept: "All that was kept", AllTold: "All messages", Newer: "Newer", Older: "Older", OpenLetter: "Open as a letter",
		ItWas: "It was", EveryDate: "Every date, and why", About: "What this is about", Messages: "What we told you about it",
		Source: "Promised", Project: "Project", From: "From", To: "To", Date: "Date",
		WaitsFor: "We wait for you", Worried: "You are worried", Answered: "What you have answered", Comments: "What do you think?", CallMe: "Or we call you back",
		Talks: "Your messages", WriteUs: "Write to us", Send: "Send it", You: "You", Files: "Files", WeHaveIt: "We told you that we have it.",
		YourPart: "your part", StepDone: "done", StepRunning: "under way", Language: "Language",
		Devices: "Your devices", End: "Sign out", EndAll: "Sign out everywhere", Here: "this device", SignOut: "Sign out", Switch: "Another client", Follow: "What reaches you",
		OnTrack: "On track", Doubtful: "In doubt", Late: "Late", Moved: "New date", KeptState: "Kept", ResetInTime: "Moved, told in time",
		ToldLate: "Told too late", InSilence: "Missed, and you were not told", Released: "You let us off",
	}
}

// WordsIn gives the words as a voice says them. Every field is a sentence of its
// own in the catalogue.
func WordsIn(v tongue.Voice) Words {
	if w, ok := wordsOf()[v.Code()]; ok {
		return w
	}
	return translated(v)
}

// wordsOf is the words of every language that Kept speaks.
var wordsOf = sync.OnceValue(func() map[string]Words {
	all := map[string]Words{}
	for _, code := range tongue.Codes() {
		all[code] = translated(tongue.In(code))
	}
	return all
})

func translated(v tongue.Voice) Words {
	w := English()
	fields := reflect.ValueOf(&w).Elem()
	for i := range fields.NumField() {
		fields.Field(i).SetString(v.Say(fields.Field(i).String()))
	}
	return w
}

// step is the client's word for how far a step is.
func (w Words) step(s StepState) string {
	if s == StepDone {
		return w.StepDone
	}
	return w.StepRunning
}

// State is the client's word for how a promise or one of its dates stands.
func (w Words) State(s ui.State) string {
	switch s {
	case ui.OnTrack:
		return w.OnTrack
	case ui.Doubtful:
		return w.Doubtful
	case ui.Broken:
		return w.Late
	case ui.Told:
		return w.Moved
	case ui.Kept:
		return w.KeptState
	case ui.ResetInTime:
		return w.ResetInTime
	case ui.ToldLate:
		return w.ToldLate
	case ui.BrokenInSilence:
		return w.InSilence
	case ui.Released:
		return w.Released
	}
	return string(s)
}
