package storetest

import (
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/internal/store"
)

// arrivals are the mails that came in, each once.
func arrivals(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		a := drawn[store.Arrival](r, "arrival")
		a.ID, a.Key, a.MessageID, a.SettledAt = b.name("arr"), b.name("key"), b.name("msg"), time.Time{}
		none(store.ArrivalByKey(b.read(), f.ws, a.Key))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddArrival(tx, f.ws, a) })
		b.arrivalIs(r, f, a)
		none(store.ArrivalOf(b.read(), other.ws, a.ID))(r)
		none(store.ArrivalByKey(b.read(), other.ws, a.Key))(r)
		none(store.ArrivalOfMessage(b.read(), other.ws, a.MessageID))(r)

		again := a
		again.ID = b.name("arr")
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddArrival(tx, f.ws, again) })
		b.write(r, func(tx *store.Tx) error { return store.AddArrival(tx, other.ws, again) })

		settled := drawn[store.Arrival](r, "settled")
		settled.ID, settled.MessageID, settled.SettledAt = a.ID, b.name("msg"), monday()
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SettleArrival(tx, other.ws, settled) })
		b.arrivalIs(r, f, a)
		b.write(r, func(tx *store.Tx) error { return store.SettleArrival(tx, f.ws, settled) })
		a.State, a.MessageID, a.SettledAt, a.SettledBy = settled.State, settled.MessageID, settled.SettledAt, settled.SettledBy
		b.arrivalIs(r, f, a)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SettleArrival(tx, f.ws, settled) })
	})
	none(store.ArrivalOf(b.read(), f.ws, "arr_nobody"))(b)
	arrivalsWaiting(b)
}

// arrivalIs reads an arrival by each of its names.
func (b *bench) arrivalIs(r rapid.TB, f firm, want store.Arrival) {
	r.Helper()
	same(r, "the arrival", ok(store.ArrivalOf(b.read(), f.ws, want.ID))(r), want)
	same(r, "the arrival by its key", ok(store.ArrivalByKey(b.read(), f.ws, want.Key))(r), want)
	same(r, "the arrival by its message", ok(store.ArrivalOfMessage(b.read(), f.ws, want.MessageID))(r), want)
}

func arrivalsWaiting(b *bench) {
	f, other := b.firm(), b.firm()
	var waiting []store.Arrival
	for i := range 12 {
		a := store.Arrival{ID: b.name("arr"), Key: fmt.Sprint("key ", i), State: "quarantined", At: monday()}
		if i%3 == 0 {
			a.SettledAt = monday()
		} else {
			waiting = append(waiting, a)
		}
		b.write(b, func(tx *store.Tx) error { return store.AddArrival(tx, f.ws, a) })
	}
	list := func(f firm) []store.Arrival {
		return pages(b, func(last *store.Arrival, limit int) ([]store.Arrival, error) {
			if last == nil {
				return store.ArrivalsWaiting(b.read(), f.ws, "", limit)
			}
			return store.ArrivalsWaiting(b.read(), f.ws, last.ID, limit)
		})
	}
	same(b, "the mails that wait for a person", list(f), waiting)
	same(b, "the mails that wait elsewhere", list(other), nil)
	none(store.ArrivalOfMessage(b.read(), f.ws, ""))(b)
	first := waiting[0]
	first.State, first.SettledAt, first.SettledBy = "dropped", monday(), "mem_1"
	b.write(b, func(tx *store.Tx) error { return store.SettleArrival(tx, f.ws, first) })
	same(b, "the mails that wait when one was looked at", list(f), waiting[1:])
}

