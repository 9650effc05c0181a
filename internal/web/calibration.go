package web

import (
	"strconv"

	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/outlook"
	"kept/worktime"
)

// calibrated is of how many days back forecasts are looked at.
const calibrated = 365

// calibrationPage shows how often the dates that were forecast held.
func calibrationPage(v *visit) error {
	loc := v.cal.Location()
	from := worktime.DayOf(v.now, loc).AddDays(-calibrated)
	c, err := v.o.Record.Forecasts(v.r.Context(), v.who, startOf(from, loc))
	if err != nil {
		return err
	}
	p := page.Calibration{Desk: v.frame(v.say("How our dates held"), page.InRecord)}
	p.Desk.Crumbs = []ui.Link{{Text: v.say("Record"), URL: page.RecordURL}}
	for _, h := range c.Steps {
		p.Steps = append(p.Steps, heldRow(v, v.say("Done by the {n} % day", "n", strconv.Itoa(h.Chance)), h))
	}
	for _, h := range c.Promises {
		p.Promises = append(p.Promises, heldRow(v, v.say("A chance of about {n} in 100", "n", strconv.Itoa(h.Chance)), h))
	}
	if c.Steps[0].Of == 0 {
		p.Steps = nil
	}
	return v.show(p)
}

// heldRow says how often one chance held.
func heldRow(v *visit, what string, h outlook.Held) page.HeldRow {
	r := page.HeldRow{What: what, Chance: strconv.Itoa(h.Chance), Share: strconv.Itoa((100*h.Held + h.Of/2) / max(1, h.Of)), Count: v.say("{n} of {all}", "n", strconv.Itoa(h.Held), "all", strconv.Itoa(h.Of))}
	if h.Of < outlook.FewHeld {
		r.Few = v.say("Too few to judge.")
	}
	return r
}
