package checks

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/handoff"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/issue"
	"kept/member"
	"kept/news"
	"kept/notice"
	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
	"kept/workspace"
	"kept/worktime"
)

// now is a Monday morning.
var now = time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)

const hour = time.Hour

// small is a firm in which nothing is wrong: one client, who was told of one
// promise and of when he hears next; a clock that runs; a mail that left.
func small() *Firm {
	hours := worktime.Standard("Europe/Rome")
	f := NewReader("wsp", "", nil).firm
	f.Began, f.Now, f.Deep = now.AddDate(0, -1, 0), now, true
	f.Workspace = workspace.Workspace{ID: "wsp", Name: "Firm", Hours: hours, Policy: promise.StandardPolicy(), Standards: reply.Usual(), HandOffs: handoff.StandardPolicy(), Version: 1}
	for _, m := range []member.Member{
		{ID: "marta", Name: "Marta", Role: member.Owner, Hours: hours, Version: 1},
		{ID: "lea", Name: "Lea", Role: member.Leader, Hours: hours, Version: 1},
		{ID: "nils", Name: "Nils", Role: member.Regular, LeaderID: "lea", Hours: hours, Version: 1},
	} {
		f.Members[m.ID] = m
	}
	f.Clients["ana"] = client.Client{ID: "ana", Name: "Casa Ruiz", Stage: client.Active, Hours: hours, OwnerID: "nils", Version: 1}
	f.Contacts["k"] = client.Contact{ID: "k", ClientID: "ana", Name: "Ana", Email: "ana@x.example", Portal: true}
	f.Notices["n1"] = notice.Notice{
		ID: "n1", ClientID: "ana", ContactID: "k", Address: "ana@x.example", ByID: "nils", Kind: notice.Made, Channel: notice.Mail, Subject: "It", Text: "Hello", QueuedAt: now.Add(-2 * hour), AcceptedAt: now.Add(-hour),
	}
	f.add(promise.Promise{ID: "p1", Kind: promise.Deliverable, Dates: []promise.Date{date(now.Add(-2*hour), now.Add(240*hour))}, Tellings: []promise.Telling{{NoticeID: "n1", ToldAt: now.Add(-hour)}}})
	f.add(promise.Promise{ID: "p2", Kind: promise.NextContact, Dates: []promise.Date{date(now.Add(-2*hour), now.Add(260*hour))}})
	f.Leavings["m1@x"] = store.Leaving{ID: "m1", NoticeID: "n1", EffectKey: "made:p1:k", State: "sent", MadeAt: now.Add(-2 * hour)}
	f.Handings = []Handing{{At: now.Add(-hour), Took: true, Heard: office.Accepted, Record: "Hello", Mail: outbox.Mail{MessageID: "m1@x", Subject: "It", To: outbox.Address{Addr: "ana@x.example"}}}}
	return f
}

func date(set, due time.Time) promise.Date {
	return promise.Date{When: promise.When{At: due}, DueAt: due, LateBy: due.Add(24 * hour), SetAt: set, SetBy: "nils"}
}

// add puts a promise of the one client in.
func (f *Firm) add(p promise.Promise) {
	p.ClientID, p.ContactID, p.OwnerID, p.MadeAt = "ana", "k", "nils", p.Dates[0].SetAt
	if p.State == "" {
		p.State = promise.Open
	}
	f.Promises[p.ID] = p
	f.took(p.ID)
}

// change alters a promise.
func (f *Firm) change(id promise.ID, how func(*promise.Promise)) {
	p := f.Promises[id]
	p.Dates = append([]promise.Date(nil), p.Dates...)
	how(&p)
	f.Promises[id] = p
	f.took(id)
}

func (f *Firm) ask(ob string, k prompt.Ask) {
	f.Prompts[ob] = store.PromptRow{Prompt: prompt.Prompt{ID: prompt.ID("pmt " + ob), Obligation: ob, Ask: k, RaisedAt: now}, OwnerID: "nils", BegunAt: now}
}

// line adds a line of the journal.
func (f *Firm) line(actor, act, object string, before, after any) {
	l := store.Line{ID: "jnl", At: f.Now, Actor: actor, Act: act, Object: object}
	for to, v := range map[*string]any{&l.Before: before, &l.After: after} {
		if b, err := json.Marshal(v); err == nil && v != nil {
			*to = string(b)
		}
	}
	f.New = append(f.New, l)
}

