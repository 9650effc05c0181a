package web

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/worktime"
)

// handOffDesk is one hand-off with what its page needs.
type handOffDesk struct {
	*visit
	office.HandOffView
	here string
}

func openHandOff(v *visit) (*handOffDesk, error) {
	d := &handOffDesk{visit: v}
	var err error
	d.HandOffView, err = v.o.HandOffs.View(v.r.Context(), v.who, handoff.ID(v.r.PathValue("handoff")))
	d.here = "/hand-offs/" + string(d.ID)
	return d, err
}

// handOffPage shows a hand-off with its history.
func handOffPage(v *visit) error {
	d, err := openHandOff(v)
	if err != nil {
		return err
	}
	p, err := d.build()
	if err != nil {
		return err
	}
	return v.show(p)
}

func (d *handOffDesk) build() (page.HandOffPage, error) {
	p := page.HandOffPage{
		Desk: d.frame(d.Words, page.InHandOffs), Client: uiClient(d.ClientID, d.Client.Name, d.Client.Colour, d.Client.LogoID), Row: handOffRow(d.visit, d.HandOffView.HandOffRow, false),
		For: d.waitsLink(), Why: d.Why, Facts: d.facts(), Journal: d.story(), Effect: d.effect(),
	}
	if d.State != handoff.Asked {
		p.Said = d.Said
	}
	if p.Answers = d.answers(); d.Shown != "" {
		p.Shown, p.Mark = d.Shown, d.say("Fixed when it was asked. Its mark is {mark}.", "mark", d.ShownHash())
	}
	p.Row.Need.Why = d.whyNeeded()
	p.Desk.Crumbs = []ui.Link{{Text: d.say("Waiting for others"), URL: page.HandOffsURL}, p.For}
	h, err := hereAt(d.visit, d.here)
	if err != nil {
		return p, err
	}
	if k := d.Asked; k != nil && k.Dismissed == "" {
		asks := d.prompt(*k)
		asks.About, asks.Client = ui.Link{}, ui.Client{Colour: d.Client.Colour}
		own := slices.DeleteFunc(handOffPromptActs(d.visit, *k, h), func(a page.Act) bool { return a.URL == d.here })
		asks.Acts = slices.Concat(own, restActs(d.visit, *k, h))
		p.Asks = &asks
	}
	p.Acts = d.acts(p.Asks != nil)
	return p, nil
}

// waitsLink leads to what waits.
func (d *handOffDesk) waitsLink() ui.Link {
	switch {
	case d.Promise != nil:
		return ui.Link{Text: d.Promise.Words, URL: "/promises/" + d.PromiseID}
	case d.Step != nil:
		return ui.Link{Text: d.Step.Name, URL: "/steps/" + d.StepID}
	}
	return ui.Link{Text: d.For, URL: "/projects/" + d.ProjectID}
}

// whyNeeded says how the moment was found by which it is needed.
func (d *handOffDesk) whyNeeded() []string {
	if d.Over {
		return nil
	}
	if d.ByHand {
		return []string{d.say("set by hand")}
	}
	work := d.say("{work} of {who}’s own work come after it", "work", workSaid(d.voice(), d.Work), "who", d.OwnerName)
	if d.Step == nil && d.Promise == nil {
		return nil
	}
	if d.Promise == nil {
		return []string{d.say("the step is to begin {at}", "at", d.short(d.Before)), work}
	}
	return []string{d.say("{who} is to be told by {at}", "who", d.Contact.Name, "at", d.short(d.Before)), work}
}

// effect says what waiting does to the dates.
func (d *handOffDesk) effect() string {
	switch {
	case d.Over:
		return ""
	case d.Step == nil && d.Promise == nil:
		return ""
	case d.Promise == nil:
		return d.say("Every day after {when} moves what follows on the step.", "when", d.short(d.Before))
	}
	return d.say("If it is not there in time, “{words}” moves from {old} to {new} or later, and {who} is to be told by {when}.", "words", d.Promise.Words, "who", d.Contact.Name, "when", d.short(d.TellBy),
		"old", sayWhen(d.voice(), d.Promise.Date().When, d.Calendar), "new", sayWhen(d.voice(), d.NewDate, d.Calendar))
}

