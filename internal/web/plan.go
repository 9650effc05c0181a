package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
	"kept/internal/tongue"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/outlook"
	"kept/plan"
	"kept/worktime"
)

// planRoutes are the pages of a project's plan.
func (s *Site) planRoutes() {
	s.desk("GET /projects/{project}/plan", planPage)
	s.desk("GET /projects/{project}/steps/new", newStep)
	s.desk("POST /projects/{project}/steps", addStep)
	s.desk("GET /steps/{step}", stepToEdit)
	s.desk("GET /steps/{step}/line", stepInLine)
	s.desk("GET /steps/{step}/move", tryMove)
	s.desk("POST /steps/{step}", editStep)
	s.desk("POST /steps/{step}/undo", undoStep)
	s.desk("POST /steps/{step}/beginning", beginStep)
	s.desk("POST /steps/{step}/completion", finishStep)
	s.desk("POST /steps/{step}/reopening", reopenStep)
	s.desk("POST /steps/{step}/removal", dropStep)
	s.planImportRoutes()
	s.planLinkRoutes()
}

func planURL(of client.ProjectID) string { return "/projects/" + string(of) + "/plan" }

// planPage shows the steps of a project.
func planPage(v *visit) error {
	pv, err := v.o.Plans.Of(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	p := buildPlan(v, pv)
	if p.Linked, err = linkedLine(v, pv.Project.ID); err != nil {
		return err
	}
	if p.Linked == nil && p.Import != "" {
		p.Link = planLinkURL(pv.Project.ID)
	}
	return v.show(p)
}

func buildPlan(v *visit, pv office.PlanView) page.PlanPage {
	project := ui.Link{Text: pv.Project.Name, URL: "/projects/" + string(pv.Project.ID)}
	p := page.PlanPage{
		Desk: v.frame(v.say("Plan of {project}", "project", pv.Project.Name), page.InClients), Project: project,
		Client: uiClient(string(pv.Client.ID), pv.Client.Name, pv.Client.Colour, pv.Client.LogoID),
	}
	p.Desk.Crumbs = append(clientCrumbs(v, pv.Client), project)
	may := mayDo(v, member.ChangeClient) && pv.Project.Open()
	if pv.Project.Open() && mayDo(v, member.Import) {
		p.Import = planImportURL(pv.Project.ID)
	}
	if len(pv.Plan.Steps) > 0 && mayDo(v, member.ChangeClient) {
		p.Save = "/projects/" + string(pv.Project.ID) + "/template"
	}
	if may {
		p.New = "/projects/" + string(pv.Project.ID) + "/steps/new"
	}
	if may && len(pv.Outlook.Steps) > 0 {
		p.Tell = with("/projects/"+string(pv.Project.ID)+"/tell", nil, "back", planURL(pv.Project.ID), "contact", readerOf(pv))
	}
	p.Told = knownOf(v, pv)
	d := planDesk{visit: v, view: pv, today: worktime.DayOf(v.now, v.cal.Location()), may: may, names: map[plan.ID]string{}, late: pv.Overtaken()}
	for _, s := range pv.Plan.Steps {
		d.names[s.ID] = s.Name
	}
	d.measure()
	p.Sum, p.Marks, p.Today = d.sum(), d.marks(), percent(d.place(d.today))
	for i, s := range pv.Plan.Steps {
		if n := len(p.Parts); n == 0 || p.Parts[n-1].Title != s.Stage {
			p.Parts = append(p.Parts, page.PlanPart{Title: s.Stage})
		}
		part := &p.Parts[len(p.Parts)-1]
		part.Rows = append(part.Rows, d.row(s, pv.Laid[i]))
	}
	p.Jumps, p.Scale = d.stages(p.Parts), d.scale()
	return p
}

// longPlan is from how many steps on a plan lists its stages above.
const longPlan = 20

// stages names the stages and counts what is done of each; of a long plan it
// gives the ways to them.
func (d *planDesk) stages(parts []page.PlanPart) []ui.Link {
	var out []ui.Link
	at := 0
	for i := range parts {
		p := &parts[i]
		done := 0
		for range p.Rows {
			if d.view.Plan.Steps[at].Done() {
				done++
			}
			at++
		}
		p.ID, p.Count = "stage-"+strconv.Itoa(i+1), d.say("{n} of {all} done", "n", strconv.Itoa(done), "all", strconv.Itoa(len(p.Rows)))
		if p.Title != "" {
			out = append(out, ui.Link{Text: p.Title, URL: "#" + p.ID})
		}
	}
	if at <= longPlan || len(out) < 2 {
		return nil
	}
	return out
}

// readerOf is who is likely to read the plan: the first whom mail reaches.
func readerOf(pv office.PlanView) string {
	for _, k := range pv.Contacts {
		if k.EndedAt.IsZero() && k.Email != "" {
			return string(k.ID)
		}
	}
	return ""
}

// knownOf says what the client knows of the plan.
func knownOf(v *visit, pv office.PlanView) string {
	known, open := 0, 0
	for _, s := range pv.Plan.Steps {
		if s.Done() {
			continue
		}
		open++
		if s.Told.Known() {
			known++
		}
	}
	late, who := len(pv.Overtaken()), pv.Client.Name
	switch {
	case open == 0:
		return ""
	case known == 0:
		return v.say("{client} does not know these dates yet.", "client", who)
	case late > 0:
		return v.count(late, "One step will be later than {client} was told.", "{n} steps will be later than {client} was told.", "client", who)
	case known < open:
		return v.count(open, "{client} knows the dates of {known} of 1 step.", "{client} knows the dates of {known} of {n} steps.", "client", who, "known", strconv.Itoa(known))
	}
	return v.say("{client} knows these dates.", "client", who)
}

// planDesk builds the rows of one plan.
type planDesk struct {
	*visit
	view        office.PlanView
	today       worktime.Day
	first, last worktime.Day // of the line
	may         bool
	names       map[plan.ID]string
	late        []plan.Step          // that will be later than the client was told
	hours       []*worktime.Calendar // of those who hold steps that can be moved
}

// measure finds how long the line is: what is not done and today, no less than
// a week, and of what is done a third of it at most: else a long past would leave
// no place for what is to come.
func (d *planDesk) measure() {
	d.first, d.last = d.today, d.today.AddDays(6)
	defer func() {
		if from := d.today.AddDays(-max(14, d.today.DaysUntil(d.last)/2)); d.first.Before(from) {
			d.first = from
		}
	}()
	for i, l := range d.view.Laid {
		if l.Start.Before(d.first) {
			d.first = l.Start
		}
		if likely := d.likely(d.view.Plan.Steps[i], l); likely.After(d.last) {
			d.last = likely
		}
		if l.End.After(d.last) {
			d.last = l.End
		}
	}
	if d.may { // there is somewhere to move the last bar to
		d.last = d.last.AddDays(max(7, d.first.DaysUntil(d.last)/12))
	}
}

// likely is the day by which a step is done with 80 in 100; without a forecast,
// if everything takes the most.
func (d *planDesk) likely(s plan.Step, l plan.Laid) worktime.Day {
	if s.Done() {
		return l.End
	}
	if f, ok := d.view.Outlook.Of(s.ID); ok {
		return f.By(d.view.Outlook.Today, 80)
	}
	return l.Latest
}

// place is where a day begins on the line, in thousandths.
func (d *planDesk) place(day worktime.Day) int {
	if day.Before(d.first) {
		return 0
	}
	return 1000 * d.first.DaysUntil(day) / (d.first.DaysUntil(d.last) + 1)
}

// percent writes thousandths as the page places things.
func percent(n int) string { return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10) + "%" }