// lends has the promise need something of Lea by a moment.
func (f *Firm) lends(need time.Time) handoff.HandOff {
	h := handoff.HandOff{ID: "h", ClientID: "ana", PromiseID: "p1", OwnerID: "nils", Party: plan.Party{Side: plan.Ours, ID: "lea"}, State: handoff.Asked, AskedAt: now.Add(-hour), NeedBy: need, ToldBy: need}
	f.HandOffs["h"] = h
	return h
}

// reminds has Lea reminded of it for the nth time.
func (f *Firm) reminds(n int, at time.Time) {
	h := f.lends(now.Add(100 * hour))
	h.Reminders = n
	f.Now = at
	f.line("watchdog", "hand-off reminded", "handoff:h", nil, h)
}

// sends has Nils send an update to Ana.
func (f *Firm) sends(lines ...news.Line) {
	f.line("nils", "update sent", "update:u", nil, news.Update{ID: "u", ClientID: "ana", AuthorID: "nils", Lines: lines})
}

// plans has an update of Nils's be due to leave by itself.
func (f *Firm) plans(at time.Time) {
	f.Updates["u"] = news.Update{ID: "u", ClientID: "ana", AuthorID: "nils", State: news.Draft, SendAt: at}
}

// leaves has it leave at a moment.
func (f *Firm) leaves(at time.Time) {
	f.plans(time.Time{})
	f.New = append(f.New, store.Line{ID: "jnl_l", At: at, Actor: "member:nils", Act: "update leaves as planned", Object: "update:u", ClientID: "ana"})
}

// notes has a note go by itself for a next contact that has passed, after these
// levels were asked.
func (f *Firm) notes(levels ...string) {
	f.Workspace.Updates.Note = true
	p := f.Promises["p1"]
	p.Kind, p.ProjectID, p.State = promise.NextContact, "prj", promise.Open
	p.Dates = slices.Clone(p.Dates)
	p.Dates[0].DueAt = now.Add(-hour)
	f.Promises["p1"] = p
	f.Projects["prj"] = client.Project{ID: "prj", ClientID: "ana", OwnerID: "nils"}
	for _, l := range levels {
		f.line("watchdog", "prompted", "promise:p1", nil, map[string]any{"rule": prompt.Silence, "stage": prompt.Passed, "level": l})
	}
	f.ask("promise:p1", prompt.Ask{Rule: prompt.Silence, Stage: prompt.Passed, Level: prompt.ToLeader, Holder: "lea"})
	f.line("watchdog", "note sent by itself", "promise:p1", nil, nil)
}

// wrong has an issue touch Ana, who has not been told of it since a moment; asked
// are the levels at which somebody was asked since.
func (f *Firm) wrong(since time.Time, asked ...string) {
	f.Issues["i"] = KnownIssue{issue.Issue{ID: "i", State: issue.Found, What: "x", ChangedAt: since}, []issue.Touch{{ClientID: "ana", Since: since}}}
	for _, level := range asked {
		f.line("watchdog", "prompted", "issue:i", nil, map[string]string{"level": level})
	}
}

// broken is a small firm in which something is changed.
type broken struct {
	check  string
	name   string
	change func(*Firm)
	want   string // a piece of the finding; "" = nothing is wrong
}

