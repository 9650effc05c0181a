package office

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"kept/client"
	"kept/internal/fault"
	"kept/internal/id"
	"kept/internal/store"
	"kept/member"
	"kept/plan"
)

// PlanLinks are projects whose plans another tool refreshes by itself: GitHub, by
// webhooks.
type PlanLinks struct{ *desk }

// KeepDeliveries is how long it is known what became of a delivery. GitHub brings
// one again at most three days later.
const KeepDeliveries = 30 * 24 * time.Hour

// The longest words about a delivery that are kept, and the longest of GitHub's
// names of one.
const (
	maxBecame   = 500
	maxDelivery = 100
)

// PlanLinked is the link of a plan, and what came by it.
type PlanLinked struct {
	store.PlanLink
	Of        PlanView
	Came      []store.PlanDelivery // lately, the last first
	CalledOff []plan.Step          // that were called off, deleted or moved elsewhere there, and are here still
}

// repositoryName is how GitHub names a repository: who has it, and its name.
var repositoryName = regexp.MustCompile(`^[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})/[A-Za-z0-9._-]{1,100}$`)

// Link links the plan of a project to a repository, such as "owner/name" or its
// address. The secret with which GitHub is to sign is given this once.
func (s PlanLinks) Link(ctx context.Context, who Actor, of client.ProjectID, repository string) (l store.PlanLink, secret string, err error) {
	repository = repositoryOf(repository)
	if secret, err = newSecret(s.random); err != nil {
		return l, "", err
	}
	err = s.do(ctx, who, func(a *act) error {
		v, err := linkable(a, of)
		if err != nil {
			return err
		}
		if !repositoryName.MatchString(repository) || strings.HasSuffix(repository, "/.") || strings.HasSuffix(repository, "/..") {
			return fault.Field("repository", "Name it as GitHub does: owner/name.")
		}
		if _, err := store.PlanLinkOf(a.tx, a.ws, of); !errors.Is(err, store.ErrNone) {
			return cmpErr(err, fault.New(fault.Conflict, "This plan is linked already. Unlink it first."))
		}
		l = store.PlanLink{Workspace: a.ws, ID: a.newID("lnk"), Project: of, Repository: repository, By: who.Member, MadeAt: a.now, Version: 1}
		if l.Secret, err = a.Seal(secret, l.ID); err != nil {
			return err
		}
		if err := store.AddPlanLink(a.tx, l); err != nil {
			return err
		}
		return a.note("plan linked", obligation("project", of), string(v.ClientID), nil, linkedTo{repository})
	})
	return kept(l, secret, err)
}

// kept gives a secret to be shown only where it was kept: whoever asked twice at
// once may be answered for the one that was faster.
func kept(l store.PlanLink, secret string, err error) (store.PlanLink, string, error) {
	if err != nil {
		return store.PlanLink{}, "", err
	}
	return l, secret, nil
}

// linkedTo is what the journal keeps of a link.
type linkedTo struct{ Repository string }

// repositoryOf takes the name of a repository out of its address.
func repositoryOf(s string) string {
	s = strings.TrimSpace(s)
	if _, path, ok := strings.Cut(s, "github.com/"); ok {
		s = path
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, "/"), ".git")
}

func cmpErr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// linkable gives a project whose link the actor may change.
func linkable(a *act, of client.ProjectID) (client.Project, error) {
	p, err := store.Project(a.tx, a.ws, of)
	if err != nil {
		return p, err
	}
	return p, a.may(member.Import, nil)
}

// Renew gives a link that was seen with a version another secret. What is signed
// with the one before is refused from now on.
func (s PlanLinks) Renew(ctx context.Context, who Actor, of client.ProjectID, version int) (l store.PlanLink, secret string, err error) {
	if secret, err = newSecret(s.random); err != nil {
		return l, "", err
	}
	err = s.change(ctx, who, of, version, func(a *act, now store.PlanLink) error {
		if now.Secret, err = a.Seal(secret, now.ID); err != nil {
			return err
		}
		if err := store.RekeyPlanLink(a.tx, now); err != nil {
			return err
		}
		now.Version++
		l = now
		return a.note("plan link renewed", obligation("project", of), "", nil, linkedTo{l.Repository})
	})
	return kept(l, secret, err)
}

// Unlink takes away the link of a project that was seen with a version. What came
// by it stays.
func (s PlanLinks) Unlink(ctx context.Context, who Actor, of client.ProjectID, version int) error {
	return s.change(ctx, who, of, version, func(a *act, l store.PlanLink) error {
		if err := store.DropPlanLink(a.tx, l); err != nil {
			return err
		}
		return a.note("plan unlinked", obligation("project", of), "", linkedTo{l.Repository}, nil)
	})
}

func (s PlanLinks) change(ctx context.Context, who Actor, of client.ProjectID, version int, how func(*act, store.PlanLink) error) error {
	return s.do(ctx, who, func(a *act) error {
		if _, err := linkable(a, of); err != nil {
			return err
		}
		l, err := store.PlanLinkOf(a.tx, a.ws, of)
		if err != nil {
			return err
		}
		if err := sameVersion(version, l.Version); err != nil {
			return err
		}
		return how(a, l)
	})
}

