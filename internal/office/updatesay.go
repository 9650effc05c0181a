package office

import (
	"kept/internal/outbox"
	"kept/news"
)

// PartTitle is the heading of a part of an update, as a client reads it.
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
func partsOf(u news.Update) []outbox.Part {
	var out []outbox.Part
	for _, p := range news.Parts() {
		lines := u.Of(p)
		if len(lines) == 0 {
			continue
		}
		part := outbox.Part{Title: PartTitle(p)}
		for _, l := range lines {
			part.Lines = append(part.Lines, l.Text)
		}
		out = append(out, part)
	}
	return out
}

// updateLead is the first sentence of an update; "" = its writer's own.
func updateLead(u news.Update) string {
	switch {
	case u.NothingVisible():
		return "There is nothing new to see yet. Work goes on all the same, behind the scenes."
	case u.Intro == "":
		return "This is where your project stands."
	}
	return ""
}
