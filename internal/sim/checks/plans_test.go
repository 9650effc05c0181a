package checks

import (
	"time"

	"kept/client"
	"kept/outlook"
	"kept/plan"
	"kept/worktime"
)

// today is the day of [now].
var today = worktime.Day{Year: 2026, Month: time.March, Date: 2}

// hangs has the told promise hang on a step whose forecast, made on a day, is the
// same every time: it is done on the day that it is due with one of two chances.
func hangs(f *Firm, made worktime.Day) {
	p := f.Promises["p1"]
	p.ProjectID, p.StepID, p.Chance = "prj", "s", 990
	f.Promises["p1"] = p
	f.Projects["prj"] = client.Project{ID: "prj", ClientID: "ana", OwnerID: "nils"}
	var days []int
	for range outlook.Levels {
		days = append(days, 5)
	}
	f.Plans = map[client.ProjectID]Plan{"prj": {
		Plan: plan.Plan{Steps: []plan.Step{{ID: "s"}}}, Outlook: outlook.Outlook{Today: made, Steps: []outlook.Step{{ID: "s", Days: days}}},
	}}
}

var planCases = []broken{
	{"chance", "as its step says", func(f *Firm) { hangs(f, today) }, ""},
	{"chance", "another one", func(f *Firm) {
		hangs(f, today)
		p := f.Promises["p1"]
		p.Chance = 500
		f.Promises["p1"] = p
	}, "has a chance of 500, and its step gives it 990"},
	{"chance", "without a step", func(f *Firm) {
		hangs(f, today)
		p := f.Promises["p1"]
		p.StepID = ""
		f.Promises["p1"] = p
	}, "hangs on nothing and has a chance"},
	{"chance", "an old forecast", func(f *Firm) { hangs(f, today.AddDays(-7)) }, "was last forecast on 2026-02-23"},
	{"chance", "of what is done", func(f *Firm) {
		hangs(f, today)
		f.Plans["prj"].Steps[0].DoneAt = now
	}, "which is done or gone"},
	{"asked", "a told date that will not hold", func(f *Firm) {
		hangs(f, today)
		f.Plans["prj"].Steps[0].Told = plan.Told{Until: today, Latest: today.AddDays(4)}
	}, "plan:prj should be asked of nils"},
}