// acknowledgements are counted by address, by domain and all together.
func acknowledgements(b *bench) {
	rapid.Check(b.T, func(r *rapid.T) {
		f, other := b.firm(), b.firm()
		address, domain := lines().Draw(r, "address"), lines().Draw(r, "domain")
		var all []store.Acknowledgement
		for range rapid.IntRange(0, 6).Draw(r, "many") {
			k := store.Acknowledgement{
				ID: b.name("ack"), Address: rapid.SampledFrom([]string{address, "another@x.example"}).Draw(r, "address"),
				Domain: rapid.SampledFrom([]string{domain, "x.example"}).Draw(r, "domain"),
				At:     monday().Add(time.Duration(rapid.IntRange(-3, 3).Draw(r, "minutes")) * time.Minute),
			}
			all = append(all, k)
			b.write(r, func(tx *store.Tx) error { return store.AddAcknowledgement(tx, f.ws, k) })
			b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddAcknowledgement(tx, f.ws, k) })
		}
		most := rapid.IntRange(0, 7).Draw(r, "most")
		var latest time.Time
		inDomain, since := 0, 0
		for _, k := range all {
			if k.Address == address && k.At.After(latest) {
				latest = k.At
			}
			if k.At.After(monday()) {
				since++
				if k.Domain == domain {
					inDomain++
				}
			}
		}
		same(r, "when an address was written to last", ok(store.LastAcknowledged(b.read(), f.ws, address))(r), latest)
		same(r, "those to a domain", ok(store.AcknowledgedDomain(b.read(), f.ws, domain, monday(), most))(r), min(inDomain, most))
		same(r, "all of them", ok(store.AcknowledgedSince(b.read(), f.ws, monday(), most))(r), min(since, most))
		same(r, "when an address was written to elsewhere", ok(store.LastAcknowledged(b.read(), other.ws, address))(r), time.Time{})
		same(r, "those to a domain elsewhere", ok(store.AcknowledgedDomain(b.read(), other.ws, domain, time.Time{}, 9))(r), 0)
		same(r, "all of elsewhere", ok(store.AcknowledgedSince(b.read(), other.ws, time.Time{}, 9))(r), 0)
	})
}

// mailboxes are the ways in.
func mailboxes(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		m := b.drawMailbox(r, f)
		before := ok(store.PeopleVersion(b.read(), f.ws))(r)
		b.write(r, func(tx *store.Tx) error { return store.AddMailbox(tx, m) })
		grown(r, "a new way in", ok(store.PeopleVersion(b.read(), f.ws))(r), before)
		m.UIDValidity, m.LastUID, m.CheckedAt, m.Trouble, m.TroubleAt, m.EndedAt, m.Version = 0, 0, time.Time{}, "", time.Time{}, time.Time{}, 1
		b.mailboxIs(r, m)
		none(store.MailboxOf(b.read(), other.ws, m.ID))(r)
		b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.AddMailbox(tx, m) })

		marked := drawn[store.Mailbox](r, "marked")
		marked.Workspace, marked.ID = m.Workspace, m.ID
		b.write(r, func(tx *store.Tx) error { return store.MarkMailbox(tx, marked) })
		m.UIDValidity, m.LastUID, m.CheckedAt = marked.UIDValidity, marked.LastUID, marked.CheckedAt
		b.mailboxIs(r, m)
		troubled := drawn[store.Mailbox](r, "troubled")
		troubled.Workspace, troubled.ID = m.Workspace, m.ID
		b.write(r, func(tx *store.Tx) error { return store.TroubleMailbox(tx, troubled) })
		m.Trouble, m.TroubleAt, m.CheckedAt = troubled.Trouble, troubled.TroubleAt, troubled.CheckedAt
		b.mailboxIs(r, m)
		rekeyed := m
		rekeyed.Secret = drawn[store.Mailbox](r, "rekeyed").Secret
		b.write(r, func(tx *store.Tx) error { return store.RekeyMailbox(tx, rekeyed) })
		m.Secret = rekeyed.Secret
		b.mailboxIs(r, m)

		next := b.drawMailbox(r, f)
		next.ID, next.EndedAt, next.Version = m.ID, time.Time{}, 1
		before = ok(store.PeopleVersion(b.read(), f.ws))(r)
		b.write(r, func(tx *store.Tx) error { return store.SaveMailbox(tx, next) })
		grown(r, "a change of a way in", ok(store.PeopleVersion(b.read(), f.ws))(r), before)
		was := m
		m.Name, m.Address, m.Plus, m.Settings, m.Secret, m.Trouble, m.TroubleAt, m.Version = next.Name, next.Address, next.Plus, next.Settings, next.Secret, next.Trouble, next.TroubleAt, 2
		b.mailboxIs(r, m)
		foreign := m
		foreign.Workspace = other.ws
		for _, act := range []func(tx *store.Tx) error{
			func(tx *store.Tx) error { return store.SaveMailbox(tx, was) },
			func(tx *store.Tx) error { return store.SaveMailbox(tx, foreign) },
			func(tx *store.Tx) error { return store.MarkMailbox(tx, foreign) },
			func(tx *store.Tx) error { return store.TroubleMailbox(tx, foreign) },
			func(tx *store.Tx) error { return store.RekeyMailbox(tx, foreign) },
		} {
			b.refuse(r, fault.Conflict, act)
		}
		b.mailboxIs(r, m)
	})
	none(store.MailboxOf(b.read(), f.ws, "mbx_nobody"))(b)
	mailboxLists(b)
}