// Of gives the link of a project's plan, and what came by it. A plan that is not
// linked has a link without an ID.
func (s PlanLinks) Of(ctx context.Context, who Actor, of client.ProjectID) (PlanLinked, error) {
	var out PlanLinked
	err := s.see(ctx, who, func(a *act) error {
		var err error
		if out.Of, err = viewPlan(a, of); err != nil {
			return err
		}
		if out.PlanLink, err = store.PlanLinkOf(a.tx, a.ws, of); err != nil {
			return orNothing(err)
		}
		if out.Came, err = store.PlanDeliveries(a.tx, a.ws, out.ID); err != nil {
			return err
		}
		said, err := store.SaidBefore(a.tx, a.ws, of, gitHub)
		if err != nil {
			return orNothing(err)
		}
		off := map[string]bool{}
		for _, x := range said.Steps {
			off[x.Step.Source] = x.CalledOff
		}
		for _, x := range out.Of.Plan.Steps {
			if off[x.Source] && !x.Done() {
				out.CalledOff = append(out.CalledOff, x)
			}
		}
		return nil
	})
	return out, err
}

// Brief gives the link of a project without what came by it; without an ID where
// there is none.
func (s PlanLinks) Brief(ctx context.Context, who Actor, of client.ProjectID) (store.PlanLink, error) {
	l, err := store.PlanLinkOf(s.DB.Read(ctx), who.Workspace, of)
	return l, orNothing(err)
}

// gitHub is the format of plans that GitHub has, and who acts when it sends news.
const gitHub = "github"

// At finds a link by what stands in the address of its webhook, in any workspace.
func (s PlanLinks) At(ctx context.Context, name string) (store.PlanLink, error) {
	if !id.Valid("lnk", name) {
		return store.PlanLink{}, notFound(store.ErrNone)
	}
	l, err := store.PlanLinkByID(s.DB.Read(ctx), name)
	return l, notFound(err)
}

// Secret opens the secret with which the deliveries of a link are signed.
func (s PlanLinks) Secret(l store.PlanLink) (string, error) { return s.Unseal(l.Secret, l.ID) }

// NotSigned is said of a delivery that the secret of its link did not sign.
func NotSigned() error {
	return fault.New(fault.NotAllowed, "A delivery came that was not signed with this link’s secret. Put the secret in at GitHub again, or renew it.")
}

// PlanNews is what a delivery says.
type PlanNews struct {
	Delivery string // by which GitHub knows it
	Event    string // "issues closed"
	Part     plan.Part
	Stage    *plan.StageNews // of a stage, with all its steps
	Greeting bool            // it only says that the link works
}

// Refreshed is what became of a delivery.
type Refreshed struct {
	store.PlanDelivery
	Again bool // it had come before, and nothing was done now
}

// Refresh brings the news of a delivery into the linked plan, through the same
// door as every other change of it: promises that hang on its steps, and what the
// client was told, are looked at in the same transaction. A delivery that came
// before changes nothing. One whose signature was checked by a secret that was
// renewed since is refused.
func (s PlanLinks) Refresh(ctx context.Context, l store.PlanLink, n PlanNews) (Refreshed, error) {
	who := system(gitHub, l.Workspace)
	var out Refreshed
	if n.Delivery == "" || len(n.Delivery) > maxDelivery {
		return out, fault.New(fault.Invalid, "This delivery has no name (X-GitHub-Delivery).")
	}
	if err := s.learn(ctx, who); err != nil {
		return out, err
	}
	err := s.do(ctx, who, func(a *act) error {
		out = Refreshed{}
		now, err := store.PlanLinkByID(a.tx, l.ID)
		if err != nil {
			return err
		}
		if now.Secret != l.Secret {
			return NotSigned()
		}
		before, err := store.PlanDeliveryOf(a.tx, a.ws, l.ID, n.Delivery)
		if !errors.Is(err, store.ErrNone) {
			out = Refreshed{before, true}
			return err
		}
		out.PlanDelivery = store.PlanDelivery{ID: n.Delivery, Event: shorten(n.Event, maxDelivery), Became: "The link works.", At: a.now}
		now.CameAt, now.Trouble, now.TroubleAt = a.now, "", time.Time{}
		if !n.Greeting {
			m, err := refreshPlan(a, now, n)
			if err != nil {
				return err
			}
			short, long := sayMerged(m)
			out.Became = shorten(long, maxBecame)
			if short != "" {
				now.RefreshedAt, now.Refreshed = a.now, short
			}
		}
		if err := store.AddPlanDelivery(a.tx, a.ws, l.ID, out.PlanDelivery); err != nil {
			return err
		}
		return store.MarkPlanLink(a.tx, now)
	})
	return out, err
}