func (d *handOffDesk) facts() []page.Fact {
	out := []page.Fact{{Name: d.say("Asked"), Value: d.PartyName}, {Name: d.say("By mail to"), Value: d.Email}, {Name: d.say("Asked on"), When: d.moment(d.AskedAt, nil)}, {Name: d.say("Told of the answer"), Value: d.OwnerName}}
	n, most := strconv.Itoa(d.Reminders), strconv.Itoa(d.Most)
	if d.Skipped > 0 {
		most = d.say("{most}, {skipped} of them left out", "most", most, "skipped", strconv.Itoa(d.Skipped))
	}
	if !d.RemindAt.IsZero() {
		out = append(out, page.Fact{Name: d.say("Reminders"), Value: d.say("{n} of {most}, the next", "n", n, "most", most), When: d.moment(d.RemindAt, d.PartyHours)})
	} else {
		out = append(out, page.Fact{Name: d.say("Reminders"), Value: d.say("{n} of {most}", "n", n, "most", most)})
	}
	if !d.Over && !d.ToldBy.Equal(d.NeedBy) {
		out = append(out, page.Fact{Name: d.say("Needed by, as they know"), Value: d.say("another moment is told with the next reminder"), When: d.moment(d.ToldBy, d.PartyHours)})
	}
	return out
}

// acts is what can be done with the hand-off. asked: the prompt above offers to
// tell the client.
func (d *handOffDesk) acts(asked bool) []page.Act {
	mine := d.OwnerID == d.who.Member || d.Party.ID == string(d.who.Member) || mayDo(d.visit, member.ChangePromise)
	again := d.Kind != handoff.Work && d.State == handoff.Done // they may think otherwise
	if d.Over && !again || !mine {
		return nil
	}
	version := strconv.Itoa(d.Version)
	form := func(id, label, submit string, fields ...page.Ask) page.Act {
		return page.Act{Label: label, Form: &page.ActForm{Form: ui.Form{Action: d.here + "/" + id, Once: newOnce(), Version: version}, ID: id, Submit: submit, Fields: fields}}
	}
	answer := ui.Field{Name: "answer", ID: "hand-off-answer", Label: d.say("What they say"), Required: true}
	for _, s := range handoff.Answers() {
		answer.Options = append(answer.Options, ui.Option{Value: string(s), Label: d.say(office.AnswerLabel(s))})
	}
	answered := form("answers", d.say("They answered"), d.say("Write it down"), page.Ask{Kind: page.PickOne, Field: answer},
		page.Ask{Kind: page.Line, Field: ui.Field{Name: "day", ID: "hand-off-day", Label: d.say("Which day"), Hint: d.say("Only with another day."), Type: "date", Optional: true}},
		page.Ask{Kind: page.Line, Field: ui.Field{Name: "said", ID: "hand-off-said", Label: d.say("In their words"), Optional: true, MaxLength: handoff.MaxSaid}})
	if d.Kind != handoff.Work {
		answered = form("replies", d.say("They told me"), d.say("Write it down"), d.replyAsks()...)
	}
	answered.Icon, answered.Main = "hand", !asked
	acts := []page.Act{answered}
	if again {
		answered.Main = false
		return []page.Act{answered}
	}
	switch {
	case d.Unreached() && d.Party.Side == plan.Third:
		again := form("reminders", d.say("Ask again"), d.say("Ask again"), page.Ask{Kind: page.Line, Field: ui.Field{Name: "email", ID: "hand-off-email", Label: d.say("E-mail"), Type: "email", Value: d.Email, Required: true, Autocomplete: "off"}})
		again.Icon = "mail"
		acts = append(acts, again)
	case d.Unreached():
		acts = append(acts, page.Act{Label: d.say("Ask again"), Icon: "mail", Post: d.here + "/reminders", Version: version, Once: newOnce()})
	case d.State == handoff.Asked && d.Reminders < d.Most:
		acts = append(acts, page.Act{Label: d.say("Remind now"), Icon: "mail", Post: d.here + "/reminders", Version: version, Once: newOnce()})
	}
	when := form("moments", d.say("Needed by"), d.say("Set it"), page.Ask{Kind: page.Line, Field: ui.Field{Name: "need_by", ID: "hand-off-need", Label: d.say("Day and time"), Required: true, Placeholder: d.say("Thu 10:00, tomorrow noon"), Autocomplete: "off", MaxLength: 80}})
	when.Icon, when.Form.Lead = "agenda", d.say("Whoever was asked is written to at once, with the moment that they knew.")
	gone := form("withdrawal", d.say("Not needed any more"), d.say("Not needed any more"), page.Ask{Kind: page.Line, Field: ui.Field{Name: "because", ID: "hand-off-because", Label: d.say("Because"), Optional: true, MaxLength: handoff.MaxSaid}})
	return append(acts, when, gone)
}

