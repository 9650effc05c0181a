package subscription_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/prompt"
	"kept/prompt/prompttest"
	. "kept/subscription"
	"kept/worktime"
)

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UTC()
}

// 2 March 2026 is a Monday; the standard hours open at nine from Monday to Friday.
func TestDue(t *testing.T) {
	rome := prompttest.Calendar("Europe/Rome")
	for _, row := range []struct {
		name  string
		of    Rhythm
		came  string
		wants string
	}{
		{"at once", AtOnce, "2026-03-02T22:00:00Z", "2026-03-02T22:05:00Z"},
		{"daily, just before they open", Daily, "2026-03-03T07:59:59.999Z", "2026-03-03T08:00:00Z"},
		{"daily, as they open", Daily, "2026-03-03T08:00:00Z", "2026-03-04T08:00:00Z"},
		{"daily, just after", Daily, "2026-03-03T08:00:00.001Z", "2026-03-04T08:00:00Z"},
		{"daily, on a Friday", Daily, "2026-03-06T12:00:00Z", "2026-03-09T08:00:00Z"},
		{"daily, over the change of clocks", Daily, "2026-03-27T12:00:00Z", "2026-03-30T07:00:00Z"},
		{"weekly, just before Monday opens", Weekly, "2026-03-02T07:59:59.999Z", "2026-03-02T08:00:00Z"},
		{"weekly, as Monday opens", Weekly, "2026-03-02T08:00:00Z", "2026-03-09T08:00:00Z"},
		{"weekly, on a Tuesday before they open", Weekly, "2026-03-03T06:00:00Z", "2026-03-09T08:00:00Z"},
		{"weekly, on a Sunday", Weekly, "2026-03-08T12:00:00Z", "2026-03-09T08:00:00Z"},
		{"off", Off, "2026-03-02T22:00:00Z", "0001-01-01T00:00:00Z"},
	} {
		if got := row.of.Due(moment(t, row.came), rome); !got.Equal(moment(t, row.wants)) {
			t.Errorf("%s: %s, want %s", row.name, got.Format(time.RFC3339), row.wants)
		}
	}
}

// A week whose Monday is a holiday opens on Tuesday.
func TestWeeklyOnTheFirstOpenDay(t *testing.T) {
	monday := worktime.DayOf(moment(t, "2026-04-06T12:00:00Z"), time.UTC)
	hours := worktime.Standard("Europe/Rome")
	hours.Regions = []string{"IT"}
	closed, err := worktime.Compile(hours, func(_ string, d worktime.Day) (string, bool) { return "Easter Monday", d == monday })
	if err != nil {
		t.Fatal(err)
	}
	if got := Weekly.Due(moment(t, "2026-04-02T12:00:00Z"), closed); !got.Equal(moment(t, "2026-04-07T07:00:00Z")) {
		t.Errorf("the week opens at %v, want on Tuesday the 7th", got)
	}
	if got := Weekly.Due(moment(t, "2026-04-07T12:00:00Z"), closed); !got.Equal(moment(t, "2026-04-13T07:00:00Z")) {
		t.Errorf("after it opened, the next mail leaves at %v, want on Monday the 13th", got)
	}
}

// Whoever never opens is written to a day, or a week, later.
func TestNeverOpen(t *testing.T) {
	hours := worktime.Hours{Zone: "Europe/Rome"}
	shut, err := worktime.Compile(hours, nil)
	if err != nil {
		t.Fatal(err)
	}
	came := moment(t, "2026-03-02T22:00:00Z")
	if got := Daily.Due(came, shut); !got.Equal(came.Add(24 * time.Hour)) {
		t.Errorf("daily: %v", got)
	}
	if got := Weekly.Due(came, shut); !got.Equal(came.Add(7 * 24 * time.Hour)) {
		t.Errorf("weekly: %v", got)
	}
}

