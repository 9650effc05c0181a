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
	text string // as the other ways name it
}

// ways are the uses of the composer about a promise.
func ways() []way {
	return []way{
		{page.Resetting, "resets", "A new date"},
		{page.Holding, "holding", "No date yet"},
		{page.Keeping, "deliveries", "It is there"},
		{page.Telling, "tellings", "Only tell"},
		{page.Logging, "calls", "I told them by phone"},
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
	d.Crumbs = []ui.Link{{Text: "Clients", URL: page.ClientsURL}, {Text: c.Client.Name, URL: "/clients/" + string(c.Client.ID)}}
	p := page.NewComposer(d, c.way.mode, "")
	p.Heading, p.Client = headingOf(c), uiClient(string(c.Client.ID), c.Client.Name, c.Client.Colour, c.Client.LogoID)
	came := c.r.URL.Query()
	keep := []string{"back", came.Get("back"), "project", came.Get("project"), "contact", came.Get("contact")}
	p.Form = ui.Form{Action: with(c.base+"/"+c.way.noun, nil, keep...), Once: newOnce(), Back: backTo(c.visit, c.base)}
	p.Preview = with(c.base+"/"+c.way.noun+"/preview", nil, keep...)
	p.Share = ui.Field{} // what was told stands on their page by itself
	p.Notify.Label, p.Notify.Hint = "Tell them by mail now", "It stands on their page as well. Without a mail nobody is told, and a date that they know cannot move."
	p.At.Typed.Get, p.At.Typed.Label, p.At.Typed.Placeholder = echoOf("at", ""), "Day and time", "empty is now; 10:15, yesterday 4pm"
	p.Date.Typed.Get, p.Next.Typed.Get = echoOf("due", c.Client.ID), echoOf("next", c.Client.ID)
	p.Next.Hint = "In their time, " + theirHours(c.visit, c.Calendar) + "."
	p.NextWhy = "It cannot be sent without this: " + c.Client.Name + " would not know when to hear from us, and would have to ask."
	offer(&p.Next, c.Calendar, c.now)
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
		c.page.NoReader = c.promise.Contact.Name + " does not work there any more. Choose who is told instead."
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
		p.Others = append(p.Others, page.Shortcut{Text: w.text, URL: with(d.here+"/"+w.noun+"/new", nil, "back", c.r.URL.Query().Get("back")), Here: w == c.way})
	}
	offer(&p.Date, c.Calendar, c.now)
	offerSure(c.visit, &p.Date, d.Hang)
	if d.Hang.Known() {
		p.Date.Typed.Get += "&step=" + string(d.Hang.Step.ID)
	}
	p.Date.Hint = "It stands for " + office.SayWhen(d.Promise.Date().When, c.Calendar) + "."
	if c.way.mode == page.Resetting {
		p.Next.Chips.Options = append([]ui.Option{{Value: withDate, Label: "with the new date"}}, p.Next.Chips.Options...)
	}
}

// withDate is the choice of a next contact that falls on the new date.
const withDate = "with"

// headingOf says what is about to be done.
func headingOf(c *composing) string {
	if c.promise == nil {
		switch {
		case c.notice != nil:
			return "Told by phone: " + subjectOf(c.notice.Notice)
		case c.talk != nil:
			return "Answer: " + subjectOrNone(c.talk.Subject)
		case c.plan != nil:
			return "The plan of " + c.plan.Name
		case c.document != nil:
			return "Share and tell: " + c.document.Name
		case c.entry != nil:
			return "Tell them what you saw"
		case c.update != nil:
			return "Update: " + c.update.Project.Name
		case c.way.mode == page.Logging:
			return "A call or a meeting"
		}
		return "Write to " + c.Client.Name
	}
	words := c.promise.Promise.Words
	switch c.way.mode {
	case page.Resetting:
		return "A new date: " + words
	case page.Holding:
		return "No date yet: " + words
	case page.Keeping:
		return "It is there: " + words
	case page.Logging:
		return "Told by phone: " + words
	}
	return "About: " + words
}

