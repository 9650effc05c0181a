package intake

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"kept/internal/office"
	"kept/promise"
	"kept/worktime"
)

// Row is a line of a plan as it is shown: one alone, or those of one series of
// which the same is to be said.
type Row struct {
	Line
	Of []Line // what was folded, in order; nil = it is one line
}

// Rows gives the lines with those of a series folded into one: fifty-two
// Mondays are one thing to read.
func (p Plan) Rows() []Row {
	var out []Row
	at := map[string]int{}
	for _, l := range p.Lines {
		if l.said.series == "" || l.Effect == Problem {
			out = append(out, Row{Line: l})
			continue
		}
		key := strings.Join(append([]string{l.said.series, string(l.Effect), l.Say}, l.Cells[:3]...), "\x00")
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, Row{Line: l})
		}
		out[i].Of = append(out[i].Of, l)
	}
	for i := range out {
		out[i].fold(p)
	}
	return out
}

// fold says of several lines together what is to be said of them.
func (r *Row) fold(p Plan) {
	if len(r.Of) < 2 {
		r.Of = nil
		return
	}
	var days []worktime.Day
	shared, some, first := r.Of[0].Remarks, 0, ""
	for _, l := range r.Of {
		days = append(days, l.said.day(p.home))
		shared = slices.DeleteFunc(slices.Clone(shared), func(s string) bool { return !slices.Contains(l.Remarks, s) })
	}
	for _, l := range r.Of {
		own := slices.DeleteFunc(slices.Clone(l.Remarks), func(s string) bool { return slices.Contains(shared, s) })
		if len(own) > 0 && first == "" {
			first = own[0]
		}
		some += min(1, len(own))
	}
	r.Remarks = shared
	if some > 0 {
		r.Remarks = append(slices.Clone(shared), fmt.Sprintf("%d of them with a remark, the first: %s", some, first))
	}
	thing := "date"
	if r.said.kind == promise.Appointment {
		thing = "appointment"
	}
	r.Promise = ""
	r.Cells = slices.Clone(r.Cells)
	r.Cells[3] = rhythm(days) + " until " + office.SayDay(days[len(days)-1]) + ": " + plural(len(days), thing)
}

// day is the day of a date, where the firm is.
func (s said) day(home *worktime.Calendar) worktime.Day {
	if s.when.Day.IsZero() {
		return worktime.DayOf(s.when.At, home.Location())
	}
	return s.when.Day
}

// rhythm says how days that follow one another repeat: "every Monday", "every
// second Friday but 1", or only that they do where there is no rhythm.
func rhythm(days []worktime.Day) string {
	first, last := days[0], days[len(days)-1]
	if !slices.ContainsFunc(days, func(d worktime.Day) bool { return d.Date != first.Date }) {
		return fmt.Sprintf("on day %d of the month", first.Date)
	}
	on := map[time.Weekday]bool{}
	for _, d := range days {
		on[d.Weekday()] = true
	}
	said, all := "every day", 0
	switch {
	case len(on) == 1:
		step := stepOf(days)
		all = 1 + first.DaysUntil(last)/step
		switch weeks := step / 7; weeks {
		case 1:
			said = "every " + first.Weekday().String()
		case 2:
			said = "every second " + first.Weekday().String()
		default:
			said = fmt.Sprintf("every %d weeks on %s", weeks, first.Weekday())
		}
	default:
		for d := first; !d.After(last); d = d.AddDays(1) {
			if on[d.Weekday()] {
				all++
			}
		}
		if len(on) < 7 {
			said = "every " + weekdays(on)
		}
	}
	switch gone := all - len(days); {
	case gone == 0:
		return said
	case gone > 0 && gone*2 < all:
		return fmt.Sprintf("%s but %d", said, gone)
	}
	return "several times"
}

// stepOf is the greatest number of days that reaches all of them, a week at least.
func stepOf(days []worktime.Day) int {
	step := 0
	for i := 1; i < len(days); i++ {
		for a := days[i-1].DaysUntil(days[i]); a != 0; {
			step, a = a, step%a
		}
	}
	return max(step, 7)
}

// weekdays names some, from Monday on: "Monday, Wednesday and Friday".
func weekdays(on map[time.Weekday]bool) string {
	var names []string
	for i := range 7 {
		if d := time.Weekday((i + 1) % 7); on[d] {
			names = append(names, d.String())
		}
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
