package checks

import (
	"strings"
	"testing"
	"time"

	"kept/client"
	"kept/conversation"
	"kept/internal/office"
	"kept/internal/outbox"
	"kept/internal/store"
	"kept/internal/tongue"
	"kept/notice"
	"kept/promise"
	"kept/prompt"
	"kept/reply"
)

// talks puts a conversation in which nothing is wrong into the small firm: a
// mail of the contact, that was acknowledged, and a clock that runs.
func (f *Firm) talks() {
	f.Posted = Posted{"1@mail": {From: "ana@x.example", Key: "k1"}}
	f.line("member:nils", "contact added", "contact:k", nil, nil)
	f.Touched = map[string]bool{"contact:k": true}
	f.Talks["v"] = conversation.Conversation{ID: "v", ClientID: "ana", ContactID: "k", DueAt: now.Add(3 * hour)}
	f.Messages["m"] = store.Message{ID: "m", ClientID: "ana", ContactID: "k", Channel: "mail", Direction: "in", Reached: true, ConversationID: "v", Class: "human", MID: "1@mail"}
	f.Messages["o"] = store.Message{ID: "o", ClientID: "ana", ContactID: "k", MemberID: "nils", Channel: "mail", Direction: "out", Reached: true, ConversationID: "v", NoticeID: "n1"}
	f.wordOf["n1"] = "o"
	f.waits(reply.Clock{MemberID: "nils", Channel: reply.Mail, Wait: reply.First, ConversationID: "v", MessageID: "m", StartedAt: now.Add(-hour), DueAt: now.Add(3 * hour), Standard: 4 * hour})
}

// stops stops the clock with a message.
func (f *Firm) stops(with string) {
	f.talks()
	w := f.Clocks["c"]
	w.StoppedAt, w.StoppedBy, w.StoppedWith = now, "nils", with
	f.waits(w)
	v := f.Talks["v"]
	v.DueAt = time.Time{}
	f.Talks["v"] = v
}

// said1 changes a message of the conversation.
func (f *Firm) said1(id string, how func(*store.Message)) {
	m := f.Messages[id]
	how(&m)
	f.Messages[id] = m
}

// worries has Ana be worried since a moment; asked is what is asked about it.
func (f *Firm) worries(since time.Time, asked *prompt.Ask) {
	f.talks()
	f.waits(reply.Clock{ID: "worry", ClientID: "ana", ContactID: "k", MemberID: "nils", Wait: reply.Alarm, StartedAt: since, KnownAt: since, DueAt: now.Add(hour)})
	if asked != nil {
		f.ask("clock:c", *asked)
	}
}

// acks adds an acknowledgement that was handed over at a moment.
func (f *Firm) acks(id, to string, at time.Time) {
	if f.Posted == nil {
		f.talks()
	}
	due := now.Add(5 * hour)
	f.Notices[notice.ID(id)] = notice.Notice{ID: notice.ID(id), ClientID: "ana", ContactID: "k", ByID: "nils", Kind: notice.Acknowledgement, Channel: notice.Mail, QueuedAt: at, AcceptedAt: at}
	f.add(promise.Promise{ID: promise.ID("p" + id), Kind: promise.Answer, Dates: []promise.Date{date(at, due)}, Tellings: []promise.Telling{{NoticeID: id, ToldAt: at}}})
	f.Leavings[id+"@x"] = store.Leaving{ID: id, NoticeID: id, EffectKey: "acknowledgement:m", State: "sent", MadeAt: at}
	f.Handings = append(f.Handings, Handing{At: at, Took: true, Heard: office.Accepted, Mail: outbox.Mail{
		MessageID: id + "@x", InReplyTo: "1@mail", To: outbox.Address{Addr: to}, Language: "en",
	}})
	h := &f.Handings[len(f.Handings)-1]
	loc, _ := time.LoadLocation("Europe/Rome")
	h.Mail.Lead = "You will hear from us by " + tongue.Moment("en", due.In(loc)) + "."
	l := f.Leavings[id+"@x"]
	l.Mail, _ = h.Mail.JSON()
	f.Leavings[id+"@x"] = l
}

