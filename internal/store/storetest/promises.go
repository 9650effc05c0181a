package storetest

import (
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/store"
	"kept/member"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/workspace"
	"kept/worktime"
)

// promise makes an open promise of a firm that is due at a moment.
func (b *bench) promise(f firm, due time.Time) promise.Promise {
	return promise.Promise{
		ID: promise.ID(b.name("prm")), ClientID: string(f.client), ContactID: string(f.contact), OwnerID: f.owner, Kind: promise.Deliverable,
		Words: "The drawings", State: promise.Open, MadeAt: monday(), Version: 1,
		Dates: []promise.Date{{When: promise.When{At: due}, DueAt: due, LateBy: due.Add(time.Hour), SetAt: monday(), SetBy: f.owner}},
	}
}

// drawDate draws a date as the domain makes them: by day, or at the instant it is due.
func drawDate(r *rapid.T) promise.Date {
	d := drawn[promise.Date](r, "date")
	d.At = time.Time{}
	if d.Day.IsZero() {
		d.At = d.DueAt
	}
	return d
}

func drawPromise(r *rapid.T, f firm, name string) promise.Promise {
	p := drawn[promise.Promise](r, "promise")
	p.ID, p.ClientID, p.ContactID = promise.ID(name), string(f.client), string(f.contact)
	p.Dates, p.Tellings = []promise.Date{drawDate(r)}, nil
	return p
}

func promises(b *bench) {
	keeping[promise.Promise]{
		draw: drawPromise,
		add:  store.AddPromise,
		load: func(tx *store.Tx, ws workspace.ID, name string) (promise.Promise, error) {
			return store.Promise(tx, ws, promise.ID(name))
		},
		save: func(tx *store.Tx, ws workspace.ID, p promise.Promise) error {
			before, err := store.Promise(tx, ws, p.ID)
			if err != nil {
				before = p // elsewhere: it must not be touched there
			}
			before.Version = p.Version
			return store.SavePromise(tx, ws, before, p)
		},
		added:   whole[promise.Promise],
		saved:   func(before, p promise.Promise) promise.Promise { p.MadeAt = before.MadeAt; return p },
		version: func(p *promise.Promise) *int { return &p.Version },
	}.check(b, "prm")
}

// promiseDates changes the dates of a promise in every way and wants all of them kept.
func promiseDates(b *bench) {
	f, other := b.firm(), b.firm()
	rapid.Check(b.T, func(r *rapid.T) {
		p := drawPromise(r, f, b.name("prm"))
		p.Version = 1
		b.write(r, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
		for range rapid.IntRange(1, 4).Draw(r, "saves") {
			before := ok(store.Promise(b.read(), f.ws, p.ID))(r)
			same(r, "the promise", before, p)
			next := before
			next.Dates = slices.Clone(before.Dates)
			for i := range next.Dates {
				if rapid.Bool().Draw(r, "change") {
					next.Dates[i] = drawDate(r)
				}
			}
			if keep := rapid.IntRange(1, len(next.Dates)).Draw(r, "keep"); rapid.Bool().Draw(r, "drop") {
				next.Dates = next.Dates[:keep]
			}
			for range rapid.IntRange(0, 3).Draw(r, "more") {
				next.Dates = append(next.Dates, drawDate(r))
			}
			b.write(r, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, before, next) })
			p = next
			p.Version++
			line, stands := ok(store.PromiseRowOf(b.read(), f.ws, p.ID))(r), p.Date()
			if line.Day != stands.Day || !line.DueAt.Equal(stands.DueAt) || line.Outcome != stands.Outcome || line.Resets != len(p.Dates)-1 {
				r.Fatalf("the line says %v, %v, %q after %d resets; the standing date is %v of %d", line.Day, line.DueAt, line.Outcome, line.Resets, stands, len(p.Dates))
			}
			b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, before, before) })
			b.refuse(r, fault.Conflict, func(tx *store.Tx) error { return store.SavePromise(tx, other.ws, p, next) })
		}
		same(r, "the promise at last", ok(store.Promise(b.read(), f.ws, p.ID))(r), p)
	})
}

