package web

import (
	"net/url"
	"strings"

	"kept/internal/fault"
	"kept/internal/tongue"
	"kept/internal/web/page"
	"kept/promise"
	"kept/worktime"
)

// overtaken refuses a form about a promise that somebody else brought to an
// end, or told of, while it was being filled in. Its page says what happened,
// keeps all that was typed and leads on with it.
type overtaken struct {
	error
	at  *promiseDesk
	way string // of the composer, as in addresses; "edit" is the form of the promise itself
}

// Unwrap gives the refusal.
func (o *overtaken) Unwrap() error { return o.error }

// newOvertaken refuses a form about a promise that is over, or told.
func newOvertaken(d *promiseDesk, way string) error {
	err := fault.New(fault.Conflict, "“"+d.Promise.Words+"”: The client was told of it: its date moves with a reason now, which they read.")
	switch d.Promise.State {
	case promise.Kept:
		err = fault.New(fault.Conflict, "“"+d.Promise.Words+"”: It was kept.")
	case promise.Released:
		err = fault.New(fault.Conflict, "“"+d.Promise.Words+"”: It is over, they let us off.")
	case promise.Withdrawn:
		err = fault.New(fault.Conflict, "“"+d.Promise.Words+"”: It was undone before anybody was told.")
	}
	return &overtaken{error: err, at: d, way: way}
}

// show adds to the page of the refusal what had been typed, and the ways on.
func (o *overtaken) show(v *visit, p *page.Problem) {
	form, d := v.r.PostForm, o.at
	p.Written = writtenSoFar(v.voice(), form, d.Calendar)
	carried := carry(form, d.Promise.ContactID)
	if len(form) == 0 || o.way == "edit" { // no composer was filled in: as it opens
		carried = append(carried, page.Pair{Name: "notify", Value: "on"}, page.Pair{Name: "reached", Value: "on"}, page.Pair{Name: "channel", Value: "call"})
	}
	switch {
	case d.Promise.State == promise.Open:
		p.Acts = append(p.Acts, page.Act{Label: v.say("Reset its date"), Icon: "told", Main: true, Post: d.here + "/resets/preview", Hidden: carried})
	case d.Promise.State != promise.Withdrawn && o.way == "edit":
		p.Acts = append(p.Acts, page.Act{Label: v.say("Reopen it"), Icon: "promises", Main: true, Post: d.here + "/reopening", Once: newOnce()})
	case d.Promise.State != promise.Withdrawn:
		p.Acts = append(p.Acts, page.Act{Label: v.say("Reopen it and go on"), Icon: "promises", Main: true, Post: d.here + "/" + o.way + "/reopening", Hidden: carried})
	}
	if o.way != "edit" {
		p.Acts = append(p.Acts, page.Act{Label: v.say("Write to them instead"), Icon: "told", Post: "/clients/" + d.Promise.ClientID + "/tellings/preview", Hidden: carried})
	}
	p.Acts = append(p.Acts, page.Act{Label: v.say("Look at the promise"), URL: d.here})
}

// typedNames are the fields that people write in, with what they are called.
func typedNames(v tongue.Voice) []page.Pair {
	return []page.Pair{
		{Name: "words", Value: v.Say("What was promised")}, {Name: "due", Value: v.Say("The date")}, {Name: "reason", Value: v.Say("Why it moves")}, {Name: "subject", Value: v.Say("Subject")},
		{Name: "message", Value: v.Say("Your words")}, {Name: "next", Value: v.Say("The next contact")}, {Name: "source", Value: v.Say("Where it was said")}, {Name: "at", Value: v.Say("When")},
	}
}

// writtenSoFar is what stood in the form, for its writer to copy.
func writtenSoFar(v tongue.Voice, form url.Values, cal *worktime.Calendar) []page.Fact {
	var out []page.Fact
	for _, n := range typedNames(v) {
		text := strings.TrimSpace(form.Get(n.Name))
		if text == "" {
			text = strings.TrimSpace(form.Get(n.Name+"_day") + " " + form.Get(n.Name+"_time"))
		}
		if text == "" {
			if w, err := chosenDate(form.Get(n.Name+"_choice"), n.Name); err == nil && w != (promise.When{}) {
				text = sayWhen(v, w, cal)
			}
		}
		if text != "" {
			out = append(out, page.Fact{Name: n.Value, Value: text})
		}
	}
	return out
}

// carry gives what was typed and chosen as hidden fields of another form.
func carry(form url.Values, reader string) []page.Pair {
	var out []page.Pair
	for _, n := range typedNames(tongue.Voice{}) {
		for _, part := range []string{"", "_choice", "_day", "_time"} {
			if text := form.Get(n.Name + part); text != "" {
				out = append(out, page.Pair{Name: n.Name + part, Value: text})
			}
		}
	}
	for _, name := range []string{"notify", "reached", "channel"} {
		if text := form.Get(name); text != "" {
			out = append(out, page.Pair{Name: name, Value: text})
		}
	}
	readers := form["to"]
	if len(readers) == 0 {
		readers = []string{reader}
	}
	for _, to := range readers {
		out = append(out, page.Pair{Name: "to", Value: to})
	}
	return out
}

// goOn opens a promise again that had ended while something was written about
// it, and shows the composer with what was written.
func goOn(w way) handler {
	return func(v *visit) error {
		if err := parseForm(v, "message"); err != nil {
			return err
		}
		_, err := v.o.Promises.Reopen(v.r.Context(), v.who, promise.ID(v.r.PathValue("promise")))
		if err != nil && fault.KindOf(err) != fault.Conflict { // else it is open already
			return err
		}
		return tellPreview(w)(v)
	}
}
