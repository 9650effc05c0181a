package reply

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/client"
	"kept/internal/fault"
	"kept/member"
	"kept/prompt"
	"kept/prompt/prompttest"
)

// Friday 16:30 in Rome.
var friday = time.Date(2026, 3, 6, 15, 30, 0, 0, time.UTC)

func started(t testing.TB, ch Channel, at time.Time) Clock {
	t.Helper()
	c, err := Start(Clock{ID: "clk_1", ClientID: "c", MemberID: "o", Channel: ch, Wait: First}, Usual().For(Of{Channel: ch, Wait: First}), prompttest.Calendar("Europe/Rome"), at, at)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Ninety minutes from Friday 16:30 run until Monday 10:00 where the office
// closes at 17:00 (story 5).
func TestStandardIsWorkingTime(t *testing.T) {
	if got, want := started(t, Call, friday).DueAt, time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("a call: %v, want %v", got, want)
	}
	if got, want := started(t, Mail, friday).DueAt, time.Date(2026, 3, 9, 11, 30, 0, 0, time.UTC); !got.Equal(want) {
		t.Errorf("a mail: %v, want %v", got, want)
	}
}

func TestStop(t *testing.T) {
	rome, c := prompttest.Calendar("Europe/Rome"), started(t, Call, friday)
	for _, row := range []struct {
		at     time.Time
		within bool
		waited time.Duration
	}{
		{c.DueAt.Add(-time.Millisecond), true, 90*time.Minute - time.Millisecond}, {c.DueAt, true, 90 * time.Minute}, {c.DueAt.Add(time.Millisecond), false, 90*time.Minute + time.Millisecond},
	} {
		got, err := c.Stop("o", rome, row.at, row.at)
		if err != nil || got.Within() != row.within || got.Waited != row.waited {
			t.Errorf("answered %v: within %v after %v (%v)", row.at, got.Within(), got.Waited, err)
		}
		if _, err := got.Stop("o", rome, row.at, row.at); fault.KindOf(err) != fault.Conflict {
			t.Errorf("stopped twice: %v", err)
		}
	}
	if _, err := c.Stop("o", rome, friday.Add(-time.Millisecond), friday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("answered before he called: %v", err)
	}
	if _, err := c.Stop("o", rome, friday.Add(time.Hour), friday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("answered in the future: %v", err)
	}
}

func TestReviewIsSleepable(t *testing.T) {
	people, rome := prompttest.People(), prompttest.Calendar("Europe/Rome")
	rapid.Check(t, func(t *rapid.T) {
		ms := func(name string, from time.Time, days int64) time.Time {
			return from.Add(time.Duration(rapid.Int64Range(0, days*24*3_600_000).Draw(t, name)) * time.Millisecond)
		}
		at := ms("at", friday, 14)
		ch := rapid.SampledFrom(Channels()).Draw(t, "channel")
		within := time.Duration(rapid.Int64Range(int64(MinStandard), int64(MaxStandard)).Draw(t, "within")).Truncate(time.Millisecond)
		c, err := Start(Clock{ClientID: "c", MemberID: "mem_owner", Channel: ch, Wait: First}, within, rome, at, ms("known", at, 3))
		if err != nil {
			t.Fatal(err)
		}
		last := c.KnownAt
		for i := range rapid.IntRange(0, 3).Draw(t, "pauses") {
			last = ms("pause", last, 3)
			if c, err = c.Pause(OnClient, "they look for the plan", last); err != nil {
				t.Fatal(err)
			}
			if i == 2 {
				break // it goes on
			}
			last = ms("goes on", last, 3)
			if c, err = c.Go(rome, last); err != nil {
				t.Fatal(err)
			}
		}
		team := prompttest.Team(t, people, at)
		if rapid.IntRange(0, 4).Draw(t, "answered") == 0 {
			if c, err = c.Stop("mem_owner", rome, last, last); err != nil {
				t.Fatal(err)
			}
		}
		prompttest.Sleepable(t, func(at time.Time) prompt.Decision { return Review(c, Shares{}, team, rome, at) }, nil, last)
	})
}

