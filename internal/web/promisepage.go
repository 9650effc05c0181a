package web

import (
	"strconv"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/notice"
	"kept/promise"
)

// promiseDesk is one promise with what its page needs.
type promiseDesk struct {
	*visit
	office.PromiseView
	names map[string]string // of the client's contacts, by id
	here  string            // the page's path
}

func openPromise(v *visit) (*promiseDesk, error) {
	d := &promiseDesk{visit: v, names: map[string]string{}}
	var err error
	if d.PromiseView, err = v.o.Promises.View(v.r.Context(), v.who, promise.ID(v.r.PathValue("promise"))); err != nil {
		return nil, err
	}
	for _, k := range d.Contacts {
		d.names[string(k.ID)] = k.Name
	}
	d.here = "/promises/" + string(d.Promise.ID)
	return d, nil
}

// promisePage shows a promise with its whole story.
func promisePage(v *visit) error {
	d, err := openPromise(v)
	if err != nil {
		return err
	}
	p, err := d.build()
	if err != nil {
		return err
	}
	return v.show(p)
}

func (d *promiseDesk) build() (page.PromisePage, error) {
	m := d.Promise
	p := page.PromisePage{
		Desk: d.frame(m.Words, page.InPromises), Words: m.Words, Kind: d.kindWord(m.Kind), State: d.state(), Client: uiClient(m.ClientID, d.Client.Name, d.Client.Colour, d.Client.LogoID),
		To: ui.Link{Text: d.Contact.Name, URL: "/contacts/" + m.ContactID}, Owner: ui.Link{Text: d.team.Name(m.OwnerID), URL: "/people/" + string(m.OwnerID)},
		Source: m.Source, Due: d.due(), Left: d.left(), Confirm: d.confirmed(), Dates: d.dates(), Notices: d.told(),
	}
	p.Desk.Crumbs = []ui.Link{{Text: d.say("Promises"), URL: page.PromisesURL}, {Text: d.Client.Name, URL: "/clients/" + m.ClientID}}
	if m.ProjectID != "" {
		p.Project = ui.Link{Text: d.Project.Name, URL: "/projects/" + m.ProjectID}
	}
	if m.State == promise.Open && !d.passed() {
		p.TellBy = d.moment(d.TellBy, d.Calendar)
		p.TellBy.Why = d.WhyBy
	}
	if m.State == promise.Open && !m.EverTold() {
		p.Edit = d.here + "/edit"
	}
	h, err := hereAt(d.visit, d.here)
	if err != nil {
		return p, err
	}
	if k := d.Asked; k != nil && k.Dismissed == "" {
		asks := d.prompt(*k)
		asks.About, asks.Client = ui.Link{}, ui.Client{Colour: d.Client.Colour}
		asks.Acts = restActs(d.visit, *k, h)
		p.Asks = &asks
	}
	p.Hangs = hangsOf(d)
	if m.State == promise.Open && m.Kind.Hangs() && mayDo(d.visit, member.ChangePromise) {
		p.Hang = d.here + "/step"
	}
	if p.Needs, err = d.needs(); err != nil {
		return p, err
	}
	if p.Comments, err = talksAbout(d.visit, "promise:"+string(m.ID)); err != nil {
		return p, err
	}
	p.Acts = d.acts(h)
	p.Journal = d.happened()
	return p, nil
}

func (d *promiseDesk) passed() bool { return d.now.After(d.Promise.PassesAt(len(d.Promise.Dates) - 1)) }

// state is how the promise stands, from all that is known of it: a date that
// replaced another one of which the client was not told is no date to him.
func (d *promiseDesk) state() ui.State {
	m, last := d.Promise, len(d.Promise.Dates)-1
	told := !m.Told(last).IsZero()
	switch {
	case m.State != promise.Open:
		return stateOfDate(m.OutcomeOf(last, d.now), m.State)
	case d.passed():
		return ui.Broken
	case last > 0 && !told && m.OutcomeOf(last-1, d.now) == promise.BrokenInSilence:
		return ui.Broken
	case d.Asked != nil && d.Asked.Dismissed == "", last > 0 && !told:
		return ui.Doubtful
	case last > 0:
		return ui.Told
	}
	return ui.OnTrack
}

