package handoff

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/plan"
	"kept/promise"
	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/worktime"
)

const ms = time.Millisecond

var asked = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) // Monday 10:00 in Rome

// proposal is story 2: a proposal for Thursday that waits on a colleague.
func proposal(t *testing.T) (promise.Promise, prompt.Team, *worktime.Calendar) {
	t.Helper()
	rome := prompttest.Calendar("Europe/Rome")
	p, err := promise.Make(promise.Making{
		ID: "prm_1", ClientID: "c", ContactID: "k", OwnerID: "o", Kind: promise.Proposal, Words: "the proposal", By: "o",
		When: promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 5}},
	}, rome, asked)
	if err != nil {
		t.Fatal(err)
	}
	return p, prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}, rome
}

func standing(p promise.Promise, team prompt.Team, cal *worktime.Calendar) Stands {
	return Stands{Open: p.State == promise.Open, SetAt: p.Date().SetAt, Ladder: p.Ladder(promise.StandardPolicy(), team, cal)}
}

func confirmation(t *testing.T, side plan.Side, s Stands, owner *worktime.Calendar) HandOff {
	t.Helper()
	h, err := Ask(Making{Limit: true, HandOff: HandOff{
		ID: "hof_1", ClientID: "c", PromiseID: "prm_1", OwnerID: "o", Party: plan.Party{Side: side, ID: "x", Name: "Acme"}, Email: "a@acme.example",
		Words: "the confirmation", Work: UsualWork, Before: s.Ladder.TellBy,
	}}, owner, asked)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestNeedByIsWorkedBackFromTheClientsDate(t *testing.T) {
	p, team, rome := proposal(t)
	s := standing(p, team, rome)
	h := confirmation(t, plan.Ours, s, rome)
	// Thursday's close is 17:00; the client is told by 12:00 at noon; four hours of work before it.
	tell, need := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC), time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)
	if !s.Ladder.TellBy.Equal(tell) || !h.NeedBy.Equal(need) {
		t.Errorf("told by %v, needed by %v; want %v and %v", s.Ladder.TellBy, h.NeedBy, tell, need)
	}
}

// The table of story 2: who is asked what, just before, at and after each rung.
func TestUnansweredHandOffIsAskedAboutInTime(t *testing.T) {
	p, team, rome := proposal(t)
	s := standing(p, team, rome)
	h := confirmation(t, plan.Ours, s, rome)
	l := StandardPolicy().Usual
	for _, row := range []struct {
		at     time.Time
		rule   prompt.Rule
		level  prompt.Level
		stage  prompt.Stage
		remind bool
	}{
		{asked, "", 0, "", false},
		{time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC).Add(-ms), "", 0, "", false},
		{time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC), "", 0, "", true}, // Tuesday 9:00
		{h.NeedBy.Add(-ms), "", 0, "", true},
		{h.NeedBy, prompt.HandOff, prompt.ToOwner, prompt.Early, true},
		{s.Ladder.Leader.Add(-ms), prompt.HandOff, prompt.ToOwner, prompt.Early, true},
		{s.Ladder.Leader, prompt.HandOff, prompt.ToLeader, prompt.Early, true},
		{s.Ladder.TellBy, prompt.HandOff, prompt.ToLeader, prompt.TellNow, true},
		{s.Ladder.Date, prompt.HandOff, prompt.ToLeader, prompt.TellNow, true},
		{s.Ladder.Date.Add(ms), "", 0, "", false}, // the promise's own rule speaks
	} {
		d := Review(h, Ground{l, s, team, rome}, row.at)
		if d.Remind != row.remind {
			t.Errorf("at %v: remind %v", row.at, d.Remind)
		}
		if d.Ask == nil {
			if row.rule != "" {
				t.Errorf("at %v: nothing is asked", row.at)
			}
			continue
		}
		if d.Ask.Rule != row.rule || d.Ask.Level != row.level || d.Ask.Stage != row.stage {
			t.Errorf("at %v: %s/%s/%s, want %s/%s/%s", row.at, d.Ask.Rule, d.Ask.Stage, d.Ask.Level, row.rule, row.stage, row.level)
		}
	}
}