// maxLabels is how many weeks or months are named on the line.
const maxLabels = 6

// marks are the Mondays of a line of up to a quarter, the firsts of months of a
// longer one, and of these as many named as there is room for.
func (d *planDesk) marks() []page.PlanMark {
	var days []worktime.Day
	long := d.first.DaysUntil(d.last) > 100
	for day := d.first; !day.After(d.last) && len(days) < 120; day = day.AddDays(1) {
		if !long && day.Weekday() == time.Monday || long && day.Date == 1 {
			days = append(days, day)
		}
	}
	every := (len(days) + maxLabels - 1) / maxLabels
	var out []page.PlanMark
	for i, day := range days {
		at := d.place(day)
		m := page.PlanMark{X: percent(at)}
		if i%every == 0 && at < 950 {
			m.Label = shortDate(d.voice(), day)
		}
		out = append(out, m)
	}
	return out
}

// sum says when it ends, and what was lost to whom.
func (d *planDesk) sum() []string {
	if len(d.view.Laid) == 0 {
		return nil
	}
	var end, latest worktime.Day
	done := 0
	for i, l := range d.view.Laid {
		if l.End.After(end) {
			end = l.End
		}
		if l.Latest.After(latest) {
			latest = l.Latest
		}
		if d.view.Plan.Steps[i].Done() {
			done++
		}
	}
	said := d.say("As planned it ends on {day}.", "day", d.sayDay(end))
	if latest.After(end) {
		said = d.say("As planned it ends on {day}, if everything takes the most on {latest}.", "day", d.sayDay(end), "latest", d.sayDay(latest))
	}
	if done == len(d.view.Laid) {
		said = d.say("All is done, since {day}.", "day", d.sayDay(end))
	}
	out := []string{said + " " + d.count(len(d.view.Laid), "{done} of 1 step done.", "{done} of {n} steps done.", "done", strconv.Itoa(done))}
	if o := d.view.Outlook; len(o.Steps) > 0 {
		day := func(k int) string { return d.sayDay(o.Today.AddDays(o.End[k])) }
		if slices.ContainsFunc(o.Steps, func(s outlook.Step) bool { return s.Reason.Alike > 0 && !s.Reason.Few }) {
			out = append(out, d.say("As we know our work it ends by {half} in half of the cases, by {most} in 80 of 100, by {sure} in 95.", "half", day(0), "most", day(1), "sure", day(2)))
		} else {
			out = append(out, d.say("By estimates like these, since too little like it is finished, it ends by {half} in half of the cases, by {most} in 80 of 100, by {sure} in 95.", "half", day(0), "most", day(1), "sure", day(2)))
		}
	}
	var lost []string
	if n := d.view.Lost[plan.Ours]; n > 0 {
		lost = append(lost, d.count(n, "1 day with us", "{n} days with us"))
	}
	if n := d.view.Lost[plan.Theirs]; n > 0 {
		lost = append(lost, d.count(n, "1 day with the client", "{n} days with the client"))
	}
	if n := d.view.Lost[plan.Third]; n > 0 {
		lost = append(lost, d.count(n, "1 day with third parties", "{n} days with third parties"))
	}
	if len(lost) > 0 {
		out = append(out, d.say("Working days more than planned: {list}.", "list", strings.Join(lost, ", ")))
	}
	return out
}

