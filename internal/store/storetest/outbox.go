package storetest

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/internal/store"
)

// leaving makes a mail of a firm that is to leave on Monday morning.
func (b *bench) leaving(f firm) store.Leaving {
	id := b.name("out")
	return store.Leaving{Workspace: f.ws, ID: id, EffectKey: "reset:" + id, Mail: "{}", State: "queued", SendAt: monday(), MadeAt: monday()}
}

// queue adds mails to the outbox.
func (b *bench) queue(list ...store.Leaving) {
	b.Helper()
	b.write(b, func(tx *store.Tx) error {
		for _, l := range list {
			if err := store.AddLeaving(tx, l); err != nil {
				return err
			}
		}
		return nil
	})
}

func outbox(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		l := drawn[store.Leaving](r, "mail")
		l.Workspace, l.ID = f.ws, b.name("out")
		l.EffectKey += l.ID
		b.write(r, func(tx *store.Tx) error { return store.AddLeaving(tx, l) })
		l.State, l.Tries, l.LeasedUntil, l.LeasedBy, l.DoneAt, l.Answer = "queued", 0, time.Time{}, "", time.Time{}, ""
		same(r, "the mail", ok(store.LeavingOf(b.read(), f.ws, l.ID))(r), l)
		none(store.LeavingOf(b.read(), other.ws, l.ID))(r)

		done := drawn[store.Leaving](r, "answer")
		done.Workspace, done.ID = f.ws, l.ID
		if done.State == "queued" {
			done.State = "dead"
		}
		elsewhere := done
		elsewhere.Workspace = other.ws
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SaveLeaving(tx, elsewhere, "queued") })
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SaveLeaving(tx, done, "leased") })
		same(r, "the mail, untouched", ok(store.LeavingOf(b.read(), f.ws, l.ID))(r), l)
		b.write(r, func(tx *store.Tx) error { return store.SaveLeaving(tx, done, "queued") })
		l.State, l.SendAt, l.DoneAt, l.Answer = done.State, done.SendAt, done.DoneAt, done.Answer
		same(r, "the mail with its answer", ok(store.LeavingOf(b.read(), f.ws, l.ID))(r), l)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SaveLeaving(tx, done, "queued") })
	})
	effects(b)
	outboxLists(b)
	attempts(b)
}

// effects are asked for once.
func effects(b *bench) {
	f, other := b.firm(), b.firm()
	first, again, there := b.leaving(f), b.leaving(f), b.leaving(other)
	again.EffectKey, there.EffectKey = first.EffectKey, first.EffectKey
	b.queue(first)
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddLeaving(tx, again) })
	none(store.LeavingOf(b.read(), f.ws, again.ID))(b)
	b.queue(there)

	same(b, "what waits under the key", ok(store.QueuedEffects(b.read(), f.ws, first.EffectKey, first.EffectKey+"~"))(b), []store.Leaving{first})
	same(b, "what waits before the key", ok(store.QueuedEffects(b.read(), f.ws, "", first.EffectKey))(b), nil)

	// An act may go on after it heard that the effect was asked for before.
	next := b.leaving(f)
	var heard error
	b.write(b, func(tx *store.Tx) error {
		heard = store.AddLeaving(tx, again)
		return store.AddLeaving(tx, next)
	})
	if fault.KindOf(heard) != fault.Conflict {
		b.Errorf("the act heard %v, want a conflict", heard)
	}
	same(b, "what the act did afterwards", ok(store.LeavingOf(b.read(), f.ws, next.ID))(b), next)
}

func outboxLists(b *bench) {
	f := b.firm()
	var all []store.Leaving
	for i := range 9 {
		l := b.leaving(f)
		l.NoticeID = fmt.Sprint("ntc", i/2)
		all = append(all, l)
	}
	b.queue(all...)
	same(b, "the last mail of a notice", ok(store.LeavingOfNotice(b.read(), f.ws, "ntc1"))(b), all[3])
	none(store.LeavingOfNotice(b.read(), b.firm().ws, "ntc1"))(b)
	slices.Reverse(all)
	same(b, "the outbox", pages(b, func(before *store.Leaving, limit int) ([]store.Leaving, error) {
		if before == nil {
			return store.Outbox(b.read(), f.ws, "", limit)
		}
		return store.Outbox(b.read(), f.ws, before.ID, limit)
	}), all)
}