// handOffAct is an act on a hand-off in words, to stand after the name of who did
// it, and its sign; "" = it has none.
func handOffAct(v tongue.Voice, act, when string) (icon, text string) {
	switch act {
	case "hand-off asked":
		return "mail", v.Say("asked for it by mail")
	case "hand-off reminded":
		return "mail", v.Say("reminded")
	case "hand-off reminder skipped":
		return "released", v.Say("left a reminder out, as somebody wanted")
	case "message skipped":
		return "released", v.Say("wants a coming reminder left out")
	case "message sent after all":
		return "told", v.Say("wants a coming reminder sent after all")
	case "message worded":
		return "pen", v.Say("gave a coming reminder words of its own")
	case "message tested":
		return "mail", v.Say("had a coming reminder sent to themselves as a test")
	case "hand-off accepted":
		return "kept", v.Say("agreed to it")
	case "hand-off declined":
		return "warning", v.Say("declined it")
	case "hand-off another date":
		return "agenda", v.Say("offered another day: {when}", "when", when)
	case "hand-off stuck":
		return "warning", v.Say("is stuck")
	case "hand-off done":
		return "kept", v.Say("said that it is done")
	case "question answered":
		return "kept", v.Say("gave an answer")
	case "approved":
		return "kept", v.Say("approved it")
	case "not approved":
		return "warning", v.Say("did not approve it")
	case "hand-off withdrawn":
		return "released", v.Say("said that it is not needed any more")
	case "hand-off bounced":
		return "warning", v.Say("saw the mail come back")
	case "hand-off needed anew":
		return "agenda", v.Say("moved the moment by which it is needed: {when}", "when", when)
	}
	return "", ""
}

// wroteDown is an answer that somebody of us wrote down for who gave it.
func wroteDown(v tongue.Voice, act, who, when string) string {
	switch act {
	case "hand-off accepted":
		return v.Say("wrote down that {who} agreed", "who", who)
	case "hand-off declined":
		return v.Say("wrote down that {who} declined", "who", who)
	case "hand-off another date":
		return v.Say("wrote down that {who} offered another day: {when}", "who", who, "when", when)
	case "hand-off stuck":
		return v.Say("wrote down that {who} is stuck", "who", who)
	}
	return v.Say("wrote down that {who} said that it is done", "who", who)
}

// story is what happened to the hand-off, the newest first.
func (d *handOffDesk) story() []page.Happening {
	var out []page.Happening
	for _, l := range d.Journal {
		h := page.Happening{When: d.moment(l.At, nil), Who: d.actor(l.Actor)}
		h.When.Text = dated(d.visit, l.At)
		var after handoff.HandOff
		_ = json.Unmarshal([]byte(l.After), &after) // a line without one leaves it empty
		when := d.moment(after.NeedBy, nil).Text
		if l.Act == "hand-off another date" {
			when = d.voice().FullDay(dayTime(after.Offered))
		}
		h.Icon, h.Text = handOffAct(d.voice(), l.Act, when)
		switch {
		case h.Text != "":
			if isAnswer(l.Act) && h.Who != d.PartyName {
				h.Text = wroteDown(d.voice(), l.Act, d.PartyName, when)
			}
		case l.Act == "prompted":
			h.Icon, h.Who, h.Text = "told", "Kept", d.askedWhom(l)
		case l.Act == "settled":
			h.Icon, h.Who, h.Text = "kept", "Kept", d.say("saw that nothing is to be asked any more")
		default:
			h.Icon, h.Text = "pen", l.Act
		}
		if isAnswer(l.Act) || l.Act == "hand-off withdrawn" {
			h.Words = after.Said
		}
		out = append(out, h)
	}
	return out
}

