package web

import (
	"strconv"
	"strings"

	"kept/internal/fault"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
)

// promiseToEdit shows the form of a promise that the client was not told of.
func promiseToEdit(v *visit) error {
	_, f, err := openEdit(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func openEdit(v *visit) (*promiseDesk, page.PromiseForm, error) {
	d, err := openPromise(v)
	if err != nil {
		return nil, page.PromiseForm{}, err
	}
	p := d.Promise
	if p.State != promise.Open || p.EverTold() {
		return nil, page.PromiseForm{}, newOvertaken(d, "edit")
	}
	f := page.NewPromiseForm(v.frame(v.say("Edit the promise"), page.InPromises), echoOf("due", d.Client.ID))
	f.Desk.Crumbs = []ui.Link{{Text: v.say("Promises"), URL: page.PromisesURL}, {Text: p.Words, URL: d.here}}
	f.Editing, f.Form = true, ui.Form{Action: d.here, Version: strconv.Itoa(p.Version), Back: d.here}
	f.Words.Value, f.Source.Value = p.Words, p.Source
	for _, k := range promise.Kinds() {
		f.Kind.Options = append(f.Kind.Options, ui.Option{Value: string(k), Label: v.kindWord(k), Selected: k == p.Kind})
	}
	f.Contact.Options = contactOptions(d.Contacts, p.ContactID)
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, d.Client.ID)
	if err != nil {
		return nil, f, err
	}
	f.Project.Options = offeredProjects(v, b.Projects, p.ProjectID)
	f.Owner.Options = memberOptions(v, p.OwnerID)
	offer(v.voice(), &f.Due, d.Calendar, v.now)
	f.Due.Typed.Value, f.Due.Echo, f.Due.Typed.Seen = writtenDate(p.Date().When, d), sayWhen(v.voice(), p.Date().When, d.Calendar), seenOf(p.Date().When)
	return d, f, err
}

// writtenDate writes a date as it is read again.
func writtenDate(w promise.When, d *promiseDesk) string {
	if !w.Day.IsZero() {
		return w.Day.String()
	}
	return w.At.In(d.Calendar.Location()).Format("2006-01-02 15:04")
}

// editPromise saves the form. A date that was not touched is left as it is.
func editPromise(v *visit) error {
	if err := parseForm(v, "words"); err != nil {
		return err
	}
	d, f, err := openEdit(v)
	if err != nil {
		return err
	}
	e, err := readEdit(v, d, &f)
	if err == nil {
		_, err = v.o.Promises.Edit(v.r.Context(), v.who, d.Promise.ID, versionOf(v), e)
	}
	if err != nil {
		if err := v.complain(stale(err), &f.Form, f.Fields()...); err != nil {
			return err
		}
		return v.again(f)
	}
	v.leave(v.say("Saved."))
	return v.go303(d.here)
}

func readEdit(v *visit, d *promiseDesk, f *page.PromiseForm) (promise.Editing, error) {
	form := v.r.PostForm
	kind, words, source := promise.Kind(form.Get("kind")), strings.TrimSpace(form.Get("words")), strings.TrimSpace(form.Get("source"))
	contact, owner := form.Get("contact"), member.ID(form.Get("owner"))
	e := promise.Editing{Kind: &kind, Words: &words, Source: &source, ContactID: &contact, OwnerID: &owner}
	if len(f.Project.Options) > 0 {
		project := form.Get("project")
		e.ProjectID = &project
	}
	w, err := dateOf(form, &f.Due, d.Calendar, v.now)
	if err != nil {
		return e, err
	}
	if w == (promise.When{}) {
		return e, fault.Field("due", "Say by when.")
	}
	if w == d.Promise.Date().When || w.Due(d.Calendar).Equal(d.Promise.Date().DueAt) {
		return e, nil
	}
	e.When = &w
	return e, confirmed(f.Due)
}
