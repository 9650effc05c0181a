package web

import (
	"context"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/plan"
	"kept/worktime"
)

// templateRoutes are the pages of templates.
func (s *Site) templateRoutes() {
	s.desk("GET "+page.TemplatesURL, templateList)
	s.desk("GET /templates/{template}", templatePage)
	s.desk("POST /templates/{template}", renameTemplate)
	s.desk("POST /templates/{template}/retirement", retireTemplate)
	s.desk("POST /templates/{template}/return", returnTemplate)
	s.desk("GET /templates/{template}/projects/new", startForm)
	s.desk("POST /templates/{template}/projects", startProject)
	s.desk("GET /projects/{project}/template", saveTemplateForm)
	s.desk("POST /projects/{project}/template", saveTemplate)
}

func templateURL(id string) string { return page.TemplatesURL + "/" + id }

func templateList(v *visit) error {
	all, err := v.o.Templates.List(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p := page.Templates{Desk: v.frame(v.say("Templates"), page.InTemplate)}
	for _, retired := range []bool{false, true} {
		for _, t := range all {
			if t.Retired.IsZero() == retired {
				continue
			}
			row := page.TemplateRow{Name: t.Name, URL: templateURL(t.ID), Saved: v.count(t.Steps, "1 time", "{n} times"), Retired: retired}
			if !retired && mayDo(v, member.ChangeClient) {
				row.Start = templateURL(t.ID) + "/projects/new"
			}
			p.Rows = append(p.Rows, row)
		}
	}
	return v.show(p)
}

func templatePage(v *visit) error {
	t, err := v.o.Templates.Of(v.r.Context(), v.who, v.r.PathValue("template"), 0)
	if err != nil {
		return err
	}
	return v.show(buildTemplate(v, t))
}

func buildTemplate(v *visit, t office.TemplateView) page.Template {
	p := page.Template{Desk: v.frame(t.Name, page.InTemplate), Name: t.Name, Rename: ui.Field{Name: "name", Label: v.say("Name"), Value: t.Name, Required: true, MaxLength: plan.MaxName}}
	p.Facts = []string{v.count(len(t.Plan.Steps), "1 step, saved {times}.", "{n} steps, saved {times}.", "times", v.count(t.Steps, "1 time", "{n} times"))}
	here := templateURL(t.ID)
	if mayDo(v, member.ChangeClient) {
		p.Form = ui.Form{Action: here, Version: strconv.Itoa(t.Template.Version), Back: here}
		if t.Retired.IsZero() {
			p.Acts = []page.Act{{Label: v.say("Start a project"), Main: true, URL: here + "/projects/new"}, {Label: v.say("Retire"), Post: here + "/retirement"}}
		} else {
			p.Facts = append(p.Facts, v.say("It is retired: no project is started from it any more."))
			p.Acts = []page.Act{{Label: v.say("Bring it back"), Post: here + "/return"}}
		}
	}
	for _, x := range t.Versions {
		p.History = append(p.History, v.say("{when}, by {who}", "when", v.short(x.At), "who", v.team.Name(x.By)))
	}
	names, after := map[plan.ID]string{}, map[plan.ID][]string{}
	for _, s := range t.Plan.Steps {
		names[plan.ID(s.Key)] = s.Name
	}
	for _, l := range t.Plan.Links {
		after[l.To] = append(after[l.To], names[l.From])
	}
	for _, s := range t.Plan.Steps {
		if n := len(p.Parts); n == 0 || p.Parts[n-1].Title != s.Stage {
			p.Parts = append(p.Parts, page.TemplatePart{Title: s.Stage})
		}
		part := &p.Parts[len(p.Parts)-1]
		part.Rows = append(part.Rows, templateStep(v.voice(), s, after[plan.ID(s.Key)]))
	}
	return p
}

func templateStep(v tongue.Voice, s plan.TemplateStep, after []string) page.TemplateStep {
	row := page.TemplateStep{Name: s.Name, Role: sayRole(v, s.Role), Takes: takes(v, s.Effort)}
	if s.Wording != s.Name {
		row.Words = s.Wording
	}
	if len(after) > 0 {
		row.Follows = v.Say("after {step}", "step", strings.Join(after, ", "))
	}
	earliest := v.Count(s.After, "1 working day after the start at the earliest", "{n} working days after the start at the earliest")
	switch {
	case s.After > 0 && row.Follows != "":
		row.Follows += ", " + earliest
	case s.After > 0:
		row.Follows = earliest
	case row.Follows == "":
		row.Follows = v.Say("at the start")
	}
	return row
}

// sayRole names a role with its side.
func sayRole(v tongue.Voice, r plan.Role) string {
	word := strings.TrimSpace(r.Word) != ""
	switch {
	case word && r.Side == plan.Theirs:
		return v.Say("{role} at the client", "role", r.Word)
	case word:
		return r.Word
	case r.Side == plan.Theirs:
		return v.Say("client")
	case r.Side == plan.Third:
		return v.Say("third party")
	}
	return v.Say("us")
}

func renameTemplate(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	name := v.r.PostForm.Get("name")
	version, _ := strconv.Atoi(v.r.PostForm.Get("version")) // none, or nonsense, is whatever it is
	t, err := v.o.Templates.Edit(v.r.Context(), v.who, v.r.PathValue("template"), office.TemplateEdit{Name: &name, Version: version})
	if err != nil {
		t, lost := v.o.Templates.Of(v.r.Context(), v.who, v.r.PathValue("template"), 0)
		if lost != nil {
			return lost
		}
		p := buildTemplate(v, t)
		p.Rename.Value = name
		if err := v.complain(stale(err), &p.Form, &p.Rename); err != nil {
			return err
		}
		return v.again(p)
	}
	return v.go303(templateURL(t.ID))
}

func retireTemplate(v *visit) error { return changeTemplate(v, office.TemplateEdit{Retire: true}) }

func returnTemplate(v *visit) error { return changeTemplate(v, office.TemplateEdit{Return: true}) }

func changeTemplate(v *visit, e office.TemplateEdit) error {
	t, err := v.o.Templates.Edit(v.r.Context(), v.who, v.r.PathValue("template"), e)
	if err != nil {
		return err
	}
	return v.go303(templateURL(t.ID))
}

// buildSave asks under which name a plan is saved, and for words for its roles.
func buildSave(v *visit) (page.TemplateForm, office.PlanView, []plan.Party, error) {
	p := page.TemplateForm{Desk: v.frame(v.say("Save as a template"), page.InClients), Heading: v.say("Save as a template"), Label: v.say("Save it"), RolesAs: v.say("What those are who hold its steps"),
		Lede: v.say("Days and what happened are left out. Projects that were started from it before keep what they have.")}
	p.Desk.Narrow = true
	pv, err := v.o.Plans.Of(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return p, pv, nil, err
	}
	if !mayDo(v, member.ChangeClient) {
		return p, pv, nil, errNotYours
	}
	all, err := v.o.Templates.List(v.r.Context(), v.who)
	if err != nil {
		return p, pv, nil, err
	}
	p.Desk.Crumbs = append(clientCrumbs(v, pv.Client), ui.Link{Text: pv.Project.Name, URL: "/projects/" + string(pv.Project.ID)}, ui.Link{Text: v.say("Plan"), URL: planURL(pv.Project.ID)})
	p.Form = ui.Form{Action: "/projects/" + string(pv.Project.ID) + "/template", Back: planURL(pv.Project.ID), Once: newOnce()}
	as := ui.Field{Name: "template", Label: v.say("Save it as"), Options: []ui.Option{{Value: "", Label: v.say("A new template")}}}
	for _, t := range all {
		if t.Retired.IsZero() {
			as.Options = append(as.Options, ui.Option{Value: t.ID, Label: v.say("{template}, anew", "template", t.Name)})
		}
	}
	if len(as.Options) > 1 {
		p.Fields = append(p.Fields, as)
	}
	p.Fields = append(p.Fields, ui.Field{Name: "name", Label: v.say("Name of a new template"), Optional: true, Value: pv.Project.Name, MaxLength: plan.MaxName})
	d := planDesk{visit: v, view: pv}
	var parties []plan.Party
	seen := map[plan.Party]bool{}
	for _, s := range pv.Plan.Steps {
		if seen[s.Party] || s.Party.Side != plan.Third && s.Party.ID == "" {
			continue
		}
		seen[s.Party] = true
		p.Roles = append(p.Roles, ui.Field{Name: "role-" + strconv.Itoa(len(parties)), Label: d.holder(s.Party), Value: office.UsualRole(pv, s.Party).Word, Optional: true, MaxLength: plan.MaxRole, Placeholder: v.say("designer")})
		parties = append(parties, s.Party)
	}
	return p, pv, parties, nil
}

func saveTemplateForm(v *visit) error {
	p, _, _, err := buildSave(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

func saveTemplate(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	p, pv, parties, err := buildSave(v)
	if err != nil {
		return err
	}
	in := office.SaveTemplate{Project: pv.Project.ID, Template: v.r.PostForm.Get("template"), Name: v.r.PostForm.Get("name"), Roles: map[plan.Party]string{}}
	for i, party := range parties {
		in.Roles[party] = strings.TrimSpace(v.r.PostForm.Get("role-" + strconv.Itoa(i)))
	}
	to, err := once(v, func(ctx context.Context) (string, error) {
		t, err := v.o.Templates.SaveFrom(ctx, v.who, in)
		return templateURL(t.ID), err
	})
	if err != nil {
		return againTemplate(v, &p, err)
	}
	return v.go303(to)
}

// againTemplate shows a form again with what was typed and what is wrong.
func againTemplate(v *visit, p *page.TemplateForm, err error) error {
	var fields []*ui.Field
	for _, list := range [][]ui.Field{p.Fields, p.Roles} {
		for i := range list {
			fields = append(fields, &list[i])
		}
	}
	if err := v.complain(err, &p.Form, fields...); err != nil {
		return err
	}
	return v.again(*p)
}

// buildStart asks for whom a project is started, when, and who takes the roles.
func buildStart(v *visit) (page.TemplateForm, office.TemplateView, error) {
	p := page.TemplateForm{Label: v.say("Start it"), RolesAs: v.say("Who takes each role")}
	t, err := v.o.Templates.Of(v.r.Context(), v.who, v.r.PathValue("template"), 0)
	if err != nil {
		return p, t, err
	}
	if !mayDo(v, member.ChangeClient) {
		return p, t, errNotYours
	}
	p.Desk, p.Heading = v.frame(v.say("Start a project"), page.InTemplate), v.say("Start a project: {template}", "template", t.Name)
	p.Desk.Narrow = true
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Templates"), URL: page.TemplatesURL}, {Text: t.Name, URL: templateURL(t.ID)}}
	p.Form = ui.Form{Action: templateURL(t.ID) + "/projects", Back: templateURL(t.ID), Once: newOnce()}
	dir, err := v.o.Imports.Directory(v.r.Context(), v.who)
	if err != nil {
		return p, t, err
	}
	whose := ui.Field{Name: "client", Label: v.say("For whom"), Required: true, Options: []ui.Option{{Value: "", Label: v.say("Choose a client")}}}
	for _, c := range dir.Clients {
		whose.Options = append(whose.Options, ui.Option{Value: string(c.ID), Label: c.Name, Selected: string(c.ID) == v.r.FormValue("client")})
	}
	today := worktime.DayOf(v.now, v.cal.Location())
	p.Fields = []ui.Field{
		whose,
		{Name: "name", Label: v.say("Name of the project"), Required: true, Value: t.Name, MaxLength: client.MaxName},
		{Name: "starts_on", Label: v.say("Starts on"), Type: "date", Optional: true, Value: today.String()},
		{Name: "ends_on", Label: v.say("Or is to be done by"), Type: "date", Optional: true, Hint: v.say("It then starts on the last day on which it is likely to be done in time.")},
	}
	for i, r := range t.Plan.Roles() {
		if f := v.roleField(dir.Members, r); f.Name != "" {
			f.Name = "role-" + strconv.Itoa(i)
			p.Roles = append(p.Roles, f)
		}
	}
	return p, t, nil
}

// roleField asks who takes a role; of the client nobody is asked: his people
// depend on who he is.
func (v *visit) roleField(members []member.Member, r plan.Role) ui.Field {
	f := ui.Field{Name: "role", Label: sayRole(v.voice(), r)}
	switch r.Side {
	case plan.Theirs:
		return ui.Field{}
	case plan.Third:
		f.Value, f.Optional, f.MaxLength = r.Word, true, plan.MaxName
		return f
	}
	f.Options = []ui.Option{{Value: "", Label: v.say("Somebody of us")}}
	for _, m := range members {
		if m.Active() {
			f.Options = append(f.Options, ui.Option{Value: string(m.ID), Label: m.Name, Selected: r.Word == m.Name || r.Word == "lead" && m.ID == v.who.Member})
		}
	}
	return f
}

func startForm(v *visit) error {
	p, _, err := buildStart(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

// startProject starts a project. A wished end that cannot be kept is said first.
func startProject(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	p, t, err := buildStart(v)
	if err != nil {
		return err
	}
	in, err := sentStart(v, t)
	if err == nil && !in.End.IsZero() && v.r.PostForm.Get("confirmed") != "yes" {
		trial := in
		trial.Dry = true
		var tried office.Started
		if tried, err = v.o.Templates.Start(v.r.Context(), v.who, trial); err == nil && tried.Fit.Over > 0 {
			today := worktime.DayOf(v.now, v.cal.Location())
			p.Warning = []string{
				v.say("To be done by {end} it had to start on {day}, which has passed.", "end", sayDay(v.voice(), in.End, today), "day", sayDay(v.voice(), tried.Fit.Start, today)),
				v.count(tried.Fit.Over, "Started today it is likely to be done on {day}, 1 day too late.", "Started today it is likely to be done on {day}, {n} days too late.", "day", sayDay(v.voice(), tried.Fit.End, today)),
			}
			p.Label = v.say("Start it today")
			return againTemplate(v, &p, fault.New(fault.Invalid, "Nothing is done yet."))
		}
	}
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			done, err := v.o.Templates.Start(ctx, v.who, in)
			return planURL(done.Project.ID), err
		})
	}
	if err != nil {
		return againTemplate(v, &p, err)
	}
	return v.go303(to)
}

// sentStart reads the form. A wished end goes before a day on which it starts.
func sentStart(v *visit, t office.TemplateView) (office.StartTemplate, error) {
	sent := v.r.PostForm
	in := office.StartTemplate{Template: t.ID, Client: client.ID(sent.Get("client")), Name: strings.TrimSpace(sent.Get("name")), Take: map[plan.Role]plan.Party{}}
	var k fault.Check
	k.Want(in.Client != "", "client", "Choose a client.")
	k.Want(in.Name != "", "name", "Name the project.")
	day := func(field string) worktime.Day {
		if sent.Get(field) == "" {
			return worktime.Day{}
		}
		d, err := worktime.ParseDay(sent.Get(field))
		k.Want(err == nil, field, "This is not a date.")
		return d
	}
	if in.End = day("ends_on"); in.End.IsZero() {
		in.Day = day("starts_on")
	}
	k.Want(!in.Day.IsZero() || !in.End.IsZero(), "starts_on", "Choose the day on which it starts, or by which it is to be done.")
	for i, r := range t.Plan.Roles() {
		said := strings.TrimSpace(sent.Get("role-" + strconv.Itoa(i)))
		switch r.Side {
		case plan.Ours:
			in.Take[r] = plan.Party{Side: plan.Ours, ID: said}
		case plan.Third:
			in.Take[r] = plan.Party{Side: plan.Third, Name: said}
		}
	}
	return in, k.Err()
}