func TestReviewMoments(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	person := func(id string) prompt.Person { return prompt.Person{ID: member.ID(id), Calendar: rome} }
	alone := prompt.Team{Owner: person("o"), Leader: person("l")}
	three := prompt.Team{Owner: person("o"), Deputy: person("d"), Leader: person("l")}
	monday := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) // 9:00
	c := started(t, Call, monday)
	for _, row := range []struct {
		team   prompt.Team
		after  time.Duration
		holder string
		stage  prompt.Stage
	}{
		{alone, 45*time.Minute - time.Millisecond, "", ""}, {alone, 45 * time.Minute, "o", prompt.Early}, {alone, 72*time.Minute - time.Millisecond, "o", prompt.Early}, {alone, 72 * time.Minute, "l", prompt.Early},
		{alone, 90 * time.Minute, "l", prompt.Early}, {alone, 90*time.Minute + time.Millisecond, "l", prompt.Passed},
		{three, 58*time.Minute + 30*time.Second - time.Millisecond, "o", prompt.Early}, {three, 58*time.Minute + 30*time.Second, "d", prompt.Early}, {three, 72 * time.Minute, "l", prompt.Early},
	} {
		d := Review(c, Shares{}, row.team, rome, monday.Add(row.after))
		var holder string
		var stage prompt.Stage
		if d.Ask != nil {
			holder, stage = string(d.Ask.Holder), d.Ask.Stage
		}
		if holder != row.holder || stage != row.stage {
			t.Errorf("after %v: %s/%s, want %s/%s", row.after, holder, stage, row.holder, row.stage)
		}
	}
}

// What is filed late passes nobody over: its owner is asked at once, and what
// is left is divided in three.
func TestReviewOfWhatWasFiledLate(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	person := func(id string) prompt.Person { return prompt.Person{ID: member.ID(id), Calendar: rome} }
	alone := prompt.Team{Owner: person("o"), Leader: person("l")}
	three := prompt.Team{Owner: person("o"), Deputy: person("d"), Leader: person("l")}
	monday := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) // 9:00; a call is due after 90 minutes
	for _, row := range []struct {
		team         prompt.Team
		known, after time.Duration
		holder       string
	}{
		{alone, 45 * time.Minute, 45 * time.Minute, "o"}, {alone, 45 * time.Minute, 72 * time.Minute, "l"},
		{alone, 75 * time.Minute, 75 * time.Minute, "o"}, {alone, 75 * time.Minute, 85*time.Minute - time.Millisecond, "o"}, {alone, 75 * time.Minute, 85 * time.Minute, "l"},
		{three, 75 * time.Minute, 80*time.Minute - time.Millisecond, "o"}, {three, 75 * time.Minute, 80 * time.Minute, "d"}, {three, 75 * time.Minute, 85 * time.Minute, "l"},
		{alone, 90*time.Minute - time.Millisecond, 90*time.Minute - time.Millisecond, "l"}, // nothing left to divide
		{alone, 90 * time.Minute, 90 * time.Minute, "l"}, {alone, 2 * time.Hour, 2 * time.Hour, "l"},
	} {
		c := started(t, Call, monday)
		c.KnownAt = monday.Add(row.known)
		if d := Review(c, Shares{}, row.team, rome, monday.Add(row.after)); d.Ask == nil || string(d.Ask.Holder) != row.holder {
			t.Errorf("known after %v, at %v: %+v, want %s", row.known, row.after, d.Ask, row.holder)
		}
	}
}

