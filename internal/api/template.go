package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/store"
	"kept/plan"
	"kept/worktime"
)

// templates are plans to start projects from.
func templates(s *service) {
	r := templateDesk{s}
	list(s, "/templates", "list-templates", "List the templates, retired ones too, without their steps", r.list)
	create(s, "/templates", "save-template", "Make a template of a project's plan", r.save)
	one(s, "/templates/{template}", "see-template", "See a template with its steps", r.see)
	edit(s, operation(http.MethodPatch, "/templates/{template}", "edit-template", "Rename a template"), r.edit)
	act(s, "/templates/{template}/versions", "save-template-again", "Save a template anew from a project's plan; projects that were started from it keep what they have", r.again)
	act(s, "/templates/{template}/retirement", "retire-template", "Retire a template: no project is started from it any more", r.retire)
	act(s, "/templates/{template}/return", "return-template", "Bring a retired template back", r.back)
	act(s, "/templates/{template}/projects", "start-project", "Start a project from a template, on a day, or so that it is likely done by one", r.start)
}

type templateDesk struct{ *service }

// TemplateIn names a template.
type TemplateIn struct {
	Template string `path:"template"`
}

func (in TemplateIn) id() (string, error) { return named[string](ofTemplate, in.Template) }

// templateOut is a template.
type templateOut struct {
	ID        string         `json:"id"`
	Name      string         `json:"name"`
	Saved     int            `json:"saved" doc:"How often its steps were saved: their version"`
	MadeAt    time.Time      `json:"made_at"`
	RetiredAt *time.Time     `json:"retired_at"`
	Steps     []templateStep `json:"steps,omitempty"`
	Version   int            `json:"version"`
}

func (t templateOut) version() int { return t.Version }
func (t templateOut) path() string { return "/templates/" + t.ID }

type templateStep struct {
	Key       string      `json:"key"`
	Kind      string      `json:"kind" doc:"What sort of work it is, by which forecasts find its like"`
	Stage     string      `json:"stage"`
	Name      string      `json:"name"`
	Wording   string      `json:"wording"`
	Role      roleOut     `json:"role"`
	DaysLeast int         `json:"days_least"`
	DaysMost  int         `json:"days_most"`
	After     int         `json:"after_days" doc:"Working days after the start of the project, at the earliest"`
	Follows   []followKey `json:"follows"`
}

type roleOut struct {
	Side string `json:"side" enum:"us,client,third party"`
	Word string `json:"word" doc:"Such as designer; of a third party, its name; empty = somebody"`
}

type followKey struct {
	Key  string `json:"key"`
	Kind string `json:"kind" enum:"finish-start,start-start"`
	Lag  int    `json:"lag_days"`
}

func outTemplate(t store.Template) templateOut {
	return templateOut{ID: t.ID, Name: t.Name, Saved: t.Steps, MadeAt: t.MadeAt, RetiredAt: outTime(t.Retired), Version: t.Version}
}

func outTemplateView(v office.TemplateView) templateOut {
	out := outTemplate(v.Template)
	follows := map[string][]followKey{}
	for _, l := range v.Plan.Links {
		follows[string(l.To)] = append(follows[string(l.To)], followKey{string(l.From), string(l.Kind), l.Lag})
	}
	for _, s := range v.Plan.Steps {
		out.Steps = append(out.Steps, templateStep{
			Key: s.Key, Kind: s.Kind, Stage: s.Stage, Name: s.Name, Wording: s.Wording, Role: roleOut{string(s.Role.Side), s.Role.Word}, DaysLeast: s.Effort.Least, DaysMost: s.Effort.Most, After: s.After,
			Follows: append([]followKey{}, follows[s.Key]...),
		})
	}
	return out
}

func (r templateDesk) list(ctx context.Context, who office.Actor, _ *struct{}) (listOut[templateOut], error) {
	all, err := r.office.Templates.List(ctx, who)
	return whole(all, outTemplate), err
}

func (r templateDesk) see(ctx context.Context, who office.Actor, in *TemplateIn) (templateOut, error) {
	id, err := in.id()
	if err != nil {
		return templateOut{}, err
	}
	v, err := r.office.Templates.Of(ctx, who, id, 0)
	if err != nil {
		return templateOut{}, err
	}
	return outTemplateView(v), nil
}

// roleOf says which word stands for whom.
type roleOf struct {
	Party partyOut `json:"party"`
	Word  string   `json:"word" maxLength:"100"`
}

func rolesOf(in []roleOf) map[plan.Party]string {
	out := map[plan.Party]string{}
	for _, x := range in {
		out[plan.Party{Side: plan.Side(x.Party.Side), ID: x.Party.ID, Name: x.Party.Name}] = x.Word
	}
	return out
}

type newTemplateIn struct {
	Keyed
	Body struct {
		ProjectID string   `json:"project_id"`
		Name      string   `json:"name,omitempty" doc:"Left out = as the project is called"`
		Roles     []roleOf `json:"roles,omitempty" nullable:"false" doc:"Words for those who hold its steps; left out = the lead, names and titles"`
	}
}

func (r templateDesk) save(ctx context.Context, who office.Actor, in *newTemplateIn) (templateOut, error) {
	v, err := r.office.Templates.SaveFrom(ctx, who, office.SaveTemplate{Project: ref[client.ProjectID](ofProject, in.Body.ProjectID), Name: in.Body.Name, Roles: rolesOf(in.Body.Roles)})
	if err != nil {
		return templateOut{}, projectField(err)
	}
	return outTemplateView(v), nil
}

// projectField says of a project that is not there what a form would say.
func projectField(err error) error {
	if fault.KindOf(err) == fault.NotFound {
		return fault.Field("project", "Choose a project.")
	}
	return err
}

