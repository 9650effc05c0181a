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
		p.Shown, p.Mark = d.Shown, "Fixed when it was asked. Its mark is "+d.ShownHash()+"."
	}
	p.Row.Need.Why = d.whyNeeded()
	p.Desk.Crumbs = []ui.Link{{Text: "Waiting for others", URL: page.HandOffsURL}, p.For}
	h, err := hereAt(d.visit, d.here)
	if err != nil {
		return p, err
	}
	if k := d.Asked; k != nil && k.Dismissed == "" {
		asks := d.prompt(*k)
		asks.About, asks.Client = ui.Link{}, ui.Client{Colour: d.Client.Colour}
		own := slices.DeleteFunc(handOffPromptActs(*k, h), func(a page.Act) bool { return a.URL == d.here })
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
		return []string{"set by hand"}
	}
	work := worktime.InWords(d.Work) + " of " + d.OwnerName + "’s own work come after it"
	if d.Step == nil && d.Promise == nil {
		return nil
	}
	if d.Promise == nil {
		return []string{"the step is to begin " + d.moment(d.Before, nil).Text, work}
	}
	return []string{d.Contact.Name + " is to be told by " + d.moment(d.Before, nil).Text, work}
}

// effect says what waiting does to the dates.
func (d *handOffDesk) effect() string {
	switch {
	case d.Over:
		return ""
	case d.Step == nil && d.Promise == nil:
		return ""
	case d.Promise == nil:
		return "Every day after " + d.moment(d.Before, nil).Text + " moves what follows on the step."
	}
	return "If it is not there in time, “" + d.Promise.Words + "” moves from " + office.SayWhen(d.Promise.Date().When, d.Calendar) + " to " + office.SayWhen(d.NewDate, d.Calendar) + " or later, and " + d.Contact.Name + " is to be told by " + d.moment(d.TellBy, d.Calendar).Text + "."
}

func (d *handOffDesk) facts() []page.Fact {
	out := []page.Fact{{Name: "Asked", Value: d.PartyName}, {Name: "By mail to", Value: d.Email}, {Name: "On", When: d.moment(d.AskedAt, nil)}, {Name: "Told of the answer", Value: d.OwnerName}}
	said := strconv.Itoa(d.Reminders) + " of " + strconv.Itoa(d.Most)
	if d.Skipped > 0 {
		said += ", " + strconv.Itoa(d.Skipped) + " of them left out"
	}
	if !d.RemindAt.IsZero() {
		out = append(out, page.Fact{Name: "Reminders", Value: said + ", the next", When: d.moment(d.RemindAt, d.PartyHours)})
	} else {
		out = append(out, page.Fact{Name: "Reminders", Value: said})
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
	answer := ui.Field{Name: "answer", ID: "hand-off-answer", Label: "What they say", Required: true}
	for _, s := range handoff.Answers() {
		answer.Options = append(answer.Options, ui.Option{Value: string(s), Label: office.AnswerLabel(s)})
	}
	answered := form("answers", "They answered", "Write it down", page.Ask{Kind: page.PickOne, Field: answer},
		page.Ask{Kind: page.Line, Field: ui.Field{Name: "day", ID: "hand-off-day", Label: "Which day", Hint: "Only with another day.", Type: "date", Optional: true}},
		page.Ask{Kind: page.Line, Field: ui.Field{Name: "said", ID: "hand-off-said", Label: "In their words", Optional: true, MaxLength: handoff.MaxSaid}})
	if d.Kind != handoff.Work {
		answered = form("replies", "They told me", "Write it down", d.replyAsks()...)
	}
	answered.Icon, answered.Main = "hand", !asked
	acts := []page.Act{answered}
	if again {
		answered.Main = false
		return []page.Act{answered}
	}
	switch {
	case d.Unreached() && d.Party.Side == plan.Third:
		again := form("reminders", "Ask again", "Ask again", page.Ask{Kind: page.Line, Field: ui.Field{Name: "email", ID: "hand-off-email", Label: "E-mail", Type: "email", Value: d.Email, Required: true, Autocomplete: "off"}})
		again.Icon = "mail"
		acts = append(acts, again)
	case d.Unreached():
		acts = append(acts, page.Act{Label: "Ask again", Icon: "mail", Post: d.here + "/reminders", Version: version, Once: newOnce()})
	case d.State == handoff.Asked && d.Reminders < d.Most:
		acts = append(acts, page.Act{Label: "Remind now", Icon: "mail", Post: d.here + "/reminders", Version: version, Once: newOnce()})
	}
	when := form("moments", "Needed by", "Set it", page.Ask{Kind: page.Line, Field: ui.Field{Name: "need_by", ID: "hand-off-need", Label: "Day and time", Required: true, Placeholder: "Thu 10:00, tomorrow noon", Autocomplete: "off", MaxLength: 80}})
	when.Icon = "agenda"
	gone := form("withdrawal", "Not needed any more", "Not needed any more", page.Ask{Kind: page.Line, Field: ui.Field{Name: "because", ID: "hand-off-because", Label: "Because", Optional: true, MaxLength: handoff.MaxSaid}})
	return append(acts, when, gone)
}

// handOffActs are the sentences of a hand-off's journal.
var handOffActs = map[string]struct{ icon, text string }{
	"hand-off asked": {"mail", "asked for it by mail"}, "hand-off reminded": {"mail", "reminded"}, "hand-off reminder skipped": {"released", "left a reminder out, as somebody wanted"}, "hand-off accepted": {"kept", "agreed"}, "hand-off declined": {"warning", "declined"},
	"hand-off another date": {"agenda", "offered another day"}, "hand-off stuck": {"warning", "is stuck"}, "hand-off done": {"kept", "said that it is done"},
	"message skipped": {"released", "wants a coming reminder left out"}, "message sent after all": {"told", "wants a coming reminder sent after all"}, "message worded": {"pen", "gave a coming reminder words of its own"}, "message tested": {"mail", "had a coming reminder sent to themselves as a test"},
	"question answered": {"kept", "answered"}, "approved": {"kept", "approved it"}, "not approved": {"warning", "did not approve it"},
	"hand-off withdrawn": {"released", "said that it is not needed any more"}, "hand-off bounced": {"warning", "saw the mail come back"}, "hand-off needed anew": {"agenda", "moved the moment by which it is needed"},
}

// story is what happened to the hand-off, the newest first.
func (d *handOffDesk) story() []page.Happening {
	var out []page.Happening
	for _, l := range d.Journal {
		h := page.Happening{When: d.moment(l.At, nil), Who: d.actor(l.Actor)}
		h.When.Text = dated(d.visit, l.At)
		var after handoff.HandOff
		_ = json.Unmarshal([]byte(l.After), &after) // a line without one leaves it empty
		say, ok := handOffActs[l.Act]
		switch {
		case ok:
			h.Icon, h.Text = say.icon, say.text
			if isAnswer(l.Act) && h.Who != d.PartyName {
				h.Text = "wrote down that " + d.PartyName + " " + h.Text
			}
		case l.Act == "prompted":
			h.Icon, h.Who, h.Text = "told", "Kept", d.askedWhom(l)
		case l.Act == "settled":
			h.Icon, h.Who, h.Text = "kept", "Kept", "saw that nothing is to be asked any more"
		default:
			h.Icon, h.Text = "pen", l.Act
		}
		switch l.Act {
		case "hand-off needed anew":
			h.Text += ": " + d.moment(after.NeedBy, nil).Text
		case "hand-off another date":
			h.Text += ": " + office.SayDay(after.Offered)
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
		return "asked " + d.team.Name(after.Holder) + " to act"
	}
	return "asked somebody to act"
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
	}, "Written down.")
}

