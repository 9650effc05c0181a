package web

import (
	"context"
	"strconv"
	"strings"

	"kept/client"
	"kept/internal/office"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
	"kept/promise"
)

// projectPage shows one engagement or pursuit with what is owed in it.
func projectPage(v *visit) error {
	p, err := buildProject(v, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return err
	}
	return v.show(p)
}

func buildProject(v *visit, id client.ProjectID) (page.ProjectPage, error) {
	pr, err := v.o.Clients.Project(v.r.Context(), v.who, id)
	if err != nil {
		return page.ProjectPage{}, err
	}
	d, err := openClient(v, pr.ClientID)
	if err != nil {
		return page.ProjectPage{}, err
	}
	var next *page.NextContact
	if pr.Open() {
		n, err := d.next(id)
		if err != nil {
			return page.ProjectPage{}, err
		}
		next = &n
	}
	p := page.ProjectPage{
		Next: next, Desk: v.frame(pr.Name, page.InClients), Name: pr.Name, Kind: projectKind(v, pr), State: projectState(v, pr), Client: clientOf(d.Row), Leader: d.link(pr.OwnerID),
		Acts: d.projectActs(pr), Open: d.open(d.Open, id), Ended: d.ended(d.Past, id), Notices: d.told(id), Facts: d.projectFacts(pr),
	}
	p.Desk.Crumbs = clientCrumbs(v, d.Client)
	if p.Needs, err = d.clientNeeds(id); err != nil {
		return p, err
	}
	if p.Documents, err = documentsOf(v, pr, d.Calendar); err != nil {
		return p, err
	}
	if p.Shelf, err = shelfOf(v, pr); err != nil {
		return p, err
	}
	if p.FieldLog, err = fieldLogOf(v, pr); err != nil {
		return p, err
	}
	p.Updates, err = updatesOf(v, pr, d.Calendar)
	return p, err
}

func (d *clientDesk) projectActs(p client.Project) []page.Act {
	here := "/projects/" + string(p.ID)
	acts := []page.Act{
		{Label: d.say("Plan"), Icon: "agenda", URL: planURL(p.ID)},
		{Label: d.say("New promise"), Icon: "plus", URL: page.NewPromiseURL + "?client=" + string(p.ClientID) + "&project=" + string(p.ID)},
		{Label: d.say("Log a call"), Icon: "call", URL: page.CallsURL + "/new?client=" + string(p.ClientID) + "&project=" + string(p.ID)},
	}
	if p.Open() {
		acts = append(acts, page.Act{Label: d.say("Ask the client"), Icon: "hand", URL: here + "/hand-offs/new"})
		acts = append(acts, page.Act{Label: d.say("Something went wrong"), Icon: "warning", URL: page.IssuesURL + "/new?project=" + string(p.ID)})
	}
	if !mayDo(d.visit, member.ChangeClient) {
		return acts
	}
	acts = append(acts, page.Act{Label: d.say("Edit"), Icon: "pen", URL: here + "/edit"})
	if p.Open() {
		return append(acts, page.Act{Label: d.say("Close"), Post: here + "/closing", Version: strconv.Itoa(p.Version)})
	}
	return append(acts, page.Act{Label: d.say("Reopen"), Post: here + "/reopening", Version: strconv.Itoa(p.Version)})
}

func (d *clientDesk) projectFacts(p client.Project) []page.Fact {
	facts := []page.Fact{{Name: d.say("Since"), When: d.moment(p.MadeAt, nil)}, {Name: d.say("Led by"), Value: d.team.Name(p.OwnerID)}}
	if !p.Open() {
		facts = append(facts, page.Fact{Name: d.say("Closed"), When: d.moment(p.ClosedAt, nil)})
	}
	return facts
}