// cases break the small firm, or change it so that nothing is wrong.
var cases = []broken{
	{"updates", "something done", func(f *Firm) { f.sends(news.Line{Part: news.Done, Text: "The wall stands."}) }, ""},
	{"updates", "work that was logged", func(f *Firm) { f.sends(news.Line{Part: news.Behind, Text: "A permit.", Source: "handoff:h"}) }, ""},
	{"updates", "work that nobody logged", func(f *Firm) { f.sends(news.Line{Part: news.Behind, Text: "We work."}) }, "says nothing"},
	{"updates", "on its day", func(f *Firm) {
		f.sends(news.Line{Part: news.Done, Text: "x"}, news.Line{Part: news.Next, Text: "y", Until: worktime.DayOf(now, f.clientHours("ana").Location())})
	}, ""},
	{"updates", "a day that has passed", func(f *Firm) {
		f.sends(news.Line{Part: news.Done, Text: "x"}, news.Line{Part: news.Next, Text: "y", Until: worktime.DayOf(now, f.clientHours("ana").Location()).AddDays(-1)})
	}, "promises"},
	{"planned updates", "while they are there", func(f *Firm) { f.leaves(now) }, ""},
	{"planned updates", "at night", func(f *Firm) { f.leaves(now.Add(12 * hour)) }, "nobody is there"},
	{"planned updates", "still to leave", func(f *Firm) { f.plans(now.Add(-leavesWithin)) }, ""},
	{"planned updates", "forgotten", func(f *Firm) { f.plans(now.Add(-leavesWithin - time.Millisecond)) }, "and did not"},
	{"planned updates", "not approved", func(f *Firm) { f.Workspace.Updates.Second = workspace.SecondAll; f.sends() }, "nobody else approved it"},
	{"notes", "after all were asked", func(f *Firm) { f.notes("owner", "leader") }, ""},
	{"notes", "the leader was not asked", func(f *Firm) { f.notes("owner") }, "who was asked is"},
	{"notes", "twice", func(f *Firm) {
		f.notes("owner", "leader")
		f.line("watchdog", "note sent by itself", "promise:p1", nil, nil)
	}, "one had gone before"},
	{"notes", "not allowed", func(f *Firm) { f.notes("owner", "leader"); f.Workspace.Updates.Note = false }, "does not allow it"},
	{"notes", "he was to hear later", func(f *Firm) {
		f.notes("owner", "leader")
		p := f.Promises["p1"]
		p.Dates = slices.Clone(p.Dates)
		p.Dates[0].DueAt = now
		f.Promises["p1"] = p
	}, "he was to hear later"},
	{"updates", "not approved", func(f *Firm) {
		f.line("nils", "update sent", "update:u", nil, news.Update{ID: "u", ClientID: "ana", AuthorID: "nils", AskedID: "lea", Lines: []news.Line{{Part: news.Done, Text: "x"}}})
	}, "nobody else approved"},
	{"updates", "approved by its author", func(f *Firm) {
		f.line("nils", "update sent", "update:u", nil, news.Update{ID: "u", ClientID: "ana", AuthorID: "nils", AskedID: "lea", ApprovedID: "nils", Lines: []news.Line{{Part: news.Done, Text: "x"}}})
	}, "nobody else approved"},
	{"issues", "untold for a while", func(f *Firm) { f.wrong(now.Add(-patience + time.Millisecond)) }, ""},
	{"issues", "untold for long, and nobody was asked", func(f *Firm) { f.wrong(now.Add(-patience)) }, "the leader was never asked"},
	{"issues", "untold for long, and the owner was never asked", func(f *Firm) { f.wrong(now.Add(-patience), "leader") }, "the owner was never asked"},
	{"issues", "untold for long, and both were asked", func(f *Firm) { f.wrong(now.Add(-patience), "owner", "leader") }, ""},
	{"issues", "told twice in one act", func(f *Firm) {
		for range 2 {
			f.line("nils", "told", "telling:t", nil, map[string]string{"issue": "i"})
		}
	}, "twice in one act"},
	{"next contact", "due this very moment", func(f *Firm) { f.change("p2", func(p *promise.Promise) { p.Dates[0].DueAt = now }) }, ""},
	{"next contact", "passed", func(f *Firm) { f.change("p2", func(p *promise.Promise) { p.Dates[0].DueAt = now.Add(-1) }) }, "no next contact to come"},
	{"next contact", "passed, and asked", func(f *Firm) {
		f.change("p2", func(p *promise.Promise) { p.Dates[0].DueAt = now.Add(-1) })
		f.ask("promise:p2", prompt.Ask{Rule: prompt.Silence, Stage: prompt.Passed, Holder: "nils"})
	}, ""},
	{"next contact", "passed, and something else is asked", func(f *Firm) {
		f.change("p2", func(p *promise.Promise) { p.Dates[0].DueAt = now.Add(-1) })
		f.ask("promise:p2", prompt.Ask{Rule: prompt.Due, Holder: "nils"})
	}, "nobody is asked"},
	{"next contact", "missing", func(f *Firm) { f.change("p2", func(p *promise.Promise) { p.State = promise.Kept; p.KeptAt = now }) }, "client:ana"},
	{"next contact", "missing of a past client", func(f *Firm) {
		f.change("p2", func(p *promise.Promise) { p.State = promise.Kept })
		c := f.Clients["ana"]
		c.Stage = client.Past
		f.Clients["ana"] = c
	}, ""},
	{"next contact", "missing of a project", func(f *Firm) { f.Projects["x"] = client.Project{ID: "x", ClientID: "ana", OwnerID: "nils"} }, "project:x"},

	{"reminders", "as many as there may be", func(f *Firm) { f.reminds(3, now) }, ""},
	{"reminders", "one more", func(f *Firm) { f.reminds(4, now) }, "3 is the most"},
	{"reminders", "in the night", func(f *Firm) { f.reminds(1, now.Add(12*hour)) }, "when nobody is there"},
	{"asked", "needed, and nobody is asked", func(f *Firm) { f.lends(now) }, "handoff:h should be asked of nils (hand-off, early, owner)"},
	{"asked", "needed a moment later", func(f *Firm) { f.lends(now.Add(time.Millisecond)) }, ""},
	{"asked", "needed, and the owner is asked", func(f *Firm) {
		f.lends(now)
		f.ask("handoff:h", prompt.Ask{Rule: prompt.HandOff, Stage: prompt.Early, Holder: "nils"})
	}, ""},

	{"outcome", "passed and not recorded", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.Dates[0].DueAt = now.Add(-time.Millisecond) })
	}, `recorded as "" and is "broken in silence"`},
	{"outcome", "due this very moment", func(f *Firm) { f.change("p1", func(p *promise.Promise) { p.Dates[0].DueAt = now }) }, ""},
	{"outcome", "kept, and not recorded", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.State, p.KeptAt = promise.Kept, now })
	}, `is "kept"`},
	{"outcome", "reset, and the notice bounced", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) {
			p.Dates = append(p.Dates, date(now.Add(-hour), now.Add(400*hour)))
			p.Dates[0].DueAt, p.Dates[0].Outcome = now.Add(-time.Minute), promise.ResetInTime
			p.Tellings = append(p.Tellings, promise.Telling{Seq: 1, NoticeID: "n2", ToldAt: now.Add(-hour), BouncedAt: now})
		})
		f.Notices["n2"] = notice.Notice{ID: "n2", ByID: "nils", AcceptedAt: now.Add(-hour), BouncedAt: now}
	}, `recorded as "reset in time" and is "broken in silence"`},

	{"by a person", "the watchdog keeps a promise", func(f *Firm) {
		f.line("watchdog", "kept", "promise:p1", promise.Promise{State: promise.Open}, promise.Promise{State: promise.Kept})
	}, "watchdog made promise:p1 kept"},
	{"by a person", "a member keeps a promise", func(f *Firm) {
		f.line("member:nils", "kept", "promise:p1", promise.Promise{State: promise.Open}, promise.Promise{State: promise.Kept})
	}, ""},
	{"by a person", "the outbox reopens one", func(f *Firm) {
		f.line("outbox", "reopened", "promise:p1", promise.Promise{State: promise.Kept}, promise.Promise{State: promise.Open})
	}, ""},
	{"by a person", "the outbox stops a clock", func(f *Firm) {
		f.line("outbox", "clock stopped", "clock:c", reply.Clock{}, reply.Clock{StoppedAt: now})
	}, "outbox stopped clock:c"},
	{"by a person", "a clock that nobody stopped", func(f *Firm) { f.Clocks["c"] = reply.Clock{ID: "c", StoppedAt: now} }, "who is no member"},
	{"by a person", "a notice that Kept wrote", func(f *Firm) { n := f.Notices["n1"]; n.ByID = ""; f.Notices["n1"] = n }, "who is no member"},
	{"by a person", "the watchdog tells a client", func(f *Firm) { f.line("watchdog", "told", "telling:t", nil, nil) }, "watchdog told a client"},

	{"prompt", "held by a member", func(f *Firm) { f.ask("promise:p1", prompt.Ask{Holder: "nils"}) }, ""},
	{"prompt", "held by nobody", func(f *Firm) { f.ask("promise:p1", prompt.Ask{Holder: "x"}) }, "not here any more"},
	{"prompt", "held by a member who left", func(f *Firm) {
		f.ask("promise:p1", prompt.Ask{Holder: "nils"})
		m := f.Members["nils"]
		m.EndedAt = now
		f.Members["nils"] = m
	}, "not here any more"},
	{"prompt", "sleeps until it must be awake", func(f *Firm) { f.sleeps(now.Add(hour), now.Add(hour)) }, ""},
	{"prompt", "sleeps longer", func(f *Firm) { f.sleeps(now.Add(hour).Add(time.Millisecond), now.Add(hour)) }, "must be awake"},
	{"prompt", "sleeps and cannot wait", func(f *Firm) { f.sleeps(now.Add(hour), time.Time{}) }, "cannot wait"},

	{"asked", "nothing is due", func(*Firm) {}, ""},
	{"asked", "what no rule wants", func(f *Firm) { f.ask("promise:p1", prompt.Ask{Rule: prompt.Due, Holder: "nils"}) }, "no rule wants it"},
	{"asked", "nobody, about what is due", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.Dates[0] = date(now.Add(-40*hour), now.Add(hour)) })
	}, "and is not"},
	{"asked", "somebody else", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.Dates[0] = date(now.Add(-400*hour), now.Add(hour)) })
		f.ask("promise:p1", prompt.Ask{Rule: prompt.Due, Stage: prompt.TellNow, Level: prompt.ToLeader, Holder: "marta"})
	}, "should be of lea"},
	{"asked", "about what is over", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.State, p.KeptAt = promise.Kept, now })
		f.ask("promise:p1", prompt.Ask{Rule: prompt.Due, Holder: "nils"})
	}, "it is over"},
	{"asked", "nobody, about a mail that came back", func(f *Firm) { n := f.Notices["n1"]; n.BouncedAt = now; f.Notices["n1"] = n }, "notice:n1 should be asked"},
	{"asked", "nobody, about a client who waits", func(f *Firm) {
		f.waits(reply.Clock{MemberID: "nils", StartedAt: now.Add(-2 * hour), DueAt: now.Add(-30 * time.Minute)})
	}, "clock:c should be asked"},
	{"asked", "nobody, about an absence", func(f *Firm) {
		f.Absences["a"] = member.Absence{ID: "a", MemberID: "nils", From: now, Until: now.Add(300 * hour)}
	}, "absence:a should be asked"},

	{"told date", "moved in a telling", func(f *Firm) { f.moves("reset", true) }, ""},
	{"told date", "moved, and nothing tells of it", func(f *Firm) { f.moves("reset", false) }, "nothing tells them"},
	{"told date", "edited", func(f *Firm) { f.moves("edited", false) }, "nothing tells them"},

	{"word for word", "as it was sent", func(*Firm) {}, ""},
	{"word for word", "another text", func(f *Firm) { n := f.Notices["n1"]; n.Text = "Hallo"; f.Notices["n1"] = n }, `says "Hallo"`},
	{"word for word", "another address", func(f *Firm) { n := f.Notices["n1"]; n.Address = "eve@x.example"; f.Notices["n1"] = n }, "is recorded as"},
	{"word for word", "past the outbox", func(f *Firm) { clear(f.Leavings) }, "the outbox does not know"},
	{"word for word", "accepted, and never sent", func(f *Firm) { f.Handings = nil }, "the server never took it"},

	{"evidence", "told by a notice that stands", func(*Firm) {}, ""},
	{"evidence", "told by one that bounced", func(f *Firm) { n := f.Notices["n1"]; n.BouncedAt = now; f.Notices["n1"] = n }, "which is bounced"},
	{"evidence", "told by one that nobody knows of", func(f *Firm) {
		n := f.Notices["n1"]
		n.AcceptedAt, n.UnsureAt = time.Time{}, now
		f.Notices["n1"] = n
	}, "which is unsure"},
	{"evidence", "told by one that is not there", func(f *Firm) { clear(f.Notices) }, "is not there"},
	{"evidence", "told at another moment", func(f *Firm) { n := f.Notices["n1"]; n.AcceptedAt = now; f.Notices["n1"] = n }, "was accepted at"},

	{"sent once", "once", func(*Firm) {}, ""},
	{"sent once", "twice", func(f *Firm) { f.Handings = append(f.Handings, f.Handings[0]) }, "after the server had taken it"},
	{"sent once", "again, unasked", func(f *Firm) {
		f.Handings = append(f.Handings, f.Handings[0])
		f.Handings[0].Heard = office.Unsure
	}, "nobody had asked for it"},
	{"sent once", "again, as a person wanted", func(f *Firm) {
		f.Handings = append(f.Handings, f.Handings[0])
		f.Handings[0].Heard, f.Handings[0].Took = office.Unsure, true
		f.line("member:nils", "sent again", "notice:n1", nil, nil)
		f.Handed = 1 // the first was seen before, see [TestChecks]
	}, ""},
	{"sent once", "put off, then taken", func(f *Firm) {
		f.Handings = append([]Handing{f.Handings[0]}, f.Handings...)
		f.Handings[0].Heard, f.Handings[0].Took = office.Later, false
	}, ""},
	{"sent once", "to an address that does not exist", func(f *Firm) {
		f.Handings = append(f.Handings, f.Handings[0])
		f.Handings[0].Heard, f.Handings[0].Took, f.Handings[0].NoBox = office.Refused, false, true
	}, "does not exist"},
	{"sent once", "one effect asked for twice", func(f *Firm) { f.Leavings["m2@x"] = store.Leaving{ID: "m2", EffectKey: "made:p1:k"} }, "asked for twice"},

	{"following", "mail to who takes it", func(f *Firm) {}, ""},
	{"following", "mail to who wants none", func(f *Firm) {
		k := f.Contacts["k"]
		k.NoMailAt = f.Handings[0].At.Add(-hour)
		f.Contacts["k"] = k
	}, "wants no mail"},
	{"following", "news to who follows nothing", func(f *Firm) {
		f.Leavings["m1@x"] = store.Leaving{ID: "m1", EffectKey: "digest:k:7", State: "sent", MadeAt: now.Add(-3 * hour)}
	}, "follows nothing"},
	{"left out", "a reminder that left all the same", func(f *Firm) {
		f.New = []store.Line{
			{Act: "message skipped", After: `{"message":"reminder.hof_1.2","skipped":true}`}, {Act: "hand-off reminded", Actor: "watchdog", At: now, After: `{"id":"hof_1","reminders":2}`},
		}
	}, "was left out"},

	{"catching up", "one mail after the downtime", func(f *Firm) { f.Downs = []Span{{now.Add(-72 * hour), now.Add(-hour)}}; f.Now = now.Add(-hour) }, ""},
	{"catching up", "two mails of one matter", func(f *Firm) {
		f.Downs, f.Now = []Span{{now.Add(-72 * hour), now.Add(-hour)}}, now.Add(-hour)
		f.Handings = append(f.Handings, f.Handings[0])
		f.Handings[1].Mail.MessageID = "m2@x"
		f.Leavings["m2@x"] = store.Leaving{ID: "m2", NoticeID: "n1", EffectKey: "handoff:h:1:k", MadeAt: now.Add(-2 * hour)}
	}, "got two mails"},
	{"catching up", "two letters that a member wrote", func(f *Firm) {
		f.Downs, f.Now = []Span{{now.Add(-72 * hour), now.Add(-hour)}}, now.Add(-hour)
		f.Handings = append(f.Handings, f.Handings[0])
		f.Handings[1].Mail.MessageID = "m2@x"
		f.Leavings["m1@x"] = store.Leaving{ID: "m1", NoticeID: "n1", EffectKey: "reset:p1:1:k", MadeAt: now.Add(-2 * hour)}
		f.Leavings["m2@x"] = store.Leaving{ID: "m2", NoticeID: "n1", EffectKey: "word:2", MadeAt: now.Add(-2 * hour)}
	}, ""},
	{"catching up", "a way in that has ended", func(f *Firm) {
		f.Handings[0].Mail.Code = "123456"
	}, "a way in that ended"},
	{"catching up", "a date that has passed", func(f *Firm) {
		f.change("p1", func(p *promise.Promise) { p.Dates[0].DueAt = now.Add(-hour).Add(-time.Millisecond) })
	}, "a date that has passed"},
	{"catching up", "a date that passes when it arrives", func(f *Firm) { f.change("p1", func(p *promise.Promise) { p.Dates[0].DueAt = now.Add(-hour) }) }, ""},

	{"journal", "a line in its place", func(f *Firm) { f.line("watchdog", "prompted", "promise:p1", nil, nil) }, ""},
	{"journal", "a line before others", func(f *Firm) { f.Unordered = []store.Line{{ID: "l"}} }, "was added before"},
	{"journal", "a line from the future", func(f *Firm) {
		f.line("watchdog", "prompted", "promise:p1", nil, nil)
		f.New[0].At = now.Add(1)
	}, "in the future"},
	{"journal", "a line of nobody", func(f *Firm) { f.line("", "prompted", "promise:p1", nil, nil) }, "does not say who"},
	{"journal", "rewritten", func(f *Firm) { f.Rewrit = []string{"line l was changed"} }, "was changed"},
	{"journal", "something changed without a line", func(f *Firm) { f.Stray = []string{"client c is otherwise"} }, "is otherwise"},

	{"other workspace", "as it was", func(*Firm) {}, ""},
	{"other workspace", "changed", func(f *Firm) { f.Other = []string{"it has changed"} }, "it has changed"},

	{"own page", "his own", func(f *Firm) { f.page1(func(*office.PortalView) {}) }, ""},
	{"own page", "another client's page", func(f *Firm) { f.page1(func(v *office.PortalView) { v.Client.ID = "eve" }) }, "is of client eve"},
	{"own page", "another client's promise", func(f *Firm) { f.page1(func(v *office.PortalView) { v.Open[0].Promise.ClientID = "eve" }) }, "shows promise p1 of client eve"},
	{"own page", "a promise that he was not told of", func(f *Firm) { f.page1(func(v *office.PortalView) { v.Open[0].Promise.ID = "p2" }) }, "which nobody told of"},
	{"own page", "another client's project", func(f *Firm) {
		f.page1(func(v *office.PortalView) { v.Projects = []client.Project{{ID: "x", ClientID: "eve"}} })
	}, "shows project x"},
	{"own page", "another contact's letter", func(f *Firm) {
		f.page1(func(v *office.PortalView) { v.Notices = []notice.Notice{{ID: "n9", ContactID: "eve", AcceptedAt: now}} })
	}, "shows notice n9"},
	{"own page", "a next contact that is none", func(f *Firm) {
		f.page1(func(v *office.PortalView) { v.Next = &office.PortalPromise{Promise: f.Promises["p1"]} })
	}, "as the next contact"},
}

