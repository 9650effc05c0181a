package web

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"kept/client"
	"kept/internal/office"
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
		Desk: v.frame("Plan of "+pv.Project.Name, page.InClients), Project: project,
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
	p.Told = knownOf(pv)
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
		p.ID, p.Count = "stage-"+strconv.Itoa(i+1), strconv.Itoa(done)+" of "+strconv.Itoa(len(p.Rows))+" done"
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
func knownOf(pv office.PlanView) string {
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
	late := len(pv.Overtaken())
	switch {
	case open == 0:
		return ""
	case known == 0:
		return pv.Client.Name + " does not know these dates yet."
	case late == 1:
		return "One step will be later than " + pv.Client.Name + " was told."
	case late > 1:
		return count(late, "step") + " will be later than " + pv.Client.Name + " was told."
	case known < open:
		return pv.Client.Name + " knows the dates of " + strconv.Itoa(known) + " of " + count(open, "step") + "."
	}
	return pv.Client.Name + " knows these dates."
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
			m.Label = midnight(day).Format("2 Jan")
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
	said := "As planned it ends on " + sayDay(end, d.today)
	if latest.After(end) {
		said += ", if everything takes the most on " + sayDay(latest, d.today)
	}
	if done == len(d.view.Laid) {
		said = "All is done, since " + sayDay(end, d.today)
	}
	out := []string{said + ". " + strconv.Itoa(done) + " of " + count(len(d.view.Laid), "step") + " done."}
	if o := d.view.Outlook; len(o.Steps) > 0 {
		day := func(k int) string { return sayDay(o.Today.AddDays(o.End[k]), d.today) }
		known := "As we know our work it ends by "
		if !slices.ContainsFunc(o.Steps, func(s outlook.Step) bool { return s.Reason.Alike > 0 && !s.Reason.Few }) {
			known = "By estimates like these, since too little like it is finished, it ends by "
		}
		out = append(out, known+day(0)+" in half of the cases, by "+day(1)+" in 80 of 100, by "+day(2)+" in 95.")
	}
	var lost []string
	for _, x := range []struct {
		side plan.Side
		say  string
	}{{plan.Ours, "with us"}, {plan.Theirs, "with the client"}, {plan.Third, "with third parties"}} {
		if n := d.view.Lost[x.side]; n > 0 {
			lost = append(lost, count(n, "day")+" "+x.say)
		}
	}
	if len(lost) > 0 {
		out = append(out, "Working days more than planned: "+strings.Join(lost, ", ")+".")
	}
	return out
}

func (d *planDesk) row(s plan.Step, l plan.Laid) page.PlanRow {
	r := page.PlanRow{ID: string(s.ID), Name: s.Name, Who: d.holder(s.Party), Takes: takes(s.Effort), When: sayDays(l.Start, l.End, d.today), ISO: l.End.String()}
	if s.Wording != "" && s.Wording != s.Name {
		r.Words = s.Wording
	}
	if f, ok := d.view.Outlook.Of(s.ID); ok {
		r.Late = "80 in 100: by " + brief(f.By(d.view.Outlook.Today, 80), d.today)
	} else if l.Latest.After(l.End) && !s.Done() {
		r.Late = "at the latest " + sayDay(l.Latest, d.today)
	}
	r.Owed = owedOn(d.visit, d.view, s.ID)
	switch l.Why {
	case plan.ByLink:
		r.Why = "after " + d.names[l.After]
	case plan.ByFixed:
		r.Why = "fixed day"
	case plan.ByDay:
		r.Why = "not before " + sayDay(s.NotBefore, d.today)
	}
	if l.Squeezed > 0 {
		r.Wrong = "What comes before it ends " + count(l.Squeezed, "working day") + " too late."
	}
	if s.Told.Known() && !s.Done() && slices.ContainsFunc(d.late, func(x plan.Step) bool { return x.ID == s.ID }) {
		r.Told = "they were told: at the latest " + brief(s.Told.Latest, d.today)
	}
	r.State, r.Bar = stepState(s), d.bar(s, l)
	if d.may {
		here := "/steps/" + string(s.ID)
		r.URL, r.Acts, r.Line = here, stepActs(s, here), d.line(s, l)
	}
	return r
}

func stepState(s plan.Step) string {
	switch {
	case s.Done():
		return "done"
	case s.Running():
		return "under way"
	}
	return ""
}

func stepActs(s plan.Step, here string) []page.Act {
	switch {
	case s.Done():
		return []page.Act{{Label: "Reopen", Of: s.Name, Post: here + "/reopening"}}
	case s.Running():
		return []page.Act{{Label: "Done", Icon: "kept", Of: s.Name, Post: here + "/completion"}}
	}
	return []page.Act{{Label: "Begin", Of: s.Name, Post: here + "/beginning"}}
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
		return "a third party"
	}
	if p.ID != "" {
		return d.team.Name(member.ID(p.ID))
	}
	return "us"
}

func takes(e plan.Effort) string {
	switch {
	case e.Most == 0:
		return "milestone"
	case e.Least == e.Most:
		return count(e.Most, "day")
	}
	return strconv.Itoa(e.Least) + " to " + count(e.Most, "day")
}

// sayDay writes a day: the year where it is another one.
func sayDay(d, today worktime.Day) string {
	if d.Year == today.Year {
		return midnight(d).Format("Mon 2 January")
	}
	return midnight(d).Format("Mon 2 January 2006")
}

// brief writes a day with its month cut short.
func brief(d, today worktime.Day) string {
	if d.Year == today.Year {
		return midnight(d).Format("Mon 2 Jan")
	}
	return midnight(d).Format("Mon 2 Jan 2006")
}

// sayDays writes from when to when, briefly, the month once.
func sayDays(from, to, today worktime.Day) string {
	if from == to {
		return sayDay(to, today)
	}
	layout := "Mon 2 Jan"
	if from.Year == to.Year && from.Month == to.Month {
		layout = "Mon 2"
	}
	end := "Mon 2 Jan"
	if to.Year != today.Year {
		end = "Mon 2 Jan 2006"
	}
	return midnight(from).Format(layout) + " to " + midnight(to).Format(end)
}

func midnight(d worktime.Day) time.Time {
	return time.Date(d.Year, d.Month, d.Date, 0, 0, 0, 0, time.UTC)
}