// A pause moves the moment of the standard by the working time that it took,
// and counts for nobody.
func TestPause(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	monday := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC) // 9:00
	c := started(t, Mail, monday)                         // due 13:00
	p, err := c.Pause(OnClient, "which colour?", monday.Add(time.Hour))
	if err != nil || !p.Paused() || Review(p, Shares{}, prompt.Team{}, rome, monday.Add(5*time.Hour)) != (prompt.Decision{}) {
		t.Fatalf("paused: %v %v", p.Paused(), err)
	}
	if _, err := p.Pause(OnClient, "again", monday.Add(2*time.Hour)); fault.KindOf(err) != fault.Conflict {
		t.Errorf("paused twice: %v", err)
	}
	p, err = p.Go(rome, monday.Add(3*time.Hour))
	if want := c.DueAt.Add(2 * time.Hour); err != nil || !p.DueAt.Equal(want) {
		t.Errorf("due %v, want %v (%v)", p.DueAt, want, err)
	}
	if got := p.Elapsed(rome, monday.Add(4*time.Hour)); got != 2*time.Hour {
		t.Errorf("waited %v", got)
	}
	for _, row := range []struct {
		at     time.Time
		within bool
	}{{p.DueAt, true}, {p.DueAt.Add(time.Millisecond), false}} {
		if s, err := p.Stop("o", rome, row.at, row.at); err != nil || s.Within() != row.within {
			t.Errorf("answered at %v: within %v (%v)", row.at, s.Within(), err)
		}
	}
	// What had passed its standard before is past it for good.
	late, err := c.Pause(OnThirdParty, "the office", c.DueAt.Add(time.Millisecond))
	if err != nil {
		t.Fatal(err)
	}
	if s, err := late.Stop("o", rome, c.DueAt.Add(time.Hour), c.DueAt.Add(time.Hour)); err != nil || s.Within() || s.Waited != 4*time.Hour+time.Millisecond {
		t.Errorf("within %v after %v (%v)", s.Within(), s.Waited, err)
	}
	// At the very moment of the standard it is not too late to wait for them.
	at, err := c.Pause(OnThirdParty, "the office", c.DueAt)
	if err != nil {
		t.Fatal(err)
	}
	if s, err := at.Stop("o", rome, c.DueAt.Add(time.Hour), c.DueAt.Add(time.Hour)); err != nil || s.Waited != 4*time.Hour {
		t.Errorf("waited %v (%v)", s.Waited, err)
	}
}

func TestExcuse(t *testing.T) {
	rome, c := prompttest.Calendar("Europe/Rome"), started(t, Call, friday)
	if _, err := c.Excuse("", "o", rome, friday); fault.KindOf(err) != fault.Invalid {
		t.Errorf("excused without a reason: %v", err)
	}
	x, err := c.Excuse("a wrong number", "o", rome, friday.Add(time.Minute))
	if err != nil || x.Running() || x.Counts() {
		t.Errorf("excused: %+v %v", x, err)
	}
}

func TestStandardsHaveLimits(t *testing.T) {
	usual := Usual()
	with := func(change func(*Standards)) Standards { s := usual; change(&s); return s }
	target := func(t ...Target) Standards { return with(func(s *Standards) { s.Targets = t }) }
	for i, row := range []struct {
		s  Standards
		ok bool
	}{
		{with(func(s *Standards) { s.Call = MinStandard - 1 }), false}, {with(func(s *Standards) { s.Call = MinStandard }), true},
		{with(func(s *Standards) { s.Mail = MaxStandard }), true}, {with(func(s *Standards) { s.Mail = MaxStandard + 1 }), false},
		{with(func(s *Standards) { s.Acknowledge = 0 }), true}, {with(func(s *Standards) { s.Acknowledge = MinStandard - 1 }), false},
		{with(func(s *Standards) { s.Between = MaxStandard + 1 }), false},
		{target(Target{Wait: First, Within: MinStandard}), true}, {target(Target{Wait: First, Within: MinStandard - 1}), false}, {target(Target{Wait: "x", Within: time.Hour}), false},
		{target(Target{Wait: First, Within: time.Hour, Channel: "fax"}), false}, {target(Target{Wait: First, Within: time.Hour, Stage: "old"}), false},
		{target(Target{Wait: First, Within: time.Hour}, Target{Wait: First, Within: 2 * time.Hour}), false},
		{target(Target{Wait: First, Within: time.Hour}, Target{Wait: First, Within: 2 * time.Hour, Tier: "key"}), true},
		{target(make([]Target, MaxTargets+1)...), false},
		{with(func(s *Standards) { s.Shares = Shares{50, 50, 80} }), false}, {with(func(s *Standards) { s.Shares = Shares{50, 60, 100} }), false},
	} {
		if err := row.s.Check(); (err == nil) != row.ok {
			t.Errorf("%d: %+v: %v", i, row.s, err)
		}
	}
}

