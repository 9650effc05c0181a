package web

import (
	"context"
	"strconv"

	"kept/client"
	"kept/internal/office"
	"kept/internal/store"
	"kept/internal/ui"
	"kept/internal/web/page"
	"kept/member"
)

// planLinkRoutes link the plans of projects to GitHub.
func (s *Site) planLinkRoutes() {
	s.desk("GET /projects/{project}/plan/link", planLinkPage)
	s.desk("POST /projects/{project}/plan/link", linkPlan)
	s.desk("POST /projects/{project}/plan/link/secret", renewPlanLink)
	s.desk("POST /projects/{project}/plan/link/end", unlinkPlan)
}

func planLinkURL(of client.ProjectID) string { return planURL(of) + "/link" }

// hookOf is the address to which GitHub brings what changed.
func hookOf(v *visit, l store.PlanLink) string { return v.o.Access.URL + "/in/" + l.ID + "/github" }

// linkedLine says on a plan that it is linked, and how that goes; nil = it is not.
func linkedLine(v *visit, of client.ProjectID) (*page.PlanLinked, error) {
	l, err := v.o.PlanLinks.Brief(v.r.Context(), v.who, of)
	if err != nil || l.ID == "" {
		return nil, err
	}
	p := &page.PlanLinked{To: ui.Link{Text: l.Repository, URL: planLinkURL(of)}, Problem: linkTrouble(v, l)}
	switch {
	case !l.RefreshedAt.IsZero():
		p.When, p.Say = v.moment(l.RefreshedAt, nil), l.Refreshed
	case l.CameAt.IsZero():
		p.None = v.say("GitHub has not called yet.")
	default:
		p.None = v.say("GitHub has called, and nothing was to be changed yet.")
	}
	return p, nil
}

// linkTrouble says since when what comes cannot be taken, and why; "" = it can.
func linkTrouble(v *visit, l store.PlanLink) string {
	if l.Trouble == "" {
		return ""
	}
	return v.moment(l.TroubleAt, nil).Text + ": " + l.Trouble
}

// planLinkPage shows to what a plan is linked, or asks for that.
func planLinkPage(v *visit) error {
	p, _, err := openPlanLink(v)
	if err != nil {
		return err
	}
	return v.show(p)
}

// openPlanLink builds the page of a plan's link.
func openPlanLink(v *visit) (page.Settings, office.PlanLinked, error) {
	of := client.ProjectID(v.r.PathValue("project"))
	l, err := v.o.PlanLinks.Of(v.r.Context(), v.who, of)
	p := page.Settings{Desk: v.frame(v.say("Link to GitHub"), page.InClients), Heading: v.say("Link to GitHub")}
	if err != nil {
		return p, l, err
	}
	p.Desk.Crumbs = append(clientCrumbs(v, l.Of.Client), ui.Link{Text: l.Of.Project.Name, URL: "/projects/" + string(of)}, ui.Link{Text: v.say("Plan"), URL: planURL(of)})
	may := mayDo(v, member.Import)
	if l.ID == "" {
		p.Lede = v.say("When an issue or a milestone changes at GitHub, the plan of {project} changes with it. What you changed here stays, and no date that a client was told moves: you are asked.", "project", l.Of.Project.Name)
		if !may {
			return p, l, errNotYours
		}
		p.Sections = []page.SettingsPart{{ID: "link", Title: v.say("Which repository"), Main: true, Form: page.NewPlanLinkForm(v.voice(), ui.Form{Action: planLinkURL(of), Once: newOnce(), Back: planURL(of)})}}
		return p, l, nil
	}
	p.Lede = v.say("{repository} refreshes the plan of {project}.", "repository", l.Repository, "project", l.Of.Project.Name)
	p.Sections = append(p.Sections, cameParts(v, l)...)
	address := page.SettingsPart{ID: "address", Title: v.say("At GitHub"), Lead: v.say("The address stays. The secret is not shown again; renew it if it is lost, or if others know it."), Steps: linkSteps(v, l.Repository, v.say("the one that was shown when the plan was linked")), Copies: linkCopies(v, l.PlanLink)}
	if may {
		version := strconv.Itoa(l.Version)
		address.Acts = []page.Act{{Label: v.say("Renew the secret"), Form: &page.ActForm{
			Form: ui.Form{Action: planLinkURL(of) + "/secret", Version: version}, ID: "renew", Submit: v.say("Renew it"), Lead: v.say("From then on nothing is taken that is signed with the old one: put the new one in at GitHub at once."),
		}}}
		p.Sections = append(p.Sections, address, page.SettingsPart{ID: "end", Title: v.say("Unlink"), Lead: v.say("What came by it stays."), Acts: []page.Act{{Label: v.say("Unlink the plan"), Danger: true, Form: &page.ActForm{
			Form: ui.Form{Action: planLinkURL(of) + "/end", Version: version}, ID: "unlink", Submit: v.say("Yes, unlink it"), Lead: v.say("Nothing more comes by it, and its secret is forgotten. Delete the webhook at GitHub too."),
		}}}})
	}
	return p, l, nil
}

