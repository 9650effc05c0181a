package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/document"
	"kept/fieldlog"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// way is one use of the composer: its mode and its noun in addresses.
type way struct {
	mode page.Mode
	noun string
}

// named is the way as the other ways name it.
func (w way) named(v *visit) string {
	switch w.mode {
	case page.Resetting:
		return v.say("A new date")
	case page.Holding:
		return v.say("No date yet")
	case page.Keeping:
		return v.say("It is there")
	case page.Logging:
		return v.say("I told them by phone")
	}
	return v.say("Only tell")
}

// ways are the uses of the composer about a promise.
func ways() []way {
	return []way{
		{page.Resetting, "resets"},
		{page.Holding, "holding"},
		{page.Keeping, "deliveries"},
		{page.Telling, "tellings"},
		{page.Logging, "calls"},
	}
}

// composing is the composer at work: what is written about, to whom, and how.
type composing struct {
	*visit
	office.ComposeView
	way      way
	base     string       // the path that the composer belongs to
	promise  *promiseDesk // what it is about; nil = nothing in particular
	notice   *office.NoticeView
	talk     *talkDesk            // what it goes on with
	plan     *client.Project      // whose plan it tells of
	update   *office.UpdateView   // that it sends
	document *office.DocumentView // that it shares
	entry    *office.EntryView    // of the field log, of which it tells
	handOff  *office.HandOffView  // that does not come in time, and for which it was opened
	page     page.Composer
}