func TestWhatAnAnswerDoes(t *testing.T) {
	p, team, rome := proposal(t)
	s := standing(p, team, rome)
	l := StandardPolicy().Usual
	tuesday := time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)
	for _, row := range []struct {
		name   string
		answer Answer
		at     []time.Time // moments at which the owner is asked, or not
		want   []bool
	}{
		{"declined", Answer{State: Declined}, []time.Time{tuesday}, []bool{true}},
		{"stuck", Answer{State: Stuck, Said: "no key"}, []time.Time{tuesday}, []bool{true}},
		{"a day after it is needed", Answer{State: AnotherDate, Day: worktime.Day{Year: 2026, Month: 3, Date: 9}}, []time.Time{tuesday}, []bool{true}},
		{"a day on which it is in time", Answer{State: AnotherDate, Day: worktime.Day{Year: 2026, Month: 3, Date: 4}}, []time.Time{tuesday, s.Ladder.TellBy.Add(-3 * time.Hour)}, []bool{false, true}},
		{"accepted", Answer{State: Accepted}, []time.Time{tuesday, time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)}, []bool{false, true}},
		{"done", Answer{State: Done}, []time.Time{tuesday, s.Ladder.TellBy}, []bool{false, false}},
	} {
		h, err := confirmation(t, plan.Ours, s, rome).Take(row.answer, rome, tuesday)
		if err != nil {
			t.Fatal(row.name, err)
		}
		for i, at := range row.at {
			d := Review(h, Ground{l, s, team, rome}, at)
			if (d.Ask != nil) != row.want[i] || d.Remind {
				t.Errorf("%s, at %v: asked %v, reminded %v", row.name, at, d.Ask, d.Remind)
			}
		}
	}
}

