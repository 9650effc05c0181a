package web

import (
	"net/url"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/promise"
)

// seenField is the end of the name of the field that repeats what an echo
// meant. JavaScript sends it with the echo that stands beside the field; without
// it, the first answer to a form is the echo with a question.
const seenField = "_seen"

// echoHolds is how long an echo of "in two hours" stands for the moment that it
// named, before it has to be looked at again.
const echoHolds = 10 * time.Minute

// seenOf writes a date as its echo repeats it.
func seenOf(w promise.When) string {
	if !w.Day.IsZero() {
		return w.Day.String()
	}
	return w.At.UTC().Format(time.RFC3339)
}

// stands tells whether the moment that was seen still stands for what was
// typed, although it means a slightly later one by now: it counts from now, as
// "in two hours" does, and was echoed a short while ago.
func stands(seen string, w promise.When, read func(time.Time) (promise.When, error), now time.Time) bool {
	at, err := time.Parse(time.RFC3339, seen)
	if err != nil || w.At.IsZero() || at.After(w.At) || w.At.Sub(at) > echoHolds {
		return false
	}
	later, err := read(now.Add(time.Minute))
	return err == nil && later.At.Sub(w.At) == time.Minute
}

// unconfirmed is a form with a date that was typed, all in order but for one
// thing: its writer has not seen yet which date that is.
type unconfirmed struct {
	error
	names []string
	says  []string
	seen  []string
}

// Unwrap gives the refusal.
func (u *unconfirmed) Unwrap() error { return u.error }

// confirmed refuses dates that were typed and sent without the echo that they
// have now: nothing counts as a date that its writer has not seen in full.
func confirmed(asks ...page.DateAsk) error {
	u := &unconfirmed{}
	for _, d := range asks {
		if d.Unseen {
			u.names, u.says, u.seen = append(u.names, d.Typed.Name), append(u.says, d.Echo), append(u.seen, d.Typed.Seen)
		}
	}
	if len(u.names) == 0 {
		return nil
	}
	u.error = fault.Field(u.names[0], "Nothing is done yet. Is “"+strings.Join(u.says, "; ")+"” what you mean?")
	return u
}

// ask puts the question into the form: each date in full beside what was typed,
// one button for all of them beside the last.
func (u *unconfirmed) ask(fields []*ui.Field) {
	var last *ui.Field
	for i, name := range u.names {
		for _, f := range fields {
			if f.Name == name {
				f.Echo, f.Seen, last = u.says[i], u.seen[i], f
			}
		}
	}
	if last != nil {
		last.Confirm = strings.Join(u.says, "; ")
	}
}

// same keeps what tells one opening of a form from another, and from which
// version of the thing it was opened: the question changes neither.
func (u *unconfirmed) same(sent url.Values, form *ui.Form) {
	if once := sent.Get("once"); once != "" {
		form.Once = once
	}
	if version := sent.Get("version"); version != "" {
		form.Version = version
	}
}
