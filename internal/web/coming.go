package web

import (
	"context"
	"errors"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/worktime"
)

// comingRoutes are the pages of what is coming to clients.
func comingRoutes(s *Site) {
	s.desk("GET "+page.ComingURL, comingToAll)
	s.desk("GET /clients/{client}/coming-messages", comingToClient)
	s.desk("GET "+page.ComingURL+"/{message}", comingPage)
	s.desk("POST "+page.ComingURL+"/{message}/skip", changeComing("because", func(v *visit) string { return v.say("It is left out, this once.") }, func(ctx context.Context, v *visit, id string) error {
		_, err := v.o.Coming.Skip(ctx, v.who, id, oneLine(v.r.PostForm.Get("because")))
		return err
	}))
	s.desk("POST "+page.ComingURL+"/{message}/restore", changeComing("because", func(v *visit) string { return v.say("It leaves as it was to leave.") }, func(ctx context.Context, v *visit, id string) error {
		_, err := v.o.Coming.Restore(ctx, v.who, id)
		return err
	}))
	s.desk("POST "+page.ComingURL+"/{message}/words", changeComing("words", func(v *visit) string { return v.say("Its words are these, for this one time.") }, func(ctx context.Context, v *visit, id string) error {
		_, err := v.o.Coming.Word(ctx, v.who, id, v.r.PostForm.Get("words"))
		return err
	}))
	s.desk("POST "+page.ComingURL+"/{message}/test", changeComing("", func(v *visit) string { return v.say("A test is on its way to you. Nobody else gets it.") }, func(ctx context.Context, v *visit, id string) error {
		_, err := v.o.Coming.Test(ctx, v.who, id)
		return err
	}))
}

