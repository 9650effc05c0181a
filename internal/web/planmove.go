package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"kept/internal/door"
	"kept/internal/fault"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/web/page"
	"kept/plan"
	"kept/worktime"
)

// beyond is how many days the page knows working days for after the end of the line:
// a bar can be walked there by the keyboard.
const beyond = 200

// scale is what the page has to know so that bars can be moved; nil where nobody may.
func (d *planDesk) scale() *page.PlanScale {
	if !d.may || len(d.hours) == 0 {
		return nil
	}
	days := d.first.DaysUntil(d.last) + 1
	var open []string
	for _, cal := range d.hours {
		week := make([]byte, days+beyond)
		for i := range week {
			week[i] = '0'
			if cal.IsBusinessDay(d.first.AddDays(i)) {
				week[i] = '1'
			}
		}
		open = append(open, string(week))
	}
	return &page.PlanScale{First: d.first.String(), Days: strconv.Itoa(days), Today: d.today.String(), Open: strings.Join(open, " ")}
}

// line is what a step's bar has to know so that it can be moved; nil where it cannot.
func (d *planDesk) line(s plan.Step, l plan.Laid) *page.PlanLine {
	if s.Done() {
		return nil
	}
	cal := d.view.Hours(s.Party)
	at := slices.Index(d.hours, cal)
	if at < 0 {
		at, d.hours = len(d.hours), append(d.hours, cal)
	}
	days := 0
	if s.Effort.Most > 0 {
		days = max(cal.BusinessDaysBetween(l.Start, l.End.AddDays(1)), 1)
	}
	return &page.PlanLine{
		From: l.Start.String(), To: l.End.String(), Days: strconv.Itoa(days), Can: l.Can.String(), Waits: string(l.Waits), Hours: strconv.Itoa(at), Begun: s.Running(),
	}
}

// tryMove shows what it would do to have a step begin on a day, or take so many days.
// Nothing is done: what it answers is the form that does it.
func tryMove(v *visit) error {
	pv, was, err := openStep(v)
	if err != nil {
		return err
	}
	m, err := planMove(v, pv, was)
	if f, ok := fault.As(err); ok && (f.Kind == fault.Conflict || f.Kind == fault.Invalid) {
		m.Refused = v.voice().Refusal(f.Say)
		for _, words := range f.Fields {
			m.Refused = v.voice().Refusal(words)
		}
		return door.Show(v.w, v.r, http.StatusUnprocessableEntity, m.View())
	}
	if err != nil {
		return err
	}
	return door.Show(v.w, v.r, http.StatusOK, m.View())
}

func planMove(v *visit, pv office.PlanView, was plan.Step) (page.PlanMove, error) {
	var m page.PlanMove
	wish, err := sentWish(v)
	if err != nil {
		return m, err
	}
	step, err := pv.Plan.Move(was.ID, wish, pv.Laid, pv.Hours)
	if err != nil {
		return m, err
	}
	if m.StepForm, err = stepFormFor(v, pv, step); err != nil {
		return m, err
	}
	c, err := v.o.Plans.TryEdit(v.r.Context(), v.who, was.ID, office.StepEdit{Version: was.Version, Change: func(s *plan.Step) { *s = step }})
	if err != nil {
		return m, err
	}
	today := worktime.DayOf(v.now, v.cal.Location())
	before, after := laidOf(pv, was.ID), laidOf(c.PlanView, was.ID)
	m.Changed = moved(v, c, was.ID)
	m.From, m.To = sayDays(v.voice(), before.Start, before.End, today), sayDays(v.voice(), after.Start, after.End, today)
	m.Title, m.Label = moveWords(v.voice(), was, step)
	m.Says = moveSays(v.voice(), was, step, today)
	if after.Squeezed > 0 {
		m.Says = append(m.Says, squeezedSaid(v, after.Squeezed))
	}
	for _, x := range c.Shifts {
		if x.Step != was.ID {
			m.Lies = append(m.Lies, page.PlanPlace{ID: string(x.Step), From: x.To.Start.String(), To: x.To.End.String()})
		}
	}
	return m, nil
}

