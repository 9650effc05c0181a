package portal

import (
	"slices"
	"time"

	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/promise"
	"kept/worktime"
)

// dated is a row of the page of dates with the moment by which it is put in order.
type dated struct {
	at   time.Time
	past bool
	row  page.DateRow
}

// datesPage lists all dates of the reader, by month: what is to come, and folded what
// is behind him. It shows nothing that another page of his does not.
func datesPage(v *visit) error {
	all, err := v.o.Portal.Dates(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	r := v.reading(all.PortalView)
	p := page.Dates{
		Frame: r.frame(r.say("All your dates")), Heading: r.say("All your dates"), Lead: r.say("What we have promised you, when you hear from us, the steps of the plan, and what we need from you."),
		None: r.say("No date stands at the moment."), PastTitle: r.say("What is behind us"), Contact: r.contact(all.Leader, r.say("looks after you")),
	}
	if !r.borrowed() {
		p.Calendar = ui.Link{Text: r.say("Have these dates in your own calendar"), URL: "/p/following#feed"}
	}
	rows := datesOf(r, all)
	slices.SortStableFunc(rows, func(a, b dated) int { return a.at.Compare(b.at) })
	for _, d := range rows {
		if !d.past {
			p.Months = intoMonth(r, p.Months, d)
		}
	}
	slices.Reverse(rows)
	for _, d := range rows {
		if d.past {
			p.Past = intoMonth(r, p.Past, d)
		}
	}
	return v.show(p)
}

// intoMonth adds a row to the last month, or to a new one.
func intoMonth(r reading, all []page.DateMonth, d dated) []page.DateMonth {
	title := r.voice().Month(d.at.In(r.cal.Location()))
	if n := len(all); n == 0 || all[n-1].Title != title {
		all = append(all, page.DateMonth{Title: title})
	}
	m := &all[len(all)-1]
	m.Rows = append(m.Rows, d.row)
	return all
}

func datesOf(r reading, all office.PortalDates) []dated {
	var out []dated
	for _, p := range all.Open {
		out = append(out, dateOfPromise(r, p))
	}
	for _, p := range all.Done {
		out = append(out, dateOfPromise(r, p))
	}
	for _, p := range all.Nexts {
		d := dateOfPromise(r, p)
		d.row.Kind, d.row.Promise.Words, d.row.Promise.State = "", r.say("You hear from us"), ""
		if d.at.Before(r.now) {
			d.row.Promise.State = ui.Broken
		}
		out = append(out, d)
	}
	for _, x := range all.Steps {
		out = append(out, dateOfStep(r, x))
	}
	for i, w := range r.waitsFor() {
		if i >= len(r.view.Waits) {
			break // how content he is has no date
		}
		out = append(out, dateOfWait(r, w))
	}
	return out
}

// dateOfPromise is the date of a promise that stands, or in which it ended.
func dateOfPromise(r reading, pp office.PortalPromise) dated {
	p := r.promiseOf(pp)
	for _, of := range r.view.Projects {
		if len(r.view.Projects) > 1 && string(of.ID) == pp.Promise.ProjectID {
			p.Project = of.Name
		}
	}
	d := dated{row: page.DateRow{Promise: p}, past: pp.Promise.State != promise.Open}
	switch {
	case pp.Promise.State == promise.Kept:
		d.at = pp.Promise.KeptAt
	default:
		d.at = standingAt(r, pp)
	}
	if pp.Promise.Kind == promise.Appointment {
		d.row.Kind = r.say("An appointment")
	}
	return d
}

// standingAt is the last moment that the client was told of.
func standingAt(r reading, pp office.PortalPromise) time.Time {
	var out time.Time
	for i, d := range pp.Promise.Dates {
		if !pp.Promise.Told(i).IsZero() || pp.Promise.Kind == promise.NextContact {
			out = d.DueAt
		}
	}
	return out
}

// dateOfStep is when a step of a plan is done, as the client was told.
func dateOfStep(r reading, x office.DatedStep) dated {
	today := worktime.DayOf(r.now, r.cal.Location())
	d := dated{at: r.cal.EndOf(x.Told.Until), past: x.Done}
	d.row = page.DateRow{Kind: r.say("A step of the plan"), Range: office.SayTold(r.voice(), x.Told, today), Promise: page.Promise{ID: string(x.ID), URL: r.root + "projects/" + string(x.Project.ID) + "/plan", Words: x.Words, Who: ui.Person{Name: x.Who}}}
	if !r.borrowed() {
		d.row.Promise.URL = r.root + "steps/" + string(x.ID)
	}
	if len(r.view.Projects) > 1 {
		d.row.Promise.Project = x.Project.Name
	}
	switch {
	case x.Done:
		d.row.Promise.State, d.row.Range = ui.Kept, r.say("It is done.")
	case r.cal.EndOf(x.Told.Latest).Before(r.now):
		d.row.Promise.State = ui.Broken
	}
	if x.Yours {
		d.row.Kind = r.say("Your part of the plan")
	}
	return d
}

// dateOfWait is by when we need something from the reader.
func dateOfWait(r reading, w page.WaitsFor) dated {
	at, _ := time.Parse(time.RFC3339, w.By.ISO)
	return dated{at: at, row: page.DateRow{Kind: w.What, Yours: true, Promise: page.Promise{ID: "wait-" + w.Link.URL[len(r.root):], URL: w.Link.URL, Words: w.Link.Text, Due: w.Due, When: w.By}}}
}
