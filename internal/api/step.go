package api

import (
	"context"
	"net/http"
	"time"

	"kept/internal/fault"
	"kept/internal/office"
	"kept/outlook"
	"kept/plan"
	"kept/worktime"
)

// steps are what the plans of projects are made of.
func steps(s *service) {
	r := stepDesk{s}
	look(s, "/projects/{project}/plan", "see-plan", "See the plan of a project, laid out from now on", r.plan)
	create(s, "/projects/{project}/steps", "add-step", "Add a step to the plan of a project, after all others", r.add)
	one(s, "/steps/{step}", "see-step", "See a step, and where it lies in time", r.see)
	edit(s, operation(http.MethodPatch, "/steps/{step}", "edit-step", "Edit a step; steps that follow on it move with it"), r.edit)
	drop(s, "/steps/{step}", "drop-step", "Take a step out of its plan; what followed on it follows on what it followed on", r.drop)
	act(s, "/steps/{step}/trials", "try-step", "See what an edit would move, and change nothing", r.try)
	act(s, "/steps/{step}/beginning", "begin-step", "Say that a step was begun", r.begin)
	act(s, "/steps/{step}/completion", "finish-step", "Say that a step is done", r.finish)
	act(s, "/steps/{step}/reopening", "reopen-step", "Take back that a step is done, or that it was begun", r.reopen)
}

type stepDesk struct{ *service }

// StepIn names a step.
type StepIn struct {
	Step string `path:"step"`
}

func (in StepIn) id() (plan.ID, error) { return named[plan.ID](ofStep, in.Step) }

// stepOut is a step, and where it lies in time.
type stepOut struct {
	ID         string           `json:"id"`
	ProjectID  string           `json:"project_id"`
	Stage      string           `json:"stage"`
	Name       string           `json:"name"`
	Wording    string           `json:"wording" doc:"As the client reads it; empty = the name"`
	Party      partyOut         `json:"party"`
	DaysLeast  int              `json:"days_least" doc:"Working days of whoever holds it"`
	DaysMost   int              `json:"days_most"`
	NotBefore  *string          `json:"not_before_on" doc:"It begins on this day or later"`
	FixedOn    *string          `json:"fixed_on" doc:"It ends on this day, whatever comes before it"`
	StartedAt  *time.Time       `json:"started_at"`
	DoneAt     *time.Time       `json:"done_at"`
	Follows    []followOut      `json:"follows"`
	StartsOn   string           `json:"starts_on" doc:"As the plan lies now"`
	EndsOn     string           `json:"ends_on"`
	LatestOn   string           `json:"latest_on" doc:"If everything takes the most"`
	Why        string           `json:"why" enum:",follows,not before,fixed,fact" doc:"What sets its place"`
	TooEarly   int              `json:"too_early_days" doc:"By so many working days its fixed day comes before it can begin"`
	ToldUntil  *string          `json:"told_until_on" format:"date" doc:"By when the client was told last that it is done; null = they were not told"`
	ToldLatest *string          `json:"told_latest_on" format:"date" doc:"… and at the latest"`
	Forecast   *stepForecastOut `json:"forecast" doc:"When it will really be done; null when it is done"`
	Version    int              `json:"version"`
}

// stepForecastOut is when a step will really be done, and how we know.
type stepForecastOut struct {
	Half     string `json:"half_on" format:"date" doc:"It is done by this day in half of the cases"`
	Most     string `json:"most_on" format:"date" doc:"… in 80 of 100"`
	Sure     string `json:"sure_on" format:"date" doc:"… in 85 of 100: the date that is offered for a promise"`
	Nearly   string `json:"nearly_on" format:"date" doc:"… in 95 of 100"`
	Alike    int    `json:"alike" doc:"Finished steps like it"`
	Shortest int    `json:"shortest_days" doc:"Working days, of the last nine of them"`
	Longest  int    `json:"longest_days"`
	Few      bool   `json:"few" doc:"Fewer than five: mostly the plan's own estimate"`
	Reason   string `json:"reason"`
}