func TestRipeIsSleepable(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		start := time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)
		came := time.Time{}
		if rapid.IntRange(0, 9).Draw(t, "waits") > 0 {
			came = start.Add(time.Duration(rapid.Int64Range(0, 30*24*3_600_000).Draw(t, "came")) * time.Millisecond)
		}
		s := Subscription{Rhythm: rapid.SampledFrom(Rhythms()).Draw(t, "rhythm"), Topics: Everything()}
		cal := rapid.SampledFrom(people).Draw(t, "reader").Calendar
		now := start.Add(time.Duration(rapid.Int64Range(0, 40*24*3_600_000).Draw(t, "now")) * time.Millisecond)
		prompttest.Sleepable(t,
			func(at time.Time) prompt.Decision {
				_, next := s.Ripe(came, cal, at)
				return prompt.Decision{Next: next}
			},
			func(at time.Time) any { mail, _ := s.Ripe(came, cal, at); return mail }, now)
	})
}

// No change waits longer than its rhythm says, and none is mailed before.
func TestDueIsNeverBefore(t *testing.T) {
	people := prompttest.People()
	rapid.Check(t, func(t *rapid.T) {
		came := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC).Add(time.Duration(rapid.Int64Range(0, 500*24*3_600_000).Draw(t, "came")) * time.Millisecond)
		cal := rapid.SampledFrom(people).Draw(t, "reader").Calendar
		for r, most := range map[Rhythm]time.Duration{AtOnce: Fold, Daily: 4 * 24 * time.Hour, Weekly: 8 * 24 * time.Hour} {
			due := r.Due(came, cal)
			if !due.After(came) || due.Sub(came) > most {
				t.Fatalf("%s: what came at %v is due at %v", r, came, due)
			}
			if later := r.Due(came.Add(time.Hour), cal); later.Before(due) {
				t.Fatalf("%s: what came an hour later is due sooner", r)
			}
		}
	})
}

func TestFolded(t *testing.T) {
	all := []Change{
		{Seq: 1, About: "promise:a", Topic: Dates, What: Made},
		{Seq: 2, About: "promise:b", Topic: Dates, What: Made, Told: []string{"me"}},
		{Seq: 3, About: "document:d", Topic: Documents, What: Shared},
		{Seq: 4, About: "promise:a", Topic: Dates, What: Moved},
		{Seq: 5, About: "promise:b", Topic: Dates, What: Moved},
		{Seq: 6, About: "update:u", Topic: Updates, What: Told, Told: []string{"you", "me"}},
		{Seq: 7, About: "promise:c", Topic: Dates, What: Moved},
		{Seq: 8, About: "promise:c", Topic: Dates, What: Kept, Told: []string{"me"}},
	}
	for _, row := range []struct {
		name   string
		topics Topics
		reader string
		want   map[int64]What
	}{
		{"everything", Everything(), "other", map[int64]What{3: Shared, 4: Made, 5: Made, 6: Told, 8: Kept}},
		{"what he was told of is left out, and what is older with it", Everything(), "me", map[int64]What{3: Shared, 4: Made, 5: Moved}},
		{"one topic", Of(Documents), "other", map[int64]What{3: Shared}},
		{"none", 0, "other", map[int64]What{}},
	} {
		got := map[int64]What{}
		for _, c := range Folded(all, row.topics, row.reader) {
			got[c.Seq] = c.What
		}
		if diff := cmp.Diff(row.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", row.name, diff)
		}
	}
}

func TestTopics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfDistinct(rapid.SampledFrom(All()), func(x Topic) Topic { return x }).Draw(t, "topics")
		s := Of(list...)
		for _, x := range All() {
			want := false
			for _, l := range list {
				want = want || l == x
			}
			if s.Has(x) != want {
				t.Fatalf("%v has %s: %v", list, x, s.Has(x))
			}
		}
		if Of(s.List()...) != s {
			t.Fatalf("%v is not read as it is listed", s)
		}
	})
	if Of("weather").List() != nil || Everything() != 1<<len(All())-1 {
		t.Error("a topic that is none counts")
	}
}

func TestCheck(t *testing.T) {
	for _, row := range []struct {
		s  Subscription
		ok bool
	}{
		{Subscription{}, true}, {Subscription{Rhythm: Daily, Topics: Of(Dates)}, true}, {Subscription{Rhythm: Daily}, false}, {Subscription{Rhythm: "hourly", Topics: Of(Dates)}, false},
	} {
		if err := row.s.Check(); (err == nil) != row.ok {
			t.Errorf("%+v: %v", row.s, err)
		}
	}
}