// compose prepares the composer for a way, from what the address names: a
// promise, a notice that did not arrive, or a client.
func compose(v *visit, w way) (*composing, error) {
	c := &composing{visit: v, way: w}
	var of client.ID
	switch {
	case v.r.PathValue("promise") != "":
		d, err := openPromise(v)
		if err != nil {
			return nil, err
		}
		if d.Promise.State != promise.Open {
			return nil, newOvertaken(d, w.noun)
		}
		c.promise, c.base, of = d, d.here, d.clientID()
	case v.r.PathValue("notice") != "":
		n, err := v.o.Notices.View(v.r.Context(), v.who, notice.ID(v.r.PathValue("notice")))
		if err != nil {
			return nil, err
		}
		c.notice, c.base, of = &n, "/notices/"+string(n.Notice.ID), n.Client.ID
	case v.r.PathValue("project") != "":
		p, err := v.o.Clients.Project(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
		if err != nil {
			return nil, err
		}
		c.plan, c.base, of = &p, "/projects/"+string(p.ID), p.ClientID
	case v.r.PathValue("document") != "":
		d, err := v.o.Documents.View(v.r.Context(), v.who, document.ID(v.r.PathValue("document")))
		if err != nil {
			return nil, err
		}
		c.document, c.base, of = &d, page.DocumentURL(string(d.ID)), d.Client.ID
	case v.r.PathValue("entry") != "":
		e, err := v.o.FieldLog.View(v.r.Context(), v.who, fieldlog.ID(v.r.PathValue("entry")))
		if err != nil {
			return nil, err
		}
		c.entry, c.base, of = &e, page.EntryURL(string(e.ID)), e.Client.ID
	case v.r.PathValue("update") != "":
		u, err := v.o.Updates.View(v.r.Context(), v.who, news.ID(v.r.PathValue("update")))
		if err != nil {
			return nil, err
		}
		if !u.Open() {
			return nil, fault.New(fault.Conflict, "This update was sent or dropped already.")
		}
		c.update, c.base, of = &u, page.UpdateURL(string(u.ID)), u.Client.ID
	case v.r.PathValue("conversation") != "":
		d, err := openTalk(v)
		if err != nil {
			return nil, err
		}
		c.talk, c.base, of = d, d.at, d.Client.ID
	default:
		of = client.ID(v.r.PathValue("client"))
		c.base = "/clients/" + string(of)
	}
	var err error
	if c.ComposeView, err = v.o.Notices.Compose(v.r.Context(), v.who, of); err != nil {
		return nil, err
	}
	c.build()
	return c, c.preset()
}

// build fills in what does not depend on what is written.
func (c *composing) build() {
	d := c.frame(headingOf(c), page.InClients)
	d.Crumbs = []ui.Link{{Text: c.say("Clients"), URL: page.ClientsURL}, {Text: c.Client.Name, URL: "/clients/" + string(c.Client.ID)}}
	p := page.NewComposer(d, c.way.mode, "")
	p.Heading, p.Client = headingOf(c), uiClient(string(c.Client.ID), c.Client.Name, c.Client.Colour, c.Client.LogoID)
	came := c.r.URL.Query()
	keep := []string{"back", came.Get("back"), "project", came.Get("project"), "contact", came.Get("contact")}
	p.Form = ui.Form{Action: with(c.base+"/"+c.way.noun, nil, keep...), Once: newOnce(), Back: backTo(c.visit, c.base)}
	p.Preview = with(c.base+"/"+c.way.noun+"/preview", nil, keep...)
	p.Share = ui.Field{} // what was told stands on their page by itself
	p.Notify.Label, p.Notify.Hint = c.say("Tell them by mail now"), c.say("It stands on their page as well. Without a mail nobody is told, and a date that they know cannot move.")
	p.At.Typed.Get, p.At.Typed.Label, p.At.Typed.Placeholder = echoOf("at", ""), c.say("Day and time"), c.say("empty is now; 10:15, yesterday 4pm")
	p.Date.Typed.Get, p.Next.Typed.Get = echoOf("due", c.Client.ID), echoOf("next", c.Client.ID)
	p.Next.Hint = c.say("In their time, {hours}.", "hours", theirHours(c.visit, c.Calendar))
	p.NextWhy = c.say("It cannot be sent without this: {who} would not know when to hear from us, and would have to ask.", "who", c.Client.Name)
	offer(c.voice(), &p.Next, c.Calendar, c.now)
	if c.promise != nil {
		c.aboutPromise(&p)
	}
	if c.talk != nil {
		c.inTalk(&p)
	}
	if c.update != nil {
		c.ofUpdate(&p)
	}
	c.page = p
	c.page.Readers = c.readers(nil)
	c.page.Touches = c.touches(nil, promise.When{})
	if i := slices.IndexFunc(c.Contacts, func(k client.Contact) bool { return k.ID == addressee(c) }); i >= 0 && c.Contacts[i].Portal {
		c.page.AsClient = "/p/as/" + string(c.Contacts[i].ID) + "/"
	}
	if to := addressee(c); c.promise != nil && !slices.ContainsFunc(c.Contacts, func(k client.Contact) bool { return k.ID == to }) {
		c.page.NoReader = c.say("{who} does not work there any more. Choose who is told instead.", "who", c.promise.Contact.Name)
	}
	wordsOf(c)
	c.page.Submit = submitWord(c, c.chosen(), true)
}

// aboutPromise adds what a composer about a promise shows besides.
func (c *composing) aboutPromise(p *page.Composer) {
	d := c.promise
	row := page.PromiseRow{URL: d.here, Words: d.Promise.Words, State: d.state(), Due: d.whenOf(d.Promise.Date())}
	p.About = &row
	p.Form.Version = strconv.Itoa(d.Promise.Version)
	p.Desk.Crumbs = append(p.Desk.Crumbs, ui.Link{Text: d.Promise.Words, URL: d.here})
	for _, w := range ways() {
		if w.mode == page.Keeping && d.Promise.Kind == promise.NextContact {
			continue // writing at all is what keeps it
		}
		p.Others = append(p.Others, page.Shortcut{Text: w.named(c.visit), URL: with(d.here+"/"+w.noun+"/new", nil, "back", c.r.URL.Query().Get("back")), Here: w == c.way})
	}
	offer(c.voice(), &p.Date, c.Calendar, c.now)
	offerSure(c.visit, &p.Date, d.Hang)
	if d.Hang.Known() {
		p.Date.Typed.Get += "&step=" + string(d.Hang.Step.ID)
	}
	p.Date.Hint = c.say("It stands for {when}.", "when", c.inFull(d.Promise.Date().When, c.Calendar))
	if c.way.mode == page.Resetting {
		p.Next.Chips.Options = append([]ui.Option{{Value: withDate, Label: c.say("with the new date")}}, p.Next.Chips.Options...)
	}
}

// withDate is the choice of a next contact that falls on the new date.
const withDate = "with"

// theirs is the language that the client reads, in which his mail is drafted.
func theirs(c *composing) tongue.Voice { return tongue.In(c.Client.Language) }

// headingOf says what is about to be done.
func headingOf(c *composing) string {
	if c.promise == nil {
		switch {
		case c.notice != nil:
			return c.say("Told by phone: {what}", "what", c.subjectOf(c.notice.Notice))
		case c.talk != nil:
			return c.say("Answer: {what}", "what", c.subject(c.talk.Subject))
		case c.plan != nil:
			return c.say("The plan of {project}", "project", c.plan.Name)
		case c.document != nil:
			return c.say("Share and tell: {what}", "what", c.document.Name)
		case c.entry != nil:
			return c.say("Tell them what you saw")
		case c.update != nil:
			return c.say("Update: {project}", "project", c.update.Project.Name)
		case c.way.mode == page.Logging:
			return c.say("A call or a meeting")
		}
		return c.say("Write to {name}", "name", c.Client.Name)
	}
	words := c.promise.Promise.Words
	switch c.way.mode {
	case page.Resetting:
		return c.say("A new date: {what}", "what", words)
	case page.Holding:
		return c.say("No date yet: {what}", "what", words)
	case page.Keeping:
		return c.say("It is there: {what}", "what", words)
	case page.Logging:
		return c.say("Told by phone: {what}", "what", words)
	}
	return c.say("About: {what}", "what", words)
}

// wordsOf puts the labels and hints of the message in the mode's own words.
func wordsOf(c *composing) {
	p := &c.page
	p.Message.Required = c.way.mode == page.Holding || c.way.mode == page.Telling
	p.Date.Legend = c.say("The new date")
	if c.update != nil {
		p.Message.Required, p.Message.Optional, p.Message.Rows = false, true, 3
		p.Message.Label, p.Message.Hint = c.say("A beginning of yours"), c.say("Some words of your own. What follows is added, and when they hear from you next.")
		p.Notify.Hint = c.say("Sharing alone does not tell anybody: only a mail keeps that they hear from us.")
	}
	if p.Message.Required { // a message that nobody gets is none
		p.Notify = ui.Field{}
	}
	switch c.way.mode {
	case page.Resetting:
		p.Message.Label, p.Message.Hint, p.Message.Rows = c.say("A line of yours"), c.say("What you would like to add. The new date, the reason and the next contact are said anyway."), 4
	case page.Keeping:
		p.Message.Label, p.Message.Hint, p.Message.Rows = c.say("A line of yours"), c.say("Where they find it, what to look at. That it is done is said anyway."), 4
	case page.Logging:
		p.Date.Legend, p.Reason.Required = c.say("A new date, if you agreed on one"), false
		p.Message.Label, p.Message.Hint, p.Message.Rows = c.say("What was said"), c.say("As you would tell a colleague. It is kept; nothing is sent."), 4
	case page.Telling:
		if c.plan != nil {
			p.Message.Label, p.Message.Required, p.Message.Optional = c.say("A line of yours"), false, true
			p.Message.Hint = c.say("The steps and their dates, as they are forecast now, are added, and when they hear from you next. Where a date moves that they know, write why.")
			p.Message.Rows = 4
			if p.Subject.Value == "" {
				p.Subject.Value = theirs(c).Say("The plan: {project}", "project", c.plan.Name)
			}
			break
		}
		if c.document != nil {
			aboutDocument(c)
		}
		if c.entry != nil {
			aboutEntry(c)
		}
		p.Message.Hint = c.say("The greeting, when they hear from you next, and your name are added.")
		if c.promise != nil && p.Subject.Value == "" {
			p.Subject.Value = c.promise.Promise.Words
		}
	}
}

// readers offers who can be told. picked is what was chosen; nil = nothing yet.
func (c *composing) readers(picked []string) []page.Reader {
	var out []page.Reader
	to := addressee(c)
	for _, k := range c.Contacts {
		r := page.Reader{Value: string(k.ID), Name: k.Name, Address: k.Email, Note: theirTime(c)}
		r.Fixed = k.ID == to && (c.notice != nil || c.promise != nil && c.way.mode != page.Telling)
		switch why, dead := c.NoMail[k.ID]; {
		case c.way.mode == page.Logging:
			r.Address = k.Phone
		case k.Email == "":
			r.Note, r.Problem = "", c.say("No e-mail address is known: call instead.")
		case dead:
			r.Note, r.Problem = "", c.say("Mail does not reach this address any more ({why}): call instead.", "why", why)
		}
		if picked == nil {
			r.Chosen = r.Fixed || (k.ID == to || c.update != nil && k.Portal) && r.Problem == ""
		} else {
			r.Chosen = r.Fixed || slices.Contains(picked, r.Value)
		}
		out = append(out, r)
	}
	if picked == nil && len(out) == 1 && out[0].Problem == "" {
		out[0].Chosen = true
	}
	return out
}

// addressee is whom it is for in the first place.
func addressee(c *composing) client.ContactID {
	switch {
	case c.promise != nil:
		return client.ContactID(c.promise.Promise.ContactID)
	case c.notice != nil:
		return client.ContactID(c.notice.Notice.ContactID)
	case c.talk != nil:
		return c.talk.waiting()
	}
	return client.ContactID(c.r.URL.Query().Get("contact"))
}

// theirTime says what time it is where they are, and whether they are there.
func theirTime(c *composing) string {
	there := c.now.In(c.Calendar.Location())
	voice, town := c.voice(), c.voice().Town(c.Calendar.Location())
	is := voice.ShortWeekday(there.Weekday()) + " " + voice.Clock(there)
	if closes, ok := c.Calendar.NextClose(c.now); ok && c.Calendar.IsOpen(c.now) {
		return c.say("It is {time} in {town}; they are there until {until}.", "time", is, "town", town, "until", voice.Clock(closes.In(c.Calendar.Location())))
	}
	if opens, ok := c.Calendar.NextOpen(c.now); ok {
		return c.say("It is {time} in {town}; they are back {when}.", "time", is, "town", town, "when", voice.ShortMoment(opens.In(c.Calendar.Location()), there))
	}
	return c.say("It is {time} in {town}.", "time", is, "town", town)
}

// touches lists what else is promised to this client, or in this project.
// picked are those to be moved as well, when is the new date as far as it is known.
func (c *composing) touches(picked []string, when promise.When) []page.Touch {
	if c.promise == nil || c.way.mode != page.Resetting && c.way.mode != page.Logging {
		return nil
	}
	var out []page.Touch
	for _, r := range c.Open {
		if !goesWith(c, r) || len(out) == maxTouches {
			continue
		}
		t := page.Touch{Words: r.Words, URL: "/promises/" + string(r.ID), Due: c.dueOf(r, c.Calendar), State: stateOfRow(r, c.now), Effect: c.say("Stands."), Hears: c.say("Nobody has to be told.")}
		t.Tick = ui.Field{Name: "touch", ID: "touch-" + string(r.ID), Value: string(r.ID), Label: c.say("Move it by as much, in the same message"), Type: "checkbox", Checked: slices.Contains(picked, string(r.ID))}
		if moved, ok := shiftedWith(c, r, when); ok && t.Tick.Checked {
			t.Effect, t.Hears = c.say("Moves to {when}.", "when", c.inFull(moved, c.Calendar)), c.say("They hear of it in the same message.")
		}
		out = append(out, t)
	}
	return out
}

// maxTouches is how many other dates a composer shows.
const maxTouches = 8

// goesWith tells whether an open promise may move with this one: it
// belongs to the same project, and is not about when they hear next.
func goesWith(c *composing, r store.PromiseRow) bool {
	m := c.promise.Promise
	return r.ID != m.ID && r.Kind != promise.NextContact && r.ProjectID == m.ProjectID
}

// shiftedWith moves a date by as many of the client's business days as the
// promise moves. A time of the day stays.
func shiftedWith(c *composing, r store.PromiseRow, when promise.When) (promise.When, bool) {
	if when == (promise.When{}) {
		return when, false
	}
	loc := c.Calendar.Location()
	day := func(t time.Time) worktime.Day { return worktime.DayOf(t.Add(-time.Millisecond), loc) }
	n := c.Calendar.BusinessDaysBetween(day(c.promise.Promise.Date().DueAt), day(when.Due(c.Calendar)))
	to, ok := c.Calendar.AddBusinessDays(day(r.DueAt), n)
	if !ok || n == 0 {
		return promise.When{}, false
	}
	if r.DueOn {
		return promise.When{Day: to}, true
	}
	there := r.DueAt.In(loc)
	at, err := c.Calendar.At(to, worktime.Clock(there.Hour()*60+there.Minute()))
	return promise.When{At: at}, err == nil
}

// chosen is who will be told, by name.
func (c *composing) chosen() []string {
	var out []string
	for _, r := range c.page.Readers {
		if r.Chosen {
			out = append(out, r.Name)
		}
	}
	return out
}

// submitWord is what the button says: what happens.
func submitWord(c *composing, names []string, mailed bool) string {
	n, one := strconv.Itoa(len(names)), strings.Join(names, ", ")
	switch {
	case c.way.mode == page.Logging:
		return c.say("Write it down")
	case !mailed && c.way.mode == page.Resetting:
		return c.say("Move it, and tell nobody")
	case !mailed && c.update != nil:
		return c.say("Put it on their page, and tell nobody")
	case !mailed && c.way.mode == page.Keeping:
		return c.say("It is there, and tell nobody")
	case len(names) == 0:
		return c.say("Tell them")
	case c.talk != nil:
		if len(names) > 1 {
			return c.say("Answer {n} people", "n", n)
		}
		return c.say("Answer {who}", "who", one)
	case c.way.mode == page.Resetting || c.way.mode == page.Keeping || c.way.mode == page.Updating:
		if len(names) > 1 {
			return c.say("Publish and tell {n} people", "n", n)
		}
		return c.say("Publish and tell {who}", "who", one)
	}
	if len(names) > 1 {
		return c.say("Tell {n} people", "n", n)
	}
	return c.say("Tell {who}", "who", one)
}

// namesOf joins names: "Ana Ruiz", "Ana Ruiz and Luis Ruiz".
func namesOf(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
