package web

import (
	"net/url"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/importer/intake"
	"kept/internal/importer/plans"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/worktime"
)

// planImportRoutes bring plans of other tools into projects.
func (s *Site) planImportRoutes() {
	s.desk("GET /projects/{project}/plan/import", planImportPage)
	s.desk("POST /projects/{project}/plan/import", sendPlan)
	s.desk("GET "+page.FarURL+"{key}", showFar)
	s.desk("GET /import/plan/{file}", previewPlan)
	s.desk("POST /import/plan/{file}", runPlan)
}

func planImportURL(of client.ProjectID) string { return planURL(of) + "/import" }

// planImportForm asks for the file of a project's plan.
func planImportForm(v *visit) (page.PlanImport, error) {
	p := page.NewPlanImport(v.frame(v.say("Bring in a plan"), page.InClients))
	if !mayDo(v, member.Import) {
		return p, errNotYours
	}
	of := client.ProjectID(v.r.PathValue("project"))
	pv, err := v.o.Plans.Of(v.r.Context(), v.who, of)
	if err != nil {
		return p, err
	}
	ofProject(v, &p, pv)
	p.Form, p.Far = ui.Form{Action: planImportURL(of), Back: planURL(of)}, newOnce()
	from, err := v.o.Plans.Origins(v.r.Context(), v.who, of)
	for _, o := range from {
		from := formatName(v, plans.Format(o.Said.Format))
		if o.Said.Name != "" {
			from += ", “" + o.Said.Name + "”"
		}
		said := v.say("Brought in {when} by {who}: {what}.", "when", v.short(o.At), "who", v.team.Name(o.By), "what", from)
		if o.By == "" {
			said = v.say("Begun {when} by what GitHub sent.", "when", v.short(o.At))
		}
		p.From = append(p.From, said)
	}
	return p, err
}

// ofProject says of which project a page is.
func ofProject(v *visit, p *page.PlanImport, pv office.PlanView) {
	p.Client, p.Project = uiClient(string(pv.Client.ID), pv.Client.Name, pv.Client.Colour, pv.Client.LogoID), ui.Link{Text: pv.Project.Name, URL: "/projects/" + string(pv.Project.ID)}
	p.Desk.Crumbs = append(clientCrumbs(v, pv.Client), p.Project, ui.Link{Text: v.say("Plan"), URL: planURL(pv.Project.ID)})
}

// formatName is a format as people call it.
func formatName(v *visit, f plans.Format) string {
	name := map[plans.Format]string{
		plans.CSV: v.say("a table"), plans.MSPDI: "Microsoft Project", plans.Trello: "Trello", plans.Jira: "Jira", plans.Asana: "Asana", plans.Todoist: "Todoist", plans.GitHub: "GitHub",
		plans.XER: "Primavera", plans.PMXML: "Primavera", plans.Planner: "Planner",
	}[f]
	if name == "" {
		return string(f)
	}
	return name
}

