package handoff

import (
	"strings"
	"testing"
	"time"

	"kept/internal/fault"
	"kept/plan"
	"kept/promise"
	"kept/prompt/prompttest"
	"kept/worktime"
)

func TestAskRefusesWhatCannotBe(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	before := asked.AddDate(0, 0, 3)
	good := Making{Limit: true, HandOff: HandOff{PromiseID: "p", OwnerID: "o", Party: plan.Party{Side: plan.Ours, ID: "x"}, Words: "the key", Work: UsualWork, Before: before}}
	if h, err := Ask(good, rome, asked); err != nil || h.State != Asked || h.ByHand || !h.NeedBy.Before(before) {
		t.Fatalf("%+v %v", h, err)
	}
	for _, row := range []struct {
		field string // "" = it is taken
		spoil func(*Making)
	}{
		{"words", func(m *Making) { m.Words = "" }},
		{"", func(m *Making) { m.Words = strings.Repeat("x", MaxWords) }},
		{"words", func(m *Making) { m.Words = strings.Repeat("x", MaxWords+1) }},
		{"why", func(m *Making) { m.Why = strings.Repeat("x", MaxWhy+1) }},
		{"promise", func(m *Making) { m.PromiseID = "" }},
		{"", func(m *Making) { m.PromiseID, m.StepID, m.Limit = "", "s", false }},
		{"owner", func(m *Making) { m.OwnerID = "" }},
		{"work", func(m *Making) { m.Work = -1 }},
		{"", func(m *Making) { m.Work = MaxWork }},
		{"work", func(m *Making) { m.Work = MaxWork + 1 }},
		{"party", func(m *Making) { m.Party = plan.Party{} }},
		{"party", func(m *Making) { m.Party.ID = "o" }},
		{"party", func(m *Making) { m.Party = plan.Party{Side: plan.Theirs} }},
		{"party_name", func(m *Making) { m.Party, m.Email = plan.Party{Side: plan.Third}, "a@acme.example" }},
		{"email", func(m *Making) { m.Party = plan.Party{Side: plan.Third, Name: "Acme"} }},
		{"", func(m *Making) { m.NeedBy = before }},
		{"need_by", func(m *Making) { m.NeedBy = before.Add(ms) }},
		{"", func(m *Making) { m.NeedBy, m.Limit = before.Add(ms), false }},
		{"", func(m *Making) { m.NeedBy = asked.Add(MinAhead) }},
		{"need_by", func(m *Making) { m.NeedBy = asked.Add(MinAhead - ms) }},
		{"need_by", func(m *Making) { m.NeedBy, m.Limit = asked.Add(MaxAhead+ms), false }},
	} {
		m := good
		row.spoil(&m)
		_, err := Ask(m, rome, asked)
		f, _ := fault.As(err)
		if row.field == "" && err != nil || row.field != "" && (f == nil || f.Fields[row.field] == "") {
			t.Errorf("want a word on %q, got %v", row.field, err)
		}
	}
	late := good
	late.Before = asked.Add(MinAhead)
	if _, err := Ask(late, rome, asked); fault.KindOf(err) != fault.Conflict {
		t.Errorf("asked when the client has to be told: %v", err)
	}
}

