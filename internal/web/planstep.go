package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/plan"
	"kept/worktime"
)

// stepFormFor builds the form of a step of a plan; of a new one, step is zero.
func stepFormFor(v *visit, pv office.PlanView, s plan.Step) (page.StepForm, error) {
	f := page.NewStepForm(v.frame(v.say("New step"), page.InClients))
	if !mayDo(v, member.ChangeClient) {
		return f, errNotYours
	}
	back := planURL(pv.Project.ID)
	f.Client = uiClient(string(pv.Client.ID), pv.Client.Name, pv.Client.Colour, pv.Client.LogoID)
	f.Desk.Crumbs = append(clientCrumbs(v, pv.Client), ui.Link{Text: pv.Project.Name, URL: "/projects/" + string(pv.Project.ID)}, ui.Link{Text: v.say("Plan"), URL: back})
	f.Heading, f.Label, f.Form = v.say("New step"), v.say("Add this step"), ui.Form{Action: "/projects/" + string(pv.Project.ID) + "/steps", Once: newOnce(), Back: back}
	before := map[plan.ID]bool{}
	if s.ID == "" {
		s.Party, s.Effort = plan.Party{Side: plan.Ours, ID: string(pv.Project.OwnerID)}, plan.Effort{Least: 1, Most: 1}
		if n := len(pv.Plan.Steps); n > 0 {
			before[pv.Plan.Steps[n-1].ID], s.Stage = true, pv.Plan.Steps[n-1].Stage
		}
	} else {
		here := "/steps/" + string(s.ID)
		f.Heading, f.Label, f.Desk.Title = s.Name, v.say("Save"), s.Name
		f.Form = ui.Form{Action: here, Version: strconv.Itoa(s.Version), Back: back}
		f.Forecast, f.Owed = forecastOf(v, pv, s), owedOn(v, pv, s.ID)
		if !s.Done() && mayDo(v, member.MakePromise) {
			f.Promise = with("/promises/new", nil, "client", string(pv.Client.ID), "project", string(pv.Project.ID), "step", string(s.ID), "back", here)
		}
		f.Drop = &page.Act{Label: v.say("Remove this step"), Post: here + "/removal", Version: strconv.Itoa(s.Version), Danger: true}
		var err error
		if f.Comments, err = talksAbout(v, "step:"+string(s.ID)); err != nil {
			return f, err
		}
		if f.Needs, err = stepNeeds(v, s); err != nil {
			return f, err
		}
		for _, l := range pv.Plan.Links {
			if l.To != s.ID {
				continue
			}
			before[l.From] = true
			from, _ := pv.Plan.Step(l.From)
			x := page.NewStepLink(v.voice(), string(l.From), from.Name)
			x.Kind.Options, x.Lag.Value = ui.Choose(x.Kind.Options, string(l.Kind)), strconv.Itoa(l.Lag)
			f.Links = append(f.Links, x)
		}
	}
	f.Name.Value, f.Wording.Value, f.Stage.Value, f.PartyName.Value = s.Name, s.Wording, s.Stage, s.Party.Name
	f.Least.Value, f.NotBefore.Value, f.On.Value = strconv.Itoa(s.Effort.Least), s.NotBefore.String(), s.On.String()
	if s.Effort.Most != s.Effort.Least {
		f.Most.Value = strconv.Itoa(s.Effort.Most)
	}
	f.Party.Options = partyOptions(v, pv, s.Party)
	for _, x := range pv.Plan.Steps {
		if x.ID != s.ID {
			f.Follows.Options = append(f.Follows.Options, ui.Option{Value: string(x.ID), Label: x.Name, Selected: before[x.ID]})
		}
	}
	return f, nil
}

// partyOptions are all who can hold a step.
func partyOptions(v *visit, pv office.PlanView, chosen plan.Party) []ui.Option {
	var out []ui.Option
	add := func(group, label string, p plan.Party) {
		out = append(out, ui.Option{Group: group, Label: label, Value: string(p.Side) + ":" + p.ID, Selected: p.Side == chosen.Side && p.ID == chosen.ID})
	}
	for _, m := range pv.Members {
		add(v.say("Us"), m.Name, plan.Party{Side: plan.Ours, ID: string(m.ID)})
	}
	add(v.say("Us"), v.say("Somebody of us"), plan.Party{Side: plan.Ours})
	for _, k := range pv.Contacts {
		if k.EndedAt.IsZero() {
			add(pv.Client.Name, k.Name, plan.Party{Side: plan.Theirs, ID: string(k.ID)})
		}
	}
	add(pv.Client.Name, v.say("Somebody at {client}", "client", pv.Client.Name), plan.Party{Side: plan.Theirs})
	add(v.say("Others"), v.say("A third party"), plan.Party{Side: plan.Third})
	return out
}