// talkCases break what clients say.
var talkCases = []broken{
	{"answered", "it runs", (*Firm).talks, ""},
	{"answered", "by a letter that arrived", func(f *Firm) { f.stops("o") }, ""},
	{"answered", "excused", func(f *Firm) { f.stops(""); w := f.Clocks["c"]; w.StoppedWhy = "She called."; f.waits(w) }, ""},
	{"answered", "by nothing", func(f *Firm) { f.stops("") }, "which is not there"},
	{"answered", "by the client's own mail", func(f *Firm) { f.stops("m") }, "no person of ours"},
	{"answered", "by a mail of the client's that a member logged", func(f *Firm) { f.stops("m"); f.said1("m", func(m *store.Message) { m.MemberID = "nils" }) }, "no message of ours"},
	{"answered", "by a call that was taken", func(f *Firm) {
		f.stops("m")
		f.said1("m", func(m *store.Message) { m.MemberID, m.Channel, m.MID = "nils", "call", "" })
	}, ""},
	{"answered", "by one that reached nobody", func(f *Firm) { f.stops("o"); f.said1("o", func(m *store.Message) { m.Reached = false }) }, "reached nobody"},
	{"answered", "by an acknowledgement", func(f *Firm) {
		f.stops("o")
		n := f.Notices["n1"]
		n.Kind = notice.Acknowledgement
		f.Notices["n1"] = n
	}, "of the kind acknowledgement"},
	{"answered", "by one that came back", func(f *Firm) { f.stops("o"); n := f.Notices["n1"]; n.BouncedAt = now; f.Notices["n1"] = n }, "which is bounced"},
	{"answered", "by one to somebody else", func(f *Firm) { f.stops("o"); f.said1("o", func(m *store.Message) { m.ContactID = "eve" }) }, "went to eve"},
	{"answered", "by automatic mail of ours", func(f *Firm) {
		f.stops("o")
		f.said1("o", func(m *store.Message) { m.MID = "2@mail" })
		f.Posted["2@mail"] = Sent{Machine: true}
	}, "automatic"},
	{"answered", "started by automatic mail", func(f *Firm) { f.talks(); f.Posted["1@mail"] = Sent{From: "ana@x.example", Machine: true} }, "was started by automatic mail"},

	{"alarm", "this very minute", func(f *Firm) { f.worries(now.Add(-time.Minute+time.Millisecond), nil) }, ""},
	{"alarm", "a minute ago, and nobody is asked", func(f *Firm) { f.worries(now.Add(-time.Minute), nil) }, "nobody is asked"},
	{"alarm", "a minute ago, and asked", func(f *Firm) {
		f.worries(now.Add(-time.Minute), &prompt.Ask{Rule: prompt.Worried, Holder: "lea"})
	}, ""},
	{"alarm", "asked by another rule", func(f *Firm) {
		f.worries(now.Add(-time.Minute), &prompt.Ask{Rule: prompt.Unanswered, Holder: "lea"})
	}, "does not stand before lea"},
	{"alarm", "approved by a person", func(f *Firm) { f.line("contact:ana", "approved", "handoff:h", nil, nil) }, ""},
	{"alarm", "approved by a machine", func(f *Firm) { f.line("watchdog", "approved", "handoff:h", nil, nil) }, "watchdog said"},
	{"soonest wait", "known", (*Firm).talks, ""},
	{"soonest wait", "another moment", func(f *Firm) { f.talks(); v := f.Talks["v"]; v.DueAt = now.Add(2 * hour); f.Talks["v"] = v }, "is to be answered by"},
	{"soonest wait", "none", func(f *Firm) { f.talks(); v := f.Talks["v"]; v.DueAt = time.Time{}; f.Talks["v"] = v }, "is to be answered by"},
	{"soonest wait", "one that is paused", func(f *Firm) {
		f.talks()
		w := f.Clocks["c"]
		w.Pauses = []reply.Pause{{On: reply.OnClient, From: now}}
		f.waits(w)
	}, "is to be answered by"},
	{"soonest wait", "closed", func(f *Firm) { f.talks(); v := f.Talks["v"]; v.ClosedAt = now; f.Talks["v"] = v }, "is closed"},

	{"acknowledged", "once", func(f *Firm) { f.acks("a1", "ana@x.example", now) }, ""},
	{"acknowledged", "a day later again", func(f *Firm) { f.acks("a1", "ana@x.example", now.Add(-24*hour)); f.acks("a2", "ana@x.example", now) }, ""},
	{"acknowledged", "sooner again", func(f *Firm) {
		f.acks("a1", "ana@x.example", now.Add(-24*hour).Add(time.Millisecond))
		f.acks("a2", "Ana@x.example", now)
	}, "the second within a day"},
	{"acknowledged", "sooner again, of somebody who is worried", func(f *Firm) {
		f.acks("a1", "ana@x.example", now.Add(-24*hour).Add(time.Millisecond))
		f.acks("a2", "Ana@x.example", now)
		f.Clocks["worry"] = reply.Clock{ID: "worry", MessageID: "m", Wait: reply.Alarm}
	}, ""},
	{"acknowledged", "a machine", func(f *Firm) { f.acks("a1", "ana@x.example", now); f.Posted["1@mail"] = Sent{Machine: true} }, "answers automatic mail"},
	{"acknowledged", "a forged sender", func(f *Firm) { f.acks("a1", "ana@x.example", now); f.Posted["1@mail"] = Sent{Forged: true} }, "was forged"},
	{"acknowledged", "without a promise", func(f *Firm) { f.acks("a1", "ana@x.example", now); clear(f.told) }, "promises no moment"},
	{"acknowledged", "another moment", func(f *Firm) {
		f.acks("a1", "ana@x.example", now)
		f.change("pa1", func(p *promise.Promise) { p.Dates[0].DueAt = p.Dates[0].DueAt.Add(hour) })
	}, "promises no moment"},
	{"acknowledged", "fifty in an hour", func(f *Firm) { f.flood(reply.AckPerHour) }, ""},
	{"acknowledged", "one more", func(f *Firm) { f.flood(reply.AckPerHour + 1) }, "number 51 within an hour"},

	{"same mail", "once", (*Firm).talks, ""},
	{"same mail", "two messages", func(f *Firm) { f.talks(); m := f.Messages["m"]; m.ID = "m2"; f.Messages["m2"] = m }, "is two messages"},
	{"same mail", "two arrivals", func(f *Firm) {
		f.Arrivals["a"], f.Arrivals["b"] = store.Arrival{ID: "a", Key: "k"}, store.Arrival{ID: "b", Key: "k"}
		f.Touched = map[string]bool{"arrival:a": true, "arrival:b": true}
	}, "came in twice"},

	{"own talk", "his own", (*Firm).talks, ""},
	{"own talk", "a stranger's", func(f *Firm) { f.talks(); f.Posted["1@mail"] = Sent{From: "eve@x.example"} }, "never had the address"},
	{"own talk", "a stranger's, filed by a person", func(f *Firm) {
		f.talks()
		f.Posted["1@mail"] = Sent{From: "eve@x.example"}
		f.Arrivals["a"], f.arrivalOf["m"] = store.Arrival{ID: "a", MessageID: "m", SettledBy: "nils"}, "a"
	}, ""},
	{"own talk", "forged", func(f *Firm) { f.talks(); f.Posted["1@mail"] = Sent{From: "ana@x.example", Forged: true} }, "was forged"},
	{"own talk", "another client's", func(f *Firm) { f.talks(); f.said1("m", func(m *store.Message) { m.ClientID = "eve" }) }, "and not of eve"},
	{"own talk", "another client's contact", func(f *Firm) {
		f.talks()
		f.Contacts["k"] = client.Contact{ID: "k", ClientID: "eve", Email: "ana@x.example"}
	}, "is of client eve"},
	{"own talk", "in no conversation", func(f *Firm) { f.talks(); clear(f.Talks) }, "which is not there"},

	{"proof", "it came back", func(f *Firm) { f.returns(); f.Posted.Bounced("m1@x") }, ""},
	{"proof", "it never did", func(f *Firm) { f.returns() }, "never came back"},

	{"chases", "confirmed", func(f *Firm) { f.chases(true) }, ""},
	{"chases", "confirmed by nobody", func(f *Firm) { f.chases(false) }, "nobody confirmed it"},
	{"chases", "denied, and counted", func(f *Firm) { f.chases(true); f.line("member:nils", "not a chase", "message:m", nil, nil) }, "somebody denied it"},
	{"chases", "confirmed, and not counted", func(f *Firm) { f.chases(true); clear(f.Chases) }, "counts no more"},
	{"chases", "of another client", func(f *Firm) { f.chases(true); f.said1("m", func(m *store.Message) { m.ClientID = "eve" }) }, "is of eve"},
	{"chases", "the message says no", func(f *Firm) { f.chases(true); f.said1("m", func(m *store.Message) { m.Asks = office.AsksNo }) }, `says "no"`},

	{"asked", "nobody, about a mail that was held", func(f *Firm) {
		f.Arrivals["a"] = store.Arrival{ID: "a", At: now}
		f.held = []string{"a"}
	}, "arrival:a should be asked of marta"},
	{"asked", "nobody, about a way in that fails", func(f *Firm) {
		f.Ways["w"] = store.Mailbox{ID: "w", Trouble: "Connection refused.", TroubleAt: now.Add(-conversation.TroubleWaits)}
	}, "mailbox:w should be asked of marta"},
	{"asked", "nobody, about a way in that fails for a moment", func(f *Firm) {
		f.Ways["w"] = store.Mailbox{ID: "w", Trouble: "Connection refused.", TroubleAt: now.Add(time.Millisecond - conversation.TroubleWaits)}
	}, ""},
	{"asked", "nobody, about one who had to ask too often", func(f *Firm) {
		f.Chases["ana"] = []store.ChaseRow{{ID: "1", At: now}, {ID: "2", At: now.Add(-hour)}, {ID: "3", At: now.Add(-2 * hour)}}
	}, "chases:ana should be asked of lea"},
	{"asked", "the promise of an answer, while its clock speaks", func(f *Firm) { f.speaks1(now.Add(20 * time.Minute)) }, ""},
	{"asked", "the promise of an answer, whose clock is later", func(f *Firm) { f.speaks1(now.Add(21 * time.Minute)) }, "promise:p9 should be asked"},

	{"own page", "his conversation", func(f *Firm) { f.page2(func(*office.Talk) {}) }, ""},
	{"own page", "another contact's message", func(f *Firm) { f.page2(func(v *office.Talk) { v.Messages[0].ContactID = "eve" }) }, "shows message m of eve"},
	{"own page", "another contact's wait", func(f *Firm) { f.page2(func(v *office.Talk) { v.Clocks[0].ContactID = "eve" }) }, "shows the wait of eve"},
	{"own page", "automatic mail", func(f *Firm) { f.page2(func(*office.Talk) {}); f.Posted["1@mail"] = Sent{Machine: true} }, "automatic or forged"},
	{"own page", "a letter that did not arrive", func(f *Firm) {
		f.page2(func(v *office.Talk) { v.Messages[0].Notice = &notice.Notice{ContactID: "k"} })
	}, "shows notice"},
	{"own page", "a conversation with somebody else", func(f *Firm) {
		f.page2(func(*office.Talk) {})
		f.Pages[0].Threads[0].ContactID = "eve"
	}, "lists conversation v with eve"},
}