// cameParts says what came by a link, and what is to be looked at.
func cameParts(v *visit, l office.PlanLinked) []page.SettingsPart {
	came := page.SettingsPart{ID: "came", Title: v.say("What came"), None: v.say("GitHub has not called yet. It does so at once when the webhook is added."), Problem: linkTrouble(v, l.PlanLink)}
	for _, d := range l.Came {
		came.Items = append(came.Items, page.Item{Text: d.Became, Hint: d.Event + ",", When: v.moment(d.At, nil)})
	}
	if len(l.CalledOff) == 0 {
		return []page.SettingsPart{came}
	}
	off := page.SettingsPart{ID: "off", Title: v.say("Called off there, and still here"), Lead: v.say("Deleted, moved to another repository, or closed as not planned. Nothing is taken out by itself: do it, if it is right.")}
	for _, s := range l.CalledOff {
		off.Items = append(off.Items, page.Item{Text: s.Name, Hint: s.Stage, Acts: []page.Act{{Label: v.say("Open it"), URL: "/steps/" + string(s.ID), Of: s.Name}}})
	}
	return []page.SettingsPart{off, came}
}

// linkSteps is what to do at GitHub.
func linkSteps(v *visit, repository, secret string) []string {
	return []string{
		v.say("At GitHub, open {repository}, then Settings, Webhooks, “Add webhook”.", "repository", repository),
		v.say("Payload URL: the address below. Content type: application/json. Secret: {which}.", "which", secret),
		v.say("“Let me select individual events”: tick Issues, Milestones, Sub issues and Issue dependencies, and take the tick off Pushes."),
		v.say("“Add webhook”. GitHub calls at once, and the plan says so."),
		v.say("Changes come from then on. For what is there already, list the issues in a terminal by the command below, and bring the file in as a plan."),
	}
}

// linkCopies is what to copy to GitHub, and into a terminal.
func linkCopies(v *visit, l store.PlanLink) []page.Pair {
	return []page.Pair{
		{Name: v.say("Payload URL"), Value: hookOf(v, l)},
		{Name: v.say("What is there already"), Value: "gh issue list --repo " + l.Repository + " --state all --limit 5000 --json number,title,state,stateReason,url,createdAt,updatedAt,closedAt,milestone,assignees,labels > issues.json"},
	}
}

// linkPlan links a plan. The secret is shown, this once; the same form sent again
// links no second time, and shows none.
func linkPlan(v *visit) error {
	if err := parseForm(v, "repository"); err != nil {
		return err
	}
	p, was, err := openPlanLink(v)
	if err != nil {
		return err
	}
	of := was.Of.Project.ID
	var made store.PlanLink
	var secret string
	to, err := once(v, func(ctx context.Context) (string, error) {
		var err error
		made, secret, err = v.o.PlanLinks.Link(ctx, v.who, of, v.r.PostForm.Get("repository"))
		return planLinkURL(of), err
	})
	if err != nil {
		if was.ID != "" {
			return err
		}
		f := p.Sections[0].Form
		if err := v.complain(err, &f.Form, f.Inputs()...); err != nil {
			return err
		}
		return v.again(p)
	}
	if secret == "" {
		return v.go303(to)
	}
	return showSecret(v, made, secret)
}

// showSecret shows the secret of a link, this once, and what to do with it.
func showSecret(v *visit, l store.PlanLink, secret string) error {
	p, _, err := openPlanLink(v)
	if err != nil {
		return err
	}
	p.Lede = v.say("Kept is ready. Now GitHub has to know.")
	p.Sections = []page.SettingsPart{
		{ID: "secret", Title: v.say("Secret"), Secret: &page.Secret{Text: v.say("Copy it now: it is not shown again."), Value: secret}},
		{ID: "address", Title: v.say("At GitHub"), Steps: linkSteps(v, l.Repository, v.say("the one above")), Copies: linkCopies(v, l), Acts: []page.Act{{Label: v.say("Done"), Main: true, URL: planLinkURL(l.Project)}}},
	}
	return v.show(p)
}

func renewPlanLink(v *visit) error {
	if err := parseForm(v, "version"); err != nil {
		return err
	}
	l, secret, err := v.o.PlanLinks.Renew(v.r.Context(), v.who, client.ProjectID(v.r.PathValue("project")), versionOf(v))
	if err != nil {
		return err
	}
	return showSecret(v, l, secret)
}

func unlinkPlan(v *visit) error {
	if err := parseForm(v, "version"); err != nil {
		return err
	}
	of := client.ProjectID(v.r.PathValue("project"))
	if err := v.o.PlanLinks.Unlink(v.r.Context(), v.who, of, versionOf(v)); err != nil {
		return err
	}
	v.leave(v.say("The plan is not linked any more."))
	return v.go303(planURL(of))
}