// waits puts a clock of the one client in.
func (f *Firm) waits(w reply.Clock) {
	w.ID, w.ClientID, w.ContactID = "c", "ana", "k"
	f.Clocks["c"] = w
	f.tookClock(w)
}

func (f *Firm) sleeps(until, by time.Time) {
	f.ask("promise:p1", prompt.Ask{Holder: "nils", SnoozeBy: by})
	p := f.Prompts["promise:p1"]
	p.SnoozedUntil = until
	f.Prompts["promise:p1"] = p
}

// moves moves the date of the told promise, with a telling or without.
func (f *Firm) moves(act string, told bool) {
	before := f.Promises["p1"]
	after := before
	if act == "reset" {
		after.Dates = append(append([]promise.Date(nil), before.Dates...), date(now, now.Add(300*hour)))
	} else {
		after.Dates = []promise.Date{date(now, now.Add(300*hour))}
	}
	f.line("member:nils", act, "promise:p1", before, after)
	if told {
		after.Tellings = append(append([]promise.Telling(nil), before.Tellings...), promise.Telling{Seq: 1, NoticeID: "n2"})
		f.Notices["n2"] = notice.Notice{ID: "n2", ByID: "nils", ContactID: "k", QueuedAt: now}
		f.line("member:nils", "told", "telling:t", nil, tellingLine{Notices: []notice.ID{"n2"}, Moved: []promise.ID{"p1"}})
	}
	f.Promises["p1"] = after
}

