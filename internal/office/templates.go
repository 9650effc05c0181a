package office

import (
	"context"
	"errors"
	"slices"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/outlook"
	"kept/plan"
	"kept/worktime"
)

// Templates are plans to start projects from.
type Templates struct{ *desk }

// TemplateView is a template with its steps as they were saved once.
type TemplateView struct {
	store.Template
	Plan     plan.Template
	Saved    store.TemplateVersion   // without its steps
	Versions []store.TemplateVersion // all of them, the newest first, without their steps
}

// List lists the templates, retired ones too, in the order in which they were made.
func (s Templates) List(ctx context.Context, who Actor) ([]store.Template, error) {
	var out []store.Template
	err := s.see(ctx, who, func(a *act) error {
		var err error
		out, err = store.Templates(a.tx, a.ws)
		return err
	})
	return out, err
}

// Of gives a template as it was saved at a version; 0 = the newest.
func (s Templates) Of(ctx context.Context, who Actor, id string, version int) (TemplateView, error) {
	var out TemplateView
	err := s.see(ctx, who, func(a *act) error {
		var err error
		out, err = viewTemplate(a, id, version)
		return err
	})
	return out, err
}

func viewTemplate(a *act, id string, version int) (TemplateView, error) {
	var out TemplateView
	var err error
	if out.Template, err = store.TemplateOf(a.tx, a.ws, id); err != nil {
		return out, err
	}
	if version == 0 {
		version = out.Steps
	}
	if out.Saved, err = store.TemplateVersionOf(a.tx, a.ws, id, version); err != nil {
		return out, err
	}
	out.Plan, out.Saved.Plan = out.Saved.Plan, plan.Template{}
	out.Plan.ID, out.Plan.Name, out.Plan.Version = id, out.Name, version
	out.Versions, err = store.TemplateVersions(a.tx, a.ws, id)
	return out, err
}

// SaveTemplate is a project's plan that becomes a template, or the next version of one.
type SaveTemplate struct {
	Project  client.ProjectID
	Template string                // "" = a new one
	Name     string                // of a new one; "" = as the project is called
	Roles    map[plan.Party]string // words for those who hold its steps; see [UsualRole]
}

// UsualRole is the word for whoever holds steps of a project where none is given:
// the lead, a name, or what a contact's title says.
func UsualRole(v PlanView, p plan.Party) plan.Role {
	r := plan.Role{Side: p.Side}
	switch {
	case p.Side == plan.Third:
		r.Word = p.Name
	case p.ID == "":
	case p.ID == string(v.Project.OwnerID) && p.Side == plan.Ours:
		r.Word = "lead"
	}
	for _, m := range v.Members {
		if p.Side == plan.Ours && string(m.ID) == p.ID && r.Word == "" {
			r.Word = m.Name
		}
	}
	for _, k := range v.Contacts {
		if p.Side == plan.Theirs && string(k.ID) == p.ID {
			r.Word = k.Title
		}
	}
	if runes := []rune(r.Word); len(runes) > plan.MaxRole {
		r.Word = string(runes[:plan.MaxRole])
	}
	return r
}

// SaveFrom makes a template of a project's plan, or the next version of one.
// Projects that were started from an older one keep what they have.
func (s Templates) SaveFrom(ctx context.Context, who Actor, in SaveTemplate) (TemplateView, error) {
	var out TemplateView
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		v, err := viewPlan(a, in.Project)
		if err != nil {
			return err
		}
		t, err := in.template(a, v)
		if err != nil {
			return err
		}
		saved := plan.Saving{Plan: v.Plan, Laid: v.Laid, Calendars: a.holders(v.Calendar), Kind: outlook.KindOf, Role: func(p plan.Party) plan.Role {
			if word, ok := in.Roles[p]; ok {
				return plan.Role{Side: p.Side, Word: word}
			}
			return UsualRole(v, p)
		}}.Template()
		saved.ID, saved.Name, saved.Version = t.ID, t.Name, t.Steps
		if err := saved.Check(); err != nil {
			return err
		}
		if err := store.AddTemplateVersion(a.tx, a.ws, store.TemplateVersion{Template: t.ID, Number: t.Steps, Plan: saved, Project: in.Project, By: a.who.Member, At: a.now}); err != nil {
			return err
		}
		if err := a.note("template saved", obligation("template", t.ID), "", nil, t); err != nil {
			return err
		}
		out, err = viewTemplate(a, t.ID, 0)
		return err
	})
	return out, err
}

