package storetest

import (
	"time"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/plan"
)

// templates keeps plans to start from.
func templates(b *bench) {
	f, other := b.firm(), b.firm()
	of := b.project(f)
	t := store.Template{ID: b.name("tpl"), Name: "Website", Steps: 1, MadeAt: monday(), Version: 1}
	v := store.TemplateVersion{Template: t.ID, Number: 1, Project: of, By: f.owner, At: monday(), Plan: plan.Template{
		Steps: []plan.TemplateStep{{Key: "s1", Kind: "draw", Name: "Draw “it”", Role: plan.Role{Side: plan.Ours, Word: "designer"}, Effort: plan.Effort{Least: 1, Most: 2}, After: 3}, {Key: "s2", Name: "Build"}},
		Links: []plan.Link{{From: "s1", To: "s2", Kind: plan.FinishStart, Lag: -1}},
	}}
	b.write(b, func(tx *store.Tx) error { return store.AddTemplate(tx, f.ws, t) })
	b.write(b, func(tx *store.Tx) error { return store.AddTemplateVersion(tx, f.ws, v) })
	same(b, "the template", ok(store.TemplateOf(b.read(), f.ws, t.ID))(b), t)
	same(b, "its steps", ok(store.TemplateVersionOf(b.read(), f.ws, t.ID, 1))(b), v)
	none(store.TemplateOf(b.read(), other.ws, t.ID))(b)
	none(store.TemplateVersionOf(b.read(), other.ws, t.ID, 1))(b)
	none(store.TemplateVersionOf(b.read(), f.ws, t.ID, 2))(b)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddTemplateVersion(tx, f.ws, v) })

	t.Name, t.Steps, t.Retired = "Shop", 2, monday().Add(time.Hour)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.SaveTemplate(tx, other.ws, t) })
	b.write(b, func(tx *store.Tx) error { return store.SaveTemplate(tx, f.ws, t) })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.SaveTemplate(tx, f.ws, t) })
	t.Version++
	v.Number, v.At = 2, monday().Add(time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.AddTemplateVersion(tx, f.ws, v) })
	same(b, "the templates", ok(store.Templates(b.read(), f.ws))(b), []store.Template{t})
	same(b, "the templates elsewhere", ok(store.Templates(b.read(), other.ws))(b), nil)
	listed := ok(store.TemplateVersions(b.read(), f.ws, t.ID))(b)
	if len(listed) != 2 || listed[0].Number != 2 || !listed[0].At.Equal(v.At) || listed[1].By != f.owner || listed[1].Plan.Steps != nil {
		b.Errorf("its versions are %+v", listed)
	}
}