// newStep shows the form of a new step.
func newStep(v *visit) error {
	pv, err := v.o.Plans.Of(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	f, err := stepFormFor(v, pv, plan.Step{})
	if err != nil {
		return err
	}
	return v.show(f)
}

// addStep adds a step.
func addStep(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	pv, err := v.o.Plans.Of(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	f, err := stepFormFor(v, pv, plan.Step{})
	if err != nil {
		return err
	}
	edit, err := sentStep(v, pv, "")
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			made, err := v.o.Plans.AddStep(ctx, v.who, pv.Project.ID, edit)
			return planURL(pv.Project.ID) + "#" + string(made.Step.ID), err
		})
	}
	if err != nil {
		return againStep(v, &f, err)
	}
	return v.go303(to)
}

// stepToEdit shows the form of a step.
func stepToEdit(v *visit) error {
	pv, s, err := openStep(v)
	if err != nil {
		return err
	}
	f, err := stepFormFor(v, pv, s)
	if err != nil {
		return err
	}
	return v.show(f)
}

// stepInLine shows the form of a step in the place of its row.
func stepInLine(v *visit) error {
	pv, s, err := openStep(v)
	if err != nil {
		return err
	}
	f, err := stepFormFor(v, pv, s)
	if err != nil {
		return err
	}
	f.ID, f.Name.Focus = string(s.ID), true
	for _, x := range f.Fields() { // there may be several rows like it
		x.ID = x.Name + "-" + f.ID
	}
	return door.Show(v.w, v.r, http.StatusOK, page.StepLine{StepForm: f}.View())
}

func openStep(v *visit) (office.PlanView, plan.Step, error) {
	id := plan.ID(v.r.PathValue("step"))
	of, err := v.o.Plans.ProjectOf(v.r.Context(), v.who, id)
	if err != nil {
		return office.PlanView{}, plan.Step{}, err
	}
	pv, err := v.o.Plans.Of(v.r.Context(), v.who, of)
	if err != nil {
		return pv, plan.Step{}, err
	}
	s, ok := pv.Plan.Step(id)
	if !ok {
		return pv, s, errNothing
	}
	return pv, s, nil
}

// editStep changes a step. Where other steps would move with it, it first shows
// which.
func editStep(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	pv, s, err := openStep(v)
	if err != nil {
		return err
	}
	f, err := stepFormFor(v, pv, s)
	if err != nil {
		return err
	}
	edit, err := sentStep(v, pv, s.ID)
	if err != nil {
		return againStep(v, &f, err)
	}
	if v.r.PostForm.Get("confirmed") != "yes" {
		tried, err := v.o.Plans.TryEdit(v.r.Context(), v.who, s.ID, edit)
		if err != nil {
			return againStep(v, &f, err)
		}
		if f.Changed = moved(v, tried, s.ID); f.Changed != nil {
			f.Label = v.say("Change it")
			return againStep(v, &f, fault.New(fault.Invalid, "Nothing is done yet."))
		}
	}
	done, err := v.o.Plans.EditStep(v.r.Context(), v.who, s.ID, edit)
	if err != nil {
		return againStep(v, &f, stale(err))
	}
	sayEdited(v, pv, done)
	return v.go303(planURL(pv.Project.ID) + "#" + string(s.ID))
}

// moved is what a change moves besides the step itself; nil = nothing.
func moved(v *visit, c office.PlanChange, id plan.ID) *page.PlanChanged {
	today := worktime.DayOf(v.now, v.cal.Location())
	out := &page.PlanChanged{Lead: v.say("This moves other steps, too:"), Broken: endangered(v, c), Overtaken: overtakes(v, c)}
	for _, x := range c.Shifts {
		s, ok := c.Plan.Step(x.Step)
		if !ok || x.Step == id {
			continue
		}
		out.Rows = append(out.Rows, planShift(v.voice(), s.Name, x, today))
	}
	if len(out.Rows)+len(out.Broken) == 0 && out.Overtaken == nil {
		return nil
	}
	return out
}

