package storetest

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/handoff"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/plan"
	"kept/workspace"
)

func handOffs(b *bench) {
	keeping[handoff.HandOff]{
		draw: func(r *rapid.T, f firm, name string) handoff.HandOff {
			h := drawn[handoff.HandOff](r, "hand-off")
			h.ID, h.ClientID = handoff.ID(name), string(f.client)
			return h
		},
		add:   store.AddHandOff,
		added: whole[handoff.HandOff],
		load: func(tx *store.Tx, ws workspace.ID, name string) (handoff.HandOff, error) {
			return store.HandOff(tx, ws, handoff.ID(name))
		},
		save: store.SaveHandOff,
		saved: func(before, h handoff.HandOff) handoff.HandOff {
			h.ClientID, h.ProjectID, h.PromiseID, h.StepID, h.Party = before.ClientID, before.ProjectID, before.PromiseID, before.StepID, before.Party
			h.Words, h.Why, h.AskedAt = before.Words, before.Why, before.AskedAt
			h.Kind, h.Options, h.Shown = before.Kind, before.Options, before.Shown
			return h
		},
		version: func(h *handoff.HandOff) *int { return &h.Version },
	}.check(b, "hof")
	handOffLists(b)
	handOffLinks(b)
	touchedHandOffs(b)
}

// handOff puts a hand-off into a firm.
func (b *bench) handOff(f firm, change func(*handoff.HandOff)) handoff.HandOff {
	h := handoff.HandOff{
		ID: handoff.ID(b.name("hof")), ClientID: string(f.client), ProjectID: string(f.project), PromiseID: "prm_1", OwnerID: f.owner, Words: "the key",
		Party: plan.Party{Side: plan.Ours, ID: "mem_x"}, State: handoff.Asked, AskedAt: monday(), NeedBy: monday().Add(time.Hour), Version: 1,
	}
	change(&h)
	b.write(b, func(tx *store.Tx) error { return store.AddHandOff(tx, f.ws, h) })
	return h
}

func handOffLists(b *bench) {
	f, other := b.firm(), b.firm()
	asked := b.handOff(f, func(*handoff.HandOff) {})
	done := b.handOff(f, func(h *handoff.HandOff) { h.State = handoff.Done })
	gone := b.handOff(f, func(h *handoff.HandOff) { h.State, h.PromiseID, h.StepID = handoff.Withdrawn, "", "stp_1" })
	step := b.handOff(f, func(h *handoff.HandOff) {
		h.PromiseID, h.StepID, h.ProjectID, h.OwnerID, h.Party.ID = "", "stp_1", "", "mem_b", "mem_y"
	})
	b.handOff(other, func(*handoff.HandOff) {})
	all := []handoff.HandOff{step, gone, done, asked}

	same(b, "of a promise", ok(store.HandOffsOfPromise(b.read(), f.ws, "prm_1"))(b), []handoff.HandOff{done, asked})
	same(b, "of a step", ok(store.HandOffsOfStep(b.read(), f.ws, "stp_1"))(b), []handoff.HandOff{step, gone})
	same(b, "what a promise waits for", ok(store.OpenHandOffsOfPromise(b.read(), f.ws, "prm_1"))(b), []handoff.HandOff{asked})
	same(b, "what a step waits for", ok(store.OpenHandOffsOfStep(b.read(), f.ws, "stp_1"))(b), []handoff.HandOff{step})
	same(b, "what the steps of a plan wait for", ok(store.OpenHandOffsOfPlan(b.read(), f.ws, ""))(b), []handoff.HandOff{step})

	slice := func(after *handoff.HandOff, limit int) store.HandOffSlice {
		s := store.HandOffSlice{Limit: limit}
		if after != nil {
			s.Before = after.ID
		}
		return s
	}
	for name, row := range map[string]struct {
		want []handoff.HandOff
		list func(*store.Tx, store.HandOffSlice) ([]handoff.HandOff, error)
	}{
		"all": {all, func(tx *store.Tx, s store.HandOffSlice) ([]handoff.HandOff, error) {
			return store.HandOffs(tx, f.ws, s)
		}},
		"of a client": {all, func(tx *store.Tx, s store.HandOffSlice) ([]handoff.HandOff, error) {
			return store.HandOffsOfClient(tx, f.ws, f.client, s)
		}},
		"of a project": {all[1:], func(tx *store.Tx, s store.HandOffSlice) ([]handoff.HandOff, error) {
			return store.HandOffsOfProject(tx, f.ws, f.project, s)
		}},
		"by state": {[]handoff.HandOff{step, asked}, func(tx *store.Tx, s store.HandOffSlice) ([]handoff.HandOff, error) {
			return store.HandOffsByState(tx, f.ws, handoff.Asked, s)
		}},
		"by owner": {all[:1], func(tx *store.Tx, s store.HandOffSlice) ([]handoff.HandOff, error) {
			return store.HandOffsByOwner(tx, f.ws, "mem_b", s)
		}},
		"by party": {all[1:], func(tx *store.Tx, s store.HandOffSlice) ([]handoff.HandOff, error) {
			return store.HandOffsByParty(tx, f.ws, "mem_x", s)
		}},
	} {
		got := pages(b, func(after *handoff.HandOff, limit int) ([]handoff.HandOff, error) {
			return row.list(b.read(), slice(after, limit))
		})
		same(b, name, got, row.want)
	}
}

