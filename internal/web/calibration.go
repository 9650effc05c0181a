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
	p := page.Calibration{Desk: v.frame("How our dates held", page.InRecord)}
	p.Desk.Crumbs = []ui.Link{{Text: "Record", URL: page.RecordURL}}
	for _, h := range c.Steps {
		p.Steps = append(p.Steps, heldRow("Done by the "+strconv.Itoa(h.Chance)+" % day", h))
	}
	for _, h := range c.Promises {
		p.Promises = append(p.Promises, heldRow("A chance of about "+strconv.Itoa(h.Chance)+" in 100", h))
	}
	if c.Steps[0].Of == 0 {
		p.Steps = nil
	}
	return v.show(p)
}

// heldRow says how often one chance held.
func heldRow(what string, h outlook.Held) page.HeldRow {
	r := page.HeldRow{What: what, Chance: strconv.Itoa(h.Chance), Share: strconv.Itoa((100*h.Held + h.Of/2) / max(1, h.Of)), Count: strconv.Itoa(h.Held) + " of " + strconv.Itoa(h.Of)}
	if h.Of < outlook.FewHeld {
		r.Few = "Too few to judge."
	}
	return r
}
