package promise

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/worktime"
)

func drawPromise(t *rapid.T, cal *worktime.Calendar, made time.Time) Promise {
	p, err := Make(Making{
		ID: "prm_1", ClientID: "cli_1", ContactID: "con_1", OwnerID: "mem_owner",
		Kind: rapid.SampledFrom(Kinds()).Draw(t, "kind"), Words: "the mock-ups", By: "mem_owner",
		When: When{At: made.Add(time.Duration(rapid.Int64Range(60_000, 40*24*3_600_000).Draw(t, "ahead")) * time.Millisecond)},
	}, cal, made)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// happen lets up to three things happen to a promise, and returns the moment of the last.
func happen(t *rapid.T, p Promise, cal *worktime.Calendar, now time.Time) (Promise, time.Time) {
	for range rapid.IntRange(0, 3).Draw(t, "events") {
		now = now.Add(time.Duration(rapid.Int64Range(1, 10*24*3_600_000).Draw(t, "later")) * time.Millisecond)
		next, err := p, error(nil)
		switch rapid.SampledFrom([]string{"reset", "tell", "bounce", "confirm", "keep", "release", "withdraw", "reopen", "unreset"}).Draw(t, "event") {
		case "reset":
			next, err = p.Reset(When{At: now.Add(time.Duration(rapid.Int64Range(60_000, 30*24*3_600_000).Draw(t, "again")) * time.Millisecond)}, "permit came late", "mem_owner", cal, now)
		case "tell":
			next.Tellings = append(append([]Telling(nil), p.Tellings...), Telling{Seq: len(p.Dates) - 1, NoticeID: "n", ToldAt: now})
		case "bounce":
			if n := len(p.Tellings); n > 0 {
				next.Tellings = append([]Telling(nil), p.Tellings...)
				next.Tellings[n-1].BouncedAt = now
			}
		case "confirm":
			next, err = p.Confirm(now)
		case "keep":
			next, err = p.Keep(now, now)
		case "withdraw":
			next, err = p.Withdraw()
		case "reopen":
			next, err = p.Reopen()
		case "unreset":
			next, err = p.Unreset()
		case "release":
			next, err = p.Release("they said so", now)
		}
		if err == nil {
			p = next
		}
	}
	return p, now
}

func TestReviewIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		made := time.UnixMilli(rapid.Int64Range(1_700_000_000_000, 1_800_000_000_000).Draw(t, "made")).UTC()
		client := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		p := drawPromise(t, client, made)
		team := prompttest.Team(t, people, made)
		p, now := happen(t, p, client, made)
		p.Chance = Chance(rapid.SampledFrom([]int{0, 1, 799, 800, 999}).Draw(t, "chance"))
		pol := StandardPolicy()
		prompttest.Sleepable(t,
			func(at time.Time) prompt.Decision { return Review(p, pol, team, client, at) },
			func(at time.Time) any { _, changed := p.Rule(at); return changed }, now)
	})
}

// A promise that nobody touches is never broken in silence without its owner
// and then its leader having been asked while the client could still be told.
func TestOwnerAndLeaderAreAskedInTime(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		made := time.UnixMilli(rapid.Int64Range(1_700_000_000_000, 1_800_000_000_000).Draw(t, "made")).UTC()
		client := people[rapid.IntRange(0, len(people)-1).Draw(t, "client")].Calendar
		p := drawPromise(t, client, made)
		team := prompttest.Team(t, people, made)
		pol := StandardPolicy()
		var owner, leader bool
		for at := made; ; {
			d := Review(p, pol, team, client, at)
			if d.Ask != nil && at.Before(p.Date().DueAt) {
				owner = owner || d.Ask.Level == prompt.ToOwner
				leader = leader || (owner && d.Ask.Level == prompt.ToLeader && d.Ask.Stage == prompt.Early)
			}
			if d.Next.IsZero() || d.Next.After(p.Date().DueAt) {
				break
			}
			at = d.Next
		}
		if !owner || !leader {
			t.Fatalf("owner asked: %v, then leader asked with time left: %v (made %v, due %v)", owner, leader, made, p.Date().DueAt)
		}
	})
}