// template makes the template, or counts its version on.
func (in SaveTemplate) template(a *act, v PlanView) (store.Template, error) {
	if in.Template != "" {
		t, err := store.TemplateOf(a.tx, a.ws, in.Template)
		if err != nil {
			return t, missingField(err, "template", "Choose a template.")
		}
		if !t.Retired.IsZero() {
			return t, fault.New(fault.Conflict, "This template is retired. Bring it back first.")
		}
		t.Steps++
		return t, store.SaveTemplate(a.tx, a.ws, t)
	}
	all, err := store.Templates(a.tx, a.ws)
	if err != nil {
		return store.Template{}, err
	}
	t := store.Template{ID: a.newID("tpl"), Name: in.Name, Steps: 1, MadeAt: a.now, Version: 1}
	if t.Name == "" {
		t.Name = v.Project.Name
	}
	if len(all) >= store.MaxTemplates {
		return t, fault.New(fault.Conflict, "There are 500 templates. Save one of them anew.")
	}
	if slices.ContainsFunc(all, func(x store.Template) bool { return x.Retired.IsZero() && store.Fold(x.Name) == store.Fold(t.Name) }) {
		return t, fault.Field("name", "There is a template of this name. Save that one anew, or choose another name.")
	}
	if len(v.Plan.Steps) == 0 {
		return t, fault.New(fault.Conflict, "This project has no steps yet.")
	}
	var k fault.Check
	member.CheckLine(&k, "name", t.Name, plan.MaxName)
	if err := k.Err(); err != nil {
		return t, err
	}
	return t, store.AddTemplate(a.tx, a.ws, t)
}

// TemplateEdit is a change of a template.
type TemplateEdit struct {
	Version int     // that was seen; 0 = whatever it is
	Name    *string // nil = as it is
	Retire  bool
	Return  bool // takes the retirement back
}

// Edit renames a template, retires it or brings it back. From a retired one no
// project is started; those that were stay as they are.
func (s Templates) Edit(ctx context.Context, who Actor, id string, in TemplateEdit) (TemplateView, error) {
	var out TemplateView
	err := s.do(ctx, who, func(a *act) error {
		if err := a.may(member.ChangeClient, nil); err != nil {
			return err
		}
		before, err := store.TemplateOf(a.tx, a.ws, id)
		if err != nil {
			return err
		}
		if err := sameVersion(in.Version, before.Version); err != nil {
			return err
		}
		t := before
		if in.Name != nil {
			t.Name = *in.Name
			var k fault.Check
			member.CheckLine(&k, "name", t.Name, plan.MaxName)
			if err := k.Err(); err != nil {
				return err
			}
		}
		switch {
		case in.Retire && t.Retired.IsZero():
			t.Retired = a.now
		case in.Return:
			t.Retired = time.Time{}
		}
		if t != before {
			if err := store.SaveTemplate(a.tx, a.ws, t); err != nil {
				return err
			}
			if err := a.note("template changed", obligation("template", id), "", before, t); err != nil {
				return err
			}
		}
		out, err = viewTemplate(a, id, 0)
		return err
	})
	return out, err
}

// StartTemplate is a project that starts from a template.
type StartTemplate struct {
	Template string
	Client   client.ID
	Name     string       // of the project; "" = as the template is called
	Owner    member.ID    // "" = the client's
	Day      worktime.Day // on which it starts; zero = see End
	End      worktime.Day // by which it is to be done: it starts on the last day for that, or today
	Take     map[plan.Role]plan.Party
	Dry      bool // everything is tried, nothing is kept
}

// Started is what was started.
type Started struct {
	PlanView          // of the new project
	Fit      plan.Fit // of a wished end
	Day      worktime.Day
}