func (d *planDesk) row(s plan.Step, l plan.Laid) page.PlanRow {
	r := page.PlanRow{ID: string(s.ID), Name: s.Name, Who: d.holder(s.Party), Takes: takes(d.voice(), s.Effort), When: sayDays(d.voice(), l.Start, l.End, d.today), ISO: l.End.String()}
	if s.Wording != "" && s.Wording != s.Name {
		r.Words = s.Wording
	}
	if f, ok := d.view.Outlook.Of(s.ID); ok {
		r.Late = d.say("80 in 100: by {day}", "day", d.sayDay(f.By(d.view.Outlook.Today, 80)))
	} else if l.Latest.After(l.End) && !s.Done() {
		r.Late = d.say("at the latest {day}", "day", d.sayDay(l.Latest))
	}
	r.Owed = owedOn(d.visit, d.view, s.ID)
	switch l.Why {
	case plan.ByLink:
		r.Why = d.say("after {step}", "step", d.names[l.After])
	case plan.ByFixed:
		r.Why = d.say("fixed day")
	case plan.ByDay:
		r.Why = d.say("not before {day}", "day", d.sayDay(s.NotBefore))
	}
	if l.Squeezed > 0 {
		r.Wrong = squeezedSaid(d.visit, l.Squeezed)
	}
	if s.Told.Known() && !s.Done() && slices.ContainsFunc(d.late, func(x plan.Step) bool { return x.ID == s.ID }) {
		r.Told = d.say("they were told: at the latest {day}", "day", d.sayDay(s.Told.Latest))
	}
	r.State, r.Bar = stepState(d.voice(), s), d.bar(s, l)
	if d.may {
		here := "/steps/" + string(s.ID)
		r.URL, r.Acts, r.Line = here, stepActs(d.voice(), s, here), d.line(s, l)
	}
	return r
}

