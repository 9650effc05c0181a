package api

import (
	"context"
	"time"

	"kept/internal/office"
)

// hostOut is the address of a workspace's clients' pages.
type hostOut struct {
	Host      *string    `json:"host" doc:"null = none was given"`
	Proven    bool       `json:"proven" doc:"New links to clients lead there"`
	ProofName *string    `json:"proof_name" doc:"The name of the TXT record to set"`
	ProofText *string    `json:"proof_text" doc:"What it says"`
	LeadsTo   string     `json:"leads_to" doc:"Where the host's own record (CNAME, or A and AAAA of it) is to lead"`
	AskedAt   *time.Time `json:"asked_at"`
	CheckedAt *time.Time `json:"checked_at" doc:"When the name servers were asked last"`
	ProvenAt  *time.Time `json:"proven_at" doc:"Since when it is proven, or was"`
	LostAt    *time.Time `json:"lost_at" doc:"Since when the proof is gone: new links lead to the server, old ones go on"`
}

func outHost(v office.HostView) hostOut {
	out := hostOut{Host: outText(v.Name), Proven: v.Proven(), LeadsTo: v.Leads, AskedAt: outTime(v.AskedAt), CheckedAt: outTime(v.CheckedAt), ProvenAt: outTime(v.ProvenAt), LostAt: outTime(v.LostAt)}
	if v.Name != "" {
		out.ProofName, out.ProofText = outText(v.ProofName()), outText(v.Token)
	}
	return out
}

func (r workspaceDesk) host(ctx context.Context, who office.Actor, _ *struct{}) (hostOut, error) {
	v, err := r.office.Hosts.See(ctx, who)
	return outHost(v), err
}

type giveHostIn struct {
	Keyed
	Body struct {
		Host string `json:"host" doc:"A name like status.example.com: no port, no path; other letters as the DNS has them (xn--)"`
	}
}

func (r workspaceDesk) giveHost(ctx context.Context, who office.Actor, in *giveHostIn) (hostOut, error) {
	v, err := r.office.Hosts.Give(ctx, who, in.Body.Host)
	return outHost(v), err
}

func (r workspaceDesk) checkHost(ctx context.Context, who office.Actor, _ *struct{ Keyed }) (hostOut, error) {
	v, err := r.office.Hosts.Check(ctx, who)
	return outHost(v), err
}

func (r workspaceDesk) dropHost(ctx context.Context, who office.Actor, _ *struct{}) error {
	return r.office.Hosts.TakeAway(ctx, who)
}