// Start makes a project of a template. Roles that nobody is said to take are
// taken by whom [UsualTaker] gives.
func (s Templates) Start(ctx context.Context, who Actor, in StartTemplate) (Started, error) {
	var out Started
	if err := s.learn(ctx, who); err != nil {
		return out, err
	}
	err := s.do(ctx, who, func(a *act) error {
		out = Started{}
		t, err := viewTemplate(a, in.Template, 0)
		if err != nil {
			return err
		}
		if !t.Retired.IsZero() {
			return fault.New(fault.Conflict, "This template is retired. Bring it back first.")
		}
		if in.Name == "" {
			in.Name = t.Name
		}
		p, err := addProject(a, NewProject{Project: client.Project{ClientID: in.Client, Name: in.Name, OwnerID: in.Owner}})
		if err != nil {
			return missingField(err, "client", "Choose a client.")
		}
		done, err := changePlan(a, p.ID, func(a *act, v PlanView) (plan.Step, error) {
			return plan.Step{}, in.fill(a, v, t.Plan, &out)
		})
		if err != nil {
			return err
		}
		out.PlanView = done.PlanView
		if in.Dry {
			return errDry
		}
		return a.note("project started", obligation("project", p.ID), string(in.Client), nil, t.Template)
	})
	if err != nil && !errors.Is(err, errDry) {
		return Started{}, err
	}
	return out, nil
}

// fill puts the steps of a template into a new project.
func (in StartTemplate) fill(a *act, v PlanView, t plan.Template, out *Started) error {
	s := plan.Starting{Project: string(v.Project.ID), Day: in.Day, Take: map[plan.Role]plan.Party{}, Of: a.holders(v.Calendar), NewID: func(key string) plan.ID { return plan.ID(key) }}
	for _, r := range t.Roles() {
		party, said := in.Take[r]
		if !said {
			party = UsualTaker(v, r)
		}
		s.Take[r] = party
	}
	today := worktime.DayOf(a.now, a.book.firmHours.Location())
	if s.Day.IsZero() {
		if in.End.IsZero() || in.End.Before(today) {
			return fault.Field("ends_on", "Choose the day on which it starts, or one to come by which it is to be done.")
		}
		var err error
		if out.Fit, err = t.Fit(s, in.End, a.now); err != nil {
			return err
		}
		if s.Day = out.Fit.Start; s.Day.Before(today) {
			s.Day = today
		}
	}
	out.Day = s.Day
	s.NewID = func(string) plan.ID { return plan.ID(a.newID("stp")) }
	p, err := t.Start(s)
	if err != nil {
		return err
	}
	for _, x := range p.Steps {
		if err := checkStep(a, v, x); err != nil {
			return onRole(err, x)
		}
		if err := store.AddStep(a.tx, a.ws, x); err != nil {
			return err
		}
	}
	for _, l := range p.Links {
		if err := store.AddLink(a.tx, a.ws, v.Project.ID, l); err != nil {
			return err
		}
	}
	return nil
}

// onRole says of which step something is wrong.
func onRole(err error, s plan.Step) error {
	if f, ok := fault.As(err); ok {
		return fault.Field("roles", "“"+s.Name+"”: "+f.Error())
	}
	return err
}

// UsualTaker is who takes a role where nobody is said to: of ours the one of that
// name, and the lead; of the client the contact of that title; a third party of
// that name.
func UsualTaker(v PlanView, r plan.Role) plan.Party {
	p := plan.Party{Side: r.Side}
	word := store.Fold(r.Word)
	switch r.Side {
	case plan.Third:
		p.Name = r.Word
	case plan.Ours:
		if word == "lead" {
			p.ID = string(v.Project.OwnerID)
		}
		for _, m := range v.Members {
			if word != "" && store.Fold(m.Name) == word {
				p.ID = string(m.ID)
			}
		}
	case plan.Theirs:
		for _, k := range v.Contacts {
			if word != "" && k.EndedAt.IsZero() && (store.Fold(k.Title) == word || store.Fold(k.Name) == word) {
				p.ID = string(k.ID)
			}
		}
	}
	return p
}
