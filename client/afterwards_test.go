package client

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/internal/fault"
	"kept/prompt"
	"kept/prompt/prompttest"
	"kept/worktime"
)

func zoneOf(t *testing.T, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// A page is open, can be read, is about to end, and is over: just before, at and
// just after each of these moments, in the client's zone.
func TestAccess(t *testing.T) {
	sydney := zoneOf(t, "Australia/Sydney")
	past := Client{Stage: Past, PastAt: time.Date(2026, 3, 2, 20, 0, 0, 0, time.UTC)} // the 3rd in Sydney
	agreed := past
	agreed.PageUntil = worktime.Day{Year: 2026, Month: 6, Date: 30}
	ended := agreed
	ended.PageEndedAt = past.PastAt.Add(time.Hour)
	usual := time.Date(2028, 3, 4, 0, 0, 0, 0, sydney)
	june := time.Date(2026, 7, 1, 0, 0, 0, 0, sydney)
	tell := time.Date(2026, 6, 3, 0, 0, 0, 0, sydney)
	const tick = time.Millisecond
	for _, row := range []struct {
		name   string
		c      Client
		at     time.Time
		page   Page
		ending bool
		next   time.Time
	}{
		{"an active client", Client{Stage: Active}, usual, PageOpen, false, time.Time{}},
		{"a prospect, whatever was agreed", Client{Stage: Prospect, PageUntil: agreed.PageUntil}, usual, PageOpen, false, time.Time{}},
		{"the moment of becoming past", past, past.PastAt, PageRead, false, time.Date(2028, 2, 5, 0, 0, 0, 0, sydney)},
		{"two years, just before", past, usual.Add(-tick), PageRead, true, usual},
		{"two years, at", past, usual, PageOver, false, time.Time{}},
		{"two years, just after", past, usual.Add(tick), PageOver, false, time.Time{}},
		{"before it is told", agreed, tell.Add(-tick), PageRead, false, tell},
		{"when it is told", agreed, tell, PageRead, true, june},
		{"just after it is told", agreed, tell.Add(tick), PageRead, true, june},
		{"the last moment", agreed, june.Add(-tick), PageRead, true, june},
		{"the end", agreed, june, PageOver, false, time.Time{}},
		{"ended by hand", ended, ended.PageEndedAt, PageOver, false, time.Time{}},
	} {
		got := row.c.Access(UsualPageMonths, sydney, row.at)
		if got.Page != row.page || got.Ending != row.ending || !got.Next.Equal(row.next) {
			t.Errorf("%s: %+v, want %s, ending %v, next %v", row.name, got, row.page, row.ending, row.next)
		}
	}
}

func TestLastDay(t *testing.T) {
	rome := zoneOf(t, "Europe/Rome")
	for _, row := range []struct {
		at     time.Time
		months int
		want   string
	}{
		{time.Date(2026, 1, 31, 12, 0, 0, 0, time.UTC), 1, "2026-02-28"},
		{time.Date(2026, 1, 31, 23, 30, 0, 0, time.UTC), 1, "2026-03-01"}, // February in Rome
		{time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), 12, "2025-02-28"},
		{time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), 48, "2028-02-29"},
		{time.Date(2026, 12, 15, 12, 0, 0, 0, time.UTC), 1, "2027-01-15"},
		{time.Date(2026, 11, 30, 12, 0, 0, 0, time.UTC), 240, "2046-11-30"},
	} {
		if got := LastDay(row.at, row.months, rome).String(); got != row.want {
			t.Errorf("%d months from %v: %s, want %s", row.months, row.at, got, row.want)
		}
	}
}

// Nothing changes before Next, and something does at Next.
func TestAccessIsSleepable(t *testing.T) {
	zones := []*time.Location{time.UTC, zoneOf(t, "Europe/Rome"), zoneOf(t, "Australia/Sydney"), zoneOf(t, "America/Santiago"), zoneOf(t, "Asia/Kolkata")}
	rapid.Check(t, func(r *rapid.T) {
		zone := rapid.SampledFrom(zones).Draw(r, "zone")
		c := Client{Stage: rapid.SampledFrom(Stages()).Draw(r, "stage"), PastAt: now.Add(-time.Duration(rapid.IntRange(0, 9000).Draw(r, "hours")) * time.Hour)}
		if rapid.Bool().Draw(r, "agreed") {
			c.PageUntil = worktime.DayOf(now, zone).AddDays(rapid.IntRange(-40, 400).Draw(r, "days"))
		}
		if rapid.IntRange(0, 5).Draw(r, "ended") == 0 {
			c.PageEndedAt = now
		}
		months := rapid.IntRange(1, MaxPageMonths).Draw(r, "months")
		access := func(at time.Time) Access { return c.Access(months, zone, at) }
		prompttest.Sleepable(r, func(at time.Time) prompt.Decision { return prompt.Decision{Next: access(at).Next} }, func(at time.Time) any {
			a := access(at)
			return struct {
				Page   Page
				Ending bool
			}{a.Page, a.Ending}
		}, now)
	})
}

func TestTurn(t *testing.T) {
	then := now.Add(-time.Hour)
	past := Client{Stage: Past, PastAt: then, PageEndedAt: then}
	for _, row := range []struct {
		name          string
		before, after Client
		past, ended   time.Time
	}{
		{"made as past", Client{}, Client{Stage: Past}, now, time.Time{}},
		{"became past", Client{Stage: Active}, Client{Stage: Past, PastAt: then}, now, time.Time{}},
		{"stayed past", past, Client{Stage: Past, PastAt: now, PageEndedAt: then}, then, then},
		{"came back", past, Client{Stage: Active, PastAt: then, PageEndedAt: then}, time.Time{}, time.Time{}},
	} {
		if got := row.after.Turn(row.before, now); !got.PastAt.Equal(row.past) || !got.PageEndedAt.Equal(row.ended) {
			t.Errorf("%s: %v, %v", row.name, got.PastAt, got.PageEndedAt)
		}
	}
}

func TestEndingByHand(t *testing.T) {
	if _, err := (Client{Stage: Active}).EndPage(now); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the page of an active client was ended: %v", err)
	}
	first, err := (Client{Stage: Past, PastAt: now}).EndPage(now)
	if err != nil || !first.PageEndedAt.Equal(now) {
		t.Fatalf("%+v, %v", first, err)
	}
	if again, err := first.EndPage(now.Add(time.Hour)); err != nil || !again.PageEndedAt.Equal(now) {
		t.Errorf("ended twice: %v, %v", again.PageEndedAt, err)
	}
	for day, ok := range map[worktime.Day]bool{
		{}: true, {Year: 1999, Month: 12, Date: 31}: false, {Year: 2000, Month: 1, Date: 1}: true,
		{Year: now.Year() + FarthestYears, Month: 12, Date: 31}: true, {Year: now.Year() + FarthestYears + 1, Month: 1, Date: 1}: false,
	} {
		if err := CheckUntil(day, now); (err == nil) != ok {
			t.Errorf("%v: %v", day, err)
		}
	}
}
