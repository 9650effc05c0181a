package api

import (
	"context"
	"net/http"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/office"
)

// projects are engagements with clients; a proposal is a project that is a pursuit.
func projects(s *service) {
	r := projectDesk{s}
	list(s, "/projects", "list-projects", "List the projects of a client, closed ones too", r.list)
	create(s, "/projects", "add-project", "Add a project or pursuit to a client", r.add)
	one(s, "/projects/{project}", "see-project", "See a project", r.see)
	edit(s, operation(http.MethodPatch, "/projects/{project}", "edit-project", "Edit a project"), r.edit)
	act(s, "/projects/{project}/closing", "close-project", "Close a project: it is owed no next contact any more", r.close)
	act(s, "/projects/{project}/reopening", "reopen-project", "Reopen a project", r.reopen)
}

type projectDesk struct{ *service }

// ProjectIn names a project.
type ProjectIn struct {
	Project string `path:"project"`
}

func (in ProjectIn) id() (client.ProjectID, error) {
	return named[client.ProjectID](ofProject, in.Project)
}

// projectOut is a project.
type projectOut struct {
	ID       string     `json:"id"`
	ClientID string     `json:"client_id"`
	Name     string     `json:"name"`
	Pursuit  bool       `json:"pursuit" doc:"It is a proposal still"`
	OwnerID  string     `json:"owner_id" doc:"Who leads it"`
	MadeAt   time.Time  `json:"made_at"`
	ClosedAt *time.Time `json:"closed_at" doc:"null while it is open"`
	Version  int        `json:"version"`
}

func (p projectOut) version() int { return p.Version }
func (p projectOut) path() string { return "/projects/" + p.ID }

func outProject(p client.Project) projectOut {
	return projectOut{
		ID: string(p.ID), ClientID: string(p.ClientID), Name: p.Name, Pursuit: p.Pursuit, OwnerID: string(p.OwnerID),
		MadeAt: p.MadeAt, ClosedAt: outTime(p.ClosedAt), Version: p.Version,
	}
}

func (r projectDesk) list(ctx context.Context, who office.Actor, in *OfClientIn) (listOut[projectOut], error) {
	v, err := r.office.Clients.Brief(ctx, who, ref[client.ID](ofClient, in.ClientID))
	if err != nil {
		return listOut[projectOut]{}, err
	}
	return whole(v.Projects, outProject), nil
}

type newProjectIn struct {
	Keyed
	Body newProject
}

type newProject struct {
	ClientID  string `json:"client_id"`
	Name      string `json:"name" doc:"200 characters at most"`
	Pursuit   bool   `json:"pursuit,omitempty"`
	OwnerID   string `json:"owner_id,omitempty" doc:"Left out = who looks after the client"`
	ContactID string `json:"contact_id,omitempty" doc:"Who hears from us next"`
	NextIn
}

func (in newProjectIn) place(field string) string {
	if field == "next" {
		return in.Body.NextIn.date().field()
	}
	return ""
}

func (r projectDesk) add(ctx context.Context, who office.Actor, in *newProjectIn) (projectOut, error) {
	b := in.Body
	of := ref[client.ID](ofClient, b.ClientID)
	v, err := r.office.Clients.Brief(ctx, who, of)
	if fault.KindOf(err) == fault.NotFound {
		return projectOut{}, fault.Field("client", "Choose a client.")
	}
	if err != nil {
		return projectOut{}, err
	}
	n := office.NewProject{Project: client.Project{ClientID: of, Name: b.Name, Pursuit: b.Pursuit, OwnerID: memberRef(who, b.OwnerID)}}
	if n.Next, err = b.NextIn.date().when(r.office.Watch.Now(), fixed(v.Calendar)); err != nil {
		return projectOut{}, err
	}
	if (b.NextIn != NextIn{}) {
		if n.Contact, err = oneOf(v, b.ContactID); err != nil {
			return projectOut{}, err
		}
	}
	p, err := r.office.Clients.AddProject(ctx, who, n)
	if err != nil {
		return projectOut{}, err
	}
	return outProject(p), nil
}

// oneOf gives a contact of a client by his id.
func oneOf(v office.ClientView, id string) (client.ContactID, error) {
	for _, k := range v.Contacts {
		if string(k.ID) == id && k.EndedAt.IsZero() {
			return k.ID, nil
		}
	}
	return "", fault.Field("contact", "Choose one of this client's contacts.")
}

func (r projectDesk) see(ctx context.Context, who office.Actor, in *ProjectIn) (projectOut, error) {
	id, err := in.id()
	if err != nil {
		return projectOut{}, err
	}
	p, err := r.office.Clients.Project(ctx, who, id)
	if err != nil {
		return projectOut{}, err
	}
	return outProject(p), nil
}

type projectEditIn struct {
	ProjectIn
	IfMatch
	Body projectEdit
}

type projectEdit struct {
	Name    *string `json:"name,omitempty"`
	Pursuit *bool   `json:"pursuit,omitempty"`
	OwnerID *string `json:"owner_id,omitempty"`
}

func (in projectEditIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return projectDesk{s}.see(ctx, who, &in.ProjectIn)
}

func (r projectDesk) edit(ctx context.Context, who office.Actor, in *projectEditIn) (projectOut, error) {
	b := in.Body
	if err := nothing(b != projectEdit{}); err != nil {
		return projectOut{}, err
	}
	return r.change(ctx, who, in.ProjectIn, office.ProjectEdit{Version: in.seen(), Change: func(p *client.Project) {
		set(&p.Name, b.Name)
		set(&p.Pursuit, b.Pursuit)
		setMember(&p.OwnerID, who, b.OwnerID)
	}})
}

func (r projectDesk) change(ctx context.Context, who office.Actor, in ProjectIn, e office.ProjectEdit) (projectOut, error) {
	id, err := in.id()
	if err != nil {
		return projectOut{}, err
	}
	p, err := r.office.Clients.EditProject(ctx, who, id, e)
	if err != nil {
		return projectOut{}, err
	}
	return outProject(p), nil
}

type projectActIn struct {
	Keyed
	ProjectIn
}

func (r projectDesk) close(ctx context.Context, who office.Actor, in *projectActIn) (projectOut, error) {
	return r.change(ctx, who, in.ProjectIn, office.ProjectEdit{Close: true})
}

func (r projectDesk) reopen(ctx context.Context, who office.Actor, in *projectActIn) (projectOut, error) {
	return r.change(ctx, who, in.ProjectIn, office.ProjectEdit{Reopen: true})
}
