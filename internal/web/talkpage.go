package web

import (
	"net/url"
	"strings"
	"time"

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
		Desk: d.frame(d.subject(d.Subject), page.InInbox), Client: uiClient(string(d.Client.ID), d.Client.Name, d.Client.Colour, d.Client.LogoID), Subject: d.subject(d.Subject),
		Contact: ui.Link{Text: d.Contact.Name, URL: "/contacts/" + string(d.Contact.ID)}, Who: d.member(d.AssigneeID), Closed: d.moment(d.ClosedAt, nil), Company: companyOf(d.visit, d.ID, false),
	}
	p.Desk.Crumbs = []ui.Link{{Text: d.say("Inbox"), URL: page.InboxURL}, {Text: d.Client.Name, URL: "/clients/" + string(d.Client.ID)}}
	if name := d.names[client.ProjectID(d.ProjectID)]; name != "" {
		p.Project = ui.Link{Text: name, URL: "/projects/" + d.ProjectID}
	}
	if !d.Client.TriageAt.IsZero() {
		p.New = ui.Link{Text: d.say("Say who they are"), URL: page.TriageURL}
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
func waitsFor(v *visit, w reply.Clock) string {
	switch w.Wait {
	case reply.Acknowledge:
		return v.say("A word that we have it")
	case reply.Next:
		return v.say("The next answer")
	case reply.Between:
		return v.say("Our next word")
	case reply.Alarm:
		return v.say("They are worried")
	case reply.Rating:
		return v.say("They are not content")
	}
	if w.Channel == reply.Call {
		return v.say("A call back")
	}
	return v.say("A first answer")
}

// wait builds one wait as its reader sees it.
func (d *talkDesk) wait(w reply.Clock) page.WaitRow {
	row := page.WaitRow{What: waitsFor(d.visit, w), Who: d.team.Name(w.MemberID), Since: d.moment(w.StartedAt, nil), Due: d.moment(w.DueAt, nil), Late: w.Running() && d.now.After(w.DueAt)}
	for _, p := range w.Pauses {
		if p.Until.IsZero() {
			row.Held = d.waitsSince(p)
			continue
		}
		row.Pauses = append(row.Pauses, d.waitedFrom(p))
	}
	if w.PromiseID != "" {
		row.Promise = ui.Link{Text: d.say("The moment that they were promised"), URL: "/promises/" + w.PromiseID}
	}
	if w.Running() {
		row.Due.Why = []string{d.Standards[w.ID].Say(worktime.Words{Start: "received", Amount: "standard", Who: "we"})}
		return row
	}
	switch {
	case !w.Counts():
		row.Took, row.InTime, row.How = d.say("no answer needed"), true, w.StoppedWhy+" ("+d.team.Name(w.StoppedBy)+")"
	case w.Within():
		row.Took, row.InTime, row.How = d.took(w.Waited, w.Standard, true), true, d.answeredBy(w)
	default:
		row.Took, row.How = d.took(w.Waited, w.Standard, false), d.answeredBy(w)
	}
	if w.StoppedWith != "" {
		row.With = ui.Link{Text: d.say("with these words"), URL: "#" + w.StoppedWith}
	}
	return row
}

// answeredBy says who ended a wait, and when.
func (d *talkDesk) answeredBy(w reply.Clock) string {
	return d.say("by {who}, {when}", "who", d.team.Name(w.StoppedBy), "when", d.moment(w.StoppedAt, nil).Text)
}

// waitsSince says for whom and since when a clock stands still.
func (d *talkDesk) waitsSince(p reply.Pause) string {
	from := d.moment(p.From, nil).Text
	if p.On == reply.OnThirdParty {
		return d.say("Waits on somebody else since {when}: {why}", "when", from, "why", p.Why)
	}
	return d.say("Waits on the client since {when}: {why}", "when", from, "why", p.Why)
}

// waitedFrom says when a clock stood still.
func (d *talkDesk) waitedFrom(p reply.Pause) string {
	from, until := d.moment(p.From, nil).Text, d.moment(p.Until, nil).Text
	if p.On == reply.OnThirdParty {
		return d.say("waited on somebody else from {from} to {until} ({why})", "from", from, "until", until, "why", p.Why)
	}
	return d.say("waited on the client from {from} to {until} ({why})", "from", from, "until", until, "why", p.Why)
}

// took says how long a wait was, beside its standard.
func (v *reader) took(waited, standard time.Duration, within bool) string {
	if within {
		return v.say("{took}, within {standard}", "took", worktime.InWords(waited), "standard", worktime.InWords(standard))
	}
	return v.say("{took}, over {standard}", "took", worktime.InWords(waited), "standard", worktime.InWords(standard))
}

// causeWords says why a client had to ask.
func causeWords(v *visit, c chase.Cause) string {
	switch c {
	case chase.NotTold:
		return v.say("They were not told that it moved")
	case chase.DatePassed:
		return v.say("What was promised did not come")
	case chase.NoNext:
		return v.say("Nobody said when they would hear")
	case chase.NotAnswered:
		return v.say("They had asked before")
	case chase.NotRead:
		return v.say("They were told and had not read it")
	case chase.Alarm:
		return v.say("They pressed “I am worried”")
	}
	return v.say("Something else")
}

func causeOptions(v *visit) []ui.Option {
	var out []ui.Option
	for _, c := range chase.Causes() {
		out = append(out, ui.Option{Value: string(c), Label: causeWords(v, c)})
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