// refreshPlan merges what a delivery says.
func refreshPlan(a *act, l store.PlanLink, n PlanNews) (Merged, error) {
	var merged Merged
	_, err := changePlan(a, l.Project, func(a *act, v PlanView) (plan.Step, error) {
		b := bringing{act: a, v: v}
		said, err := b.saidBefore(gitHub)
		if err != nil {
			return plan.Step{}, err
		}
		part := n.Part
		if n.Stage != nil {
			part = said.InStage(*n.Stage)
		}
		part.Format = gitHub
		whole := part.Completed(said)
		if merged, _, err = b.merge(plan.Merging{Said: said, File: whole, Part: true}); err != nil {
			return plan.Step{}, err
		}
		if merged.Older < len(whole.Steps) || len(part.Links)+len(part.Cut) > 0 { // links say no time
			err = b.remember(merged)
		}
		if err == nil && len(merged.Added)+len(merged.Changed)+len(merged.Link)+len(merged.Unlink) == 0 {
			err = errUnchanged
		}
		return plan.Step{}, err
	})
	if errors.Is(err, errUnchanged) {
		err = nil
	}
	if err != nil || !changes(merged) {
		return merged, err
	}
	return merged, a.note("plan refreshed", obligation("project", l.Project), "", nil, broughtOf(plan.Outside{Format: gitHub, Name: n.Event}, merged))
}

// errUnchanged ends a change of a plan that changes none of its steps: it is not
// laid out and forecast anew, and what was kept meanwhile stays.
var errUnchanged = errors.New("the plan is as it was")

// changes tells whether a person would want to know.
func changes(m Merged) bool {
	return len(m.Added)+len(m.Changed)+len(m.CalledOff)+len(m.Kept)+len(m.Link)+len(m.Unlink) > 0
}

// remember keeps what is known of the plan there. Who brought it in last, and
// when, stays.
func (b bringing) remember(m Merged) error {
	o := store.PlanOrigin{Project: b.v.Project.ID, At: b.now}
	all, err := store.PlanOrigins(b.tx, b.ws, o.Project)
	if err != nil {
		return err
	}
	if i := slices.IndexFunc(all, func(x store.PlanOrigin) bool { return x.Said.Format == m.Says.Format }); i >= 0 {
		o = all[i]
		m.Says.Name = o.Said.Name
	}
	o.Said = m.Says
	return store.SavePlanOrigin(b.tx, b.ws, o)
}

// sayMerged says what became of a delivery: in a word or two, "" if nothing did,
// and with the names of the steps.
func sayMerged(m Merged) (short, long string) {
	var shorts, longs []string
	add := func(what string, names []string) {
		if len(names) == 0 {
			return
		}
		shorts = append(shorts, fmt.Sprintf("%d %s", len(names), what))
		shown := names[:min(len(names), 5)]
		say := fmt.Sprintf("%d %s: “%s”", len(names), what, strings.Join(shown, "”, “"))
		if len(shown) < len(names) {
			say += " and others"
		}
		longs = append(longs, say)
	}
	var changed, kept []string
	for _, c := range m.Changed {
		changed = append(changed, c.After.Name)
	}
	for _, d := range m.Kept {
		kept = append(kept, d.Here.Name)
	}
	add("new", namesOf(m.Added))
	add("changed", changed)
	if n := len(m.Link) + len(m.Unlink); n > 0 {
		shorts = append(shorts, "links changed")
		longs = append(longs, fmt.Sprintf("links: %d new, %d taken away", len(m.Link), len(m.Unlink)))
	}
	add("called off there, and left here", namesOf(m.CalledOff))
	add("changed here before, and left", kept)
	if len(m.Removed) > 0 {
		longs = append(longs, "taken out here, and not brought back: “"+strings.Join(m.Removed, "”, “")+"”")
	}
	switch {
	case len(longs) > 0:
		return strings.Join(shorts, ", "), strings.Join(longs, "; ") + "."
	case m.Older > 0:
		return "", "Older than what is known: nothing was taken."
	}
	return "", "Nothing that a plan holds was changed."
}

func namesOf(all []plan.Step) []string {
	var out []string
	for _, s := range all {
		out = append(out, s.Name)
	}
	return out
}

// Trouble notes why a delivery to a link could not be taken. The same trouble
// again is not noted again, so that nobody fills the ledger by knocking.
func (s PlanLinks) Trouble(ctx context.Context, l store.PlanLink, say string) error {
	say = shorten(say, maxBecame)
	if l.Trouble == say {
		return nil
	}
	return s.do(ctx, system(gitHub, l.Workspace), func(a *act) error {
		now, err := store.PlanLinkByID(a.tx, l.ID)
		if err != nil || now.Trouble == say {
			return err
		}
		now.Trouble, now.TroubleAt = say, a.now
		if err := store.MarkPlanLink(a.tx, now); err != nil {
			return err
		}
		return a.note("plan link troubled", obligation("project", l.Project), "", nil, noted{say})
	})
}
