package chase

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"kept/prompt"
	"kept/prompt/prompttest"
)

const month = 30 * 24 * time.Hour

func TestReviewCounts(t *testing.T) {
	now := time.Date(2026, 3, 9, 8, 0, 0, 0, time.UTC)
	team := prompt.Team{Owner: prompt.Person{ID: "o"}, Leader: prompt.Person{ID: "l"}}
	for i, row := range []struct {
		at   []time.Time
		want bool
	}{
		{nil, false}, {[]time.Time{now}, false}, {[]time.Time{now, now.Add(-month + time.Millisecond)}, true}, {[]time.Time{now, now.Add(-month)}, false},
		{[]time.Time{now, now.Add(time.Millisecond)}, false},
	} {
		d := Review(row.at, 2, month, team, now)
		if (d.Ask != nil) != row.want || d.Ask != nil && d.Ask.Holder != "l" {
			t.Errorf("%d: %+v", i, d.Ask)
		}
	}
}

func TestReviewIsSleepable(t *testing.T) {
	people, at := prompttest.People(), time.Date(2026, 3, 6, 15, 30, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var chased []time.Time
		for range rapid.IntRange(0, 5).Draw(t, "chases") {
			chased = append(chased, at.Add(-time.Duration(rapid.Int64Range(0, 40*24*3_600_000).Draw(t, "ago"))*time.Millisecond))
		}
		team := prompttest.Team(t, people, at)
		prompttest.Sleepable(t, func(now time.Time) prompt.Decision { return Review(chased, 2, month, team, now) }, nil, at)
	})
}