// planShift says how a step moves.
func planShift(v tongue.Voice, name string, x plan.Shift, today worktime.Day) page.PlanShift {
	by := v.Say("it ends on the same day")
	switch {
	case x.Days > 0:
		by = v.Count(x.Days, "1 day later", "{n} days later")
	case x.Days < 0:
		by = v.Count(-x.Days, "1 day earlier", "{n} days earlier")
	}
	return page.PlanShift{Name: name, From: sayDays(v, x.From.Start, x.From.End, today), To: sayDays(v, x.To.Start, x.To.End, today), Days: by}
}

// endangered are the promises that a change makes late or doubtful.
func endangered(v *visit, c office.PlanChange) []page.PlanBroken {
	var out []page.PlanBroken
	for _, r := range c.AtRisk {
		var parts []string
		if r.Late > 0 {
			parts = append(parts, v.count(r.Late, "its step ends 1 day after it", "its step ends {n} days after it"))
		}
		chance := office.SaidChance(v.voice(), r.Is)
		if v.firm.Policy.Doubts(r.Is) && !v.firm.Policy.Doubts(r.Was) {
			chance = v.say("{chance}, below your {limit}", "chance", chance, "limit", office.SaidChance(v.voice(), v.firm.Policy.DoubtsBelow()))
		}
		switch {
		case r.Is == 0:
		case r.Was == 0:
			parts = append(parts, v.say("its chance is {chance}", "chance", chance))
		case r.Was != r.Is:
			parts = append(parts, v.say("its chance goes from {old} to {new}", "old", office.SaidChance(v.voice(), r.Was), "new", chance))
		}
		out = append(out, page.PlanBroken{Promise: ui.Link{Text: r.Promise.Words, URL: "/promises/" + string(r.Promise.ID)}, Say: strings.Join(parts, "; "), Hears: v.say("{who} must hear of it.", "who", r.Promise.ContactName)})
	}
	return out
}

// overtakes are the steps that a change makes later than the client was told.
func overtakes(v *visit, c office.PlanChange) *page.PlanOvertaken {
	if len(c.Untold) == 0 {
		return nil
	}
	today := worktime.DayOf(v.now, v.cal.Location())
	out := &page.PlanOvertaken{Hears: v.count(len(c.Untold), "{client} must hear that 1 step will be later than they were told.", "{client} must hear that {n} steps will be later than they were told.", "client", c.Client.Name)}
	for i, s := range c.Untold {
		if i == mostOvertaken {
			out.More = v.say("{n} more", "n", strconv.Itoa(len(c.Untold)-i))
			break
		}
		told := sayDay(v.voice(), s.Told.Latest, today)
		say := v.say("{step}: told at the latest {day}", "step", s.Name, "day", told)
		if f, ok := c.Outlook.Of(s.ID); ok {
			say = v.say("{step}: told at the latest {day}, now by {new} in 80 of 100", "step", s.Name, "day", told, "new", sayDay(v.voice(), f.By(c.Outlook.Today, 80), today))
		}
		out.Rows = append(out.Rows, say)
	}
	return out
}

// mostOvertaken is how many steps are named that come later than the client was told.
const mostOvertaken = 5

// owedOn are the promises that hang on a step.
func owedOn(v *visit, pv office.PlanView, id plan.ID) []page.PlanOwed {
	var out []page.PlanOwed
	for _, r := range pv.Hanging {
		if r.StepID != string(id) {
			continue
		}
		o := page.PlanOwed{Promise: ui.Link{Text: r.Words, URL: "/promises/" + string(r.ID)}, Due: v.dueOf(r, pv.Calendar).Text}
		if r.Chance > 0 {
			o.Chance, o.Low = office.SaidChance(v.voice(), r.Chance), v.firm.Policy.Doubts(r.Chance)
		}
		out = append(out, o)
	}
	return out
}

// forecastOf says when a step will really be done, and how we know.
func forecastOf(v *visit, pv office.PlanView, s plan.Step) []string {
	f, ok := pv.Outlook.Of(s.ID)
	if !ok || s.Done() {
		return nil
	}
	today := worktime.DayOf(v.now, v.cal.Location())
	day := func(percent int) string { return sayDay(v.voice(), f.By(pv.Outlook.Today, percent), today) }
	out := []string{v.say("By {half} in half of the cases, by {most} in 80 of 100, by {sure} in 95.", "half", day(50), "most", day(80), "sure", day(95)), office.SaidReason(v.voice(), f.Reason)}
	if f.Critical > 0 {
		out = append(out, v.say("In {n} of 100 courses the end of the project waits for it.", "n", strconv.Itoa(f.Critical)))
	}
	return out
}