func TestAnswersThatCannotBe(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	h := HandOff{State: Asked, NeedBy: asked.AddDate(0, 0, 2)}
	today := worktime.Day{Year: 2026, Month: 3, Date: 2}
	for _, row := range []struct {
		field  string
		answer Answer
	}{
		{"", Answer{State: Accepted}},
		{"", Answer{State: Declined}},
		{"", Answer{State: Done}},
		{"said", Answer{State: Stuck}},
		{"", Answer{State: Stuck, Said: "no key"}},
		{"day", Answer{State: AnotherDate}},
		{"day", Answer{State: AnotherDate, Day: today.AddDays(-1)}},
		{"", Answer{State: AnotherDate, Day: today}},
		{"", Answer{State: AnotherDate, Day: today.AddDays(732)}},
		{"day", Answer{State: AnotherDate, Day: today.AddDays(733)}},
		{"said", Answer{State: Accepted, Said: strings.Repeat("x", MaxSaid+1)}},
		{"answer", Answer{State: Withdrawn}},
		{"answer", Answer{State: "perhaps"}},
	} {
		_, err := h.Take(row.answer, rome, asked)
		f, _ := fault.As(err)
		if row.field == "" && err != nil || row.field != "" && (f == nil || f.Fields[row.field] == "") {
			t.Errorf("%+v: want a word on %q, got %v", row.answer, row.field, err)
		}
	}
	yes, err := h.Take(Answer{State: Accepted}, rome, asked)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := yes.Take(Answer{State: Accepted}, rome, asked); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the same answer twice: %v", err)
	}
	if no, err := yes.Take(Answer{State: Declined, Said: "ill"}, rome, asked); err != nil || no.State != Declined {
		t.Errorf("he may think better of it: %v", err)
	}
	done, err := yes.Take(Answer{State: Done}, rome, asked)
	if err != nil || !done.Over() || !done.DoneAt.Equal(asked) {
		t.Fatalf("%+v %v", done, err)
	}
	if _, err := done.Take(Answer{State: Declined}, rome, asked); fault.KindOf(err) != fault.Conflict {
		t.Errorf("declined after it was done: %v", err)
	}
	if _, err := done.Withdraw("", asked); fault.KindOf(err) != fault.Conflict {
		t.Errorf("withdrawn after it was done: %v", err)
	}
	gone, err := h.Withdraw("the client wants it otherwise", asked)
	if err != nil || !gone.Over() {
		t.Fatal(err)
	}
	if _, err := gone.Take(Answer{State: Accepted}, rome, asked); fault.KindOf(err) != fault.Conflict {
		t.Errorf("answered after it was withdrawn: %v", err)
	}
}

func TestFollow(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	before := time.Date(2026, 3, 5, 12, 0, 0, 0, time.UTC)
	h := HandOff{State: Asked, Work: UsualWork, Before: before, NeedBy: time.Date(2026, 3, 5, 8, 0, 0, 0, time.UTC)}
	later, sooner := before.AddDate(0, 0, 4), before.AddDate(0, 0, -2)
	if got := h.Follow(later, true, rome, asked); !got.NeedBy.Equal(h.NeedBy.AddDate(0, 0, 4)) {
		t.Errorf("moved on, it is needed by %v", got.NeedBy)
	}
	hand := h
	hand.ByHand = true
	if got := hand.Follow(later, true, rome, asked); !got.NeedBy.Equal(hand.NeedBy) || !got.ByHand {
		t.Errorf("set by hand, it moved to %v", got.NeedBy)
	}
	if got := hand.Follow(sooner, true, rome, asked); got.ByHand || got.NeedBy.After(sooner) {
		t.Errorf("set by hand, it no longer fits: %v", got.NeedBy)
	}
	if got := h.Follow(asked.Add(time.Second), true, rome, asked); got.NeedBy.After(asked.Add(time.Second)) {
		t.Errorf("without time, it is needed by %v", got.NeedBy)
	}
	h.State = Done
	if got := h.Follow(later, true, rome, asked); got != h {
		t.Errorf("done, it moved: %+v", got)
	}
}