// sentWish reads where a step is wished to lie.
func sentWish(v *visit) (plan.Wish, error) {
	var w plan.Wish
	var k fault.Check
	var err error
	if text := v.r.FormValue("begins"); text != "" {
		w.Begin, err = worktime.ParseDay(text)
		k.Want(err == nil, "begins", "Write the day like 2026-03-09.")
	}
	if text := v.r.FormValue("days"); text != "" {
		w.Days, err = strconv.Atoi(text)
		k.Want(err == nil && w.Days > 0, "days", "Write a number of working days.")
	}
	return w, k.Err()
}

func laidOf(pv office.PlanView, id plan.ID) plan.Laid {
	i := slices.IndexFunc(pv.Laid, func(l plan.Laid) bool { return l.Step == id })
	if i < 0 {
		return plan.Laid{}
	}
	return pv.Laid[i]
}

// moveWords asks whether a step is to be moved, and says what the button does.
func moveWords(v tongue.Voice, was, is plan.Step) (title, label string) {
	more := is.Effort.Likely() - was.Effort.Likely()
	switch {
	case more == 0 || was.NotBefore != is.NotBefore:
		return v.Say("Move “{step}”?", "step", was.Name), v.Say("Move")
	case more > 0:
		return v.Count(more, "Give “{step}” 1 day more?", "Give “{step}” {n} days more?", "step", was.Name), v.Say("Make it longer")
	}
	return v.Count(-more, "Take 1 day from “{step}”?", "Take {n} days from “{step}”?", "step", was.Name), v.Say("Make it shorter")
}

// moveSays says what would be set of a step, in the words of its row.
func moveSays(v tongue.Voice, was, is plan.Step, today worktime.Day) []string {
	var out []string
	if was.Effort != is.Effort {
		out = append(out, v.Say("It takes {new}, instead of {old}.", "new", takes(v, is.Effort), "old", takes(v, was.Effort)))
	}
	switch {
	case was.On != is.On:
		out = append(out, v.Say("Its fixed day becomes {day}.", "day", sayDay(v, is.On, today)))
	case was.NotBefore == is.NotBefore:
	case is.NotBefore.IsZero():
		out = append(out, v.Say("It begins as soon as it can: no day is set for it any more."))
	default:
		out = append(out, v.Say("It begins on {day}, not before.", "day", sayDay(v, is.NotBefore, today)))
	}
	return out
}

// sayEdited says what became of a step that was edited, and offers to take it back.
func sayEdited(v *visit, before office.PlanView, c office.PlanChange) {
	was, _ := before.Plan.Step(c.Step.ID)
	if was == c.Step && slices.Equal(before.Plan.Links, c.Plan.Links) {
		return
	}
	say := v.say("Changed: {step}.", "step", c.Step.Name)
	for _, x := range c.Shifts {
		if x.Step == c.Step.ID {
			today := worktime.DayOf(v.now, v.cal.Location())
			say = v.say("Moved: {step}, now {days}.", "step", c.Step.Name, "days", sayDays(v.voice(), x.To.Start, x.To.End, today))
		}
	}
	v.sayUndo(say, "/steps/"+string(c.Step.ID)+"/undo", v.now.Add(office.UndoFor))
}

// undoStep takes the last change of a step back.
func undoStep(v *visit) error {
	id := plan.ID(v.r.PathValue("step"))
	of, err := v.o.Plans.ProjectOf(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	to := planURL(of) + "#" + string(id)
	c, err := v.o.Plans.UndoEdit(v.r.Context(), v.who, id)
	if f, ok := fault.As(err); ok && f.Kind == fault.Conflict {
		v.cookies.Say(v.w, door.Word{Text: v.voice().Refusal(f.Say), Problem: true})
		return v.go303(to)
	}
	if err != nil {
		return err
	}
	v.leave(v.say("Undone: {step} is as it was.", "step", c.Step.Name))
	return v.go303(to)
}