// stateOfDate is what became of one date.
func stateOfDate(o promise.Outcome, s promise.State) ui.State {
	switch o {
	case promise.KeptInTime:
		return ui.Kept
	case promise.ResetInTime:
		return ui.ResetInTime
	case promise.ToldLate:
		return ui.ToldLate
	case promise.BrokenInSilence:
		return ui.BrokenInSilence
	case promise.LetOff:
		return ui.Released
	}
	if s == promise.Released {
		return ui.Released
	}
	return ui.OnTrack
}

// due is the standing date in full, and how its instant was found.
func (d *promiseDesk) due() ui.Moment {
	last := d.Promise.Date()
	m := d.whenOf(last)
	m.Text = sayWhen(d.voice(), last.When, d.cal)
	m.Relative = ""
	m.Why = []string{d.say("set {when}", "when", d.dated(last.SetAt))}
	if by := d.team.Name(last.SetBy); by != "" {
		m.Why[0] = d.say("set {when} by {who}", "when", d.dated(last.SetAt), "who", by)
	}
	if !last.Day.IsZero() {
		there := last.DueAt.In(d.Calendar.Location())
		closes := d.voice().ShortDay(there, there) + " " + d.voice().Clock(there) + " " + d.voice().Town(d.Calendar.Location())
		m.Why = append(m.Why, d.say("a day is kept until the client closes: {when}", "when", closes))
		if _, open := d.Calendar.Closes(last.Day); !open {
			m.Why[1] = d.say("{client} is closed that day, so it ends with it: {when}", "client", d.Client.Name, "when", closes)
		}
	}
	return m
}

// whenOf is one date for the history: the day, or the moment with its day.
func (d *promiseDesk) whenOf(x promise.Date) ui.Moment {
	if !x.Day.IsZero() {
		return d.day(x.DueAt, d.Calendar)
	}
	m := d.moment(x.DueAt, d.Calendar)
	m.Text = d.dated(x.DueAt)
	return m
}

// dated writes a moment for a history, where a weekday alone would not do.
func (d *promiseDesk) dated(t time.Time) string { return dated(d.visit, t) }

// dated writes a moment for a history, where a weekday alone would not do.
func dated(v *visit, t time.Time) string {
	there := t.In(v.cal.Location())
	return v.voice().ShortDay(there, v.now.In(v.cal.Location())) + ", " + v.voice().Clock(there)
}

// left says how far away the end is, or how it ended.
func (d *promiseDesk) left() string {
	m := d.Promise
	switch m.State {
	case promise.Kept:
		return d.say("they had it {when}", "when", d.dated(m.KeptAt))
	case promise.Released:
		return d.say("they let us off {when}: {why}", "when", d.dated(m.ReleasedAt), "why", m.ReleasedWhy)
	case promise.Withdrawn:
		return d.say("undone before anybody was told")
	}
	if d.passed() {
		return d.say("passed {when}", "when", d.whenOf(m.Date()).Relative)
	}
	return d.whenOf(m.Date()).Relative
}

func (d *promiseDesk) confirmed() string {
	m := d.Promise
	switch {
	case m.Kind != promise.Appointment:
		return ""
	case m.ConfirmedAt.IsZero():
		return d.say("Nobody has confirmed that it stands.")
	}
	return d.say("Confirmed {when}.", "when", d.dated(m.ConfirmedAt))
}

