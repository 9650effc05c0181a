package news

import (
	"slices"
	"time"

	"kept/internal/fault"
	"kept/member"
	"kept/prompt"
	"kept/worktime"
)

// MaxAhead is how far ahead the sending of an update can be planned.
const MaxAhead = 90 * 24 * time.Hour

// Sending is when an update is to leave by itself, for whom, and who says so.
type Sending struct {
	At      time.Time // inside the readers' hours, see [Within]
	By      member.ID
	Readers []string // contacts
}

// Plan sets when it leaves by itself. second: somebody else has to approve it
// first. stale are its lines that will not be true any more by then.
func (u Update) Plan(in Sending, second bool, stale []Stale, now time.Time) (Update, error) {
	if err := u.maySend(second); err != nil {
		return u, err
	}
	var c fault.Check
	c.Want(in.At.After(now), "send_at", "This moment has passed. Choose one that is still to come.")
	c.Want(in.At.Sub(now) <= MaxAhead, "send_at", "That is more than ninety days ahead: what it says would be old by then.")
	c.Want(len(in.Readers) > 0, "readers", "Say who is to be told.")
	if len(stale) > 0 {
		c.Want(false, "send_at", "A line is not true any more by then, because "+stale[0].Why+": "+stale[0].Line.Text)
	}
	if err := c.Err(); err != nil {
		return u, err
	}
	u.SendAt, u.PlannedID, u.Readers, u.Held = in.At.UTC().Truncate(time.Millisecond), in.By, slices.Clone(in.Readers), ""
	return u, nil
}

// Planned tells whether it is to leave by itself.
func (u Update) Planned() bool { return u.Open() && !u.SendAt.IsZero() }

// Unplan takes back that it leaves by itself. Its approval stands: not a word has
// changed.
func (u Update) Unplan() (Update, error) {
	if !u.Planned() {
		return u, fault.New(fault.Conflict, "Nothing is planned for this update.")
	}
	return u.unplan(), nil
}

func (u Update) unplan() Update {
	u.SendAt, u.PlannedID, u.Readers = time.Time{}, "", nil
	return u
}

// Hold keeps an update back that was to leave and may not: it is a draft again,
// and says why.
func (u Update) Hold(why string) Update {
	u = u.unplan()
	u.State, u.ApprovedID, u.ApprovedAt, u.Held = Draft, "", time.Time{}, why
	return u
}

// Within is the moment itself where they are there, else the next one at which
// they open; false where that never comes.
func Within(at time.Time, readers *worktime.Calendar) (time.Time, bool) {
	open, ok := readers.NextOpen(at)
	return open.UTC(), ok
}

// Moments offers when an update can leave by itself: at the cadence's next hour,
// and when their next two days open. All lie inside their hours and are still to
// come; the earliest is first.
func Moments(c Cadence, readers *worktime.Calendar, now time.Time) []time.Time {
	var out []time.Time
	add := func(t time.Time) {
		if t.After(now) && t.Sub(now) <= MaxAhead && !slices.ContainsFunc(out, t.Equal) {
			out = append(out, t.UTC())
		}
	}
	today := worktime.DayOf(now, readers.Location())
	if c.Every.days() > 0 {
		for day := today; today.DaysUntil(day) <= 7; day = day.AddDays(1) {
			if at, err := readers.At(day, c.At); err == nil && day.Weekday() == c.Weekday && at.After(now) {
				if open, ok := Within(at, readers); ok {
					add(open)
				}
				break
			}
		}
	}
	for _, day := range []worktime.Day{today, today.AddDays(1)} {
		if at, ok := readers.Opens(day); ok {
			add(at)
		}
	}
	if len(out) == 0 { // a week-end, or a holiday of theirs
		if day, ok := readers.NextBusinessDay(today); ok {
			if at, ok := readers.Opens(day); ok {
				add(at)
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// ReviewHeld is the watchdog's look at an update that was to leave and did not:
// its author is asked at once, and whoever stands in for him while he is away.
// When the client hears at all is watched by the rule of silence.
func ReviewHeld(team prompt.Team, now time.Time) prompt.Decision {
	holder, moves := team.Holder(prompt.ToOwner, now)
	return prompt.Decision{Ask: &prompt.Ask{Rule: prompt.Untold, Stage: prompt.Missing, Holder: holder}, Next: moves}
}