// newProject asks for a new project of a client.
func newProject(v *visit) error {
	f, _, err := projectFormFor(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func projectFormFor(v *visit) (page.ProjectForm, office.ClientView, error) {
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, client.ID(v.r.PathValue("client")))
	if err != nil {
		return page.ProjectForm{}, b, err
	}
	if !mayDo(v, member.ChangeClient) {
		return page.ProjectForm{}, b, errNotYours
	}
	f := page.NewProjectForm(v.frame(v.say("New project"), page.InClients), echoOf("next", b.Client.ID))
	here := "/clients/" + string(b.Client.ID)
	f.Form, f.Client = ui.Form{Action: here + "/projects", Once: newOnce(), Back: here}, uiClient(string(b.Client.ID), b.Client.Name, b.Client.Colour, b.Client.LogoID)
	f.Desk.Crumbs = clientCrumbs(v, b.Client)
	f.Contact.Options = contactOptions(b.Contacts, "")
	offer(v.voice(), &f.Next, b.Calendar, v.now)
	f.Owner.Options = memberOptions(v, b.Client.OwnerID)
	return f, b, nil
}

// addProject adds a project with its next contact.
func addProject(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	f, b, err := projectFormFor(v)
	if err != nil {
		return err
	}
	form := v.r.PostForm
	in := office.NewProject{Contact: client.ContactID(form.Get("contact")), Project: client.Project{ClientID: b.Client.ID}}
	sentProject(v, &in.Project)
	in.Next, err = dateOf(form, &f.Next, b.Calendar, v.now)
	if err == nil {
		err = confirmed(f.Next)
	}
	var to string
	if err == nil {
		to, err = once(v, func(ctx context.Context) (string, error) {
			p, err := v.o.Clients.AddProject(ctx, v.who, in)
			return "/projects/" + string(p.ID), err
		})
	}
	if err != nil {
		return againProject(v, &f, err)
	}
	if in.Next == (promise.When{}) {
		v.leave(v.say("Added. Say when they hear from us next about it."))
	}
	return v.go303(to)
}

func sentProject(v *visit, p *client.Project) {
	form := v.r.PostForm
	p.Name, p.Pursuit, p.OwnerID = strings.TrimSpace(form.Get("name")), form.Get("kind") == "pursuit", member.ID(form.Get("owner"))
}

func againProject(v *visit, f *page.ProjectForm, err error) error {
	if err := v.complain(err, &f.Form, f.Fields()...); err != nil {
		return err
	}
	return v.again(*f)
}

// projectToEdit shows the form of a project.
func projectToEdit(v *visit) error {
	f, _, err := openProjectForm(v)
	if err != nil {
		return err
	}
	return v.show(f)
}

func openProjectForm(v *visit) (page.ProjectForm, client.Project, error) {
	f := page.NewProjectForm(v.frame("", page.InClients), "")
	p, err := v.o.Clients.Project(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")))
	if err != nil {
		return f, p, err
	}
	b, err := v.o.Clients.Brief(v.r.Context(), v.who, p.ClientID)
	if err != nil {
		return f, p, err
	}
	if !mayDo(v, member.ChangeClient) {
		return f, p, errNotYours
	}
	here := "/projects/" + string(p.ID)
	f.Editing, f.Client = true, uiClient(string(b.Client.ID), b.Client.Name, b.Client.Colour, b.Client.LogoID)
	f.Desk.Title, f.Desk.Crumbs = p.Name, append(clientCrumbs(v, b.Client), ui.Link{Text: p.Name, URL: here})
	f.Form = ui.Form{Action: here, Version: strconv.Itoa(p.Version), Back: here}
	f.Name.Value = p.Name
	if p.Pursuit {
		f.Kind.Options = ui.Choose(f.Kind.Options, "pursuit")
	}
	f.Owner.Options = memberOptions(v, p.OwnerID)
	return f, p, nil
}

// editProject changes a project.
func editProject(v *visit) error {
	if err := parseForm(v, "name"); err != nil {
		return err
	}
	f, was, err := openProjectForm(v)
	if err != nil {
		return err
	}
	_, err = v.o.Clients.EditProject(v.r.Context(), v.who, was.ID, office.ProjectEdit{Version: versionOf(v), Change: func(p *client.Project) { sentProject(v, p) }})
	if err != nil {
		return againProject(v, &f, stale(err))
	}
	v.leave(v.say("Saved."))
	return v.go303("/projects/" + string(was.ID))
}

// closeProject notes that a project is over.
func closeProject(v *visit) error {
	return changeProject(v, office.ProjectEdit{Close: true}, func(name string) string {
		return v.say("{project} is closed. What was promised in it stands.", "project", name)
	})
}

// reopenProject takes that back.
func reopenProject(v *visit) error {
	return changeProject(v, office.ProjectEdit{Reopen: true}, func(name string) string {
		return v.say("{project} is open again. Say when they hear from us next about it.", "project", name)
	})
}

func changeProject(v *visit, e office.ProjectEdit, word func(name string) string) error {
	p, err := v.o.Clients.EditProject(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")), e)
	if err != nil {
		return err
	}
	v.leave(word(p.Name))
	return v.go303("/projects/" + string(p.ID))
}

// setProjectNext sets or moves the next contact of a project.
func setProjectNext(v *visit) error {
	id := client.ProjectID(v.r.PathValue("project"))
	p, err := v.o.Clients.Project(v.r.Context(), v.who, id)
	if err != nil {
		return err
	}
	d, err := openClient(v, p.ClientID)
	if err != nil {
		return err
	}
	if err := d.setNext(id); err != nil {
		shown, wrong := buildProject(v, id)
		if wrong != nil {
			return wrong
		}
		if shown.Next == nil {
			return err
		}
		return againIn(v, shown.Next.Change, err, func() error { return v.again(shown) })
	}
	return v.go303("/projects/" + string(id))
}
