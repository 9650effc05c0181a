package worktime

import (
	"fmt"
	"strings"
	"time"
)

// Words are what an explanation calls things: the start ("received", "due"),
// the amount ("standard"), and whose hours they are ("you", "they").
type Words struct{ Start, Amount, Who string }

// String is one line: "from Fri 16:30 Rome; 2 h of working time; you close at
// 17:00; Monday is a holiday (Lunedì dell'Angelo); so Tue 10:30".
func (e Explanation) String() string {
	if e.Back {
		return e.Say(Words{Start: "before", Who: "you"})
	}
	return e.Say(Words{Start: "from", Who: "you"})
}

// Say is one line in the words given: with {"received", "standard", "you"},
// "received Fri 16:30 Rome; standard 2 h; you close at 17:00; so Mon 10:30".
func (e Explanation) Say(w Words) string {
	amount := InWords(e.For) + " of working time"
	if w.Amount != "" {
		amount = w.Amount + " " + InWords(e.For)
	}
	parts := []string{w.Start + " " + e.moment(e.Start) + " " + Place(e.Zone), amount}
	if !e.Found {
		return strings.Join(append(parts, fmt.Sprintf("%s are not open that long within %d years", w.Who, HorizonYears)), "; ")
	}
	for _, s := range e.Steps {
		parts = append(parts, e.say(s, w.Who))
	}
	if e.More > 0 {
		parts = append(parts, fmt.Sprintf("and %d more", e.More))
	}
	return strings.Join(append(parts, "so "+e.moment(e.At)), "; ")
}

func (e Explanation) say(s Step, who string) string {
	why := ""
	if s.Why != "" {
		why = " (" + s.Why + ")"
	}
	switch s.Kind {
	case ClosedThen:
		return who + " are closed then"
	case OpensAt:
		return who + " open " + e.clock(s)
	case ClosesAt:
		return who + " close " + e.clock(s)
	case BreakFrom:
		return fmt.Sprintf("%s are closed from %s to %s", who, s.From, s.To)
	case HolidayOn:
		return e.day(s.Day) + " is a holiday" + why
	case ClosureOn:
		return fmt.Sprintf("%s are closed on %s%s", who, e.day(s.Day), why)
	case OtherHoursOn:
		return fmt.Sprintf("%s are open %s-%s on %s%s", who, s.From, s.To, e.day(s.Day), why)
	default:
		return "the clocks change on " + e.day(s.Day)
	}
}

// near tells whether the weekday alone says which day is meant: both ends lie
// within six days.
func (e Explanation) near() bool {
	n := DayOf(e.Start, e.Zone).DaysUntil(DayOf(e.At, e.Zone))
	return n > -7 && n < 7
}

func (e Explanation) moment(t time.Time) string {
	layout := "Mon 15:04"
	if !e.near() {
		layout = "Mon 2 Jan 2006 15:04"
	}
	return t.In(e.Zone).Format(layout)
}

func (e Explanation) day(d Day) string {
	layout := "Monday"
	if !e.near() {
		layout = "Mon 2 Jan"
	}
	return time.Unix(d.unix(), 0).UTC().Format(layout)
}

// clock is "at 17:00" on the day of the start, else "Mon 09:00".
func (e Explanation) clock(s Step) string {
	if s.Day == DayOf(e.Start, e.Zone) {
		return "at " + s.From.String()
	}
	layout := "Mon "
	if !e.near() {
		layout = "Mon 2 Jan "
	}
	return time.Unix(s.Day.unix(), 0).UTC().Format(layout) + s.From.String()
}

// Place is the place in the name of a zone: "Rome", "New York".
func Place(loc *time.Location) string {
	name := loc.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// InWords says an amount of working time: "2 h", "1 h 30 min", "45 s". Working
// time is not told in days, which are not of one length.
func InWords(d time.Duration) string {
	if d < 0 {
		return "-" + InWords(-d)
	}
	var parts []string
	d = d.Round(time.Second)
	for _, unit := range []struct {
		size time.Duration
		name string
	}{{time.Hour, "h"}, {time.Minute, "min"}, {time.Second, "s"}} {
		if n := d / unit.size; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, unit.name))
			d %= unit.size
		}
	}
	if len(parts) == 0 {
		return "0 min"
	}
	return strings.Join(parts, " ")
}
