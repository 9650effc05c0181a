package web

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/news"
	"kept/workspace"
	"kept/worktime"
)

// sayCadence says a cadence: "Every second Friday, 15:00, in their time".
func sayCadence(v *visit, c news.Cadence) string {
	var out []string
	day, at := v.voice().Weekday(c.Weekday), c.At.String()
	switch c.Every {
	case news.Weekly:
		out = append(out, v.say("Every {day}, {time} in their time; sooner while a date is in doubt.", "day", day, "time", at))
	case news.TwoWeeks:
		out = append(out, v.say("Every second {day}, {time} in their time; sooner while a date is in doubt.", "day", day, "time", at))
	case news.Monthly:
		out = append(out, v.say("Every fourth {day}, {time} in their time; sooner while a date is in doubt.", "day", day, "time", at))
	}
	if c.Relax {
		out = append(out, v.say("While nothing moves, one is left out."))
	}
	if c.After > 0 {
		out = append(out, v.count(c.After, "Within 1 working day after a step is done.", "Within {n} working days after a step is done."))
	}
	return strings.Join(out, " ")
}

// cadenceFields asks for a cadence, of a project or of a client.
func cadenceFields(v *visit, c news.Cadence, of string) []page.Ask {
	every := ui.Field{Name: "every", ID: "cadence-every", Label: v.say("Updates")}
	choices := []struct {
		every news.Every
		label string
	}{{news.Never, v.say("in no cadence")}, {news.Weekly, v.say("every week")}, {news.TwoWeeks, v.say("every second week")}, {news.Monthly, v.say("every fourth week")}}
	if of == "project" {
		choices[0].label = v.say("as usual for this client")
		choices = append(choices, struct {
			every news.Every
			label string
		}{news.None, v.say("in no cadence")})
	}
	for _, e := range choices {
		every.Options = append(every.Options, ui.Option{Value: string(e.every), Label: e.label, Selected: c.Every == e.every})
	}
	rhythm := c.Every != news.Never && c.Every != news.None
	day := ui.Field{Name: "weekday", ID: "cadence-weekday", Label: v.say("On")}
	for i := range 7 {
		d := time.Weekday((i + 1) % 7)
		day.Options = append(day.Options, ui.Option{Value: strconv.Itoa(int(d)), Label: v.voice().Weekday(d), Selected: d == c.Weekday && rhythm || !rhythm && d == time.Friday})
	}
	at := c.At
	if !rhythm {
		at = 15 * 60
	}
	after := ""
	if c.After > 0 {
		after = strconv.Itoa(c.After)
	}
	return []page.Ask{
		{Kind: page.PickOne, Field: every}, {Kind: page.PickChip, Field: day},
		{Kind: page.Line, Row: "cadence", Field: ui.Field{Name: "at", ID: "cadence-at", Label: v.say("At"), Hint: v.say("In the client’s time."), Type: "time", Value: at.String(), Required: true}},
		{Kind: page.Line, Row: "cadence", Field: ui.Field{Name: "after", ID: "cadence-after", Label: v.say("After a step is done, within"), Hint: v.say("Of their working days. Empty: no sooner than ever."), InputMode: "numeric", MaxLength: 2, Value: after, Autocomplete: "off"}},
		{Kind: page.Flip, Field: ui.Field{Name: "relax", ID: "cadence-relax", Label: v.say("Leave one out while all is calm"), Hint: v.say("Nothing moved, and nothing is to come within two intervals. Never past a day that they were told."), Type: "checkbox", Checked: c.Relax}},
	}
}

func cadenceForm(v *visit, action string, c news.Cadence, of string) *page.ActForm {
	return &page.ActForm{Form: ui.Form{Action: action, Once: newOnce()}, ID: "cadence", Submit: v.say("Set it"), Lead: v.say("The next contact follows it: each update says when the next one comes."), Fields: cadenceFields(v, c, of)}
}