func outForecast(o outlook.Outlook, id plan.ID) *stepForecastOut {
	f, ok := o.Of(id)
	if !ok {
		return nil
	}
	day := func(percent int) string { return f.By(o.Today, percent).String() }
	r := f.Reason
	return &stepForecastOut{day(50), day(80), day(office.SurePercent), day(95), r.Alike, r.Shortest, r.Longest, r.Few, office.SayReason(r)}
}

type partyOut struct {
	Side string `json:"side" enum:"us,client,third party"`
	ID   string `json:"id" doc:"Of a member or a contact; empty = it is not said who"`
	Name string `json:"name" doc:"Of a third party"`
}

type followOut struct {
	StepID string `json:"step_id"`
	Kind   string `json:"kind" enum:"finish-start,start-start"`
	Lag    int    `json:"lag_days" minimum:"-1000" maximum:"1000" doc:"Working days of whoever holds the step that follows"`
}

func (s stepOut) version() int { return s.Version }
func (s stepOut) path() string { return "/steps/" + s.ID }

// outStep gives the step at a place of a plan.
func outStep(v office.PlanView, at int) stepOut {
	s, l := v.Plan.Steps[at], v.Laid[at]
	out := stepOut{
		ID: string(s.ID), ProjectID: s.ProjectID, Stage: s.Stage, Name: s.Name, Wording: s.Wording, Party: partyOut{string(s.Party.Side), s.Party.ID, s.Party.Name},
		DaysLeast: s.Effort.Least, DaysMost: s.Effort.Most, NotBefore: outDay(s.NotBefore), FixedOn: outDay(s.On), StartedAt: outTime(s.StartedAt), DoneAt: outTime(s.DoneAt),
		Follows: []followOut{}, StartsOn: l.Start.String(), EndsOn: l.End.String(), LatestOn: max(l.Latest.String(), l.End.String()), Why: string(l.Why), TooEarly: l.Squeezed, ToldUntil: outDay(s.Told.Until), ToldLatest: outDay(s.Told.Latest), Forecast: outForecast(v.Outlook, s.ID), Version: s.Version,
	}
	for _, x := range v.Plan.Links {
		if x.To == s.ID {
			out.Follows = append(out.Follows, followOut{string(x.From), string(x.Kind), x.Lag})
		}
	}
	return out
}

// stepOf gives one step of a plan.
func stepOf(v office.PlanView, id plan.ID) (stepOut, error) {
	for i, s := range v.Plan.Steps {
		if s.ID == id {
			return outStep(v, i), nil
		}
	}
	return stepOut{}, nothingHere()
}

// planOut is a plan.
type planOut struct {
	ProjectID string         `json:"project_id"`
	Steps     []stepOut      `json:"steps"`
	Lost      map[string]int `json:"lost_days" doc:"Working days beyond the most that was planned, by who held the step"`
}

func (r stepDesk) plan(ctx context.Context, who office.Actor, in *ProjectIn) (planOut, error) {
	id, err := in.id()
	if err != nil {
		return planOut{}, err
	}
	v, err := r.office.Plans.Of(ctx, who, id)
	if err != nil {
		return planOut{}, err
	}
	out := planOut{ProjectID: string(id), Steps: []stepOut{}, Lost: map[string]int{}}
	for i := range v.Plan.Steps {
		out.Steps = append(out.Steps, outStep(v, i))
	}
	for side, n := range v.Lost {
		out.Lost[string(side)] = n
	}
	return out, nil
}

func (r stepDesk) see(ctx context.Context, who office.Actor, in *StepIn) (stepOut, error) {
	id, err := in.id()
	if err != nil {
		return stepOut{}, err
	}
	of, err := r.office.Plans.ProjectOf(ctx, who, id)
	if err != nil {
		return stepOut{}, err
	}
	v, err := r.office.Plans.Of(ctx, who, of)
	if err != nil {
		return stepOut{}, err
	}
	return stepOf(v, id)
}

