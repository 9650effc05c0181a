package storetest

import (
	"errors"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/outlook"
	"kept/plan"
	"kept/promise"
	"kept/workspace"
	"kept/worktime"
)

// project puts a project into a firm.
func (b *bench) project(f firm) client.ProjectID {
	p := client.Project{ID: client.ProjectID(b.name("prj")), ClientID: f.client, Name: "Website", OwnerID: f.owner, MadeAt: monday(), Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddProject(tx, f.ws, p) })
	return p.ID
}

func steps(b *bench) {
	keeping[plan.Step]{
		draw: func(r *rapid.T, f firm, name string) plan.Step {
			s := drawn[plan.Step](r, "step")
			s.ID, s.ProjectID = plan.ID(name), string(b.project(f))
			return s
		},
		add:   store.AddStep,
		added: whole[plan.Step],
		load: func(tx *store.Tx, ws workspace.ID, name string) (plan.Step, error) {
			return store.Step(tx, ws, plan.ID(name))
		},
		save: store.SaveStep,
		saved: func(before, s plan.Step) plan.Step {
			s.ProjectID, s.Source = before.ProjectID, before.Source
			return s
		},
		version: func(s *plan.Step) *int { return &s.Version },
	}.check(b, "stp")

	f, other := b.firm(), b.firm()
	of, elsewhere := b.project(f), b.project(f)
	var all []plan.Step
	for i := range 4 {
		s := plan.Step{ID: plan.ID(b.name("stp")), ProjectID: string(of), Seq: 4 - i, Name: fmt.Sprint(i), Version: 1}
		b.write(b, func(tx *store.Tx) error { return store.AddStep(tx, f.ws, s) })
		all = append([]plan.Step{s}, all...)
	}
	same(b, "the steps of a project", ok(store.Steps(b.read(), f.ws, of))(b), all)
	same(b, "the steps of another project", ok(store.Steps(b.read(), f.ws, elsewhere))(b), nil)
	same(b, "the steps elsewhere", ok(store.Steps(b.read(), other.ws, of))(b), nil)

	links := []plan.Link{{From: all[0].ID, To: all[1].ID, Kind: plan.FinishStart, Lag: 2}, {From: all[0].ID, To: all[2].ID, Kind: plan.StartStart, Lag: -1}}
	for _, l := range links {
		b.write(b, func(tx *store.Tx) error { return store.AddLink(tx, f.ws, of, l) })
	}
	got := ok(store.Links(b.read(), f.ws, of))(b)
	if len(got) != 2 || got[0].From != all[0].ID || !(got[0] == links[0] && got[1] == links[1] || got[0] == links[1] && got[1] == links[0]) {
		b.Errorf("the links are %+v", got)
	}
	same(b, "the links elsewhere", ok(store.Links(b.read(), other.ws, of))(b), nil)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddLink(tx, f.ws, of, links[0]) })
	b.write(b, func(tx *store.Tx) error { return store.DropLink(tx, other.ws, links[1].From, links[1].To) })
	b.write(b, func(tx *store.Tx) error { return store.DropLink(tx, f.ws, links[1].From, links[1].To) })
	same(b, "the links after one went", ok(store.Links(b.read(), f.ws, of))(b), links[:1])

	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.DropStep(tx, f.ws, all[3].ID, 2) })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.DropStep(tx, other.ws, all[3].ID, 1) })
	b.write(b, func(tx *store.Tx) error { return store.DropStep(tx, f.ws, all[3].ID, 1) })
	same(b, "the steps after one went", ok(store.Steps(b.read(), f.ws, of))(b), all[:3])
}

// planOrigins keeps what plans of other tools said.
func planOrigins(b *bench) {
	f, other := b.firm(), b.firm()
	of := b.project(f)
	said := plan.Outside{Format: "mspdi", Name: "House", Links: []plan.Link{{From: "mspdi:1", To: "mspdi:2", Kind: plan.FinishStart, Lag: -1}}, Steps: []plan.OutsideStep{{
		Step: plan.Step{Source: "mspdi:1", Name: "Draw “it”", Effort: plan.Effort{Least: 1, Most: 2}, NotBefore: worktime.Day{Year: 2026, Month: 3, Date: 2}, StartedAt: monday()},
		Who:  []plan.Person{{Name: "Ana", Email: "ana@example.com"}}, Progress: plan.Begun, Begun: monday(),
	}}}
	first := store.PlanOrigin{Project: of, Said: said, By: f.owner, At: monday()}
	second := store.PlanOrigin{Project: of, Said: plan.Outside{Format: "trello"}, By: f.owner, At: monday().Add(time.Hour)}
	for _, o := range []store.PlanOrigin{first, second} {
		b.write(b, func(tx *store.Tx) error { return store.SavePlanOrigin(tx, f.ws, o) })
	}
	listed := func(o store.PlanOrigin) store.PlanOrigin {
		o.Said = plan.Outside{Format: o.Said.Format, Name: o.Said.Name}
		return o
	}
	same(b, "where the plan came from", ok(store.PlanOrigins(b.read(), f.ws, of))(b), []store.PlanOrigin{listed(first), second})
	same(b, "where it came from elsewhere", ok(store.PlanOrigins(b.read(), other.ws, of))(b), nil)
	same(b, "what it said", ok(store.SaidBefore(b.read(), f.ws, of, "mspdi"))(b), said)
	none(store.SaidBefore(b.read(), f.ws, of, "xer"))(b)
	none(store.SaidBefore(b.read(), other.ws, of, "mspdi"))(b)
	first.Said.Name, first.At = "Another name", monday().Add(2*time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.SavePlanOrigin(tx, f.ws, first) })
	same(b, "where it came from now", ok(store.PlanOrigins(b.read(), f.ws, of))(b), []store.PlanOrigin{listed(first), second})
}

