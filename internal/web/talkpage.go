package web

import (
	"net/url"
	"strings"

	"kept/chase"
	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/reply"
	"kept/worktime"
)

// talkDesk is a conversation's page under way: what all of its parts are built from.
type talkDesk struct {
	*visit
	office.Talk
	at     string                    // its address
	causes map[string]store.ChaseRow // of the messages in which the client had to ask
	names  map[client.ProjectID]string
}

// talkPage shows one conversation.
func talkPage(v *visit) error {
	d, err := openTalk(v)
	if err != nil {
		return err
	}
	p, err := d.build()
	if err != nil {
		return err
	}
	return v.show(p)
}

func openTalk(v *visit) (*talkDesk, error) {
	id := conversation.ID(v.r.PathValue("conversation"))
	d := &talkDesk{visit: v, at: talkURL(id), causes: map[string]store.ChaseRow{}, names: map[client.ProjectID]string{}}
	var from store.Place
	var err error
	if at := v.r.URL.Query().Get("before"); at != "" {
		if from, err = readCursor(at); err != nil {
			return nil, err
		}
	}
	if d.Talk, err = v.o.Conversations.One(v.r.Context(), v.who, id, from); err != nil {
		return nil, err
	}
	all, err := v.o.Chases.OfClient(v.r.Context(), v.who, d.Client.ID)
	if err != nil {
		return nil, err
	}
	for _, c := range all {
		d.causes[c.MessageID] = c
	}
	if d.ProjectID != "" {
		p, err := v.o.Clients.Project(v.r.Context(), v.who, client.ProjectID(d.ProjectID))
		if err != nil {
			return nil, err
		}
		d.names[p.ID] = p.Name
	}
	return d, nil
}

// build builds the page.
func (d *talkDesk) build() (page.Talk, error) {
	p := page.Talk{
		Desk: d.frame(subjectOrNone(d.Subject), page.InInbox), Client: uiClient(string(d.Client.ID), d.Client.Name, d.Client.Colour, d.Client.LogoID), Subject: subjectOrNone(d.Subject),
		Contact: ui.Link{Text: d.Contact.Name, URL: "/contacts/" + string(d.Contact.ID)}, Who: d.member(d.AssigneeID), Closed: d.moment(d.ClosedAt, nil), Company: companyOf(d.visit, d.ID, false),
	}
	p.Desk.Crumbs = []ui.Link{{Text: "Inbox", URL: page.InboxURL}, {Text: d.Client.Name, URL: "/clients/" + string(d.Client.ID)}}
	if name := d.names[client.ProjectID(d.ProjectID)]; name != "" {
		p.Project = ui.Link{Text: name, URL: "/projects/" + d.ProjectID}
	}
	if !d.Client.TriageAt.IsZero() {
		p.New = ui.Link{Text: "Say who they are", URL: page.TriageURL}
	}
	for i, m := range d.Messages {
		p.Sayings = append(p.Sayings, d.saying(m, i > 0 || d.More))
	}
	if d.More && len(d.Messages) > 0 {
		first := d.Messages[0]
		p.Earlier = with(d.at, nil, "before", cursorOf(store.Place{At: first.At, ID: first.ID}))
	}
	if d.r.URL.Query().Get("before") != "" {
		p.Later = d.at
	}
	for i := len(d.Clocks) - 1; i >= 0; i-- { // the newest first, those that run before all others
		if d.Clocks[i].Running() {
			p.Waits = append(p.Waits, d.wait(d.Clocks[i]))
		}
	}
	for i := len(d.Clocks) - 1; i >= 0 && len(p.Waits) < shownWaits; i-- {
		if !d.Clocks[i].Running() {
			p.Waits = append(p.Waits, d.wait(d.Clocks[i]))
		}
	}
	if !mayDo(d.visit, member.TellClient) {
		return p, nil
	}
	p.Acts = d.acts()
	var err error
	if p.Heard, err = heardOffers(d); err != nil {
		return p, err
	}
	p.More, err = d.more()
	return p, err
}

// shownWaits is how many waits of a conversation stand beside it.
const shownWaits = 12

func (d *talkDesk) member(id member.ID) ui.Link {
	return ui.Link{Text: d.team.Name(id), URL: "/people/" + string(id)}
}

// waitsFor says what a clock waits for.
func waitsFor(w reply.Clock) string {
	switch w.Wait {
	case reply.Acknowledge:
		return "A word that we have it"
	case reply.Next:
		return "The next answer"
	case reply.Between:
		return "Our next word"
	case reply.Alarm:
		return "They are worried"
	case reply.Rating:
		return "They are not content"
	}
	if w.Channel == reply.Call {
		return "A call back"
	}
	return "A first answer"
}

// wait builds one wait as its reader sees it.
func (d *talkDesk) wait(w reply.Clock) page.WaitRow {
	row := page.WaitRow{What: waitsFor(w), Who: d.team.Name(w.MemberID), Since: d.moment(w.StartedAt, nil), Due: d.moment(w.DueAt, nil), Late: w.Running() && d.now.After(w.DueAt)}
	for _, p := range w.Pauses {
		on := "the client"
		if p.On == reply.OnThirdParty {
			on = "somebody else"
		}
		if p.Until.IsZero() {
			row.Held = "Waits on " + on + " since " + d.moment(p.From, nil).Text + ": " + p.Why
			continue
		}
		row.Pauses = append(row.Pauses, "waited on "+on+" from "+d.moment(p.From, nil).Text+" to "+d.moment(p.Until, nil).Text+" ("+p.Why+")")
	}
	if w.PromiseID != "" {
		row.Promise = ui.Link{Text: "The moment that they were promised", URL: "/promises/" + w.PromiseID}
	}
	if w.Running() {
		row.Due.Why = []string{d.Standards[w.ID].Say(worktime.Words{Start: "received", Amount: "standard", Who: "we"})}
		return row
	}
	standard := worktime.InWords(w.Standard)
	switch {
	case !w.Counts():
		row.Took, row.InTime, row.How = "no answer needed", true, w.StoppedWhy+" ("+d.team.Name(w.StoppedBy)+")"
	case w.Within():
		row.Took, row.InTime, row.How = worktime.InWords(w.Waited)+", within "+standard, true, "by "+d.team.Name(w.StoppedBy)+", "+d.moment(w.StoppedAt, nil).Text
	default:
		row.Took, row.How = worktime.InWords(w.Waited)+", over "+standard, "by "+d.team.Name(w.StoppedBy)+", "+d.moment(w.StoppedAt, nil).Text
	}
	if w.StoppedWith != "" {
		row.With = ui.Link{Text: "with these words", URL: "#" + w.StoppedWith}
	}
	return row
}

// causeWords says why a client had to ask.
func causeWords(c chase.Cause) string {
	switch c {
	case chase.NotTold:
		return "They were not told that it moved"
	case chase.DatePassed:
		return "What was promised did not come"
	case chase.NoNext:
		return "Nobody said when they would hear"
	case chase.NotAnswered:
		return "They had asked before"
	case chase.NotRead:
		return "They were told and had not read it"
	case chase.Alarm:
		return "They pressed “I am worried”"
	}
	return "Something else"
}

func causeOptions() []ui.Option {
	var out []ui.Option
	for _, c := range chase.Causes() {
		out = append(out, ui.Option{Value: string(c), Label: causeWords(c)})
	}
	return out
}

// answerURL leads to the composer of a conversation.
func answerURL(id string, back string) string {
	to := "/conversations/" + id + "/answers/new"
	if back == "" || !strings.HasPrefix(back, "/") {
		return to
	}
	return to + "?back=" + url.QueryEscape(back)
}
