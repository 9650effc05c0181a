package web

import (
	"fmt"
	"time"

	"kept/internal/office"
	"kept/internal/ui"
	"kept/worktime"
)

// moment writes an instant for the reader, with the client's zone beside it
// where the two differ. client may be nil.
func (v *visit) moment(t time.Time, client *worktime.Calendar) ui.Moment {
	if t.IsZero() {
		return ui.Moment{}
	}
	local := t.In(v.cal.Location())
	m := ui.Moment{
		Text: short(local, v.now.In(v.cal.Location())), Title: office.SayMoment(t, v.cal), ISO: t.UTC().Format(time.RFC3339),
		Relative: relative(t, v.now, v.cal.Location()), Zone: v.cal.Location().String(),
	}
	if client != nil {
		there := t.In(client.Location())
		if _, a := local.Zone(); true {
			if _, b := there.Zone(); a != b {
				m.Zone2 = there.Format("15:04 ") + worktime.Place(client.Location())
				if there.YearDay() != local.YearDay() {
					m.Zone2 = there.Format("Mon 15:04 ") + worktime.Place(client.Location())
				}
			}
		}
	}
	return m
}

// day writes a day on which something is due, and the instant at which it is.
func (v *visit) day(t time.Time, client *worktime.Calendar) ui.Moment {
	loc := v.cal.Location()
	if client != nil {
		loc = client.Location()
	}
	// A day is the client's own, wherever it is read; one that ends at midnight is the day before.
	there := t.In(loc)
	if there.Hour()+there.Minute()+there.Second() == 0 {
		there = there.Add(-time.Second)
	}
	m := ui.Moment{ISO: there.UTC().Format(time.RFC3339), Relative: relative(there, v.now, loc), Zone: loc.String(), Text: there.Format("Mon 2 Jan")}
	if there.Year() != v.now.In(loc).Year() {
		m.Text = there.Format("Mon 2 Jan 2006")
	}
	m.Title = there.Format("Monday 2 January 2006") + ", until " + t.In(loc).Format("15:04") + " in " + worktime.Place(loc)
	return m
}

// short writes a moment briefly, always with its weekday.
func short(t, now time.Time) string {
	days := worktime.DayOf(now, now.Location()).DaysUntil(worktime.DayOf(t, t.Location()))
	switch {
	case days > -7 && days < 7:
		return t.Format("Mon 15:04")
	case t.Year() == now.Year():
		return t.Format("Mon 2 Jan, 15:04")
	}
	return t.Format("Mon 2 Jan 2006, 15:04")
}

// relative writes how far away a moment is: under an hour and a half in
// minutes, on the same day in hours, else in days of the calendar of the zone in
// which the moment is shown. Seven on Monday morning is "tomorrow" all Sunday.
// kept.js keeps it live by the same rule.
func relative(t, now time.Time, in *time.Location) string {
	d, past := t.Sub(now), false
	if d < 0 {
		d, past = -d, true
	}
	days := daysBetween(now, t, in)
	var far string
	switch {
	case d < time.Minute:
		return "now"
	case d < 90*time.Minute:
		far = fmt.Sprintf("%d min", int(d.Round(time.Minute).Minutes()))
	case days == 0:
		far = fmt.Sprintf("%d h", int(d.Round(time.Hour).Hours()))
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	default:
		far = fmt.Sprintf("%d days", max(days, -days))
	}
	if past {
		return far + " ago"
	}
	return "in " + far
}

// daysBetween counts the midnights between two moments in a zone.
func daysBetween(a, b time.Time, in *time.Location) int {
	return worktime.DayOf(a, in).DaysUntil(worktime.DayOf(b, in))
}
