package storetest

import (
	"fmt"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/plan"
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