// Story 1: a proposal owed on Monday is asked about on Friday.
func TestMondaysProposalIsAskedAboutOnFriday(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	made := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	p, err := Make(Making{ID: "prm_1", ClientID: "c", ContactID: "k", OwnerID: "o", Kind: Proposal, Words: "the proposal", By: "o",
		When: When{Day: worktime.Day{Year: 2026, Month: 3, Date: 9}}}, rome, made)
	if err != nil {
		t.Fatal(err)
	}
	l := p.Ladder(StandardPolicy(), team, rome)
	want := prompt.Ladder{
		Warn:   time.Date(2026, 3, 6, 10, 0, 0, 0, time.UTC), // Friday 11:00 in Rome
		Deputy: time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC),
		Leader: time.Date(2026, 3, 9, 10, 0, 0, 0, time.UTC),
		TellBy: time.Date(2026, 3, 9, 12, 0, 0, 0, time.UTC),
		Date:   time.Date(2026, 3, 9, 16, 0, 0, 0, time.UTC), // Monday 17:00: the client's office closes
	}
	if l != want {
		t.Errorf("ladder\n got %+v\nwant %+v", l, want)
	}
	for _, row := range []struct {
		at    time.Time
		level prompt.Level
		stage prompt.Stage
		rule  prompt.Rule
	}{
		{want.Warn.Add(-time.Millisecond), 0, "", ""},
		{want.Warn, prompt.ToOwner, prompt.Early, prompt.Due},
		{want.Leader.Add(-time.Millisecond), prompt.ToOwner, prompt.Early, prompt.Due},
		{want.Leader, prompt.ToLeader, prompt.Early, prompt.Due},
		{want.TellBy, prompt.ToLeader, prompt.TellNow, prompt.Due},
		{want.Date, prompt.ToLeader, prompt.TellNow, prompt.Due},
		{want.Date.Add(time.Millisecond), prompt.ToOwner, prompt.Passed, prompt.Broken},
	} {
		d := Review(p, StandardPolicy(), team, rome, row.at)
		if d.Ask == nil {
			if row.rule != "" {
				t.Errorf("at %v: nothing asked, want %s", row.at, row.rule)
			}
			continue
		}
		if d.Ask.Level != row.level || d.Ask.Stage != row.stage || d.Ask.Rule != row.rule {
			t.Errorf("at %v: got %s/%s/%s, want %s/%s/%s", row.at, d.Ask.Rule, d.Ask.Stage, d.Ask.Level, row.rule, row.stage, row.level)
		}
	}
}

// Story 1: what the forecast doubts is asked about as soon as it doubts it, of the
// owner, then of the leader, on the same rungs.
func TestDoubtfulPromises(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	team := prompt.Team{Owner: prompt.Person{ID: "o", Calendar: rome}, Leader: prompt.Person{ID: "l", Calendar: rome}}
	made := time.Date(2026, 3, 2, 8, 0, 0, 0, time.UTC)
	p, err := Make(Making{ID: "prm_1", ClientID: "c", ContactID: "k", OwnerID: "o", Kind: Deliverable, Words: "the mock-ups", By: "o",
		When: When{Day: worktime.Day{Year: 2026, Month: 3, Date: 27}}}, rome, made)
	if err != nil {
		t.Fatal(err)
	}
	pol := StandardPolicy()
	l := p.Ladder(pol, team, rome)
	for name, row := range map[string]struct {
		chance Chance
		below  Chance
		at     time.Time
		rule   prompt.Rule
		level  prompt.Level
	}{
		"nobody knows":               {0, 0, made, "", 0},
		"just enough":                {UsualDoubt, 0, made, "", 0},
		"just too little":            {UsualDoubt - 1, 0, made, prompt.Doubtful, prompt.ToOwner},
		"enough for this firm":       {600, 600, made, "", 0},
		"too little for this firm":   {599, 600, made, prompt.Doubtful, prompt.ToOwner},
		"before the leader":          {100, 0, l.Leader.Add(-time.Millisecond), prompt.Doubtful, prompt.ToOwner},
		"the leader":                 {100, 0, l.Leader, prompt.Doubtful, prompt.ToLeader},
		"the last moment to tell":    {100, 0, l.TellBy, prompt.Doubtful, prompt.ToLeader},
		"it has passed":              {100, 0, l.Date.Add(time.Millisecond), prompt.Broken, prompt.ToOwner},
		"sure, and its time came":    {900, 0, l.Warn, prompt.Due, prompt.ToOwner},
		"sure, before its time came": {900, 0, l.Warn.Add(-time.Millisecond), "", 0},
	} {
		p.Chance, pol.Doubt = row.chance, row.below
		d := Review(p, pol, team, rome, row.at)
		if d.Ask == nil && row.rule != "" || d.Ask != nil && (d.Ask.Rule != row.rule || d.Ask.Level != row.level) {
			t.Errorf("%s: %+v, want %s of the %s", name, d.Ask, row.rule, row.level)
		}
	}
}