// dates are all dates that it had, the standing one first.
func (d *promiseDesk) dates() []page.DateRow {
	var out []page.DateRow
	m := d.Promise
	for i := len(m.Dates) - 1; i >= 0; i-- {
		x, stands := m.Dates[i], i == len(m.Dates)-1
		r := page.DateRow{Date: d.whenOf(x), Stands: stands, Reason: x.Reason, Told: d.toldOf(i), State: stateOfDate(m.OutcomeOf(i, d.now), m.State)}
		r.By = d.dated(x.SetAt)
		if name := d.team.Name(x.SetBy); name != "" {
			r.By = d.say("Set by {who}, {when}", "who", name, "when", r.By)
		}
		if stands {
			r.State = d.state()
		}
		if !stands || m.State != promise.Open {
			r.Date.Relative = ""
		}
		out = append(out, r)
	}
	return out
}

// toldOf says whether and when the client was told of one date, and how long
// before the one that it replaced had passed.
func (d *promiseDesk) toldOf(seq int) string {
	told := d.Promise.Told(seq)
	if told.IsZero() {
		if d.onTheWay(seq) {
			return d.say("A notice is on its way.")
		}
		return d.say("Nobody was told of it.")
	}
	who, when := "", d.dated(told)
	for _, n := range d.Notices {
		if n.AcceptedAt.Equal(told) {
			who = d.names[n.ContactID]
			break
		}
	}
	lead := ""
	if seq > 0 {
		lead = leadSaid(d.voice(), told, d.Promise.Dates[seq-1].DueAt, d.cal.Location())
	}
	switch {
	case who == "" && lead == "":
		return d.say("Told {when}.", "when", when)
	case who == "":
		return d.say("Told {when}, {lead}.", "when", when, "lead", lead)
	case lead == "":
		return d.say("{who} was told {when}.", "who", who, "when", when)
	}
	return d.say("{who} was told {when}, {lead}.", "who", who, "when", when, "lead", lead)
}

func (d *promiseDesk) onTheWay(seq int) bool {
	for _, t := range d.Promise.Tellings {
		if t.Seq == seq && t.ToldAt.IsZero() && t.BouncedAt.IsZero() {
			return true
		}
	}
	return false
}

// leadSaid is how long before the old date somebody was told, or after it: in
// hours up to three days, then in days of the calendar.
func leadSaid(v tongue.Voice, told, due time.Time, in *time.Location) string {
	n := max(due.Sub(told), told.Sub(due))
	if n < time.Minute {
		return v.Say("at the last minute")
	}
	days := daysBetween(told, due, in)
	span := v.Say("{n} days", "n", strconv.Itoa(max(days, -days)))
	switch {
	case n < 90*time.Minute:
		span = v.Say("{m} min", "m", strconv.Itoa(int(n.Round(time.Minute).Minutes())))
	case n < 72*time.Hour:
		span = v.Say("{h} h", "h", strconv.Itoa(int(n.Round(time.Hour).Hours())))
	}
	if told.After(due) {
		return v.Say("{span} after the old date had passed", "span", span)
	}
	return v.Say("{span} before the old date passed", "span", span)
}

// told are the notices that told of it.
func (d *promiseDesk) told() []page.NoticeRow {
	var out []page.NoticeRow
	for _, n := range d.Notices {
		r := d.noticeRow(n, d.names[n.ContactID], ui.Client{}, d.Calendar)
		r.Lead = d.leadOf(n)
		out = append(out, r)
	}
	return out
}

// leadOf is how long before the date that it replaced a notice told.
func (d *promiseDesk) leadOf(n notice.Notice) string {
	for _, t := range d.Promise.Tellings {
		if t.NoticeID == string(n.ID) && t.Seq > 0 && t.Seq < len(d.Promise.Dates) && t.Stands() {
			return leadSaid(d.voice(), t.ToldAt, d.Promise.Dates[t.Seq-1].DueAt, d.cal.Location())
		}
	}
	return ""
}

// clientID is the promise's client.
func (d *promiseDesk) clientID() client.ID { return client.ID(d.Promise.ClientID) }