// Who has told the client of a new date knew of the answer: he is asked again
// only when it is needed for that date.
func TestANewDateTakesTheAnswerIntoAccount(t *testing.T) {
	p, team, rome := proposal(t)
	s := standing(p, team, rome)
	tuesday := time.Date(2026, 3, 3, 10, 0, 0, 0, time.UTC)
	h, err := confirmation(t, plan.Ours, s, rome).Take(Answer{State: Declined, Said: "no time"}, rome, tuesday)
	if err != nil {
		t.Fatal(err)
	}
	p, err = p.Reset(promise.When{Day: worktime.Day{Year: 2026, Month: 3, Date: 10}}, "we wait", "o", rome, tuesday.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	s = standing(p, team, rome)
	was := h.NeedBy
	h = h.Follow(s.Ladder.TellBy, true, rome, tuesday.Add(time.Hour))
	if !h.NeedBy.After(was) || h.NeedBy.After(s.Ladder.TellBy) {
		t.Errorf("needed by %v before and %v after the reset", was, h.NeedBy)
	}
	if d := Review(h, Ground{StandardPolicy().Usual, s, team, rome}, tuesday.Add(time.Hour)); d.Ask != nil || !d.Next.Equal(h.NeedBy) {
		t.Errorf("asked %+v, next %v", d.Ask, d.Next)
	}
	if d := Review(h, Ground{StandardPolicy().Usual, s, team, rome}, h.NeedBy); d.Ask == nil {
		t.Error("nobody is asked when it is needed for the new date")
	}
}

// Whom no mail reached was not asked: the owner has to know at once, and nothing
// is sent into the void. What he does about it, by mail or telephone, settles it.
func TestUnreached(t *testing.T) {
	p, team, rome := proposal(t)
	s := standing(p, team, rome)
	l := StandardPolicy().Usual
	back := asked.Add(10 * time.Minute)
	for _, side := range []plan.Side{plan.Ours, plan.Third} {
		h := confirmation(t, side, s, rome)
		if d := Review(h, Ground{l, s, team, rome}, back); d.Ask != nil {
			t.Errorf("%s: asked while nothing came back: %+v", side, d.Ask)
		}
		h = h.ComeBack("550 no such user", back)
		if d := Review(h, Ground{l, s, team, rome}, back.Add(-ms)); d.Ask != nil || !d.Next.Equal(back) {
			t.Errorf("%s, just before: %+v next %v", side, d.Ask, d.Next)
		}
		for _, at := range []time.Time{back, back.Add(ms), time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC)} {
			if d := Review(h, Ground{l, s, team, rome}, at); d.Ask == nil || d.Ask.Rule != prompt.HandOff || d.Remind {
				t.Errorf("%s, at %v: %+v, reminded %v", side, at, d.Ask, d.Remind)
			}
		}
		again := h.Remind(back.Add(time.Hour))
		if d := Review(again, Ground{l, s, team, rome}, back.Add(time.Hour)); d.Ask != nil || again.Unreached() || again.Proof != "" {
			t.Errorf("%s: sent again, and %+v", side, d.Ask)
		}
		told, err := h.Take(Answer{State: Accepted}, rome, back.Add(time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		if d := Review(told, Ground{l, s, team, rome}, back.Add(time.Hour)); d.Ask != nil {
			t.Errorf("%s: answered on the telephone, and %+v", side, d.Ask)
		}
		if late := told.ComeBack("550", back.Add(2*time.Hour)); late.Unreached() {
			t.Errorf("%s: he has answered, and was not reached", side)
		}
	}
	h := confirmation(t, plan.Third, s, rome)
	if _, err := h.Address("nobody"); err == nil {
		t.Error("an address that is none is taken")
	}
	if _, err := confirmation(t, plan.Ours, s, rome).Address("x@example.com"); err == nil {
		t.Error("a colleague's address is changed on a hand-off")
	}
	if h, err := h.Address("b@acme.example"); err != nil || h.Email != "b@acme.example" {
		t.Errorf("%q %v", h.Email, err)
	}
}

// A client is reminded politely and not for ever: then the owner is asked to call.
func TestClientsTurn(t *testing.T) {
	p, team, rome := proposal(t)
	p.Dates[0].DueAt = p.Dates[0].DueAt.AddDate(0, 1, 0)
	s := standing(p, team, rome)
	h := confirmation(t, plan.Theirs, s, rome)
	l := StandardPolicy().Client
	now := asked
	for i := range l.Most {
		d := Review(h, Ground{l, s, team, rome}, now)
		if d.Ask != nil || d.Remind {
			t.Fatalf("after %d reminders: %+v", i, d)
		}
		now = d.Next
		if d = Review(h, Ground{l, s, team, rome}, now); !d.Remind || !rome.IsOpen(now) {
			t.Fatalf("reminder %d is not due at %v", i+1, now)
		}
		h = h.Remind(now)
	}
	d := Review(h, Ground{l, s, team, rome}, now)
	if d.Ask != nil || d.Remind || !d.Next.Before(h.NeedBy) {
		t.Fatalf("after the last reminder: %+v", d)
	}
	if d = Review(h, Ground{l, s, team, rome}, d.Next); d.Ask == nil || d.Ask.Rule != prompt.ClientsTurn || d.Remind {
		t.Errorf("when the reminders have been of no use: %+v", d)
	}
}

// Without a client's date the leader is asked a working day after the owner.
func TestAStepClimbsByTheOwnersHours(t *testing.T) {
	_, team, rome := proposal(t)
	start := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	h, err := Ask(Making{HandOff: HandOff{ID: "hof_1", StepID: "stp_1", OwnerID: "o", Party: plan.Party{Side: plan.Ours, ID: "x"}, Words: "the key", Before: start}}, rome, asked)
	if err != nil {
		t.Fatal(err)
	}
	if !h.NeedBy.Equal(time.Date(2026, 3, 6, 16, 0, 0, 0, time.UTC)) && !h.NeedBy.Equal(start) {
		t.Errorf("needed by %v", h.NeedBy)
	}
	s := Stands{Open: true}
	leader := rome.Add(h.NeedBy, Climbs).UTC()
	for _, row := range []struct {
		at    time.Time
		asked bool
		level prompt.Level
	}{{h.NeedBy.Add(-ms), false, 0}, {h.NeedBy, true, prompt.ToOwner}, {leader.Add(-ms), true, prompt.ToOwner}, {leader, true, prompt.ToLeader}} {
		d := Review(h, Ground{Ladder{}, s, team, rome}, row.at)
		if (d.Ask != nil) != row.asked || row.asked && d.Ask.Level != row.level {
			t.Errorf("at %v: %+v", row.at, d.Ask)
		}
	}
}

func TestReviewIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		made := time.UnixMilli(rapid.Int64Range(1_700_000_000_000, 1_800_000_000_000).Draw(t, "made")).UTC()
		team := prompttest.Team(t, people, made)
		client := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		party := people[rapid.IntRange(0, len(people)-1).Draw(t, "party")].Calendar
		h, s, l, now := drawHandOff(t, drawing{client, party, team, made})
		prompttest.Sleepable(t,
			func(at time.Time) prompt.Decision { return Review(h, Ground{l, s, team, party}, at).Decision },
			func(at time.Time) any { return Review(h, Ground{l, s, team, party}, at).Remind }, now)
	})
}

// drawing is what a hand-off is drawn for.
type drawing struct {
	client, party *worktime.Calendar
	team          prompt.Team
	made          time.Time
}