func againStep(v *visit, f *page.StepForm, err error) error {
	if err := v.complain(err, &f.Form, f.Fields()...); err != nil {
		return err
	}
	return v.again(*f)
}

// sentStep reads the form of a step. A link whose kind and days the form does not
// ask for stays as it is while it is ticked.
func sentStep(v *visit, pv office.PlanView, id plan.ID) (office.StepEdit, error) {
	form := v.r.PostForm
	var k fault.Check
	least, err := strconv.Atoi(strings.TrimSpace(form.Get("days")))
	k.Want(err == nil, "days", "Write a number of working days.")
	most := least
	if text := strings.TrimSpace(form.Get("days_most")); text != "" {
		most, err = strconv.Atoi(text)
		k.Want(err == nil, "days_most", "Write a number of working days.")
	}
	notBefore := sentDay(&k, v, "not_before")
	on := sentDay(&k, v, "on")
	side, who, _ := strings.Cut(form.Get("party"), ":")
	party := plan.Party{Side: plan.Side(side), ID: who}
	if party.Side == plan.Third {
		party.Name = strings.TrimSpace(form.Get("party_name"))
	}
	had := map[plan.ID]plan.Link{}
	for _, l := range pv.Plan.Links {
		if l.To == id {
			had[l.From] = l
		}
	}
	follows := []office.Follow{}
	for _, x := range form["follows"] {
		f := office.Follow{On: plan.ID(x), Kind: plan.FinishStart}
		if l, ok := had[f.On]; ok {
			f.Kind, f.Lag = l.Kind, l.Lag
		}
		if kind := form.Get("kind-" + x); kind != "" {
			f.Kind = plan.LinkKind(kind)
		}
		if lag := strings.TrimSpace(form.Get("lag-" + x)); lag != "" {
			f.Lag, err = strconv.Atoi(lag)
			k.Want(err == nil, "lag-"+x, "Write a number of working days.")
		}
		follows = append(follows, f)
	}
	edit := office.StepEdit{Follows: &follows, Change: func(s *plan.Step) {
		s.Name, s.Wording, s.Stage = strings.TrimSpace(form.Get("name")), strings.TrimSpace(form.Get("wording")), strings.TrimSpace(form.Get("stage"))
		s.Party, s.Effort, s.NotBefore, s.On = party, plan.Effort{Least: least, Most: most}, notBefore, on
	}}
	if id != "" {
		edit.Version = versionOf(v)
	}
	return edit, k.Err()
}

func sentDay(k *fault.Check, v *visit, name string) worktime.Day {
	text := strings.TrimSpace(v.r.PostForm.Get(name))
	if text == "" {
		return worktime.Day{}
	}
	d, err := worktime.ParseDay(text)
	k.Want(err == nil, name, "Write the day like 2026-03-09.")
	return d
}

// beginStep notes that a step was begun now.
func beginStep(v *visit) error {
	return stepHappened(v, func(id plan.ID) (office.PlanChange, error) {
		return v.o.Plans.Begin(v.r.Context(), v.who, id, time.Time{})
	})
}

// finishStep notes that a step is done.
func finishStep(v *visit) error {
	return stepHappened(v, func(id plan.ID) (office.PlanChange, error) {
		return v.o.Plans.Finish(v.r.Context(), v.who, id, time.Time{})
	})
}

// reopenStep takes back that a step is done.
func reopenStep(v *visit) error {
	return stepHappened(v, func(id plan.ID) (office.PlanChange, error) { return v.o.Plans.Reopen(v.r.Context(), v.who, id) })
}

// dropStep takes a step out of the plan.
func dropStep(v *visit) error {
	return stepHappened(v, func(id plan.ID) (office.PlanChange, error) {
		return v.o.Plans.DropStep(v.r.Context(), v.who, id, versionOf(v))
	})
}

func stepHappened(v *visit, do func(plan.ID) (office.PlanChange, error)) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	id := plan.ID(v.r.PathValue("step"))
	out, err := do(id)
	if err != nil {
		return err
	}
	return v.go303(planURL(out.Project.ID) + "#" + string(id))
}