// wordsOf puts the labels and hints of the message in the mode's own words.
func wordsOf(c *composing) {
	p := &c.page
	p.Message.Required = c.way.mode == page.Holding || c.way.mode == page.Telling
	p.Date.Legend = "The new date"
	if c.update != nil {
		p.Message.Required, p.Message.Optional, p.Message.Rows = false, true, 3
		p.Message.Label, p.Message.Hint = "A beginning of yours", "Some words of your own. What follows is added, and when they hear from you next."
		p.Notify.Hint = "Sharing alone does not tell anybody: only a mail keeps that they hear from us."
	}
	if p.Message.Required { // a message that nobody gets is none
		p.Notify = ui.Field{}
	}
	switch c.way.mode {
	case page.Resetting:
		p.Message.Label, p.Message.Hint, p.Message.Rows = "A line of yours", "What you would like to add. The new date, the reason and the next contact are said anyway.", 4
	case page.Keeping:
		p.Message.Label, p.Message.Hint, p.Message.Rows = "A line of yours", "Where they find it, what to look at. That it is done is said anyway.", 4
	case page.Logging:
		p.Date.Legend, p.Reason.Required = "A new date, if you agreed on one", false
		p.Message.Label, p.Message.Hint, p.Message.Rows = "What was said", "As you would tell a colleague. It is kept; nothing is sent.", 4
	case page.Telling:
		if c.plan != nil {
			p.Message.Label, p.Message.Required, p.Message.Optional = "A line of yours", false, true
			p.Message.Hint = "The steps and their dates, as they are forecast now, are added, and when they hear from you next. Where a date moves that they know, write why."
			p.Message.Rows = 4
			if p.Subject.Value == "" {
				p.Subject.Value = "The plan: " + c.plan.Name
			}
			break
		}
		if c.document != nil {
			aboutDocument(c)
		}
		if c.entry != nil {
			aboutEntry(c)
		}
		p.Message.Hint = "The greeting, when they hear from you next, and your name are added."
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
			r.Note, r.Problem = "", "No e-mail address is known: call instead."
		case dead:
			r.Note, r.Problem = "", "Mail does not reach this address any more ("+why+"): call instead."
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
	say := "It is " + there.Format("Mon 15:04") + " in " + worktime.Place(c.Calendar.Location())
	if closes, ok := c.Calendar.NextClose(c.now); ok && c.Calendar.IsOpen(c.now) {
		return say + "; they are there until " + closes.In(c.Calendar.Location()).Format("15:04") + "."
	}
	if opens, ok := c.Calendar.NextOpen(c.now); ok {
		return say + "; they are back " + c.voice().ShortMoment(opens.In(c.Calendar.Location()), there) + "."
	}
	return say + "."
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
		t := page.Touch{Words: r.Words, URL: "/promises/" + string(r.ID), Due: c.dueOf(r, c.Calendar), State: stateOfRow(r, c.now), Effect: "Stands.", Hears: "Nobody has to be told."}
		t.Tick = ui.Field{Name: "touch", ID: "touch-" + string(r.ID), Value: string(r.ID), Label: "Move it by as much, in the same message", Type: "checkbox", Checked: slices.Contains(picked, string(r.ID))}
		if moved, ok := shiftedWith(c, r, when); ok && t.Tick.Checked {
			t.Effect, t.Hears = "Moves to "+office.SayWhen(moved, c.Calendar)+".", "They hear of it in the same message."
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
	whom := strconv.Itoa(len(names)) + " people"
	if len(names) == 1 {
		whom = names[0]
	}
	switch {
	case c.way.mode == page.Logging:
		return "Write it down"
	case !mailed && c.way.mode == page.Resetting:
		return "Move it, and tell nobody"
	case !mailed && c.update != nil:
		return "Put it on their page, and tell nobody"
	case !mailed && c.way.mode == page.Keeping:
		return "It is there, and tell nobody"
	case len(names) == 0:
		return "Tell them"
	case c.talk != nil:
		return "Answer " + whom
	case c.way.mode == page.Resetting || c.way.mode == page.Keeping || c.way.mode == page.Updating:
		return "Publish and tell " + whom
	}
	return "Tell " + whom
}

// namesOf joins names: "Ana Ruiz", "Ana Ruiz and Luis Ruiz".
func namesOf(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}