func (f *Firm) page1(change func(*office.PortalView)) {
	v := office.PortalView{Client: f.Clients["ana"], Contact: f.Contacts["k"], Open: []office.PortalPromise{{Promise: f.Promises["p1"]}}, Next: &office.PortalPromise{Promise: f.Promises["p2"]}}
	change(&v)
	f.Pages = []Page{{Contact: f.Contacts["k"], View: v}}
}

// Every check can fail, and does not where nothing is wrong.
func TestChecks(t *testing.T) {
	tried := map[string]bool{}
	for _, row := range slices.Concat(cases, talkCases, planCases, doorCases) {
		tried[row.check] = tried[row.check] || row.want != ""
		t.Run(row.check+", "+row.name, func(t *testing.T) {
			f := small()
			row.change(f)
			c := named(t, row.check)
			if f.Handed > 0 { // what the check saw a step before
				first := *f
				first.Handed, first.Handings, first.New, first.Deep = 0, f.Handings[:f.Handed], nil, false
				c.Look(&first)
			}
			found := strings.Join(c.Look(f), "; ")
			if row.want == "" && found != "" || row.want != "" && !strings.Contains(found, row.want) {
				t.Errorf("it found %q, want %q", found, row.want)
			}
		})
	}
	for _, c := range All() {
		if !tried[c.Name()] && c.Name() != "warned" && c.Name() != "unanswered" {
			t.Errorf("nothing proves that the check %q can fail", c.Name())
		}
	}
}

