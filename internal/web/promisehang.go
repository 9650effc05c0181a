package web

import (
	"kept/client"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/plan"
	"kept/promise"
	"kept/worktime"
)

// hangsOf is the step on which the promise hangs, and what is forecast of it.
func hangsOf(d *promiseDesk) *page.Hangs {
	if d.Hang == nil {
		return nil
	}
	s := d.Hang.Step
	out := &page.Hangs{Step: ui.Link{Text: s.Name, URL: planURL(client.ProjectID(s.ProjectID)) + "#" + string(s.ID)}}
	switch c := d.Promise.Chance; {
	case s.Done():
		out.Say = d.say("It is done.")
	case c > 0 && d.Promise.State == promise.Open:
		out.Chance, out.Low = d.say("The chance of its date is {chance}.", "chance", office.SaidChance(d.voice(), c)), d.Promise.Doubtful(d.firm.Policy)
	}
	if !s.Done() && d.Hang.Known() {
		today := worktime.DayOf(d.now, d.cal.Location())
		out.Say = d.say("Done by {half} in half of the cases, by {most} in 80 of 100.", "half", sayDay(d.voice(), d.Hang.By(50), today), "most", sayDay(d.voice(), d.Hang.By(80), today)) + " " + office.SaidReason(d.voice(), d.Hang.Forecast.Reason)
	}
	return out
}

// promiseToHang shows the form that hangs a promise on a step.
func promiseToHang(v *visit) error {
	_, f, err := openHang(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func openHang(v *visit) (*promiseDesk, page.HangForm, error) {
	var f page.HangForm
	d, err := openPromise(v)
	if err != nil {
		return nil, f, err
	}
	if d.Promise.State != promise.Open {
		return nil, f, newOvertaken(d, "step")
	}
	f.Desk = v.frame(v.say("On which step it hangs"), page.InPromises)
	f.Desk.Narrow, f.Desk.Crumbs = true, []ui.Link{{Text: v.say("Promises"), URL: page.PromisesURL}, {Text: d.Promise.Words, URL: d.here}}
	f.Form = ui.Form{Action: d.here + "/step", Back: d.here}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, d.Client.ID)
	if err != nil {
		return nil, f, err
	}
	steps, err := v.o.Plans.Offered(v.r.Context(), v.who, d.Client.ID)
	if err != nil {
		return nil, f, err
	}
	f.Step = ui.Field{Name: "step", Label: v.say("Step"), Options: offeredSteps(v, steps, b.Projects, d.Promise.StepID)}
	if len(f.Step.Options) == 0 {
		f.Step.Options = []ui.Option{{Value: "", Label: v.say("No step in particular")}}
		f.Step.Hint = v.say("There is no step in the plans of this client that is still to be done. Add one to a project's plan first.")
	}
	return d, f, nil
}

// hangPromise hangs a promise on a step, or on none.
func hangPromise(v *visit) error {
	if err := parseForm(v, "step"); err != nil {
		return err
	}
	d, f, err := openHang(v)
	if err != nil {
		return err
	}
	step := v.r.PostForm.Get("step")
	e := promise.Editing{StepID: &step}
	if step != "" {
		of, err := v.o.Plans.ProjectOf(v.r.Context(), v.who, plan.ID(step))
		if err != nil {
			return err
		}
		project := string(of)
		e.ProjectID = &project
	}
	if _, err := v.o.Promises.Edit(v.r.Context(), v.who, d.Promise.ID, 0, e); err != nil {
		if err := v.complain(err, &f.Form, &f.Step); err != nil {
			return err
		}
		return v.again(f)
	}
	v.leave(v.say("Saved."))
	return v.go303(d.here)
}