type templateAgainIn struct {
	Keyed
	TemplateIn
	Body struct {
		ProjectID string   `json:"project_id"`
		Roles     []roleOf `json:"roles,omitempty" nullable:"false"`
	}
}

func (r templateDesk) again(ctx context.Context, who office.Actor, in *templateAgainIn) (templateOut, error) {
	id, err := in.id()
	if err != nil {
		return templateOut{}, err
	}
	if _, err := r.office.Templates.Of(ctx, who, id, 0); err != nil {
		return templateOut{}, err
	}
	v, err := r.office.Templates.SaveFrom(ctx, who, office.SaveTemplate{Template: id, Project: ref[client.ProjectID](ofProject, in.Body.ProjectID), Roles: rolesOf(in.Body.Roles)})
	if err != nil {
		return templateOut{}, projectField(err)
	}
	return outTemplateView(v), nil
}

type templateEditIn struct {
	TemplateIn
	IfMatch
	Body templateEdit
}

type templateEdit struct {
	Name *string `json:"name,omitempty"`
}

func (in templateEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return templateDesk{s}.see(ctx, who, &in.TemplateIn)
}

func (r templateDesk) edit(ctx context.Context, who office.Actor, in *templateEditIn) (templateOut, error) {
	if err := nothing(in.Body != templateEdit{}); err != nil {
		return templateOut{}, err
	}
	return r.change(ctx, who, in.TemplateIn, office.TemplateEdit{Version: in.seen(), Name: in.Body.Name})
}

func (r templateDesk) change(ctx context.Context, who office.Actor, in TemplateIn, e office.TemplateEdit) (templateOut, error) {
	id, err := in.id()
	if err != nil {
		return templateOut{}, err
	}
	v, err := r.office.Templates.Edit(ctx, who, id, e)
	if err != nil {
		return templateOut{}, err
	}
	return outTemplateView(v), nil
}

type templateActIn struct {
	Keyed
	TemplateIn
}

func (r templateDesk) retire(ctx context.Context, who office.Actor, in *templateActIn) (templateOut, error) {
	return r.change(ctx, who, in.TemplateIn, office.TemplateEdit{Retire: true})
}

func (r templateDesk) back(ctx context.Context, who office.Actor, in *templateActIn) (templateOut, error) {
	return r.change(ctx, who, in.TemplateIn, office.TemplateEdit{Return: true})
}

type projectStartIn struct {
	Keyed
	TemplateIn
	Body projectStart
}

type projectStart struct {
	ClientID string  `json:"client_id"`
	Name     string  `json:"name,omitempty" doc:"Of the project; left out = as the template is called"`
	OwnerID  string  `json:"owner_id,omitempty" doc:"Who leads it; left out = whoever looks after the client"`
	StartsOn string  `json:"starts_on,omitempty" doc:"YYYY-MM-DD"`
	EndsOn   string  `json:"ends_on,omitempty" doc:"In place of starts_on: it starts on the last day for which it is likely done by then, or today"`
	Roles    []taker `json:"roles,omitempty" nullable:"false" doc:"Who takes each role; left out = whoever has that name or title"`
	DryRun   bool    `json:"dry_run,omitempty" doc:"Try everything, keep nothing"`
}

type taker struct {
	Role  roleOut  `json:"role"`
	Party partyOut `json:"party"`
}

func (in projectStartIn) dry() bool { return in.Body.DryRun }

// startedOut is a project that was started.
type startedOut struct {
	ProjectID string    `json:"project_id" doc:"Empty in a dry run"`
	StartsOn  string    `json:"starts_on"`
	LastStart *string   `json:"last_start_on" doc:"Of a wished end: the last day on which it could start; one that has passed means that it is too tight"`
	OverDays  int       `json:"over_days" doc:"Of a wished end: calendar days by which it is likely missed"`
	Steps     []stepOut `json:"steps"`
}

func (r templateDesk) start(ctx context.Context, who office.Actor, in *projectStartIn) (startedOut, error) {
	id, err := in.id()
	if err != nil {
		return startedOut{}, err
	}
	b := in.Body
	x := office.StartTemplate{Template: id, Client: ref[client.ID](ofClient, b.ClientID), Name: b.Name, Owner: memberRef(who, b.OwnerID), Dry: b.DryRun, Take: map[plan.Role]plan.Party{}}
	var k fault.Check
	for field, d := range map[string]struct {
		text string
		to   *worktime.Day
	}{"starts_on": {b.StartsOn, &x.Day}, "ends_on": {b.EndsOn, &x.End}} {
		if d.text != "" {
			*d.to, err = worktime.ParseDay(d.text)
			k.Want(err == nil, field, "Write the day as YYYY-MM-DD.")
		}
	}
	if err := k.Err(); err != nil {
		return startedOut{}, err
	}
	for _, t := range b.Roles {
		party := plan.Party{Side: plan.Side(t.Party.Side), ID: t.Party.ID, Name: t.Party.Name}
		if party.Side == plan.Ours && party.ID != "" {
			party.ID = string(memberRef(who, party.ID))
		}
		x.Take[plan.Role{Side: plan.Side(t.Role.Side), Word: t.Role.Word}] = party
	}
	done, err := r.office.Templates.Start(ctx, who, x)
	if err != nil {
		return startedOut{}, err
	}
	out := startedOut{ProjectID: string(done.Project.ID), StartsOn: done.Day.String(), LastStart: outDay(done.Fit.Start), OverDays: done.Fit.Over, Steps: []stepOut{}}
	for i := range done.Plan.Steps {
		out.Steps = append(out.Steps, outStep(done.PlanView, i))
	}
	if b.DryRun {
		out.ProjectID = ""
	}
	return out, nil
}
