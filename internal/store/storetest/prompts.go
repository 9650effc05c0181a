package storetest

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
)

func prompts(b *bench) {
	keeping[store.PromptRow]{
		draw: func(r *rapid.T, _ firm, name string) store.PromptRow {
			p := drawn[store.PromptRow](r, "prompt")
			p.ID, p.Obligation = prompt.ID(name), "promise:"+name
			return p
		},
		add: store.AddPrompt,
		load: func(tx *store.Tx, ws workspace.ID, name string) (store.PromptRow, error) {
			return store.Prompt(tx, ws, prompt.ID(name))
		},
		save: store.SavePrompt,
		added: func(p store.PromptRow) store.PromptRow {
			p.SnoozedUntil, p.Snoozes, p.Dismissed, p.SettledAt = time.Time{}, 0, "", time.Time{}
			return p
		},
		saved: func(before, p store.PromptRow) store.PromptRow {
			p.ClientID, p.BegunAt = before.ClientID, before.BegunAt
			return p
		},
		version: func(p *store.PromptRow) *int { return &p.Version },
	}.check(b, "pmt")

	// An obligation has one live prompt at most.
	f, other := b.firm(), b.firm()
	first, second, there := b.prompt(f), b.prompt(f), b.prompt(other)
	first.Obligation, second.Obligation, there.Obligation = "promise:one", "promise:one", "promise:one"
	none(store.LivePrompt(b.read(), f.ws, "promise:one"))(b)
	b.write(b, func(tx *store.Tx) error { return store.AddPrompt(tx, f.ws, first) })
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.AddPrompt(tx, f.ws, second) })
	b.write(b, func(tx *store.Tx) error { return store.AddPrompt(tx, other.ws, there) })
	same(b, "the live prompt", ok(store.LivePrompt(b.read(), f.ws, "promise:one"))(b), first)
	settled := first
	settled.SettledAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SavePrompt(tx, f.ws, settled) })
	none(store.LivePrompt(b.read(), f.ws, "promise:one"))(b)
	b.write(b, func(tx *store.Tx) error { return store.AddPrompt(tx, f.ws, second) })
	same(b, "the second prompt", ok(store.LivePrompt(b.read(), f.ws, "promise:one"))(b), second)
	revived := settled
	revived.SettledAt, revived.Version = time.Time{}, 2
	b.refuse(b, fault.Conflict, func(tx *store.Tx) error { return store.SavePrompt(tx, f.ws, revived) })
}

// prompt makes a live prompt of a firm.
func (b *bench) prompt(f firm) store.PromptRow {
	id := b.name("pmt")
	return store.PromptRow{
		Prompt: prompt.Prompt{
			ID: prompt.ID(id), Obligation: "promise:" + id, ClientID: string(f.client), RaisedAt: monday(), Version: 1,
			Ask: prompt.Ask{Rule: prompt.Due, Stage: prompt.Early, Holder: f.owner, ActBy: monday().Add(time.Hour), SnoozeBy: monday().Add(time.Hour)},
		},
		OwnerID: f.owner,
	}
}