// comingToAll lists what is coming to all clients.
func comingToAll(v *visit) error {
	all, err := v.o.Coming.All(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p := page.ComingPage{Desk: v.frame(v.say("Coming messages"), page.InComing), Lede: v.say("What will be sent to clients and third parties in the next fourteen days, and what is due to be sent."), None: v.say("When an update is planned, somebody is to be reminded, or a client is to hear next, it stands here by its day.")}
	comingDays(v, &p, all, page.ComingURL)
	return v.show(p)
}

// comingToClient lists what is coming to one client.
func comingToClient(v *visit) error {
	id := client.ID(v.r.PathValue("client"))
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	all, err := v.o.Coming.OfClient(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	here := "/clients/" + string(id)
	p := page.ComingPage{Desk: v.frame(v.say("Coming messages: {who}", "who", b.Client.Name), page.InClients), Of: uiClient(string(id), b.Client.Name, b.Client.Colour, b.Client.LogoID), Lede: v.say("What {who} and the third parties of their projects will be sent in the next fourteen days, and what is due to be sent.", "who", b.Client.Name), None: v.say("Nothing leaves by itself, and nobody owes them a word, in the next fourteen days.")}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Clients"), URL: page.ClientsURL}, {Text: b.Client.Name, URL: here}}
	comingDays(v, &p, all, here+"/coming-messages")
	return v.show(p)
}

// The ready-made choices of a list of coming messages.
const (
	byMachine = "itself"
	byPerson  = "person"
)

// comingDays fills a list, a part of it at a time, by the reader's days.
func comingDays(v *visit, p *page.ComingPage, all []office.ComingMessage, here string) {
	q := v.r.URL.Query()
	by := q.Get("by")
	for _, x := range []struct{ text, by string }{{v.say("All"), ""}, {v.say("By itself"), byMachine}, {v.say("Due from a person"), byPerson}} {
		n := 0
		for _, m := range all {
			if fits(m, x.by) {
				n++
			}
		}
		p.Views = append(p.Views, page.Shortcut{Text: x.text, URL: with(here, nil, "by", x.by), Here: by == x.by, Count: strconv.Itoa(n)})
	}
	from, err := strconv.Atoi(q.Get("from"))
	if err != nil || from < 0 {
		from = 0
	}
	n := 0
	for _, m := range all {
		if !fits(m, by) {
			continue
		}
		if n++; n <= from {
			continue
		}
		if n > from+office.Page {
			p.Pager.Older = with(here, q, "from", strconv.Itoa(from+office.Page))
			break
		}
		row, day := comingRow(v, m), comingDay(v, m)
		if p.Of.Name != "" {
			row.Client = ui.Client{Colour: row.Client.Colour}
		}
		if len(p.Days) == 0 || p.Days[len(p.Days)-1].Day != day {
			p.Days = append(p.Days, page.ComingDay{Day: day})
		}
		d := &p.Days[len(p.Days)-1]
		d.Rows = append(d.Rows, row)
	}
	if from > 0 {
		p.Pager.Newer = with(here, q, "from", strconv.Itoa(max(from-office.Page, 0)))
	}
}

func fits(m office.ComingMessage, by string) bool {
	return by == "" || m.Machine() == (by == byMachine)
}

// comingDay is under which day a message stands: the reader's, or the client's own
// where it is due some time that day.
func comingDay(v *visit, m office.ComingMessage) string {
	loc, at := v.cal.Location(), m.At
	if m.DueOn {
		loc, at = m.Hours.Location(), at.Add(-1)
	}
	day := worktime.DayOf(at, loc)
	today := worktime.DayOf(v.now, loc)
	switch {
	case m.Late:
		return v.say("Already due")
	case day == today:
		return v.say("Today")
	}
	return v.voice().FullDay(office.Noon(day))
}

func comingRow(v *visit, m office.ComingMessage) page.ComingRow {
	r := page.ComingRow{
		URL: page.ComingMessageURL(m.ID), Text: m.Subject, Client: uiClient(string(m.ClientID), m.Client, m.Colour, ""), To: v.say("to {who}", "who", v.voice().List(m.To)), Why: m.Why.In(v.voice()), When: v.moment(m.At, m.Hours),
		How: v.say("by itself"), Icon: "mail",
	}
	if m.DueOn {
		r.When = v.day(m.At, m.Hours)
	}
	if r.Text == "" {
		r.Text = comingTitle(v, m)
	}
	switch {
	case m.Change.Skipped:
		r.How, r.Icon, r.Because = v.say("left out"), "released", v.say("Left out by {who}: {why}", "who", v.team.Name(m.Change.By), "why", m.Change.Because)
	case m.Late:
		r.How, r.Icon, r.Tone = v.say("late, from {who}", "who", v.team.Name(m.By)), "warning", "broken"
		if m.Machine() {
			r.How, r.Tone = v.say("unsure"), "doubtful"
		}
	case !m.Machine():
		r.How, r.Icon = v.say("due from {who}", "who", v.team.Name(m.By)), "person"
	case m.Kind == office.ComingReminder:
		r.How = v.say("by itself, if there is no answer")
	case m.Kind == office.ComingNote:
		r.How = v.say("by itself, if nobody writes")
	}
	if !m.Machine() || m.Late && m.Notice != "" {
		r.URL = comingAbout(v, m).URL
	}
	return r
}

// comingTitle is what a message is that nobody has written yet.
func comingTitle(v *visit, m office.ComingMessage) string {
	switch m.Kind {
	case office.ComingAnswer:
		return v.say("An answer")
	case office.ComingCadence:
		return v.say("The update after that: {project}", "project", m.Project)
	}
	if m.Project != "" {
		return v.say("The next word from us: {project}", "project", m.Project)
	}
	return v.say("The next word from us")
}

// comingAbout leads to what a message is about.
func comingAbout(v *visit, m office.ComingMessage) ui.Link {
	kind, id, _ := strings.Cut(m.About, ":")
	switch kind {
	case "update":
		return ui.Link{Text: v.say("The update"), URL: page.UpdateURL(id)}
	case "handoff":
		return ui.Link{Text: v.say("What is asked for"), URL: page.HandOffsURL + "/" + id}
	case "promise":
		return ui.Link{Text: v.say("The promise"), URL: "/promises/" + id}
	case "notice":
		return ui.Link{Text: v.say("The notice"), URL: page.NoticesURL + "/" + id}
	case "contact":
		return ui.Link{Text: v.say("What they hear of"), URL: "/contacts/" + id}
	case "clock":
		return ui.Link{Text: v.say("The inbox"), URL: page.InboxURL}
	}
	return ui.Link{}
}

// comingPage shows a coming message as its reader will have it.
func comingPage(v *visit) error {
	p, err := buildComing(v)
	if err != nil {
		return comingGone(v, err)
	}
	return v.show(p)
}

// comingGone leads back to the list where a message is not coming any more.
func comingGone(v *visit, err error) error {
	var f *fault.Error
	if !errors.As(err, &f) || f.Kind != fault.Conflict {
		return err
	}
	v.leave(v.voice().Refusal(f.Say))
	return v.go303(page.ComingURL)
}

func buildComing(v *visit) (page.ComingOne, error) {
	m, err := v.o.Coming.Open(v.r.Context(), v.who, v.r.PathValue("message"))
	if err != nil {
		return page.ComingOne{}, err
	}
	row := comingRow(v, m.ComingMessage)
	p := page.ComingOne{Desk: v.frame(row.Text, page.InComing), Row: row, About: comingAbout(v, m.ComingMessage), Refused: m.Refused}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Coming messages"), URL: page.ComingURL}}
	if m.Effect != nil {
		p.Effect = m.Effect.In(v.voice())
	}
	if m.Refused != "" {
		p.Refused = v.say("As things stand it would not leave: {why}", "why", v.voice().Refusal(m.Refused))
	}
	if mail := m.Mail; mail != nil {
		p.From, p.To, p.Subject, p.Text = mail.From.Name, v.voice().List(m.To), mail.Subject, strings.TrimSpace(mail.Text())
		for _, l := range mail.Links {
			p.Answers = append(p.Answers, l.Label)
		}
	}
	p.Facts = []page.Fact{{Name: v.say("To"), Value: v.voice().List(m.To)}, {Name: v.say("At"), When: row.When}}
	if m.By != "" {
		p.Facts = append(p.Facts, page.Fact{Name: v.say("Whose it is"), Value: v.team.Name(m.By)})
	}
	p.Acts = comingActs(v, m)
	return p, nil
}

// comingActs is what can be done with a coming message.
func comingActs(v *visit, m office.ComingView) []page.Act {
	at := page.ComingMessageURL(m.ID)
	var acts []page.Act
	form := func(id, label, submit, icon string, ask page.Ask) page.Act {
		return page.Act{Label: label, Icon: icon, Form: &page.ActForm{Form: ui.Form{Action: at + "/" + id, Once: newOnce()}, ID: id, Submit: submit, Fields: []page.Ask{ask}}}
	}
	if m.Mail != nil {
		acts = append(acts, page.Act{Label: v.say("Send me a test"), Icon: "mail", Post: at + "/test", Once: newOnce()})
	}
	mine := mayDo(v, member.ChangeMessage) || m.By == v.who.Member
	switch {
	case !mine:
		return acts
	case m.Kind == office.ComingUpdate:
		acts = append(acts, page.Act{Label: v.say("Edit the update"), Icon: "pen", URL: comingAbout(v, m.ComingMessage).URL})
	case m.Worded():
		acts = append(acts, form("words", v.say("Its own words"), v.say("Say it like this"), "pen", page.Ask{Kind: page.Lines, Field: ui.Field{
			Name: "words", ID: "coming-words", Label: v.say("Words, for this one time"), Hint: v.say("They stand instead of the words in the middle. Empty: those that it would have."), Value: m.Change.Words, Optional: true, Rows: 5, MaxLength: office.MaxOwnWords,
		}}))
	}
	switch {
	case m.Change.Skipped:
		acts = append(acts, page.Act{Label: v.say("Do send it"), Icon: "told", Main: true, Post: at + "/restore", Once: newOnce()})
	case m.Effect != nil:
		skip := form("skip", v.say("Leave it out"), v.say("Leave it out, this once"), "released", page.Ask{Kind: page.Line, Field: ui.Field{Name: "because", ID: "coming-because", Label: v.say("Because"), Required: true, MaxLength: 300, Autocomplete: "off"}})
		skip.Form.Lead = m.Effect.In(v.voice())
		acts = append(acts, skip)
	}
	return acts
}

// changeComing does one act on a coming message and shows it again.
func changeComing(field string, said func(*visit) string, act func(ctx context.Context, v *visit, id string) error) func(*visit) error {
	return func(v *visit) error {
		if err := parseForm(v, field); err != nil {
			return err
		}
		id := v.r.PathValue("message")
		to, err := once(v, func(ctx context.Context) (string, error) { return page.ComingMessageURL(id), act(ctx, v, id) })
		if err == nil {
			v.leave(said(v))
			return v.go303(to)
		}
		p, wrong := buildComing(v)
		if wrong != nil {
			return comingGone(v, wrong)
		}
		return v.refuse(err, v.r.URL.Path, p.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
	}
}
