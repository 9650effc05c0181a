package web

import (
	"context"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
)

// acts is what can be done with the promise.
func (d *promiseDesk) acts(h here) []page.Act {
	if d.Promise.State == promise.Withdrawn {
		return nil
	}
	if d.Promise.State != promise.Open {
		return []page.Act{{Label: d.say("Reopen"), Icon: "promises", Post: d.here + "/reopening", Once: newOnce()}}
	}
	acts := []page.Act{{Label: d.say("Tell or reset"), Icon: "told", URL: d.here + "/resets/new", Main: true}}
	if d.Promise.Kind == promise.NextContact {
		acts = []page.Act{{Label: d.say("Write to them"), Icon: "told", URL: d.here + "/tellings/new", Main: true}, {Label: d.say("Move it"), Icon: "agenda", URL: d.here + "/resets/new"}}
	}
	if d.Promise.Kind == promise.Appointment && d.Promise.ConfirmedAt.IsZero() && !d.passed() {
		acts = append(acts, page.Act{Label: d.say("It stands"), Icon: "kept", Post: d.here + "/confirmations", Once: newOnce()})
	}
	return append(acts, d.keepAct(), page.Act{Label: d.say("Log a call"), Icon: "call", URL: d.here + "/calls/new"}, issueAct(d.visit, d.Promise.ID), d.handAct(h), d.releaseAct())
}

// issueAct records what went wrong with it.
func issueAct(v *visit, of promise.ID) page.Act {
	return page.Act{Label: v.say("Something went wrong"), Icon: "warning", URL: page.IssuesURL + "/new?promise=" + string(of)}
}

func (d *promiseDesk) keepAct() page.Act {
	label := d.say("It is done")
	if d.Promise.Kind == promise.Appointment {
		label = d.say("It took place")
	}
	at := keepAsk()
	at.Typed.Label, at.Typed.Hint, at.Typed.Optional, at.Typed.Placeholder = d.say("When did they have it"), d.say("Empty is now."), true, d.say("today 10:15, yesterday")
	return page.Act{Label: label, Icon: "kept", Form: &page.ActForm{
		Form: ui.Form{Action: d.here + "/keeping", Once: newOnce()}, ID: "keep", Submit: label, Fields: []page.Ask{{Kind: page.Line, Field: at.Typed}},
	}}
}

// keepAsk asks when the client had what was promised.
func keepAsk() page.DateAsk { return page.NewDateAsk("at", "", echoOf("at", "")) }

func (d *promiseDesk) handAct(h here) page.Act {
	return page.Act{Label: d.say("Hand over"), Icon: "hand", Form: &page.ActForm{
		Form: ui.Form{Action: d.here + "/handovers", Once: newOnce()}, ID: "hand", Submit: d.say("Hand over"),
		Fields: []page.Ask{{Kind: page.Pick, Field: ui.Field{Name: "to", ID: "hand-to", Label: d.say("To"), Options: others(d.visit, h, d.Promise.OwnerID)}}},
	}}
}

func (d *promiseDesk) releaseAct() page.Act {
	return page.Act{Label: d.say("They let us off"), Icon: "released", Form: &page.ActForm{
		Form: ui.Form{Action: d.here + "/release", Once: newOnce()}, ID: "release", Submit: d.say("They let us off"),
		Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "why", ID: "release-why", Label: d.say("What they said"), Required: true, MaxLength: promise.MaxReason}}},
	}}
}

// changePromise does one act on a promise and goes back to where it was asked
// for. One that is refused is shown on the promise's page, with its word.
func changePromise(v *visit, field string, act func(context.Context, promise.ID) (promise.Promise, error), after func(promise.Promise)) error {
	if err := parseForm(v, field); err != nil {
		return err
	}
	id := promise.ID(v.r.PathValue("promise"))
	var p promise.Promise
	to, err := once(v, func(ctx context.Context) (string, error) {
		var err error
		p, err = act(ctx, id)
		return backTo(v, "/promises/"+string(id)), err
	})
	if err == nil {
		if p.ID != "" { // else it was done before
			after(p)
		}
		return v.go303(to)
	}
	d, wrong := openPromise(v)
	if wrong != nil {
		return wrong
	}
	shown, wrong := d.build()
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, shown.Acts, func(f *page.Flash) page.Page { shown.Desk.Flash = f; return shown })
}

// keepPromise notes that the client has it, since now or since a moment.
func keepPromise(v *visit) error {
	return changePromise(v, "at", func(ctx context.Context, id promise.ID) (promise.Promise, error) {
		at, err := keptAt(v)
		if err != nil {
			return promise.Promise{}, err
		}
		return v.o.Promises.Keep(ctx, v.who, id, at)
	}, func(p promise.Promise) {
		v.sayUndo(v.say("Kept: {words}.", "words", p.Words), "/promises/"+string(p.ID)+"/reopening", v.now.Add(office.UndoFor))
	})
}

// keptAt reads when they had it. A day that was named is meant up to its end,
// today up to now.
func keptAt(v *visit) (time.Time, error) {
	ask := keepAsk()
	w, err := dateOf(v.r.PostForm, &ask, v.cal, v.now)
	if err == nil {
		err = confirmed(ask)
	}
	if err != nil || w == (promise.When{}) {
		return time.Time{}, err
	}
	at := w.Due(v.cal)
	if !w.Day.IsZero() && at.After(v.now) && at.Sub(v.now) < 24*time.Hour {
		at = v.now
	}
	return at, nil
}

// confirmPromise notes that an appointment stands.
func confirmPromise(v *visit) error {
	return changePromise(v, "at", func(ctx context.Context, id promise.ID) (promise.Promise, error) {
		return v.o.Promises.Confirm(ctx, v.who, id)
	}, func(p promise.Promise) { v.leave(v.say("It stands: {words}.", "words", p.Words)) })
}

// releasePromise notes that the client let us off, and how we know.
func releasePromise(v *visit) error {
	return changePromise(v, "why", func(ctx context.Context, id promise.ID) (promise.Promise, error) {
		return v.o.Promises.Release(ctx, v.who, id, v.r.PostForm.Get("why"))
	}, func(p promise.Promise) {
		v.sayUndo(v.say("Released: {words}.", "words", p.Words), "/promises/"+string(p.ID)+"/reopening", v.now.Add(office.UndoFor))
	})
}

// reopenPromise takes a keeping or a release back.
func reopenPromise(v *visit) error {
	return changePromise(v, "at", func(ctx context.Context, id promise.ID) (promise.Promise, error) {
		return v.o.Promises.Reopen(ctx, v.who, id)
	}, func(p promise.Promise) { v.leave(v.say("Open again: {words}.", "words", p.Words)) })
}

// handOverPromise gives a promise to another member.
func handOverPromise(v *visit) error {
	return changePromise(v, "to", func(ctx context.Context, id promise.ID) (promise.Promise, error) {
		to := member.ID(v.r.PostForm.Get("to"))
		if to == "" {
			return promise.Promise{}, fault.Field("to", "Choose a member of this workspace.")
		}
		p, err := v.o.Promises.HandOver(ctx, v.who, id, to)
		return p, renamed(err, map[string]string{"owner": "to"})
	}, func(p promise.Promise) {
		m, err := v.o.People.One(v.r.Context(), v.who, p.OwnerID)
		if err == nil {
			v.leave(v.say("{words} is {who}’s now.", "words", p.Words, "who", m.Name))
		}
	})
}