// promptLists are the lists of Home, and who is to be mailed.
func promptLists(b *bench) {
	if next := ok(store.NextPromptMail(b.read()))(b); !next.IsZero() {
		b.Fatalf("without prompts the next mail is at %v", next)
	}
	f, other := b.firm(), b.firm()
	var held, owned, elsewhere, ofClient []string
	for i := range 12 {
		p := b.prompt(f)
		p.ActBy = monday().Add(time.Duration(i/4) * time.Hour)
		p.ClientID = fmt.Sprint("cli", i%2)
		if i%3 == 0 {
			p.Holder, p.Level = "mem_deputy", prompt.ToDeputy
		}
		if i%4 == 0 {
			p.OwnerID = "mem_other"
		}
		if i%2 == 0 {
			p.MailAt = monday().Add(time.Duration(i) * time.Minute)
		}
		b.write(b, func(tx *store.Tx) error { return store.AddPrompt(tx, f.ws, p) })
		if i == 11 { // settled: it is in no list
			p.SettledAt, p.MailAt = monday(), time.Time{}
			b.write(b, func(tx *store.Tx) error { return store.SavePrompt(tx, f.ws, p) })
			continue
		}
		if i%3 == 0 {
			held = append(held, string(p.ID))
		}
		if i%3 == 0 && i%4 != 0 {
			elsewhere = append(elsewhere, string(p.ID))
		}
		if i%4 == 0 {
			owned = append(owned, string(p.ID))
		}
		if i%2 == 1 {
			ofClient = append(ofClient, string(p.ID))
		}
	}
	deputy := member.ID("mem_deputy")
	same(b, "the prompts that a member holds", promptIDs(ok(store.PromptsByHolder(b.read(), f.ws, deputy, 100))(b)), held)
	same(b, "two of them", promptIDs(ok(store.PromptsByHolder(b.read(), f.ws, deputy, 2))(b)), held[:2])
	same(b, "the prompts about a member's obligations", promptIDs(ok(store.PromptsByOwner(b.read(), f.ws, "mem_other", 100))(b)), owned)
	same(b, "the prompts about a member's obligations that others hold", promptIDs(ok(store.PromptsElsewhere(b.read(), f.ws, f.owner, 100))(b)), elsewhere)
	same(b, "two of those", promptIDs(ok(store.PromptsElsewhere(b.read(), f.ws, f.owner, 2))(b)), elsewhere[:2])
	same(b, "the prompts about clients after one", promptIDs(ok(store.PromptsOfClients(b.read(), f.ws, "cli0", 100))(b)), ofClient)
	same(b, "the first prompts about clients", promptIDs(ok(store.PromptsOfClients(b.read(), f.ws, "cli0", 2))(b)), ofClient[:2])
	same(b, "the prompts about a client", promptIDs(ok(store.PromptsByClient(b.read(), f.ws, "cli1", 100))(b)), ofClient)
	for _, foreign := range [][]store.PromptRow{
		ok(store.PromptsByHolder(b.read(), other.ws, deputy, 100))(b),
		ok(store.PromptsByOwner(b.read(), other.ws, "mem_other", 100))(b),
		ok(store.PromptsByClient(b.read(), other.ws, "cli1", 100))(b),
		ok(store.PromptsOfClients(b.read(), other.ws, "", 100))(b),
		ok(store.PromptsElsewhere(b.read(), other.ws, f.owner, 100))(b),
	} {
		same(b, "the prompts elsewhere", promptIDs(foreign), nil)
	}

	// Mails are due for i = 0 (deputy), 2, 4 (owner), 6 (deputy), 8, 10 (owner).
	theirs, owners := store.ToMail{Workspace: f.ws, Holder: deputy}, store.ToMail{Workspace: f.ws, Holder: f.owner}
	toMail := func(now time.Time, limit int) []store.ToMail { return ok(store.PromptsToMail(b.read(), now, limit))(b) }
	same(b, "the next mail", ok(store.NextPromptMail(b.read()))(b), monday())
	same(b, "whom to mail just before", toMail(monday().Add(-time.Millisecond), 10), []store.ToMail(nil))
	same(b, "whom to mail at the moment", toMail(monday(), 10), []store.ToMail{theirs})
	same(b, "whom to mail just before the second", toMail(monday().Add(2*time.Minute-time.Millisecond), 10), []store.ToMail{theirs})
	both := []store.ToMail{theirs, owners}
	if strings.Compare(string(owners.Holder), string(deputy)) < 0 {
		both = []store.ToMail{owners, theirs}
	}
	same(b, "whom to mail, each once", toMail(monday().Add(time.Hour), 10), both)
	same(b, "whom to mail, one of them", toMail(monday().Add(time.Hour), 1), both[:1])
	promptMails(b, f.ws, other.ws, []string{held[0], held[2]})
}

// promptMails are what a member is to be mailed of: his prompts of Monday at
// nine and six minutes later.
func promptMails(b *bench, ws, elsewhere workspace.ID, his []string) {
	const holder member.ID = "mem_deputy"
	of := func(in workspace.ID, until time.Time, limit int) []string {
		return promptIDs(ok(store.PromptsOfMail(b.read(), in, holder, until, limit))(b))
	}
	move := func(in workspace.ID, until, to time.Time) {
		b.Helper()
		b.write(b, func(tx *store.Tx) error { return store.MovePromptMail(tx, in, holder, until, to) })
	}
	second := monday().Add(6 * time.Minute)
	same(b, "what is mailed just before", of(ws, second.Add(-time.Millisecond), 10), his[:1])
	same(b, "what is mailed at the moment", of(ws, second, 10), his)
	same(b, "what is mailed, one of them", of(ws, second, 1), his[:1])
	same(b, "what is mailed elsewhere", of(elsewhere, second, 10), nil)
	move(elsewhere, second, time.Time{})
	move(ws, second.Add(-time.Millisecond), second.Add(time.Hour))
	same(b, "what is mailed without what was put off", of(ws, second, 10), his[1:])
	same(b, "what was put off", of(ws, second.Add(time.Hour), 10), his)
	p := ok(store.Prompt(b.read(), ws, prompt.ID(his[0])))(b)
	same(b, "when it is mailed", p.MailAt, second.Add(time.Hour))
	same(b, "its version", p.Version, 2)
	move(ws, second.Add(time.Hour), time.Time{})
	same(b, "what is mailed after the mail", of(ws, second.Add(time.Hour), 10), nil)
	move(ws, second.Add(time.Hour), second)
	same(b, "what was mailed stays so", of(ws, second.Add(time.Hour), 10), nil)
}

func promptIDs(list []store.PromptRow) []string {
	var out []string
	for _, p := range list {
		out = append(out, string(p.ID))
	}
	return out
}