func (f *Firm) flood(n int) {
	f.talks()
	for i := range n {
		f.acks(strings.Repeat("a", i+1), strings.Repeat("b", i+1)+"@x.example", now.Add(time.Duration(i)*time.Minute))
	}
}

// returns has the told notice count as undelivered.
func (f *Firm) returns() {
	f.talks()
	n := f.Notices["n1"]
	n.BouncedAt = now
	f.Notices["n1"], f.mailOf["n1"] = n, "m1@x"
}

func (f *Firm) chases(confirmed bool) {
	f.talks()
	f.said1("m", func(m *store.Message) { m.Asks = office.AsksYes })
	row := store.ChaseRow{ID: "chs", ClientID: "ana", MessageID: "m"}
	f.Chases["ana"] = []store.ChaseRow{row}
	if confirmed {
		f.line("member:nils", "chased", "chase:chs", nil, row)
	}
}

// speaks1 adds a promise of an answer that is nearly due, and its clock.
func (f *Firm) speaks1(clockDue time.Time) {
	due := now.Add(20 * time.Minute)
	f.add(promise.Promise{ID: "p9", Kind: promise.Answer, Dates: []promise.Date{date(now.Add(-40*hour), due)}})
	w := reply.Clock{MemberID: "nils", PromiseID: "p9", StartedAt: now, DueAt: clockDue, Standard: clockDue.Sub(now)}
	f.waits(w)
}

