package web

import (
	"net/url"
	"strings"
	"time"

	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/notice"
	"kept/prompt"
	"kept/reply"
	"kept/worktime"
)

// here is where an act on a prompt leads back to.
type here struct {
	back string                  // a path of ours
	away map[member.ID]time.Time // who is away now, and until when
	list bool                    // one prompt of several
}

// hereAt prepares for acts on a page.
func hereAt(v *visit, back string) (here, error) {
	h := here{back: back, away: map[member.ID]time.Time{}}
	absences, err := v.o.People.Absences(v.r.Context(), v.who)
	for _, a := range absences {
		if a.Covers(v.now) && a.Until.After(h.away[a.MemberID]) {
			h.away[a.MemberID] = a.Until
		}
	}
	return h, err
}

// listedMembers is how many members are offered beside each of several
// prompts; where there are more, they are offered on the prompt's own page.
const listedMembers = 12

// promptActs is what settles a prompt where it stands.
func promptActs(v *visit, k office.Asked, h here) []page.Act {
	var acts []page.Act
	switch {
	case k.Rule == prompt.Absent && k.Absence != nil:
		acts = []page.Act{handOverAct(v, k, h)}
	case k.Notice != nil:
		acts = noticeActs(v, *k.Notice, h)
	case k.NoMail != nil:
		acts = []page.Act{
			{Label: v.say("I called them"), Icon: "call", Main: true, URL: page.CallsURL + "/new?direction=out&client=" + k.ClientID + "&contact=" + string(k.NoMail.ID)},
			{Label: v.say("They take mail again"), Post: "/contacts/" + string(k.NoMail.ID) + "/takes-mail", Hidden: []page.Pair{{Name: "back", Value: h.back}}},
		}
	case k.Arrival != nil:
		acts = []page.Act{
			{Label: v.say("Look at it"), Icon: "told", Main: true, URL: page.TriageURL + "/" + k.Arrival.ID},
			{Label: v.say("It is nothing"), Post: mailURL(*k.Arrival) + "/end", Hidden: []page.Pair{{Name: "back", Value: h.back}}},
		}
	case k.Mailbox != nil:
		acts = []page.Act{{Label: v.say("Mend it"), Icon: "told", Main: true, URL: page.WaysInURL + "/" + k.Mailbox.ID}}
	case k.Clock != nil && k.Clock.ConversationID != "":
		acts = clockActs(v, k, h)
	case k.Clock != nil:
		acts = []page.Act{{Label: v.say("I called back"), Icon: "call", Main: true, URL: page.CallsURL + "/new?direction=out&client=" + k.ClientID + "&contact=" + k.Clock.ContactID}}
	case k.HandOff != nil:
		acts = handOffPromptActs(v, k, h)
		if k.HandOff.Promise != nil {
			acts = append(acts, handOverAct(v, k, h))
		}
	case k.Update != nil:
		acts = []page.Act{{Label: v.say("Look at it"), Icon: "pen", Main: true, URL: page.UpdateURL(string(k.Update.ID))}}
	case k.Promise != nil:
		acts = promisePromptActs(v, k, h)
	case k.Issue != nil:
		acts = []page.Act{{Label: v.say("Tell them"), Icon: "told", Main: true, URL: page.IssueURL(string(k.Issue.ID)) + "#tell"}}
	case k.Rule == prompt.Untold && k.Project != nil:
		acts = []page.Act{
			{Label: v.say("Tell the plan"), Icon: "told", Main: true, URL: "/projects/" + string(k.Project.ID) + "/tell?back=" + url.QueryEscape(h.back)},
			{Label: v.say("See the plan"), Icon: "agenda", URL: planURL(k.Project.ID)},
		}
	default:
		acts = []page.Act{
			{Label: v.say("Write to them"), Icon: "told", Main: true, URL: tellURL(k, h)},
			{Label: v.say("Say when"), Icon: "agenda", URL: engagementURL(k) + sayNext},
			{Label: v.say("Log a call"), Icon: "call", URL: page.CallsURL + "/new?direction=out&client=" + k.ClientID},
		}
	}
	return append(acts, restActs(v, k, h)...)
}

// clockActs is what can be done about somebody who waits in a conversation.
func clockActs(v *visit, k office.Asked, h here) []page.Act {
	talk := page.Act{Label: v.say("See what they wrote"), Icon: "mail", URL: "/conversations/" + k.Clock.ConversationID}
	if k.Clock.Channel == reply.Call {
		back := with(page.CallsURL+"/new", nil, "direction", "out", "client", k.ClientID, "contact", k.Clock.ContactID, "conversation", k.Clock.ConversationID)
		return []page.Act{{Label: v.say("I called back"), Icon: "call", Main: true, URL: back}, talk, handOverAct(v, k, h)}
	}
	if k.Clock.Wait.Worried() {
		called := with(page.CallsURL+"/new", nil, "direction", "out", "client", k.ClientID, "contact", k.Clock.ContactID, "conversation", k.Clock.ConversationID)
		return []page.Act{{Label: v.say("I called them"), Icon: "call", Main: true, URL: called}, {Label: v.say("Answer"), Icon: "told", URL: answerURL(k.Clock.ConversationID, h.back)}, talk, handOverAct(v, k, h)}
	}
	return []page.Act{{Label: v.say("Answer"), Icon: "told", Main: true, URL: answerURL(k.Clock.ConversationID, h.back)}, talk, handOverAct(v, k, h)}
}