// isAnswer tells whether a line of the journal is an answer of whoever was asked.
func isAnswer(act string) bool {
	state, ok := strings.CutPrefix(act, "hand-off ")
	return ok && slices.Contains(handoff.Answers(), handoff.State(state))
}

func (d *handOffDesk) askedWhom(l store.Line) string {
	var after struct{ Holder member.ID }
	if json.Unmarshal([]byte(l.After), &after) == nil && after.Holder != "" {
		return d.say("asked {who} to act", "who", d.team.Name(after.Holder))
	}
	return d.say("asked somebody to act")
}

func (d *handOffDesk) actor(a string) string {
	if id, ok := strings.CutPrefix(a, "member:"); ok {
		return d.team.Name(member.ID(id))
	}
	if strings.HasPrefix(a, "contact:") || a == "third party" {
		return d.PartyName
	}
	return "Kept"
}

// changeHandOff does one act on a hand-off and goes back to where it was asked
// for. One that is refused is shown on the hand-off's page, with its word.
func changeHandOff(v *visit, field string, act func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error), said string) error {
	if err := parseForm(v, field); err != nil {
		return err
	}
	id, version := handoff.ID(v.r.PathValue("handoff")), 0
	if v.r.PostForm.Get("version") != "" {
		version = versionOf(v)
	}
	to, err := once(v, func(ctx context.Context) (string, error) {
		_, err := act(ctx, id, version)
		return backTo(v, "/hand-offs/"+string(id)), err
	})
	if err == nil {
		v.leave(said)
		return v.go303(to)
	}
	d, wrong := openHandOff(v)
	if wrong != nil {
		return wrong
	}
	shown, wrong := d.build()
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, shown.Acts, func(f *page.Flash) page.Page { shown.Desk.Flash = f; return shown })
}

// answerHandOff writes down what somebody said, who did not press a link.
func answerHandOff(v *visit) error {
	return changeHandOff(v, "said", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		in := handoff.Answer{State: handoff.State(v.r.PostForm.Get("answer")), Said: oneLine(v.r.PostForm.Get("said"))}
		if day := v.r.PostForm.Get("day"); day != "" && in.State == handoff.AnotherDate {
			var err error
			if in.Day, err = worktime.ParseDay(day); err != nil {
				return handoff.HandOff{}, onField(err, "day")
			}
		}
		return v.o.HandOffs.Answer(ctx, v.who, id, version, in)
	}, v.say("Written down."))
}

// withdrawHandOff says that something is not needed any more.
func withdrawHandOff(v *visit) error {
	return changeHandOff(v, "because", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		return v.o.HandOffs.Withdraw(ctx, v.who, id, version, oneLine(v.r.PostForm.Get("because")))
	}, v.say("Not needed any more. Nobody is reminded."))
}

// remindOfHandOff reminds somebody now, at another address where one is given.
func remindOfHandOff(v *visit) error {
	return changeHandOff(v, "email", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		return v.o.HandOffs.Remind(ctx, v.who, id, version, strings.TrimSpace(v.r.PostForm.Get("email")))
	}, v.say("Sent by mail."))
}

// needHandOff sets by hand when something is needed.
func needHandOff(v *visit) error {
	return changeHandOff(v, "need_by", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		when, err := typedDate(strings.TrimSpace(v.r.PostForm.Get("need_by")), v.cal, v.now)
		if err != nil {
			return handoff.HandOff{}, onField(err, "need_by")
		}
		return v.o.HandOffs.Need(ctx, v.who, id, version, when.Due(v.cal))
	}, v.say("Set."))
}