// drawHandOff draws a hand-off to which some things have happened, and gives the
// moment of the last.
func drawHandOff(t *rapid.T, in drawing) (HandOff, Stands, Ladder, time.Time) {
	owner := in.team.Owner.Calendar
	later := func(name string, most time.Duration) time.Duration {
		return time.Duration(rapid.Int64Range(1, most.Milliseconds()).Draw(t, name)) * ms
	}
	side := rapid.SampledFrom([]plan.Side{plan.Ours, plan.Theirs, plan.Third}).Draw(t, "side")
	m := Making{HandOff: HandOff{ID: "hof_1", OwnerID: "mem_owner", Party: plan.Party{Side: side, ID: "x", Name: "Acme"}, Email: "a@acme.example", Words: "the key", StepID: "stp_1"}}
	m.Work = time.Duration(rapid.IntRange(0, 40).Draw(t, "hours")) * time.Hour
	s := Stands{Open: true}
	due := in.made.Add(2*time.Hour + later("ahead", 40*24*time.Hour))
	m.Before = due
	if rapid.Bool().Draw(t, "a client waits") {
		s.SetAt, s.Ladder = in.made, prompt.Climb(in.made, due, promise.StandardPolicy().Usual, in.team, in.client)
		m.Limit, m.PromiseID, m.Before = true, "prm_1", s.Ladder.TellBy
	}
	now := in.made.Add(later("asked", 30*time.Minute))
	h, err := Ask(m, owner, now)
	if err != nil {
		t.Fatal(err)
	}
	l := Ladder{
		First: MinEvery + later("first", 30*time.Hour), Every: MinEvery + later("every", 30*time.Hour), Most: rapid.IntRange(0, 4).Draw(t, "most"),
		At: worktime.Clock(rapid.IntRange(0, 24*60-1).Draw(t, "hour")),
	}
	for range rapid.IntRange(0, 4).Draw(t, "events") {
		now = now.Add(later("later", 5*24*time.Hour))
		switch rapid.SampledFrom([]string{"remind", "answer", "reset", "withdraw", "close"}).Draw(t, "event") {
		case "remind":
			if Review(h, Ground{l, s, in.team, in.party}, now).Remind {
				h = h.Remind(now)
			}
		case "answer":
			a := Answer{State: rapid.SampledFrom(Answers()).Draw(t, "answer"), Said: "said", Day: worktime.DayOf(now, in.party.Location()).AddDays(rapid.IntRange(0, 20).Draw(t, "day"))}
			if next, err := h.Take(a, in.party, now); err == nil {
				h = next
			}
		case "reset":
			if m.Limit {
				s.SetAt, s.Ladder = now, prompt.Climb(now, now.Add(2*time.Hour+later("again", 30*24*time.Hour)), promise.StandardPolicy().Usual, in.team, in.client)
				h = h.Follow(s.Ladder.TellBy, true, owner, now)
			}
		case "withdraw":
			if rapid.IntRange(0, 3).Draw(t, "really") == 0 {
				h, _ = h.Withdraw("not needed", now)
			}
		case "close":
			s.Open = rapid.IntRange(0, 3).Draw(t, "open") > 0
		}
	}
	return h, s, l, now
}

// A hand-off that nobody touches never passes the moment it is needed by without
// the owner having been asked, and then the leader, while the client could still
// be told; and its party is reminded at most so often, always in his hours.
func TestNobodyIsForgottenAndNobodyPestered(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		made := time.UnixMilli(rapid.Int64Range(1_700_000_000_000, 1_800_000_000_000).Draw(t, "made")).UTC()
		team := prompttest.Team(t, people, made)
		client := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		party := people[rapid.IntRange(0, len(people)-1).Draw(t, "party")].Calendar
		due := made.Add(3*time.Hour + time.Duration(rapid.Int64Range(0, 30*24*3600).Draw(t, "ahead"))*time.Second)
		s := Stands{Open: true, SetAt: made, Ladder: prompt.Climb(made, due, promise.StandardPolicy().Usual, team, client)}
		side := rapid.SampledFrom([]plan.Side{plan.Ours, plan.Theirs}).Draw(t, "side")
		h, err := Ask(Making{Limit: true, HandOff: HandOff{OwnerID: "mem_owner", PromiseID: "prm_1", Party: plan.Party{Side: side, ID: "x"}, Words: "the key", Work: UsualWork, Before: s.Ladder.TellBy}}, team.Owner.Calendar, made)
		if err != nil {
			t.Fatal(err)
		}
		l := StandardPolicy().Of(h.Party)
		var owner, leader bool
		for at := made; ; {
			d := Review(h, Ground{l, s, team, party}, at)
			if d.Remind && party.IsOpen(at) {
				h = h.Remind(at)
				d = Review(h, Ground{l, s, team, party}, at)
			}
			if d.Remind {
				t.Fatalf("a reminder is due at %v, when nobody is there", at)
			}
			if d.Ask != nil && at.Before(s.Ladder.TellBy) {
				owner = owner || d.Ask.Level == prompt.ToOwner && !at.After(h.NeedBy)
				leader = leader || owner && d.Ask.Level == prompt.ToLeader
			}
			if d.Next.IsZero() {
				break
			}
			at = d.Next
		}
		if !owner || !leader || h.Reminders > l.Most {
			t.Fatalf("owner asked by %v: %v, then leader before %v: %v; %d reminders", h.NeedBy, owner, s.Ladder.TellBy, leader, h.Reminders)
		}
	})
}