// stepBody is what a step is to be; what is left out stays.
type stepBody struct {
	Name      *string      `json:"name,omitempty" doc:"200 characters at most"`
	Wording   *string      `json:"wording,omitempty"`
	Stage     *string      `json:"stage,omitempty"`
	Party     *partyOut    `json:"party,omitempty"`
	DaysLeast *int         `json:"days_least,omitempty"`
	DaysMost  *int         `json:"days_most,omitempty"`
	NotBefore *string      `json:"not_before_on,omitempty" doc:"YYYY-MM-DD; empty = whenever it can"`
	FixedOn   *string      `json:"fixed_on,omitempty" doc:"YYYY-MM-DD; empty = no such day"`
	Follows   *[]followOut `json:"follows,omitempty" doc:"In place of all before"`
}

func (b stepBody) edit(version int) (office.StepEdit, error) {
	var k fault.Check
	day := func(field string, text *string) worktime.Day {
		if text == nil || *text == "" {
			return worktime.Day{}
		}
		d, err := worktime.ParseDay(*text)
		k.Want(err == nil, field, "Write the day as YYYY-MM-DD.")
		return d
	}
	notBefore, on := day("not_before", b.NotBefore), day("on", b.FixedOn)
	out := office.StepEdit{Version: version, Change: func(s *plan.Step) {
		set(&s.Name, b.Name)
		set(&s.Wording, b.Wording)
		set(&s.Stage, b.Stage)
		set(&s.Effort.Least, b.DaysLeast)
		set(&s.Effort.Most, b.DaysMost)
		if b.Party != nil {
			s.Party = plan.Party{Side: plan.Side(b.Party.Side), ID: b.Party.ID, Name: b.Party.Name}
		}
		if b.NotBefore != nil {
			s.NotBefore = notBefore
		}
		if b.FixedOn != nil {
			s.On = on
		}
	}}
	if b.Follows != nil {
		follows := []office.Follow{}
		for _, f := range *b.Follows {
			follows = append(follows, office.Follow{On: ref[plan.ID](ofStep, f.StepID), Kind: plan.LinkKind(f.Kind), Lag: f.Lag})
		}
		out.Follows = &follows
	}
	return out, k.Err()
}

type newStepIn struct {
	Keyed
	ProjectIn
	Body stepBody
}

func (r stepDesk) add(ctx context.Context, who office.Actor, in *newStepIn) (stepOut, error) {
	of, err := in.ProjectIn.id()
	if err != nil {
		return stepOut{}, err
	}
	e, err := in.Body.edit(0)
	if err != nil {
		return stepOut{}, err
	}
	made, err := r.office.Plans.AddStep(ctx, who, of, e)
	if err != nil {
		return stepOut{}, err
	}
	return stepOf(made.PlanView, made.Step.ID)
}

type stepEditIn struct {
	StepIn
	IfMatch
	Body stepBody
}

func (in stepEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return stepDesk{s}.see(ctx, who, &in.StepIn)
}

func (r stepDesk) edit(ctx context.Context, who office.Actor, in *stepEditIn) (stepOut, error) {
	id, err := in.id()
	if err != nil {
		return stepOut{}, err
	}
	if err := nothing(in.Body != stepBody{}); err != nil {
		return stepOut{}, err
	}
	e, err := in.Body.edit(in.seen())
	if err != nil {
		return stepOut{}, err
	}
	done, err := r.office.Plans.EditStep(ctx, who, id, e)
	if err != nil {
		return stepOut{}, err
	}
	return stepOf(done.PlanView, id)
}

func (r stepDesk) drop(ctx context.Context, who office.Actor, in *StepIn) error {
	id, err := in.id()
	if err != nil {
		return err
	}
	_, err = r.office.Plans.DropStep(ctx, who, id, 0)
	return err
}