// promiseLists reads every list of promises by pages.
func promiseLists(b *bench) {
	f, other := b.firm(), b.firm()
	colleague := b.member("colleague@example.com")
	second := client.Client{ID: client.ID(b.name("cli")), Name: "Second", Colour: 7, Version: 1}
	contact := client.Contact{ID: client.ContactID(b.name("con")), ClientID: second.ID, Name: "Second contact", Version: 1}
	b.write(b, func(tx *store.Tx) error { return store.AddMember(tx, f.ws, colleague) })
	b.write(b, func(tx *store.Tx) error { return store.AddClient(tx, f.ws, second) })
	b.write(b, func(tx *store.Tx) error { return store.AddContact(tx, f.ws, contact) })

	var want []store.PromiseRow
	for i := range 40 {
		due := monday().Add(time.Duration(i/3*7%11) * time.Hour) // many share a moment
		p := b.promise(f, due)
		row := store.PromiseRow{ID: p.ID, ClientID: f.client, ClientName: "Client", Colour: 1, ContactName: "Contact", OwnerID: f.owner, Kind: p.Kind, Words: p.Words, State: p.State, DueAt: due}
		if i%2 == 0 {
			p.OwnerID, row.OwnerID = colleague.ID, colleague.ID
		}
		if i%5 == 0 {
			p.ClientID, p.ContactID = string(second.ID), string(contact.ID)
			row.ClientID, row.ClientName, row.Colour, row.ContactName = second.ID, second.Name, second.Colour, contact.Name
		}
		if i%7 == 0 {
			p.State, row.State = promise.Kept, promise.Kept
		}
		if i%4 == 0 {
			p.Kind, p.ConfirmedAt, p.ProjectID = promise.Appointment, monday(), string(f.project)
			row.Kind, row.Confirmed, row.ProjectID = promise.Appointment, true, string(f.project)
		}
		if i%3 == 0 {
			last := promise.Date{When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 9}}, DueAt: due, Outcome: promise.KeptInTime}
			first := p
			p.Dates = append(slices.Clone(p.Dates), last)
			row.DueOn, row.Day, row.Resets, row.Outcome = true, last.Day, 1, promise.KeptInTime
			b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, first) })
			b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, first, p) })
		} else {
			b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
		}
		want = append(want, row)
	}
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, other.ws, b.promise(other, monday())) })
	slices.SortFunc(want, func(x, y store.PromiseRow) int {
		if d := x.DueAt.Compare(y.DueAt); d != 0 {
			return d
		}
		return strings.Compare(string(x.ID), string(y.ID))
	})
	b.listsOf(f, colleague.ID, second.ID, want)
	from, until := monday().Add(time.Hour), monday().Add(5*time.Hour)
	between := slices.DeleteFunc(slices.Clone(want), func(r store.PromiseRow) bool {
		return r.State != promise.Open || r.DueAt.Before(from) || !r.DueAt.Before(until)
	})
	same(b, "the promises of a time", ok(store.PromisesBetween(b.read(), f.ws, promise.Open, store.Stretch{From: from, Until: until, Limit: 100}))(b), between)
	same(b, "two promises of a time", ok(store.PromisesBetween(b.read(), f.ws, promise.Open, store.Stretch{From: from, Until: until, Limit: 2}))(b), between[:2])
	same(b, "the promises of a time elsewhere", ok(store.PromisesBetween(b.read(), other.ws, promise.Open, store.Stretch{From: from, Until: until, Limit: 2}))(b), nil)
	same(b, "one line", ok(store.PromiseRowOf(b.read(), f.ws, want[0].ID))(b), want[0])
	none(store.PromiseRowOf(b.read(), other.ws, want[0].ID))(b)
	ofProject := func(since time.Time, kept bool) []promise.ID {
		var ids []promise.ID
		for _, r := range want {
			if r.ProjectID == string(f.project) && (r.State == promise.Open || kept) {
				ids = append(ids, r.ID)
			}
		}
		same(b, "the promises of a project", ok(store.PromisesOfProject(b.read(), f.ws, f.project, since, 100))(b), ids)
		return ids
	}
	if all, open := ofProject(time.Time{}, true), ofProject(monday(), false); len(all) == len(open) {
		b.Fatal("no promise of the project was kept long ago")
	}
	same(b, "the promises of a project elsewhere", ok(store.PromisesOfProject(b.read(), other.ws, f.project, time.Time{}, 100))(b), nil)
	ownedDue(b, f, colleague.ID, want)
	promiseSigns(b, f)
}

