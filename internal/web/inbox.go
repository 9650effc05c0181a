package web

import (
	"strconv"
	"time"

	"kept/conversation"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// inboxPage lists conversations: those in which somebody waits for us, the
// least time left first; those in which the reader is to answer; the others.
func inboxPage(v *visit) error {
	q := v.r.URL.Query()
	which := office.Shelf(q.Get("which"))
	if which == "" {
		which = office.WaitingForUs
	}
	tabs, ok := inboxTabs(v, which)
	if !ok {
		return errNothing
	}
	p := page.Inbox{Desk: v.frame(v.say("Inbox"), page.InInbox), Tabs: tabs}
	var from store.Place
	if at := q.Get("from"); at != "" {
		var err error
		if from, err = readCursor(at); err != nil {
			return err
		}
		p.Pager.Newer = with(page.InboxURL, q, "from", "")
	}
	rows, err := v.o.Conversations.List(v.r.Context(), v.who, which, from, office.Page+1)
	if err != nil {
		return err
	}
	if len(rows) > office.Page {
		rows = rows[:office.Page]
		last := rows[office.Page-1]
		at := last.LastAt
		if which == office.WaitingForUs || which == office.WaitingForMe {
			at = last.DueAt
		}
		p.Pager.Older = with(page.InboxURL, q, "from", cursorOf(store.Place{At: at, ID: string(last.ID)}))
	}
	p.Pager.Said = inboxCount(v, which, len(rows))
	if p.Rows, err = talkRows(v, rows); err != nil {
		return err
	}
	if err := countTriage(v, &p); err != nil {
		return err
	}
	if len(rows) == 0 {
		p.None, err = inboxNothing(v, which)
		if err != nil {
			return err
		}
	}
	p.Desk.Inbox, err = toAnswer(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func inboxTabs(v *visit, which office.Shelf) ([]page.Shortcut, bool) {
	var out []page.Shortcut
	known := false
	for _, x := range []struct {
		text  string
		which office.Shelf
	}{{v.say("Waiting"), office.WaitingForUs}, {v.say("Mine"), office.WaitingForMe}, {v.say("Open conversations"), office.OpenTalks}, {v.say("Closed"), office.ClosedTalks}} {
		asked := string(x.which)
		if x.which == office.WaitingForUs {
			asked = ""
		}
		known = known || x.which == which
		out = append(out, page.Shortcut{Text: x.text, URL: with(page.InboxURL, nil, "which", asked), Here: x.which == which})
	}
	return out, known
}

func inboxCount(v *visit, which office.Shelf, n int) string {
	if which == office.WaitingForUs || which == office.WaitingForMe {
		return v.count(n, "1 conversation, the least time left first", "{n} conversations, the least time left first")
	}
	return v.count(n, "1 conversation, the newest first", "{n} conversations, the newest first")
}

// inboxNothing says what an empty list means, and what to do next.
func inboxNothing(v *visit, which office.Shelf) (page.Nothing, error) {
	switch which {
	case office.WaitingForMe:
		return page.Nothing{Title: v.say("Nobody waits for you"), Text: v.say("Whoever writes to one of your clients’ conversations stands here, with the time that is left."), Step: ui.Link{Text: v.say("Who waits for us at all"), URL: page.InboxURL}}, nil
	case office.OpenTalks:
		return page.Nothing{Title: v.say("No conversation is open"), Text: v.say("Conversations in which nobody waits for us, and those in which we wait for somebody else, stand here until they are closed.")}, nil
	case office.ClosedTalks:
		return page.Nothing{Title: v.say("No conversation is closed"), Text: v.say("When everything is said, close a conversation: it comes back by itself as soon as the client writes again.")}, nil
	}
	none := page.Nothing{Title: v.say("Nobody waits for an answer"), Text: v.say("What clients write stands here, with the time that is left to answer.")}
	boxes, err := v.o.Mailboxes.List(v.r.Context(), v.who)
	if err != nil || len(boxes) > 0 {
		return none, err
	}
	none.Title, none.Text = v.say("No way in is set up yet"), v.say("Tell Kept where your clients’ mails arrive. Whoever writes is then told at once by when a person answers, and stands here until somebody does.")
	if v.me.Role == member.Owner {
		none.Step = ui.Link{Text: v.say("Set up a way in"), URL: page.WaysInURL}
	} else {
		none.Text += " " + v.say("An owner of this workspace does that.")
	}
	return none, nil
}

// countTriage says what a person has to look at before it is in the inbox.
func countTriage(v *visit, p *page.Inbox) error {
	mails, people, err := v.o.Triage.Count(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	if mails+people == 0 {
		return nil
	}
	p.Triage = ui.Link{Text: v.count(mails+people, "Look at 1 thing", "Look at {n} things"), URL: page.TriageURL}
	said := v.count(mails, "1 mail not filed", "{n} mails not filed")
	unknown := v.count(people, "1 person nobody knows yet", "{n} people nobody knows yet")
	switch {
	case people == 0:
		p.Asked = said
	case mails == 0:
		p.Asked = unknown
	default:
		p.Asked = said + ", " + unknown
	}
	return nil
}

// mostCounted is up to how many conversations are counted beside the inbox.
const mostCounted = 99

// toAnswer counts in how many conversations the reader is to answer; "" = none.
func toAnswer(v *visit) (string, error) {
	mine, err := v.o.Conversations.List(v.r.Context(), v.who, office.WaitingForMe, store.Place{}, mostCounted+1)
	switch n := len(mine); {
	case n == 0:
		return "", err
	case n > mostCounted:
		return strconv.Itoa(mostCounted) + "+", err
	default:
		return strconv.Itoa(n), err
	}
}

// talkRows builds lines of a list of conversations.
func talkRows(v *visit, all []store.Thread) ([]page.TalkRow, error) {
	firm, err := v.o.Settings.CalendarOf(v.firm.Hours)
	if err != nil {
		return nil, err
	}
	var still []store.Thread // nobody waits for us: perhaps we wait for somebody else
	for _, t := range all {
		if t.DueAt.IsZero() && t.Open() {
			still = append(still, t)
		}
	}
	held, err := v.o.Conversations.Held(v.r.Context(), v.who, still)
	if err != nil {
		return nil, err
	}
	out := make([]page.TalkRow, 0, len(all))
	for _, t := range all {
		row := page.TalkRow{
			URL: talkURL(t.ID), Subject: v.subject(t.Subject), Client: uiClient(t.ClientID, t.ClientName, t.Colour, ""), Contact: t.Contact, Who: v.colleague(t.AssigneeID), New: t.Triage,
			Last: v.moment(t.LastAt, nil), Closed: !t.Open(),
		}
		if row.Contact == row.Client.Name {
			row.Contact = "" // a person by himself
		}
		if p, ok := held[t.ID]; ok {
			row.Held = heldWord(v, p)
		}
		if !t.DueAt.IsZero() {
			row.Left, row.Late = timeLeft(v, t.DueAt, firm)
			row.By, row.Title = byWord(v, t.DueAt), v.voice().FullMoment(t.DueAt.In(v.cal.Location()))
		}
		out = append(out, row)
	}
	return out, nil
}

func talkURL(id conversation.ID) string { return "/conversations/" + string(id) }

// subject is what a conversation is about, as its people wrote it.
func (v *reader) subject(s string) string {
	if s == "" {
		return v.say("Without a subject")
	}
	return s
}

func heldWord(v *visit, p reply.Pause) string {
	if p.On == reply.OnClient {
		return v.say("waits on the client: {why}", "why", p.Why)
	}
	return v.say("waits on somebody else: {why}", "why", p.Why)
}

// timeLeft says how much of our working time is left until a moment, or how
// much has gone by since: standards are counted in it.
func timeLeft(v *visit, due time.Time, firm *worktime.Calendar) (said string, late bool) {
	if v.now.After(due) {
		if d := firm.Between(due, v.now).Truncate(time.Minute); d > 0 {
			return v.say("{time} late", "time", worktime.InWords(d)), true
		}
		return v.say("late"), true
	}
	d := firm.Between(v.now, due)
	if d >= 24*time.Hour {
		d = d.Round(time.Hour)
	}
	if d = d.Truncate(time.Minute); d == 0 {
		return v.say("less than a minute left"), false
	}
	return v.say("{time} left", "time", worktime.InWords(d)), false
}

// byWord writes the moment by which somebody is to answer: "by 14:00" today.
func byWord(v *visit, due time.Time) string {
	loc := v.cal.Location()
	if worktime.DayOf(due, loc) == worktime.DayOf(v.now, loc) {
		return v.say("by {when}", "when", v.voice().Clock(due.In(loc)))
	}
	return v.say("by {when}", "when", v.short(due))
}

// clientTalks lists the newest conversations of a client for his page.
func (d *clientDesk) talks(most int) ([]page.TalkRow, error) {
	all, err := d.o.Conversations.OfClient(d.r.Context(), d.who, d.Client.ID, store.Place{}, most)
	if err != nil {
		return nil, err
	}
	rows, err := talkRows(d.visit, all)
	for i := range rows {
		rows[i].Client, rows[i].New = ui.Client{}, false
	}
	return rows, err
}

// chased says how often a client had to ask of late: the target is none.
func chased(v *visit, all []store.ChaseRow) string {
	n := 0
	for _, c := range all {
		if v.now.Sub(c.At) < workspace.ChaseWindow {
			n++
		}
	}
	switch {
	case n == 0 && len(all) == 0:
		return ""
	case n == 0:
		return v.count(len(all), "They had to ask once within a year, not within the last month.", "They had to ask {n} times within a year, not within the last month.")
	}
	return v.count(n, "They had to ask once within a month: the target is none.", "They had to ask {n} times within a month: the target is none.")
}
