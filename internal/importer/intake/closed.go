package intake

import (
	"context"

	"kept/client"
	"kept/internal/office"
	"kept/promise"
	"kept/worktime"
)

// closures tells on which days an office is closed, and why.
type closures struct {
	cal *worktime.Calendar
	why map[worktime.Day]string // of the exceptions
}

func closuresOf(cal *worktime.Calendar) closures {
	c := closures{cal: cal, why: map[worktime.Day]string{}}
	for _, x := range cal.Hours().Exceptions {
		if x.Why != "" {
			c.why[x.On] = x.Why
		}
	}
	return c
}

// on tells why an office is closed on the day of a date; "" when it is open.
func (c closures) on(w promise.When) string {
	day := w.Day
	if day.IsZero() {
		day = worktime.DayOf(w.At, c.cal.Location())
	}
	if c.cal.IsBusinessDay(day) {
		return ""
	}
	if why := c.why[day]; why != "" {
		return why
	}
	if name, ok := c.cal.Holiday(day); ok && name != "" {
		return name
	}
	return day.Weekday().String()
}

// remarkClosed remarks on the dates on which an office is closed. Nothing is
// refused for it: a fair is on a Saturday.
func (d *desk) remarkClosed(ctx context.Context, o *office.Office, p *Plan) error {
	cals, err := o.Imports.Calendars(ctx, d.who, p.newOf())
	if err != nil {
		return err
	}
	ours, theirs := closuresOf(d.firm), map[client.ID]closures{}
	for id, cal := range cals {
		theirs[id] = closuresOf(cal)
	}
	for i := range p.Lines {
		if l := &p.Lines[i]; l.Effect == Make {
			l.Remarks = append(l.Remarks, closedThatDay(ours.on(l.said.when), theirs[l.said.of].on(l.said.when))...)
		}
	}
	return nil
}

// newOf gives the clients who would get new promises.
func (p *Plan) newOf() []client.ID {
	var of []client.ID
	for _, l := range p.Lines {
		if l.Effect == Make {
			of = append(of, l.said.of)
		}
	}
	return of
}

// closedThatDay says who is closed, for which reason.
func closedThatDay(we, they string) (remarks []string) {
	if we != "" && we == they {
		return []string{"closed that day: " + we}
	}
	if we != "" {
		remarks = append(remarks, "you are closed that day: "+we)
	}
	if they != "" {
		remarks = append(remarks, "the client is closed that day: "+they)
	}
	return remarks
}
