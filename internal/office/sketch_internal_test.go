package office

import (
	"testing"
	"time"

	"kept/outlook"
	"kept/plan"
	"kept/worktime"
)

// An outlook that was drawn beforehand is used for the very same, and for nothing else.
func TestSketchIsOfTheVerySame(t *testing.T) {
	cal, other, known := new(worktime.Calendar), new(worktime.Calendar), new(outlook.Experience)
	from := func() outlook.Of {
		return outlook.Of{
			Project: "prj_1", Client: "cli_1", Today: worktime.Day{Year: 2026, Month: 3, Date: 2}, Experience: known,
			Plan:      plan.Plan{Steps: []plan.Step{{ID: "stp_1", Effort: plan.Effort{Least: 1, Most: 2}}, {ID: "stp_2"}}, Links: []plan.Link{{From: "stp_1", To: "stp_2", Kind: plan.FinishStart}}},
			Calendars: func(plan.Party) *worktime.Calendar { return cal },
		}
	}
	drawn := sketch{from(), outlook.Outlook{Today: worktime.Day{Year: 2026, Month: 3, Date: 2}}}
	if o, ok := drawn.of(from()); !ok || o.Today != drawn.Outlook.Today {
		t.Errorf("it is not used for the very same")
	}
	for name, change := range map[string]func(*outlook.Of){
		"another project":     func(o *outlook.Of) { o.Project = "prj_2" },
		"another client":      func(o *outlook.Of) { o.Client = "cli_2" },
		"the next day":        func(o *outlook.Of) { o.Today = o.Today.AddDays(1) },
		"more experience":     func(o *outlook.Of) { o.Experience = new(outlook.Experience) },
		"a step begun":        func(o *outlook.Of) { o.Plan.Steps[0].StartedAt = time.UnixMilli(1) },
		"a step less":         func(o *outlook.Of) { o.Plan.Steps = o.Plan.Steps[:1] },
		"a link's lag":        func(o *outlook.Of) { o.Plan.Links[0].Lag = 1 },
		"a holder's calendar": func(o *outlook.Of) { o.Calendars = func(plan.Party) *worktime.Calendar { return other } },
	} {
		now := from()
		change(&now)
		if _, ok := drawn.of(now); ok {
			t.Errorf("%s: it is used all the same", name)
		}
	}
	if _, ok := (sketch{}).of(from()); ok {
		t.Error("nothing was drawn, and it is used")
	}
}