func TestNewDate(t *testing.T) {
	p, _, rome := proposal(t) // Thursday 5 March
	cals := Calendars{rome, rome, rome}
	for _, row := range []struct {
		name string
		h    HandOff
		now  time.Time
		want worktime.Day
	}{
		{"no answer", HandOff{State: Asked, Work: UsualWork}, asked, worktime.Day{Year: 2026, Month: 3, Date: 9}},
		// Offered until Friday 17:00; work until Monday noon, notice until Monday's close.
		{"another day", HandOff{State: AnotherDate, Offered: worktime.Day{Year: 2026, Month: 3, Date: 6}, Work: UsualWork}, asked, worktime.Day{Year: 2026, Month: 3, Date: 9}},
		{"another day with more work", HandOff{State: AnotherDate, Offered: worktime.Day{Year: 2026, Month: 3, Date: 6}, Work: 2 * UsualWork}, asked, worktime.Day{Year: 2026, Month: 3, Date: 10}},
		{"a day that is soon enough", HandOff{State: AnotherDate, Offered: worktime.Day{Year: 2026, Month: 3, Date: 3}, Work: UsualWork}, asked, worktime.Day{Year: 2026, Month: 3, Date: 9}},
		{"the date has passed", HandOff{State: Asked}, asked.AddDate(0, 0, 7), worktime.Day{Year: 2026, Month: 3, Date: 11}},
	} {
		if got := row.h.NewDate(p, 4*time.Hour, cals, row.now); got != (promise.When{Day: row.want}) {
			t.Errorf("%s: %+v, want %v", row.name, got, row.want)
		}
	}
	at := time.Date(2026, 3, 5, 14, 30, 0, 0, time.UTC)
	p.Dates[0].When, p.Dates[0].DueAt = promise.When{At: at}, at
	if got := (HandOff{State: Asked}).NewDate(p, 4*time.Hour, cals, asked); !got.At.Equal(time.Date(2026, 3, 9, 14, 30, 0, 0, time.UTC)) {
		t.Errorf("a moment keeps its time of the day: %+v", got)
	}
}

func TestPolicyHasLimits(t *testing.T) {
	if err := StandardPolicy().Check(); err != nil {
		t.Fatal(err)
	}
	for _, row := range []struct {
		field string
		spoil func(*Policy)
	}{
		{"remind_first", func(p *Policy) { p.Usual.First = MinEvery - 1 }},
		{"", func(p *Policy) { p.Usual.First = MinEvery }},
		{"remind_client_every", func(p *Policy) { p.Client.Every = MaxEvery + 1 }},
		{"", func(p *Policy) { p.Client.Every = MaxEvery }},
		{"", func(p *Policy) { p.Client.Most = 0 }},
		{"remind_most", func(p *Policy) { p.Usual.Most = MaxMost + 1 }},
		{"remind_client_most", func(p *Policy) { p.Client.Most = -1 }},
		{"remind_at", func(p *Policy) { p.Usual.At = worktime.Midnight24 }},
	} {
		p := StandardPolicy()
		row.spoil(&p)
		f, _ := fault.As(p.Check())
		if row.field == "" && f != nil || row.field != "" && (f == nil || f.Fields[row.field] == "") {
			t.Errorf("want a word on %q, got %v", row.field, p.Check())
		}
	}
}

func TestRemindersComeInTheirHours(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	h := HandOff{State: Asked, AskedAt: asked, NeedBy: asked.AddDate(0, 0, 14)}
	l := Ladder{First: 4 * time.Hour, Every: 4 * time.Hour, Most: 2, At: 9 * 60}
	want := []time.Time{time.Date(2026, 3, 3, 8, 0, 0, 0, time.UTC), time.Date(2026, 3, 4, 8, 0, 0, 0, time.UTC)}
	for i, w := range want {
		at := h.RemindAt(l, rome)
		if !at.Equal(w) {
			t.Errorf("reminder %d at %v, want %v", i+1, at, w)
		}
		h = h.Remind(at)
	}
	if at := h.RemindAt(l, rome); !at.IsZero() {
		t.Errorf("a third one at %v", at)
	}
	night := l
	night.At = 22 * 60
	h.Reminders = 0
	if at := h.RemindAt(night, rome); !at.Equal(want[0]) {
		t.Errorf("at an hour at which nobody works: %v", at)
	}
	short := HandOff{State: Asked, AskedAt: asked, NeedBy: asked.Add(4 * time.Hour)} // until 14:00
	if at := short.RemindAt(l, rome); !at.After(asked) || !at.Before(short.NeedBy) || !rome.IsOpen(at) {
		t.Errorf("on a short one: %v", at)
	}
	short.State = Accepted
	if at := short.RemindAt(l, rome); !at.IsZero() {
		t.Errorf("after an answer: %v", at)
	}
}