// restActs puts a prompt off or says that it is not needed.
func restActs(v *visit, k office.Asked, h here) []page.Act {
	var acts []page.Act
	if k.Urgent() {
		return nil // only an answer settles it
	}
	if a, ok := snoozeAct(v, k, h); ok {
		acts = append(acts, a)
	}
	return append(acts, dismissAct(v, k, h))
}

// sayNext leads to the form in which the next contact is set, and opens it.
const sayNext = "?open=next#hears-next"

func engagementURL(k office.Asked) string {
	if k.Project != nil {
		return "/projects/" + string(k.Project.ID)
	}
	return "/clients/" + k.ClientID
}

func tellURL(k office.Asked, h here) string {
	q := url.Values{"back": {h.back}}
	if k.Project != nil {
		q.Set("project", string(k.Project.ID))
	}
	return "/clients/" + k.ClientID + "/tell?" + q.Encode()
}

// promisePromptActs is what can be done about a promise.
func promisePromptActs(v *visit, k office.Asked, h here) []page.Act {
	base, back := "/promises/"+string(k.Promise.ID), "?back="+url.QueryEscape(h.back)
	hide := []page.Pair{{Name: "back", Value: h.back}}
	reset := page.Act{Label: v.say("Tell or reset"), Icon: "told", URL: base + "/resets/new" + back, Main: true}
	called := page.Act{Label: v.say("Log a call"), Icon: "call", URL: base + "/calls/new" + back}
	done := page.Act{Label: v.say("It is done"), Icon: "kept", Post: base + "/keeping", Once: newOnce(), Hidden: hide}
	hand := handOverAct(v, k, h)
	switch k.Rule {
	case prompt.Silence:
		reset.Label, reset.Icon, reset.Main = v.say("Move it"), "agenda", false
		return []page.Act{{Label: v.say("Write to them"), Icon: "told", URL: base + "/tellings/new" + back, Main: true}, called, reset, hand}
	case prompt.Unconfirmed:
		reset.Main = false
		return []page.Act{{Label: v.say("It stands"), Icon: "kept", Post: base + "/confirmations", Once: newOnce(), Hidden: hide, Main: true}, reset, called, hand}
	}
	return []page.Act{reset, done, called, hand}
}

// noticeActs is what can be done about a notice that did not arrive.
func noticeActs(v *visit, n notice.Notice, h here) []page.Act {
	base, hide := "/notices/"+string(n.ID), []page.Pair{{Name: "back", Value: h.back}}
	acts := []page.Act{{Label: v.say("I called them"), Icon: "call", URL: base + "/calls/new?back=" + url.QueryEscape(h.back), Main: true}}
	if st := n.State(); st == notice.Bounced || st == notice.Unsure {
		again := page.Act{Label: v.say("Send again"), Icon: "mail", Post: base + "/attempts", Once: newOnce(), Hidden: hide}
		made := page.Act{Label: v.say("They know already"), Form: &page.ActForm{
			Form: ui.Form{Action: base + "/settlement", Once: newOnce()}, ID: "settle-" + string(n.ID), Hidden: hide, Submit: v.say("They know"),
			Lead:   v.say("Nobody is asked about it any more. It proves nothing: a date that this told of counts as told only by a call that you log."),
			Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "how", ID: "how-" + string(n.ID), Label: v.say("How they know"), Required: true, MaxLength: 300, Placeholder: v.say("met him on the site")}}},
		}}
		acts = append(acts, again, made)
	}
	return acts
}

// handOverAct gives what a prompt is about to somebody else.
func handOverAct(v *visit, k office.Asked, h here) page.Act {
	id := string(k.ID)
	if h.list && len(v.team.All()) > listedMembers {
		return page.Act{Label: v.say("Hand over"), Icon: "hand", URL: "/prompts/" + id}
	}
	f := &page.ActForm{
		Form: ui.Form{Action: "/prompts/" + id + "/handovers", Once: newOnce()}, ID: "hand-" + id, Submit: v.say("Hand over"), Hidden: []page.Pair{{Name: "back", Value: h.back}},
		Fields: []page.Ask{{Kind: page.Pick, Field: ui.Field{Name: "to", ID: "to-" + id, Label: v.say("To"), Options: others(v, h, k.OwnerID)}}},
	}
	a := page.Act{Label: v.say("Hand over"), Icon: "hand", Form: f}
	if k.Rule == prompt.Absent {
		a.Label, a.Main, f.Submit, f.Lead = v.say("Hand over all of it"), true, v.say("Hand over all of it"), v.say("Everything that falls due in this time.")
	}
	return a
}

