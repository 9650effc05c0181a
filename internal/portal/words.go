package portal

import (
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// reading is one page under way: the client's calendar is the reader's zone.
type reading struct {
	*visit
	view office.PortalView
	cal  *worktime.Calendar
}

func (v *visit) reading(view office.PortalView) reading {
	v.speaks(view.Client.Language)
	return reading{v, view, view.Calendar}
}

// frame is what every page carries.
func (r reading) frame(title string) page.Frame {
	c := r.view.Client
	f := r.visit.frame(title, page.Firm{Name: r.view.Firm.Name, Accent: r.view.Firm.Accent, LogoURL: r.picture(r.view.Firm.LogoID)})
	f.Now, f.Zone = r.now.Format(time.RFC3339), r.say("Times are {town} time.", "town", r.voice().Town(r.cal.Location()))
	f.Reader = page.Reader{Name: r.view.Contact.Name, Client: ui.Client{Name: c.Name, Colour: c.Colour, LogoURL: r.picture(c.LogoID)}, HomeURL: r.root}
	f.Worry, f.Afterwards = r.worry(), afterwardsOf(r)
	if r.borrowed() {
		f.Borrowed = ui.Link{Text: "Back to " + c.Name, URL: "/clients/" + string(c.ID)}
	} else {
		f.Reader.FollowURL, f.Reader.DevicesURL, f.Reader.OutURL = r.root+"following", r.root+"devices", r.root+"out"
	}
	if r.guest.Session != "" && !r.borrowed() {
		f.News = page.News{Stream: streamRoute, After: r.view.Mark, Say: r.say("There is something new. Show it")}
	}
	if r.guest.Several {
		f.Reader.SwitchURL = r.root + "clients"
	}
	if word, ok := r.cookies.Hear(r.w, r.r); ok {
		f.Said = word.Text
	}
	return f
}

// picture is the address of a logo.
func (v *visit) picture(id string) string {
	if id == "" {
		return ""
	}
	return v.root + "pictures/" + id
}

// projectName names one of the client's projects; "" = it is none.
func projectName(r reading, id string) string {
	for _, p := range r.view.Projects {
		if string(p.ID) == id {
			return p.Name
		}
	}
	return ""
}

// moment writes an instant in the client's own zone.
func (r reading) moment(t time.Time) ui.Moment {
	local, now := t.In(r.cal.Location()), r.now.In(r.cal.Location())
	return ui.Moment{Text: r.voice().Moment(local, now), Title: r.voice().FullMoment(local), ISO: t.UTC().Format(time.RFC3339)}
}

// when writes a date of a promise: a day, or a moment.
func (r reading) when(d promise.Date) ui.Moment {
	if d.Day.IsZero() {
		return r.moment(d.DueAt)
	}
	day := office.Noon(d.Day)
	return ui.Moment{Text: r.voice().Day(day, r.now.In(r.cal.Location())), Title: r.voice().FullDay(day), ISO: d.Day.String()}
}

func who(m member.Member) ui.Person {
	p := ui.Person{Name: m.Name}
	for _, w := range strings.Fields(m.Name) {
		if r := []rune(w); len(p.Initials) < 2 {
			p.Initials += string(r[0])
		}
	}
	return p
}

// contact is a member with the ways to reach him.
func (r reading) contact(m member.Member, role string) page.Contact {
	if m.ID == "" {
		return page.Contact{}
	}
	p := who(m)
	p.FaceURL = r.picture(m.Shows.PictureID)
	c := page.Contact{Person: p, Role: role, Mail: ui.Link{Text: r.say("Write to {name}", "name", m.Name), URL: "mailto:" + m.Email}}
	if m.ID == r.view.Leader.ID && !silent(r) {
		c.Mail, c.Reach = ui.Link{}, ui.Link{Text: r.say("Reach {name}", "name", m.Name), URL: r.root + "reach"}
	}
	if m.Shows.Phone != "" {
		c.Phone = ui.Link{Text: m.Shows.Phone, URL: "tel:" + dialled(m.Shows.Phone)}
	}
	if m.Shows.Hours {
		c.Hours = hoursSaid(r.voice(), m.Hours)
	}
	return c
}

// promiseOf writes a promise with the dates that the client was told of: a new
// date stands here only once a notice has told it.
func (r reading) promiseOf(pp office.PortalPromise) page.Promise {
	p := pp.Promise
	out := page.Promise{ID: string(p.ID), URL: r.root + "promises/" + string(p.ID), Words: p.Words, Who: who(pp.Owner), Due: r.upTo(r.say("by {when}"))}
	if p.Kind == promise.Appointment {
		out.Due = r.upTo(r.say("on {when}"))
	}
	if len(r.view.Projects) > 1 {
		out.Project = projectName(r, p.ProjectID)
	}
	var last promise.Date
	for i, d := range p.Dates {
		if told := p.Told(i); !told.IsZero() || p.Kind == promise.NextContact {
			out.Dates = append(out.Dates, r.date(p, i, told))
			last = d
		}
	}
	out.When, out.State = r.when(last), r.state(p, last, len(out.Dates))
	if p.State == promise.Kept {
		out.Due, out.When = r.upTo(r.say("on {when}")), r.moment(p.KeptAt)
	}
	return out
}

func (r reading) state(p promise.Promise, standing promise.Date, told int) ui.State {
	switch {
	case p.State == promise.Released:
		return ui.Released
	case p.State == promise.Kept:
		return ui.Kept
	case r.now.After(standing.DueAt):
		return ui.Broken
	case told > 1:
		return ui.Told
	}
	return ui.OnTrack
}

// date writes one date and what became of it, in plain words.
func (r reading) date(p promise.Promise, i int, told time.Time) page.Date {
	d := p.Dates[i]
	out := page.Date{When: r.when(d), State: outcomeState(d.Outcome), Reason: d.Reason, Given: r.say("Promised on {when}.", "when", r.moment(d.SetAt).Text)}
	if i > 0 {
		out.Given = r.say("Moved on {when}.", "when", r.moment(d.SetAt).Text)
	}
	if !told.IsZero() {
		out.Told = r.say("You were told on {when}.", "when", r.moment(told).Text)
	}
	out.Became = r.became(d.Outcome)
	if out.State == "" {
		out.State = r.state(p, d, 1)
	}
	return out
}

func outcomeState(o promise.Outcome) ui.State {
	return map[promise.Outcome]ui.State{
		promise.KeptInTime: ui.Kept, promise.ResetInTime: ui.ResetInTime, promise.ToldLate: ui.ToldLate, promise.BrokenInSilence: ui.BrokenInSilence, promise.LetOff: ui.Released,
	}[o]
}

func (r reading) became(o promise.Outcome) string {
	switch o {
	case promise.KeptInTime:
		return r.say("It was there in time.")
	case promise.ResetInTime:
		return r.say("You were told before it passed.")
	case promise.ToldLate:
		return r.say("It passed before you were told. We are sorry.")
	case promise.BrokenInSilence:
		return r.say("It passed and you were not told. We are sorry.")
	case promise.LetOff:
		return r.say("You let us off.")
	}
	return ""
}

func (r reading) noticeOf(n notice.Notice) page.Notice {
	out := page.Notice{ID: string(n.ID), URL: r.root + "notices/" + string(n.ID), Subject: n.Subject, At: r.moment(n.AcceptedAt), Text: n.Text, Lang: r.lang(n.Text)}
	switch n.Channel {
	case notice.Mail:
		out.How = r.say("by mail to {address}", "address", n.Address)
	case notice.Call:
		out.How = r.say("in a call")
	case notice.Meeting:
		out.How = r.say("in a meeting")
	}
	return out
}