type stepTrialIn struct {
	Keyed
	StepIn
	Body stepBody
}

// shiftOut is a step that comes to lie elsewhere.
type shiftOut struct {
	StepID       string `json:"step_id"`
	StartsOn     string `json:"starts_on"`
	EndsOn       string `json:"ends_on"`
	WouldStartOn string `json:"would_start_on"`
	WouldEndOn   string `json:"would_end_on"`
	Days         int    `json:"days" doc:"Calendar days by which it would end later; less than none = earlier"`
}

// atRiskOut is a promise that an edit makes late or doubtful.
type atRiskOut struct {
	PromiseID   string   `json:"promise_id"`
	Words       string   `json:"words"`
	ContactName string   `json:"contact_name" doc:"Who must hear of it"`
	Chance      *float64 `json:"chance" doc:"As it is now"`
	WouldBe     *float64 `json:"chance_would_be"`
	LateDays    int      `json:"late_days" doc:"Calendar days by which its step would end after it"`
}

// trialOut is what an edit would do.
type trialOut struct {
	Shifts []shiftOut  `json:"items" nullable:"false" doc:"Steps that would come to lie elsewhere"`
	AtRisk []atRiskOut `json:"promises_at_risk" nullable:"false" doc:"Promises that it would make late or doubtful"`
}

func (r stepDesk) try(ctx context.Context, who office.Actor, in *stepTrialIn) (trialOut, error) {
	id, err := in.id()
	if err != nil {
		return trialOut{}, err
	}
	e, err := in.Body.edit(0)
	if err != nil {
		return trialOut{}, err
	}
	tried, err := r.office.Plans.TryEdit(ctx, who, id, e)
	out := trialOut{Shifts: []shiftOut{}, AtRisk: []atRiskOut{}}
	for _, s := range tried.Shifts {
		out.Shifts = append(out.Shifts, outShift(s))
	}
	for _, k := range tried.AtRisk {
		out.AtRisk = append(out.AtRisk, atRiskOut{string(k.Promise.ID), k.Promise.Words, k.Promise.ContactName, outChance(k.Was), outChance(k.Is), k.Late})
	}
	return out, err
}

type stepActIn struct {
	Keyed
	StepIn
	Body *stepMoment `required:"false"`
}

// stepMoment is when something happened to a step.
type stepMoment struct {
	At *time.Time `json:"at,omitempty" doc:"When it happened; left out = now"`
}

func (r stepDesk) happened(in *stepActIn, do func(plan.ID, time.Time) (office.PlanChange, error)) (stepOut, error) {
	id, err := in.id()
	if err != nil {
		return stepOut{}, err
	}
	var at time.Time
	if in.Body != nil {
		set(&at, in.Body.At)
	}
	out, err := do(id, at)
	if err != nil {
		return stepOut{}, err
	}
	return stepOf(out.PlanView, id)
}

func (r stepDesk) begin(ctx context.Context, who office.Actor, in *stepActIn) (stepOut, error) {
	return r.happened(in, func(id plan.ID, at time.Time) (office.PlanChange, error) {
		return r.office.Plans.Begin(ctx, who, id, at)
	})
}

func (r stepDesk) finish(ctx context.Context, who office.Actor, in *stepActIn) (stepOut, error) {
	return r.happened(in, func(id plan.ID, at time.Time) (office.PlanChange, error) {
		return r.office.Plans.Finish(ctx, who, id, at)
	})
}

func (r stepDesk) reopen(ctx context.Context, who office.Actor, in *struct {
	Keyed
	StepIn
}) (stepOut, error) {
	return r.happened(&stepActIn{StepIn: in.StepIn}, func(id plan.ID, _ time.Time) (office.PlanChange, error) {
		return r.office.Plans.Reopen(ctx, who, id)
	})
}