// others offers everybody who works here but one, and says who is away.
func others(v *visit, h here, but member.ID) []ui.Option {
	var out []ui.Option
	for _, m := range v.team.All() {
		if !m.Active() || m.ID == but {
			continue
		}
		o := ui.Option{Value: string(m.ID), Label: m.Name}
		if until, ok := h.away[m.ID]; ok {
			o.Label = v.say("{who} (away until {when})", "who", m.Name, "when", v.short(until))
		}
		out = append(out, o)
	}
	return out
}

func dismissAct(v *visit, k office.Asked, h here) page.Act {
	id := string(k.ID)
	return page.Act{Label: v.say("Not needed"), Form: &page.ActForm{
		Form: ui.Form{Action: "/prompts/" + id + "/dismissals", Once: newOnce()}, ID: "dismiss-" + id, Submit: v.say("Not needed"), Hidden: []page.Pair{{Name: "back", Value: h.back}},
		Fields: []page.Ask{{Kind: page.Line, Field: ui.Field{Name: "because", ID: "because-" + id, Label: v.say("Because"), Required: true, MaxLength: 300, Hint: v.say("It is kept, for whoever asks later.")}}},
	}}
}

// snoozeAct puts a prompt off, as long as it may be.
func snoozeAct(v *visit, k office.Asked, h here) (page.Act, bool) {
	options := snoozes(v, k.SnoozeBy)
	if len(options) == 0 || k.Snoozes >= prompt.MaxSnoozes {
		return page.Act{}, false
	}
	id := string(k.ID)
	return page.Act{Label: v.say("Snooze"), Icon: "snooze", Form: &page.ActForm{
		Form: ui.Form{Action: "/prompts/" + id + "/snoozes", Once: newOnce()}, ID: "snooze-" + id, Submit: v.say("Put off until then"), Hidden: []page.Pair{{Name: "back", Value: h.back}},
		Lead:   v.say("At the latest until {when}: then it passes to somebody else, or is too late.", "when", v.short(k.SnoozeBy)),
		Fields: []page.Ask{{Kind: page.PickChip, Field: ui.Field{Name: "until", ID: "until-" + id, Label: v.say("Until"), Required: true, Options: options}}},
	}}, true
}

// The moments that are offered for putting a prompt off, in plain time from now.
const (
	snoozeSoon = time.Hour
	snoozeLate = 3 * time.Hour
)

// snoozes offers moments inside the reader's hours, none later than by.
func snoozes(v *visit, by time.Time) []ui.Option {
	cal, now := v.cal, v.now
	if by.IsZero() || !by.After(now) {
		return nil
	}
	loc := cal.Location()
	var moments []time.Time
	for _, d := range []time.Duration{snoozeSoon, snoozeLate} {
		if t := now.Add(d).Round(15 * time.Minute); cal.IsOpen(t) {
			moments = append(moments, t)
		}
	}
	today := worktime.DayOf(now, loc)
	if day, ok := cal.NextBusinessDay(today); ok {
		if opens, ok := cal.Opens(day); ok {
			moments = append(moments, opens)
		}
	}
	var out []ui.Option
	for _, t := range append(moments, by) {
		last := t.Equal(by)
		if t.After(by) || (len(out) > 0 && out[len(out)-1].Value == t.UTC().Format(time.RFC3339)) {
			continue
		}
		o := ui.Option{Value: t.UTC().Format(time.RFC3339), Label: snoozeLabel(v, t.In(loc))}
		if last {
			// To the millisecond: a moment later it would be refused.
			o.Value, o.Hint = t.UTC().Format(time.RFC3339Nano), v.say("the latest")
		}
		out = append(out, o)
	}
	return out
}

// snoozeLabel is "today 16:00" or "Mon 09:00".
func snoozeLabel(v *visit, t time.Time) string {
	if worktime.DayOf(t, t.Location()) == worktime.DayOf(v.now, t.Location()) {
		return v.say("today {time}", "time", v.voice().Clock(t))
	}
	return v.short(t)
}

// backTo is where a form leads when it was done: where it came from, if that
// is a page of ours.
func backTo(v *visit, fallback string) string {
	for _, to := range []string{v.r.PostForm.Get("back"), v.r.URL.Query().Get("back")} {
		if to != "" && ours(to) && len(to) < 200 && !strings.Contains(to, "#") {
			return to
		}
	}
	return fallback
}