// watches wake at their moment, the longest waiting first.
func watches(b *bench) {
	f, other := b.firm(), b.firm()
	if next := ok(store.NextWatch(b.read()))(b); !next.IsZero() {
		b.Fatalf("nothing is watched and the next review is at %v", next)
	}
	set := func(f firm, obligation string, next time.Time) {
		b.Helper()
		b.write(b, func(tx *store.Tx) error { return store.SetWatch(tx, f.ws, obligation, next) })
	}
	due := func(now time.Time, limit int) []store.Watch { return ok(store.WatchesDue(b.read(), now, limit))(b) }
	hour := func(n int) time.Time { return monday().Add(time.Duration(n) * time.Hour) }
	set(f, "promise:b", hour(2))
	set(f, "promise:a", hour(2))
	set(other, "promise:a", hour(1))
	set(f, "client:c", hour(3))
	same(b, "the next review", ok(store.NextWatch(b.read()))(b), hour(1))
	same(b, "due before all", due(hour(1).Add(-time.Millisecond), 10), []store.Watch(nil))
	first := store.Watch{Workspace: other.ws, Obligation: "promise:a", At: hour(1)}
	same(b, "due at the moment", due(hour(1), 10), []store.Watch{first})
	all := []store.Watch{
		first, {Workspace: f.ws, Obligation: "promise:a", At: hour(2)}, {Workspace: f.ws, Obligation: "promise:b", At: hour(2)}, {Workspace: f.ws, Obligation: "client:c", At: hour(3)},
	}
	same(b, "all that is due", due(hour(3), 10), all)
	same(b, "a batch of what is due", due(hour(3), 2), all[:2])

	set(other, "promise:a", hour(9)) // moved
	same(b, "the next review after one was moved", ok(store.NextWatch(b.read()))(b), hour(2))
	set(f, "promise:a", time.Time{}) // ended
	set(f, "promise:never", time.Time{})
	same(b, "due after one was ended", due(hour(3), 10), all[2:])
	same(b, "when one is reviewed", ok(store.WatchAt(b.read(), other.ws, "promise:a"))(b), hour(9))
	same(b, "when an ended one is reviewed", ok(store.WatchAt(b.read(), f.ws, "promise:a"))(b), time.Time{})

	b.write(b, func(tx *store.Tx) error { return store.TouchAllWatches(tx, f.ws, hour(0)) })
	same(b, "due after all of one firm were touched", due(hour(0), 10), []store.Watch{
		{Workspace: f.ws, Obligation: "client:c", At: hour(0)}, {Workspace: f.ws, Obligation: "promise:b", At: hour(0)},
	})
	touchedOf(b, f, other)
	touchedOfClient(b, f, other)
}

// watched adds a promise that is to be reviewed in a day and gives its obligation.
func (b *bench) watched(f firm, change func(*promise.Promise)) string {
	p := b.promise(f, monday())
	change(&p)
	obligation := "promise:" + string(p.ID)
	b.write(b, func(tx *store.Tx) error {
		if err := store.AddPromise(tx, f.ws, p); err != nil {
			return err
		}
		return store.SetWatch(tx, f.ws, obligation, monday().Add(24*time.Hour))
	})
	return obligation
}

// touchedOf has a member's open promises reviewed, and nothing else.
func touchedOf(b *bench, f, other firm) {
	owned := func(by member.ID, state promise.State) func(*promise.Promise) {
		return func(p *promise.Promise) { p.OwnerID, p.State = by, state }
	}
	mine, mineToo := b.watched(f, owned("mem_a", promise.Open)), b.watched(f, owned("mem_a", promise.Open))
	b.watched(f, owned("mem_a", promise.Kept))
	b.watched(f, owned("mem_b", promise.Open))
	b.watched(other, owned("mem_a", promise.Open))
	now := monday().Add(-time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.TouchWatchesOf(tx, f.ws, "mem_a", now) })
	same(b, "what is touched of a member", ok(store.WatchesDue(b.read(), now, 10))(b), []store.Watch{
		{Workspace: f.ws, Obligation: mine, At: now}, {Workspace: f.ws, Obligation: mineToo, At: now},
	})
}

// touchedOfClient has a client's open promises reviewed, and nothing else.
func touchedOfClient(b *bench, f, other firm) {
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Version: 1}
	contact := client.Contact{ID: client.ContactID(b.name("con")), ClientID: second.ID, Name: "His contact", Version: 1}
	b.write(b, func(tx *store.Tx) error {
		return errors.Join(store.AddClient(tx, f.ws, second), store.AddContact(tx, f.ws, contact))
	})
	of := func(state promise.State) func(*promise.Promise) {
		return func(p *promise.Promise) {
			p.ClientID, p.ContactID, p.State = string(second.ID), string(contact.ID), state
		}
	}
	his := b.watched(f, of(promise.Open))
	b.watched(f, of(promise.Released))
	now := monday().Add(-2 * time.Hour)
	b.write(b, func(tx *store.Tx) error { return store.TouchWatchesOfClient(tx, other.ws, second.ID, now) })
	same(b, "what another firm touches", ok(store.WatchesDue(b.read(), now, 10))(b), nil)
	b.write(b, func(tx *store.Tx) error { return store.TouchWatchesOfClient(tx, f.ws, second.ID, now) })
	same(b, "what is touched of a client", ok(store.WatchesDue(b.read(), now, 10))(b), []store.Watch{{Workspace: f.ws, Obligation: his, At: now}})
}
