package office

import (
	"kept/internal/outbox"
	"kept/internal/tongue"
	"kept/issue"
)

// IssuePhrase is the first sentence about an issue in English; each is a sentence
// of the catalogue, for a client reads it in his language.
func IssuePhrase(s issue.State) string {
	switch s {
	case issue.Known:
		return "We know now what went wrong, and what has to be done."
	case issue.Fixing:
		return "We are putting it right."
	case issue.Watching:
		return "It is put right. We keep an eye on it for a while."
	case issue.Closed:
		return "It is over. This is what it was, and what we have changed."
	}
	return "Something went wrong, and you should hear it from us. We are looking into it."
}

// IssueState is how far an issue is, in two or three words.
func IssueState(s issue.State) string {
	switch s {
	case issue.Known:
		return "cause known"
	case issue.Fixing:
		return "being put right"
	case issue.Watching:
		return "put right, watched"
	case issue.Closed:
		return "over"
	}
	return "looked into"
}

// IssueParts is what a letter says of an issue.
func IssueParts(v tongue.Voice, w issue.Words) []outbox.Part {
	var out []outbox.Part
	for _, p := range []struct{ title, text string }{
		{v.Say("What happened"), w.What}, {v.Say("What it means for you"), w.Effect}, {v.Say("What we do about it"), w.Fix}, {v.Say("What it was, and what we have changed"), w.Closing},
	} {
		if p.text != "" {
			out = append(out, outbox.Part{Title: p.title, Lines: []string{p.text}})
		}
	}
	return out
}