// squeezedSaid says how much too late a step comes that stands on a fixed day.
func squeezedSaid(v *visit, n int) string {
	return v.count(n, "What comes before it ends 1 working day too late.", "What comes before it ends {n} working days too late.")
}

func stepState(v tongue.Voice, s plan.Step) string {
	switch {
	case s.Done():
		return v.Say("done")
	case s.Running():
		return v.Say("under way")
	}
	return ""
}

func stepActs(v tongue.Voice, s plan.Step, here string) []page.Act {
	switch {
	case s.Done():
		return []page.Act{{Label: v.Say("Reopen"), Of: s.Name, Post: here + "/reopening"}}
	case s.Running():
		return []page.Act{{Label: v.Say("Done"), Icon: "kept", Of: s.Name, Post: here + "/completion"}}
	}
	return []page.Act{{Label: v.Say("Begin"), Of: s.Name, Post: here + "/beginning"}}
}

// bar is a step's place on the line; a milestone is a point in the middle of its day.
func (d *planDesk) bar(s plan.Step, l plan.Laid) page.PlanBar {
	from, to := d.place(l.Start), d.place(l.End.AddDays(1))
	b := page.PlanBar{X: percent(from), Width: percent(max(to-from, 4)), Middle: percent((from + to) / 2), Class: "plan-us", Point: s.Effort.Most == 0}
	if likely := d.likely(s, l); likely.After(l.End) {
		b.Latest = percent(d.place(likely.AddDays(1)) - from)
	}
	switch {
	case s.Done():
		b.Class = "plan-done"
	case s.Party.Side == plan.Theirs:
		b.Class = "plan-client"
	case s.Party.Side == plan.Third:
		b.Class = "plan-third"
	}
	return b
}

// holder names who holds a step.
func (d *planDesk) holder(p plan.Party) string {
	switch p.Side {
	case plan.Theirs:
		for _, k := range d.view.Contacts {
			if string(k.ID) == p.ID {
				return k.Name
			}
		}
		return d.view.Client.Name
	case plan.Third:
		if p.Name != "" {
			return p.Name
		}
		return d.say("a third party")
	}
	if p.ID != "" {
		return d.team.Name(member.ID(p.ID))
	}
	return d.say("us")
}

func takes(v tongue.Voice, e plan.Effort) string {
	switch {
	case e.Most == 0:
		return v.Say("milestone")
	case e.Least == e.Most:
		return v.Count(e.Most, "1 day", "{n} days")
	}
	return v.Count(e.Most, "{least} to 1 day", "{least} to {n} days", "least", strconv.Itoa(e.Least))
}

// sayDay writes a day: the year where it is another one.
func sayDay(v tongue.Voice, d, today worktime.Day) string {
	return v.ShortDay(dayTime(d), dayTime(today))
}

func (d *planDesk) sayDay(day worktime.Day) string { return sayDay(d.voice(), day, d.today) }

// shortDate writes a day without its weekday: "2 Mar".
func shortDate(v tongue.Voice, d worktime.Day) string {
	t := dayTime(d)
	return strings.TrimPrefix(v.ShortDay(t, t), v.ShortWeekday(d.Weekday())+" ")
}

// sayDays writes from when to when, the month once.
func sayDays(v tongue.Voice, from, to, today worktime.Day) string {
	switch {
	case from == to:
		return sayDay(v, to, today)
	case from.Year == to.Year && from.Month == to.Month:
		return v.Say("{weekday} {date} to {day}", "weekday", v.ShortWeekday(from.Weekday()), "date", strconv.Itoa(from.Date), "day", sayDay(v, to, today))
	}
	return v.Say("{from} to {to}", "from", sayDay(v, from, to), "to", sayDay(v, to, today))
}