// withdrawHandOff says that something is not needed any more.
func withdrawHandOff(v *visit) error {
	return changeHandOff(v, "because", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		return v.o.HandOffs.Withdraw(ctx, v.who, id, version, oneLine(v.r.PostForm.Get("because")))
	}, "Not needed any more. Nobody is reminded.")
}

// remindOfHandOff reminds somebody now, at another address where one is given.
func remindOfHandOff(v *visit) error {
	return changeHandOff(v, "email", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		return v.o.HandOffs.Remind(ctx, v.who, id, version, strings.TrimSpace(v.r.PostForm.Get("email")))
	}, "Sent by mail.")
}

// needHandOff sets by hand when something is needed.
func needHandOff(v *visit) error {
	return changeHandOff(v, "need_by", func(ctx context.Context, id handoff.ID, version int) (handoff.HandOff, error) {
		when, err := typedDate(strings.TrimSpace(v.r.PostForm.Get("need_by")), v.cal, v.now)
		if err != nil {
			return handoff.HandOff{}, onField(err, "need_by")
		}
		return v.o.HandOffs.Need(ctx, v.who, id, version, when.Due(v.cal))
	}, "Set.")
}

// handOffPromptActs is what can be done about somebody who has not answered.
func handOffPromptActs(k office.Asked, h here) []page.Act {
	d, back := k.HandOff, url.QueryEscape(h.back)
	at := "/hand-offs/" + string(d.ID)
	see := page.Act{Label: "See it", Icon: "hand", URL: at}
	there := page.Act{Label: "It is there", Icon: "kept", Post: at + "/answers", Once: newOnce(), Hidden: []page.Pair{{Name: "answer", Value: string(handoff.Done)}, {Name: "back", Value: h.back}}}
	if d.Kind != handoff.Work {
		see.Main = true
		return []page.Act{see}
	}
	if d.Promise == nil || d.Unreached() {
		see.Main = true
		return []page.Act{see, there}
	}
	base := "/promises/" + d.PromiseID
	tell := page.Act{Label: "Tell " + d.Contact.Name, Icon: "told", Main: true, URL: base + "/resets/new?hand_off=" + string(d.ID) + "&back=" + back}
	if k.Rule == prompt.ClientsTurn {
		tell.Main, tell.Label = false, "Move the date"
		return []page.Act{{Label: "Call " + d.PartyName, Icon: "call", Main: true, URL: base + "/calls/new?back=" + back}, tell, there, see}
	}
	return []page.Act{tell, there, see}
}

// promiseNeeds is the part of a promise's page about what it needs from others.
func (d *promiseDesk) needs() (page.Needs, error) {
	n := page.Needs{None: "Nothing. If it waits for a colleague, the client or somebody else, ask them here: they are reminded, and you are asked in time to tell the client."}
	if d.Promise.State == promise.Open {
		n.New = d.here + "/hand-offs/new"
	}
	var err error
	n.Rows, err = needsOf(d.visit, office.HandOffFilter{Promise: d.Promise.ID}, false)
	return n, err
}

// stepNeeds is the same of a step's page.
func stepNeeds(v *visit, s plan.Step) (*page.Needs, error) {
	n := &page.Needs{None: "Nothing. What this step needs from somebody else is asked for here."}
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
	n := page.Needs{None: "Nobody is waited for.", All: page.HandOffsURL + "?project=" + string(of)}
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
