package api

import (
	"context"
	"time"

	"kept/internal/office"
	"kept/internal/store"
)

// planLinks have the plans of projects refreshed by GitHub.
func planLinks(s *service) {
	r := planLinkDesk{s}
	one(s, "/projects/{project}/plan-link", "see-plan-link", "See to which repository the plan of a project is linked, and what came by it", r.see)
	create(s, "/projects/{project}/plan-link", "link-plan", "Link the plan of a project to a repository at GitHub, whose webhooks refresh it; the secret is shown once", r.link)
	act(s, "/projects/{project}/plan-link/secret", "renew-plan-link", "Give the link of a plan another secret, shown once; the one before is worth nothing from then on", r.renew)
	drop(s, "/projects/{project}/plan-link", "unlink-plan", "Unlink the plan of a project; what came by the link stays", r.unlink)
}

type planLinkDesk struct{ *service }

// planLinkOut is the link of a plan.
type planLinkOut struct {
	ProjectID   string        `json:"project_id"`
	Repository  string        `json:"repository" doc:"owner/name at GitHub"`
	PayloadURL  string        `json:"payload_url" doc:"Where GitHub brings what changed"`
	Secret      *string       `json:"secret" doc:"With which GitHub signs: of a link that was just made or renewed; shown to nobody again"`
	MemberID    string        `json:"member_id" doc:"Who linked it"`
	MadeAt      time.Time     `json:"made_at"`
	CameAt      *time.Time    `json:"came_at" doc:"When GitHub brought something last"`
	RefreshedAt *time.Time    `json:"refreshed_at" doc:"When something changed by it last"`
	Refreshed   *string       `json:"refreshed" doc:"What changed then, in words"`
	Trouble     *string       `json:"trouble" doc:"Why the last delivery could not be taken; null = it could"`
	TroubleAt   *time.Time    `json:"trouble_at"`
	Deliveries  []deliveryOut `json:"deliveries" doc:"The last 50, the newest first"`
	CalledOff   []string      `json:"called_off_step_ids" doc:"Steps that were deleted, moved elsewhere or called off at GitHub, and are here still"`
	Version     int           `json:"version"`
}

func (l planLinkOut) version() int { return l.Version }
func (l planLinkOut) path() string { return "/projects/" + l.ProjectID + "/plan-link" }

// secretive: the secret of a link that was just made or renewed is shown once.
func (planLinkOut) secretive() {}

type deliveryOut struct {
	ID     string    `json:"id" doc:"By which GitHub knows it"`
	Event  string    `json:"event"`
	Became string    `json:"became" doc:"What became of it, in words"`
	At     time.Time `json:"came_at"`
}

func (r planLinkDesk) out(l store.PlanLink, secret string) planLinkOut {
	return planLinkOut{
		ProjectID: string(l.Project), Repository: l.Repository, PayloadURL: r.office.Access.URL + "/in/" + l.ID + "/github", Secret: outText(secret), MemberID: string(l.By), MadeAt: l.MadeAt,
		CameAt: outTime(l.CameAt), RefreshedAt: outTime(l.RefreshedAt), Refreshed: outText(l.Refreshed), Trouble: outText(l.Trouble), TroubleAt: outTime(l.TroubleAt),
		Deliveries: []deliveryOut{}, CalledOff: []string{}, Version: l.Version,
	}
}

func (r planLinkDesk) see(ctx context.Context, who office.Actor, in *ProjectIn) (planLinkOut, error) {
	of, err := in.id()
	if err != nil {
		return planLinkOut{}, err
	}
	l, err := r.office.PlanLinks.Of(ctx, who, of)
	if err == nil && l.ID == "" {
		err = nothingHere()
	}
	if err != nil {
		return planLinkOut{}, err
	}
	out := r.out(l.PlanLink, "")
	for _, d := range l.Came {
		out.Deliveries = append(out.Deliveries, deliveryOut{d.ID, d.Event, d.Became, d.At})
	}
	for _, s := range l.CalledOff {
		out.CalledOff = append(out.CalledOff, string(s.ID))
	}
	return out, nil
}

type linkPlanIn struct {
	Keyed
	ProjectIn
	Body struct {
		Repository string `json:"repository" maxLength:"200" doc:"owner/name at GitHub, or its address"`
	}
}

func (r planLinkDesk) link(ctx context.Context, who office.Actor, in *linkPlanIn) (planLinkOut, error) {
	of, err := in.ProjectIn.id()
	if err != nil {
		return planLinkOut{}, err
	}
	l, secret, err := r.office.PlanLinks.Link(ctx, who, of, in.Body.Repository)
	return r.out(l, secret), err
}

type renewPlanLinkIn struct {
	Keyed
	ProjectIn
}

func (r planLinkDesk) renew(ctx context.Context, who office.Actor, in *renewPlanLinkIn) (planLinkOut, error) {
	of, err := in.ProjectIn.id()
	if err != nil {
		return planLinkOut{}, err
	}
	l, secret, err := r.office.PlanLinks.Renew(ctx, who, of, 0)
	return r.out(l, secret), err
}

type unlinkPlanIn struct {
	ProjectIn
	IfMatch
}

func (in unlinkPlanIn) current(ctx context.Context, s *service, who office.Actor) (versioned, error) {
	return planLinkDesk{s}.see(ctx, who, &in.ProjectIn)
}

func (r planLinkDesk) unlink(ctx context.Context, who office.Actor, in *unlinkPlanIn) error {
	of, err := in.id()
	if err != nil {
		return err
	}
	return r.office.PlanLinks.Unlink(ctx, who, of, in.seen())
}
