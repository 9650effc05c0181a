package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/document"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/news"
	"kept/notice"
	"kept/promise"
	"kept/worktime"
)

// inFull writes what was promised out in full, in the time of a calendar: a day,
// or a moment.
func (v *reader) inFull(w promise.When, cal *worktime.Calendar) string {
	if w.Day.IsZero() {
		return v.voice().FullMoment(w.At.In(cal.Location()))
	}
	return v.voice().FullDay(office.Noon(w.Day))
}

// usually writes the usual next contact briefly, in the time of its client.
func (v *reader) usually(t time.Time, cal *worktime.Calendar) string {
	there := t.In(cal.Location())
	return v.voice().ShortDay(there, v.now.In(cal.Location())) + ", " + v.voice().Clock(there)
}

// written is what stands in the composer.
type written struct {
	readers []client.ContactID
	due     promise.When
	next    promise.When
	at      time.Time
	reason  string
	because string
	subject string
	text    string
	channel notice.Channel
	touched []promise.ID
	notify  bool
	share   bool // an update stands on their page
	reached bool
	files   []office.File
	lines   []news.Line // of an update
}

// read reads the composer's form into its page and gives what was written,
// with everything that is wrong with it.
func (c *composing) read(form url.Values) (written, error) {
	p := &c.page
	ui.Refill(form, p.Fields()...)
	p.Readers = c.readers(append([]string{}, form["to"]...))
	if o := form.Get("once"); o != "" {
		p.Form.Once = o
	}
	if seen := form.Get("version"); seen != "" && (c.talk != nil || c.update != nil) {
		p.Form.Version = seen // which it was opened with, however often it is shown again
	}
	w := written{
		reason: strings.TrimSpace(form.Get("reason")), because: strings.TrimSpace(form.Get("because")), subject: strings.TrimSpace(form.Get("subject")), text: strings.TrimSpace(form.Get("message")),
		channel: notice.Mail, notify: form.Get("notify") != "" || p.Notify.Name == "", reached: form.Get("reached") != "",
		share: form.Get("share") != "" || p.Share.Name == "",
	}
	if c.way.mode == page.Logging {
		w.channel = notice.Channel(form.Get("channel"))
	}
	for _, r := range p.Readers {
		if r.Chosen {
			w.readers = append(w.readers, client.ContactID(r.Value))
		}
	}
	for _, id := range form["touch"] {
		if i := promise.ID(id); c.promise != nil && !slices.Contains(w.touched, i) {
			w.touched = append(w.touched, i)
		}
	}
	if c.update != nil {
		w.lines = c.readParts(form)
	}
	var unread error
	if c.talk != nil {
		w.files, unread = sentFiles(c.r, p.Files.Name)
	}
	return w, gather(c.readDates(form, &w), c.missing(w), unread)
}

// readDates reads the dates that the mode asks for.
func (c *composing) readDates(form url.Values, w *written) error {
	p := &c.page
	var due, next, at error
	if c.way.mode == page.Resetting || c.way.mode == page.Logging && c.promise != nil {
		w.due, due = dateOf(form, &p.Date, c.Calendar, c.now)
		p.Touches = c.touches(form["touch"], w.due)
	}
	switch choice, open := form.Get("next_choice"), p.Next.Typed.Value == "" && p.Next.Day.Value == ""; {
	case open && choice == withDate:
		w.next = w.due
		if w.due != (promise.When{}) {
			p.Next.Echo = c.inFull(w.due, c.Calendar)
		}
	case open && c.update != nil && choice == byCadence:
		w.next = c.update.Hears
		p.Next.Echo = c.inFull(w.next, c.Calendar)
	default:
		w.next, next = dateOf(form, &p.Next, c.Calendar, c.now)
	}
	if c.way.mode == page.Logging {
		var said promise.When
		said, at = dateOf(form, &p.At, c.cal, c.now)
		if at == nil && !said.Day.IsZero() {
			at = fault.Field("at", "Say the time too, as in “today 10:15”.")
		}
		w.at = said.At
	}
	return gather(due, next, at)
}

// missing says what has to be there and is not.
func (c *composing) missing(w written) error {
	var k fault.Check
	mode, sent := c.way.mode, c.way.mode != page.Logging
	k.Want(len(w.readers) > 0 || c.update != nil && !w.notify, "readers", "Say who is told.")
	k.Want(w.notify || c.update == nil || w.share, "notify", "Tell them, or let it stand on their page: else nobody reads it.")
	if mode == page.Resetting {
		k.Want(w.due != promise.When{}, "due", "Choose the new date.")
		k.Want(w.reason != "" || !w.notify, "reason", "Say why it moves.")
	}
	if mode == page.Logging && w.due != (promise.When{}) {
		k.Want(w.reason != "", "reason", "Say why it moves.")
	}
	k.Want(len(w.touched) == 0 || w.due != promise.When{}, "due", "Choose the new date.")
	k.Want(!c.page.Message.Required || w.text != "", "message", "Write what there is to tell.")
	heard := (sent && w.notify) || (mode == page.Logging && w.reached)
	k.Want(!heard || w.next != promise.When{}, "next", "Say when they hear from us next. Without it, nothing can be sent: nobody should have to ask.")
	if sent && !w.notify {
		told := c.promise != nil && c.promise.Promise.EverTold()
		k.Want(mode != page.Resetting || !told, "notify", knowsAlready(c))
	}
	return k.Err()
}