func (f *Firm) page2(change func(*office.Talk)) {
	f.page1(func(*office.PortalView) {})
	f.talks()
	v := office.Talk{Messages: []office.Said{{Message: f.Messages["m"]}}, Clocks: []reply.Clock{f.Clocks["c"]}}
	v.Conversation = f.Talks["v"]
	f.Pages[0].Threads = []store.Thread{{Conversation: f.Talks["v"]}}
	change(&v)
	f.Pages[0].Talks = []office.Talk{v}
}

// An answer that stopped a clock and comes back has it run again, and its promise be open.
func TestAnsweredFollowsWhatComesBack(t *testing.T) {
	f, a := small(), newAnswered()
	f.stops("o")
	w := f.Clocks["c"]
	w.PromiseID = "p1"
	f.waits(w)
	f.change("p1", func(p *promise.Promise) { p.State, p.KeptAt = promise.Kept, now })
	if found := a.Look(f); len(found) > 0 {
		t.Fatalf("found too early: %q", found)
	}
	n := f.Notices["n1"]
	n.BouncedAt = now
	f.Notices["n1"], f.Deep, f.Ticked, f.Letters = n, false, nil, []notice.ID{"n1"}
	if found := strings.Join(a.Look(f), "; "); !strings.Contains(found, "counts as answered by o") {
		t.Errorf("the clock stands still: found %q", found)
	}
	f.waits(w.Resume())
	if found := strings.Join(a.Look(f), "; "); !strings.Contains(found, "promise p1 still counts as kept") {
		t.Errorf("the promise is kept: found %q", found)
	}
}

