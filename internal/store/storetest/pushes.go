package storetest

import (
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/internal/store"
	"kept/subscription"
)

// pushDevices are the devices of contacts, and the keys of their workspaces.
func pushDevices(b *bench) {
	f, other := b.firm(), b.firm()
	none(store.PushKeysOf(b.read(), f.ws))(b)
	keys := store.PushKeys{Public: "public", Secret: "sealed", MadeAt: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddPushKeys(tx, f.ws, keys) })
	same(b, "the keys", ok(store.PushKeysOf(b.read(), f.ws))(b), keys)
	none(store.PushKeysOf(b.read(), other.ws))(b)
	rapid.Check(b.T, func(r *rapid.T) {
		d := drawn[subscription.Device](r, "device")
		d.ID, d.ContactID, d.ClientID, d.EndedAt = b.name("dev"), string(f.contact), string(f.client), time.Time{}
		d.Endpoint += d.ID
		b.write(r, func(tx *store.Tx) error { return store.AddPushDevice(tx, f.ws, d) })
		same(r, "the device", ok(store.PushDevice(b.read(), f.ws, d.ID))(r), d)
		none(store.PushDevice(b.read(), other.ws, d.ID))(r)
		for name, list := range map[string][]subscription.Device{
			"of the contact": ok(store.PushDevicesOfContact(b.read(), f.ws, f.contact))(r), "of the client": ok(store.PushDevicesOfClient(b.read(), f.ws, f.client))(r), "at the address": ok(store.PushDevicesAt(b.read(), f.ws, d.Endpoint))(r),
		} {
			same(r, name, list, []subscription.Device{d})
		}
		same(r, "at the address, elsewhere", ok(store.PushDevicesAt(b.read(), other.ws, d.Endpoint))(r), nil)
		d.P256dh, d.Auth, d.Agent, d.Refused = "new", "newer", "newest", 0
		b.write(r, func(tx *store.Tx) error { return store.RenewPushDevice(tx, f.ws, d) })
		d.ReachedAt, d.Refused = monday(), 2
		b.write(r, func(tx *store.Tx) error { return store.ReachPushDevice(tx, f.ws, d) })
		same(r, "as it was reached", ok(store.PushDevice(b.read(), f.ws, d.ID))(r), d)
		d.EndedAt, d.Why = monday().Add(time.Hour), "gone"
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndPushDevice(tx, other.ws, d) })
		b.write(r, func(tx *store.Tx) error { return store.EndPushDevice(tx, f.ws, d) })
		d.Endpoint, d.P256dh, d.Auth = "", "", ""
		same(r, "ended", ok(store.PushDevice(b.read(), f.ws, d.ID))(r), d)
		same(r, "nobody is told", ok(store.PushDevicesOfContact(b.read(), f.ws, f.contact))(r), nil)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.EndPushDevice(tx, f.ws, d) })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.RenewPushDevice(tx, f.ws, d) })
	})
}

// pushes wait, are taken by one, and are taken again from whoever died.
func pushes(b *bench) {
	f := b.firm()
	d := subscription.Device{ID: b.name("dev"), ContactID: string(f.contact), ClientID: string(f.client), Endpoint: "e", MadeAt: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddPushDevice(tx, f.ws, d) })
	same(b, "none waits", ok(store.NextPush(b.read()))(b), time.Time{})
	p := store.Push{Workspace: f.ws, ID: b.name("psh"), EffectKey: "following:1", DeviceID: d.ID, Payload: "{}", State: "queued", SendAt: monday(), MadeAt: monday()}
	add := func(p store.Push) { b.write(b, func(tx *store.Tx) error { return store.AddPush(tx, p) }) }
	add(p)
	twice := p
	twice.ID, twice.Payload = b.name("psh"), "another"
	add(twice)
	none(store.PushOf(b.read(), f.ws, twice.ID))(b)
	later := p
	later.ID, later.EffectKey, later.SendAt = b.name("psh"), "following:2", monday().Add(time.Hour)
	add(later)
	same(b, "the next moment", ok(store.NextPush(b.read()))(b), monday())
	same(b, "just before", ok(store.PushesDue(b.read(), monday().Add(-time.Millisecond), 9))(b), nil)
	same(b, "as it is due", ok(store.PushesDue(b.read(), monday(), 9))(b), []store.Push{p})
	same(b, "an hour later, the longest waiting first", ok(store.PushesDue(b.read(), later.SendAt, 9))(b), []store.Push{p, later})
	lease := func() (taken bool) {
		b.write(b, func(tx *store.Tx) (err error) { taken, err = store.LeasePush(tx, p); return err })
		return taken
	}
	p.LeasedUntil, p.LeasedBy = monday().Add(2*time.Minute), "one"
	if !lease() || lease() {
		b.Error("it is taken by two, or by none")
	}
	p.State, p.Tries = "leased", 1
	same(b, "as it is held", ok(store.PushOf(b.read(), f.ws, p.ID))(b), p)
	same(b, "until when", ok(store.NextPushLapse(b.read()))(b), p.LeasedUntil)
	requeue := func(now time.Time) { b.write(b, func(tx *store.Tx) error { return store.RequeuePushes(tx, now) }) }
	requeue(p.LeasedUntil.Add(-time.Millisecond))
	same(b, "just before it lapses", ok(store.PushOf(b.read(), f.ws, p.ID))(b), p)
	requeue(p.LeasedUntil)
	if !lease() {
		b.Error("after its lease nobody can take it")
	}
	done := p
	done.State, done.DoneAt, done.Code, done.Answer = "sent", monday().Add(time.Hour), 201, "created"
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.SavePush(tx, done, "leased") }) // of the first try
	done.Tries = 2
	b.write(b, func(tx *store.Tx) error { return store.SavePush(tx, done, "leased") })
	done.LeasedUntil, done.LeasedBy = time.Time{}, ""
	same(b, "as it was sent", ok(store.PushOf(b.read(), f.ws, p.ID))(b), done)
	drop := func(before time.Time) { b.write(b, func(tx *store.Tx) error { return store.DropPushes(tx, before) }) }
	drop(done.DoneAt)
	same(b, "what is as old as that", ok(store.PushOf(b.read(), f.ws, p.ID))(b), done)
	drop(done.DoneAt.Add(time.Hour))
	none(store.PushOf(b.read(), f.ws, p.ID))(b)
	same(b, "what waits stays", ok(store.PushOf(b.read(), f.ws, later.ID))(b), later)
}