// knowsAlready says why a date cannot move in silence.
func knowsAlready(c *composing) string {
	if c.promise == nil {
		return ""
	}
	return c.say("{who} was told of {when}. A date that a client knows never moves without a notice that says why.", "who", c.promise.Contact.Name, "when", c.inFull(c.promise.Promise.Date().When, c.Calendar))
}

// moves are the dates that move: the promise's own, and those ticked with it.
func (c *composing) moves(w written) []office.Move {
	if c.promise == nil || w.due == (promise.When{}) {
		return nil
	}
	version := 0
	if c.r.PostForm.Get("version") != "" {
		version = versionOf(c.visit)
	}
	out := []office.Move{{Promise: c.promise.Promise.ID, Version: version, When: w.due, Reason: w.reason, Because: w.because}}
	for _, r := range c.Open {
		if !slices.Contains(w.touched, r.ID) || !goesWith(c, r) {
			continue
		}
		if when, ok := shiftedWith(c, r, w.due); ok {
			out = append(out, office.Move{Promise: r.ID, When: when, Reason: w.reason, Because: w.because})
		}
	}
	return out
}

func projectOf(c *composing) string {
	switch {
	case c.promise != nil:
		return c.promise.Promise.ProjectID
	case c.notice != nil:
		return c.notice.Notice.ProjectID
	case c.talk != nil:
		return c.talk.ProjectID
	case c.plan != nil:
		return string(c.plan.ID)
	case c.document != nil:
		return c.document.ProjectID
	case c.entry != nil:
		return c.entry.ProjectID
	case c.update != nil:
		return c.update.ProjectID
	}
	return c.r.URL.Query().Get("project")
}

// telling is what was written, as the office takes it.
func (c *composing) telling(w written) office.Telling {
	t := office.Telling{
		Client: c.Client.ID, Project: projectOf(c), Readers: w.readers, Channel: notice.Mail, Subject: w.subject, Text: w.text, Moves: c.moves(w), Next: w.next, Plan: c.plan != nil,
	}
	if c.talk != nil {
		t.Conversation, t.Files = c.talk.ID, w.files
		t.Seen, _ = strconv.Atoi(c.page.Form.Version) // as it was opened: read, or of now
	}
	if c.document != nil {
		t.Documents = []document.ID{c.document.ID}
	}
	if c.update != nil {
		version, _ := strconv.Atoi(c.page.Form.Version)
		t.Update = &office.SentUpdate{ID: c.update.ID, Version: version, Lines: w.lines, Unshared: !w.share}
	}
	switch c.way.mode {
	case page.Holding:
		t.Subject = c.promise.Promise.Words // the same matter
	case page.Keeping:
		t.Keeps = []promise.ID{c.promise.Promise.ID}
	}
	return t
}

// call is what was said, as the office takes it.
func (c *composing) call(w written) office.Call {
	in := office.Call{
		Client: c.Client.ID, Project: projectOf(c), Channel: w.channel, Reached: w.reached, At: w.at, Text: w.text, Next: w.next, Moves: c.moves(w),
	}
	to := addressee(c) // whose call it is, where he was there
	if i := slices.Index(w.readers, to); i > 0 {
		w.readers[0], w.readers[i] = w.readers[i], w.readers[0]
	}
	if len(w.readers) > 0 {
		in.Contact, in.Others = w.readers[0], w.readers[1:]
	}
	if in.Reached {
		in.Instead = madeGood(c, in)
	}
	return in
}

// madeGood are the messages to whom the call reached that did not arrive: the
// one that is called about, or those about the promise.
func madeGood(c *composing, in office.Call) []notice.ID {
	var all []notice.Notice
	switch {
	case c.notice != nil:
		all = []notice.Notice{c.notice.Notice}
	case c.promise != nil:
		all = c.promise.Notices
	}
	var out []notice.ID
	for _, n := range all {
		lost := n.SettledAt.IsZero() && (n.State() == notice.Bounced || n.State() == notice.Unsure)
		if lost && n.ContactID == string(in.Contact) && (in.At.IsZero() || !in.At.Before(n.QueuedAt)) {
			out = append(out, n.ID)
		}
	}
	return out
}
