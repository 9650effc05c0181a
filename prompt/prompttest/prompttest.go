// Package prompttest checks the two properties that every rule of the
// watchdog must have: nothing changes before Next, and something does change
// at Next.
package prompttest

import (
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"kept/prompt"
)

// Sleepable checks both properties of a rule from the moment now on, following
// Next until the rule wants to be asked no more. state is whatever else the
// rule decides besides its ask; nil when nothing.
func Sleepable(t *rapid.T, review func(time.Time) prompt.Decision, state func(time.Time) any, now time.Time) {
	t.Helper()
	if state == nil {
		state = func(time.Time) any { return nil }
	}
	for range 100 {
		d, s := review(now), state(now)
		if d.Next.IsZero() {
			far := now.Add(time.Duration(rapid.Int64Range(1, int64(400*24*time.Hour)).Draw(t, "far"))).Truncate(time.Millisecond)
			same(t, review, state, d, s, far)
			return
		}
		if !d.Next.After(now) {
			t.Fatalf("asked at %v, it wants to be asked next at %v, which is no later", now, d.Next)
		}
		if d.Next.Nanosecond()%int(time.Millisecond) != 0 {
			t.Fatalf("next moment %v is no whole millisecond: the store would round it", d.Next)
		}
		between := now.Add(time.Duration(rapid.Int64Range(0, int64(d.Next.Sub(now))-int64(time.Millisecond)).Draw(t, "between"))).Truncate(time.Millisecond)
		if between.Before(now) {
			between = now
		}
		last := d.Next.Add(-time.Millisecond)
		same(t, review, state, d, s, between)
		same(t, review, state, d, s, last)
		if cmp.Equal(d.Ask, review(d.Next).Ask) && cmp.Equal(s, state(d.Next)) {
			t.Fatalf("nothing changed at Next %v: %+v", d.Next, d.Ask)
		}
		now = d.Next
	}
	t.Fatal("the rule never comes to rest")
}

func same(t *rapid.T, review func(time.Time) prompt.Decision, state func(time.Time) any, d prompt.Decision, s any, at time.Time) {
	t.Helper()
	got := review(at)
	if diff := cmp.Diff(d.Ask, got.Ask); diff != "" {
		t.Fatalf("the ask changed before Next (%v) at %v:\n%s", d.Next, at, diff)
	}
	if diff := cmp.Diff(s, state(at)); diff != "" {
		t.Fatalf("the state changed before Next (%v) at %v:\n%s", d.Next, at, diff)
	}
}

// Team draws a team of three in different zones, sometimes without a deputy,
// with absences around now.
func Team(t *rapid.T, calendars []prompt.Person, now time.Time) prompt.Team {
	pick := func(name string) prompt.Person {
		p := calendars[rapid.IntRange(0, len(calendars)-1).Draw(t, name)]
		return WithAbsences(t, p, now)
	}
	team := prompt.Team{Owner: pick("owner"), Leader: pick("leader")}
	team.Owner.ID, team.Leader.ID = "mem_owner", "mem_leader"
	if rapid.Bool().Draw(t, "has deputy") {
		team.Deputy = pick("deputy")
		team.Deputy.ID = "mem_deputy"
	}
	return team
}