// promiseSigns: a line tells whether somebody is asked about the promise, and
// whether the client knows of the date that replaced another.
func promiseSigns(b *bench, f firm) {
	p := b.promise(f, monday().Add(time.Hour))
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	line := func(what string, asked, told bool) {
		b.Helper()
		if r := ok(store.PromiseRowOf(b.read(), f.ws, p.ID))(b); r.Asked != asked || r.Told != told {
			b.Errorf("%s: asked %t, told %t", what, r.Asked, r.Told)
		}
	}
	line("new", false, false)
	ask := store.PromptRow{Prompt: prompt.Prompt{ID: prompt.ID(b.name("pmt")), Obligation: "promise:" + string(p.ID), Ask: prompt.Ask{Rule: prompt.Due, Holder: f.owner}, Version: 1}, OwnerID: f.owner}
	b.write(b, func(tx *store.Tx) error { return store.AddPrompt(tx, f.ws, ask) })
	line("prompted", true, false)
	ask.Dismissed = "it is on its way"
	b.write(b, func(tx *store.Tx) error { return store.SavePrompt(tx, f.ws, ask) })
	line("not needed", false, false)
	moved := p
	moved.Dates = append(slices.Clone(p.Dates), p.Dates[0])
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, p, moved) })
	n := b.notice(f)
	b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, f.ws, n) })
	b.write(b, func(tx *store.Tx) error {
		return store.AddTelling(tx, f.ws, p.ID, promise.Telling{Seq: 1, NoticeID: string(n.ID)})
	})
	line("queued", false, false)
	n.AcceptedAt = monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, n) })
	line("accepted", false, true)
	n.Version, n.BouncedAt = 2, monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, n) })
	line("bounced", false, false)
}

func (b *bench) listsOf(f firm, owner member.ID, of client.ID, want []store.PromiseRow) {
	place := func(after *store.PromiseRow) store.Place {
		if after == nil {
			return store.Place{}
		}
		return store.Place{At: after.DueAt, ID: string(after.ID)}
	}
	kept := func(keep func(store.PromiseRow) bool) []store.PromiseRow {
		return slices.DeleteFunc(slices.Clone(want), func(r store.PromiseRow) bool { return !keep(r) })
	}
	for _, state := range []promise.State{promise.Open, promise.Kept, promise.Released} {
		inState := kept(func(r store.PromiseRow) bool { return r.State == state })
		same(b, "the promises by date", pages(b, func(after *store.PromiseRow, limit int) ([]store.PromiseRow, error) {
			return store.PromisesByDue(b.read(), f.ws, state, store.Slice{After: place(after), Limit: limit})
		}), inState)
		same(b, "a member's promises", pages(b, func(after *store.PromiseRow, limit int) ([]store.PromiseRow, error) {
			return store.PromisesByOwner(b.read(), f.ws, owner, state, store.Slice{After: place(after), Limit: limit})
		}), kept(func(r store.PromiseRow) bool { return r.State == state && r.OwnerID == owner }))
		ofClient := kept(func(r store.PromiseRow) bool { return r.State == state && r.ClientID == of })
		same(b, "a client's promises", pages(b, func(after *store.PromiseRow, limit int) ([]store.PromiseRow, error) {
			return store.PromisesByClient(b.read(), f.ws, of, state, store.Slice{After: place(after), Limit: limit})
		}), ofClient)
		slices.Reverse(ofClient)
		ids := func(but promise.Kind, most int) []promise.ID {
			var all []promise.ID
			for _, r := range ofClient {
				if r.Kind != but {
					all = append(all, r.ID)
				}
			}
			return all[:min(most, len(all))]
		}
		switch state {
		case promise.Kept:
			for _, but := range []promise.Kind{"", promise.NextContact, promise.Deliverable} {
				same(b, "a client's kept promises", ok(store.KeptOfClient(b.read(), f.ws, of, but, 100))(b), ids(but, 100))
				same(b, "a client's two latest", ok(store.KeptOfClient(b.read(), f.ws, of, but, 2))(b), ids(but, 2))
			}
		case promise.Open:
			open := ids("", 100)
			slices.Reverse(open)
			same(b, "a client's open promises", ok(store.OpenOfClient(b.read(), f.ws, of, 100))(b), open)
			same(b, "a client's next promise", ok(store.OpenOfClient(b.read(), f.ws, of, 1))(b), open[:min(1, len(open))])
		}
		same(b, "a client's promises, the last first", pages(b, func(before *store.PromiseRow, limit int) ([]store.PromiseRow, error) {
			return store.LatestOfClient(b.read(), f.ws, of, state, store.Slice{After: place(before), Limit: limit})
		}), ofClient)
		slices.Reverse(inState)
		same(b, "a member's promises, the last first", pages(b, func(before *store.PromiseRow, limit int) ([]store.PromiseRow, error) {
			return store.LatestByOwner(b.read(), f.ws, owner, state, store.Slice{After: place(before), Limit: limit})
		}), slices.DeleteFunc(slices.Clone(inState), func(r store.PromiseRow) bool { return r.OwnerID != owner }))
		same(b, "the promises by date, the last first", pages(b, func(before *store.PromiseRow, limit int) ([]store.PromiseRow, error) {
			return store.LatestByDue(b.read(), f.ws, state, place(before), limit)
		}), inState)
	}
}