func handOffLinks(b *bench) {
	f := b.firm()
	h := b.handOff(f, func(*handoff.HandOff) {})
	l := store.HandOffLink{Hash: b.name("hash"), Workspace: f.ws, HandOff: h.ID, MadeAt: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddHandOffLink(tx, l) })
	same(b, "the link", ok(store.HandOffLinkOf(b.read(), l.Hash))(b), l)
	none(store.HandOffLinkOf(b.read(), "another"))(b)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddHandOffLink(tx, l) })
}

// touchedHandOffs has a member's and a client's open hand-offs reviewed, and nothing else.
func touchedHandOffs(b *bench) {
	f := b.firm()
	later := monday().Add(240 * time.Hour)
	watch := func(h handoff.HandOff) string {
		ob := "handoff:" + string(h.ID)
		b.write(b, func(tx *store.Tx) error { return store.SetWatch(tx, f.ws, ob, later) })
		return ob
	}
	mine := watch(b.handOff(f, func(*handoff.HandOff) {}))
	done := watch(b.handOff(f, func(h *handoff.HandOff) { h.State = handoff.Done }))
	others := watch(b.handOff(f, func(h *handoff.HandOff) { h.OwnerID = "mem_other" }))
	is := func(what string, now time.Time, touched ...string) {
		b.Helper()
		for _, ob := range []string{mine, done, others} {
			want := later
			if slices.Contains(touched, ob) {
				want = now
			}
			if got := ok(store.WatchAt(b.read(), f.ws, ob))(b); !got.Equal(want) {
				b.Errorf("%s: %s is reviewed at %v, want %v", what, ob, got, want)
			}
		}
	}
	b.write(b, func(tx *store.Tx) error { return store.TouchWatchesOf(tx, f.ws, f.owner, monday()) })
	is("of a member", monday(), mine)
	b.write(b, func(tx *store.Tx) error {
		return store.TouchWatchesOfClient(tx, f.ws, client.ID("cli_other"), monday().Add(time.Hour))
	})
	is("of another client", monday(), mine)
	b.write(b, func(tx *store.Tx) error { return store.TouchWatchesOfClient(tx, f.ws, f.client, monday()) })
	is("of a client", monday(), mine, others)
	b.write(b, func(tx *store.Tx) error { return store.TouchHandOffsAskedOf(tx, f.ws, "mem_other", later) })
	is("asked of somebody else", monday(), mine, others)
	now := monday().Add(-time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.TouchHandOffsAskedOf(tx, f.ws, "mem_x", now) })
	is("asked of a member", now, mine, others)
}
