package storetest

import (
	"time"

	"kept/internal/fault"
	"kept/internal/store"
)

// planLinks keeps which plans are linked, and what came to them.
func planLinks(b *bench) {
	f, other := b.firm(), b.firm()
	of := b.project(f)
	l := store.PlanLink{Workspace: f.ws, ID: b.name("lnk"), Project: of, Repository: "north/site", Secret: "sealed", By: f.owner, MadeAt: monday(), Version: 1}
	none(store.PlanLinkOf(b.read(), f.ws, of))(b)
	b.write(b, func(tx *store.Tx) error { return store.AddPlanLink(tx, l) })
	same(b, "the link of a project", ok(store.PlanLinkOf(b.read(), f.ws, of))(b), l)
	same(b, "the link by its address", ok(store.PlanLinkByID(b.read(), l.ID))(b), l)
	none(store.PlanLinkOf(b.read(), other.ws, of))(b)
	none(store.PlanLinkByID(b.read(), "lnk_nobody"))(b)
	twice := l
	twice.ID = b.name("lnk")
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddPlanLink(tx, twice) })

	l.CameAt, l.RefreshedAt, l.Refreshed, l.Trouble, l.TroubleAt = monday().Add(time.Hour), monday().Add(time.Minute), "1 changed", "A closed project", monday().Add(time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.MarkPlanLink(tx, l) })
	same(b, "a link to which something came", ok(store.PlanLinkOf(b.read(), f.ws, of))(b), l)
	l.Secret = "another"
	b.write(b, func(tx *store.Tx) error { return store.RekeyPlanLink(tx, l) })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.RekeyPlanLink(tx, l) })
	l.Version = 2
	same(b, "a link with another secret", ok(store.PlanLinkOf(b.read(), f.ws, of))(b), l)

	var all []store.PlanDelivery
	for i, word := range []string{"first", "second", "third"} {
		d := store.PlanDelivery{ID: word, Event: "issues closed", Became: word, At: monday().Add(time.Duration(i) * 24 * time.Hour)}
		b.write(b, func(tx *store.Tx) error { return store.AddPlanDelivery(tx, f.ws, l.ID, d) })
		all = append([]store.PlanDelivery{d}, all...)
	}
	same(b, "what came", ok(store.PlanDeliveries(b.read(), f.ws, l.ID))(b), all)
	same(b, "what came elsewhere", ok(store.PlanDeliveries(b.read(), other.ws, l.ID))(b), nil)
	same(b, "one delivery", ok(store.PlanDeliveryOf(b.read(), f.ws, l.ID, "second"))(b), all[1])
	none(store.PlanDeliveryOf(b.read(), f.ws, "lnk_nobody", "second"))(b)
	none(store.PlanDeliveryOf(b.read(), other.ws, l.ID, "second"))(b)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddPlanDelivery(tx, f.ws, l.ID, all[0]) })
	b.write(b, func(tx *store.Tx) error { return store.DropPlanDeliveries(tx, monday().Add(24*time.Hour)) })
	same(b, "what came lately", ok(store.PlanDeliveries(b.read(), f.ws, l.ID))(b), all[:2])

	stale := l
	stale.Version = 1
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.DropPlanLink(tx, stale) })
	b.write(b, func(tx *store.Tx) error { return store.DropPlanLink(tx, l) })
	none(store.PlanLinkOf(b.read(), f.ws, of))(b)
	same(b, "what came to a link that is no more", ok(store.PlanDeliveries(b.read(), f.ws, l.ID))(b), nil)
}