func ownedDue(b *bench, f firm, owner member.ID, rows []store.PromiseRow) {
	from, until := monday().Add(time.Hour), monday().Add(5*time.Hour) // both are dates of some
	var want []time.Time
	edges := map[time.Time]bool{}
	for _, r := range rows {
		if r.OwnerID != owner || r.State != promise.Open {
			continue
		}
		edges[r.DueAt] = true
		if !r.DueAt.Before(from) && r.DueAt.Before(until) {
			want = append(want, r.DueAt)
		}
	}
	if !edges[from] || !edges[until] {
		b.Fatal("no promise stands at the edges")
	}
	same(b, "the dates of a member", ok(store.OwnedDue(b.read(), f.ws, owner, from, until))(b), want)
	same(b, "the dates of a member elsewhere", ok(store.OwnedDue(b.read(), b.firm().ws, owner, from, until))(b), []time.Time(nil))
}

// outcomes counts what was decided from a moment until before another.
func outcomes(b *bench) {
	f, other := b.firm(), b.firm()
	from, until := monday(), monday().Add(time.Hour)
	add := func(f firm, owner member.ID, o promise.Outcome, decided time.Time) {
		p := b.promise(f, monday())
		p.OwnerID, p.Dates[0].Outcome, p.Dates[0].DecidedAt = owner, o, decided
		b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	}
	add(f, f.owner, promise.KeptInTime, from.Add(-time.Millisecond))
	add(f, f.owner, promise.KeptInTime, from)
	add(f, f.owner, promise.KeptInTime, until.Add(-time.Millisecond))
	add(f, f.owner, promise.KeptInTime, until)
	add(f, f.owner, promise.BrokenInSilence, from)
	add(f, f.owner, promise.Undecided, from)
	add(f, f.owner, promise.Undecided, time.Time{})
	add(f, "a", promise.ToldLate, from)
	add(other, other.owner, promise.ToldLate, from)
	same(b, "the outcomes", ok(store.Outcomes(b.read(), f.ws, from, until))(b), []store.OutcomeCount{
		{OwnerID: "a", Outcome: promise.ToldLate, Count: 1},
		{OwnerID: f.owner, Outcome: promise.BrokenInSilence, Count: 1},
		{OwnerID: f.owner, Outcome: promise.KeptInTime, Count: 2},
	})
	same(b, "the outcomes of a client", ok(store.OutcomesOfClient(b.read(), f.ws, f.client))(b), []store.OutcomeCount{
		{OwnerID: f.owner, Outcome: promise.BrokenInSilence, Count: 1},
		{OwnerID: f.owner, Outcome: promise.KeptInTime, Count: 4},
		{OwnerID: "a", Outcome: promise.ToldLate, Count: 1},
	})
	same(b, "the outcomes of a client elsewhere", ok(store.OutcomesOfClient(b.read(), other.ws, f.client))(b), nil)
}