// rulesForm asks what holds for the updates of a client.
func rulesForm(v *visit, action string, r news.Rules, second workspace.Second) *page.ActForm {
	f := cadenceForm(v, action, r.Cadence, "client")
	f.Lead = v.say("For all projects of this client that have no cadence of their own.")
	if second == workspace.SecondChosen {
		f.Fields = append(f.Fields, page.Ask{Kind: page.Flip, Field: ui.Field{Name: "second", ID: "cadence-second", Label: v.say("A second person approves their updates"), Type: "checkbox", Checked: r.Second}})
	}
	return f
}

func readCadence(form url.Values) (news.Cadence, error) {
	c := news.Cadence{Every: news.Every(form.Get("every")), Relax: form.Get("relax") != ""}
	day, err := strconv.Atoi(form.Get("weekday"))
	if err != nil {
		day = -1
	}
	c.Weekday = time.Weekday(day)
	if c.At, err = worktime.ParseClock(form.Get("at")); err != nil {
		return c, onField(err, "at")
	}
	if text := strings.TrimSpace(form.Get("after")); text != "" {
		if c.After, err = strconv.Atoi(text); err != nil {
			return c, fault.Field("after", "Choose up to twenty working days, or none.")
		}
	}
	return c, nil
}

// setUpdateRules sets what holds for the updates of a client.
func setUpdateRules(v *visit) error {
	if err := parseForm(v, "every"); err != nil {
		return err
	}
	id := client.ID(v.r.PathValue("client"))
	r, err := v.o.Updates.RulesOf(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	if v.firm.Updates.Second == workspace.SecondChosen {
		r.Second = v.r.PostForm.Get("second") != ""
	}
	if r.Cadence, err = readCadence(v.r.PostForm); err == nil {
		err = v.o.Updates.SetRules(v.r.Context(), v.who, id, r)
	}
	if err == nil {
		v.leave(v.say("Set."))
		return v.go303("/clients/" + string(id))
	}
	p, wrong := buildClient(v, id)
	if wrong != nil {
		return wrong
	}
	return v.refuse(err, v.r.URL.Path, p.Acts, func(f *page.Flash) page.Page { p.Desk.Flash = f; return p })
}

// newsPart is how status updates are written in the whole workspace.
func newsPart(v *visit) page.SettingsPart {
	how := v.firm.Updates
	second := ui.Field{Name: "second", ID: "updates-second", Label: v.say("Approved by a second person")}
	for _, o := range []struct {
		value workspace.Second
		label string
	}{{workspace.SecondNever, v.say("where its author asks for it")}, {workspace.SecondChosen, v.say("those for chosen clients")}, {workspace.SecondAll, v.say("all of them")}} {
		second.Options = append(second.Options, ui.Option{Value: string(o.value), Label: o.label, Selected: how.Second == o.value})
	}
	f := &page.ActForm{Form: firmForm(v, "updates"), ID: "updates", Submit: v.say("Save"), Fields: []page.Ask{
		{Kind: page.PickOne, Field: second},
		{Kind: page.Flip, Field: ui.Field{Name: "ask", ID: "updates-ask", Label: v.say("Ask by itself what was done"), Hint: v.say("Whoever holds open work of a project is asked by mail, the working day before the client hears next."), Type: "checkbox", Checked: how.Ask}},
		{Kind: page.Flip, Field: ui.Field{Name: "note", ID: "updates-note", Label: v.say("A short note when nobody wrote"), Hint: v.say("Only when a next contact has passed, and its owner and his leader were asked and did not act: there is no news to tell yet, who sees to it, and when they hear next. Nobody’s prompt ends by it."), Type: "checkbox", Checked: how.Note}},
	}}
	return page.SettingsPart{ID: "updates", Title: v.say("Updates"), Lead: v.say("For chosen clients, say so on the client’s page: Updates."), Form: f}
}

// saveNews saves how status updates are written.
func saveNews(v *visit) error {
	return savePart(v, onFirm(), "updates", func() error {
		form := v.r.PostForm
		return editFirm(v, func(w *workspace.Workspace) {
			w.Updates = workspace.Updates{Second: workspace.Second(form.Get("second")), Ask: form.Get("ask") != "", Note: form.Get("note") != ""}
		})
	})
}
