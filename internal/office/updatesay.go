package office

import (
	"kept/internal/outbox"
	"kept/internal/tongue"
	"kept/news"
)

// PartTitle is the heading of a part of an update in English; each is a sentence
// of the catalogue, for a client reads it in his language.
func PartTitle(p news.Part) string {
	switch p {
	case news.Said:
		return "What we said last time"
	case news.Done:
		return "Done"
	case news.Behind:
		return "Behind the scenes"
	case news.Issues:
		return "What went wrong, and what we do about it"
	case news.Changed:
		return "Dates that changed"
	}
	return "Next"
}

// partsOf are the parts of an update that have something to say.
func partsOf(v tongue.Voice, u news.Update) []outbox.Part {
	var out []outbox.Part
	for _, p := range news.Parts() {
		lines := u.Of(p)
		if len(lines) == 0 {
			continue
		}
		part := outbox.Part{Title: v.Say(PartTitle(p))}
		for _, l := range lines {
			part.Lines = append(part.Lines, l.Text)
		}
		out = append(out, part)
	}
	return out
}

// updateLead is the first sentence of an update; "" = its writer's own.
func updateLead(v tongue.Voice, u news.Update) string {
	switch {
	case u.NothingVisible():
		return v.Say("There is nothing new to see yet. Work goes on all the same, behind the scenes.")
	case u.Intro == "":
		return v.Say("This is where your project stands.")
	}
	return ""
}