func attempts(b *bench) {
	f := b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		l := b.leaving(f)
		var want []store.Attempt
		for i := range rapid.IntRange(0, 3).Draw(r, "attempts") {
			a := drawn[store.Attempt](r, "attempt")
			a.Seq = i + 1
			want = append(want, a)
		}
		b.write(r, func(tx *store.Tx) error {
			for _, a := range slices.Backward(want) {
				if err := store.AddAttempt(tx, l, a); err != nil {
					return err
				}
			}
			return nil
		})
		same(r, "the attempts", ok(store.Attempts(b.read(), f.ws, l.ID))(r), want)
	})
	l := b.leaving(f)
	b.write(b, func(tx *store.Tx) error { return store.AddAttempt(tx, l, store.Attempt{Seq: 1, Text: "first"}) })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddAttempt(tx, l, store.Attempt{Seq: 1, Text: "second"}) })
	same(b, "the attempts elsewhere", ok(store.Attempts(b.read(), b.firm().ws, l.ID))(b), []store.Attempt(nil))
}

// leases hand each mail to one taker, at its moment and not before.
func leases(b *bench) {
	f, other := b.firm(), b.firm()
	if next := ok(store.NextLeaving(b.read()))(b); !next.IsZero() {
		b.Fatalf("an empty outbox wants to be looked at at %v", next)
	}
	soon, late, there := b.leaving(f), b.leaving(f), b.leaving(other)
	late.SendAt, there.SendAt = monday().Add(time.Hour), monday().Add(-time.Hour)
	b.queue(late, soon, there)
	due := func(now time.Time) []string { return leavingIDs(ok(store.LeavingDue(b.read(), now, 10))(b)) }
	same(b, "due just before", due(monday().Add(-time.Millisecond)), []string{there.ID})
	same(b, "due at the moment", due(monday()), []string{there.ID, soon.ID})
	same(b, "due in an hour", due(monday().Add(time.Hour)), []string{there.ID, soon.ID, late.ID})
	same(b, "due, one of them", leavingIDs(ok(store.LeavingDue(b.read(), monday(), 1))(b)), []string{there.ID})
	same(b, "the next moment", ok(store.NextLeaving(b.read()))(b), there.SendAt)

	b.oneTaker(soon)
	until := monday().Add(time.Minute)
	taken := ok(store.LeavingOf(b.read(), f.ws, soon.ID))(b)
	if taken.State != "leased" || taken.Tries != 1 || !taken.LeasedUntil.Equal(until) || taken.LeasedBy == "" {
		b.Errorf("the taken mail is %+v", taken)
	}
	same(b, "due after it was taken", due(monday()), []string{there.ID})

	same(b, "when the first lease runs out", ok(store.NextLapse(b.read()))(b), until)
	lapsed := func(now time.Time) []string { return leavingIDs(ok(store.Lapsed(b.read(), now, 10))(b)) }
	same(b, "lapsed just before", lapsed(until.Add(-time.Millisecond)), nil)
	same(b, "lapsed at the moment", lapsed(until), []string{soon.ID})

	// A process that is alone ends the leases of the dead, not its own.
	mine := there
	mine.LeasedBy, mine.LeasedUntil = "me", until
	b.take(mine, true)
	b.write(b, func(tx *store.Tx) error { return store.LapseLeases(tx, "me", monday()) })
	same(b, "lapsed after the others were ended", lapsed(monday()), []string{soon.ID})

	taken.State, taken.SendAt, taken.Answer = "queued", monday().Add(2*time.Hour), "451 later"
	b.write(b, func(tx *store.Tx) error { return store.SaveLeaving(tx, taken, "leased") })
	taken.LeasedBy, taken.LeasedUntil = "", time.Time{}
	same(b, "the mail that is tried again", ok(store.LeavingOf(b.read(), f.ws, soon.ID))(b), taken)
	same(b, "the next moment after that", ok(store.NextLeaving(b.read()))(b), late.SendAt)
	taken.Workspace = other.ws
	b.take(taken, false)

	// What waits in one workspace is released at once.
	foreign := b.leaving(other)
	foreign.SendAt = late.SendAt
	b.queue(foreign)
	b.write(b, func(tx *store.Tx) error { return store.ReleaseLeaving(tx, f.ws, monday()) })
	same(b, "due after all was released", due(monday()), []string{soon.ID, late.ID})
	b.write(b, func(tx *store.Tx) error { return store.ReleaseLeaving(tx, f.ws, monday().Add(time.Hour)) })
	same(b, "due after a release that is no later", due(monday()), []string{soon.ID, late.ID})
}