// handOffPromptActs is what can be done about somebody who has not answered.
func handOffPromptActs(v *visit, k office.Asked, h here) []page.Act {
	d, back := k.HandOff, url.QueryEscape(h.back)
	at := "/hand-offs/" + string(d.ID)
	see := page.Act{Label: v.say("See it"), Icon: "hand", URL: at}
	there := page.Act{Label: v.say("It is there"), Icon: "kept", Post: at + "/answers", Once: newOnce(), Hidden: []page.Pair{{Name: "answer", Value: string(handoff.Done)}, {Name: "back", Value: h.back}}}
	if d.Kind != handoff.Work {
		see.Main = true
		return []page.Act{see}
	}
	if d.Promise == nil || d.Unreached() {
		see.Main = true
		return []page.Act{see, there}
	}
	base := "/promises/" + d.PromiseID
	tell := page.Act{Label: v.say("Tell {who}", "who", d.Contact.Name), Icon: "told", Main: true, URL: base + "/resets/new?hand_off=" + string(d.ID) + "&back=" + back}
	if k.Rule == prompt.ClientsTurn {
		tell.Main, tell.Label = false, v.say("Move the date")
		return []page.Act{{Label: v.say("Call {who}", "who", d.PartyName), Icon: "call", Main: true, URL: base + "/calls/new?back=" + back}, tell, there, see}
	}
	return []page.Act{tell, there, see}
}

// promiseNeeds is the part of a promise's page about what it needs from others.
func (d *promiseDesk) needs() (page.Needs, error) {
	n := page.Needs{None: d.say("Nothing. If it waits for a colleague, the client or somebody else, ask them here: they are reminded, and you are asked in time to tell the client.")}
	if d.Promise.State == promise.Open {
		n.New = d.here + "/hand-offs/new"
	}
	var err error
	n.Rows, err = needsOf(d.visit, office.HandOffFilter{Promise: d.Promise.ID}, false)
	return n, err
}

// stepNeeds is the same of a step's page.
func stepNeeds(v *visit, s plan.Step) (*page.Needs, error) {
	n := &page.Needs{None: v.say("Nothing. What this step needs from somebody else is asked for here.")}
	if !s.Done() {
		n.New = "/steps/" + string(s.ID) + "/hand-offs/new"
	}
	var err error
	n.Rows, err = needsOf(v, office.HandOffFilter{Step: s.ID}, false)
	return n, err
}

// preset fills a composer from the hand-off for which it was opened: the date that
// can be kept, the reason, and what stands.
func (c *composing) preset() error {
	id := c.r.URL.Query().Get("hand_off")
	if id == "" || c.promise == nil || c.way.mode != page.Resetting {
		return nil
	}
	v, err := c.o.HandOffs.View(c.r.Context(), c.who, handoff.ID(id))
	if fault.KindOf(err) == fault.NotFound || err == nil && v.PromiseID != string(c.promise.Promise.ID) {
		return nil
	}
	c.handOff = &v
	return err
}

// presetForm is the form as it opens for a hand-off.
func (c *composing) presetForm(form url.Values) {
	v := c.handOff
	if v == nil {
		return
	}
	when := v.NewDate
	day := when.Day
	if day.IsZero() {
		there := when.At.In(c.Calendar.Location())
		day = worktime.DayOf(when.At, c.Calendar.Location())
		form.Set("due_time", there.Format("15:04"))
	}
	form.Set("due_day", day.String())
	form.Set("reason", v.Reason())
	form.Set("message", v.Message())
	form.Set("next_choice", withDate)
}

// clientNeeds are the open hand-offs of a client, or of a project of his.
func (d *clientDesk) clientNeeds(of client.ProjectID) (page.Needs, error) {
	f := office.HandOffFilter{Project: of}
	n := page.Needs{None: d.say("Nobody is waited for."), All: page.HandOffsURL + "?project=" + string(of)}
	if of == "" {
		f, n.All = office.HandOffFilter{Client: d.Client.ID}, page.HandOffsURL+"?client="+string(d.Client.ID)
	}
	rows, err := needsOf(d.visit, f, of == "")
	n.Rows = stillWaiting(rows)
	if len(rows) == 0 {
		n.All = ""
	}
	return n, err
}