func TestStandardFor(t *testing.T) {
	s := Usual()
	s.Targets = []Target{
		{Channel: Mail, Wait: First, Within: 3 * time.Hour}, {Stage: client.Prospect, Wait: First, Within: 2 * time.Hour},
		{Tier: "key", Wait: First, Within: time.Hour}, {Tier: "key", Channel: Call, Wait: First, Within: 30 * time.Minute}, {Tier: "key", Wait: Between, Within: 16 * time.Hour},
	}
	for _, row := range []struct {
		of   Of
		want time.Duration
	}{
		{Of{Mail, client.Active, "", First}, 3 * time.Hour}, {Of{Mail, client.Prospect, "", First}, 2 * time.Hour}, {Of{Mail, client.Prospect, "key", First}, time.Hour},
		{Of{Call, client.Active, "key", First}, 30 * time.Minute}, {Of{Call, client.Active, "", First}, 90 * time.Minute}, {Of{Portal, client.Active, "", First}, 4 * time.Hour},
		{Of{Mail, client.Active, "key", Next}, time.Hour}, {Of{Mail, client.Active, "", Between}, 0}, {Of{Mail, client.Active, "key", Between}, 16 * time.Hour},
		{Of{Mail, client.Active, "", Acknowledge}, time.Hour},
	} {
		if got := s.For(row.of); got != row.want {
			t.Errorf("%+v: %v, want %v", row.of, got, row.want)
		}
	}
}

func TestMayAcknowledge(t *testing.T) {
	now := friday
	for i, row := range []struct {
		s    AckSigns
		want bool
	}{
		{AckSigns{}, false}, {AckSigns{On: true}, true}, {AckSigns{On: true, MustNotAnswer: "It is a list."}, false}, {AckSigns{On: true, Forged: true}, false}, {AckSigns{On: true, Ours: true}, false}, {AckSigns{On: true, Gone: true}, false},
		{AckSigns{On: true, LastAt: now.Add(-AckEvery + time.Millisecond)}, false}, {AckSigns{On: true, LastAt: now.Add(-AckEvery)}, true},
		{AckSigns{On: true, InDomain: AckPerDomain - 1}, true}, {AckSigns{On: true, InDomain: AckPerDomain}, false},
		{AckSigns{On: true, InAll: AckPerHour - 1}, true}, {AckSigns{On: true, InAll: AckPerHour}, false},
	} {
		if got, why := MayAcknowledge(row.s, now); got != row.want || (why == "") != row.want {
			t.Errorf("%d: %v %q", i, got, why)
		}
	}
}

func TestThanks(t *testing.T) {
	for _, s := range []string{"Thanks!", "Thank you so much, perfect.", "Vielen Dank und viele Grüße", "Merci beaucoup !", "Muchas gracias, un saludo cordiales saludos"[:16], "Obrigada, bom dia", "Bedankt!", "Grazie mille, buona giornata", "Ok, great, thanks"} {
		if !Thanks(s) {
			t.Errorf("%q is no more than thanks", s)
		}
	}
	for _, s := range []string{"", "Thanks, but when will it come?", "Thanks. The door does not close.", "Thanks, see you at 4", "Danke, aber die Farbe fehlt", "Hello", "Thanks for nothing, I am leaving", "Merci, et la facture", "ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok"} {
		if Thanks(s) {
			t.Errorf("%q says more than thanks", s)
		}
	}
}