func grown(r rapid.TB, what string, now, before int64) {
	r.Helper()
	if now <= before {
		r.Fatalf("%s: what is remembered of the workspace still counts as true", what)
	}
}

// drawMailbox draws a way in that no other has the address and the path of.
func (b *bench) drawMailbox(r *rapid.T, f firm) store.Mailbox {
	m := drawn[store.Mailbox](r, "mailbox")
	m.Workspace, m.ID = f.ws, b.name("mbx")
	m.Address, m.PathHash = lines().Draw(r, "local")+b.name("@"), b.name("path")
	return m
}

// mailboxIs reads a way in that has not ended by each of its names.
func (b *bench) mailboxIs(r rapid.TB, want store.Mailbox) {
	r.Helper()
	same(r, "the way in", ok(store.MailboxOf(b.read(), want.Workspace, want.ID))(r), want)
	same(r, "the way in by its address", ok(store.MailboxByAddress(b.read(), store.Fold(strings.ToUpper(want.Address))))(r), want)
	same(r, "the way in by its path", ok(store.MailboxByPath(b.read(), want.PathHash))(r), want)
}

func mailboxLists(b *bench) {
	f, other := b.firm(), b.firm()
	address, path := b.name("in")+"@Example.com", b.name("path")
	var all []store.Mailbox
	for i, of := range []firm{f, f, f, other} {
		m := store.Mailbox{Workspace: of.ws, ID: b.name("mbx"), Kind: "imap", Name: fmt.Sprint(i), Address: address, PathHash: path, MadeAt: monday(), Version: 1}
		all = append(all, m)
		b.write(b, func(tx *store.Tx) error { return store.AddMailbox(tx, m) })
	}
	same(b, "the ways in of a firm", ok(store.Mailboxes(b.read(), f.ws))(b), all[:3])
	same(b, "the first with an address", ok(store.MailboxByAddress(b.read(), store.Fold(address)))(b), all[0])
	ended := all[0]
	ended.EndedAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveMailbox(tx, ended) })
	ended.Version = 2
	same(b, "one that has ended", ok(store.MailboxOf(b.read(), f.ws, ended.ID))(b), ended)
	same(b, "the ways in that are left", ok(store.Mailboxes(b.read(), f.ws))(b), all[1:3])
	same(b, "the ways in of another firm", ok(store.Mailboxes(b.read(), other.ws))(b), all[3:])
	same(b, "the one with an address when another has ended", ok(store.MailboxByAddress(b.read(), store.Fold(address)))(b), all[1])
	same(b, "the one with a path when another has ended", ok(store.MailboxByPath(b.read(), path))(b), all[1])
	b.write(b, func(tx *store.Tx) error {
		return store.AddMailbox(tx, store.Mailbox{Workspace: f.ws, ID: b.name("mbx"), MadeAt: monday()})
	})
	none(store.MailboxByPath(b.read(), ""))(b)
	none(store.MailboxByAddress(b.read(), "nobody@example.com"))(b)
}
