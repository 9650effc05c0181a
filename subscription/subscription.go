// Package subscription holds what a contact wants to hear of, besides what he is
// told: of which topics, and how often. What is new on his client's page is a
// change; several that come together are mailed together.
//
// Whom a member tells of something, he tells by a notice, and a subscription does
// not say it again. A mail of a subscription is no notice: it proves nothing, and
// nobody counts as told by it (decision 30).
package subscription

import (
	"slices"
	"strings"
	"time"

	"kept/internal/fault"
	"kept/worktime"
)

// Topic is a kind of news.
type Topic string

// The topics.
const (
	Dates     Topic = "dates"     // what was promised, moved, done or let go
	Updates   Topic = "updates"   // status updates
	Issues    Topic = "issues"    // what went wrong, and its fix
	Plan      Topic = "plan"      // the plan as it was told
	Documents Topic = "documents" // documents shared, and their new versions
	Site      Topic = "site"      // notes and photos of the field log
)

// All lists the topics in the order in which they are offered.
func All() []Topic { return []Topic{Dates, Updates, Issues, Plan, Documents, Site} }

// Topics is a set of topics; it is kept as a number, one bit for each in the order
// of [All].
type Topics uint

// Of makes a set.
func Of(topics ...Topic) Topics {
	var s Topics
	for _, t := range topics {
		if i := slices.Index(All(), t); i >= 0 {
			s |= 1 << i
		}
	}
	return s
}

// Everything is all topics.
func Everything() Topics { return Of(All()...) }

// Has tells whether a topic is among them.
func (s Topics) Has(t Topic) bool { return s&Of(t) != 0 }

// List gives the topics in the order of [All].
func (s Topics) List() []Topic {
	var out []Topic
	for _, t := range All() {
		if s.Has(t) {
			out = append(out, t)
		}
	}
	return out
}

// Rhythm is how often a contact hears of changes.
type Rhythm string

// The rhythms.
const (
	Off    Rhythm = ""        // not at all
	AtOnce Rhythm = "at once" // [Fold] after the first of them
	Daily  Rhythm = "daily"   // when the day opens
	Weekly Rhythm = "weekly"  // when the week opens
)

// Rhythms lists them.
func Rhythms() []Rhythm { return []Rhythm{Off, AtOnce, Daily, Weekly} }

// Fold is how long at once waits, from the first change on, for others to go with it.
const Fold = 5 * time.Minute

// farthest is how many days ahead an opening is looked for.
const farthest = 60

// Due is when a change that came at a moment is mailed. Daily and weekly keep the
// office hours of their reader: his next open day, the first open day of his next
// week (Monday to Sunday); where his office never opens, a day or a week later.
func (r Rhythm) Due(came time.Time, reader *worktime.Calendar) time.Time {
	switch r {
	case AtOnce:
		return came.Add(Fold)
	case Daily:
		return opening(came, reader, false, came.Add(24*time.Hour))
	case Weekly:
		return opening(came, reader, true, came.Add(7*24*time.Hour))
	}
	return time.Time{}
}

// opening finds the first opening after a moment, of any day or only of the first
// open day of a week.
func opening(after time.Time, reader *worktime.Calendar, weekly bool, otherwise time.Time) time.Time {
	day := worktime.DayOf(after, reader.Location())
	opened := false // a day of this week before has opened
	if weekly {
		for d := day.AddDays(-int(day.Weekday()+6) % 7); d.Before(day); d = d.AddDays(1) {
			_, ok := reader.Opens(d)
			opened = opened || ok
		}
	}
	for range farthest {
		if weekly && day.Weekday() == time.Monday {
			opened = false
		}
		at, ok := reader.Opens(day)
		if ok && at.After(after) && !(weekly && opened) {
			return at.UTC().Truncate(time.Millisecond)
		}
		opened = opened || ok
		day = day.AddDays(1)
	}
	return otherwise.UTC().Truncate(time.Millisecond)
}

// Subscription is what one contact wants to hear of.
type Subscription struct {
	ContactID string
	ClientID  string
	Rhythm    Rhythm
	Topics    Topics
	Through   int64     // the last change that was dealt with
	DueAt     time.Time // when the next mail leaves; zero = nothing waits
	Why       string    // it ended without his asking; "" = it did not
	Channel   Channel   // by what it reaches him; see [Subscription.Ways]
	Version   int
}

// Check refuses a subscription that cannot be.
func (s Subscription) Check() error {
	var k fault.Check
	k.Want(slices.Contains(Rhythms(), s.Rhythm), "rhythm", "Choose at once, daily, weekly, or not at all.")
	k.Want(s.Rhythm == Off || s.Topics != 0, "topics", "Choose at least one thing to hear of.")
	k.Want(slices.Contains(Channels(), s.Channel), "channel", "Choose mail, your devices, or both.")
	return k.Err()
}

// Follows tells whether he hears of a topic.
func (s Subscription) Follows(t Topic) bool { return s.Rhythm != Off && s.Topics.Has(t) }

// Ripe decides on what waits for a subscriber: whether it is mailed now, and, if
// not, when. came = the moment of the first change that waits; zero = none does.
func (s Subscription) Ripe(came time.Time, reader *worktime.Calendar, now time.Time) (mail bool, next time.Time) {
	if s.Rhythm == Off || came.IsZero() {
		return false, time.Time{}
	}
	due := s.Rhythm.Due(came, reader)
	if now.Before(due) {
		return false, due
	}
	return true, time.Time{}
}

// What is what happened to the thing that a change is about.
type What string

// What can happen.
const (
	Made     What = "made"     // it was promised
	Moved    What = "moved"    // it has a new date
	Kept     What = "kept"     // it is done
	Released What = "released" // they let us off
	Told     What = "told"     // an update, an issue or a plan was told
	Shared   What = "shared"   // it is there to be read
	Renewed  What = "renewed"  // there is a new version
)

// Change is one thing that is new on a client's page. Its words are made when it
// is read, of what its reader may see then.
type Change struct {
	Seq       int64  // numbered in the order in which they were kept
	Key       string // the same change is kept once
	ClientID  string
	ProjectID string
	Topic     Topic
	What      What
	About     string    // "promise:prm_…"
	At        time.Time // from when on he may see it
	Told      []string  // the contacts who were told of it already
}

// Kind gives what a change is about without its name: "promise".
func (c Change) Kind() string {
	kind, _, _ := strings.Cut(c.About, ":")
	return kind
}

// Folded gives what one reader has to hear of what changed, in its order: of each
// thing the last change alone, and nothing that he was told already or did himself.
// What was made and moved since was made.
func Folded(all []Change, topics Topics, reader string) []Change {
	last := map[string]int{}
	made := map[string]bool{}
	for i, c := range all {
		last[c.About] = i
		made[c.About] = made[c.About] || c.What == Made && !slices.Contains(c.Told, reader)
	}
	var out []Change
	for i, c := range all {
		if last[c.About] != i || !topics.Has(c.Topic) || slices.Contains(c.Told, reader) {
			continue
		}
		if c.What == Moved && made[c.About] {
			c.What = Made
		}
		out = append(out, c)
	}
	return out
}