// outlooks keeps what is forecast.
func outlooks(b *bench) {
	f, other := b.firm(), b.firm()
	of := b.project(f)
	if _, err := store.Outlook(b.read(), f.ws, of); !errors.Is(err, store.ErrNone) {
		b.Errorf("an outlook before there is one: %v", err)
	}
	o := outlook.Outlook{Today: worktime.Day{Year: 2026, Month: time.March, Date: 2}, Steps: []outlook.Step{{ID: "stp_1", Days: []int{1, 2, 9}, Critical: 40, Reason: outlook.Reason{Alike: 2, Shortest: 1, Longest: 3, Few: true}}}}
	for range 2 {
		b.write(b, func(tx *store.Tx) error { return store.SaveOutlook(tx, f.ws, of, o, monday()) })
		same(b, "the outlook", ok(store.Outlook(b.read(), f.ws, of))(b), o)
		o.Steps = nil
	}

	was := ok(store.WorkVersion(b.read(), f.ws))(b)
	b.write(b, func(tx *store.Tx) error { return store.WorkChanged(tx, f.ws) })
	same(b, "what happened to steps", ok(store.WorkVersion(b.read(), f.ws))(b), was+1)
	same(b, "what happened elsewhere", ok(store.WorkVersion(b.read(), other.ws))(b), int64(0))

	var all []outlook.Work
	for i := range 3 {
		s := plan.Step{ID: plan.ID(b.name("stp")), ProjectID: string(of), Seq: i, Name: fmt.Sprint(i), StartedAt: monday().Add(time.Duration(i) * time.Hour), Version: 1}
		if i == 0 {
			s.StartedAt = time.Time{}
		} else {
			all = append([]outlook.Work{{Step: s, Client: string(f.client)}}, all...)
		}
		b.write(b, func(tx *store.Tx) error { return store.AddStep(tx, f.ws, s) })
	}
	same(b, "the work", ok(store.Work(b.read(), f.ws, 10))(b), all)
	same(b, "the newest work", ok(store.Work(b.read(), f.ws, 1))(b), all[:1])
	same(b, "the work elsewhere", ok(store.Work(b.read(), other.ws, 10))(b), nil)
	same(b, "the open steps of a client", len(ok(store.OpenSteps(b.read(), f.ws, f.client, 10))(b)), 3)
	same(b, "the first of them", len(ok(store.OpenSteps(b.read(), f.ws, f.client, 1))(b)), 1)
	same(b, "the open steps elsewhere", ok(store.OpenSteps(b.read(), other.ws, f.client, 10))(b), nil)
	same(b, "the plans that were told", ok(store.ToldPlans(b.read(), f.ws, f.client))(b), nil)
	told := all[0].Step
	told.Told.Until = o.Today
	b.write(b, func(tx *store.Tx) error { return store.SaveStep(tx, f.ws, told) })
	same(b, "the plan that was told", ok(store.ToldPlans(b.read(), f.ws, f.client))(b), []client.ProjectID{of})
	same(b, "the plans told elsewhere", ok(store.ToldPlans(b.read(), other.ws, f.client))(b), nil)
	hanging(b, f, of, all[0].ID)
	said(b, f, of)
}

// hanging has promises hang on a step, and let go.
func hanging(b *bench, f firm, of client.ProjectID, step plan.ID) {
	p := b.promise(f, monday())
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	hung := p
	hung.ProjectID, hung.StepID = string(of), string(step)
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, p, hung) })
	b.write(b, func(tx *store.Tx) error { return store.SetChance(tx, f.ws, p.ID, 437) })
	same(b, "what hangs", ok(store.Hanging(b.read(), f.ws, of, 5))(b), []promise.ID{p.ID})
	got := ok(store.Promise(b.read(), f.ws, p.ID))(b)
	if got.StepID != string(step) || got.Chance != 437 || got.Version != p.Version+1 {
		b.Errorf("it hangs as %+v", got)
	}
	row := ok(store.PromiseRowOf(b.read(), f.ws, p.ID))(b)
	if row.StepID != string(step) || row.Chance != 437 {
		b.Errorf("its line says %+v", row)
	}
	let := got
	let.StepID = ""
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, got, let) })
	same(b, "what hangs on nothing", ok(store.Hanging(b.read(), f.ws, of, 5))(b), nil)
}

func said(b *bench, f firm, of client.ProjectID) {
	day := worktime.Day{Year: 2026, Month: time.March, Date: 4}
	one := store.Said{About: "step:" + b.name("stp"), Project: of, At: monday(), Half: day, Most: day.AddDays(1), Nearly: day.AddDays(2)}
	two := store.Said{About: "promise:" + b.name("prm"), Project: of, At: monday().Add(time.Hour), Chance: 800, Due: monday().AddDate(0, 0, 9)}
	for _, s := range []store.Said{one, two, two} {
		b.write(b, func(tx *store.Tx) error { return store.AddSaid(tx, f.ws, s) })
	}
	one.Came = monday().Add(2 * time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.Came(tx, f.ws, one.About, one.Came) })
	same(b, "what was said", ok(store.SaidSince(b.read(), f.ws, monday(), 10))(b), []store.Said{two, one})
	b.write(b, func(tx *store.Tx) error { return store.Unsay(tx, f.ws, two.About, two.Due.Add(time.Millisecond)) })
	same(b, "what was said later", ok(store.SaidSince(b.read(), f.ws, monday().Add(time.Millisecond), 10))(b), []store.Said{two})
	b.write(b, func(tx *store.Tx) error { return store.Unsay(tx, f.ws, two.About, two.Due) })
	same(b, "what was taken back", ok(store.SaidSince(b.read(), f.ws, monday().Add(time.Millisecond), 10))(b), nil)
}