// oneTaker lets eight takers go for one mail at once.
func (b *bench) oneTaker(l store.Leaving) {
	b.Helper()
	var takers sync.WaitGroup
	won := make([]bool, 8)
	errs := make([]error, len(won))
	for i := range won {
		takers.Go(func() {
			mine := l
			mine.LeasedBy, mine.LeasedUntil = fmt.Sprint("taker", i), monday().Add(time.Minute)
			errs[i] = b.db.Write(b.Context(), func(tx *store.Tx) (err error) {
				won[i], err = store.LeaseLeaving(tx, mine)
				return err
			})
		})
	}
	takers.Wait()
	winners := 0
	for i := range won {
		if errs[i] != nil {
			b.Fatal(errs[i])
		}
		if won[i] {
			winners++
		}
	}
	if winners != 1 {
		b.Fatalf("%d takers have the mail", winners)
	}
}

// rewritten writes mails anew that nobody has tried to hand over, and no others.
func rewritten(b *bench) {
	f, other := b.firm(), b.firm()
	l := store.Leaving{Workspace: f.ws, ID: b.name("out"), EffectKey: b.name("effect"), Mail: "{}", SendAt: monday(), MadeAt: monday()}
	b.write(b, func(tx *store.Tx) error { return store.AddLeaving(tx, l) })
	l.Mail = `{"a":1}`
	elsewhere := l
	elsewhere.Workspace = other.ws
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.RewriteLeaving(tx, elsewhere) })
	b.write(b, func(tx *store.Tx) error { return store.RewriteLeaving(tx, l) })
	same(b, "the mail written anew", ok(store.LeavingOf(b.read(), f.ws, l.ID))(b).Mail, l.Mail)
	l.LeasedUntil, l.LeasedBy = monday().Add(time.Minute), "t"
	b.take(l, true)
	l.Mail = `{"a":2}`
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.RewriteLeaving(tx, l) })
}

func (b *bench) take(l store.Leaving, want bool) {
	b.Helper()
	b.write(b, func(tx *store.Tx) error {
		taken, err := store.LeaseLeaving(tx, l)
		if err == nil && taken != want {
			err = fmt.Errorf("taken: %v, want %v", taken, want)
		}
		return err
	})
}

func leavingIDs(list []store.Leaving) []string {
	var out []string
	for _, l := range list {
		out = append(out, l.ID)
	}
	return out
}

func suppressions(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		address, reason := b.name("a")+lines().Draw(r, "address"), lines().Draw(r, "reason")
		none(store.Suppressed(b.read(), f.ws, address))(r)
		b.write(r, func(tx *store.Tx) error { return store.Suppress(tx, f.ws, address, reason, monday()) })
		b.write(r, func(tx *store.Tx) error { return store.Suppress(tx, f.ws, address, reason+"again", monday()) })
		same(r, "the first reason", ok(store.Suppressed(b.read(), f.ws, address))(r), reason)
		none(store.Suppressed(b.read(), other.ws, address))(r)
		b.write(r, func(tx *store.Tx) error { return store.Unsuppress(tx, other.ws, address) })
		same(r, "the reason after another firm's pardon", ok(store.Suppressed(b.read(), f.ws, address))(r), reason)
		b.write(r, func(tx *store.Tx) error { return store.Unsuppress(tx, f.ws, address) })
		none(store.Suppressed(b.read(), f.ws, address))(r)
	})
}
