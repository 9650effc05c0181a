package checks

import (
	"encoding/json"
	"fmt"
	"strings"

	"kept/news"
	"kept/worktime"
)

// trueNews: an update that was sent says something that happened, or work that
// was logged; it speaks of no day that has passed as still to come; and what a
// second person was to approve, somebody else than its author did.
type trueNews struct{}

func (trueNews) Name() string { return "updates" }

func (trueNews) Look(f *Firm) []string {
	var out []string
	for _, l := range f.New {
		if l.Act != "update sent" {
			continue
		}
		var u news.Update
		if err := json.Unmarshal([]byte(l.After), &u); err != nil {
			out = append(out, fmt.Sprintf("%s was sent, and the journal cannot be read: %v", l.Object, err))
			continue
		}
		out = append(out, untrue(u, worktime.DayOf(l.At, f.clientHours(u.ClientID).Location()))...)
	}
	return out
}

func untrue(u news.Update, today worktime.Day) []string {
	var out []string
	says := false
	for _, x := range u.Lines {
		switch x.Part {
		case news.Done, news.Issues, news.Changed:
			says = true
		case news.Behind:
			says = says || x.Source != "" && !strings.HasPrefix(x.Source, news.AnswerSource)
		}
		if !x.Until.IsZero() && x.Until.Before(today) {
			out = append(out, fmt.Sprintf("%s was sent on %v and promises %q", u.ID, today, x.Text))
		}
	}
	if !says {
		out = append(out, fmt.Sprintf("%s was sent and says nothing", u.ID))
	}
	if u.AskedID != "" && (u.ApprovedID == "" || u.ApprovedID == u.AuthorID) {
		out = append(out, fmt.Sprintf("%s was sent, and nobody else approved it", u.ID))
	}
	return out
}