// tellings are the evidence that a promise is loaded with.
func tellings(b *bench) {
	f, other := b.firm(), b.firm()
	p := b.promise(f, monday())
	second := p.Dates[0]
	second.Reason = "The supplier is late"
	two := p
	two.Dates = []promise.Date{p.Dates[0], second}
	b.write(b, func(tx *store.Tx) error { return store.AddPromise(tx, f.ws, p) })
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, p, two) })
	two.Version = 2
	var sent []notice.Notice
	for i := range 3 {
		n := b.notice(f)
		n.AcceptedAt = monday().Add(time.Duration(i) * time.Minute)
		sent = append(sent, n)
		b.write(b, func(tx *store.Tx) error { return store.AddNotice(tx, f.ws, n) })
		b.write(b, func(tx *store.Tx) error {
			return store.AddTelling(tx, f.ws, p.ID, promise.Telling{Seq: min(i, 1), NoticeID: string(n.ID)})
		})
	}
	bounced, withdrawn := sent[1], sent[2]
	bounced.BouncedAt, withdrawn.WithdrawnAt = monday().Add(time.Hour), monday()
	b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, bounced) })
	two.Tellings = []promise.Telling{
		{Seq: 0, NoticeID: string(sent[0].ID), ToldAt: sent[0].AcceptedAt},
		{Seq: 1, NoticeID: string(sent[1].ID), ToldAt: sent[1].AcceptedAt, BouncedAt: bounced.BouncedAt},
		{Seq: 1, NoticeID: string(sent[2].ID), ToldAt: sent[2].AcceptedAt},
	}
	same(b, "the promise with its evidence", ok(store.Promise(b.read(), f.ws, p.ID))(b), two)
	b.write(b, func(tx *store.Tx) error { return store.SaveNotice(tx, f.ws, withdrawn) })
	two.Tellings = two.Tellings[:2]
	same(b, "the promise without what was withdrawn", ok(store.Promise(b.read(), f.ws, p.ID))(b), two)

	told := ok(store.NoticesOfPromise(b.read(), f.ws, string(p.ID)))(b)
	if len(told) != 3 || told[0].ID != sent[0].ID || told[1].ID != sent[1].ID || told[2].ID != sent[2].ID {
		b.Errorf("the notices of the promise are %v", told)
	}
	same(b, "what a notice tells of", ok(store.ToldBy(b.read(), f.ws, string(sent[1].ID)))(b), []promise.ID{p.ID})
	same(b, "what a notice tells of that was moved", ok(store.ToldOfMoved(b.read(), f.ws, string(sent[1].ID)))(b), []promise.ID{p.ID})
	same(b, "what a notice tells of that was moved, elsewhere", ok(store.ToldOfMoved(b.read(), other.ws, string(sent[1].ID)))(b), []promise.ID(nil))
	same(b, "what a notice tells of elsewhere", ok(store.ToldBy(b.read(), other.ws, string(sent[1].ID)))(b), []promise.ID(nil))
	same(b, "the notices of a promise elsewhere", ok(store.NoticesOfPromise(b.read(), other.ws, string(p.ID)))(b), []notice.Notice(nil))

	// A date that is taken back takes its tellings with it.
	one := two
	one.Dates = two.Dates[:1]
	b.write(b, func(tx *store.Tx) error { return store.SavePromise(tx, f.ws, two, one) })
	one.Version, one.Tellings = 3, two.Tellings[:1]
	same(b, "the promise without its second date", ok(store.Promise(b.read(), f.ws, p.ID))(b), one)
	same(b, "what a notice tells of that is not moved any more", ok(store.ToldOfMoved(b.read(), f.ws, string(sent[0].ID)))(b), []promise.ID(nil))
	if err := b.db.Write(b.Context(), func(tx *store.Tx) error {
		return store.AddTelling(tx, f.ws, p.ID, promise.Telling{NoticeID: "ntc_nobody"})
	}); err == nil {
		b.Error("a notice that does not exist told of a promise")
	}
}
