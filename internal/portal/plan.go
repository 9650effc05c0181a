package portal

import (
	"strconv"

	"kept/client"
	"kept/internal/office"
	"kept/internal/portal/page"
	"kept/internal/ui"
	"kept/worktime"
)

// planPage shows the steps of a project that the client was told of, with the dates
// that he was told.
func planPage(v *visit) error {
	pp, err := v.o.Portal.Plan(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	r := v.reading(pp.PortalView)
	p := page.PlanPage{Frame: r.frame(r.say("The plan of {project}", "project", pp.Project.Name)), Project: pp.Project.Name, Contact: r.contact(pp.Leader, r.say("looks after you"))}
	today, done := worktime.DayOf(v.now, r.cal.Location()), 0
	for _, x := range pp.Steps {
		if n := len(p.Stages); n == 0 || p.Stages[n-1].Title != x.Stage {
			p.Stages = append(p.Stages, page.PlanStage{Title: x.Stage})
		}
		st := &p.Stages[len(p.Stages)-1]
		step := page.PlanStep{Words: x.Words, Who: x.Who, Yours: x.Yours, When: office.SayTold(r.voice(), x.Told, today)}
		if !silent(r) {
			step.Talk = ui.Link{Text: r.say("Say something"), URL: r.root + "steps/" + string(x.ID)}
		}
		switch {
		case x.Done:
			step.State, step.When = page.StepDone, ""
			done++
		case x.Running:
			step.State = page.StepRunning
		}
		st.Steps = append(st.Steps, step)
	}
	p.Where = r.stepsDone(done, len(pp.Steps))
	return v.show(p)
}

// stepsDone says how far the work is.
func (r reading) stepsDone(done, all int) string {
	switch done {
	case all:
		return r.say("All of it is done.")
	case 0:
		return r.say("These are the steps, and by when each is done as far as we know today.")
	}
	return r.voice().Count(done, "One step is done. By when the others are, as far as we know today, stands beside each.", "{n} of {all} steps are done. By when the others are, as far as we know today, stands beside each.", "all", strconv.Itoa(all))
}