// The check of the waits follows the questions over the steps.
func TestUnanswered(t *testing.T) {
	type ask struct {
		level string
		after time.Duration
	}
	for _, row := range []struct {
		name   string
		asks   []ask
		change func(*Firm, *reply.Clock)
		want   string
	}{
		{"owner, then leader", []ask{{"owner", 2 * hour}, {"leader", 3 * hour}}, nil, ""},
		{"nobody", nil, nil, "the leader was never asked"},
		{"only the owner", []ask{{"owner", 2 * hour}}, nil, "the leader was never asked"},
		{"only the leader", []ask{{"leader", 2 * hour}}, nil, "the owner was never asked"},
		{"the leader first", []ask{{"leader", 2 * hour}, {"owner", 3 * hour}}, nil, "the leader was asked before"},
		{"the leader when it was over", []ask{{"owner", 2 * hour}, {"leader", 4 * hour}}, nil, "the leader was never asked"},
		{"it is paused", nil, func(_ *Firm, w *reply.Clock) { w.Pauses = []reply.Pause{{From: now}} }, ""},
		{"Kept was down", nil, func(f *Firm, _ *reply.Clock) { f.Downs = []Span{{now, now.Add(hour)}} }, ""},
		{"somebody went on holiday", []ask{{"leader", 2 * hour}}, func(f *Firm, _ *reply.Clock) {
			f.Now = now.Add(time.Minute)
			f.line("member:nils", "absence set", "absence:a", nil, nil)
		}, ""},
		{"at the moment itself", nil, func(_ *Firm, w *reply.Clock) { w.DueAt = w.DueAt.Add(time.Millisecond) }, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			f, u := small(), newUnanswered()
			f.line("inbox", "clock started", "clock:c", nil, nil)
			w := reply.Clock{MemberID: "nils", Channel: reply.Mail, Wait: reply.First, StartedAt: now, DueAt: now.Add(4 * hour), Standard: 4 * hour}
			if row.change != nil {
				row.change(f, &w)
			}
			f.waits(w)
			u.Look(f)
			for _, a := range row.asks {
				f.Now, f.New = now.Add(a.after), nil
				f.line("watchdog", "prompted", "clock:c", nil, map[string]string{"level": a.level})
				if found := u.Look(f); len(found) > 0 {
					t.Fatalf("found too early: %q", found)
				}
			}
			f.Now, f.New = now.Add(4*hour).Add(time.Millisecond), nil
			found := strings.Join(u.Look(f), "; ")
			if row.want == "" && found != "" || row.want != "" && !strings.Contains(found, row.want) {
				t.Errorf("it found %q, want %q", found, row.want)
			}
		})
	}
}