func planImportPage(v *visit) error {
	p, err := planImportForm(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

// sendPlan keeps the file and shows what it would do.
func sendPlan(v *visit) error {
	p, err := planImportForm(v)
	if err != nil {
		return err
	}
	data, name, _, err := sentFile(v, "file", office.MaxUpload)
	if err == nil && data == nil {
		err = fault.Field("file", "Choose a file.")
	}
	if err == nil {
		if _, err = plans.Read(plans.File{Data: data}); err != nil {
			err = onField(err, "file")
		}
	}
	var id string
	if err == nil {
		id, err = v.o.Imports.Hold(v.r.Context(), v.who, fileName(name), data)
	}
	if err != nil {
		if err := v.complain(err, &p.Form, &p.File); err != nil {
			return err
		}
		return v.again(p)
	}
	return v.go303(heldPlanURL(id, v.r.PathValue("project")) + "&far=" + url.QueryEscape(v.r.PostForm.Get(page.FarField)))
}

// heldPlanURL is where a file is looked at that goes into a project, or into a
// new one of a client.
func heldPlanURL(file, into string) string {
	return "/import/plan/" + file + "?into=" + url.QueryEscape(into)
}

// readPlan reads the file that the address names, and finds where it goes; "" =
// that is to be asked.
func readPlan(v *visit) (read intake.Project, name, into string, err error) {
	if !mayDo(v, member.Import) {
		return read, "", "", errNotYours
	}
	ctx := v.r.Context()
	held, err := v.o.Imports.Held(ctx, v.who, v.r.PathValue("file"))
	if fault.KindOf(err) == fault.NotFound {
		err = fault.New(fault.NotFound, "This file is not here any more: it is kept for an hour. Choose it again.")
	}
	if err != nil {
		return read, "", "", err
	}
	into = v.r.FormValue("into")
	// A project that is not here is refused by the import; the reader needs none.
	read, err = intake.ReadProject(ctx, v.o, v.who, intake.ProjectFile{Name: held.Name, Data: held.Bytes, Project: client.ProjectID(into)})
	if into == "" {
		return read, held.Name, "", nil
	}
	if strings.HasPrefix(into, "cli_") {
		read.Import.Project, read.Import.Client, read.Import.Name = "", client.ID(into), newProjectName(read.Import.File.Name, held.Name)
	}
	return read, held.Name, into, err
}

// newProjectName calls a project as its plan is called, else as the file is.
func newProjectName(plan, file string) string {
	if plan != "" {
		return plan
	}
	if at := strings.LastIndexByte(file, '.'); at > 0 {
		return file[:at]
	}
	return file
}

// previewPlan shows what a plan would do; nothing has happened yet.
func previewPlan(v *visit) error {
	read, name, into, err := readPlan(v)
	if err != nil {
		return err
	}
	if into == "" {
		return choosePlanProject(v, name, newProjectName(read.Import.File.Name, name))
	}
	p, err := lookAtPlan(v, read, name, into)
	if err != nil {
		return err
	}
	return v.show(p)
}

// choosePlanProject asks into which project a plan goes.
func choosePlanProject(v *visit, file, called string) error {
	p := page.NewPlanImport(v.frame(v.say("Bring in a plan"), page.InImport))
	dir, err := v.o.Imports.Directory(v.r.Context(), v.who)
	if err != nil {
		return err
	}
	p.Choice, p.Far, p.Form = file, newOnce(), ui.Form{Action: v.r.URL.Path, Back: page.ImportURL}
	for _, c := range dir.Clients {
		for _, pr := range dir.Projects[c.ID] {
			if pr.Open() {
				p.Into.Options = append(p.Into.Options, ui.Option{Group: c.Name, Label: pr.Name, Value: string(pr.ID)})
			}
		}
		p.Into.Options = append(p.Into.Options, ui.Option{Group: c.Name, Label: v.say("A new project, “{name}”", "name", called), Value: string(c.ID)})
	}
	return v.show(p)
}

// lookAtPlan tries a plan and shows what it would do.
func lookAtPlan(v *visit, read intake.Project, name, into string) (page.PlanImport, error) {
	p := page.NewPlanImport(v.frame(v.say("Bring in a plan"), page.InClients))
	read.Import.Dry = true
	look := &page.PlanLook{File: name, Into: into, Far: newOnce(), Form: ui.Form{Action: v.r.URL.Path, Back: page.ImportURL}}
	p.Look = look
	far, over := farOf(v)
	defer over()
	done, err := v.o.Imports.Plan(v.r.Context(), v.who, read.Import, far)
	if f, ok := fault.As(err); ok && f.Kind != fault.NotFound && f.Kind != fault.NotAllowed {
		look.Blocked = v.voice().Refusal(f.Error())
		return p, nil
	}
	if err != nil {
		return p, err
	}
	if !done.Made {
		ofProject(v, &p, done.PlanView)
		look.Form.Back = planImportURL(done.Project.ID)
	} else {
		p.Client, look.New = uiClient(string(done.Client.ID), done.Client.Name, done.Client.Colour, done.Client.LogoID), done.Project.Name
		p.Desk.Crumbs = clientCrumbs(v, done.Client)
	}
	told := read.Tell(done, worktime.DayOf(v.now, done.Calendar.Location()))
	fillLook(v, look, told)
	fillMoves(v, look, done)
	m := done.Merged
	switch n := len(m.Added) + len(m.Changed); {
	case n > 0:
		look.Submit = v.count(n, "Bring in 1 step", "Bring in {n} steps")
	case len(m.Link)+len(m.Unlink) > 0:
		look.Submit = v.say("Bring in the links")
	default:
		look.Blocked = v.say("There is nothing to bring in.")
	}
	return p, nil
}

func fillLook(v *visit, look *page.PlanLook, told intake.Told) {
	look.Summary, look.People, look.Notes = told.Summary, told.People, told.Notes
	for i, r := range told.Rows {
		if i == shownLines {
			look.More = v.say("and {n} more", "n", strconv.Itoa(len(told.Rows)-i))
			break
		}
		look.Rows = append(look.Rows, page.PlanLookRow{
			Effect: string(r.Effect), Name: r.Name, Stage: r.Stage, Takes: r.Takes, Who: r.Who, Say: r.Say, Differs: r.Effect != intake.StepNew && r.Effect != intake.StepChanged,
		})
	}
}

// shownMoves is how many steps that move are shown.
const shownMoves = 30

// fillMoves says which steps come to lie elsewhere, and which promises this endangers.
func fillMoves(v *visit, look *page.PlanLook, done office.PlanImported) {
	shifts := done.Shifts
	if len(shifts) > shownMoves {
		shifts, look.MoreMoves = shifts[:shownMoves], v.say("and {n} more", "n", strconv.Itoa(len(shifts)-shownMoves))
	}
	if look.Changed = moved(v, office.PlanChange{PlanView: done.PlanView, Shifts: shifts, AtRisk: done.AtRisk}, ""); look.Changed != nil {
		look.Changed.Lead = v.say("These steps come to lie elsewhere:")
	}
}

// runPlan brings a plan in: all of it, or nothing.
func runPlan(v *visit) error {
	if err := parseForm(v, "into"); err != nil {
		return err
	}
	read, name, into, err := readPlan(v)
	if err != nil {
		return err
	}
	if into == "" {
		return v.go303(v.r.URL.Path)
	}
	far, over := farOf(v)
	defer over()
	done, err := v.o.Imports.Plan(v.r.Context(), v.who, read.Import, far)
	if fault.KindOf(err) == fault.Invalid || fault.KindOf(err) == fault.Conflict {
		p, err := lookAtPlan(v, read, name, into)
		if err != nil {
			return err
		}
		return v.again(p)
	}
	if err != nil {
		return err
	}
	m := done.Merged
	v.leave(v.count(len(m.Added), "Brought in: 1 new step, {changed} changed, {same} as it was.", "Brought in: {n} new steps, {changed} changed, {same} as it was.", "changed", strconv.Itoa(len(m.Changed)), "same", strconv.Itoa(m.Same)))
	return v.go303(planURL(done.Project.ID))
}