func named(t *testing.T, name string) Check {
	t.Helper()
	for _, c := range All() {
		if c.Name() == name {
			return c
		}
	}
	t.Fatalf("there is no check %q", name)
	return nil
}

// The check of the warnings follows the questions over the steps.
func TestWarned(t *testing.T) {
	type ask struct {
		level string
		ahead time.Duration
	}
	due := now.Add(48 * hour)
	for _, row := range []struct {
		name   string
		asks   []ask
		change func(*Firm, *promise.Date)
		want   string
	}{
		{"owner, then leader", []ask{{"owner", 9 * hour}, {"leader", 5 * hour}}, nil, ""},
		{"owner, deputy, leader", []ask{{"owner", 9 * hour}, {"deputy", 6 * hour}, {"leader", 5 * hour}}, nil, ""},
		{"nobody", nil, nil, "the leader was never asked"},
		{"only the owner", []ask{{"owner", 9 * hour}}, nil, "the leader was never asked"},
		{"only the leader", []ask{{"leader", 9 * hour}}, nil, "the owner was never asked"},
		{"the leader first", []ask{{"leader", 9 * hour}, {"owner", 5 * hour}}, nil, "the leader was asked before"},
		{"the leader too late", []ask{{"owner", 9 * hour}, {"leader", 5*time.Minute - time.Millisecond}}, nil, "only at"},
		{"the leader just in time", []ask{{"owner", 9 * hour}, {"leader", 5 * time.Minute}}, nil, ""},
		{"the leader when it was over", []ask{{"owner", 9 * hour}, {"leader", 0}}, nil, "the leader was never asked"},
		{"a confirmed appointment", nil, func(f *Firm, _ *promise.Date) {
			f.change("p1", func(p *promise.Promise) { p.Kind, p.ConfirmedAt = promise.Appointment, now })
		}, ""},
		{"an appointment that nobody confirmed", nil, func(f *Firm, _ *promise.Date) {
			f.change("p1", func(p *promise.Promise) { p.Kind = promise.Appointment })
		}, "never asked"},
		{"Kept was down", nil, func(f *Firm, _ *promise.Date) { f.Downs = []Span{{due.Add(-2 * hour), due.Add(-hour)}} }, ""},
		{"Kept was down before it was set", nil, func(f *Firm, _ *promise.Date) { f.Downs = []Span{{now.Add(-72 * hour), now}} }, "never asked"},
		{"set within a minute", nil, func(_ *Firm, d *promise.Date) { d.SetAt = due.Add(-time.Minute + time.Millisecond) }, ""},
		{"another outcome before", nil, func(_ *Firm, d *promise.Date) { d.Outcome = promise.ResetInTime }, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			f, w := small(), newWarned()
			was := date(now, due)
			if row.change != nil {
				row.change(f, &was)
			}
			f.change("p1", func(p *promise.Promise) { p.Dates[0] = was })
			for _, a := range row.asks {
				f.Now, f.New = due.Add(-a.ahead), nil
				f.line("watchdog", "prompted", "promise:p1", nil, map[string]string{"level": a.level})
				if found := w.Look(f); len(found) > 0 {
					t.Fatalf("found too early: %q", found)
				}
			}
			f.Now, f.New = due.Add(time.Millisecond), nil
			is := was
			is.Outcome = promise.BrokenInSilence
			f.line("watchdog", "outcome", "promise:p1", was, is)
			found := strings.Join(w.Look(f), "; ")
			if row.want == "" && found != "" || row.want != "" && !strings.Contains(found, row.want) {
				t.Errorf("it found %q, want %q", found, row.want)
			}
		})
	}
}

// Nothing is said twice.
func TestWatchSaysThingsOnce(t *testing.T) {
	f := small()
	f.change("p2", func(p *promise.Promise) { p.State = promise.Withdrawn })
	w := Watch{Checks: []Check{&nextContact{}}}
	if found := w.Look(f); len(found) != 1 || found[0].Check != "next contact" || !strings.HasPrefix(found[0].What, "client:ana") || !found[0].At.Equal(now) {
		t.Fatalf("first it found %+v", found)
	}
	if found := w.Look(f); len(found) != 0 {
		t.Errorf("again it found %+v", found)
	}
}
