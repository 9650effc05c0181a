package web

import (
	"strconv"
	"time"

	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/worktime"
)

// moment writes an instant for the reader, with the client's zone beside it
// where the two differ. client may be nil.
func (v *reader) moment(t time.Time, client *worktime.Calendar) ui.Moment {
	if t.IsZero() {
		return ui.Moment{}
	}
	local := t.In(v.cal.Location())
	m := ui.Moment{
		Text: v.short(t), Title: v.voice().FullMoment(local), ISO: t.UTC().Format(time.RFC3339),
		Relative: v.relative(t, v.cal.Location()), Zone: v.cal.Location().String(),
	}
	if client != nil {
		there := t.In(client.Location())
		if _, a := local.Zone(); true {
			if _, b := there.Zone(); a != b {
				m.Zone2 = v.voice().Clock(there) + " " + v.voice().Town(client.Location())
				if there.YearDay() != local.YearDay() {
					m.Zone2 = v.voice().ShortWeekday(there.Weekday()) + " " + m.Zone2
				}
			}
		}
	}
	return m
}

// day writes a day on which something is due, and the instant at which it is.
func (v *reader) day(t time.Time, client *worktime.Calendar) ui.Moment {
	loc := v.cal.Location()
	if client != nil {
		loc = client.Location()
	}
	// A day is the client's own, wherever it is read; one that ends at midnight is the day before.
	there := t.In(loc)
	if there.Hour()+there.Minute()+there.Second() == 0 {
		there = there.Add(-time.Second)
	}
	m := ui.Moment{ISO: there.UTC().Format(time.RFC3339), Relative: v.relative(there, loc), Zone: loc.String(), Text: v.voice().ShortDay(there, v.now.In(loc))}
	m.Title = v.say("{day}, until {time} in {town}", "day", v.voice().FullDay(there), "time", v.voice().Clock(t.In(loc)), "town", v.voice().Town(loc))
	return m
}

// short writes a moment briefly in the reader's zone, always with its weekday.
func (v *reader) short(t time.Time) string {
	return v.voice().ShortMoment(t.In(v.cal.Location()), v.now)
}

// relative writes how far away a moment is from now, in the reader's language.
func (v *reader) relative(t time.Time, in *time.Location) string {
	return relative(v.voice(), t, v.now, in)
}

// relative writes how far away a moment is: under an hour and a half in
// minutes, on the same day in hours, else in days of the calendar of the zone in
// which the moment is shown. Seven on Monday morning is "tomorrow" all Sunday.
// kept.js keeps it live by the same rule.
func relative(voice tongue.Voice, t, now time.Time, in *time.Location) string {
	d, past := t.Sub(now), t.Before(now)
	if past {
		d = -d
	}
	minutes, hours, days := int(d.Round(time.Minute).Minutes()), int(d.Round(time.Hour).Hours()), daysBetween(now, t, in)
	switch {
	case d < time.Minute:
		return voice.Say("now")
	case d < 90*time.Minute && past:
		return voice.Say("{n} min ago", "n", strconv.Itoa(minutes))
	case d < 90*time.Minute:
		return voice.Say("in {n} min", "n", strconv.Itoa(minutes))
	case days == 0 && past:
		return voice.Say("{n} h ago", "n", strconv.Itoa(hours))
	case days == 0:
		return voice.Say("in {n} h", "n", strconv.Itoa(hours))
	case days == 1:
		return voice.Say("tomorrow")
	case days == -1:
		return voice.Say("yesterday")
	case past:
		return voice.Say("{n} days ago", "n", strconv.Itoa(-days))
	}
	return voice.Say("in {n} days", "n", strconv.Itoa(days))
}

// daysBetween counts the midnights between two moments in a zone.
func daysBetween(a, b time.Time, in *time.Location) int {
	return worktime.DayOf(a, in).DaysUntil(worktime.DayOf(b, in))
}
